"""The outbox: what is to be said, an ordered queue for each chat. Changes fill it; a door's sender empties it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from redis import Redis, WatchError

from bot.messages import Outgoing
from bot.model import Chat, LineId
from bot.store import codec, counts, keys
from bot.store.change import Change, Write
from bot.store.reply import text, text_or_none
from bot.store.scripts import Scripts

LEASE_MS = 30_000
SOON_MS = 1_000
CARDS_KEPT_MS = 30 * 24 * 60 * 60 * 1000  # after it was last shown a card that is over may be forgotten
CARDS_AT_ONCE = 20  # of those shown so long ago, looked at with one message
IN_HAND = "in hand"  # a line taken from its queue, of which nothing has been sent yet


class Pace(NamedTuple):
    """How fast a platform may be spoken to: messages a second, in all and in one chat, with bursts (0: no limit)."""

    per_second: float = 0
    burst: int = 1
    chat_per_second: float = 0
    chat_burst: int = 1
    repeats: bool = False  # a repeated send is seen once: this door knows what it has shown already


class Sent(StrEnum):
    """What became of one send."""

    SENT = "sent"
    REFUSED = "refused"  # the platform said no, for good
    LATER = "later"  # the platform said not now
    AMBIGUOUS = "ambiguous"  # it may have arrived
    DROPPED = "dropped"  # past its use, or what it told of was erased


class Turn(NamedTuple):
    """A sender's turn to speak in one chat, while its lease holds."""

    chat: Chat
    fence: str
    platform: str


@dataclass(frozen=True, slots=True)
class Pending:
    """The next thing to say in a leased chat."""

    line: str
    outgoing: Outgoing
    begun: bool  # an earlier sender began to send it and left no outcome: it may have arrived
    shown_as: str  # the platform's id of the message that shows this card now, or ""


@dataclass(frozen=True)
class Outbox:
    """Leases chats, hands out their lines in order and prepares the record of each outcome."""

    client: Redis
    scripts: Scripts = field(repr=False)

    def lease(self, platform: str, pace: Pace, only: Chat | None = None) -> Turn | float:
        """A turn in the most pressing chat that is due, or the seconds until it is worth asking again."""
        chat, detail = self.scripts.lease_chat(
            keys=[*_chats(platform), keys.outbox_fence(), keys.rate(f"send:{platform}")],
            args=[
                *(LEASE_MS, keys.outbox_lease(""), keys.rate("chat:")),
                *(_interval(pace.per_second), pace.burst, _interval(pace.chat_per_second), pace.chat_burst),
                only or "",
            ],
        )
        return Turn(Chat(chat.decode()), detail.decode(), platform) if chat else float(detail) / 1000

    def next(self, turn: Turn) -> Pending | None:
        """The chat's next line, marked as in hand; None when there is none.

        It is marked before it is read: from then on what replaces it is put behind it instead.
        """
        head = self.client.zrange(keys.outbox_queue(turn.chat), 0, 0)
        if not head:
            return None
        line = text(head[0])
        marked = self.client.hsetnx(keys.outbox_sending(turn.chat), line, IN_HAND)
        begun = not marked and text(self.client.hget(keys.outbox_sending(turn.chat), line)) != IN_HAND
        data = self.client.hget(keys.outbox_lines(turn.chat), line)
        outgoing = codec.decode(Outgoing, data or b"{}")
        shown = self.client.hget(keys.outbox_cards(turn.chat), outgoing.card) if outgoing.card else None
        return Pending(line, outgoing, begun, "" if shown is None or outgoing.fresh else text(shown))

    def begin(self, turn: Turn, pending: Pending) -> bool:
        """It is about to be sent: from here on it may have arrived. False when the lease is over: it must not be sent.

        Whoever was frozen past their lease finds so here; the chat is another's by then.
        """
        key, fence = _held(turn)
        with self.client.pipeline() as pipe:
            pipe.watch(key)  # type: ignore[no-untyped-call]  # as redis-py left it
            if text_or_none(pipe.get(key)) != fence:
                return False
            pipe.multi()
            pipe.hset(keys.outbox_sending(turn.chat), pending.line, turn.fence)
            try:
                pipe.execute()
            except WatchError:
                return False
        return True

    def settled(self, turn: Turn, pending: Pending, outcome: Sent, shown_as: str) -> Change:
        """The record of an outcome: the line goes, its card is remembered."""
        writes: list[Write] = [_settle(turn, pending.line)]
        card = pending.outgoing.card
        if card and shown_as:
            writes.append(("HSET", keys.outbox_cards(turn.chat), card, shown_as))
            writes.append(("ZADD", keys.outbox_cards_shown(turn.chat), self._now(), card))
        elif card and outcome is Sent.AMBIGUOUS:
            writes += _forgotten(turn.chat, card)  # its next change is sent anew
        outcomes = ("XADD", keys.outbox_outcomes(turn.platform), "MAXLEN", "~", 10_000, "*")
        writes.append((*outcomes, "chat", turn.chat, "line", pending.line, "outcome", outcome.value))
        writes.append(counts.one("sends", turn.platform, outcome.value))
        return Change(writes=tuple(writes), holds=(_held(turn),))

    def waits(self, turn: Turn, pending: Pending, wait_ms: int) -> Change:
        """The platform said not now: the line keeps its place and the chat waits."""
        unmarked = ("HDEL", keys.outbox_sending(turn.chat), pending.line)
        return Change(writes=(unmarked, counts.one("sends", turn.platform, Sent.LATER.value))) + self._due_again(
            turn, wait_ms
        )

    def again(self, turn: Turn) -> Change:
        """Whether it arrived is not known and it bears repeating: the line stays, marked, and its chat is due soon."""
        unsure = Change(writes=(counts.one("sends", turn.platform, Sent.AMBIGUOUS.value),))
        return unsure + self._due_again(turn, SOON_MS)

    def _due_again(self, turn: Turn, wait_ms: int) -> Change:
        at = self._now() + wait_ms
        moved = tuple(("ZADD", chats, "XX", at, turn.chat) for chats in _chats(turn.platform))
        # Nobody's lease, but a lease: what is said here meanwhile, at whatever priority, waits as well.
        nobody = ("SET", keys.outbox_lease(turn.chat), "", "PX", max(1, wait_ms))
        return Change(writes=(*moved, nobody), holds=(_held(turn),))

    def empty(self, turn: Turn) -> Change:
        """A chat with nothing left to say leaves the sets."""
        return Change(writes=(_settle(turn, ""),), holds=(_held(turn),))

    def shows(self, chat: Chat, card: str) -> bool:
        """Whether a card stands in a chat, so that changing it there says nothing new."""
        return bool(self.client.hexists(keys.outbox_cards(chat), card))

    def long_shown(self, chat: Chat) -> list[str]:
        """Cards last shown in a chat more than a month ago, a few of them, the oldest first."""
        until = self._now() - CARDS_KEPT_MS
        found = self.client.zrangebyscore(keys.outbox_cards_shown(chat), 0, until, start=0, num=CARDS_AT_ONCE)
        return [text(card) for card in found]

    def looked_through(self, chat: Chat, over: list[str], live: list[str]) -> Change:
        """Cards that are over are forgotten; those that are not keep their message, and are looked at again later."""
        again = tuple(("ZADD", keys.outbox_cards_shown(chat), self._now(), card) for card in live)
        return Change(writes=(*again, *(write for card in over for write in _forgotten(chat, card))))

    def _now(self) -> int:
        seconds, micros = self.client.time()
        return int(seconds * 1000 + micros // 1000)

    def waiting_in(self, chat: Chat) -> list[LineId]:
        """Line ids still to be said in a chat, in order."""
        return [LineId(text(line)) for line in self.client.zrange(keys.outbox_queue(chat), 0, -1)]


def _interval(per_second: float) -> float:
    return 1000 / per_second if per_second else 0


def _chats(platform: str) -> list[str]:
    return [keys.outbox_chats(platform, priority) for priority in range(3)]


def _forgotten(chat: Chat, card: str) -> list[Write]:
    return [("HDEL", keys.outbox_cards(chat), card), ("ZREM", keys.outbox_cards_shown(chat), card)]


def _held(turn: Turn) -> tuple[str, str]:
    return keys.outbox_lease(turn.chat), turn.fence


def _settle(turn: Turn, line: str) -> Write:
    chat = turn.chat
    queue, lines, sending = keys.outbox_queue(chat), keys.outbox_lines(chat), keys.outbox_sending(chat)
    return ("settle", *_chats(turn.platform), queue, lines, sending, chat, line, keys.outbox_lease(chat))
