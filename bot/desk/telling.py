"""Telling someone something they did not just ask for."""

from datetime import datetime, timedelta

from bot.messages import WAITING, Outgoing, Say
from bot.model import Chat, Line, LineId, Person, PersonId, new_id
from bot.store import codec
from bot.store.change import Change, total
from bot.store.seen import Someone
from bot.world import World


def chat_of(person: Person | Someone) -> Chat | None:
    """Where a person is spoken to: the platform they last wrote on, else one that has not refused us."""
    return Chat(f"{person.platforms[0]}:{person.id}") if person.platforms else None


def tell(
    world: World,
    to: PersonId,
    say: Say | None,
    at: datetime,
    *,
    card: str = "",
    priority: int = WAITING,
    must_hear: bool = False,
    use_by: datetime | None = None,
) -> Change:
    """Say it, or redraw a card, in the person's own chat; nothing to someone hushed or without any chat.

    What must be heard and is not (within the table's minutes) becomes a case to ring them.
    """
    person = world.register.find(Person, to)
    # Someone only now made known on another's word has no chat. Hushed, nobody rings them either: another may answer.
    if person is None or person.hushed:
        return Change()
    chat = chat_of(person)
    line_id = new_id("s")
    ring = _ring_line(world, to, line_id, say, at) if must_hear else Change()
    if chat is None:
        return ring
    outgoing = Outgoing(chat, to, say, card, priority=priority, id=line_id, must_hear=must_hear, use_by=use_by)
    return Change(says=(outgoing,)) + ring


def _ring_line(world: World, to: PersonId, said: str, say: Say | None, at: datetime) -> Change:
    due = at + timedelta(minutes=world.ladder.waits.unheard)
    facts = {"say": codec.encode(say).decode()} if say else {}
    return Change(lines=(Line(ring_line_id(said), "ring_them", f"person:{to}", due, facts),))


def ring_line_id(said: str) -> LineId:
    """The diary line that asks whether this outbox line was heard."""
    return LineId(f"ring.{said}")


def heard(person: PersonId, said: str) -> Change:
    """It arrived: nobody needs to ring."""
    return Change(drops=((ring_line_id(said), f"person:{person}"),))


def redraw(world: World, card: str, at: datetime, *people: PersonId) -> Change:
    """Bring a card up to date wherever these people have it."""
    return total(tell(world, person, None, at, card=card) for person in dict.fromkeys(people))
