"""What a door's sender does between its lease and the platform, and after: words put together, outcomes recorded.

A sender repeats: `next_up`, send it, `record`. Everything else about order, pace and limits lies in the outbox.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from structlog.contextvars import bound_contextvars

from bot import cards
from bot.desk import reach, telling
from bot.errors import MasterKeyWrong, Stale
from bot.messages import CRISIS, Outgoing, Say, Spoken
from bot.model import Chat, Person, new_id
from bot.store import keys
from bot.store.change import BRIEF_MEMORY_MS, Change
from bot.store.connect import STORE_AWAY
from bot.store.outbox import Pace, Pending, Sent, Turn
from bot.texts import Erased

if TYPE_CHECKING:
    from bot.app import App

READINGS = 3  # of whoever turned out unreachable, who may be writing at that moment
PREPARINGS = 3  # of a message that broke each time, before it is let go
# Reasons for which someone is still owed what they must hear: the words failed, not the wish to say them.
CANNOT_BE_SAID, FACT_GONE = "cannot be said", "erased fact"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one chat: `spoken` to `address` (the platform's own id).

    `edit` is the platform's id of the message to change in place, or "". `say` is what the words were made from.
    """

    turn: Turn
    pending: Pending
    person: Person
    address: str
    say: Say
    spoken: Spoken
    edit: str


def next_up(app: "App", platform: str, pace: Pace, only: Chat | None = None) -> Delivery | float:
    """The next message to send on a platform, or the seconds until it is worth asking again."""
    turn = app.world.outbox.lease(platform, pace, only)
    if not isinstance(turn, Turn):
        return turn
    pending = app.world.outbox.next(turn)
    if pending is None:
        _commit(app, app.world.outbox.empty(turn))
        return 0.0
    with bound_contextvars(chat=turn.chat, line=pending.line, request=pending.outgoing.about):
        return _handed_out(app, turn, pending, pace)


def _handed_out(app: "App", turn: Turn, pending: Pending, pace: Pace) -> Delivery | float:
    delivery = _prepared_or_not(app, turn, pending, pace)
    if isinstance(delivery, Delivery):
        return delivery if app.world.outbox.begin(turn, pending) else 0.0
    log.info("not_sent", why=delivery)
    _commit(app, app.world.outbox.settled(turn, pending, Sent.DROPPED, "") + _given_up(pending, delivery))
    return 0.0


def _prepared_or_not(app: "App", turn: Turn, pending: Pending, pace: Pace) -> Delivery | str:
    """As `_prepared`; a message that breaks it again and again is let go, so that what follows is heard."""
    try:
        return _prepared(app, turn, pending, pace)
    except (MasterKeyWrong, *STORE_AWAY):
        raise
    except Exception:  # the edge of a message: whatever broke, its chat must not stay silent for ever
        if app.ledger.count(keys.tries(f"out:{turn.chat}:{pending.line}")) < PREPARINGS:
            raise
        log.exception("cannot_be_prepared")
        return CANNOT_BE_SAID


def _prepared(app: "App", turn: Turn, pending: Pending, pace: Pace) -> Delivery | str:
    """The message, or the reason it must not be sent."""
    outgoing = pending.outgoing
    person = app.world.register.find(Person, outgoing.to)
    address = app.world.access.address(person, turn.platform) if person else None
    if person is None or address is None:
        return "erased"
    why = _why_not(app, person, pending, pace)
    if why:
        return why
    say = outgoing.say or cards.draw(app, outgoing.card, person)
    if say is None:
        return "nothing to show"
    try:
        spoken = app.texts.speak(say, person, app.world.access)
    except Erased as gone:
        return f"{FACT_GONE} {gone}"
    except LookupError as missing:  # a text or a fact is not there: one message must not stop all that follow
        log.error("cannot_be_said", text_id=say.text_id, why=str(missing))  # noqa: TRY400 - the reason says it all
        return CANNOT_BE_SAID
    return Delivery(turn, pending, person, address, say, spoken, pending.shown_as)


def _why_not(app: "App", person: Person, pending: Pending, pace: Pace) -> str:
    outgoing = pending.outgoing
    if person.hushed and outgoing.priority != CRISIS:
        return "hushed"
    if outgoing.use_by and outgoing.use_by < app.world.clock.now():
        return "past its use"
    if pending.begun and not (pace.repeats or _bears_repeating(outgoing, pending.shown_as)):
        return "may have arrived already"
    return ""


def _bears_repeating(outgoing: Outgoing, shown_as: str) -> bool:
    """Whether saying it twice is better than perhaps not at all. An edit may always be repeated."""
    return bool(shown_as) or outgoing.must_hear or outgoing.priority == CRISIS


def _given_up(pending: Pending, why: str) -> Change:
    """A message that is not to be heard any more needs nobody to ring about it; one that could not be said does."""
    owed = pending.begun or why.startswith((CANNOT_BE_SAID, FACT_GONE))
    return Change() if owed else _heard(pending)


def _heard(pending: Pending) -> Change:
    return telling.heard(pending.outgoing.to, pending.outgoing.id) if pending.outgoing.must_hear else Change()


def sent(app: "App", delivery: Delivery, shown_as: str, *, read: bool = True) -> None:
    """It arrived, as the platform's `shown_as`. With read=False (a mailbox) it is not heard until it is seen."""
    change = app.world.outbox.settled(delivery.turn, delivery.pending, Sent.SENT, shown_as)
    _commit(app, change + _tidied(app, delivery) + (_heard(delivery.pending) if read else Change()))


def _tidied(app: "App", delivery: Delivery) -> Change:
    """With each card shown, the chat's oldest cards that are over are forgotten."""
    if not delivery.pending.outgoing.card:
        return Change()
    old = [card for card in app.world.outbox.long_shown(delivery.turn.chat) if card != delivery.pending.outgoing.card]
    over = [card for card in old if cards.is_over(app, card)]
    return app.world.outbox.looked_through(delivery.turn.chat, over, [card for card in old if card not in over])


def refused(app: "App", delivery: Delivery, why: str, *, unreachable: bool) -> None:
    """The platform said no for good. `unreachable`: it will say no to anything for this person (a blocked bot)."""
    log.info("refused", chat=delivery.turn.chat, line=delivery.pending.line, why=why)
    for _ in range(READINGS):
        change = app.world.outbox.settled(delivery.turn, delivery.pending, Sent.REFUSED, "")
        if unreachable:
            person = app.world.register.person(delivery.person.id)
            change += reach.lost(app.world, person, delivery.turn.platform, app.world.clock.now())
        if _commit(app, change):
            return


def ambiguous(app: "App", delivery: Delivery) -> None:
    """It may have arrived (a time-out while sending). Repeated only where silence would be worse."""
    outgoing = delivery.pending.outgoing
    if _bears_repeating(outgoing, delivery.edit) and not delivery.pending.begun:
        _commit(app, app.world.outbox.again(delivery.turn))
        return
    _commit(app, app.world.outbox.settled(delivery.turn, delivery.pending, Sent.AMBIGUOUS, ""))


def later(app: "App", delivery: Delivery, wait_seconds: float) -> None:
    """The platform said not now, for this chat: the line keeps its place."""
    _commit(app, app.world.outbox.waits(delivery.turn, delivery.pending, int(wait_seconds * 1000)))


def _commit(app: "App", change: Change) -> bool:
    """Record an outcome, if it can be; when the lease was lost meanwhile another sender has the chat and settles it."""
    try:
        app.ledger.commit(new_id("o"), change, memory_ms=BRIEF_MEMORY_MS)
    except Stale as moved:
        log.warning("outcome_not_recorded", moved=str(moved))
        return False
    return True
