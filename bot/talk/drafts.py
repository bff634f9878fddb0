"""The draft of a request: what was understood and corrected so far, kept in the session until its writer says yes."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot import moments
from bot.access import of_person
from bot.cards.facts import when, where
from bot.desk import people
from bot.desk.requests import Wanted
from bot.errors import NotFound
from bot.masking import without_numbers
from bot.messages import Button, Outgoing, Ref, Say
from bot.model import AreaId, PersonId, Place, Request, RequestId, Session, When, new_id
from bot.talk import details, details_when, safety_watched
from bot.talk.drafts_needs import likely_else, needs_of
from bot.talk.types import Heard, moved
from matching import offered
from matching.hands import helpers_wanted
from matching.tongues import language_needed
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

LATER = ("later", "offered")  # in a session's draft: the step danger broke off, and that going on was offered


@dataclass(frozen=True, slots=True)
class Draft:
    """Plain values, so that a session can keep it."""

    id: RequestId
    words: str
    kind: str = ""
    others: tuple[str, ...] = ()  # the next likely kinds
    also: tuple[str, ...] = ()  # a further need, to become a request of its own
    also_when: When | None = None  # its own time, where one was said with it
    place: Place | None = None
    point: tuple[float, float] | None = None  # where exactly, when they shared it
    when: When = field(default_factory=When)
    urgency: str = "flexible"
    paid: str = ""
    language: str | None = None
    wants: int = 1  # helpers
    wishes: tuple[str, ...] = ()
    shown: bool = False  # its card is on the screen
    asked: tuple[str, ...] = ()  # questions of this draft asked once already
    sent: tuple[str, ...] = ()  # voice notes, photos... that came meanwhile
    on_behalf: bool = False
    resident: PersonId | None = None  # on behalf: whoever is helped, when they are known already
    consent: datetime | None = None
    their_name: str = ""  # on behalf: of whoever is helped, until the request is open
    their_phone: str = ""
    their_door: str = ""
    perhaps: RequestId | None = None  # the request it was asked to be the same as
    same: RequestId | None = None  # the request they said it is the same as
    apart: tuple[RequestId, ...] = ()  # those they said it is not


_ADAPTER = TypeAdapter(Draft)


def held(session: Session) -> bool:
    """Whether a session holds a draft."""
    return "request" in session.draft


def of(session: Session) -> Draft:
    """The draft a session holds. Raises NotFound when it holds none (an old card was pressed)."""
    if not held(session):
        raise NotFound("draft")
    return _ADAPTER.validate_python(session.draft["request"])


def kept(session: Session, step: str, draft: Draft) -> Session:
    """The session holding this draft, at a step; it is in hand, and no longer waiting for later."""
    rest = {name: value for name, value in session.draft.items() if name not in LATER}
    return moved(replace(session, draft=rest), step, request=_ADAPTER.dump_python(draft, mode="json"))


def begun(app: "App", heard: Heard, meant: Understanding) -> Draft:
    """A first draft from what a message was taken to mean."""
    language = language_needed(heard.text)
    kinds = _not_interpreting(needs_of(app, heard.text, meant)) if language else needs_of(app, heard.text, meant)
    place = details.place_meant(app, heard, meant)
    on_behalf = bool(details.for_another(heard.text, meant))
    return Draft(
        id=RequestId(new_id("r")),
        words=heard.text,
        kind=kinds[0] if kinds else "",
        others=likely_else(app, heard.text, kinds),
        also=kinds[1:2],
        place=place or (None if on_behalf else heard.person.place),
        when=details_when.when_meant(app, heard, When()),
        urgency=meant.urgency or "flexible",
        wishes=details.wishes_in(heard.text, meant),
        on_behalf=on_behalf,
        wants=helpers_wanted(heard.text),
        language=language,
    )


def _not_interpreting(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Where a helper must speak a language, that is no need of its own beside another."""
    return tuple(kind for kind in kinds if kind != "language") or kinds


def of_request(over: Request, words: str) -> Draft:
    """The same again as a request that was called off."""
    return Draft(
        id=RequestId(new_id("r")),
        words=words,
        kind=over.kind,
        place=over.place,
        when=over.when,
        urgency=over.urgency,
        paid=over.paid,
        language=over.language,
        on_behalf=over.on_behalf,
        resident=over.resident if over.on_behalf else None,
        consent=over.consent,
    )


def joined(before: str, words: str) -> str:
    """What they wrote so far and what they wrote now, a line each."""
    return "\n".join(filter(None, (before, words)))


# ---- the card
def card(app: "App", heard: Heard, draft: Draft, *, fresh: bool) -> Outgoing:
    """What was understood, with one-tap corrections; it becomes the request's own live card.

    `fresh`: as a new message below, where they are looking, instead of changing the one above.
    """
    facts = {
        "kind": draft.kind,
        "when": moments.written(draft.when),
        "place": draft.place.label if draft.place else "",
        "urgency": draft.urgency,
    }
    say = Say("understood", facts, _buttons(draft), (*_lines(app, heard, draft), Say("understood-next")))
    return heard.card(name_of(draft), say, fresh=fresh)


def name_of(draft: Draft) -> str:
    """The card's name: the request's own, so that the draft's card becomes its live card."""
    return f"request:{draft.id}"


WISHING = "wishing"  # what a draft's card says back: sealed with its writer, since what waits to be said is not


def may_be_said(draft: Draft) -> tuple[str, ...]:
    """The wishes that may be shown here: none that tells of someone who may read this."""
    return tuple(wish for wish in draft.wishes if not safety_watched.by(wish))


def wishing(app: "App", heard: Heard, draft: Draft) -> Heard:
    """Whoever writes with the wishes of this draft sealed in their record, for its card to say back."""
    said = "; ".join(may_be_said(draft))
    if not said and WISHING not in heard.person.sealed:
        return heard
    return replace(heard, person=app.world.access.with_private(heard.person, **{WISHING: said}))


def _lines(app: "App", heard: Heard, draft: Draft) -> tuple[Say, ...]:
    lines = (when(draft.when, draft.urgency), *(where(draft.place.label) if draft.place else ()))
    lines += tuple(_also(draft, kind) for kind in draft.also)
    lines += (Say("understood-wants", {"wants": draft.wants}),) if draft.wants > 1 else ()
    lines += (Say("understood-language", {"lang": draft.language}),) if draft.language else ()
    lines += (Say("understood-behalf"),) if draft.on_behalf else ()
    lines += (Say("understood-wish", {"wish": Ref(of_person(heard.who, WISHING))}),) if may_be_said(draft) else ()
    return lines + ((Say("understood-paid"),) if any(app.world.rules[kind].paid for kind in _kinds(draft)) else ())


def _also(draft: Draft, kind: str) -> Say:
    if draft.also_when is None:
        return Say("understood-also", {"kind": kind})
    return Say("understood-also-when", {"kind": kind, "when": moments.written(draft.also_when)})


def _kinds(draft: Draft) -> tuple[str, ...]:
    return (draft.kind, *draft.also)


def _buttons(draft: Draft) -> tuple[Button, ...]:
    return (
        Button("confirm", draft.id),
        *(Button("kind", other, "button-kind", {"kind": other}) for other in draft.others),
        Button("other-kind"),
        Button("change-when"),
        Button("change-where"),
        *((Button("for-me"),) if draft.on_behalf else ()),
        Button("drop"),
    )


def put_away(heard: Heard, draft: Draft, text_id: str) -> tuple[Outgoing, ...]:
    """The draft's card, if it is on the screen, without its buttons: it was changed below, or dropped."""
    if not draft.shown:
        return ()
    return (heard.card(name_of(draft), Say(text_id, {"kind": draft.kind})),)


# ---- from the draft to the request
def wanted(app: "App", heard: Heard, draft: Draft, resident: PersonId) -> Wanted:
    """The draft as a request may be opened with it, what they always want taken care of included."""
    wishes = dict.fromkeys((*people.wishes_of(app.world, resident), *draft.wishes))
    words = without_numbers(draft.words) if draft.on_behalf else draft.words
    features = offered.features(app.reader, words, moments.local(heard.at))
    private = {"words": words, "wishes": "; ".join(wishes), "features": "\n".join(features)}
    return Wanted(
        area=area_of(app, heard, draft),
        resident=resident,
        asked_by=heard.who,
        kind=draft.kind,
        place=draft.place,
        when=draft.when,
        urgency=draft.urgency,
        paid=draft.paid,
        language=draft.language,
        wants=draft.wants,
        consent=draft.consent,
        private={name: text for name, text in private.items() if text},
        apart=draft.apart,
        id=draft.id,
    )


def area_of(app: "App", heard: Heard, draft: Draft) -> AreaId:
    """The area that serves the draft's place, else the asker's, else the first."""
    area = app.world.areas.serving(draft.place) if draft.place else None
    return area.id if area else heard.person.area or next(iter(app.world.areas)).id


def next_of(draft: Draft) -> Draft | None:
    """The draft of the second need named in the same message, or None. It was said yes to with the first."""
    if not draft.also:
        return None
    second = replace(
        draft,
        id=RequestId(new_id("r")),
        kind=draft.also[0],
        also=(),
        others=(draft.kind,),
        paid="",
        shown=False,
        wants=1,
        perhaps=None,
        same=None,
        apart=(),
    )
    return replace(second, when=draft.also_when or draft.when, also_when=None)
