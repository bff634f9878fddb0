"""The draft of an offer to help: what was said so far, kept in the session until its writer says yes."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from bot import moments
from bot.errors import NotFound
from bot.model import Place, Session, Volunteer
from bot.talk.types import Heard, moved
from matching import offered
from matching.types import Understanding
from matching.week import slots_of

if TYPE_CHECKING:
    from bot.app import App

# What is asked, in this order, each once.
TOPICS = ("adult", "name", "kinds", "place", "range", "when", "more", "words", "phone")


@dataclass(frozen=True, slots=True)
class Offer:
    """Plain values, so that a session can keep it. `done` names the topics that need not be asked (again)."""

    done: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    all_kinds: bool = False  # every kind is shown, not only the common ones
    place: Place | None = None
    range_km: float = 5.0
    phone_only: bool = False
    available: int = 0
    nights: bool = False
    languages: tuple[str, ...] = ("en",)
    car: bool = False
    weekly_limit: int = 3
    words: str | None = None  # None: not given now, so what was given before stays
    token: str = ""  # they came by a join link


_ADAPTER = TypeAdapter(Offer)


def of(session: Session) -> Offer:
    """The offer a session holds. Raises NotFound when it holds none (an old card was pressed)."""
    if "offer" not in session.draft:
        raise NotFound("offer")
    return _ADAPTER.validate_python(session.draft["offer"])


def kept(session: Session, step: str, offer: Offer) -> Session:
    """The session holding this offer, at a step."""
    return moved(session, step, offer=_ADAPTER.dump_python(offer, mode="json"))


def begun(app: "App", heard: Heard, meant: Understanding) -> Offer:
    """A first draft from the message that offered: kinds, place, times and a car, where it named them."""
    words = heard.text
    kinds = offered.kinds_named(app.reader, words, moments.local(heard.at))
    place = app.world.areas.locate(meant.place) if meant.place else None
    return Offer(
        kinds=tuple(kind for kind in kinds if kind != "transport" or len(kinds) == 1 or _drives(words)),
        place=place if place and app.world.areas.serving(place) else None,
        available=slots_of(words) or 0,
        car=has_car(words),
    )


# Words of someone who asks for help: whatever else the message was taken for, they are not asked to sign up.
_ASKS = re.compile(
    r"\b(?:can|could|would|will)\s+(?:some|any)\s?(?:one|body|1)\b|\bis there (?:some|any)\s?(?:one|body)\b"
    r"|\b(?:i|we|she|he|they)\s+(?:really\s+|just\s+)?needs?\b|\bplease can (?:i|we)\b|\b(?:for|help|me) me\b"
    r"|\b(?:i'?m|im|i am|feel|get)\s+(?:so\s+|very\s+|really\s+)?lonely\b|\bwould love (?:some|a|it if)\w*\b",
    re.IGNORECASE,
)


def asks_instead(words: str) -> bool:
    """Whether the words ask for help rather than offer it."""
    return _ASKS.search(words) is not None


def has_car(words: str) -> bool:
    """Whether they say they have a car."""
    said = f" {words.casefold()} "
    return any(phrase in said for phrase in (" car ", " car,", " car.", " drive", " van ")) and " no car" not in said


def _drives(words: str) -> bool:
    """Whether a car was named for giving lifts, not only as something they have."""
    return any(word in words.casefold() for word in ("lift", "drive", "driving", "appointment", "transport"))


def of_volunteer(volunteer: Volunteer) -> Offer:
    """What a volunteer offers now, to be changed."""
    return Offer(
        done=TOPICS,
        kinds=volunteer.kinds,
        place=volunteer.place,
        range_km=volunteer.range_km,
        phone_only=volunteer.phone_only,
        available=volunteer.available,
        nights=volunteer.nights,
        languages=volunteer.languages,
        car=volunteer.car,
        weekly_limit=volunteer.weekly_limit,
    )


def volunteer(app: "App", heard: Heard, offer: Offer, before: Volunteer | None = None) -> Volunteer:
    """The offer as a volunteer's record: a new one, or `before` with what the offer says."""
    area = app.world.areas.serving(offer.place) if offer.place else None
    fallback = heard.person.area or next(iter(app.world.areas)).id
    base = before or Volunteer(heard.who, area.id if area else fallback)
    return replace(
        base,
        area=area.id if area else base.area,
        kinds=offer.kinds,
        place=offer.place,
        range_km=offer.range_km,
        phone_only=offer.phone_only,
        available=offer.available,
        nights=offer.nights,
        languages=offer.languages,
        car=offer.car,
        weekly_limit=offer.weekly_limit,
        likes=base.likes if offer.words is None else _likes(app, heard, offer.words),
    )


def _likes(app: "App", heard: Heard, words: str) -> tuple[str, ...]:
    return offered.features(app.reader, words, moments.local(heard.at)) if words else ()


def by_phone_alone(app: "App", offer: Offer) -> bool:
    """Whether nobody need go anywhere for any of these kinds."""
    rules = [app.world.rules[kind] for kind in offer.kinds]
    return bool(rules) and all(rule.by_phone and not rule.door for rule in rules)


def phone_kinds(app: "App", offer: Offer) -> tuple[str, ...]:
    """Those of the kinds that can be done by phone."""
    return tuple(kind for kind in offer.kinds if app.world.rules[kind].by_phone)


def distance_said(words: str) -> float | None:
    """So many kilometres (or miles, where they say so), between a street and a county; None when none is named."""
    found = re.search(r"(\d+(?:\.\d+)?)\s*(mi|mile)?", words)
    if found is None:
        return None
    far = float(found[1]) * (1.609 if found[2] or "mile" in words.casefold() else 1)
    return round(min(max(far, 0.5), 50), 1)


ADULT = 18  # years
_AGE = re.compile(
    r"\W*(?:yes|no|well)?\W*(?:i\W?a?m|aged?)?\s*(?:only|just|nearly)?\s*(\d{1,2})\s*(?:years?|yrs?|yo)?(?: old)?\W*"
)


def age_said(words: str) -> int:
    """The age in words that say nothing else ("im 34"), or 0: a house number is no age."""
    found = _AGE.fullmatch(words.casefold())
    return int(found[1]) if found else 0


def number_said(words: str) -> int:
    """The first whole number below 120 in the words, or 0."""
    return next((int(number) for number in re.findall(r"\d+", words) if int(number) < 120), 0)
