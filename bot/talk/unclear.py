"""What could not be understood: one helpful question, then a person. Never a loop."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import cases
from bot.messages import Button
from bot.model import Session
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

COMMON = ("shopping", "prescription", "transport", "befriending", "food", "home")


def asked_once(app: "App", session: Session, heard: Heard) -> Reply:
    """One helpful question; the second time in a row a coordinator reads it."""
    if session.unclear:
        return to_a_person(app, session, heard, "unclear")
    buttons = tuple(Button("want", one, "button-kind", {"kind": one}) for one in COMMON)
    return Reply(replace(session, unclear=session.unclear + 1), says=(say("not-understood", *buttons),))


def to_a_person(app: "App", session: Session, heard: Heard, reason: str) -> Reply:
    """A case with their own words; they are told that a person will read it."""
    urgency = cases.TODAY
    case = cases.open_case(
        app.world, heard.person.area, reason, heard.at, subject=heard.who, urgency=urgency, words=heard.text
    )
    return Reply(at_rest(session), case, (say(f"to-a-person-{reason.replace('_', '-')}"),))
