"""The console door as a command: a line in, replies out."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot import app as apps
from bot.errors import OnedoorError
from bot.messages import Inbound, Segment, Spoken
from bot.model import Chat
from bot.store.embedded import EmbeddedRedis, answers
from bot.store.outbox import Pace
from config.settings import Settings
from handlers import sending
from handlers.bridge import Bridge, call, pause
from handlers.console import inbound
from handlers.console.inbound import PLATFORM
from handlers.console.render import Screen
from handlers.console.send import Printer
from handlers.mailbox import open_mailbox
from handlers.sorry import Sorry

if TYPE_CHECKING:
    from bot.app import App

DEMO = "demo"  # the folder in the data folder where a demo keeps its own
ANSWERING = 10.0  # seconds the answers to one line may take
QUIET = 1.0  # seconds without a word before we leave
LEAVING = 10.0  # seconds we wait for that quiet at most
PACE = Pace(repeats=True)
LOOK = 0.03  # seconds between looks


class NothingRuns(OnedoorError):
    """There is no running Onedoor to speak to."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"No Onedoor is running on {data_dir}: start one with python run_bot.py, or python run_bot.py demo, or say "
            "with --data-dir where it runs."
        )


def main(settings: Settings, name: str, as_json: bool) -> None:  # noqa: FBT001 - the command's own switch
    """Speak as `name` until the end of input. Without a Redis in the settings, whatever runs on the data folder is met.

    Raises NothingRuns.
    """
    found = settings if settings.redis_url else running(settings)
    app = apps.build(found)
    screen = Screen(sys.stdout, as_json, app.texts.text("console-changed", "en", {}))
    if sys.stdin.isatty() and not as_json:
        screen.note(app.texts.text("console-you-are", "en", {"name": name}))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_speak(app, name.strip().casefold(), screen))


def running(settings: Settings) -> Settings:
    """The settings of the Onedoor that runs on this data folder, or of the demo in it. Raises NothingRuns."""
    for folder in (settings.data_dir, settings.data_dir / DEMO):
        url = EmbeddedRedis(folder).url
        if answers(url):
            return settings.model_copy(update={"data_dir": folder, "redis_url": url})
    raise NothingRuns(settings.data_dir)


async def _speak(app: "App", name: str, screen: Screen) -> None:
    """Open the chat, pass on line by line, and see each line answered before the next."""
    lines = inbound.read_lines(sys.stdin, asyncio.get_running_loop())
    console = Console(app, name, screen, lambda: lines.put_nowait(None))
    stop = asyncio.Event()
    chat = await console.do(opened=True)
    printing = asyncio.create_task(console.print_what_comes(chat, stop))
    await console.answered(chat)
    while (line := await lines.get()) is not None:
        await console.hear(chat, line)
    await console.quiet(chat)
    stop.set()
    await printing


class Console:
    """One person at the console. `gone` is called when nobody reads what is printed any more."""

    def __init__(self, app: "App", name: str, screen: Screen, gone: Callable[[], None]) -> None:
        self._app = app
        self._name = name
        self._screen = screen
        self._bridge = Bridge(app)
        self._mailbox = open_mailbox(app)
        self._printer = Printer(app, self._mailbox, screen, gone)
        self._sorry = Sorry(app, "not-stored-kept")

    async def print_what_comes(self, chat: Chat, stop: asyncio.Event) -> None:
        """Print whatever is said in this chat, until `stop`."""
        wake = self._bridge.stored
        await sending.run(self._app, PLATFORM, PACE, self._printer.send, stop, only=chat, concurrency=1, wake=wake)

    async def hear(self, chat: Chat, line: str) -> None:
        """One line: words, or a press. It is answered when this returns, unless the answer takes very long."""
        wanted = inbound.pressed(line)
        if wanted is None:
            if line.strip():
                await self.do(text=line)
        else:
            button = inbound.button(await call(self._mailbox.entries, await call(self._here)), wanted)
            if button is None:
                self._say("no-such-button")
                return
            await self.do(press=button)
        here = await call(self._here)
        await (self.answered(chat) if here == chat else self._answered_elsewhere(here))

    def _here(self) -> Chat:
        """The chat of whoever has this address now: someone new, once they have asked to be forgotten."""
        world = self._app.world
        return Chat(f"{PLATFORM}:{world.register.person_at(world.vault.digest(PLATFORM, self._name))}")

    async def _answered_elsewhere(self, chat: Chat) -> None:
        """Print what waits in a chat other than the one this console was opened for."""
        stop = asyncio.Event()
        printing = asyncio.create_task(self.print_what_comes(chat, stop))
        await self.answered(chat)
        stop.set()
        await printing

    async def do(self, *, text: str = "", press: str = "", opened: bool = False) -> Chat:
        """One turn, tried until it is stored; the chat its answers come in."""
        at = await call(self._app.world.clock.now)
        done = inbound.inbound(self._name, at, text=text, press=press, opened=opened)
        return (await self._bridge.take_surely(done, self._not_stored)).chat

    async def answered(self, chat: Chat) -> None:
        """Wait until all that waits to be said here has been printed."""
        until = time.monotonic() + ANSWERING
        while await call(self._app.world.outbox.waiting_in, chat) and time.monotonic() < until:
            await pause(LOOK)

    async def quiet(self, chat: Chat) -> None:
        """Wait until nothing has been said here for a while."""
        until = time.monotonic() + LEAVING
        while time.monotonic() < until:
            printed = self._printer.printed
            await pause(QUIET)
            if printed == self._printer.printed and not await call(self._app.world.outbox.waiting_in, chat):
                return

    async def _not_stored(self, what: Inbound) -> None:
        words = self._sorry.words(what)
        if words:
            self._screen.show(Spoken("not-stored-kept", (Segment(words),), (), {}))

    def _say(self, text_id: str) -> None:
        words = self._app.texts.text(text_id, "en", {})
        self._screen.show(Spoken(text_id, (Segment(words),), (), {}))
