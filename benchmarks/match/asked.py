"""Synthetic requests: from where people live, for what is asked for most, at all hours and in other languages too."""

import random
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.match.folk import NOW, OFFERED, OTHER_LANGUAGES, Folk
from bot.model import PARTS, AreaId, Request, RequestId, When
from bot.store.change import Change, put

SAID = {
    "shopping": ("milk", "bread", "shopping"),
    "prescription": ("chemist", "tablets"),
    "pets": ("dog walk", "vet"),
    "transport": ("lift", "appointment"),
    "digital": ("computer", "forms"),
    "home": ("garden", "diy"),
    "befriending": ("chat", "lonely"),
}
SPOKEN = 0.03  # how many need someone who speaks their language
FIRST_NUMBER = 800_000_000  # residents' numbers, apart from volunteers'


@dataclass(frozen=True)
class Asked:
    """A request and the Change that makes its resident known."""

    request: Request
    change: Change


def asked(folk: Folk, chance: random.Random, number: int) -> Asked:
    """One more request, with what the phrasebook found in it sealed under its resident's key, as when stored."""
    person, met = folk.person(FIRST_NUMBER + number, folk.country.spot(chance))
    kind = chance.choices(list(OFFERED), list(OFFERED.values()))[0]
    request_id = RequestId(f"r{number}")
    features = "\n".join(SAID.get(kind, (kind,)))
    request = Request(
        id=request_id,
        code=f"K7-{number}",
        area=person.area or AreaId(""),
        resident=person.id,
        asked_by=person.id,
        kind=kind,
        state="open",
        opened=NOW,
        place=person.place,
        when=_when(chance),
        urgency=chance.choice(("now", "today", "week", "flexible")),
        language=chance.choice(list(OTHER_LANGUAGES)) if chance.random() < SPOKEN else None,
        sealed=folk.access.sealed(person.id, f"request:{request_id}", {"features": features}),
    )
    return Asked(request, met + put(person))


def _when(chance: random.Random) -> When:
    """Four in ten at any time; else some day this week, mostly at a part of it."""
    if chance.random() < 0.4:
        return When()
    return When(NOW.date() + timedelta(days=chance.randrange(7)), chance.choice((None, *PARTS)))
