"""One inbound message, from start to commit: who is it, where do they stand, what follows; one Change, once."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog
from structlog.contextvars import bound_contextvars

from bot.desk import cases, people
from bot.errors import Stale, TryLater
from bot.masking import masked
from bot.messages import CRISIS, Inbound, Outgoing
from bot.model import Chat, Person, Request
from bot.store import counts, keys, trace
from bot.store.change import READINGS, Change, put, relying, rest
from bot.store.connect import STORE_AWAY
from bot.talk import router, safety
from bot.talk.types import Heard, Reply

if TYPE_CHECKING:
    from bot.app import App

FAILURES = 3  # turns on one event that broke before it is set aside for a person
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Taken:
    """The turn is stored and may be acknowledged. `chat` is where its answers wait."""

    chat: Chat
    repeated: bool = False
    set_aside: bool = False


def take(app: "App", inbound: Inbound) -> Taken:
    """Take one turn and commit it. Raises TryLater when it was not stored: do not acknowledge.

    A turn that broke three times is set aside for a person and counts as stored. Redis's own errors pass through.
    """
    operation = f"in:{inbound.platform}:{inbound.event}"
    seen = app.ledger.seen(operation)
    if seen is not None:
        app.ledger.tally("turns", inbound.platform, "repeated")
        return Taken(Chat(seen), repeated=True)
    with bound_contextvars(turn=operation):
        try:
            return _committed(app, inbound, operation)
        except (TryLater, *STORE_AWAY):
            raise
        except Exception as problem:  # noqa: BLE001 - the edge of a turn: whatever broke, the door must not stop
            return _broke(app, inbound, operation, problem)


def _committed(app: "App", inbound: Inbound, operation: str) -> Taken:
    for attempt in range(READINGS):
        heard, made = _heard(app, inbound)
        reply = router.answer(app, app.world.sessions.load(heard.chat, heard.who), heard)
        try:
            change = made + _whole(app, heard, reply) + _counted(inbound, "stored")
            outcome = app.ledger.commit(operation, change, heard.chat)
        except Stale:
            rest(attempt)
            continue
        log.info("turn_taken", chat=heard.chat, request=trace.requests_of(change))
        return Taken(Chat(outcome.result), repeated=outcome.seen)
    raise TryLater("others kept changing the same records")


def _counted(inbound: Inbound, outcome: str) -> Change:
    return Change(writes=(counts.one("turns", inbound.platform, outcome),))


def _whole(app: "App", heard: Heard, reply: Reply) -> Change:
    """The step's Change with the session, the person (who must stand as this turn read them) and what is said here."""
    written = {put.new.id for put in reply.change.puts if isinstance(put.new, Person)}
    # Whoever asks for something is written as they are, so that nobody forgets them at that very moment.
    asks = any(isinstance(put.new, Request) and put.before is None for put in reply.change.puts)
    touched = Change() if heard.who in written else _person_put(app, heard, always=asks)
    says = tuple(one if isinstance(one, Outgoing) else Outgoing(heard.chat, heard.who, one) for one in reply.says)
    session = app.world.sessions.put(reply.session, heard.who)
    return relying(heard.person) + touched + reply.change + session + Change(says=says)


def _person_put(app: "App", heard: Heard, *, always: bool = False) -> Change:
    before = app.world.register.find(Person, heard.who)
    return put(heard.person, before) if always or before != heard.person else Change()


def _heard(app: "App", inbound: Inbound) -> tuple[Heard, Change]:
    """Who did it (made known if new), as this turn sees them, and the Change that makes them known."""
    world = app.world
    digest = world.vault.digest(inbound.platform, inbound.sender)
    person_id = world.register.person_at(digest)
    if person_id:
        person, made = world.register.person(person_id), Change()
    else:
        person, made = people.meet(world, inbound.platform, inbound.sender, inbound.at)
    person = _touched(app, person, inbound)
    action, _, arg = inbound.press.partition(":")
    chat = Chat(f"{inbound.platform}:{person.id}")
    heard = Heard(
        person=person,
        chat=chat,
        at=inbound.at,
        text=inbound.text.strip(),
        action=action,
        arg=arg,
        location=inbound.location,
        contact=inbound.contact,
        attachment=inbound.attachment,
        opened=inbound.opened,
        blocked=inbound.blocked,
    )
    return heard, made


def _touched(app: "App", person: Person, inbound: Inbound) -> Person:
    """They wrote here: this is where they are answered, and the silence they asked for is over."""
    if inbound.blocked:
        return replace(person, unreachable=tuple({*person.unreachable, inbound.platform}))
    unreachable = tuple(name for name in person.unreachable if name != inbound.platform)
    hushed = person.hushed and inbound.opened
    return replace(person, platform=inbound.platform, unreachable=unreachable, hushed=hushed)


def _broke(app: "App", inbound: Inbound, operation: str, problem: Exception) -> Taken:
    """A turn that cannot be taken: tried again a few times, then set aside for a person, never in the way."""
    failures = app.ledger.count(keys.tries(operation))
    log.error("turn_failed", operation=operation, tries=failures, exc_info=problem)
    app.ledger.tally("turns", inbound.platform, "failed")
    if failures < FAILURES:
        raise TryLater(f"turn failed {failures} times") from problem
    try:
        return _set_aside(app, inbound, operation)
    except Stale:
        raise TryLater("others kept changing the same records") from problem
    except STORE_AWAY:
        raise
    except Exception:  # the edge of a turn: not even this may stop the door
        log.exception("set_aside_failed", operation=operation)
        case = cases.open_case(app.world, None, "set_aside", inbound.at, urgency=cases.TODAY)
        app.ledger.commit(operation, case + _counted(inbound, "set_aside"))
        return Taken(Chat(""), set_aside=True)


def _set_aside(app: "App", inbound: Inbound, operation: str) -> Taken:
    heard, made = _heard(app, inbound)
    words, danger = safety.set_aside(app, heard.text, heard.at)
    aside = cases.set_aside(app.world, heard.person, heard.at, _kept(inbound), danger=danger)
    says = Change(says=tuple(Outgoing(heard.chat, heard.who, one, priority=CRISIS) for one in words))
    whole = made + relying(heard.person) + _person_put(app, heard) + aside + says + _counted(inbound, "set_aside")
    outcome = app.ledger.commit(operation, whole, heard.chat)
    return Taken(Chat(outcome.result), set_aside=True)


def _kept(inbound: Inbound) -> str:
    """What is kept, sealed, of an event that was set aside."""
    return masked(inbound.text) or inbound.press or inbound.attachment or "something other than text"
