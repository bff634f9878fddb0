"""Which step answers: danger first, then buttons, commands, the step in hand, and last what the words mean."""

from typing import TYPE_CHECKING

from bot.errors import NotPossible
from bot.model import Session
from bot.talk import ask, first, mine, refusals, safety, small
from bot.talk import help as helping
from bot.talk.types import Heard, Reply, Step
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

# Each room's tables; a name stands in one of them only (a test says so).
ROOMS = (ask, first, helping, mine, small)
PRESSES: dict[str, Step] = {name: step for room in ROOMS for name, step in room.PRESSES.items()}
STEPS: dict[str, Step] = {name: step for room in ROOMS for name, step in room.STEPS.items()}
COMMANDS: dict[str, Step] = {name: step for room in ROOMS for name, step in room.COMMANDS.items()}


def answer(app: "App", session: Session, heard: Heard) -> Reply:
    """The reply to one thing someone did. What cannot be done is answered in plain words, and changes nothing."""
    try:
        return _routed(app, session, heard)
    except NotPossible as why:
        return refusals.explained(app, session, heard, why)


def _routed(app: "App", session: Session, heard: Heard) -> Reply:
    if heard.blocked is not None or heard.opened or heard.attachment:
        return small.happened(app, session, heard)
    if heard.action:
        return PRESSES.get(heard.action, small.no_such_button)(app, session, heard)
    if heard.location or heard.contact:
        return STEPS.get(session.step, small.shared)(app, session, heard)
    if not heard.text:
        return small.nothing_said(app, session, heard)
    return _text(app, session, heard)


def _text(app: "App", session: Session, heard: Heard) -> Reply:
    meant = understood(app, heard)
    if meant.crisis:
        return safety.danger(app, session, heard, meant)
    command = COMMANDS.get(_command(heard.text))
    if command:
        return command(app, session, heard)
    if session.step:
        return safety.with_concern(app, STEPS[session.step](app, session, heard), heard, meant)
    return safety.with_concern(app, _meaning(app, session, heard, meant), heard, meant)


def _command(text: str) -> str:
    """`/queue` or `/queue@onedoor_bot now`, and whole messages that are one word of ours, as the command's name."""
    words = text.split(maxsplit=1)
    if words[0].startswith("/"):
        return words[0].partition("@")[0].lower()
    return text.strip(" .!?").casefold()


def understood(app: "App", heard: Heard) -> Understanding:
    """What the text means, read at town time, with the areas' own place names."""
    return app.reader.read(heard.text, heard.at, app.world.areas.names)


def _meaning(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply:
    """A message with nothing in hand: as a helper's or coordinator's word first, then by what it means."""
    for step in (helping.as_answer, mine.as_answer):
        reply = step(app, session, heard)
        if reply:
            return reply
    by_intent = {
        "request": ask.asked,
        "offer": small.offered,
        "status": mine.status,
        "cancel": mine.cancel,
        "thanks": mine.thanks,
        "question": small.question,
    }
    return by_intent.get(meant.intent, ask.asked)(app, session, heard)
