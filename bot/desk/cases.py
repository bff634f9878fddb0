"""Cases: what chat could not settle, for a coordinator. Opened, told, climbing until someone takes it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import moments
from bot.desk.telling import redraw, tell
from bot.errors import NotAllowed
from bot.lifecycle import CASE, after
from bot.messages import CRISIS, WAITING, Say
from bot.model import AreaId, Case, CaseId, Event, Line, LineId, Person, PersonId, RequestId, new_id
from bot.store import codec
from bot.store.change import Change, put, total
from bot.world import World

NOW, TODAY, SOON = range(3)
ON_DUTY, DEPUTIES, ABOVE = range(3)  # the rungs a case climbs


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
    unheard: Say | None = None,
) -> Change:
    """A new case, told to whoever is on duty; or the same one said again, when it is not settled yet.

    `reason` is a code with a text (`reason-<code>`); `words` are kept sealed; `unheard` is what was to be said to
    someone who must be rung now.
    """
    known = _same(world, reason, subject, request)
    case = Case(
        id=CaseId(new_id("c")),
        area=area if area and area in world.areas.by_id else next(iter(world.areas)).id,
        reason=reason,
        opened=at,
        due=due or _due(world, urgency, at),
        urgency=urgency,
        subject=subject,
        request=request,
    )
    case = replace(known or case, urgency=min(urgency, known.urgency) if known else urgency)
    if unheard:
        case = replace(case, unheard=tuple(dict.fromkeys((*case.unheard, codec.encode(unheard).decode()))))
    if words and subject:
        case, _ = keeping(world, case, "words", words)
    return _said_again(world, case, known, at) if known else _opened(world, case, at)


def tells_of_danger(case: Case) -> bool:
    """Whether it was opened because someone's words were plain danger."""
    return case.reason.startswith("crisis_")


def _due(world: World, urgency: int, at: datetime) -> datetime:
    """By when somebody should have looked; minutes stop at night, but not for danger."""
    minutes = world.ladder.cases[urgency].deputy
    return at + timedelta(minutes=minutes) if urgency == NOW else moments.waking(at, minutes)


def _same(world: World, reason: str, subject: PersonId | None, request: RequestId | None) -> Case | None:
    about = subject or request
    standing = world.register.cases_of(about) if about else []
    return next((case for case in standing if (case.reason, case.request) == (reason, request)), None)


def _opened(world: World, case: Case, at: datetime) -> Change:
    told, case = _first(world, case, at)
    return put(case) + told + noted(case, "onedoor", "opened", at)


def _first(
    world: World, case: Case, at: datetime, *, but: PersonId | None = None, gone: PersonId | None = None
) -> tuple[Change, Case]:
    """The case as told to the first rung with anyone on it, and what tells them.

    `but` only if nobody else is there; `gone` not at all.
    """
    rung, people = first_told(world, case, at, gone=gone)
    people = [one for one in people if one != but] or people
    case = replace(case, rung=rung, told=tuple(people))
    return climbing(world, case, at) + show(world, case, people, at), case


def _said_again(world: World, case: Case, before: Case, at: datetime) -> Change:
    """More of the same: whoever hears of the case hears of it anew; more urgent now, it is due and climbs sooner."""
    rung, people = case.rung, hearing(world, case)
    if not people:
        rung, people = first_told(world, case, at)
    case = replace(case, rung=rung, told=tuple(dict.fromkeys((*case.told, *people))))
    climbs = Change()
    if case.urgency < before.urgency:
        case = replace(case, due=min(case.due, _due(world, case.urgency, at)))
        climbs = climbing(world, case, at) if case.state != "claimed" else climbs
    return put(case, before) + noted(case, "onedoor", "again", at) + show(world, case, people, at, anew=True) + climbs


def keeping(world: World, case: Case, name: str, words: str) -> tuple[Case, str]:
    """The case with these words sealed in it as `name`, `name.2`…, and the field's name."""
    count = 1 + sum(field.partition(".")[0] == name for field in case.sealed)
    field = f"{name}.{count}" if count > 1 else name
    sealed = world.access.sealed(case.subject or PersonId(""), f"case:{case.id}", {field: words})
    return replace(case, sealed={**case.sealed, **sealed}), field


# ---- who is told, and when
def can_wait(world: World, case: Case, at: datetime) -> bool:
    """Whether it is night and this is no danger: only those on duty hear of it before eight."""
    return case.urgency != NOW and moments.is_quiet(at)


def first_told(world: World, case: Case, at: datetime, *, gone: PersonId | None = None) -> tuple[int, list[PersonId]]:
    """The first rung with anyone on it, and who they are: on duty, else the deputies, else the area above.

    A coordinator hears of a case about themself only when there is nobody else.
    """
    waits = can_wait(world, case, at)
    for rung in (ON_DUTY,) if waits else (ON_DUTY, DEPUTIES, ABOVE):
        people = [one for one in told_at(world, case, rung) if one != gone]
        if people:
            return rung, people
    return ON_DUTY, [] if waits else [one for one in world.team.on_duty(case.area) if one == case.subject]


def hearing(world: World, case: Case) -> list[PersonId]:
    """Who hears what comes to a case: its owner; with none who can be told, those told of it and those on duty now."""
    owner = world.team.can_be_told([case.owner] if case.owner else [])
    if owner and world.team.coordinates(owner[0], case.area):
        return owner
    return list(dict.fromkeys((*world.team.can_be_told(case.told), *world.team.on_duty(case.area))))


def told_at(world: World, case: Case, rung: int) -> list[PersonId]:
    """Who hears of a case at a rung: those on duty, the deputies, the areas above (on duty there, else all).

    Never whom it is about: someone else must see to it.
    """
    return list(dict.fromkeys(one for one in _at_rung(world, case.area, rung) if one != case.subject))


def _at_rung(world: World, area: AreaId, rung: int) -> list[PersonId]:
    if rung == ON_DUTY:
        return world.team.on_duty(area)
    if rung == DEPUTIES:
        return world.team.can_be_told(world.team.deputies(area))
    above = [one.id for one in world.areas.chain(area)][1:]
    people = [one for higher in above for one in (world.team.on_duty(higher) or world.team.coordinators(higher))]
    return world.team.can_be_told(people)


def show(world: World, case: Case, people: list[PersonId], at: datetime, *, anew: bool = False) -> Change:
    """The case's card in each of these coordinators' chats; `anew` as a new message, since an edit rings no phone."""
    priority = CRISIS if case.urgency == NOW else WAITING
    told = total(tell(world, person, None, at, card=f"case:{case.id}", priority=priority) for person in people)
    return replace(told, says=tuple(replace(one, fresh=True) for one in told.says)) if anew else told


def climbing(world: World, case: Case, at: datetime) -> Change:
    """The diary line that carries a case nobody has claimed up a rung; minutes stop at night, but not for danger."""
    waits = world.ladder.cases[case.urgency]
    minutes = {ON_DUTY: waits.deputy, DEPUTIES: max(waits.above - waits.deputy, 1)}.get(case.rung, waits.above)
    if case.urgency == NOW:
        due = at + timedelta(minutes=minutes)
    elif case.told or not can_wait(world, case, at):
        due = moments.waking(at, minutes)
    else:
        due = moments.next_morning(at)
    return Change(lines=(Line(climb_line(case.id), "climb", f"case:{case.id}", due),))


def climb_line(case: CaseId) -> LineId:
    """The id of a case's climbing line."""
    return LineId(f"climb.{case}")


def climb(world: World, case_id: str, at: datetime) -> Change:
    """Nobody has claimed it in time: the next rung hears of it; at the top everyone once more, until someone does."""
    before = world.register.case(case_id)
    if before.state == "passed":
        return put_back(world, before, before, "onedoor", at)
    if before.state != "open":
        return Change()
    if can_wait(world, before, at):
        return climbing(world, before, at)
    rung, people = _next_rung(world, before, at)
    case = replace(before, rung=rung, told=tuple(dict.fromkeys((*before.told, *people))))
    heard = show(world, case, people, at, anew=True) + redraw(world, f"case:{case.id}", at, *_others(before, people))
    return put(case, before) + heard + climbing(world, case, at) + noted(case, "onedoor", "climbed", at, rung=rung)


def _next_rung(world: World, case: Case, at: datetime) -> tuple[int, list[PersonId]]:
    """The next rung with someone on it who has not been told, and who; at the top everyone of any rung, again."""
    if not case.told:
        return first_told(world, case, at)
    for rung in range(case.rung + 1, ABOVE + 1):
        people = [one for one in told_at(world, case, rung) if one not in case.told]
        if people:
            return rung, people
    every = [one for rung in (ON_DUTY, DEPUTIES, ABOVE) for one in told_at(world, case, rung)]
    again = dict.fromkeys((*every, *case.told))
    return ABOVE, [one for one in again if world.team.coordinates(one, case.area)]


def _others(case: Case, people: list[PersonId]) -> list[PersonId]:
    return [one for one in case.told if one not in people]


def put_back(
    world: World, case: Case, before: Case, by: str, at: datetime, *, note: str = "", gone: PersonId | None = None
) -> Change:
    """Nobody has it any more: in the queue again, and told afresh, last of all to whoever had it, if not `gone`.

    `note`: the field with what was noted for whoever takes it next.
    """
    free = replace(case, state=after(CASE, case.state, "hand_over"), owner=None, wrote=None)
    told, free = _first(world, free, at, but=before.owner, gone=gone)
    told = replace(told, says=tuple(replace(one, fresh=True) for one in told.says))
    others = [one for one in (*before.told, before.owner) if one and one not in free.told]
    redrawn = redraw(world, f"case:{case.id}", at, *others)
    facts = {"field": note} if note else {}
    return put(free, before) + noted_by(world, free, by, "released", at, **facts) + told + redrawn


# ---- history
def noted(case: Case, who: str, what: str, at: datetime, **facts: str | int) -> Change:
    """A line in the case's history and in its request's; that it was opened or settled, in its subject's too."""
    about = [f"case:{case.id}"] + ([f"request:{case.request}"] if case.request else [])
    if case.subject and what in ("opened", "resolved"):
        about.append(f"person:{case.subject}")
    named = {"case": case.id, "reason": case.reason, **facts}
    return Change(events=tuple(Event(name, at, who, f"case-{what}", named) for name in about))


def noted_by(world: World, case: Case, by: str, what: str, at: datetime, **facts: str | int) -> Change:
    """The same, done by a coordinator: their name stays with it when they are long gone from areas.toml."""
    return noted(case, by, what, at, me=world.team.name_of(PersonId(by)), **facts)


# ---- who may
def must_coordinate(world: World, who: PersonId, case: Case) -> None:
    """Raises NotAllowed unless this person coordinates the case's area or one above."""
    if not world.team.coordinates(who, case.area):
        raise NotAllowed("cases are for coordinators")


def set_aside(world: World, person: Person, at: datetime, kept: str, *, danger: bool) -> Change:
    """A turn that broke again and again becomes a case: what they sent, sealed. Words of danger do not wait for it."""
    urgency = NOW if danger else TODAY
    return open_case(world, person.area, "set_aside", at, subject=person.id, urgency=urgency, words=kept)
