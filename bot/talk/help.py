"""Helping: a volunteer's answers to invites, and the task from "on my way" to done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.desk import casework, invites, relay, tasks
from bot.messages import Button, Outgoing
from bot.model import Invite, PersonId, Session
from bot.store.change import Change
from bot.talk import answers
from bot.talk.types import Heard, Reply, Step, at_rest, moved, say
from bot.world import World

if TYPE_CHECKING:
    from bot.app import App

_MAY_BE_THEIR_OWN = ("accept", "not-this-time", "done")  # may answer "is it done?" about their own request as well
_FITTING = {"accept": ("open",), "not-this-time": ("open",)}  # invites an answer can be about; else the tasks


def accept(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes: the place is theirs if nobody was first; only now do they see name, contact and door."""
    change = invites.accept(app.world, heard.arg, heard.who, heard.at)
    card = f"invite:{heard.arg}"
    if change == Change():  # theirs already
        return Reply(session, says=(heard.card(card, fresh=True),))
    request = app.world.register.request(app.world.register.invite(heard.arg).request)
    said_yes = heard.card(card, say("invite-accepted", code=request.code, kind=request.kind))
    return Reply(session, change, (said_yes, heard.card(card, fresh=True)))


def _pressed(act: Callable[[World, str, PersonId, datetime], Change], text_id: str, quiet_id: str = "") -> Step:
    """A step that does one thing to an invite, redraws its card and says one line.

    `quiet_id` is said instead where whoever asked cannot be written to now, so that no more is promised than is done.
    """

    def step(app: "App", session: Session, heard: Heard) -> Reply:
        change = act(app.world, heard.arg, heard.who, heard.at)
        request = app.world.register.request(app.world.register.invite(heard.arg).request)
        told = not quiet_id or relay.can_reach(app.world, request)
        return Reply(session, change, (heard.card(f"invite:{heard.arg}"), say(text_id if told else quiet_id)))

    return step


def hand_back(app: "App", session: Session, heard: Heard) -> Reply:
    """They can't after all, and no blame: others are asked, unless a coordinator has it in hand."""
    request = app.world.register.request(app.world.register.invite(heard.arg).request)
    change = tasks.hand_back(app.world, heard.arg, heard.who, heard.at)
    text = "handed-back-held" if request.state == "held" else "handed-back"
    return Reply(session, change, (heard.card(f"invite:{heard.arg}"), say(text)))


# ---- a word for the coordinator
def coordinator(app: "App", session: Session, heard: Heard) -> Reply:
    """A coordinator is told at once; what it is about may follow in a few words."""
    change = tasks.need_coordinator(app.world, heard.arg, heard.who, heard.at)
    ask = say("coordinator-asked", Button("no-words"))
    return Reply(moved(session, "help-words", invite=heard.arg), change, (ask,))


def help_words(app: "App", session: Session, heard: Heard) -> Reply:
    """What it is about, in their words."""
    invite = str(session.draft.get("invite", ""))
    change = tasks.need_coordinator(app.world, invite, heard.who, heard.at, heard.text)
    return Reply(at_rest(session), change, (say("coordinator-told"),))


def no_words(app: "App", session: Session, heard: Heard) -> Reply:
    """Nothing to add: the coordinator has been told already."""
    return Reply(at_rest(session), says=(say("coordinator-told"),))


# ---- typed answers
def as_answer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """A typed yes, no, done... of someone with invites or tasks (Telegram lets a press expire).

    It always belongs to one invite: to the one named by its code, or to the only one; else they are asked which.
    """
    answer = answers.read(heard.text)
    if answer is None:
        return None
    if answer.code:
        named = _by_code(app, heard.who, answer.code)
        return _as_pressed(app, session, heard, answer.action, named) if named else None
    live = app.world.register.invites_of(heard.who)
    found = [one for one in live if one.state in _FITTING.get(answer.action, invites.AT_WORK)]
    action = answer.action
    if action == "hand-back" and not found:
        action, found = "not-this-time", [one for one in live if one.state == "open"]
    if len(found) == 1 and not (action in _MAY_BE_THEIR_OWN and _asked_if_done(app, heard.who)):
        return _as_pressed(app, session, heard, action, found[0])
    if found:
        return _which(app, session, heard, found)
    if action == "done" and any(one.state == "finished" for one in live):
        return Reply(session, says=(say("done-thanks"),))  # said before; whoever waits has not answered yet
    return _nothing_open(app, session, heard) if action in _FITTING else None


_PLAIN = ("on-my-way", "not-there", "hand-back")  # what can only be about a task, whatever question is in hand


def of_a_task(app: "App", session: Session, heard: Heard) -> Reply | None:
    """A word about the task in hand ("on my way"), also while their own request is being asked. None for all else."""
    answer = answers.read(heard.text)
    at_work = [one for one in app.world.register.invites_of(heard.who) if one.state in invites.AT_WORK]
    return as_answer(app, session, heard) if answer and answer.action in _PLAIN and at_work else None


def _nothing_open(app: "App", session: Session, heard: Heard) -> Reply | None:
    """A volunteer's yes or no to nothing, unless it may be meant for someone else who asked them something."""
    others = _asked_if_done(app, heard.who) or casework.listening(app.world, heard.who, heard.at)
    if others or app.world.register.volunteer(heard.who) is None:
        return None
    return Reply(session, says=(say("nothing-to-answer"),))


def _as_pressed(app: "App", session: Session, heard: Heard, action: str, invite: Invite) -> Reply:
    return PRESSES[action](app, session, replace(heard, arg=invite.id))


def _by_code(app: "App", who: PersonId, code: str) -> Invite | None:
    """Their invite to the request of this code, answered or not: a late yes is looked at too."""
    for area in app.world.areas:
        request = app.world.register.latest_by_code(area.id, code)
        mine = [one for one in app.world.register.invites_for(request.id) if one.volunteer == who] if request else []
        if mine:
            return mine[-1]
    return None


def _asked_if_done(app: "App", who: PersonId) -> list[str]:
    """Their own requests of which they were asked "is it done?"."""
    return [one.id for one in app.world.register.requests_of(who) if one.state == "finished"]


def _which(app: "App", session: Session, heard: Heard, found: list[Invite]) -> Reply:
    cards = [f"invite:{one.id}" for one in found] + [f"request:{one}" for one in _asked_if_done(app, heard.who)]
    return Reply(session, says=(say("which-invite"), *(heard.card(card, fresh=True) for card in cards)))


# ---- what they have in hand
def task_cards(app: "App", heard: Heard) -> tuple[Outgoing, ...]:
    """Their tasks and the invites they may still answer, each card anew."""
    live = app.world.register.invites_of(heard.who)
    shown = [one for state in ("under_way", "accepted", "open") for one in live if one.state == state]
    return tuple(heard.card(f"invite:{one.id}", fresh=True) for one in shown)


def my_tasks(app: "App", session: Session, heard: Heard) -> Reply:
    """Everything they said yes to, and what they were asked."""
    return Reply(session, says=task_cards(app, heard) or (say("no-tasks"),))


PRESSES: dict[str, Step] = {
    "accept": accept,
    "not-this-time": _pressed(invites.decline, "declined-thanks"),
    "on-my-way": _pressed(tasks.start, "go-well", "go-well-untold"),
    "done": _pressed(tasks.finish, "done-thanks", "done-noted"),
    "hand-back": hand_back,
    "not-there": _pressed(tasks.no_show, "not-there-told"),
    "coordinator": coordinator,
    "no-words": no_words,
}
STEPS: dict[str, Step] = {"help-words": help_words}
COMMANDS: dict[str, Step] = {"/tasks": my_tasks, "my tasks": my_tasks, "tasks": my_tasks}
