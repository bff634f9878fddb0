"""A place or a number shared with one tap though no question asked for it: kept as theirs, and said so."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.messages import Say
from bot.model import Session
from bot.store.change import Change
from bot.talk import details, details_ask, drafts
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


# Questions of ours that a shared place or number does not answer.
_NOT_FOR = frozenset(
    (
        *(
            "which",
            "what",
            "when",
            "name",
            "door",
            "paid",
            "consent",
            "their-same",
            "their-name",
            "their-door",
            "forget",
        ),
        *("which-cancel", "which-change", "change-to"),
    )
)
_PLACE_ONLY, _NUMBER_ONLY = ("place", "confirm"), ("phone", "their-phone")


def taken(app: "App", session: Session, heard: Heard, step: Step | None) -> Reply:
    """The answer to the question in hand, where it is one; else kept as theirs."""
    wrong = _NUMBER_ONLY if heard.location else _PLACE_ONLY
    if step is None or session.step in _NOT_FOR or session.step in wrong:
        return kept(app, session, heard)
    return step(app, session, heard)


def kept(app: "App", session: Session, heard: Heard) -> Reply:
    """Keep it with their details; the question in hand is put again."""
    again = details_ask.question(app, heard, drafts.of(session), session.step) if drafts.held(session) else ()
    number = people.parse_phone(heard.contact) if heard.contact else None
    if number:
        person, known = people.with_phone(app.world, heard.person, number)
        return _thanked(app, session, replace(heard, person=person), known, "shared-number", again)
    place = app.world.areas.around(*heard.location) if heard.location else None
    if place is None or app.world.areas.serving(place) is None:
        return Reply(session, says=(say("shared-elsewhere" if place else "detail-again-phone"), *again))
    person = people.living_at(heard.person, place, app.world)
    person = app.world.access.with_private(person, point=people.point_text(heard.location))
    return _thanked(app, session, replace(heard, person=person), Change(), "shared-place", again)


def _thanked(app: "App", session: Session, heard: Heard, known: Change, text_id: str, again: tuple[Say, ...]) -> Reply:
    asks = again or (say("what-do-you-need"),)
    label = heard.person.place.label if heard.person.place else ""
    return details.keep(app, heard, Reply(session, known, (say(text_id, place=label), *asks)))
