"""Who has a case: claimed by one coordinator, handed to another, put back into the queue, settled."""

from dataclasses import replace
from datetime import datetime

from bot.access import of_person
from bot.desk import cases
from bot.desk.cases import climb_line, keeping, must_coordinate, noted_by
from bot.desk.telling import redraw, tell
from bot.errors import AlreadyClaimed, NotAllowed, NotClaimed
from bot.lifecycle import CASE, after
from bot.messages import CRISIS, Ref, Say
from bot.model import Case, PersonId, Request
from bot.store.change import Change, put, total
from bot.world import World

ABOUT_FINDING = ("nobody", "night")  # cases that are about nothing but finding a helper
# Cases that are over when their request is: they were about getting it done. Others are about a person.
OVER_WITH_REQUEST = frozenset((*ABOUT_FINDING, "not_done", "unconfirmed", "helper_asks", "helper_gone"))


def owned(world: World, case_id: str, by: PersonId) -> Case:
    """The case, which `by` has. Raises NotAllowed, AlreadyClaimed (another has it), NotClaimed (nobody has)."""
    case = world.register.case(case_id)
    must_coordinate(world, by, case)
    after(CASE, case.state, "resolve")
    if case.owner and case.owner != by:
        raise AlreadyClaimed(case.owner)
    if case.owner is None:
        raise NotClaimed(case.id)
    return case


def claim(world: World, case_id: str, by: PersonId, at: datetime) -> Change:
    """A coordinator takes a case on. Raises AlreadyClaimed when another has it, NotAllowed, NotPossible."""
    case = world.register.case(case_id)
    must_coordinate(world, by, case)
    if case.owner == by and case.state == "claimed":
        return Change()
    if case.owner not in (None, by) and case.state != "resolved":
        raise AlreadyClaimed(case.owner)
    claimed = replace(case, state=after(CASE, case.state, "claim"), owner=by)
    here, claimed = _person_here(world, claimed, by, at)
    told = noted_by(world, claimed, by, "claimed", at) + _redrawn(world, claimed, at, by)
    return put(claimed, case) + stays(case) + told + here


def _person_here(world: World, case: Case, by: PersonId, at: datetime) -> tuple[Change, Case]:
    """Someone in danger is told that a person is there, and what they write next comes to that person.

    Said only now, never before; and not to someone hushed, whose phone another may read.
    """
    if not cases.tells_of_danger(case) or case.subject is None:
        return Change(), case
    here = tell(world, case.subject, Say("person-here", {"name": world.team.name_of(by)}), at, priority=CRISIS)
    return here, replace(case, wrote=at) if here.says else case


def take_over(world: World, case_id: str, by: PersonId, at: datetime) -> Change:
    """From a coordinator who has it and cannot see to it: theirs no more, and they are told."""
    case = world.register.case(case_id)
    must_coordinate(world, by, case)
    if case.owner in (None, by):
        return claim(world, case_id, by, at)
    taken = replace(case, state=after(CASE, case.state, "take_over"), owner=by)
    told = tell(world, case.owner, Say("case-taken-over", _about(world, case, by)), at) if case.owner else Change()
    return (
        put(taken, case)
        + stays(case)
        + noted_by(world, taken, by, "taken_over", at)
        + _redrawn(world, taken, at, by)
        + told
    )


def hand_over(world: World, case_id: str, by: PersonId, to: PersonId, at: datetime, note: str = "") -> Change:
    """To a named coordinator of its area or one above, who is told. Not taken on in time, it is back in the queue."""
    case = owned(world, case_id, by)
    if to == by or not world.team.coordinates(to, case.area):
        raise NotAllowed("only to another coordinator of its area")
    told = tuple(dict.fromkeys((*case.told, to)))
    passed = replace(case, state=after(CASE, case.state, "pass"), owner=to, told=told, rung=cases.ON_DUTY)
    passed, facts = _with_note(world, passed, note)
    news = tell(world, to, Say("case-passed", _about(world, case, by)), at)
    news += cases.show(world, passed, [to], at, anew=True) + cases.climbing(world, passed, at)
    others = [one for one in told if one != to]
    redrawn = redraw(world, f"case:{case.id}", at, *others)
    return put(passed, case) + noted_by(world, passed, by, "passed", at, to=to, **facts) + news + redrawn


def release(world: World, case_id: str, by: PersonId, at: datetime, note: str = "") -> Change:
    """Back into the queue, with a note for whoever takes it next."""
    before = owned(world, case_id, by)
    case, facts = _with_note(world, before, note)
    return cases.put_back(world, case, before, by, at, note=facts.get("field", ""))


def _with_note(world: World, case: Case, note: str) -> tuple[Case, dict[str, str]]:
    if not note or case.subject is None:
        return case, {}
    case, field = keeping(world, case, "note", note)
    return case, {"field": field}


def _about(world: World, case: Case, by: PersonId) -> dict[str, str]:
    return {"name": world.team.name_of(by), "reason": case.reason, "code": code_of(world, case)}


def code_of(world: World, case: Case) -> str:
    """The code of the request it is about, or ""."""
    request = world.register.find(Request, case.request) if case.request else None
    return request.code if request else ""


def stays(case: Case) -> Change:
    """It climbs no further."""
    return Change(drops=((climb_line(case.id), f"case:{case.id}"),))


def _redrawn(world: World, case: Case, at: datetime, by: PersonId) -> Change:
    return redraw(world, f"case:{case.id}", at, *case.told, by)


# ---- settled
def settled(world: World, case: Case, outcome: str, by: str, at: datetime, *, words: str = "") -> Change:
    """The case ended so, whatever it is about; `words` say how, sealed."""
    ended, facts = replace(case, state=after(CASE, case.state, "resolve"), outcome=outcome, wrote=None), {}
    if words and case.subject:
        ended, facts["field"] = keeping(world, ended, "outcome", words)
    people = dict.fromkeys((*case.told, *((case.owner,) if case.owner else ())))
    redrawn = redraw(world, f"case:{case.id}", at, *people)
    return (
        put(ended, case) + stays(case) + noted_by(world, ended, by, "resolved", at, outcome=outcome, **facts) + redrawn
    )


def request_ended(world: World, request: Request, at: datetime, *, but: Case | None = None) -> Change:
    """Cases about getting a request done are over when it ended; whoever has one is told."""
    standing = world.register.cases_of(request.id)
    over = [case for case in standing if case.reason in OVER_WITH_REQUEST and not (but and case.id == but.id)]
    say = Say("case-over", {"code": request.code, "kind": request.kind})
    told = total(tell(world, case.owner, say, at) for case in over if case.owner)
    return told + total(settled(world, case, "over", "onedoor", at) for case in over)


def helper_found(world: World, request: Request, helper: PersonId, at: datetime) -> Change:
    """Someone said yes, and nobody more is wanted: cases about finding one are over; whoever has a case is told."""
    standing = world.register.cases_of(request.id)
    name = Ref(of_person(helper, "name"))
    say = Say("helper-found", {"code": request.code, "kind": request.kind, "name": name})
    owners = dict.fromkeys(case.owner for case in standing if case.owner)
    over = total(settled(world, case, "found", helper, at) for case in standing if case.reason in ABOUT_FINDING)
    return over + total(tell(world, owner, say, at) for owner in owners)
