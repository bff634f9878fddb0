"""The mailbox: what a page or a console shows of one chat, kept so that a reload shows the whole conversation.

It holds ids and references, never private words; the person's own words lie in it sealed. Each look at it is put into
words afresh (`bot.texts`), so that what was erased since is simply not shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from redis import Redis

from bot.messages import Say
from bot.model import Chat, PersonId, Sealed
from bot.store import codec, keys
from bot.store.change import Change
from bot.store.seal import Vault

MOST = 200  # entries kept
RECENT = 50  # entries searched for one that is already there
BEGINNING = "0-0"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something said here (`say`), an earlier one changed (`edits` names it), or the person's own words (`own`)."""

    at: datetime  # town time
    say: Say | None = None
    edits: str = ""  # the id of the entry this one replaces
    card: str = ""  # what it shows, for a live card
    line: str = ""  # the outbox line it came from
    must_hear: str = ""  # the outbox line somebody waits to know was read
    event: str = ""  # own words: the event they came in
    own: Sealed | None = None
    id: str = ""  # where it lies in the stream; a later one is greater by `order`

    @property
    def shown_as(self) -> str:
        """The id of the message on the page: an edit keeps that of the entry it replaces."""
        return self.edits or self.id

    def follows(self, other: "Entry") -> bool:
        """Whether the other is an earlier showing of this card, or of this very line."""
        return other.card == self.card if self.edits else other.line == self.line


def order(entry_id: str) -> tuple[int, int]:
    """An entry id as numbers that sort. Raises ValueError when it is not one."""
    moment, _, count = entry_id.partition("-")
    return int(moment), int(count or 0)


@dataclass(frozen=True)
class Mailbox:
    """Doors write here directly: showing a message is to a page what sending is to another platform."""

    client: Redis
    vault: Vault

    # ---- writing
    def add(self, chat: Chat, entry: Entry) -> str:
        """Put an entry last; return the id of the message it shows as.

        What an earlier try put there already is not put twice. An edit of what is no longer kept becomes a message of
        its own.
        """
        there = next(filter(entry.follows, self._recent(chat)), None)
        if there and there.say == entry.say:
            return there.shown_as
        if entry.edits and not self.client.xrange(keys.mailbox(chat), entry.edits, entry.edits):
            entry = replace(entry, edits="")
        put = self._append(chat, entry)
        return entry.edits or put

    def add_own(self, chat: Chat, person: PersonId, event: str, words: str, at: datetime) -> Entry:
        """Keep what they said or pressed, sealed, once for an event. Raises MasterKeyWrong once they are erased."""
        for entry in self._recent(chat):
            if entry.event == event:
                return entry
        entry = Entry(at, event=event, own=self.vault.seal(person, _path(chat, event), words))
        return replace(entry, id=self._append(chat, entry))

    def remove(self, chat: Chat, entry: Entry) -> None:
        """Take an entry away again: what it tells of did not happen."""
        self.client.xdel(keys.mailbox(chat), entry.id)

    def _append(self, chat: Chat, entry: Entry) -> str:
        put: Any = self.client.xadd(keys.mailbox(chat), {"d": codec.encode(entry)}, maxlen=MOST, approximate=False)
        return str(put.decode())

    # ---- reading
    def entries(self, chat: Chat, after: str = BEGINNING, until: str = "+") -> list[Entry]:
        """What lies after one id up to and with another, oldest first."""
        found: Any = self.client.xrange(keys.mailbox(chat), f"({after}", until)
        return [_entry(*one) for one in found]

    def _recent(self, chat: Chat) -> list[Entry]:
        found: Any = self.client.xrevrange(keys.mailbox(chat), count=RECENT)
        return [_entry(*one) for one in found]

    def own_words(self, chat: Chat, person: PersonId, entry: Entry) -> str | None:
        """What the person said, or None: not theirs, or erased."""
        return self.vault.open(person, _path(chat, entry.event), entry.own) if entry.own else None

    def wait(self, after: Mapping[Chat, str], patience_ms: int) -> list[tuple[Chat, Entry]]:
        """What came into any of these chats after the id given for it, waiting for it a while if there is nothing."""
        names = {keys.mailbox(chat).encode(): chat for chat in after}
        came: Any = self.client.xread({keys.mailbox(chat): seen for chat, seen in after.items()}, block=patience_ms)
        return [(names[name], _entry(*one)) for name, entries in came for one in entries]

    # ---- what was looked at
    def seen(self, chat: Chat) -> str:
        """The id up to which a page has shown this chat."""
        found: Any = self.client.get(keys.mailbox_seen(chat))
        return BEGINNING if found is None else str(found.decode())

    def looked(self, chat: Chat, until: str) -> tuple[list[str], Change]:
        """A page shows the chat up to here: the lines someone waits to know were read, and the Change that notes it."""
        found = self.entries(chat, self.seen(chat), until)
        if not found:
            return [], Change()
        lines = [entry.must_hear for entry in found if entry.must_hear]
        return lines, Change(writes=(("SET", keys.mailbox_seen(chat), found[-1].id),))


def _entry(entry_id: bytes, fields: Mapping[bytes, bytes]) -> Entry:
    return replace(codec.decode(Entry, fields[b"d"]), id=entry_id.decode())


def _path(chat: Chat, event: str) -> str:
    return f"mailbox:{chat}#{event}"
