"""What chat cannot settle: one helpful question, then a person. Never a loop."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import cases, minors
from bot.messages import Button
from bot.model import Session
from bot.talk import details, drafts
from bot.talk.drafts import Draft
from bot.talk.drafts_needs import named
from bot.talk.types import Heard, Reply, at_rest, say

if TYPE_CHECKING:
    from bot.app import App

COMMON = ("shopping", "prescription", "transport", "befriending", "food", "home")
GUESSES = 2  # kinds that came near, offered before the common ones


def asked_once(app: "App", session: Session, heard: Heard) -> Reply:
    """One helpful question; the second time in a row a coordinator reads both messages."""
    if heard.person.under_18:
        return replace(young(app, session, heard), says=(say("answer-passed-anyone"),))
    if any(one.reason == "unclear" for one in app.world.register.cases_of(heard.who)):
        again = to_a_person(app, session, heard, "unclear")
        return replace(again, says=(say("answer-passed-anyone"),))
    if session.unclear:
        return to_a_person(app, session, heard, "unclear", drafts.joined(words_of(session), heard.text))
    guesses = named(app, heard.text)[:GUESSES]
    kinds = tuple(dict.fromkeys((*guesses, *COMMON)))[: len(COMMON)]
    buttons = (*(Button("want", one, "button-kind", {"kind": one}) for one in kinds), Button("to-person"))
    kept = {**session.draft, "unclear": heard.text}
    return Reply(replace(session, draft=kept, unclear=1), says=(say("not-understood", *buttons),))


def words_of(session: Session) -> str:
    """What they wrote that was not understood."""
    return str(session.draft.get("unclear", ""))


def understood_again(session: Session, reply: Reply) -> Reply:
    """A message that was understood ends the count of those in a row that were not."""
    if not session.unclear or reply.session.unclear != session.unclear:
        return reply
    rest = {name: value for name, value in reply.session.draft.items() if name != "unclear"}
    return replace(reply, session=replace(reply.session, unclear=0, draft=rest))


def to_a_person(app: "App", session: Session, heard: Heard, reason: str, words: str = "") -> Reply:
    """A case with their own words; they are told that a person will read it."""
    case = cases.open_case(
        app.world,
        heard.person.area,
        reason,
        heard.at,
        subject=heard.who,
        urgency=cases.TODAY,
        words=words or heard.text,
    )
    return Reply(at_rest(session), case, (say(f"to-a-person-{reason.replace('_', '-')}"),))


def asked_for(app: "App", session: Session, heard: Heard) -> Reply:
    """They want a person, or press that they do: what is in hand goes along."""
    if drafts.held(session):
        return handed_on(app, session, heard, drafts.of(session), "asked_for_person")
    words = drafts.joined(words_of(session), heard.text)
    return to_a_person(app, session, heard, "asked_for_person", words)


def handed_on(app: "App", session: Session, heard: Heard, draft: Draft, reason: str = "unclear") -> Reply:
    """A draft chat could not finish: a coordinator finds out with them, from what they said so far."""
    reply = to_a_person(app, session, heard, reason, draft.words)
    return replace(reply, says=(*drafts.put_away(heard, draft, "understood-handed-on"), *reply.says))


def young(app: "App", session: Session, heard: Heard) -> Reply:
    """Someone under 18: a coordinator looks after it, and nothing of theirs is matched by itself, now or later."""
    draft = drafts.of(session) if drafts.held(session) else None
    words = drafts.joined(draft.words if draft else "", heard.text)
    said = replace(heard, person=replace(heard.person, under_18=True))
    held = minors.held(app.world, heard.who, heard.at)
    reply = to_a_person(app, session, said, "under_18", words)
    gone = drafts.put_away(heard, draft, "understood-handed-on") if draft else ()
    return details.keep(app, said, Reply(reply.session, reply.change + held, (*gone, *reply.says)))
