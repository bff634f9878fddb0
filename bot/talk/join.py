"""Signing up to help, in a few taps: from the first word to the coordinator's queue."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import moments
from bot.desk import cases, roster
from bot.model import Session
from bot.talk import ask, details, join_ask, join_link, offers
from bot.talk.details_words import leans_to_yes
from bot.talk.join_flow import ask as question_of
from bot.talk.join_flow import beside, following, volunteer_of
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


LONGEST_NAME = 5  # words


def offered(app: "App", session: Session, heard: Heard) -> Reply:
    """A message taken for an offer; where it plainly asks for help, that comes first."""
    return (ask.asked if offers.asks_instead(heard.text) else begin)(app, session, heard)


def begin(app: "App", session: Session, heard: Heard) -> Reply:
    """An offer of help: what the message said already is not asked again."""
    known = volunteer_of(app, heard)
    if known:
        return Reply(at_rest(session), says=(heard.card(f"volunteer:{known.id}", fresh=True),))
    meant = app.meaning(heard.text, heard.at)
    if meant.under_18 or heard.person.under_18:
        return under_18(app, session, heard)
    return question_of(app, session, heard, "adult", offers.begun(app, heard, meant))


# ---- 18 or over, and a name
def over_18(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes, 18 or over; who came by a link is on the list with that."""
    offer = offers.of(session)
    if offer.token:
        return join_link.adult(app, session, heard, offer.token)
    return following(app, session, heard, "adult", offer)


def under_18(app: "App", session: Session, heard: Heard) -> Reply:
    """A coordinator looks after it; nothing is matched by itself."""
    person = replace(heard.person, under_18=True)
    case = cases.open_case(app.world, person.area, "under_18_offer", heard.at, subject=heard.who, words=heard.text)
    reply = Reply(at_rest(session), case, (say("offer-under-18"),))
    return details.keep(app, replace(heard, person=person), reply)


def adult_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes, no, or an age."""
    if details.is_no(heard.text) or app.reader.read(heard.text, moments.local(heard.at)).under_18:
        return under_18(app, session, heard)
    age = offers.age_said(heard.text)
    if details.is_yes(heard.text) or age >= offers.ADULT:
        return over_18(app, session, heard)
    if age:
        return under_18(app, session, heard)
    return question_of(app, session, heard, "adult", offers.of(session))


def name(app: "App", session: Session, heard: Heard) -> Reply:
    """What to call them."""
    said = details.name_said(heard.text)
    if not said or len(said.split()) > LONGEST_NAME or {"?", *"0123456789"} & set(said):
        return question_of(app, session, heard, "name", offers.of(session))
    named = app.world.access.with_private(heard.person, name=said)
    heard = replace(heard, person=named)
    return details.keep(app, heard, following(app, session, heard, "name", offers.of(session)))


# ---- the end of it
def sign_up(app: "App", session: Session, heard: Heard) -> Reply:
    """Yes, sign me up: they wait for a coordinator, and nobody asks them anything before."""
    offer = offers.of(session)
    new = offers.volunteer(app, heard, offer)
    change = roster.sign_up(app.world, new, offer.words or "", heard.at)
    person = heard.person if heard.person.area else replace(heard.person, area=new.area)
    reply = Reply(at_rest(session), change, (say("signed-up"),))
    return details.keep(app, replace(heard, person=person), reply)


def confirm_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """A typed yes; or kinds, times, a place to be changed are asked for by their buttons."""
    if details.is_yes(heard.text) or leans_to_yes(heard.text):
        return sign_up(app, session, heard)
    if details.is_no(heard.text):
        return stop(app, session, heard)
    return Reply(session, says=(join_ask.summary(app, heard, offers.of(session)),))


def stop(app: "App", session: Session, heard: Heard) -> Reply:
    """Not now: nothing is kept."""
    return Reply(at_rest(session), says=(say("offer-stopped"),))


def change_offer(app: "App", session: Session, heard: Heard) -> Reply:
    """One thing is to be different: while signing up, or any time later."""
    topic = heard.arg if heard.arg in join_ask.ASKS else "kinds"
    known = volunteer_of(app, heard)
    offer = offers.of_volunteer(known) if known else offers.of(session)
    return question_of(
        app, session, heard, topic, replace(offer, done=tuple(one for one in offer.done if one != topic))
    )


PRESSES: dict[str, Step] = {
    "offer": begin,
    "over-18": over_18,
    "under-18": under_18,
    "sign-up": sign_up,
    "stop-offer": stop,
    "change-offer": change_offer,
}
_TYPED: dict[str, Step] = {"adult": adult_typed, "name": name, "confirm": confirm_typed}
STEPS: dict[str, Step] = {f"offer-{topic}": beside(topic, step) for topic, step in _TYPED.items()}
_ENTRIES = """
/join, join, offer, volunteer, i can help, can i help, how can i help, i want to help, i would like to help,
i'd like to help, i’d like to help, id like to help, i want to volunteer, i would like to volunteer,
i'd like to volunteer, i’d like to volunteer, id like to volunteer
"""
COMMANDS: dict[str, Step] = {entry.strip(): begin for entry in _ENTRIES.split(",")}
