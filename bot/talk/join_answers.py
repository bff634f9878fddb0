"""Signing up: what was tapped or typed about kinds, place, distance, times, languages and the rest."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import moments
from bot.desk import people
from bot.messages import Button
from bot.model import Session
from bot.talk import details, join_ask, offers
from bot.talk.join_flow import again, ask, beside, following
from bot.talk.types import Heard, Reply, Step, say
from matching import offered
from matching.tongues import languages_in
from matching.week import ANY_TIME, BY_NAME, slots_of

if TYPE_CHECKING:
    from bot.app import App


# ---- what, where, how far
def tick_kind(app: "App", session: Session, heard: Heard) -> Reply:
    """One kind on or off."""
    offer = offers.of(session)
    return again(app, session, heard, "kinds", replace(offer, kinds=_toggled(offer.kinds, heard.arg)))


def _toggled(ticked: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in ticked if other != one) if one in ticked else (*ticked, one)


def more_kinds(app: "App", session: Session, heard: Heard) -> Reply:
    """Every kind there is."""
    return again(app, session, heard, "kinds", replace(offers.of(session), all_kinds=True))


def kinds_done(app: "App", session: Session, heard: Heard) -> Reply:
    """These, and no more; what is done by phone alone needs no distance."""
    offer = offers.of(session)
    if not offer.kinds:
        return ask(app, session, heard, "kinds", offer)
    return following(app, session, heard, "kinds", replace(offer, phone_only=offers.by_phone_alone(app, offer)))


def kinds_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Kinds in their own words are ticked; "that's all" goes on."""
    offer = offers.of(session)
    said = offered.kinds_named(app.reader, heard.text, moments.local(heard.at))
    named = tuple(kind for kind in said if kind not in offer.kinds)
    if named:
        return ask(app, session, heard, "kinds", replace(offer, kinds=(*offer.kinds, *named)))
    return kinds_done(app, session, heard)


def here(app: "App", session: Session, heard: Heard) -> Reply:
    """Where they live, as we know it."""
    offer = offers.of(session)
    return following(app, session, heard, "place", replace(offer, place=offer.place or heard.person.place))


def place(app: "App", session: Session, heard: Heard) -> Reply:
    """A postcode, a village, or a shared location."""
    offer = offers.of(session)
    found = details.place_said(app, heard)
    if found is None:
        return Reply(session, says=(say("ask-place-again", join_ask.STOP),))
    if app.world.areas.serving(found) is None:
        return Reply(session, says=(say("offer-not-our-area", join_ask.STOP, place=found.label),))
    offer = replace(offer, place=found)
    if heard.person.place is not None:
        return following(app, session, heard, "place", offer)
    heard = replace(heard, person=people.living_at(heard.person, found, app.world))
    return details.keep(app, heard, following(app, session, heard, "place", offer))


def how_far(app: "App", session: Session, heard: Heard) -> Reply:
    """One of the distances."""
    return following(app, session, heard, "range", replace(offers.of(session), range_km=float(heard.arg)))


def by_phone(app: "App", session: Session, heard: Heard) -> Reply:
    """By phone only: kinds that need someone there are left out, and said so."""
    offer = offers.of(session)
    kept = offers.phone_kinds(app, offer)
    left_out = tuple(kind for kind in offer.kinds if kind not in kept)
    reply = following(app, session, heard, "range", replace(offer, phone_only=True, kinds=kept))
    return replace(reply, says=(say("offer-left-out", kinds=left_out), *reply.says)) if left_out else reply


def how_far_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """So many miles or kilometres, in their own words."""
    offer, far = offers.of(session), offers.distance_said(heard.text)
    if "phone" in heard.text.casefold() and offers.phone_kinds(app, offer):
        return by_phone(app, session, heard)
    if far is None:
        return ask(app, session, heard, "range", offer)
    return following(app, session, heard, "range", replace(offer, range_km=far))


# ---- when
def tick_when(app: "App", session: Session, heard: Heard) -> Reply:
    """A part of the week on or off; any time settles it."""
    offer, bits = offers.of(session), BY_NAME.get(heard.arg, 0)
    if bits == ANY_TIME:
        return following(app, session, heard, "when", replace(offer, available=ANY_TIME))
    on = bits & ~offer.available == 0
    available = offer.available & ~bits if on else offer.available | bits
    return again(app, session, heard, "when", replace(offer, available=available))


def when_done(app: "App", session: Session, heard: Heard) -> Reply:
    """These times, and no others."""
    offer = offers.of(session)
    return following(app, session, heard, "when", offer) if offer.available else ask(app, session, heard, "when", offer)


def when_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Times in their own words."""
    slots = slots_of(heard.text)
    if slots:
        return following(app, session, heard, "when", replace(offers.of(session), available=slots))
    if offers.of(session).available and details.is_yes(heard.text):
        return when_done(app, session, heard)
    return Reply(session, says=(say("offer-times-again"),))


# ---- a car, nights, languages
def tick_more(app: "App", session: Session, heard: Heard) -> Reply:
    """A car or nights on or off; languages are asked for."""
    offer = offers.of(session)
    if heard.arg == "languages":
        return ask(app, session, heard, "languages", offer)
    ticked = {"car": replace(offer, car=not offer.car), "nights": replace(offer, nights=not offer.nights)}
    return again(app, session, heard, "more", ticked.get(heard.arg, offer))


def more_done(app: "App", session: Session, heard: Heard) -> Reply:
    """Nothing more to say of it."""
    return following(app, session, heard, "more", offers.of(session))


def more_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """A car, nights or languages in their own words are ticked; anything else goes on."""
    offer = offers.of(session)
    new = replace(
        offer,
        car=offer.car or offers.has_car(heard.text),
        nights=offer.nights or "night" in heard.text.casefold(),
        languages=tuple(dict.fromkeys((*offer.languages, *languages_in(heard.text)))),
    )
    return more_done(app, session, heard) if new == offer else ask(app, session, heard, "more", new)


def tick_language(app: "App", session: Session, heard: Heard) -> Reply:
    """One language on or off."""
    offer = offers.of(session)
    return again(app, session, heard, "languages", replace(offer, languages=_toggled(offer.languages, heard.arg)))


def languages_done(app: "App", session: Session, heard: Heard) -> Reply:
    """Back to what else there is to say."""
    return ask(app, session, heard, "more", offers.of(session))


def languages_typed(app: "App", session: Session, heard: Heard) -> Reply:
    """Languages by name."""
    offer = offers.of(session)
    found = languages_in(heard.text)
    languages = tuple(dict.fromkeys((*offer.languages, *found)))
    return ask(app, session, heard, "more" if found else "languages", replace(offer, languages=languages))


# ---- own words, a number
def words(app: "App", session: Session, heard: Heard) -> Reply:
    """Their own words, or none."""
    said = "" if heard.action or details.is_skip(heard.text) else heard.text[:500]
    return following(app, session, heard, "words", replace(offers.of(session), words=said))


def phone(app: "App", session: Session, heard: Heard) -> Reply:
    """A number for the coordinator, or none."""
    if heard.action or details.is_skip(heard.text):
        return following(app, session, heard, "phone", offers.of(session))
    number = people.parse_phone(heard.contact) if heard.contact else details.phone_said(heard.text)
    if number is None:
        return Reply(session, says=(say("offer-phone-again", Button("skip-phone", "", "button-skip")),))
    person, known = people.with_phone(app.world, heard.person, number)
    heard = replace(heard, person=person)
    reply = details.keep(app, heard, following(app, session, heard, "phone", offers.of(session)))
    return replace(reply, change=reply.change + known)


def how_often(app: "App", session: Session, heard: Heard) -> Reply:
    """At most so often in a week."""
    limit = offers.number_said(heard.arg or heard.text)
    if not 1 <= limit <= 50:
        return ask(app, session, heard, "limit", offers.of(session))
    return following(app, session, heard, "limit", replace(offers.of(session), weekly_limit=limit))


PRESSES: dict[str, Step] = {
    "tick-kind": tick_kind,
    "more-kinds": more_kinds,
    "kinds-done": kinds_done,
    "offer-here": here,
    "how-far": how_far,
    "by-phone": by_phone,
    "tick-when": tick_when,
    "when-done": when_done,
    "tick-more": tick_more,
    "more-done": more_done,
    "tick-language": tick_language,
    "languages-done": languages_done,
    "skip-words": words,
    "skip-phone": phone,
    "how-often": how_often,
}
_TYPED: dict[str, Step] = {
    "kinds": kinds_typed,
    "place": place,
    "range": how_far_typed,
    "when": when_typed,
    "more": more_typed,
    "languages": languages_typed,
    "words": words,
    "phone": phone,
    "limit": how_often,
}
STEPS: dict[str, Step] = {f"offer-{topic}": beside(topic, step) for topic, step in _TYPED.items()}
COMMANDS: dict[str, Step] = {}
