"""What fell due: a line of the diary worked off. The table decides (`bot.escalation`), `rounds` does it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot import escalation
from bot.desk import cases, rounds
from bot.escalation import OVER, WAIT, Stands, Step
from bot.model import Case, Line, Person, Request, Volunteer
from bot.store.change import Change, relying
from bot.world import World


@dataclass(frozen=True, slots=True)
class About:
    """What a line is about, as read, and how it stands."""

    record: Request | Case | Person | Volunteer
    state: str
    urgent: bool = False


def run(world: World, line: Line, at: datetime) -> Change:
    """Work off one leased line. Its Change can be committed once, and only while the line is as read.

    What is over goes without a word; what the night holds back is due again in the morning. Raises KeyError for a
    job the table does not know.
    """
    about = _about(world, line)
    if about is None:
        return Change(done=(line,))
    stands = Stands(about.state, about.urgent, int(line.facts.get("times", 0)))
    step = escalation.next_step(world.ladder.follow_ups[line.job], stands, at)
    return relying(about.record) + Change(done=(line,)) + _done(world, line, step, at)


def _done(world: World, line: Line, step: Step, at: datetime) -> Change:
    if step.does == OVER:
        return Change()
    if step.does == WAIT:
        return _again(line, step, times=0)
    return rounds.DOES[step.does](world, line, at) + _again(line, step, times=1)


def _again(line: Line, step: Step, times: int) -> Change:
    if step.again is None:
        return Change()
    facts = {**line.facts, "times": int(line.facts.get("times", 0)) + times}
    return Change(lines=(replace(line, due=step.again, facts=facts),))


def _about(world: World, line: Line) -> About | None:
    kind, _, record_id = line.about.partition(":")
    if kind == "request":
        request = world.register.find(Request, record_id)
        return About(request, request.state, request.urgency == "now") if request else None
    if kind == "case":
        case = world.register.find(Case, record_id)
        return About(case, case.state, case.urgency == cases.NOW) if case else None
    if kind == "volunteer":
        volunteer = world.register.find(Volunteer, record_id)
        return About(volunteer, volunteer.status) if volunteer else None
    person = world.register.find(Person, record_id)
    return About(person, _person_stands(world, person)) if person else None


def _person_stands(world: World, person: Person) -> str:
    """`free` when nothing keeps us from asking them gently whether they would help someone one day.

    Whoever helps or waits stands so first of all: a month after an earlier request they must not be forgotten.
    """
    if world.register.volunteer(person.id) or world.team.areas_of(person.id):
        return "helping"
    if world.register.requests_of(person.id):
        return "waiting"
    return "not_asked" if person.hushed or person.under_18 or person.asked_to_help else "free"


def set_aside(world: World, line: Line, at: datetime) -> Change:
    """A line that failed again and again rings no more: a person sees to what it was for."""
    about = _about(world, line)
    record = about.record if about else None
    request, subject, area = None, None, None
    if isinstance(record, Request):
        request, subject, area = record.id, record.resident, record.area
    elif isinstance(record, Case):
        request, subject, area = record.request, record.subject, record.area
    elif record:
        subject, area = record.id, record.area
    case = cases.open_case(world, area, "failed_line", at, subject=subject, request=request, urgency=cases.TODAY)
    return world.diary.aside(line) + case


def set_aside_unread(world: World, line: Line, at: datetime) -> Change:
    """The same where what it is about cannot be read: the case is about nobody."""
    return world.diary.aside(line) + cases.open_case(world, None, "failed_line", at, urgency=cases.TODAY)
