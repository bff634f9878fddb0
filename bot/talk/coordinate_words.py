"""Coordinating in words: notes, messages to the people of a case, and their answers."""

from typing import TYPE_CHECKING

from bot.desk import casework, holding
from bot.messages import Button, Param, Ref, Say
from bot.model import Case, PersonId, Session
from bot.store.change import Change
from bot.talk import ask, details
from bot.talk.coordinate import handed
from bot.talk.coordinate_hand import cards, escaping, guarded, kept, left, never_mind, two, waiting_for
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App


# ---- notes
def ask_note(app: "App", session: Session, heard: Heard) -> Reply:
    """Their next message is a note."""
    holding.owned(app.world, heard.arg, heard.who)
    return Reply(waiting_for(session, "note", case=heard.arg), says=(say("ask-note", never_mind()),))


def note(app: "App", session: Session, heard: Heard) -> Reply:
    """A note, kept with the case."""
    if not heard.text:
        return _in_words(session)
    case_id = kept(session, "case")
    change = casework.note(app.world, case_id, heard.who, heard.text, heard.at)
    return Reply(left(session), change, cards(heard, case_id, say("noted")))


def _in_words(session: Session) -> Reply:
    return Reply(session, says=(say("in-words", never_mind()),))


def hand_over_note(app: "App", session: Session, heard: Heard) -> Reply:
    """A note for whoever takes it on; with it the case is handed over."""
    if not heard.text:
        return _in_words(session)
    return handed(app, session, heard, kept(session, "case"), kept(session, "to"), heard.text)


# ---- messages
def ask_message(app: "App", session: Session, heard: Heard) -> Reply:
    """Their next message is passed on, as from them."""
    case_id, to = two(heard.arg)
    holding.owned(app.world, case_id, heard.who)
    person = app.world.register.person(PersonId(to))
    if person.hushed:
        return Reply(left(session), says=(say("hushed-not-written"),))
    path = f"person:{to}#name"
    named = app.world.access.readable(heard.who, path)
    facts: dict[str, Param] = {"me": app.world.team.name_of(heard.who)} | ({"name": Ref(path)} if named else {})
    asked = say("ask-message" if named else "ask-message-unnamed", never_mind(), **facts)
    return Reply(waiting_for(session, "message", case=case_id, to=to), says=(asked,))


def message(app: "App", session: Session, heard: Heard) -> Reply:
    """A message, passed on."""
    if not heard.text:
        return _in_words(session)
    case_id, to = kept(session, "case"), PersonId(kept(session, "to"))
    change = casework.write(app.world, case_id, heard.who, to, heard.text, heard.at)
    return Reply(left(session), change, cards(heard, case_id, say("message-sent")))


# ---- answers, from whoever was written to
def ask_answer(app: "App", session: Session, heard: Heard) -> Reply:
    """Their next message goes to the coordinator."""
    case = app.world.register.case(heard.arg)
    casework.allowed_to(app.world, heard.who, case)
    name = _owner(app, case)
    asked = say("ask-answer", never_mind(), name=name) if name else say("ask-answer-anyone", never_mind())
    return Reply(waiting_for(session, "answer", case=case.id), says=(asked,))


def answer(app: "App", session: Session, heard: Heard) -> Reply:
    """An answer, passed on to whoever has the case."""
    if not heard.text:
        return _in_words(session)
    case = app.world.register.case(kept(session, "case"))
    casework.allowed_to(app.world, heard.who, case)
    return Reply(left(session), *_passed(app, case, heard))


def _owner(app: "App", case: Case) -> str:
    """The name of whoever has the case now, or ""."""
    return app.world.team.name_of(case.owner) if case.owner and case.state != "resolved" else ""


def _passed(app: "App", case: Case, heard: Heard, *buttons: Button) -> tuple[Change, tuple[Say, ...]]:
    change = casework.answered(app.world, case, heard.who, heard.text, heard.at)
    name = _owner(app, case)
    said = say("answer-passed", *buttons, name=name) if name else say("answer-passed-anyone", *buttons)
    return change, (said,)


def as_answer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """What someone types whom a coordinator wrote to lately is their answer, while that coordinator has the case."""
    found = casework.listening(app.world, heard.who, heard.at)
    if not found:
        return None
    return Reply(session, *_passed(app, found[0], heard, Button("new-need")))


def found_again(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Someone a helper did not find writes: whoever checks on them is waiting for nothing else."""
    case = casework.looking_for(app.world, heard.who)
    asked = any(one.state == "finished" for one in app.world.register.requests_of(heard.who))  # "is it done?"
    if case is None or (asked and (details.is_yes(heard.text) or details.is_no(heard.text))):
        return None
    change, said = _passed(app, case, heard, Button("new-need"))
    not_well = details.is_no(heard.text)  # "are you all right?" "no"
    return Reply(session, change, (say("danger-more"),) if not_well else said)


def new_need(app: "App", session: Session, heard: Heard) -> Reply:
    """What they write next is not for the coordinator: they need something new."""
    return Reply(waiting_for(session, "new-need"), says=(say("ask-new-need"),))


def needed(app: "App", session: Session, heard: Heard) -> Reply:
    """Something new, in their own words."""
    return ask.asked(app, left(session), heard) if heard.text else _in_words(session)


PRESSES: dict[str, Step] = {
    **guarded({"case-note": ask_note, "write-to": ask_message}),
    **escaping({"answer": ask_answer, "new-need": new_need}),
}
STEPS: dict[str, Step] = {
    **guarded({"case-note": note, "case-message": message, "case-hand-over": hand_over_note}),
    **escaping({"case-answer": answer, "case-new-need": needed}),
}
COMMANDS: dict[str, Step] = {}
