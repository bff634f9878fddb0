"""The draft of a request: what was understood and corrected so far, kept in the session until its writer says yes."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot import moments
from bot.cards.facts import where
from bot.desk.requests import Wanted
from bot.errors import NotFound
from bot.messages import Button, Outgoing, Say
from bot.model import AreaId, PersonId, Place, RequestId, Session, When, new_id
from bot.talk.types import Heard, moved
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

ALTERNATIVES = 2  # the next likely kinds, offered as buttons


@dataclass(frozen=True, slots=True)
class Draft:
    """Plain values, so that a session can keep it."""

    id: RequestId
    words: str
    kind: str = ""
    others: tuple[str, ...] = ()  # the next likely kinds
    also: tuple[str, ...] = ()  # further kinds named in the same message, each to become a request of its own
    place: Place | None = None
    when: When = field(default_factory=When)
    urgency: str = "flexible"
    paid: str = ""
    language: str | None = None
    wishes: tuple[str, ...] = ()
    on_behalf: bool = False
    resident: PersonId | None = None  # on behalf: whoever is helped, once known
    consent: datetime | None = None


_ADAPTER = TypeAdapter(Draft)


def of(session: Session) -> Draft:
    """The draft a session holds. Raises NotFound when it holds none (an old card was pressed)."""
    if "request" not in session.draft:
        raise NotFound("draft")
    return _ADAPTER.validate_python(session.draft["request"])


def kept(session: Session, step: str, draft: Draft) -> Session:
    """The session holding this draft, at a step."""
    return moved(session, step, request=_ADAPTER.dump_python(draft, mode="json"))


def begun(app: "App", heard: Heard, meant: Understanding) -> Draft:
    """A first draft from what a message was taken to mean."""
    ranked = [kind for kind, _ in app.reader.kinds_ranked(heard.text)]
    kind = meant.needs[0] if meant.needs else ""
    place = app.world.areas.locate(meant.place) if meant.place else None
    return Draft(
        id=RequestId(new_id("r")),
        words=heard.text,
        kind=kind,
        others=tuple(other for other in (*meant.needs, *ranked) if other != kind)[:ALTERNATIVES],
        also=tuple(meant.needs[1:2]),
        place=place or (None if meant.on_behalf else heard.person.place),
        when=When(meant.date, meant.part),
        urgency=meant.urgency or "flexible",
        wishes=meant.wishes,
        on_behalf=meant.on_behalf,
    )


def card(app: "App", heard: Heard, draft: Draft) -> Outgoing:
    """What was understood, with one-tap corrections; it becomes the request's own live card."""
    buttons = (
        Button("confirm", draft.id),
        *(Button("kind", other, "button-kind", {"kind": other}) for other in draft.others),
        Button("other-kind"),
        Button("change-when"),
        Button("change-where"),
        Button("drop"),
    )
    facts = {
        "kind": draft.kind,
        "when": moments.written(draft.when),
        "place": draft.place.label if draft.place else "",
        "urgency": draft.urgency,
    }
    more = where(draft.place.label) if draft.place else ()
    more += tuple(Say("understood-wish", {"wish": wish}) for wish in draft.wishes)
    more += (Say("understood-paid"),) if app.world.rules[draft.kind].paid else ()
    return heard.card(f"request:{draft.id}", Say("understood", facts, buttons, (*more, Say("understood-next"))))


def wanted(app: "App", heard: Heard, draft: Draft) -> Wanted:
    """The draft as a request may be opened with it."""
    private = {"words": draft.words, "wishes": "; ".join(draft.wishes)}
    return Wanted(
        area=area_of(app, heard, draft),
        resident=draft.resident or heard.who,
        asked_by=heard.who,
        kind=draft.kind,
        place=draft.place,
        when=draft.when,
        urgency=draft.urgency,
        paid=draft.paid,
        language=draft.language,
        consent=draft.consent,
        private={name: text for name, text in private.items() if text},
        id=draft.id,
    )


def area_of(app: "App", heard: Heard, draft: Draft) -> AreaId:
    """The area that serves the draft's place, else the asker's, else the first."""
    area = app.world.areas.serving(draft.place) if draft.place else None
    return area.id if area else heard.person.area or next(iter(app.world.areas)).id


def next_of(draft: Draft) -> Draft | None:
    """The draft of the second need named in the same message, or None."""
    if not draft.also:
        return None
    return replace(
        draft, id=RequestId(new_id("r")), kind=draft.also[0], also=draft.also[1:], others=(draft.kind,), paid=""
    )
