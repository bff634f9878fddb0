"""A pane: one chat on a page. The chat page has one, the demo page one for each example person."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from bot.model import Person
from bot.store.mailbox import Entry
from handlers.bridge import call
from handlers.web.door import Door
from handlers.web.inbound import Trouble
from handlers.web.reading import Conversation
from handlers.web.visitors import Seat, example_seat, own_seat

EXAMPLES = ("amina", "joe", "sue", "rowan")
AWAY = Trouble("web-away", 503)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pane:
    """What a template needs to show one chat."""

    name: str
    page: str
    token: str
    conversation: Conversation = field(default_factory=Conversation)
    text: str = ""  # what they had typed and we could not take
    event: str = ""  # and the event it came in, for when they send it again
    trouble: Trouble | None = None


def seat_of(door: Door, visitor: str, name: str) -> Seat | None:
    """The seat of this name for a visitor: their own, or in the demo an example person's. None when there is none."""
    if name == "me":
        return own_seat(visitor)
    return example_seat(name) if door.app.settings.demo and name in EXAMPLES else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in the box already: what could not be taken, and why; or a join link's code, waiting to be sent."""

    pane: str
    text: str
    event: str
    trouble: Trouble | None


async def opened(door: Door, seat: Seat, visitor: str, page: str, kept: Kept | None) -> Pane:
    """A pane as it stands now, counted as read; while the store is away, an empty one that says so."""
    token, trouble = door.visitors.token(visitor), kept.trouble if kept else None
    try:
        found = await door.opened(seat)
        await door.looked(found)
    except Exception as problem:  # the edge of the door: whatever it is, the page opens and says who to ring
        log.warning("page_without_chat", why=type(problem).__name__, exc_info=problem)
        found, trouble = Conversation(), trouble or AWAY
    if kept is None:
        return Pane(seat.name, page, token, found, trouble=trouble)
    return Pane(seat.name, page, token, found, kept.text, kept.event, trouble)


async def message(door: Door, pane: Pane, person: Person, entry: Entry) -> Mapping[str, str]:
    """One entry for a page that is open: where it goes, and its HTML; no HTML when there is nothing left to show."""
    now = await call(door.app.world.clock.now)
    bubble = await call(door.reader.bubble, person, entry, now)
    words = {"pane": pane, "bubble": bubble, "new_event": new_event}
    html = door.pages.page("bubble.html", person.language, **words) if bubble else ""
    return {"pane": pane.name, "id": entry.shown_as, "at": entry.id, "event": entry.event, "html": html}


def new_event() -> str:
    """The id of one sending, made with the form, so that sending it twice counts once."""
    return secrets.token_urlsafe(12)


def as_json(facts: Mapping[str, object]) -> str:
    """Compact JSON."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
