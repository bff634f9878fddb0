"""What danger broke off: kept as it was, offered once when things are calmer, and taken up again when they want."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages import Button, Say
from bot.model import Session
from bot.talk import details_ask, drafts, safety_reading
from bot.talk.details_words import plain
from bot.talk.drafts_needs import intent_of, needs_of
from bot.talk.types import Heard, Reply, Step, say

if TYPE_CHECKING:
    from bot.app import App

_NEEDS_NOTHING, _ASKS = ("thanks", "cancel"), ("status", "question", "offer")
_GO_ON = frozenset(
    ("carry on", "go on", "continue", "go ahead", "lets go on", "yes carry on", "yes go on", "back to it")
)


def put_by(session: Session) -> Session:
    """Nothing in hand now, and everything kept: the next message is not an answer to a question from before."""
    later = {"later": session.step} if session.step else {}
    rest = {name: value for name, value in session.draft.items() if name != "offered"}
    return replace(session, step="", draft={**rest, **later, "danger": True})


def calmer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """The first word after danger that asks for nothing: a warm one back. None for anything that asks."""
    if not session.draft.get("danger"):
        return None
    meant = safety_reading.understood(app, heard)
    intent = intent_of(meant, heard.text)
    asks = intent not in _NEEDS_NOTHING and bool(needs_of(app, heard.text, meant))
    goes_on = intent == "request" and safety_reading.worrying(meant)
    if asks or goes_on or intent in _ASKS:
        return None
    rest = {name: value for name, value in session.draft.items() if name != "danger"}
    return Reply(replace(session, draft=rest), says=(say("calmer"),))


def offered(session: Session, reply: Reply) -> Reply:
    """The reply to something calmer, with one line that they may go on where they were."""
    if "later" not in session.draft or "offered" in session.draft or reply.session.step:
        return reply
    if "later" not in reply.session.draft:
        return reply
    waiting = replace(reply.session, draft={**reply.session.draft, "offered": True})
    return replace(reply, session=waiting, says=(*reply.says, _offer(session)))


def _offer(session: Session) -> Say:
    kind = drafts.of(session).kind if drafts.held(session) else ""
    buttons = (Button("carry-on"), Button("leave-it"))
    return say("carry-on-kind", *buttons, kind=kind) if kind else say("carry-on", *buttons)


def in_words(app: "App", session: Session, heard: Heard) -> Reply | None:
    """Typed: "carry on". None for any other message, or when nothing waits."""
    wanted = plain(heard.text) in _GO_ON or ("offered" in session.draft and plain(heard.text) in ("yes", "yes please"))
    return carry_on(app, session, heard) if wanted and "later" in session.draft else None


def carry_on(app: "App", session: Session, heard: Heard) -> Reply:
    """Back to the question that was in hand."""
    if "later" not in session.draft:
        return Reply(session, says=(say("nothing-in-hand"),))
    step = str(session.draft["later"])
    rest = {name: value for name, value in session.draft.items() if name not in drafts.LATER}
    back = replace(session, step=step, draft=rest)
    if not drafts.held(back):
        return Reply(back, says=(say("carry-on-above"),))
    draft = drafts.of(back)
    question = details_ask.question(app, heard, draft, step)
    return Reply(back, says=question or (drafts.card(app, heard, draft, fresh=True),))


def leave_it(app: "App", session: Session, heard: Heard) -> Reply:
    """Not now."""
    rest = {name: value for name, value in session.draft.items() if name not in (*drafts.LATER, "request")}
    gone = drafts.put_away(heard, drafts.of(session), "understood-dropped") if drafts.held(session) else ()
    return Reply(replace(session, draft=rest), says=(*gone, say("left-it")))


PRESSES: dict[str, Step] = {"carry-on": carry_on, "leave-it": leave_it}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {}
