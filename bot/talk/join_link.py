"""Joining by the link or the code a group handed out."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import imports, roster
from bot.errors import NotFound
from bot.messages import Say
from bot.model import Session
from bot.talk import details
from bot.talk.join_flow import ask
from bot.talk.offers import Offer
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

# "join 7k2m-9fxq-4tza" as typed, `/start join-...` as Telegram's deep link sends it.
_SAID = re.compile(r"(?:/start\s+)?join[\s:-]+((?:[a-z0-9]{4}[\s-]?){3})[.!\s]*", re.IGNORECASE)
COMMAND = "/join-link"


def is_said(text: str) -> bool:
    """Whether a message is a join link's code and nothing else."""
    return _SAID.fullmatch(text) is not None


def arrived(app: "App", session: Session, heard: Heard) -> Reply:
    """The link is looked at; whether they are 18 or over is asked before they are anyone's volunteer."""
    said = _SAID.fullmatch(heard.text)
    token = said[1] if said else ""
    if app.world.register.person_invited_by(imports.token_digest(app.world, token)) is None:
        return Reply(at_rest(session), says=(say("join-link-unknown"),))
    return ask(app, session, heard, "adult", Offer(token=token))


def adult(app: "App", session: Session, heard: Heard, token: str) -> Reply:
    """They are 18 or over: they are the volunteer the group listed."""
    try:
        found = imports.joined(app.world, token, heard.person, heard.at)
    except NotFound:  # someone else joined by it while it was being read
        found = None
    if found is None:
        return Reply(at_rest(session), says=(say("join-link-unknown"),))
    change, person, volunteer = found
    approved = roster.approved_say(app.world, volunteer, first=True)
    told: Say = say("joined-waiting") if volunteer.status == "waiting" else approved
    card = heard.card(f"volunteer:{volunteer.id}", fresh=True)
    reply = Reply(at_rest(session), change, (told, card))
    return details.keep(app, replace(heard, person=person), reply)


PRESSES: dict[str, Step] = {}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {COMMAND: arrived}
