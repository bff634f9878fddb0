"""Coordinating: the queue, opening and claiming a case, handing it on, being on duty, histories."""

from typing import TYPE_CHECKING

from bot.cards import history
from bot.desk import casework, duty, holding
from bot.errors import NotFound
from bot.messages import Button, Outgoing, Param, Say
from bot.model import AreaId, Case, PersonId, Request, Session
from bot.store.change import Change, total
from bot.talk.coordinate_hand import cards, guarded, left, never_mind, two, waiting_for
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App

PAGE = 5  # cases on a page of the queue
EVENTS = 12  # events on a page of a history


# ---- the queue
def queue(app: "App", session: Session, heard: Heard) -> Reply:
    """What waits, most urgent first, in a new message."""
    return Reply(session, says=(_page(app, heard, 0, fresh=True),))


def queue_page(app: "App", session: Session, heard: Heard) -> Reply:
    """Another page of it, in place."""
    return Reply(session, says=(_page(app, heard, _number(heard.arg)),))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _page(app: "App", heard: Heard, number: int, *, fresh: bool = False) -> Outgoing:
    waiting = duty.waiting_for(app.world, heard.who)
    last = max(0, (len(waiting) - 1) // PAGE)
    number = min(number, last)
    shown = waiting[number * PAGE : (number + 1) * PAGE]
    first = number * PAGE + 1
    lines = tuple(_line(app, heard.who, case, n) for n, case in enumerate(shown, first))
    buttons = tuple(
        Button("open-case", case.id, "button-open-numbered", {"n": n}) for n, case in enumerate(shown, first)
    )
    turn = [Button("queue-page", str(number - 1), "button-previous")] if number else []
    turn += [Button("queue-page", str(number + 1), "button-next")] if number < last else []
    text_id = ("queue-pages" if last else "queue") if waiting else "queue-empty"
    head = say(text_id, count=len(waiting), page=number + 1, pages=last + 1)
    return heard.card("queue:", Say(head.text_id, head.params, (*buttons, *turn), lines), fresh=fresh)


def _line(app: "App", viewer: PersonId, case: Case, number: int) -> Say:
    request = app.world.register.find(Request, case.request) if case.request else None
    facts: dict[str, Param] = {"n": number, "reason": case.reason, "age": case.opened.isoformat()}
    about = (Say("queue-about", {"code": request.code, "kind": request.kind}),) if request else ()
    area = app.world.areas[case.area]
    other = () if [area.id] == app.world.team.areas_of(viewer) else (Say("case-area", {"area": area.name}),)
    text_id = "queue-danger" if case.urgency == 0 else "queue-line"
    return Say(text_id, facts, (), (*about, *other, *_owner(app, viewer, case)))


def _owner(app: "App", viewer: PersonId, case: Case) -> tuple[Say, ...]:
    if case.owner is None:
        return ()
    if case.owner == viewer:
        return (Say("queue-yours" if case.state == "claimed" else "queue-passed-to-you"),)
    return (Say("queue-theirs", {"name": app.world.team.name_of(case.owner)}),)


# ---- one case
def open_case(app: "App", session: Session, heard: Heard) -> Reply:
    """Everything known about it, below; that they looked is noted."""
    change = casework.read(app.world, heard.arg, heard.who, heard.at)
    return Reply(session, change, (heard.card(f"file:{heard.arg}", fresh=True),))


def claim(app: "App", session: Session, heard: Heard) -> Reply:
    """Theirs, if nobody was first; and everything known about it."""
    change = holding.claim(app.world, heard.arg, heard.who, heard.at)
    return _taken(app, session, heard, change)


def take_over(app: "App", session: Session, heard: Heard) -> Reply:
    """Theirs, though another had it."""
    return _taken(app, session, heard, holding.take_over(app.world, heard.arg, heard.who, heard.at))


def _taken(app: "App", session: Session, heard: Heard, change: Change) -> Reply:
    change += casework.read(app.world, heard.arg, heard.who, heard.at)
    shown = (heard.card(f"case:{heard.arg}"), heard.card(f"file:{heard.arg}", fresh=True))
    return Reply(session, change, shown)


def read_all(app: "App", session: Session, heard: Heard) -> Reply:
    """What was shown shortened, whole."""
    case = app.world.register.case(heard.arg)
    change = casework.read(app.world, case.id, heard.who, heard.at)
    paths = casework.words_of(app.world, case)
    whole = tuple(say("file-whole", words=path) for path in paths if app.world.access.readable(heard.who, path.path))
    return Reply(session, change, whole or (say("case-not-now"),))


def put_down(app: "App", session: Session, heard: Heard) -> Reply:
    """Nothing is awaited any more. The router has left it already."""
    return Reply(left(session), says=(say("put-down"),))


# ---- handing it on
def hand_over(app: "App", session: Session, heard: Heard) -> Reply:
    """To whom: the other coordinators of its area and above, or back into the queue."""
    case = holding.owned(app.world, heard.arg, heard.who)
    areas = [area.id for area in app.world.areas.chain(case.area)]
    people = dict.fromkeys(one for area in areas for one in app.world.team.coordinators(area) if one != heard.who)
    buttons = [_to(app, case, areas, one) for one in people]
    return Reply(session, says=(say("ask-hand-over", *buttons, Button("give", f"{case.id}."), never_mind()),))


def _to(app: "App", case: Case, areas: list[AreaId], person: PersonId) -> Button:
    on = any(person in app.world.team.on_duty(area) for area in areas)
    text_id = "button-give-on-duty" if on else "button-give-named"
    return Button("give", f"{case.id}.{person}", text_id, {"name": app.world.team.name_of(person)})


def give(app: "App", session: Session, heard: Heard) -> Reply:
    """A note for whoever takes it on, if there is one to give."""
    case_id, to = two(heard.arg)
    case = holding.owned(app.world, case_id, heard.who)
    if case.subject is None:
        return given(app, session, heard)
    asked = say("ask-hand-over-note", Button("given", heard.arg), never_mind())
    return Reply(waiting_for(session, "hand-over", case=case_id, to=to), says=(asked,))


def given(app: "App", session: Session, heard: Heard) -> Reply:
    """Handed over without a note."""
    case_id, to = two(heard.arg)
    return handed(app, session, heard, case_id, to, "")


def handed(app: "App", session: Session, heard: Heard, case_id: str, to: str, note: str) -> Reply:
    """Handed to someone, or with nobody named put back."""
    if not to:
        change = holding.release(app.world, case_id, heard.who, heard.at, note)
        return Reply(left(session), change, cards(heard, case_id, say("put-back")))
    change = holding.hand_over(app.world, case_id, heard.who, PersonId(to), heard.at, note)
    name = app.world.team.name_of(PersonId(to))
    return Reply(left(session), change, cards(heard, case_id, say("handed-over", name=name)))


# ---- duty
def show_duty(app: "App", session: Session, heard: Heard) -> Reply:
    """Who is on duty in each of their areas, and a button to change it."""
    areas = app.world.team.areas_of(heard.who)
    return Reply(session, says=(*(_duty(app, heard.who, area) for area in areas), say("duty-words")))


def _duty(app: "App", who: PersonId, area: AreaId) -> Say:
    on = app.world.team.on_duty(area)
    names = tuple(dict.fromkeys(app.world.team.name_of(one) for one in on))
    button = Button("go-off-duty" if who in on else "go-on-duty", area)
    name = app.world.areas[area].name
    return say("duty", button, area=name, names=names) if on else say("duty-nobody", button, area=name)


def on_duty(app: "App", session: Session, heard: Heard) -> Reply:
    """On duty in the area of the button, or typed, in all of their own; and what waits."""
    areas = _own_areas(app, heard)
    changes = [duty.come_on(app.world, area, heard.who, heard.at) for area in areas]
    names = tuple(app.world.areas[area].name for area in areas)
    says = (say("on-duty", areas=names), _page(app, heard, 0, fresh=True))
    return Reply(session, total(changes), says)


def _own_areas(app: "App", heard: Heard) -> list[AreaId]:
    own = app.world.team.areas_of(heard.who)
    chosen = [area for area in own if heard.arg in ("", area)]
    if not chosen:
        raise NotFound(heard.arg)
    return chosen


def off_duty(app: "App", session: Session, heard: Heard) -> Reply:
    """Off duty; the cases they still have are named, and who hears of new ones now."""
    areas = _own_areas(app, heard)
    changes = [duty.go_off(app.world, area, heard.who, heard.at) for area in areas]
    says = [say("off-duty", areas=tuple(app.world.areas[area].name for area in areas))]
    says += [say("off-duty-nobody", area=app.world.areas[area].name) for area in areas if _empty(app, heard.who, area)]
    mine = duty.held_by(app.world, heard.who)
    if mine:
        says.append(say("off-duty-yours", *(_open(app, case) for case in mine[:PAGE]), count=len(mine)))
    return Reply(session, total(changes), tuple(says))


def _empty(app: "App", who: PersonId, area: AreaId) -> bool:
    return not [one for one in app.world.team.on_duty(area) if one != who]


def _open(app: "App", case: Case) -> Button:
    facts = {"reason": case.reason, "code": holding.code_of(app.world, case)}
    return Button("open-case", case.id, "button-open-named", facts)


# ---- histories
def find_history(app: "App", session: Session, heard: Heard) -> Reply:
    """`/history K7-42`: what happened to a request, by its code."""
    code = heard.text.partition(" ")[2].strip().upper()
    if not code:
        return Reply(session, says=(say("ask-code"),))
    for area in app.world.areas:
        request = app.world.register.latest_by_code(area.id, code)
        if request and app.world.team.coordinates(heard.who, area.id):
            return _history(app, session, heard, f"request.{request.id}", 0)
    return Reply(session, says=(say("code-not-found"),))


def show_history(app: "App", session: Session, heard: Heard) -> Reply:
    """The button: `case.<id>` or `request.<id>`, and how many of the latest to pass over."""
    about, _, back = heard.arg.partition("-")
    return _history(app, session, heard, about, _number(back))


def _history(app: "App", session: Session, heard: Heard, about: str, back: int) -> Reply:
    kind, record_id = two(about)
    change = casework.looked(app.world, kind, record_id, heard.who, heard.at)
    events = app.world.register.history(f"{kind}:{record_id}")
    end = len(events) - back
    shown = events[max(0, end - EVENTS) : end]
    if not shown:
        raise NotFound(about)
    older = (Button("history", f"{about}-{back + EVENTS}", "button-older"),) if end > EVENTS else ()
    lines = history.lines(app, heard.person, shown)
    return Reply(session, change, (Say("history", {"count": len(events)}, older, lines),))


_PRESSES = guarded(
    {
        "queue-page": queue_page,
        "open-case": open_case,
        "claim": claim,
        "take-over": take_over,
        "read-all": read_all,
        "hand-over": hand_over,
        "give": give,
        "given": given,
        "go-on-duty": on_duty,
        "go-off-duty": off_duty,
        "history": show_history,
    }
)
_COMMANDS = guarded(
    {
        "/queue": queue,
        "queue": queue,
        "/duty": show_duty,
        "duty": show_duty,
        "on duty": on_duty,
        "off duty": off_duty,
        "/history": find_history,
    }
)
PRESSES: dict[str, Step] = {**_PRESSES, "put-down": put_down}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {**_COMMANDS, "/done": put_down}
