"""Settling a case: its outcome, and what becomes of its request, which is never left held with nobody looking."""

from dataclasses import replace
from datetime import datetime

from bot.desk import candidates, casework, requests, watch, waves
from bot.desk.holding import ABOUT_FINDING, owned, request_ended, settled
from bot.desk.invites import AT_WORK, reminders
from bot.desk.telling import tell
from bot.errors import NotPossible
from bot.lifecycle import ACTIVE, REQUEST, after
from bot.messages import Button, Say
from bot.model import Case, PersonId, Request, Volunteer
from bot.store.change import Change, put, relying, total
from bot.world import World

OUTCOMES = (
    *("helped_by_phone", "signposted", "found", "not_needed"),
    *("could_not_help", "referred", "duplicate", "other"),
)
CLOSE, CANCEL, SEARCH, GO_ON, KEEP = "close", "cancel", "search", "go_on", "keep"  # what may become of the request


def active_request(world: World, case: Case) -> Request | None:
    """The request a case is about, while someone still waits for it."""
    request = world.register.find(Request, case.request) if case.request else None
    return request if request and request.state in ACTIVE else None


def choices(world: World, case: Case, outcome: str) -> tuple[str, ...]:
    """What may become of the request when its case ends so: one choice is no question.

    A held request is never kept as it is unless another case is about it.
    """
    request = active_request(world, case)
    if request is None:
        return (KEEP,)
    if outcome == "not_needed":
        return (CLOSE,) if request.state == "finished" else (CANCEL,)
    if outcome in ("duplicate", "searching"):
        return (SEARCH if outcome == "searching" else CLOSE,)
    if request.state != "held" or _other_cases(world, case):
        return (KEEP, CLOSE)
    if outcome == "could_not_help" or (outcome != "other" and case.reason in ABOUT_FINDING):
        return (CLOSE,)
    again = (SEARCH,) if candidates.may_search(world, request) else ()
    return (CLOSE, *again, *((GO_ON,) if can_go_on(world, request) else ()))


def _other_cases(world: World, case: Case) -> bool:
    return any(one.id != case.id for one in world.register.cases_of(str(case.request)))


def can_go_on(world: World, request: Request) -> bool:
    """Whether its helpers still have it in hand, and are all that was wanted."""
    invites = {one.volunteer: one for one in world.register.invites_for(request.id)}
    at_work = [helper for helper in request.helpers if helper in invites and invites[helper].state in AT_WORK]
    return not request.places_left and len(at_work) == len(request.helpers)


def resolve(
    world: World, case_id: str, outcome: str, by: PersonId, at: datetime, *, then: str = "", words: str = ""
) -> Change:
    """End a case the coordinator has. `then`: what becomes of its request, one of `choices`, the first if not said.

    Raises NotPossible for an outcome or a choice that does not fit, NobodyLeft when there is nobody to search among.
    """
    case = owned(world, case_id, by)
    _must_be_settleable(world, case)
    request = active_request(world, case)
    open_to = choices(world, case, outcome)
    then = then or open_to[0]
    if outcome not in (*OUTCOMES, "searching") or then not in open_to or (then == KEEP and outcome == "searching"):
        raise NotPossible(f"{outcome}, then {then}")
    change = settled(world, case, outcome, by, at, words=words)
    return change + (_request_follows(world, request, outcome, then, by, at, case) if request else Change())


def _must_be_settleable(world: World, case: Case) -> None:
    """Raises NotPossible for a new volunteer's case: only a yes or a no ends it, or they would wait for ever."""
    volunteer = world.register.volunteer(case.subject) if case.subject else None
    if case.reason == "new_volunteer" and volunteer and volunteer.status == "waiting":
        raise NotPossible("a new volunteer waits for a yes or a no")


def _request_follows(
    world: World, request: Request, outcome: str, then: str, by: PersonId, at: datetime, case: Case
) -> Change:
    if then == KEEP:
        return relying(request) + watch.kept_up(world, request, case, at)
    if then == SEARCH:
        return _searched(world, request, at) + request_ended(world, request, at, but=case)
    if then == GO_ON:
        return _gone_on(world, request, at)
    happens = "cancel" if then == CANCEL else "settle"
    closing, ended = requests.closing(world, request, happens, outcome, by, at)
    told = requests.helpers_told_off(world, request, at)
    told += tell(world, request.asked_by, closing_words(world, ended, outcome, by), at, must_hear=True)
    return closing + told + request_ended(world, request, at, but=case)


def _searched(world: World, request: Request, at: datetime) -> Change:
    asked, anew = casework.search_again(world, request, at)
    text_id = "searching-again-morning" if waves.waits_for_morning(anew, at) else "searching-again"
    say = Say(text_id, {"code": request.code, "kind": request.kind})
    return put(anew, request) + asked + requests.tell_waiting(world, anew, say, at)


def _gone_on(world: World, request: Request, at: datetime) -> Change:
    """The helpers go on with it: they are told, and what falls due for a task falls due again."""
    matched = replace(request, state=after(REQUEST, request.state, "fill"))
    facts = {"code": request.code, "kind": request.kind}
    told = total(tell(world, helper, Say("task-goes-on", facts), at, must_hear=True) for helper in request.helpers)
    due = total(reminders(world, matched, helper, at) for helper in world.register.all_of(Volunteer, request.helpers))
    return put(matched, request) + due + told + requests.tell_waiting(world, matched, Say("goes-on", facts), at)


def closing_words(world: World, request: Request, outcome: str, by: PersonId) -> Say:
    """What whoever asked hears when a coordinator ends their request; one tap says it is not settled for them."""
    phone = world.areas[request.area].phone
    facts = {"code": request.code, "kind": request.kind, "name": world.team.name_of(by), "phone": phone}
    buttons = (Button("not-done", request.id, "button-still-needed"),) if request.state == "closed" else ()
    return Say(f"settled-{outcome.replace('_', '-')}", facts, buttons)
