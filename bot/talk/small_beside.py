"""A message in the middle of a question: the answer to it, or something else that is answered beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages import Outgoing, Say
from bot.model import Session
from bot.talk import (
    ask,
    ask_changes,
    details,
    details_ask,
    details_mine,
    details_when,
    drafts,
    mine,
    safety_later,
    small,
    small_words,
    unclear,
)
from bot.talk.details_words import plain
from bot.talk.drafts_needs import intent_said, named, needs_of
from bot.talk.types import Heard, Reply, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

Answers = Callable[["App", Session, Heard, Understanding], bool]
ELSEWHERE = ("status", "cancel", "thanks", "question")  # what a message may be about instead
LONGEST_DOOR = 9  # words


# ---- what counts as an answer
def _place(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return details.place_said(app, heard) is not None


def _which(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return _plain_answer(heard) or bool(named(app, heard.text)) or "both" in plain(heard.text)


def _what(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return bool(ask.kinds_said(app, heard))


def _when(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return details_when.when_said(app, heard, heard.text) is not None


def _card(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    if _plain_answer(heard) or ask_changes.is_warm_yes(app, heard, drafts.of(session)):
        return True
    about_it = ask_changes.said(app, heard, drafts.of(session).when).anything
    return about_it and intent_said(meant) not in ("status", "thanks", "cancel")


def _name(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    if details.is_skip(heard.text):
        return True
    said = details.name_said(heard.text)
    return (
        details.is_a_name(said)
        and not small_words.is_small(heard.text)
        and not small_words.is_rude(heard.text)
        and (intent_said(meant) not in ELSEWHERE or said != heard.text.strip())
    )


def _phone(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return details.is_skip(heard.text) or details.phone_said(heard.text) is not None


def _door(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    if details.is_skip(heard.text) or any(letter.isdigit() for letter in heard.text):
        return True
    short = len(heard.text.split()) <= LONGEST_DOOR and "?" not in heard.text
    about_it = intent_said(meant) not in ELSEWHERE and not needs_of(app, heard.text, meant)
    return short and about_it and not small_words.is_small(heard.text) and not small_words.is_rude(heard.text)


def _paid(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return details.is_skip(heard.text) or bool(details.paid_said(heard.text))


def _yes_or_no(app: "App", session: Session, heard: Heard, meant: Understanding) -> bool:
    return _plain_answer(heard) or intent_said(meant) not in ELSEWHERE


def _plain_answer(heard: Heard) -> bool:
    return details.is_yes(heard.text) or details.is_no(heard.text)


_ANSWERS: dict[str, Answers] = {
    "which": _which,
    "what": _what,
    "place": _place,
    "when": _when,
    "confirm": _card,
    "paid": _paid,
    "name": _name,
    "phone": _phone,
    "door": _door,
    "consent": _yes_or_no,
    "their-same": _yes_or_no,
    "their-name": _name,
    "their-phone": _phone,
    "their-door": _door,
}
OURS = frozenset((*_ANSWERS, "which-cancel", "which-change", "change-to", "detail", "forget"))
_DETAILS = ("name", "phone", "door", "paid", "their-name", "their-phone", "their-door")


# ---- what is answered beside it
def aside(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply | None:
    """The reply to what is no answer to the question in hand, with the question put again; None for an answer."""
    answers = _ANSWERS.get(session.step)
    if answers is None or not drafts.held(session) or answers(app, session, heard, meant):
        return None
    reply = _about_something_else(app, session, heard, meant)
    return asked_again(app, session, heard, reply) if reply else None


def _about_something_else(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply | None:
    if small_words.is_small(heard.text):
        return Reply(session)
    if small_words.is_rude(heard.text) and not needs_of(app, heard.text, meant):
        return Reply(session, says=(say("cross-go-on"),))
    if session.step in _DETAILS and intent_said(meant) == "request":
        return _more_of_it(app, session, heard, meant)
    if mine.asks_after(app, heard):
        return mine.status(app, session, heard)
    by_intent = {"status": mine.status, "cancel": mine.cancel, "thanks": mine.thanks, "question": small.question}
    step = by_intent.get(intent_said(meant)) or (small.question if "?" in heard.text else None)
    return step(app, session, heard) if step else None


def _more_of_it(app: "App", session: Session, heard: Heard, meant: Understanding) -> Reply | None:
    """Another need, or more about this one, while a detail is asked: noted, not lost."""
    kinds = needs_of(app, heard.text, meant)
    if not kinds:
        return None
    draft = replace(drafts.of(session), words=drafts.joined(drafts.of(session).words, heard.text))
    if kinds[0] == draft.kind or draft.also:
        return Reply(drafts.kept(session, session.step, draft), says=(say("noted-words"),))
    return Reply(
        drafts.kept(session, session.step, replace(draft, also=kinds[:1])), says=(say("noted-also", kind=kinds[0]),)
    )


def asked_again(app: "App", session: Session, heard: Heard, reply: Reply) -> Reply:
    """The reply, and the question in hand put again below it, unless it is no longer in hand."""
    if reply.session.step != session.step or not drafts.held(reply.session):
        return reply
    question = _question(app, heard, reply.session)
    return reply if reply.says[-1:] == question[-1:] else replace(reply, says=(*reply.says, *question))


def _question(app: "App", heard: Heard, session: Session) -> tuple[Say | Outgoing, ...]:
    draft = drafts.of(session)
    if session.step == "confirm":
        return (*drafts.put_away(heard, draft, "understood-again"), drafts.card(app, heard, draft, fresh=True))
    return details_ask.question(app, heard, draft, session.step)


# ---- phrases that mean one thing whenever they are said
def in_so_many_words(app: "App", session: Session, heard: Heard) -> Reply | None:
    """At any time, also mid-question: "forget me", "my details", "can I talk to a person", "carry on"."""
    if small_words.wants_a_person(heard.text):
        return unclear.asked_for(app, session, heard)
    return safety_later.in_words(app, session, heard) or details_mine.in_words(app, session, heard)
