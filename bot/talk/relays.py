"""One message passed on between a helper and whoever waits for them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import invites, relay
from bot.messages import Button, Say
from bot.model import Invite, Session
from bot.talk import ask, details, drafts, offers, small, small_words
from bot.talk import help as helping
from bot.talk.details_words import any_of, says
from bot.talk.drafts_needs import intent_said
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


# ---- typed without a button
def for_them(app: "App", session: Session, heard: Heard) -> Reply | None:
    """What a helper with one task writes is most likely for whoever they help ("would 2 o'clock suit?"): asked once."""
    task = _only_task(app, heard)
    if task is None or _about_us(app, heard):
        return None
    if says(_ON_THE_CARD, heard.text):
        return helping.my_tasks(app, session, heard)
    return _shall_i(app, session, task, heard.text)


def for_helper(app: "App", session: Session, heard: Heard) -> Reply | None:
    """What is not understood of someone with one helper may be for them ("the coop please"): asked, before all else."""
    own = app.world.register.requests_of(heard.who)
    tasks = [one for request in own for one in app.world.register.invites_for(request.id)]
    at_work = [one for one in tasks if one.state in invites.AT_WORK]
    if len(at_work) != 1 or len(own) != 1:
        return None
    buttons = (Button("pass-on"), Button("not-for-them"))
    asked = say("shall-i-tell-helper", *buttons, code=own[0].code, kind=own[0].kind)
    held = moved(session, "pass-on", invite=at_work[0].id, words=heard.text, to_helper=True)
    return Reply(held, says=(asked,))


_ON_THE_CARD = any_of("(?:the|their|her|his|what) (?:address|number|door|postcode)", "(?:who|where|when) (?:is|was) it")


def _only_task(app: "App", heard: Heard) -> Invite | None:
    """The one task they have in hand, where whoever waits can be reached and they wait for nothing themselves."""
    at_work = [one for one in app.world.register.invites_of(heard.who) if one.state in invites.AT_WORK]
    if len(at_work) != 1 or app.world.register.requests_of(heard.who):
        return None
    request = app.world.register.request(at_work[0].request)
    return at_work[0] if relay.can_reach(app.world, request) else None


def _about_us(app: "App", heard: Heard) -> bool:
    """Whether it is plainly for us: small talk, a word of thanks, a question about Onedoor, a need of their own."""
    meant = app.meaning(heard.text, heard.at)
    small_talk = small_words.is_small(heard.text) or small_words.is_rude(heard.text) or small.about_us(heard.text)
    return bool(small_talk) or intent_said(meant) in _OURS or offers.asks_instead(heard.text)


_OURS = ("status", "cancel", "thanks", "offer")


def _shall_i(app: "App", session: Session, task: Invite, words: str) -> Reply:
    request = app.world.register.request(task.request)
    buttons = (Button("pass-on"), Button("not-for-them"))
    asked = say("shall-i-pass-on", *buttons, code=request.code, kind=request.kind)
    return Reply(moved(session, "pass-on", invite=task.id, words=words), says=(asked,))


def pass_on(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes: what they wrote goes to whoever they help."""
    if session.step != "pass-on":
        return Reply(session, says=(say("answered-already"),))
    to = to_helper if session.draft.get("to_helper") else to_them
    return to(app, session, replace(heard, text=_kept(session)))


def not_for_them(app: "App", session: Session, heard: Heard) -> Reply:
    """No: it is something they need themselves."""
    if session.step != "pass-on":
        return Reply(session, says=(say("answered-already"),))
    return ask.asked(app, at_rest(session), replace(heard, text=_kept(session)))


def typed(app: "App", session: Session, heard: Heard) -> Reply:
    """A yes or a no; "done" and the like are what they always are; anything else goes with what they wrote before."""
    if details.is_yes(heard.text):
        return pass_on(app, session, heard)
    if details.is_no(heard.text):
        return nothing(app, session, heard)
    together = drafts.joined(_kept(session), heard.text)
    if session.draft.get("to_helper"):
        return for_helper(app, at_rest(session), replace(heard, text=together)) or nothing(app, session, heard)
    answer, task = helping.as_answer(app, at_rest(session), heard), _only_task(app, heard)
    if answer or task is None:
        return answer or nothing(app, session, heard)
    return _shall_i(app, session, task, together)


def _kept(session: Session) -> str:
    return str(session.draft.get("words", ""))


PRESSES: dict[str, Step] = {
    "message-them": message_them,
    "answer-helper": answer_helper,
    "say-nothing": nothing,
    "pass-on": pass_on,
    "not-for-them": not_for_them,
}
STEPS: dict[str, Step] = {"message-them": to_them, "answer-helper": to_helper, "pass-on": typed}
COMMANDS: dict[str, Step] = {}
