"""A strict Telegram of our own, over real HTTP: the Bot API for the door, and a way in for whoever plays the people.

`python -m tests.support.fake_telegram --port P` runs it by itself. The Bot API answers at `/bot<token>/<method>`; what
people do, what they see, the clock and faults are at `/control/<action>` (see `telegram_phone.py`).
"""

import argparse
import asyncio
import json
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.support import telegram_rules as rules
from tests.support.telegram_phone import Phone
from tests.support.telegram_rules import Json, Refusal
from tests.support.telegram_world import BOT, Fault, World

TOKEN = "4242:example-token-of-a-pretended-bot-0000"
TICK = 0.01  # seconds between looks while an answer is held back


class Cut(Exception):
    """The connection is to end without an answer."""


class FakeTelegram:
    """One bot's Telegram."""

    def __init__(self) -> None:
        self.world = World()
        self._poll = 0  # the newest getUpdates: an older one still waiting is sent away
        self._control = Control(self.world)
        self._being_pushed: set[int] = set()
        self._pushes: set[asyncio.Task[None]] = set()
        self._methods: dict[str, Callable[..., Any]] = {
            "getme": lambda: BOT,
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._webhook_info,
            "sendmessage": self.world.speak,
            "editmessagetext": self.world.change,
            "editmessagereplymarkup": self.world.change_buttons,
            "answercallbackquery": self.world.answer_press,
            "setmycommands": self._set_commands,
            "getmycommands": lambda **_: self.world.commands,
        }

    def app(self) -> web.Application:
        """It as a web application."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._bot)
        app.router.add_post("/control/{action}", self._control.handle)
        app.cleanup_ctx.append(self._pushing)
        return app

    async def _bot(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        given = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
        began = time.time()
        try:
            answer = web.json_response({"ok": True, "result": await self._called(request, method, given)})
        except Refusal as no:
            body: Json = {"ok": False, "error_code": no.code, "description": no.description}
            body |= {"parameters": no.parameters} if no.parameters else {}
            answer = web.json_response(body, status=no.code)
        except web.HTTPBadGateway as gone:
            answer = web.Response(status=gone.status, text="<html>Bad Gateway</html>", content_type="text/html")
        except Cut:
            answer = web.Response(status=499)
            if request.transport:
                request.transport.abort()
        self.world.calls.append({"method": method, "at": began, "status": answer.status, **given})
        return answer

    async def _called(self, request: web.Request, method: str, given: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
        if request.match_info["token"] != TOKEN:
            raise Refusal(401, "Unauthorized")
        if method not in self._methods:
            raise Refusal(404, "Not Found")
        parameters = rules.parameters(method, given)
        fault = self.world.struck(method, parameters.get("chat_id"))
        if fault:
            self._spoil(fault, parameters.get("chat_id", 0))
        if method in rules.SENDING:
            self.world.limits.spend(parameters["chat_id"], time.monotonic())
        result = self._methods[method](**parameters)
        result = await result if isinstance(result, Awaitable) else result
        if fault and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "cut":
            raise Cut
        return result

    def _spoil(self, fault: Fault, chat: int) -> None:
        """Raise what a fault makes of a call that is not done."""
        if fault.kind == "flood":
            raise self.world.limits.close(chat, time.monotonic(), fault.seconds)
        if fault.kind == "broken":
            raise Refusal(500, "Internal Server Error")
        if fault.kind == "gateway":
            raise web.HTTPBadGateway
        if fault.kind == "lost":
            raise Cut

    async def _get_updates(self, offset: int = 0, limit: int = 100, timeout: int = 0, **_: object) -> list[Json]:  # noqa: ASYNC109 - Telegram's name
        if self.world.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine, until = self._poll, time.monotonic() + timeout
        self.world.confirm(offset)
        while not self.world.waiting and not self.world.again and time.monotonic() < until:
            await asyncio.sleep(TICK)
            if self._poll != mine:
                raise Refusal(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
                )
        return self.world.batch(limit)

    def _set_webhook(self, url: str, secret_token: str = "", **_: object) -> bool:
        self.world.webhook = {"url": url, "secret": secret_token}
        return True

    def _delete_webhook(self, **_: object) -> bool:
        self.world.webhook = {}
        return True

    def _webhook_info(self) -> Json:
        waiting = len(self.world.waiting)
        url = self.world.webhook.get("url", "")
        return {"url": url, "has_custom_certificate": False, "pending_update_count": waiting}

    def _set_commands(self, commands: list[Json], **_: object) -> bool:
        self.world.commands = rules.commands(commands)
        return True

    async def _pushing(self, _app: web.Application) -> Any:  # noqa: ANN401 - aiohttp's own hook: an async generator
        async with ClientSession() as session:
            task = asyncio.create_task(self._push_all(session))
            yield
            task.cancel()
            for push in self._pushes:
                push.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _push_all(self, session: ClientSession) -> None:
        """Hand each waiting update to the webhook, side by side."""
        while True:
            await asyncio.sleep(TICK)
            if not self.world.webhook:
                continue
            for update in [*self.world.again, *self.world.waiting]:
                if update["update_id"] not in self._being_pushed:
                    self._being_pushed.add(update["update_id"])
                    push = asyncio.create_task(self._push(session, update))
                    self._pushes.add(push)
                    push.add_done_callback(self._pushes.discard)
            self.world.again.clear()

    async def _push(self, session: ClientSession, update: Json) -> None:
        """Again and again, until the webhook says it has it."""
        while self.world.webhook:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.world.webhook["secret"]}
            try:
                async with session.post(self.world.webhook["url"], json=update, headers=headers) as answer:
                    status = answer.status
            except ClientError:
                status = 0
            self.world.calls.append({"method": "webhook", "at": time.time(), "status": status, **update})
            if 200 <= status < 300:
                self.world.waiting = [one for one in self.world.waiting if one is not update]
                self.world.confirmed.append(update)
                break
            await asyncio.sleep(0.2)
        self._being_pushed.discard(update["update_id"])


class Control:
    """What people do and see, the clock and faults, for a test or a journey to ask over HTTP."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._actions: dict[str, Callable[..., Any]] = {
            "message": world.message,
            "press": world.press,
            "meet": world.meet,
            "block": world.block,
            "forget": world.forget,
            "forward": world.forward,
            "redeliver": world.redeliver,
            "chat": world.seen_in,
            "fault": lambda **fault: world.faults.append(Fault(**fault)),
            "calm": world.faults.clear,
            "shuffle": lambda on=True: setattr(world, "shuffled", on),
            "lift_limits": lambda: setattr(world.limits, "lifted", True),
            "waiting": lambda: [update["update_id"] for update in world.waiting],
            "confirmed": lambda: [update["update_id"] for update in world.confirmed],
            "calls": lambda: list(world.calls),
            "commands": lambda: world.commands,
        }

    async def handle(self, request: web.Request) -> web.Response:
        """One action, its parameters in JSON."""
        action = self._actions.get(request.match_info["action"])
        if action is None:
            return web.json_response({"problem": "no such action"}, status=404)
        try:
            return web.json_response({"result": action(**json.loads(await request.text() or "{}"))})
        except (Refusal, TypeError) as no:
            return web.json_response({"problem": str(no)}, status=400)


async def serve(port: int, ready: Callable[[str], None], stop: asyncio.Event) -> None:
    """Answer on a port of this machine (0 picks one) until told to stop."""
    runner = web.AppRunner(FakeTelegram().app(), handler_cancellation=True, shutdown_timeout=0.2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        ready(f"http://127.0.0.1:{runner.addresses[0][1]}")
        await stop.wait()
    finally:
        await runner.cleanup()


@contextmanager
def running() -> Iterator[Phone]:
    """It runs in a thread of ours, as long as the block."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    urls: list[str] = []
    up = threading.Event()

    def ready(url: str) -> None:
        urls.append(url)
        up.set()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve(0, ready, stop))

    thread = threading.Thread(target=run, name="fake-telegram")
    thread.start()
    up.wait(10)
    try:
        yield Phone(urls[0])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def main() -> None:
    """Run by itself, printing its address."""

    def say(url: str) -> None:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args().port, say, asyncio.Event()))


if __name__ == "__main__":
    main()
