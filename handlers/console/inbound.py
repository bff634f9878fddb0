"""A line typed at the console: words, or the press of a button."""

import secrets
import threading
from asyncio import AbstractEventLoop, Queue
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import TextIOWrapper
from typing import TextIO

from bot.messages import Inbound
from bot.store.mailbox import Entry

PLATFORM = "console"
PRESS = "/press "


def read_lines(source: TextIO, loop: AbstractEventLoop) -> Queue[str | None]:
    """The lines of a stream as they come, then None. The thread that waits for them never keeps the process alive."""
    lines: Queue[str | None] = Queue()
    if isinstance(source, TextIOWrapper):
        source.reconfigure(errors="replace")

    def read() -> None:
        for line in source:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\r\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def inbound(sender: str, at: datetime, *, text: str = "", press: str = "", opened: bool = False) -> Inbound:
    """Something the person at the console did."""
    return Inbound(secrets.token_urlsafe(12), PLATFORM, sender, at, text=text, press=press, opened=opened)


def pressed(line: str) -> str | None:
    """What a line asks to press; None when it is words."""
    return line.removeprefix(PRESS).strip() if line.startswith(PRESS) else None


def button(entries: Sequence[Entry], wanted: str) -> str | None:
    """The id of the button meant: one of just this id, or the newest of this action; None when there never was one.

    What is shown now comes before what a message showed until it was changed: a late press has its own answer.
    """
    shown = list(_ids(_shown_now(entries)))
    ever = list(_ids(reversed(entries)))
    exact = [one for one in ever if one == wanted]
    alike = [one for one in (*shown, *ever) if one.partition(":")[0] == wanted]
    return next(iter((*exact, *alike)), None)


def _shown_now(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Each message as it stands, the newest first."""
    known: set[str] = set()
    for entry in reversed(entries):
        if entry.shown_as not in known:
            known.add(entry.shown_as)
            yield entry


def _ids(entries: Iterator[Entry]) -> Iterator[str]:
    return (button.id for entry in entries if entry.say for button in entry.say.buttons)
