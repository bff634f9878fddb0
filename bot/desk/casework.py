"""What a coordinator does with a case: read, note, write, point to a service, ask a volunteer, search again."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import of_person
from bot.desk import about, candidates, cases, requests, services, waves
from bot.desk.cases import keeping, must_coordinate, noted, noted_by
from bot.desk.holding import code_of, owned
from bot.desk.services import Near
from bot.desk.telling import chat_of, redraw, tell
from bot.errors import NobodyLeft, NoLongerFits, NotAllowed, NotFound, NotPossible
from bot.lifecycle import INVITE, REQUEST, after
from bot.messages import CRISIS, WAITING, Button, Param, Ref, Say
from bot.model import Case, Invite, Person, PersonId, Place, Request, Service, ServiceId, Volunteer
from bot.store.change import Change, put, relying, total
from bot.world import World
from matching.names import described
from matching.places import distance_km

LISTENS = timedelta(hours=24)  # so long after a coordinator wrote, what someone types is taken as their answer
ASKABLE = ("expired", "withdrawn")  # whoever's invite ended so never said no, and may be asked again


def read(world: World, case_id: str, by: PersonId, at: datetime) -> Change:
    """A coordinator opens everything known about a case: that they did is noted. Raises NotAllowed."""
    case = world.register.case(case_id)
    must_coordinate(world, by, case)
    return noted_by(world, case, by, "read", at)


def looked(world: World, kind: str, record_id: str, by: PersonId, at: datetime) -> Change:
    """A coordinator reads the history of a case or a request: noted too. Raises NotAllowed, NotFound."""
    if kind == "case":
        return read(world, record_id, by, at)
    request = world.register.request(record_id)
    if not world.team.coordinates(by, request.area):
        raise NotAllowed("histories are for coordinators")
    return about.noted(request, by, "read", at)


def words_of(world: World, case: Case) -> list[Ref]:
    """Everything people wrote that a file shows, perhaps shortened."""
    paths = [f"case:{case.id}#{name}" for name in case.sealed]
    if case.request:
        paths += [f"request:{case.request}#words", f"request:{case.request}#wishes"]
    if case.subject:
        paths += [of_person(case.subject, "wishes"), f"volunteer:{case.subject}#words"]
    return [Ref(path) for path in paths]


def note(world: World, case_id: str, by: PersonId, words: str, at: datetime) -> Change:
    """Their words, kept sealed under the key of whoever it is about. Raises NotPossible when it is about nobody."""
    before = owned(world, case_id, by)
    if before.subject is None:
        raise NotPossible("there is nobody whose key would seal a note")
    case, field = keeping(world, before, "note", words)
    return put(case, before) + noted_by(world, case, by, "noted", at, field=field)


# ---- writing to people
def people_of(world: World, case: Case) -> list[Person]:
    """Whom one may write to about a case: whoever it is about, whoever asked, the helpers; those with a chat."""
    request = world.register.find(Request, case.request) if case.request else None
    ids = [case.subject, *((request.asked_by, *request.helpers) if request else ())]
    found = world.register.all_of(Person, dict.fromkeys(one for one in ids if one))
    return [person for person in found if chat_of(person)]


def listener(world: World, case: Case) -> Person | None:
    """Who hears what is said to the resident: themselves, or without a chat of theirs whoever asked for them."""
    request = world.register.find(Request, case.request) if case.request else None
    helpers = request.helpers if request else ()
    return next((person for person in people_of(world, case) if person.id not in helpers), None)


def write(world: World, case_id: str, by: PersonId, to: PersonId, words: str, at: datetime) -> Change:
    """Passed on in the bot's chat, as from the coordinator. Raises NotPossible to someone hushed or without a chat."""
    before = owned(world, case_id, by)
    person = next((one for one in people_of(world, before) if one.id == to), None)
    if person is None or person.hushed:
        raise NotPossible("they cannot be written to")
    case, field = keeping(world, before, "said", words)
    resident = listener(world, before)
    if resident and resident.id == to:
        case = replace(case, wrote=at)
    facts: dict[str, Param] = {"name": world.team.name_of(by), "words": Ref(f"case:{case.id}#{field}")}
    told = tell(world, to, Say("from-coordinator", facts, (Button("answer", case.id),)), at, must_hear=True)
    return put(case, before) + noted_by(world, case, by, "wrote", at, field=field, to=to) + told


def answered(world: World, case: Case, by: PersonId, words: str, at: datetime) -> Change:
    """An answer goes to the case's owner; with none, to whoever hears of it; to a settled case, it is a new case."""
    if case.state == "resolved" or case.subject is None:
        return cases.open_case(
            world, case.area, "answer", at, subject=by, request=case.request, urgency=cases.TODAY, words=words
        )
    kept, field = keeping(world, case, "answer", words)
    change = put(kept, case) + noted(kept, by, "answered", at, field=field)
    hearing = cases.hearing(world, kept)
    if kept.owner is None or hearing != [kept.owner]:
        return change + cases.show(world, kept, hearing, at, anew=True)
    priority = CRISIS if case.urgency == cases.NOW else WAITING
    return change + tell(world, kept.owner, _answer(world, kept, by, field), at, priority=priority)


def _answer(world: World, case: Case, by: PersonId, field: str) -> Say:
    facts: dict[str, Param] = {"words": Ref(f"case:{case.id}#{field}")}
    code = code_of(world, case)
    named = {"reason": case.reason, "code": code}
    more = (Say("answer-about", named) if code else Say("answer-about-them", named),)
    buttons = (Button("write-to", f"{case.id}.{by}", "button-write-back"), Button("open-case", case.id))
    if "name" not in world.register.person(by).sealed:
        return Say("answer-unnamed", facts, buttons, more)
    return Say("answer-named", {**facts, "name": Ref(of_person(by, "name"))}, buttons, more)


def listening(world: World, person: PersonId, at: datetime) -> list[Case]:
    """Cases whose owner lately wrote to this person and has them still, latest first."""
    owned = [case for case in _cases_around(world, person) if case.owner]
    lately = [(case.wrote, case) for case in owned if case.wrote and at - case.wrote < LISTENS]
    return [case for _, case in sorted(lately, key=lambda pair: pair[0], reverse=True)]


def looking_for(world: World, person: PersonId) -> Case | None:
    """The case of a helper who found them not there: whatever they write now, somebody waits to read it."""
    return next((case for case in _cases_around(world, person) if case.reason == "not_there"), None)


def _cases_around(world: World, person: PersonId) -> list[Case]:
    """Every standing case about them or about what they wait for, once each."""
    names = [person, *(request.id for request in world.register.requests_of(person))]
    return list({case.id: case for name in names for case in world.register.cases_of(name)}.values())


# ---- finding help
def services_like(world: World, typed: str, place: Place | None) -> list[Near]:
    """Services within reach of a place whose name or description holds what was typed, the likest first."""
    here = (place.lat, place.lon) if place else None
    every = {service.id: service for service in world.register.services()}
    km = {one.id: distance_km(here, (one.place.lat, one.place.lon)) if here else 0 for one in every.values()}
    near = [one for one in every.values() if km[one.id] <= world.ladder.reach_km]
    told = {str(one.id): f"{one.name}. {one.about}" for one in near}
    return [Near(every[ServiceId(found)], km[ServiceId(found)], None) for found in described(typed, told)]


def signpost(world: World, case_id: str, service_id: str, by: PersonId, at: datetime) -> Change:
    """The resident is pointed to a service, with where, when and how; without a chat it is only noted."""
    case = owned(world, case_id, by)
    service = world.register.get(Service, service_id)
    person = listener(world, case)
    change = relying(case) + noted_by(world, case, by, "signposted", at, service=service.name)
    if person is None or person.hushed:
        return change
    say = Say("signposted", {"name": world.team.name_of(by)}, (), services.lines([Near(service, 0, None)]))
    return change + tell(world, person.id, say, at, must_hear=True)


def ask_one(world: World, case_id: str, volunteer_id: str, by: PersonId, at: datetime) -> Change:
    """One chosen volunteer is asked. Raises NoLongerFits with the rule in the way, NotPossible when asked already."""
    case = owned(world, case_id, by)
    request, volunteer = searching(world, case), world.register.volunteer(PersonId(volunteer_id))
    if volunteer is None:
        raise NotFound(volunteer_id)
    rule = candidates.why_not(world, request, volunteer, at)
    if rule:
        raise NoLongerFits(rule)
    if any(one.state == "open" for one in invites_to(world, request, volunteer)):
        raise NotPossible("asked already, and not answered yet")
    asked, invited = waves.invite_one(world, request, volunteer, at)
    return (
        asked + put(invited, request) + relying(case) + noted_by(world, case, by, "invited", at, volunteer=volunteer.id)
    )


def searching(world: World, case: Case) -> Request:
    """The case's request, which still wants a helper. Raises NotPossible."""
    request = world.register.find(Request, case.request) if case.request else None
    if request is None or request.state not in ("open", "held") or not request.places_left:
        raise NotPossible("it wants no helper now")
    return request


def invites_to(world: World, request: Request, volunteer: Volunteer) -> list[Invite]:
    """Every invite of this request to this volunteer, oldest first."""
    return [one for one in world.register.invites_for(request.id) if one.volunteer == volunteer.id]


def search_again(world: World, request: Request, at: datetime) -> tuple[Change, Request]:
    """From the first wave anew; who said no, still has an invite or was on it, is not asked again.

    When no place is left, whoever had it is on it no more. The request is to be put. Raises NobodyLeft, and
    NotPossible for someone under 18, who is matched by a person or not at all.
    """
    if not candidates.may_search(world, request):
        raise NotPossible("someone under 18 is never matched automatically")
    state = request.state if request.state == "open" else after(REQUEST, request.state, "search")
    past = world.register.invites_for(request.id)
    spent = {one.volunteer for one in past if one.state not in ASKABLE}
    anew = replace(request, state=state, wave=0, asked=tuple(one for one in request.asked if one in spent))
    ended = Change()
    if not request.places_left:
        anew, ended = replace(anew, helpers=()), _passed_on(world, request, past, at)
    if not candidates.ranked(world, anew, at, most=1):
        raise NobodyLeft(request.code)
    asked, anew = waves.ask(world, anew, at)  # not begin: a coordinator has it in hand already
    return ended + asked, anew


def _passed_on(world: World, request: Request, invites: list[Invite], at: datetime) -> Change:
    """The helpers' task goes to someone else: they are told, and free of it."""
    say = Say("task-passed-on", {"code": request.code, "kind": request.kind})
    mine = [one for one in invites if one.volunteer in request.helpers and "end" in INVITE[one.state]]
    ended = total(
        requests.moved_invite(one, "end") + redraw(world, f"invite:{one.id}", at, one.volunteer) for one in mine
    )
    told = total(tell(world, helper, say, at, must_hear=True) for helper in request.helpers)
    return ended + requests.freed(world, request) + told


def news(world: World, request: Request, say: Say, at: datetime) -> Change:
    """Something happened to a request: the coordinators who have a case about it are told."""
    owners = dict.fromkeys(case.owner for case in world.register.cases_of(request.id) if case.owner)
    return total(tell(world, owner, say, at) for owner in owners)


def allowed_to(world: World, who: PersonId, case: Case) -> None:
    """Raises NotAllowed unless this person may answer on it: whom it is about, who asked, or a helper."""
    if who not in {person.id for person in people_of(world, case)}:
        raise NotAllowed("this is between others")
