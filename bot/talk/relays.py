"""One message passed on between a helper and whoever waits for them."""

from typing import TYPE_CHECKING

from bot.desk import relay
from bot.messages import Button, Say
from bot.model import Session
from bot.talk.types import Heard, Reply, Step, at_rest, moved, say

if TYPE_CHECKING:
    from bot.app import App

LONGEST = 1000  # characters passed on


def message_them(app: "App", session: Session, heard: Heard) -> Reply:
    """A helper wants to tell them something."""
    return Reply(moved(session, "message-them", invite=heard.arg), says=(_ask("what-to-tell"),))


def answer_helper(app: "App", session: Session, heard: Heard) -> Reply:
    """Whoever waits wants to answer."""
    return Reply(moved(session, "answer-helper", invite=heard.arg), says=(_ask("what-to-answer"),))


def to_them(app: "App", session: Session, heard: Heard) -> Reply:
    """The helper's words, passed on."""
    if not _words(heard):
        return Reply(session, says=(_ask("what-to-tell"),))
    change = relay.to_resident(app.world, _invite(session), heard.who, _words(heard), heard.at)
    return Reply(at_rest(session), change, (say("passed-on"),))


def to_helper(app: "App", session: Session, heard: Heard) -> Reply:
    """The answer, passed on."""
    if not _words(heard):
        return Reply(session, says=(_ask("what-to-answer"),))
    change = relay.to_helper(app.world, _invite(session), heard.who, _words(heard), heard.at)
    return Reply(at_rest(session), change, (say("passed-on"),))


def _ask(text_id: str) -> Say:
    return say(text_id, Button("say-nothing"))


def _words(heard: Heard) -> str:
    return (heard.text or heard.contact)[:LONGEST]


def _invite(session: Session) -> str:
    return str(session.draft.get("invite", ""))


def nothing(app: "App", session: Session, heard: Heard) -> Reply:
    """Nothing to pass on after all."""
    return Reply(at_rest(session), says=(say("nothing-passed-on"),))


PRESSES: dict[str, Step] = {"message-them": message_them, "answer-helper": answer_helper, "say-nothing": nothing}
STEPS: dict[str, Step] = {"message-them": to_them, "answer-helper": to_helper}
COMMANDS: dict[str, Step] = {}
