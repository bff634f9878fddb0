"""Cases: what chat could not settle, for a coordinator. Opened, told, claimed, handed over, resolved, climbing."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk.telling import redraw, tell
from bot.errors import AlreadyClaimed, NotAllowed
from bot.lifecycle import CASE, after
from bot.messages import CRISIS, WAITING
from bot.model import AreaId, Case, CaseId, Event, Line, LineId, Person, PersonId, RequestId, Sealed, new_id
from bot.store.change import Change, put, total
from bot.world import World

NOW, TODAY, SOON = range(3)


def open_case(  # noqa: PLR0913 - the facts of a case, each named
    world: World,
    area: AreaId | None,
    reason: str,
    at: datetime,
    *,
    subject: PersonId | None = None,
    request: RequestId | None = None,
    urgency: int = SOON,
    words: str = "",
    due: datetime | None = None,
) -> Change:
    """A new case, told at once to whoever is on duty. `reason` is a code with a text; `words` are kept sealed."""
    case = Case(
        id=CaseId(new_id("c")),
        area=area or _first_area(world),
        reason=reason,
        opened=at,
        due=due or at + timedelta(minutes=world.ladder.cases[urgency].deputy),
        urgency=urgency,
        subject=subject,
        request=request,
    )
    if words and subject:
        case = replace(case, sealed=world.access.sealed(subject, f"case:{case.id}", {"words": words}))
    rung, people = first_told(world, case)
    case = replace(case, rung=rung, told=tuple(people))
    return put(case) + climbing(world, case, at) + show(world, case, people, at) + noted(case, "onedoor", "opened", at)


def _first_area(world: World) -> AreaId:
    return next(iter(world.areas)).id


def first_told(world: World, case: Case) -> tuple[int, list[PersonId]]:
    """The first rung with anyone on it, and who they are: on duty, else the deputies, else the area above."""
    for rung in range(3):
        people = told_at(world, case, rung)
        if people:
            return rung, people
    return 2, []


def told_at(world: World, case: Case, rung: int) -> list[PersonId]:
    """Who hears of a case at a rung: 0 on duty, 1 deputies, 2 the areas above (on duty there, else all)."""
    if rung == 0:
        return world.team.on_duty(case.area)
    if rung == 1:
        return world.team.deputies(case.area)
    above = [area.id for area in world.areas.chain(case.area)][1:]
    return [one for area in above for one in (world.team.on_duty(area) or world.team.coordinators(area))]


def show(world: World, case: Case, people: list[PersonId], at: datetime) -> Change:
    """The case's card, in each of these coordinators' chats."""
    priority = CRISIS if case.urgency == NOW else WAITING
    return total(tell(world, person, None, at, card=f"case:{case.id}", priority=priority) for person in people)


def climbing(world: World, case: Case, at: datetime) -> Change:
    """The diary line that carries an unclaimed case up."""
    waits = world.ladder.cases[case.urgency]
    minutes = waits.deputy if case.rung == 0 else max(waits.above - waits.deputy, 1)
    return Change(lines=(Line(climb_line(case.id), "climb", f"case:{case.id}", at + timedelta(minutes=minutes)),))


def climb_line(case: CaseId) -> LineId:
    """The id of a case's climbing line."""
    return LineId(f"climb.{case}")


def noted(case: Case, who: str, what: str, at: datetime, sealed: Sealed | None = None, **facts: str | int) -> Change:
    """A line in the case's history, and in its request's."""
    about = [f"case:{case.id}"] + ([f"request:{case.request}"] if case.request else [])
    named = {"case": case.id, "reason": case.reason, **facts}
    return Change(events=tuple(Event(name, at, who, f"case-{what}", named, sealed) for name in about))


def must_coordinate(world: World, who: PersonId, case: Case) -> None:
    """Raises NotAllowed unless this person coordinates the case's area or one above."""
    if not world.team.coordinates(who, case.area):
        raise NotAllowed("cases are for coordinators")


def claim(world: World, case_id: str, by: PersonId, at: datetime) -> Change:
    """A coordinator takes a case on. Raises AlreadyClaimed when another has it, NotAllowed, NotPossible."""
    case = world.register.case(case_id)
    must_coordinate(world, by, case)
    if case.owner and case.owner != by and case.state == "claimed":
        raise AlreadyClaimed(case.owner)
    if case.owner == by and case.state == "claimed":
        return Change()
    claimed = replace(case, state=after(CASE, case.state, "claim"), owner=by)
    stop = Change(drops=((climb_line(case.id), f"case:{case.id}"),))
    return put(claimed, case) + stop + noted(claimed, by, "claimed", at) + _redrawn(world, claimed, by, at)


def _redrawn(world: World, case: Case, by: PersonId, at: datetime) -> Change:
    return redraw(world, f"case:{case.id}", at, *case.told, by)


def set_aside(world: World, person: Person, at: datetime, kept: str) -> Change:
    """A turn that broke again and again becomes a case: what they sent, sealed."""
    return open_case(world, person.area, "set_aside", at, subject=person.id, urgency=TODAY, words=kept)
