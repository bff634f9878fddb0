"""The Telegram door as a process."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import structlog
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot import app as apps
from bot.store.lease import RoleLease
from config.settings import Settings
from handlers import sending
from handlers.bridge import Bridge, pause, unless
from handlers.telegram import api, webhook
from handlers.telegram.api import Api
from handlers.telegram.inbound import PLATFORM, WANTED
from handlers.telegram.poll import Poller
from handlers.telegram.receive import Receiver
from handlers.telegram.send import PACE, Sender

if TYPE_CHECKING:
    from bot.app import App

COMMANDS = ("help", "status", "cancel", "details", "join", "me", "tasks", "queue")
TO_FINISH = 8.0  # seconds for turns in hand
PUSHES = 20  # webhook requests Telegram may make at once
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between tries while Telegram does not answer
log = structlog.get_logger()
T = TypeVar("T")


def main(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; turns in hand are finished. Raises what `bot.errors` says is to be put right."""
    asyncio.run(_until_signalled(apps.build(settings)))


async def _until_signalled(app: "App") -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(app, stop)


async def serve(app: "App", stop: asyncio.Event) -> None:
    """Listen, unless the web door does that, and send, until told to stop."""
    bridge = Bridge(app)
    async with api.opened(app.settings) as line:
        if not await _ready(app, line, stop):
            return
        work = [sending.run(app, PLATFORM, PACE, Sender(app, line).send, stop, wake=bridge.stored)]
        if app.settings.telegram_mode == "polling":
            lease = RoleLease(app.ledger.scripts, f"poll:{PLATFORM}:{line.bot_id}")
            work.append(Poller(line, bridge, Receiver(app, bridge, line), lease, stop).run())
        await _together(work, bridge, stop)


async def _together(work: Sequence[Awaitable[None]], bridge: Bridge, stop: asyncio.Event) -> None:
    """Until told to stop, or until one of them cannot go on; then the turns in hand are finished, and the sends."""
    tasks = [asyncio.ensure_future(one) for one in work]
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    await asyncio.gather(stopping, bridge.close(TO_FINISH), *tasks)


async def _ready(app: "App", line: Api, stop: asyncio.Event) -> bool:
    """Whether Telegram knows us and how its updates come; it is asked until it answers or we are told to stop."""
    named = [BotCommand(name, app.texts.text(f"command-{name}", "en", {})) for name in COMMANDS]
    for step in (line.bot.get_me, lambda: line.bot.set_my_commands(named), lambda: _choose_way_in(app.settings, line)):
        if not await _until_done(step, stop):
            return False
    log.info("telegram_open", mode=app.settings.telegram_mode)
    return True


async def _choose_way_in(settings: Settings, line: Api) -> bool:
    secret = settings.telegram_webhook_secret
    if settings.telegram_mode == "polling" or secret is None:
        return await line.bot.delete_webhook()
    return await line.bot.set_webhook(
        f"{settings.web_url}{webhook.PATH}",
        secret_token=secret.get_secret_value(),
        allowed_updates=WANTED,
        max_connections=PUSHES,
    )


async def _until_done(step: Callable[[], Awaitable[T]], stop: asyncio.Event) -> bool:
    """Try one call until Telegram does it. Raises BadSettings when it does not know the token."""
    wait = FIRST_PAUSE
    while not stop.is_set():
        try:
            await unless(stop, step())
        except InvalidToken as problem:
            raise api.not_our_token(problem) from None
        except TelegramError as problem:
            log.warning("telegram_not_ready", why=problem.message)
            await pause(wait, stop)
            wait = min(wait * 2, LONGEST_PAUSE)
        else:
            break
    return not stop.is_set()
