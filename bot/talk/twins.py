"""At the confirm step: whether the same was asked for already, asked of whoever may know of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import alike, merging
from bot.desk.alike import OTHER, OWN, Twin
from bot.messages import Button, Say
from bot.model import Person, PersonId, Request, Session
from bot.store.change import Change
from bot.talk import drafts
from bot.talk.details_words import any_of, says
from bot.talk.drafts import Draft
from bot.talk.types import Heard, Reply, say
from matching.sameness import Asked

if TYPE_CHECKING:
    from bot.app import App


def asked(app: "App", session: Session, heard: Heard, draft: Draft) -> Reply | None:
    """The question, once for each request it may be; None when there is none to ask about."""
    if draft.same or says(_ANOTHER, draft.words):
        return None
    found = [twin for twin in _twins(app, heard, draft) if twin.known != OTHER]
    if not found:
        return None
    twin = next((one for one in found if one.known == OWN), found[0])
    perhaps = replace(draft, perhaps=twin.request.id)
    words = question(perhaps, twin.request, named=twin.known == OWN)
    return Reply(drafts.kept(session, "same", perhaps), says=(words,))


_ANOTHER = any_of("another", "second", "one more", "more again")  # they say themselves that it is not the same


def again(app: "App", heard: Heard, draft: Draft) -> tuple[Say, ...]:
    """The same question once more."""
    other = app.world.register.find(Request, draft.perhaps) if draft.perhaps else None
    return (question(draft, other, named=may_name(other, heard.who)),) if other else ()


def question(draft: Draft, request: Request, *, named: bool) -> Say:
    """Their own by its code; one from their home by nothing of it, since it may not be theirs."""
    buttons = (Button("is-same", draft.id), Button("is-new", draft.id))
    if not named:
        return say("ask-same-home", *buttons, kind=draft.kind)
    return say("ask-same", *buttons, code=request.code, kind=request.kind)


def may_name(request: Request, who: PersonId) -> bool:
    """Whether they waited for it already, before anything was said of it."""
    return who in (request.asked_by, request.resident)


def told(app: "App", heard: Heard, draft: Draft, request: Request) -> Change:
    """What a stranger asked for already is told to a coordinator, and to nobody else."""
    others = [twin for twin in _twins(app, heard, draft) if twin.known == OTHER]
    return merging.perhaps(app.world, request, heard.at) if others else Change()


def _twins(app: "App", heard: Heard, draft: Draft) -> list[Twin]:
    return alike.twins(app.world, _as_asked(app, heard, draft), but=draft.apart)


def _as_asked(app: "App", heard: Heard, draft: Draft) -> Asked:
    return Asked(
        asker=heard.who,
        resident=_resident(heard, draft),
        kind=draft.kind,
        at=heard.at,
        point=(draft.place.lat, draft.place.lon) if draft.place else None,
        day=draft.when.day,
        part=draft.when.part,
        words=draft.words,
        name=draft.their_name if draft.on_behalf else app.world.access.compared(heard.person, "name"),
        marks=frozenset(marks(app, heard, draft)),
    )


def _resident(heard: Heard, draft: Draft) -> str:
    """Whoever is helped; someone not known yet is nobody's match."""
    return (draft.resident or draft.id) if draft.on_behalf else heard.who


def marks(app: "App", heard: Heard, draft: Draft) -> tuple[str, ...]:
    """What the same home is known by: the numbers, and the door help is wanted at. As this turn has them."""
    known = app.world.access.compared
    them = app.world.register.find(Person, draft.resident) if draft.on_behalf and draft.resident else None
    phones = (known(heard.person, "phone"), draft.their_phone, known(them, "phone"))
    doors = (draft.their_door, known(them, "door")) if draft.on_behalf else (known(heard.person, "door"),)
    return alike.marks(app.world, phones, doors)
