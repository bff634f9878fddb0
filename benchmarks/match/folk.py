"""Synthetic people of a country: volunteers as sign-up leaves them, and requests from where people live."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from benchmarks.match.country import Country, Spot
from bot.access import Access
from bot.cells import centre
from bot.model import (
    PARTS,
    AreaId,
    Check,
    Person,
    PersonId,
    Place,
    Volunteer,
    new_id,
    slot,
)
from bot.store import keys
from bot.store.change import Change, put
from bot.store.seal import Vault

COORDINATOR = PersonId("pcoordinator1")
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday

# How many of a hundred offer, or ask for, each kind.
OFFERED = {
    "shopping": 55,
    "prescription": 45,
    "befriending": 35,
    "transport": 25,
    "food": 25,
    "pets": 20,
    "digital": 15,
    "goods": 15,
    "community": 15,
    "home": 12,
    "learning": 8,
    "family": 8,
    "language": 6,
    "money": 5,
    "work": 5,
    "health": 5,
    "legal": 3,
    "housing": 3,
}
LEVELS = {"none": 5, "word": 15, "identity": 45, "dbs_basic": 25, "dbs_enhanced": 7, "dbs_enhanced_barred": 3}
RANGES = {1.0: 5, 2.0: 15, 3.0: 25, 5.0: 30, 8.0: 15, 15.0: 10}
OTHER_LANGUAGES = {"pl": 10, "pa": 8, "ur": 8, "bn": 5, "gu": 5, "ar": 6, "fr": 6, "pt": 5, "es": 6, "ro": 6}
LIKES = ("dog", "garden", "cooking", "reading", "driving", "computer", "cat", "walk", "bike", "diy", "forms", "chat")
FIRST = ("Amina", "Joe", "Sue", "Priya", "Tomasz", "Grace", "Olu", "Megan", "Bethany", "Christopher")
LAST = ("Khan", "Smith", "Evans", "Okafor", "Kowalska", "Macdonald", "Patel", "Jones", "Featherstone", "Ng")
WORDS = (
    "Happy to walk dogs and do shopping on my way home",
    "I drive, mornings are best, not Thursdays",
    "",
    "Retired nurse, good with people, can sit and chat for a while over a cup of tea",
    "",
)


class Newcomer(NamedTuple):
    """A volunteer on their way in: their person, their offer, and the Change that brings both."""

    person: Person
    volunteer: Volunteer
    change: Change


@dataclass(frozen=True)
class Folk:
    """Makes people, the same ones for the same seed but for what is random by nature (ids, keys, nonces)."""

    country: Country
    vault: Vault
    access: Access
    chance: random.Random

    def volunteer(self, number: int) -> Newcomer:
        """One more approved volunteer, met on Telegram, with a name, a number and words of their own, all sealed."""
        chance, spot = self.chance, self.country.spot(self.chance)
        person, met = self.person(number, spot)
        words, note = chance.choice(WORDS), "Passport seen, utility bill" if chance.random() < 0.4 else ""
        private = {name: text for name, text in (("words", words), ("note", note)) if text}
        sealed = self.access.sealed(person.id, f"volunteer:{person.id}", private)
        volunteer = replace(_offer(chance, person), sealed=sealed)
        return Newcomer(person, volunteer, met + put(person) + put(volunteer))

    def person(self, number: int, spot: Spot) -> tuple[Person, Change]:
        """Someone met on Telegram, who gave a name and a number."""
        person = Person(
            PersonId(new_id("p")),
            NOW - timedelta(days=self.chance.randrange(400), seconds=self.chance.randrange(86400)),
            platform="telegram",
            area=AreaId(spot.area),
            place=Place(spot.outcode, *centre(spot.lat, spot.lon)),
            details_asked=True,
            asked=("name", "phone"),
        )
        key, phone, sender = self.vault.new_key(person.id), f"07{number:09}", str(5_000_000_000 + number)
        name = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}"
        person = self.access.with_private(person, name=name, phone=phone, **{"address.telegram": sender})
        return person, Change(
            writes=(
                ("HSET", keys.person_keys(), person.id, key),
                ("HSET", keys.addresses(), self.vault.digest("telegram", sender), person.id),
                ("HSET", keys.phones(), self.vault.digest("phone", phone), person.id),
            )
        )


def _offer(chance: random.Random, person: Person) -> Volunteer:
    kinds = tuple(kind for kind, share in OFFERED.items() if chance.random() * 100 < share) or ("shopping",)
    asked = NOW - timedelta(hours=chance.randrange(1, 2400)) if chance.random() < 0.7 else None
    more = tuple(lang for lang, share in OTHER_LANGUAGES.items() if chance.random() * 1000 < share)
    yes = chance.randrange(4) if asked else 0
    return Volunteer(
        id=person.id,
        area=person.area or AreaId(""),
        status="approved",
        kinds=kinds,
        place=person.place,
        range_km=chance.choices(list(RANGES), list(RANGES.values()))[0],
        phone_only=chance.random() < 0.1,
        available=_week(chance),
        nights=chance.random() < 0.05,
        languages=("en", *more),
        car=chance.random() < 0.5,
        check=Check(
            chance.choices(list(LEVELS), list(LEVELS.values()))[0], PersonId("pcoordinator1"), date(2026, 1, 5)
        ),
        likes=tuple(chance.sample(LIKES, chance.randrange(4))),
        last_asked=asked,
        accepted_at=tuple(NOW - timedelta(hours=chance.randrange(160)) for _ in range(chance.choice((0, 0, 0, 1, 2)))),
        replies={kinds[0]: (yes, chance.randrange(4))} if asked else {},
    )


def _week(chance: random.Random) -> int:
    """The parts of the week someone is free in: all, weekends and evenings, or some of each."""
    manner = chance.random()
    if manner < 0.3:
        return (1 << 21) - 1
    days = range(7) if manner < 0.8 else (5, 6)
    parts = [part for part in PARTS if chance.random() < 0.5] or ["evening"]
    return sum(slot(day, part) for day in days for part in parts)
