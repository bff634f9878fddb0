"""Settling a case: its outcome, and what becomes of its request, which is never left held with nobody looking."""

from dataclasses import replace
from datetime import datetime

from bot.desk import casework, requests
from bot.desk.cases import keeping, noted
from bot.desk.holding import owned, stays
from bot.desk.telling import redraw, tell
from bot.errors import NotPossible
from bot.lifecycle import ACTIVE, CASE, after
from bot.messages import Button, Say
from bot.model import Case, PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World

OUTCOMES = (
    *("helped_by_phone", "signposted", "found", "not_needed"),
    *("could_not_help", "referred", "duplicate", "other"),
)
CLOSE, CANCEL, SEARCH, KEEP = "close", "cancel", "search", "keep"  # what may become of the request

# Cases that are over when their request is: they were about getting it done. Others are about a person.
OVER_WITH_REQUEST = frozenset(("nobody", "not_done", "unconfirmed", "helper_asks"))


def active_request(world: World, case: Case) -> Request | None:
    """The request a case is about, while someone still waits for it."""
    request = world.register.find(Request, case.request) if case.request else None
    return request if request and request.state in ACTIVE else None


def choices(request: Request | None, outcome: str) -> tuple[str, ...]:
    """What may become of the request when its case ends so: one choice is no question."""
    if request is None:
        return (KEEP,)
    if outcome == "not_needed":
        return (CLOSE,) if request.state == "finished" else (CANCEL,)
    if outcome == "duplicate":
        return (CLOSE,)
    if request.state != "held":
        return (KEEP, CLOSE)
    return (SEARCH, CLOSE) if outcome == "other" else (CLOSE,)


def resolve(
    world: World,
    case_id: str,
    outcome: str,
    by: PersonId,
    at: datetime,
    *,
    then: str = "",
    words: str = "",
) -> Change:
    """End a case the coordinator has. `then`: what becomes of its request, one of `choices`, the first if not said.

    Raises NotPossible for an outcome or a choice that does not fit, and when nobody is left for a new search.
    """
    case = owned(world, case_id, by)
    request = active_request(world, case)
    open_to = (SEARCH, *choices(request, outcome)) if outcome == "searching" else choices(request, outcome)
    then = then or open_to[0]
    if outcome not in (*OUTCOMES, "searching") or then not in open_to:
        raise NotPossible(f"{outcome}, then {then}")
    change = settled(world, case, outcome, by, at, words=words)
    return change + (_request_follows(world, request, outcome, then, by, at, case) if request else Change())


def settled(world: World, case: Case, outcome: str, by: str, at: datetime, *, words: str = "") -> Change:
    """The case ended so, whatever it is about; `words` say how, sealed."""
    ended, facts = replace(case, state=after(CASE, case.state, "resolve"), outcome=outcome, wrote=None), {}
    if words and case.subject:
        ended, facts["field"] = keeping(world, ended, "outcome", words)
    people = dict.fromkeys((*case.told, *((case.owner,) if case.owner else ())))
    redrawn = redraw(world, f"case:{case.id}", at, *people)
    return put(ended, case) + stays(case) + noted(ended, by, "resolved", at, outcome=outcome, **facts) + redrawn


def _request_follows(
    world: World, request: Request, outcome: str, then: str, by: PersonId, at: datetime, case: Case
) -> Change:
    if then == KEEP:
        return Change()
    if then == SEARCH:
        return _searched(world, request, at) + _others_over(world, request, at, case)
    happens = "cancel" if then == CANCEL else "settle"
    closing, ended = requests.closing(world, request, happens, outcome, by, at)
    stop = Say("task-cancelled", {"code": request.code, "kind": request.kind})
    told = total(tell(world, helper, stop, at, must_hear=True) for helper in request.helpers)
    told += tell(world, request.asked_by, closing_words(world, ended, outcome, by), at, must_hear=True)
    return closing + told + _others_over(world, request, at, case)


def _searched(world: World, request: Request, at: datetime) -> Change:
    asked, anew = casework.search_again(world, request, at)
    say = Say("searching-again", {"code": request.code, "kind": request.kind})
    return put(anew, request) + asked + requests.tell_waiting(world, anew, say, at)


def closing_words(world: World, request: Request, outcome: str, by: PersonId) -> Say:
    """What whoever asked hears when a coordinator ends their request; one tap says it is not settled for them."""
    phone = world.areas[request.area].phone
    facts = {"code": request.code, "kind": request.kind, "name": world.team.name_of(by), "phone": phone}
    buttons = (Button("not-done", request.id, "button-still-needed"),) if request.state == "closed" else ()
    return Say(f"settled-{outcome.replace('_', '-')}", facts, buttons)


def _others_over(world: World, request: Request, at: datetime, but: Case | None = None) -> Change:
    found = [case for case in world.register.cases_of(request.id) if case.reason in OVER_WITH_REQUEST]
    return total(settled(world, case, "over", "onedoor", at) for case in found if not but or case.id != but.id)


def request_ended(world: World, request: Request, at: datetime) -> Change:
    """The request ended by itself, done or not needed: cases about getting it done are over, and their owners told."""
    say = Say("case-over", {"code": request.code, "kind": request.kind})
    return _others_over(world, request, at) + casework.news(world, request, say, at)
