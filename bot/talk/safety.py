"""Danger comes before any dialogue: who to ring now, coordinators told at once, and no menu laid over it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import moments
from bot.desk import altering, cases, minors, people
from bot.messages import CRISIS, Outgoing, Say
from bot.model import AreaId, Case, Person, RequestId, Session
from bot.safety import Number
from bot.store import keys
from bot.store.change import Change, put
from bot.talk import details, safety_later, safety_watched
from bot.talk.types import Heard, Reply, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

AT_WORK = ("accepted", "under_way")
_OF_DANGER = ("health", "mental_health", "safety", "emergency")  # kinds that go to a danger that stands, not to helpers
PLAINLY = 2.2  # what words must weigh for "not safe at home" to be what they say
ONCE_IN = timedelta(days=1)  # a concern gets its gentle line once in so long


def danger(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply:
    """Words of danger: the numbers at once, a case for whoever is on duty, nothing matched by itself.

    What was in hand waits until they want to go on. After words of abuse one short neutral reply, then silence:
    someone else may read this phone.
    """
    crisis = meant.crisis or ""
    area = _area(app, heard)
    case = cases.open_case(
        app.world,
        area,
        f"crisis_{crisis}",
        heard.at,
        subject=heard.who,
        request=_task(app, heard),
        urgency=cases.NOW,
        words=heard.text,
        due=heard.at,
    )
    if crisis == "abuse":
        return _quietly(app, session, heard, meant, case)
    young = ("child",) if _is_young(heard, meant) else ()
    numbers = _numbers(f"danger-{crisis}", app.numbers.for_all((crisis, *young)))
    answers = _who_answers(app, heard, area, f"crisis_{crisis}")
    says = tuple(Outgoing(heard.chat, heard.who, one, priority=CRISIS) for one in (numbers, answers))
    return _never_matched(app, heard, meant, Reply(safety_later.put_by(session), case, says))


def _is_young(heard: Heard, meant: Understanding) -> bool:
    return heard.person.under_18 or meant.under_18


def _never_matched(app: "App", heard: Heard, meant: Understanding, reply: Reply) -> Reply:
    """Someone under 18 who tells of danger: nothing of theirs is matched by itself, now or later."""
    if heard.person.under_18 or not meant.under_18:
        return reply
    held = minors.held(app.world, heard.who, heard.at)
    young = replace(heard, person=replace(heard.person, under_18=True))
    return details.keep(app, young, replace(reply, change=reply.change + held))


def _area(app: "App", heard: Heard) -> AreaId:
    """Their area; a helper's own, when they have never asked for anything."""
    volunteer = app.world.register.volunteer(heard.who)
    return heard.person.area or (volunteer.area if volunteer else next(iter(app.world.areas)).id)


def _task(app: "App", heard: Heard) -> RequestId | None:
    """The one task a helper is on: most likely it is there that the danger is."""
    tasks = [one.request for one in app.world.register.invites_of(heard.who) if one.state in AT_WORK]
    return tasks[0] if len(tasks) == 1 else None


def _quietly(app: "App", session: Session, heard: Heard, meant: Understanding, case: Change) -> Reply:
    """One neutral reply, then nothing by itself until they write again; a page shows nothing of what they wrote."""
    wishes = details.wishes_in(heard.text, meant)
    hushed = replace(heard.person, hushed=True, under_18=_is_young(heard, meant))
    person = people.with_wishes(app.world, hushed, wishes)
    kept = (keys.mailbox, keys.mailbox_seen, keys.outbox_cards, keys.outbox_cards_shown)
    shown = [key(heard.chat) for key in kept]
    hush = put(person, app.world.register.find(Person, heard.who))
    hush += Change(writes=tuple(("DEL", key) for key in shown))
    only = Outgoing(heard.chat, heard.who, _neutral(app, "danger-abuse"), priority=CRISIS)
    put_by = safety_later.put_by(session)
    unspoken = replace(put_by, draft={name: value for name, value in put_by.draft.items() if name != "danger"})
    return Reply(unspoken, case + hush + altering.take_care(app.world, heard.who, wishes, heard.at), (only,))


def still_quiet(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply | None:
    """After words of abuse, "dont text back": it goes to the case, and not a word comes back. None for other words."""
    case = _danger_of(app, heard)
    if case is None or case.reason != "crisis_abuse" or not safety_watched.wants_silence(heard.text):
        return None
    return replace(_quietly(app, session, heard, meant, _told(app, heard, case)), says=())


def _danger_of(app: "App", heard: Heard) -> Case | None:
    """Their latest case of danger that nobody has settled yet."""
    found = [one for one in app.world.register.cases_of(heard.who) if cases.tells_of_danger(one)]
    return found[-1] if found else None


def _told(app: "App", heard: Heard, case: Case) -> Change:
    """More words to a case of danger, told anew."""
    return cases.open_case(
        app.world, case.area, case.reason, heard.at, subject=heard.who, request=case.request, words=heard.text
    )


def _neutral(app: "App", text_id: str) -> Say:
    """Numbers alone, without whose they are or what for."""
    return Say(
        text_id, more=tuple(Say("number-quiet", {"phone": one.number}) for one in app.numbers.by_crisis["abuse"])
    )


def _numbers(text_id: str, numbers: tuple[Number, ...]) -> Say:
    return Say(text_id, more=tuple(_number(one) for one in numbers))


def _number(number: Number) -> Say:
    """The number first; its name too, unless the name is the number."""
    name = number.name.replace(number.number, "").strip()
    facts = {"phone": number.number, "about": number.says}
    return Say("number-line", facts | {"name": name}) if name else Say("number-line-unnamed", facts)


def _who_answers(app: "App", heard: Heard, area: AreaId, reason: str) -> Say:
    """A person is never promised until one has claimed it."""
    known = [one for one in app.world.register.cases_of(heard.who) if one.reason == reason and one.owner]
    if known:
        return say("person-has-it", name=_owner(app, known[0]))
    if [one for one in app.world.team.on_duty(area) if one != heard.who]:
        return say("duty-told")
    return say("nobody-on-duty" if moments.is_quiet(heard.at) else "nobody-on-duty-now")


def _owner(app: "App", case: Case) -> str:
    return app.world.team.name_of(case.owner) if case.owner else ""


# ---- a weaker sign
def with_concern(app: "App", session: Session, reply: Reply, heard: Heard, meant: Understanding) -> Reply:
    """A weaker sign of danger: the reply stands, with one gentle line and the numbers, and a case.

    The line comes once a day; more words go to the same case. Where someone may read this phone it names nothing.
    """
    case = _danger_of(app, heard)
    of_danger = meant.needs[:1] and meant.needs[0] in _OF_DANGER
    if case and (meant.concern or of_danger or _helpless(session, reply)):
        return _more(app, session, reply, heard, case)
    if not meant.concern:
        return reply
    as_young = _goes_to(reply, "under_18")
    opened = Change() if as_young or _read_already(reply) else _concern(app, heard)
    known = [one for one in app.world.register.cases_of(heard.who) if one.reason == "under_18"]
    enough = bool(as_young and known) or bool(reply.says and _said_lately(app, heard))
    line = () if enough else (_gently(app, heard, meant),)
    return Reply(reply.session, reply.change + opened, (*reply.says, *line))


def _helpless(session: Session, reply: Reply) -> bool:
    """Whether the reply is no more than that the words were not understood."""
    cannot = any(isinstance(one, Say) and one.text_id in ("cannot-answer", "chatter") for one in reply.says)
    return cannot or reply.session.unclear > session.unclear


def _more(app: "App", session: Session, reply: Reply, heard: Heard, case: Case) -> Reply:
    """More words while a danger stands: to the same case, told anew, with no menu laid over them.

    What answers a question in hand, or does something by itself ("cancel it"), is answered as it is.
    """
    told = _told(app, heard, case)
    lays_a_menu = bool(reply.session.step) or _helpless(session, reply)
    does_something = reply.change != Change() and not reply.session.step
    if session.step or does_something or not lays_a_menu:
        return reply if _read_already(reply) else replace(reply, change=reply.change + told)
    quiet = case.reason == "crisis_abuse" or safety_watched.by(heard.text)
    line = _neutral(app, "concern-quiet") if quiet else say("danger-more")
    return Reply(session, told, (Outgoing(heard.chat, heard.who, line, priority=CRISIS),))


def _concern(app: "App", heard: Heard) -> Change:
    area = _area(app, heard)
    return cases.open_case(
        app.world, area, "concern", heard.at, subject=heard.who, urgency=cases.TODAY, words=heard.text
    )


def _goes_to(reply: Reply, reason: str) -> bool:
    """Whether these very words go to a case of this reason."""
    return any(isinstance(one.new, Case) and one.new.reason == reason for one in reply.change.puts)


def _read_already(reply: Reply) -> bool:
    """Whether these very words go to a coordinator who has a case about this person."""
    return any(isinstance(one.new, Case) and one.new.owner is not None for one in reply.change.puts)


def _said_lately(app: "App", heard: Heard) -> bool:
    return any(
        event.what == "case-opened" and event.facts.get("reason") == "concern" and event.at > heard.at - ONCE_IN
        for event in app.world.register.history(f"person:{heard.who}")
    )


def _gently(app: "App", heard: Heard, meant: Understanding) -> Say:
    kinds = {one.what.partition(":")[2] for one in meant.evidence if one.what.startswith("concern:")}
    unsafe = meant.needs[:1] == ("safety",) or any(
        one.what == "kind:safety" and one.weight >= PLAINLY for one in meant.evidence
    )
    if "abuse" in kinds or unsafe or safety_watched.by(heard.text):
        return _neutral(app, "concern-quiet")
    return _numbers("concern", app.numbers.for_all(sorted(kinds) or ("medical", "suicide")))


# ---- for coordinators, who write about others
def beside_a_note(app: "App", reply: Reply, meant: Understanding) -> Reply:
    """Words of danger inside what a coordinator notes or passes on: it is kept, and the numbers stand below it."""
    if not meant.crisis:
        return reply
    numbers = _numbers("numbers-at-hand", app.numbers.by_crisis[meant.crisis])
    return replace(reply, says=(*reply.says, numbers))


# ---- when a turn broke
def set_aside(app: "App", text: str, at: datetime) -> tuple[tuple[Say, ...], bool]:
    """What is said when a message could not be dealt with, who to ring first; and whether its words tell of danger."""
    try:
        crisis = app.reader.read(text, moments.local(at)).crisis if text else None
    except Exception:  # noqa: BLE001 - reading it may be the very thing that broke
        crisis = None
    if crisis == "abuse":
        return (_neutral(app, "danger-abuse"),), True
    numbers = (_numbers(f"danger-{crisis}", app.numbers.by_crisis[crisis]),) if crisis else ()
    return (*numbers, Say("set-aside")), bool(crisis)
