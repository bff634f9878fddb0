"""The stage of consoles: everyone sits at one of their own, with --json."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from bot.messages import Segment, Spoken, SpokenButton
from handlers.console.inbound import PLATFORM
from handlers.console.render import Screen
from handlers.console.run import Console
from tests.dialogs.doorway import Doorway
from tests.dialogs.format import Dialog, Turn
from tests.dialogs.plain import settle_town
from tests.support.town import Town, open_town


class AtConsoles(Doorway):
    """Everyone sits at a console of their own, with --json."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        self._screens: dict[str, StringIO] = {}
        self._consoles: dict[str, Console] = {}
        self._chats: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="consoles")
        self._thread.start()
        self._printing: list[object] = []

    def sit_down(self, name: str) -> None:
        """Open this person's console; again, once they were forgotten, since it belonged to who they were."""
        if name in self._consoles and self._chats[name] == f"{PLATFORM}:{self.town.person(name).id}":
            return
        self.town.names.add(name)
        self._screens.setdefault(name, StringIO())
        self._run(self._sit_down(name))

    async def _sit_down(self, name: str) -> None:
        screen = Screen(self._screens[name], as_json=True, changed="")
        console = Console(self.town.app, name, screen, lambda: None)
        self._consoles[name] = console
        chat = await console.do(opened=True)
        self._chats[name] = chat
        self._printing.append(asyncio.ensure_future(console.print_what_comes(chat, self._stop)))

    def _run(self, work: "asyncio.Future[None] | object") -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)  # type: ignore[arg-type]

    def do(self, name: str, turn: Turn) -> None:
        """Type a line."""
        self.sit_down(name)
        if self.only_by_hand(turn):
            self.by_hand(name, turn)
        elif turn.opens:
            self._run(self._consoles[name].do(opened=True))
        else:
            line = f"/press {self.button(name, turn.presses)}" if turn.presses else turn.says
            self._run(self._consoles[name].hear(self._chats[name], line))  # type: ignore[arg-type]

    def chat(self, name: str) -> dict[str, Spoken]:
        """The lines printed so far; a changed message is a line of its own."""
        if name not in self._screens:
            return {}
        lines = self._screens[name].getvalue().splitlines()
        return {str(number): _from_json(line) for number, line in enumerate(lines)}

    def close(self) -> None:
        """Everyone leaves."""
        self._loop.call_soon_threadsafe(self._stop.set)

        async def printed() -> None:
            await asyncio.gather(*self._printing)  # type: ignore[call-overload]

        self._run(printed())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _from_json(line: str) -> Spoken:
    found = json.loads(line)
    buttons = tuple(SpokenButton(one["id"], one["label"]) for one in found["buttons"])
    return Spoken(found["text_id"], (Segment(found["text"]),), buttons, found["data"])


@contextmanager
def at_consoles(redis_url: str, folder: Path, dialog: Dialog) -> Iterator[AtConsoles]:
    """A stage of consoles."""
    town = open_town(redis_url, folder)
    settle_town(town, dialog)
    stage = AtConsoles(town)
    try:
        for someone in dialog.town:
            stage.sit_down(someone.name)
        yield stage
    finally:
        stage.close()
