"""Coordinating to an end: pointing to a service, searching again, settling a case."""

from typing import TYPE_CHECKING

from bot import moments
from bot.desk import casework, holding, services, settling
from bot.desk.services import Near
from bot.messages import Button, Say
from bot.model import Case, Place, Request, Session, When
from bot.talk.coordinate_hand import cards, guarded, kept, left, never_mind, two, waiting_for
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App

MOST_SERVICES = 5


# ---- services
def signpost(app: "App", session: Session, heard: Heard) -> Reply:
    """The services that fit; or what to look for, in words."""
    case = holding.owned(app.world, heard.arg, heard.who)
    request = app.world.register.find(Request, case.request) if case.request else None
    found = _near(app, case, request.kind, heard, request) if request else []
    return _offered(session, case, found, "ask-service" if found else "ask-service-words")


def _near(app: "App", case: Case, kind: str, heard: Heard, request: Request | None) -> list[Near]:
    place, when = _place(app, case, request), request.when if request else When()
    return services.near(app.world, kind, place, when, heard.at)[:MOST_SERVICES]


def _place(app: "App", case: Case, request: Request | None) -> Place | None:
    return request.place if request and request.place else _around(app, case)


def _around(app: "App", case: Case) -> Place | None:
    """Where whoever it is about lives, roughly; else the first place of the area."""
    person = app.world.register.person(case.subject) if case.subject else None
    if person and person.place:
        return person.place
    named = app.world.areas[case.area].places.items()
    return next((Place(name, *point) for name, point in named), None)


def _offered(session: Session, case: Case, found: list[Near], text_id: str) -> Reply:
    lines = tuple(line for one in found for line in services.lines([one]))
    buttons = tuple(
        Button("point-to", f"{case.id}.{one.service.id}", "button-point-to", {"name": one.service.name})
        for one in found
    )
    said = Say(text_id, {}, (*buttons, never_mind()), lines)
    return Reply(waiting_for(session, "service", case=case.id), says=(said,))


def service_words(app: "App", session: Session, heard: Heard) -> Reply:
    """What to look for, typed: services described so, else services for what the words mean."""
    case = holding.owned(app.world, kept(session, "case"), heard.who)
    request = app.world.register.find(Request, case.request) if case.request else None
    found = casework.services_like(app.world, heard.text, _place(app, case, request))[:MOST_SERVICES]
    if not found:
        kinds = app.reader.read(heard.text, moments.local(heard.at)).needs
        found = next(filter(None, (_near(app, case, kind, heard, request) for kind in kinds)), [])
    return _offered(session, case, found, "ask-service" if found else "service-not-found")


def point_to(app: "App", session: Session, heard: Heard) -> Reply:
    """They are pointed to it; it is noted, and settling is one tap away."""
    case_id, service_id = two(heard.arg)
    change = casework.signpost(app.world, case_id, service_id, heard.who, heard.at)
    told = say(
        "pointed" if change.says else "pointed-tell-them", Button("outcome", f"{case_id}.signposted", "button-pointed")
    )
    return Reply(session, change, cards(heard, case_id, told))


# ---- settling
def search_again(app: "App", session: Session, heard: Heard) -> Reply:
    """Others are asked, from the first wave anew; the case is over until nobody is left again."""
    return _settle(app, session, heard, heard.arg, "searching", "")


def settle(app: "App", session: Session, heard: Heard) -> Reply:
    """How it ended, to be chosen."""
    case = holding.owned(app.world, heard.arg, heard.who)
    outcomes = (
        Button("outcome", f"{case.id}.{outcome}", f"button-outcome-{outcome.replace('_', '-')}")
        for outcome in settling.OUTCOMES
    )
    return Reply(session, says=(say("ask-outcome", *outcomes, never_mind()),))


def outcome(app: "App", session: Session, heard: Heard) -> Reply:
    """An outcome; "something else" in words, and what becomes of the request when that is not plain."""
    case_id, rest = two(heard.arg)
    chosen, then = two(rest)
    case = holding.owned(app.world, case_id, heard.who)
    if chosen == "other" and case.subject:
        return Reply(waiting_for(session, "outcome", case=case_id), says=(say("ask-outcome-words", never_mind()),))
    choices = settling.choices(app.world, case, chosen)
    if not then and len(choices) > 1:
        return Reply(session, says=(_ask_then(app, case, chosen, choices),))
    return _settle(app, session, heard, case_id, chosen, then)


def _ask_then(app: "App", case: Case, chosen: str, choices: tuple[str, ...]) -> Say:
    buttons = (
        Button("outcome", f"{case.id}.{chosen}.{then}", f"button-then-{then.replace('_', '-')}") for then in choices
    )
    return say("ask-then", *buttons, never_mind(), code=holding.code_of(app.world, case))


def outcome_words(app: "App", session: Session, heard: Heard) -> Reply:
    """How it ended, in words; then what becomes of the request."""
    case = holding.owned(app.world, kept(session, "case"), heard.who)
    choices = settling.choices(app.world, case, "other")
    if len(choices) == 1:
        return _settle(app, session, heard, case.id, "other", "", heard.text)
    buttons = (Button("then", f"{case.id}.{then}", f"button-then-{then.replace('_', '-')}") for then in choices)
    asked = say("ask-then", *buttons, never_mind(), code=holding.code_of(app.world, case))
    noted = casework.note(app.world, case.id, heard.who, heard.text, heard.at)
    return Reply(left(session), noted, (asked,))


def then(app: "App", session: Session, heard: Heard) -> Reply:
    """What becomes of the request, after an outcome given in words."""
    case_id, chosen = two(heard.arg)
    return _settle(app, session, heard, case_id, "other", chosen)


def _settle(app: "App", session: Session, heard: Heard, case_id: str, chosen: str, then: str, words: str = "") -> Reply:
    change = settling.resolve(app.world, case_id, chosen, heard.who, heard.at, then=then, words=words)
    return Reply(left(session), change, cards(heard, case_id, say("settled", outcome=chosen)))


PRESSES: dict[str, Step] = guarded(
    {
        "signpost": signpost,
        "point-to": point_to,
        "search-again": search_again,
        "settle": settle,
        "outcome": outcome,
        "then": then,
    }
)
STEPS: dict[str, Step] = guarded({"case-service": service_words, "case-outcome": outcome_words})
COMMANDS: dict[str, Step] = {}
