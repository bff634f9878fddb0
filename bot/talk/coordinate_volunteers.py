"""Coordinating volunteers: approving a new one with what was seen, and asking a chosen one."""

from typing import TYPE_CHECKING

from bot import moments
from bot.access import of_person
from bot.desk import candidates, casework, holding, roster
from bot.errors import NotPossible
from bot.messages import Button, Param, Ref, Say
from bot.model import Case, PersonId, Request, Session, Volunteer
from bot.rules import LEVELS
from bot.store.change import Change
from bot.talk.coordinate_hand import cards, guarded, kept, left, never_mind, two, waiting_for
from bot.talk.types import Heard, Reply, Step, say
from matching.names import closest
from matching.types import Ranked

if TYPE_CHECKING:
    from bot.app import App

MOST_OFFERED = 5  # volunteers named at once
MOST_BECAUSE = 2  # reasons given for each
LEAST_POINTS = 0.1  # what says less than this is no reason
SEEN = LEVELS[1:]  # what can have been seen


# ---- approving
def ask_level(app: "App", session: Session, heard: Heard) -> Reply:
    """What they have seen, to be chosen."""
    case, _ = _about_volunteer(app, heard, heard.arg)
    return Reply(session, says=(_what_seen(case),))


def _about_volunteer(app: "App", heard: Heard, case_id: str) -> tuple[Case, Volunteer]:
    case = holding.owned(app.world, case_id, heard.who)
    volunteer = app.world.register.volunteer(case.subject) if case.subject else None
    if volunteer is None:
        raise NotPossible("it is about no volunteer")
    return case, volunteer


def _what_seen(case: Case) -> Say:
    levels = (Button("level", f"{case.id}.{level}", f"button-level-{level.replace('_', '-')}") for level in SEEN)
    return say("ask-level", *levels, never_mind())


def level(app: "App", session: Session, heard: Heard) -> Reply:
    """The check that was seen; one the law does not allow for what they offer is refused, with the reason."""
    case_id, seen = two(heard.arg)
    case, volunteer = _about_volunteer(app, heard, case_id)
    if seen not in SEEN:
        return Reply(session, says=(_what_seen(case),))
    if not app.world.rules.may_ask(volunteer.kinds, seen):
        most = app.world.rules.most_lawful(volunteer.kinds)
        return Reply(session, says=(say("level-not-lawful", level=seen, most_level=most), _what_seen(case)))
    asked = say("ask-seen", Button("seen", heard.arg), never_mind(), level=seen)
    return Reply(waiting_for(session, "seen", case=case_id, level=seen), says=(asked,))


def seen(app: "App", session: Session, heard: Heard) -> Reply:
    """Seen today, with nothing to add."""
    return _approved(app, session, heard, *two(heard.arg), "")


def seen_words(app: "App", session: Session, heard: Heard) -> Reply:
    """What they saw, in their words."""
    return _approved(app, session, heard, kept(session, "case"), kept(session, "level"), heard.text)


def _approved(app: "App", session: Session, heard: Heard, case_id: str, seen: str, words: str) -> Reply:
    case, volunteer = _about_volunteer(app, heard, case_id)
    if seen not in SEEN or not app.world.rules.may_ask(volunteer.kinds, seen):
        raise NotPossible(f"{seen} may not be recorded for them")
    change = roster.approve(app.world, volunteer.id, seen, words, heard.who, heard.at)
    change += holding.settled(app.world, case, "approved", heard.who, heard.at)
    return Reply(left(session), change, cards(heard, case.id, say("approved-told", level=seen)))


def turn_down(app: "App", session: Session, heard: Heard) -> Reply:
    """Asked once more, since it cannot be undone."""
    _about_volunteer(app, heard, heard.arg)
    return Reply(session, says=(say("ask-turn-down", Button("turned-down", heard.arg), never_mind()),))


def turned_down(app: "App", session: Session, heard: Heard) -> Reply:
    """Not approved; they are told kindly."""
    case, volunteer = _about_volunteer(app, heard, heard.arg)
    change = roster.decline(app.world, volunteer.id, heard.who, heard.at)
    change += holding.settled(app.world, case, "declined", heard.who, heard.at)
    return Reply(session, change, cards(heard, case.id, say("turned-down-told")))


# ---- asking a chosen one
def ask_someone(app: "App", session: Session, heard: Heard) -> Reply:
    """The best few who may be asked now, each with the reasons and the distance; or a name to look for."""
    case, request = _searching(app, heard, heard.arg)
    best = candidates.ranked(app.world, request, heard.at, _features(app, heard, request), MOST_OFFERED)
    lines = tuple(_because(app, heard, one, volunteer) for one, volunteer in best)
    buttons = tuple(_ask(case, volunteer, _named(app, heard, volunteer)) for _, volunteer in best)
    head = say("ask-someone" if best else "ask-someone-none", code=request.code, kind=request.kind)
    said = Say(head.text_id, head.params, (*buttons, never_mind()), lines)
    return Reply(waiting_for(session, "who", case=case.id), says=(said,))


def _features(app: "App", heard: Heard, request: Request) -> tuple[str, ...]:
    """What was said about it, as phrases to hold beside what volunteers say they like."""
    words = app.world.access.read(heard.who, f"request:{request.id}#words") or ""
    meant = app.reader.read(words, moments.local(heard.at))
    return tuple(dict.fromkeys(one.matched for one in meant.evidence if one.what == f"kind:{request.kind}"))


def _searching(app: "App", heard: Heard, case_id: str) -> tuple[Case, Request]:
    case = holding.owned(app.world, case_id, heard.who)
    return case, casework.searching(app.world, case)


def _named(app: "App", heard: Heard, volunteer: Volunteer) -> Param:
    path = of_person(volunteer.id, "name")
    return Ref(path) if app.world.access.readable(heard.who, path) else "…"


def _ask(case: Case, volunteer: Volunteer, name: Param) -> Button:
    return Button("ask-one", f"{case.id}.{volunteer.id}", "button-ask-one", {"name": name})


def _because(app: "App", heard: Heard, one: Ranked, volunteer: Volunteer) -> Say:
    """A name, how far, and why them: the strongest reasons that say something."""
    weighty = [why for why in one.reasons if abs(why.points) >= LEAST_POINTS]
    strongest = sorted(weighty, key=lambda why: -abs(why.points))
    ids = [f"because-{why.name.replace('_', '-')}" for why in strongest]
    told = tuple(Say(text_id) for text_id in ids if app.texts.has(text_id))[:MOST_BECAUSE]
    name = _named(app, heard, volunteer)
    if volunteer.phone_only or one.distance_km is None:
        return Say("volunteer-line-phone", {"name": name}, (), told)
    return Say("volunteer-line", {"name": name, "km": max(1, round(one.distance_km))}, (), told)


def who(app: "App", session: Session, heard: Heard) -> Reply:
    """A name, typed: those most like it, with a button, or with the rule that stands in the way."""
    case, request = _searching(app, heard, kept(session, "case"))
    areas = app.world.areas.chain(case.area)
    people = {one.id: one for area in areas for one in app.world.register.volunteers_in(area.id)}
    names: dict[str, str] = {one: app.world.access.read(heard.who, of_person(one, "name")) or "" for one in people}
    found = [people[PersonId(one)] for one in closest(heard.text, {one: name for one, name in names.items() if name})]
    if not found:
        return Reply(session, says=(say("who-not-found", never_mind()),))
    return Reply(session, says=(_found(app, heard, case, request, found),))


def _found(app: "App", heard: Heard, case: Case, request: Request, found: list[Volunteer]) -> Say:
    rules = {one.id: candidates.why_not(app.world, request, one, heard.at) for one in found}
    lines = tuple(_or_rule(app, heard, request, one, rules[one.id]) for one in found)
    free = [one for one in found if rules[one.id] is None]
    buttons = tuple(_ask(case, one, _named(app, heard, one)) for one in free)
    return Say("who-found", {"code": request.code}, (*buttons, never_mind()), lines)


def _or_rule(app: "App", heard: Heard, request: Request, volunteer: Volunteer, rule: str | None) -> Say:
    name = _named(app, heard, volunteer)
    if rule:
        facts = {"level": candidates.check_needed(app.world, request, volunteer)} if rule == "check" else {}
        return Say("volunteer-why-not", {"name": name}, (), (Say(f"why-not-{rule.replace('_', '-')}", facts),))
    line = _because(app, heard, candidates.measured(app.world, request, volunteer, heard.at), volunteer)
    past = casework.invites_to(app.world, request, volunteer)
    asked = (Say(f"asked-before-{past[-1].state.replace('_', '-')}"),) if past else ()
    return Say(line.text_id, line.params, (), (*line.more, *asked))


def ask_one(app: "App", session: Session, heard: Heard) -> Reply:
    """That one is asked; the answer comes back here."""
    case_id, volunteer_id = two(heard.arg)
    change: Change = casework.ask_one(app.world, case_id, volunteer_id, heard.who, heard.at)
    volunteer = roster.known(app.world, volunteer_id)
    told = say("asked-one", name=_named(app, heard, volunteer))
    return Reply(session, change, cards(heard, case_id, told))


PRESSES: dict[str, Step] = guarded(
    {
        "approve": ask_level,
        "level": level,
        "seen": seen,
        "turn-down": turn_down,
        "turned-down": turned_down,
        "ask-someone": ask_someone,
        "ask-one": ask_one,
    }
)
STEPS: dict[str, Step] = guarded({"case-seen": seen_words, "case-who": who})
COMMANDS: dict[str, Step] = {}
