"""Signing up, one question after the other; and a volunteer's change, made at once."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import roster
from bot.model import Session, Volunteer
from bot.talk import ask as asking
from bot.talk import join_ask, mine, offers, small
from bot.talk.details_words import any_of, is_only
from bot.talk.drafts_needs import intent_said
from bot.talk.offers import Offer
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


def volunteer_of(app: "App", heard: Heard) -> Volunteer | None:
    """The volunteer they are, unless they never were or have left."""
    found = app.world.register.volunteer(heard.who)
    return found if found and found.status != "left" else None


def ask(app: "App", session: Session, heard: Heard, topic: str, offer: Offer) -> Reply:
    """The question of a topic, below."""
    return Reply(offers.kept(session, f"offer-{topic}", offer), says=(join_ask.question(app, heard, topic, offer),))


def again(app: "App", session: Session, heard: Heard, topic: str, offer: Offer) -> Reply:
    """The same question with what is ticked now, in place."""
    asked = join_ask.question(app, heard, topic, offer, fresh=False)
    return Reply(offers.kept(session, f"offer-{topic}", offer), says=(asked,))


def following(app: "App", session: Session, heard: Heard, topic: str, offer: Offer) -> Reply:
    """This topic is done: the next question; the summary; or, for a volunteer, the change as made."""
    offer = replace(offer, done=(*offer.done, topic))
    then = next((one for one in offers.TOPICS if one not in offer.done and _applies(app, heard, one, offer)), None)
    if then:
        return ask(app, session, heard, then, offer)
    known = volunteer_of(app, heard)
    if known:
        return _changed(app, session, heard, known, offer)
    return Reply(offers.kept(session, "offer-confirm", offer), says=(join_ask.summary(app, heard, offer),))


def _applies(app: "App", heard: Heard, topic: str, offer: Offer) -> bool:
    if topic in ("name", "phone"):
        return topic not in heard.person.sealed
    return topic != "range" or not offer.phone_only


def _changed(app: "App", session: Session, heard: Heard, before: Volunteer, offer: Offer) -> Reply:
    """A volunteer's change is made at once; a kind that needs another check is said so."""
    new = offers.volunteer(app, heard, offer, before)
    change, after = roster.change(app.world, new, heard.at, offer.words)
    barred = set(roster.unchecked(app.world, after)) - set(before.kinds) if after.status != "waiting" else set()
    kinds = tuple(kind for kind in after.kinds if kind in barred)
    told = say("offer-changed-check", kinds=kinds) if kinds else say("offer-changed")
    return Reply(at_rest(session), change, (told, heard.card(f"volunteer:{after.id}", fresh=True)))


def beside(topic: str, step: Step) -> Step:
    """The step of a topic, but for what is no answer to it: a way out, or something answered beside it."""

    def answered(app: "App", session: Session, heard: Heard) -> Reply:
        return _leaves(app, session, heard, topic) or _aside(app, session, heard, topic) or step(app, session, heard)

    return answered


_STOP = any_of(
    "stop", "never ?mind", "not now", "forget it", "(?:ive |i have )?changed my mind", "cancel(?: it| that)?"
)
_NO_THANKS = any_of("no thanks?", "no thank you", "no ta")
_MAY_BE_NONE = ("more", "words", "phone")  # where "no thanks" is an answer
_OWN_WORDS = ("words", "name")  # where anything may be


def _leaves(app: "App", session: Session, heard: Heard, topic: str) -> Reply | None:
    """They would rather stop, or need help themselves."""
    if is_only(_STOP, heard.text) or (topic not in _MAY_BE_NONE and is_only(_NO_THANKS, heard.text)):
        return Reply(at_rest(session), says=(say("offer-stopped"),))
    if topic not in _OWN_WORDS and offers.asks_instead(heard.text):
        return asking.asked(app, at_rest(session), heard)
    return None


def _aside(app: "App", session: Session, heard: Heard, topic: str) -> Reply | None:
    """A question about Onedoor, or where things stand, is answered and the topic asked again."""
    about_us = "?" in heard.text and bool(small.about_us(heard.text))
    meant = app.meaning(heard.text, heard.at)
    if not about_us and (topic in _OWN_WORDS or intent_said(meant) != "status"):
        return None
    said = (small.question if about_us else mine.status)(app, session, heard)
    offer = offers.of(session)
    once_more = (
        join_ask.summary(app, heard, offer) if topic == "confirm" else join_ask.question(app, heard, topic, offer)
    )
    return replace(said, says=(*said.says, once_more))
