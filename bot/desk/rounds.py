"""What each follow-up does when it comes round. Whether it still should was decided before (`bot.escalation`)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot import moments
from bot.access import of_person
from bot.desk import about, cases, erasing, roster, waves
from bot.desk.telling import tell
from bot.messages import CRISIS, Button, Param, Ref, Say
from bot.model import Case, Invite, Line, Person, PersonId, Request
from bot.store import codec
from bot.store.change import Change, put, relying, total
from bot.world import World

Does = Callable[[World, Line, datetime], Change]


def _id(line: Line) -> str:
    return line.about.partition(":")[2]


# ---- asking volunteers
def next_wave(world: World, line: Line, at: datetime) -> Change:
    """Invites whose time is over run out; the next few are asked, unless a coordinator has the request in hand."""
    request = world.register.request(_id(line))
    ended = waves.expired(world, request, at)
    if request.state == "held":
        return ended + _unanswered(world, request, ended, at)
    asked, after_it = waves.ask(world, request, at)
    return ended + put(after_it, request) + asked


def _unanswered(world: World, request: Request, ended: Change, at: datetime) -> Change:
    """Whoever looks after it hears that the volunteer they chose has not answered."""
    silent = [one.new.volunteer for one in ended.puts if isinstance(one.new, Invite)]
    says = [Say("invite-unanswered", {"code": request.code, "name": Ref(of_person(one, "name"))}) for one in silent]
    owners = {case.owner for case in world.register.cases_of(request.id) if case.owner}
    return total(tell(world, owner, say, at) for owner in sorted(owners) for say in says)


# ---- whoever said yes, and whoever waits
def remind(world: World, line: Line, at: datetime) -> Change:
    """A helper is reminded before the agreed time."""
    request = world.register.request(_id(line))
    helper = PersonId(str(line.facts.get("volunteer", "")))
    tasks = [one for one in world.register.invites_of(helper) if one.request == request.id]
    invite = next((one for one in tasks if one.state == "accepted"), None)
    if invite is None:
        return Change()
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind, "when": moments.written(request.when)}
    buttons = (Button("on-my-way", invite.id), Button("hand-back", invite.id))
    return relying(invite) + tell(world, helper, Say("remind", facts, buttons), at)


def check_in(world: World, line: Line, at: datetime) -> Change:
    """The agreed time is over: they are asked whether it went well."""
    return _ask(world, line, "check-in", at)


def ask_again(world: World, line: Line, at: datetime) -> Change:
    """No answer yet: once more."""
    return _ask(world, line, "asked-again", at)


def _ask(world: World, line: Line, text_id: str, at: datetime) -> Change:
    request = world.register.request(_id(line))
    facts = {"code": request.code, "kind": request.kind}
    say = Say(text_id, facts, (Button("yes-done", request.id), Button("not-done", request.id)))
    return tell(world, request.asked_by, say, at)


def unconfirmed(world: World, line: Line, at: datetime) -> Change:
    """Nobody said how it went: a coordinator finds out."""
    request = world.register.request(_id(line))
    return about.case(world, request, "unconfirmed", at)


def would_help(world: World, line: Line, at: datetime) -> Change:
    """Once, gently, whether they would like to help someone else one day."""
    person = world.register.person(PersonId(_id(line)))
    buttons = (Button("offer", text_id="button-would-help-yes"), Button("would-help-no"))
    return put(replace(person, asked_to_help=True), person) + tell(world, person.id, Say("would-help", {}, buttons), at)


def forget(world: World, line: Line, at: datetime) -> Change:
    """A month after their last request nothing of theirs is kept."""
    return erasing.erase(world, world.register.person(PersonId(_id(line))), at)


def resume(world: World, line: Line, at: datetime) -> Change:
    """A volunteer's pause has run out."""
    return roster.rested(world, _id(line), at)


# ---- a person must look
def climb(world: World, line: Line, at: datetime) -> Change:
    """A case nobody has taken goes to the next who may."""
    return cases.climb(world, _id(line), at)


def press(world: World, line: Line, at: datetime) -> Change:
    """Somebody was not there, and half an hour on nobody has said that all is well: everyone who may look hears."""
    standing = [case for case in world.register.cases_of(_id(line)) if case.reason == "not_there"]
    return total(_pressed(world, case, at) for case in standing)


def _pressed(world: World, case: Case, at: datetime) -> Change:
    people = [case.owner] if case.owner else []
    people += case.told
    people += cases.told_at(world, case, cases.ON_DUTY) + cases.told_at(world, case, cases.DEPUTIES)
    say = Say("case-pressing", {"reason": case.reason, "age": case.opened.isoformat()})
    said = total(tell(world, one, say, at, priority=CRISIS) for one in dict.fromkeys(people))
    return said + cases.noted(case, "onedoor", "pressed", at)


def ring_them(world: World, line: Line, at: datetime) -> Change:
    """What they needed to know did not reach them in ten minutes: a coordinator rings them."""
    person = world.register.find(Person, _id(line))
    if person is None:
        return Change()
    waiting = world.register.requests_of(person.id)
    said = str(line.facts.get("say", ""))
    case = cases.open_case(
        world,
        person.area,
        "ring_them",
        at,
        subject=person.id,
        request=waiting[0].id if len(waiting) == 1 else None,
        urgency=cases.TODAY,
        unheard=codec.decode(Say, said) if said else None,
    )
    # Written as it was, so that of two such lines at once the second sees the first one's case.
    return put(person, person) + case


DOES: Mapping[str, Does] = {
    "next_wave": next_wave,
    "remind": remind,
    "check_in": check_in,
    "ask_again": ask_again,
    "open_case": unconfirmed,
    "would_help": would_help,
    "forget": forget,
    "resume": resume,
    "climb": climb,
    "press": press,
    "ring_them": ring_them,
}
