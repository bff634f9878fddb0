"""Narrowing in Redis: nobody who may be asked is lost on the way, and of too many those who waited longest come."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.match.asked import asked
from benchmarks.match.loaded import folk_of, newcomers
from bot.desk import candidates
from bot.model import Person, PersonId, Place, Request, Volunteer
from bot.store import narrowing
from bot.store.change import Change, put, total
from bot.store.narrowing import Wanted
from bot.store.register import MOST_FROM_A_CELL, MOST_NARROWED
from matching import rank
from tests.support.town import DEVIZES, MONDAY_TEN, SN10, Town

NEIGHBOURS = 110


def neighbourhood(town: Town, chance: random.Random) -> list[PersonId]:
    """People of every sort within some 12 km of SN10."""
    folk, made, ids = folk_of(town.app, seed=chance.randrange(1000)), list[Change](), list[PersonId]()
    for one in newcomers(folk, NEIGHBOURS):
        lat, lon = SN10.lat + chance.uniform(-0.1, 0.1), SN10.lon + chance.uniform(-0.15, 0.15)
        volunteer = replace(one.volunteer, area=DEVIZES, place=Place("SN10", round(lat, 5), round(lon, 5)))
        made.append(replace(one.change, puts=(one.change.puts[0], *put(volunteer).puts)))
        ids.append(volunteer.id)
    town.app.ledger.load(made)
    return ids


def requests(town: Town, chance: random.Random, count: int) -> list[Request]:
    """Requests of every sort from SN10."""
    folk = folk_of(town.app, seed=1)
    made = [asked(folk, chance, number) for number in range(count)]
    town.app.ledger.load(one.change for one in made)
    return [replace(one.request, area=DEVIZES, place=SN10) for one in made]


@pytest.mark.parametrize("seed", range(3))
def test_nobody_who_may_be_asked_is_lost(town: Town, seed: int) -> None:
    """Whom Redis lets through, held to the rules, is exactly whom the rules let through of everyone there is."""
    chance, world, found = random.Random(seed), town.app.world, 0  # noqa: S311 - seeded on purpose
    everyone = neighbourhood(town, chance)
    volunteers, people = world.register.all_of(Volunteer, everyone), world.register.all_of(Person, everyone)
    for request in requests(town, chance, 40):
        this = candidates.Asking.of(world, request, MONDAY_TEN)
        each = [candidates.candidate_of(this, *pair) for pair in zip(volunteers, people, strict=True)]
        may = {one.id for one in each if rank.why_not(this.need, one) is None}
        assert {volunteer.id for _, volunteer in candidates.ranked(world, request, MONDAY_TEN)} == may
        found += len(may)
    assert found > 100


def test_redis_lets_few_through_who_may_not_be_asked(town: Town) -> None:
    """What Redis can tell (time, night, check, language, range) it holds people to: little is fetched in vain."""
    chance, world = random.Random(9), town.app.world  # noqa: S311 - seeded on purpose
    neighbourhood(town, chance)
    fetched = there = 0
    for request in requests(town, chance, 40):
        this = candidates.Asking.of(world, request, MONDAY_TEN)
        fetched += len(candidates.near(world, this))
        there += len(candidates.near(world, this, everyone=True))
    assert 0 < fetched < there * 0.4


def test_a_full_ring_gives_those_who_waited_longest(town: Town) -> None:
    """Where more live around than there is room for, who waited longest comes first, whichever side they live."""
    size = MOST_FROM_A_CELL
    squares = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]
    made: list[Change] = []
    for number in range(len(squares) * size):
        x, y = squares[number % len(squares)]
        place = Place("SN10", SN10.lat + y * 0.018, SN10.lon + x * 0.031)
        one = PersonId(f"v{number:04}")
        asked_at = MONDAY_TEN - timedelta(hours=number)
        offer = Volunteer(one, DEVIZES, status="approved", kinds=("pets",), place=place, last_asked=asked_at)
        made += [put(Person(one, MONDAY_TEN, platform="console")), put(offer)]
    town.commit(total(made))
    found = [one.offer.id for one in town.app.world.register.near(Wanted("pets", DEVIZES, SN10, 15.0))]
    longest = [f"v{number:04}" for number in reversed(range(len(squares) * size))][:MOST_NARROWED]
    assert found == longest


def test_a_member_says_no_more_than_narrowing_needs() -> None:
    """Free on Monday mornings and at night, unchecked, 7.5 km, Polish too; just English is not said."""
    one = Volunteer(PersonId("p1"), DEVIZES, available=1, nights=True, range_km=7.5, languages=("en", "pl"))
    assert narrowing.member(one) == "p1:200001008,en,pl,"
    assert narrowing.member(replace(one, languages=("en",), phone_only=True)) == "p1:600001008"
