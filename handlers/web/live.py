"""Replies as they come: one watcher reads every chat that is looked at, and hands each page its own."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog

from bot.model import Chat
from bot.store.mailbox import Entry, Mailbox, order
from handlers.bridge import call, pause

PATIENCE_MS = 200  # a page that has just opened waits at most so long to be watched
TROUBLE = 1.0  # seconds between tries while the store does not answer
MOST_PAGES = 8  # that one visitor has open at once: a few tabs
log = structlog.get_logger()

Came = asyncio.Queue[tuple[Chat, Entry]]


class Live:
    """Watches mailboxes. Every page that looks at a chat gets all that comes into it from then on."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._watched: dict[Chat, str] = {}  # up to which entry each was read
        self._pages: dict[Chat, set[Came]] = {}
        self._open: Counter[str] = Counter()
        self._someone = asyncio.Event()

    def has_room(self, visitor: str) -> bool:
        """Whether this visitor may have one more page open."""
        return self._open[visitor] < MOST_PAGES

    @contextmanager
    def watching(self, visitor: str, after: Mapping[Chat, str]) -> Iterator[Came]:
        """What comes into these chats. A chat already watched may be further on: read what lies between yourself."""
        came: Came = asyncio.Queue()
        for chat, entry_id in after.items():
            self._watched.setdefault(chat, entry_id)
            self._pages.setdefault(chat, set()).add(came)
        self._open[visitor] += 1
        self._someone.set()
        try:
            yield came
        finally:
            self._open -= Counter((visitor,))
            for chat in after:
                self._leave(chat, came)

    def _leave(self, chat: Chat, came: Came) -> None:
        self._pages[chat].discard(came)
        if not self._pages[chat]:
            del self._pages[chat], self._watched[chat]

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until `stop`."""
        while not stop.is_set():
            if not self._watched:
                self._someone.clear()
                await pause(60, stop, self._someone)
                continue
            try:
                for chat, entry in await call(self._mailbox.wait, dict(self._watched), PATIENCE_MS):
                    self._hand_out(chat, entry)
            except Exception as problem:  # noqa: BLE001 - the edge of the watcher: the store is away
                log.warning("cannot_watch_yet", why=type(problem).__name__)
                await pause(TROUBLE, stop)

    def _hand_out(self, chat: Chat, entry: Entry) -> None:
        if chat not in self._watched or order(entry.id) <= order(self._watched[chat]):
            return  # nobody looks any more, or someone who looks again began further on
        self._watched[chat] = entry.id
        for came in self._pages[chat]:
            came.put_nowait((chat, entry))
