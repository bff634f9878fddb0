"""The roster of volunteers: offering, being approved, changing, resting, leaving."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot import moments
from bot.desk import cases, tasks, waves
from bot.desk.invites import AT_WORK, declined
from bot.desk.requests import tell_waiting
from bot.desk.telling import chat_of, redraw, tell
from bot.errors import NotAllowed, NotFound, NotPossible
from bot.lifecycle import CASE, VOLUNTEER, after
from bot.messages import Param, Say
from bot.model import Case, Check, Event, Line, LineId, Person, PersonId, Volunteer
from bot.rules import LEVELS
from bot.store import keys
from bot.store.change import Change, put, total
from bot.world import World

OFFER_CASES = ("new_volunteer", "check_needed")  # cases that are over when the offer is taken back


def known(world: World, volunteer_id: str) -> Volunteer:
    """The volunteer. Raises NotFound."""
    return world.register.get(Volunteer, volunteer_id)


def noted(volunteer: Volunteer, who: str, what: str, at: datetime, **facts: str) -> Change:
    """A line in the volunteer's history."""
    return Change(events=(Event(f"volunteer:{volunteer.id}", at, who, what, facts),))


def with_private(world: World, volunteer: Volunteer, fields: Mapping[str, str]) -> Volunteer:
    """The volunteer with these fields sealed under their key; an empty one is taken away."""
    kept = {name: text for name, text in volunteer.sealed.items() if name not in fields}
    given = {name: text for name, text in fields.items() if text}
    return replace(volunteer, sealed=kept | world.access.sealed(volunteer.id, f"volunteer:{volunteer.id}", given))


# ---- offering and being approved
def sign_up(world: World, offered: Volunteer, words: str, at: datetime) -> Change:
    """Someone offers: they wait, and a coordinator is told. Nobody is asked anything before they are approved."""
    before = world.register.volunteer(offered.id)
    status = after(VOLUNTEER, before.status, "rejoin") if before else "waiting"
    new = with_private(world, replace(offered, status=status), {"words": words})
    return put(new, before) + to_be_seen(world, new, at) + noted(new, new.id, "offered", at)


def to_be_seen(world: World, volunteer: Volunteer, at: datetime) -> Change:
    """A coordinator is told that someone new waits."""
    return cases.open_case(world, volunteer.area, "new_volunteer", at, subject=volunteer.id)


def approve(world: World, volunteer_id: str, level: str, seen: str, by: PersonId, at: datetime) -> Change:
    """A coordinator records what they saw (`seen`, sealed) and to which level that checks them; they are told.

    Also for someone approved before, whose check has changed; and for someone from a group's list, who is approved
    once they join. Raises NotAllowed, NotFound, NotPossible.
    """
    volunteer = known(world, volunteer_id)
    _must_coordinate(world, by, volunteer)
    if level not in LEVELS:
        raise NotPossible(f"there is no check called {level}")
    joined = has_joined(world.register.person(volunteer.id))
    happens = "approve" if volunteer.status == "waiting" and joined else "change"
    check = Check(level, by, moments.local(at).date())
    new = replace(volunteer, status=after(VOLUNTEER, volunteer.status, happens), check=check)
    new = with_private(world, new, {"note": seen})
    say = approved_say(world, new, first=happens == "approve")
    change = put(new, volunteer) + noted(new, by, "approved", at, level=level)
    return change + tell(world, new.id, say, at, must_hear=True) + _redrawn(world, new, at)


def has_joined(person: Person) -> bool:
    """Whether they have ever written; someone from a group's list has not, until they use their link."""
    return any(name.startswith("address.") for name in person.sealed)


def higher(one: Check, other: Check) -> bool:
    """Whether the first check is above the second."""
    return LEVELS.index(one.level) > LEVELS.index(other.level)


def _must_coordinate(world: World, by: PersonId, volunteer: Volunteer) -> None:
    if not world.team.coordinates(by, volunteer.area):
        raise NotAllowed("volunteers are approved by their area's coordinators")


def approved_say(world: World, volunteer: Volunteer, *, first: bool) -> Say:
    """What an approved volunteer is told: what they may be asked for, what needs another check, what comes next."""
    barred = unchecked(world, volunteer)
    may = tuple(kind for kind in volunteer.kinds if kind not in barred)
    lines = [Say("approved-kinds", {"kinds": may})] if may else []
    lines += [Say("approved-not-yet", {"kinds": barred})] if barred else []
    lines += [Say("approved-next")] if first and may else []
    return Say("approved" if first else "check-recorded", {"kinds": may}, more=tuple(lines))


def unchecked(world: World, volunteer: Volunteer) -> tuple[str, ...]:
    """Kinds they offer that need a higher check than theirs, in the setting each usually has."""
    level, by_phone = volunteer.check.level, volunteer.phone_only
    return tuple(kind for kind in volunteer.kinds if not world.rules.check_enough(kind, level, by_phone=by_phone))


def decline(world: World, volunteer_id: str, by: PersonId, at: datetime) -> Change:
    """A coordinator says no, kindly; what was offered is forgotten. Raises NotAllowed, NotFound, NotPossible."""
    volunteer = known(world, volunteer_id)
    _must_coordinate(world, by, volunteer)
    gone = _forgotten(volunteer, after(VOLUNTEER, volunteer.status, "decline"))
    say = Say("offer-declined", {"phone": world.areas[volunteer.area].phone})
    change = put(gone, volunteer) + noted(volunteer, by, "declined_offer", at) + _off_the_list(world, volunteer)
    return change + tell(world, gone.id, say, at)


def _off_the_list(world: World, volunteer: Volunteer) -> Change:
    """The row of a group's spreadsheet they were taken from leads to nobody any more, nor do links made for it."""
    row = world.access.read(volunteer.id, f"volunteer:{volunteer.id}#row")
    links = (
        [("HDEL", keys.join_links(), digest) for digest in world.register.join_links_of(volunteer.id)] if row else []
    )
    rows = [("HDEL", keys.imported_rows(), row)] if row else []
    return Change(writes=(*rows, *links))


def _forgotten(volunteer: Volunteer, status: str) -> Volunteer:
    return Volunteer(volunteer.id, volunteer.area, status=status)


# ---- changing
def change(world: World, new: Volunteer, at: datetime, words: str | None = None) -> tuple[Change, Volunteer]:
    """What they offer is different now; `words`, where given, are their new own words.

    A kind that needs a higher check is taken down, not matched until they are checked, and a coordinator is told.
    """
    before = known(world, new.id)
    new = replace(new, status=after(VOLUNTEER, before.status, "change"), check=before.check)
    if words is not None:
        new = with_private(world, new, {"words": words})
    more = set(unchecked(world, new)) - set(unchecked(world, before))
    see = cases.open_case(world, new.area, "check_needed", at, subject=new.id) if more and _seen(new) else Change()
    return put(new, before) + see + noted(new, new.id, "changed", at) + _redrawn(world, new, at), new


def _seen(volunteer: Volunteer) -> bool:
    """Whether a coordinator has looked at them already (else they will)."""
    return volunteer.status != "waiting"


def _redrawn(world: World, volunteer: Volunteer, at: datetime) -> Change:
    """Their card brought up to date where they have one; nobody is sent one they did not ask for."""
    card, chat = f"volunteer:{volunteer.id}", chat_of(world.register.person(volunteer.id))
    return redraw(world, card, at, volunteer.id) if chat and world.outbox.shows(chat, card) else Change()


# ---- resting
def pause(world: World, volunteer_id: str, until: datetime | None, at: datetime) -> Change:
    """No more asking, until a moment or until they say. Open invites are declined; tasks they have stay theirs."""
    before = known(world, volunteer_id)
    happens = "change" if before.status == "paused" else "pause"
    change, after_no = declined(world, world.register.invites_of(before.id), before, at)
    paused = replace(after_no, status=after(VOLUNTEER, before.status, happens), paused_until=until)
    line = Line(_resume_line(before), "resume", f"volunteer:{before.id}", until) if until else None
    diary = Change(lines=(line,)) if line else _no_resuming(before)
    return change + put(paused, before) + diary + noted(paused, paused.id, "paused", at) + _redrawn(world, paused, at)


def _resume_line(volunteer: Volunteer) -> LineId:
    return LineId(f"resume.{volunteer.id}")


def _no_resuming(volunteer: Volunteer) -> Change:
    return Change(drops=((_resume_line(volunteer), f"volunteer:{volunteer.id}"),))


def resume(world: World, volunteer_id: str, at: datetime) -> Change:
    """They may be asked again. Raises NotPossible when they were not resting."""
    before = known(world, volunteer_id)
    back = replace(before, status=after(VOLUNTEER, before.status, "resume"), paused_until=None)
    change = put(back, before) + _no_resuming(before) + noted(back, back.id, "resumed", at)
    return change + _redrawn(world, back, at)


def rested(world: World, volunteer_id: str, at: datetime) -> Change:
    """A pause has run out (the diary's `resume`): they are asked again, and told so."""
    volunteer = world.register.find(Volunteer, volunteer_id)
    if volunteer is None or volunteer.status != "paused" or volunteer.paused_until is None:
        return Change()
    return resume(world, volunteer_id, at) + tell(world, volunteer.id, Say("rested"), at)


# ---- leaving
def leave(world: World, volunteer_id: str, at: datetime) -> Change:
    """They stop helping: tasks under way are handed back for them, invites declined, what they offered forgotten."""
    before = known(world, volunteer_id)
    if before.status == "left":
        raise NotFound(volunteer_id)
    live = world.register.invites_of(before.id)
    change, _ = declined(world, live, before, at)
    change += total(_handed_back(world, invite.id, before, at) for invite in live if invite.state in AT_WORK)
    gone = _forgotten(before, after(VOLUNTEER, before.status, "leave"))
    change += put(gone, before) + _no_resuming(before) + noted(gone, gone.id, "left", at)
    change += _off_the_list(world, before)
    return change + total(_settled(world, case, at) for case in world.register.cases_of(before.id))


def _handed_back(world: World, invite_id: str, volunteer: Volunteer, at: datetime) -> Change:
    """A task of theirs goes to others: by the next wave, due now, since one Change may invite a person only once."""
    invite, request, _ = tasks.mine(world, invite_id, volunteer.id)
    change, reopened = tasks.given_back(world, invite, request, at)
    facts: dict[str, Param] = {"code": request.code, "kind": request.kind}
    say = Say(tasks.fell_through(reopened, reopened, at), facts)
    change += tell_waiting(world, reopened, say, at) + put(reopened, request)
    return change + (waves.due(world, reopened, at) if reopened.state == "open" else Change())


def _settled(world: World, case: Case, at: datetime) -> Change:
    """A coordinator need not look at an offer that was taken back."""
    if case.reason not in OFFER_CASES:
        return Change()
    over = replace(case, state=after(CASE, case.state, "resolve"), outcome="left")
    stop = Change(drops=((cases.climb_line(case.id), f"case:{case.id}"),))
    told = redraw(world, f"case:{case.id}", at, *case.told)
    return put(over, case) + stop + cases.noted(over, str(case.subject), "resolved", at, outcome="left") + told
