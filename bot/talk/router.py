"""Which step answers: danger first, then buttons, commands, the step in hand, and last what the words mean."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NotPossible
from bot.masking import masked, says_little_else
from bot.model import Session
from bot.talk import (
    ask,
    coordinate,
    coordinate_hand,
    coordinate_learning,
    coordinate_outcome,
    coordinate_same,
    coordinate_volunteers,
    coordinate_words,
    details_mine,
    first,
    first_other,
    join,
    join_answers,
    join_link,
    mine,
    mine_changes,
    my_offer,
    refusals,
    relays,
    safety,
    safety_later,
    safety_reading,
    same,
    small,
    small_beside,
    small_sent,
    small_shared,
    small_words,
    unclear,
    whoami,
)
from bot.talk import help as helping
from bot.talk.drafts_needs import intent_of, intent_said, needs_of
from bot.talk.types import Heard, Reply, Step, at_rest, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

# Each room's tables; a name stands in one of them only (a test says so).
ROOMS = (
    *(ask, first, first_other, same, details_mine, mine, mine_changes, safety_later, small),
    *(helping, relays, join, join_answers, join_link, my_offer),
    *(coordinate, coordinate_words, coordinate_volunteers, coordinate_outcome),
    *(coordinate_same, coordinate_learning, whoami),
)
PRESSES: dict[str, Step] = {name: step for room in ROOMS for name, step in room.PRESSES.items()}
STEPS: dict[str, Step] = {name: step for room in ROOMS for name, step in room.STEPS.items()}
COMMANDS: dict[str, Step] = {name: step for room in ROOMS for name, step in room.COMMANDS.items()}


_NO_OFFER = ("request", "status", "cancel")  # said under the first question to helpers: they want something else
# What a message may answer when nothing is in hand, the first that it does.
_AS_ANSWERS = (
    *(helping.as_answer, coordinate_words.as_answer, coordinate_words.found_again),
    *(mine.as_answer, safety_later.calmer, relays.for_them),
)


def answer(app: "App", session: Session, heard: Heard) -> Reply:
    """The reply to one thing someone did. What cannot be done is answered in plain words, and changes nothing."""
    kept = replace(heard, text=masked(heard.text))
    if kept != heard and says_little_else(kept.text):
        return small_beside.asked_again(app, session, kept, Reply(session, says=(say("card-not-kept"),)))
    try:
        reply = _routed(app, session, kept)
    except NotPossible as why:
        reply = refusals.explained(app, session, kept, why)
    return reply if kept == heard else replace(reply, says=(*reply.says, say("card-not-kept")))


def _routed(app: "App", session: Session, heard: Heard) -> Reply:
    if heard.blocked is not None or heard.opened:
        return small.happened(app, session, heard)
    if heard.attachment:
        return small_sent.sent(app, session, heard)
    if heard.action:
        return PRESSES.get(heard.action, small.no_such_button)(app, coordinate_hand.left(session), heard)
    if heard.location or heard.contact:
        return small_shared.taken(app, session, heard, STEPS.get(session.step))
    if not heard.text:
        return small.nothing_said(app, session, heard)
    return _text(app, session, heard)


def _text(app: "App", session: Session, heard: Heard) -> Reply:
    command = COMMANDS.get(_command(heard.text))
    meant = safety_reading.understood(app, heard)
    if coordinate_hand.about_others(session) and not command:
        return safety.beside_a_note(app, STEPS[session.step](app, session, heard), meant)
    if meant.crisis:
        return safety.danger(app, session, heard, meant)
    silence = safety.still_quiet(app, session, heard, meant)
    if silence:
        return silence
    if command:
        here = coordinate_hand.left(session)
        return small_beside.asked_again(app, here, heard, command(app, here, heard))
    reply = unclear.understood_again(session, _said(app, session, heard, meant))
    return safety_later.offered(session, safety.with_concern(app, session, reply, heard, meant))


def _said(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply:
    """A text that is no danger and no command: a phrase that always counts, an answer, or a word of its own."""
    if session.step == "offer-adult" and intent_said(meant) in _NO_OFFER:
        session = at_rest(session)
    if not session.step or session.step in small_beside.OURS:
        if meant.under_18 and meant.intent != "offer":
            return unclear.young(app, session, heard)
        reply = small_beside.in_so_many_words(app, session, heard) or helping.of_a_task(app, session, heard)
        if reply:
            return small_beside.asked_again(app, session, heard, reply)
    if session.step:
        return small_beside.aside(app, session, heard, meant) or STEPS[session.step](app, session, heard)
    return _meaning(app, session, heard, meant)


def _command(text: str) -> str:
    """`/queue` or `/queue@onedoor_bot now`, and whole messages that are one word of ours, as the command's name."""
    if join_link.is_said(text):
        return join_link.COMMAND
    words = text.split(maxsplit=1)
    if words[0].startswith("/"):
        return words[0].partition("@")[0].lower()
    return text.strip(" .!?").casefold()


def _meaning(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply:
    """A message with nothing in hand: as a helper's or coordinator's word first, then by what it means."""
    for step in _AS_ANSWERS:
        reply = step(app, session, heard)
        if reply:
            return reply
    by_intent = {
        "request": ask.asked,
        "offer": join.offered,
        "status": mine.status,
        "cancel": mine.cancel,
        "thanks": mine.thanks,
        "question": ask.question,
        "chatter": ask.chatter,
    }
    changed = mine_changes.changed(app, session, heard, meant)
    if small_words.is_small(heard.text) and intent_of(meant, heard.text) != "thanks":
        changed = changed or small.small_talk(app, session, heard)
    reply = changed or by_intent.get(_intent(app, heard, meant), ask.asked)(app, session, heard)
    not_understood = reply.session.unclear > session.unclear
    return (relays.for_helper(app, session, heard) if not_understood and not meant.concern else None) or reply


def _intent(app: "App", heard: Heard, meant: Understanding) -> str:
    """What is wanted; thanks beside words that ask for nothing are thanks ("cheers. sorry for having a go")."""
    intent = intent_of(meant, heard.text)
    only_thanks = small_words.is_thanks(heard.text) and not needs_of(app, heard.text, meant)
    if small_words.offers_help(heard.text):
        return "offer"
    return "thanks" if only_thanks and intent in ("request", "chatter") else intent
