"""`bench match`: what it prints, that it takes the real path, and that what is loaded is as what is committed."""

import json
import random
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.match import loaded, measure
from benchmarks.match.command import WORDS
from benchmarks.match.country import PEOPLE, Country
from bot.cells import SIZE_KM, cell_of
from bot.desk import candidates, people
from bot.model import Request, Volunteer
from bot.store import keys
from bot.store.change import Change, put, relying
from bot.store.reply import text
from bot.world import World
from matching.types import Ranked
from tests.support.town import MONDAY_TEN, Town, open_town

ROOT = Path(__file__).parents[2]


@pytest.fixture
def town(redis_url: str, tmp_path: Path) -> Town:
    """An empty town on a Redis of its own."""
    return open_town(redis_url, tmp_path)


def test_what_it_prints() -> None:
    """One JSON object with every figure of the contract; nobody is asked against a rule."""
    command = [sys.executable, "run_bot.py", "bench", "match", "--volunteers", "400", "--requests", "60", "--json"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=100).stdout
    found = json.loads(said)
    assert set(found) == {"volunteers", "requests", *WORDS}
    assert (found["volunteers"], found["requests"], found["rules_broken"]) == (400, 60, 0)
    assert 0 < found["floor_p50_ms"] < found["p99_ms"]
    assert found["ratio_p99"] == pytest.approx(found["p99_ms"] / found["floor_p99_ms"], abs=0.02)
    assert found["bytes_per_volunteer"] > 500


def test_it_measures_the_real_path(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is timed is what a wave does: each request goes through the desk's own ranking, some with people found."""
    ready = loaded.loaded(town.app, 300, 40, seed=3)
    asked: list[str] = []
    real = candidates.ranked

    def noted(world: World, request: Request, at: datetime, most: int | None = None) -> list[tuple[Ranked, Volunteer]]:
        asked.append(request.id)
        return real(world, request, at, most=most)

    monkeypatch.setattr(candidates, "ranked", noted)
    found = measure.measured(ready)
    assert {request.id for request in ready.requests} == set(asked)
    assert len(asked) == 40 * (1 + measure.TIMES)
    assert found["looked_at_most"] > 0
    assert found["nobody_found"] < 40


def test_loaded_and_committed_leave_the_same_keys(town: Town) -> None:
    """A volunteer the bulk path wrote, and the same one committed, leave key by key the same in Redis."""
    one = next(loaded.newcomers(loaded.folk_of(town.app, seed=1), 1))
    client = town.app.ledger.client
    town.app.ledger.load([one.change])
    by_load = _everything(town)
    for key in by_load:
        client.delete(key)
    town.app.ledger.commit("once", one.change)
    client.delete(keys.operation("once"))
    assert _everything(town) == by_load
    assert len(by_load) == 6 + len(one.volunteer.kinds)


def test_a_synthetic_volunteer_is_kept_as_a_real_one(town: Town) -> None:
    """Whoever signs up for real leaves the same kinds of keys, and every private field can be opened again."""
    one = next(loaded.newcomers(loaded.folk_of(town.app, seed=1), 1))
    town.app.ledger.load([one.change])
    made = {_kind_of(key) for key in _everything(town)}
    for key in _everything(town):
        town.app.ledger.client.delete(key)
    world = town.app.world
    person, met = people.meet(world, "telegram", "7", MONDAY_TEN)
    person, number = people.with_phone(world, person, "+447700900123")
    volunteer = Volunteer(person.id, one.volunteer.area, status="approved", kinds=("pets",), place=one.volunteer.place)
    town.commit(met + number + put(person) + put(volunteer))
    kept = {_kind_of(key) for key in _everything(town)} - {"od:op", "od:clock"}
    assert made - {"od:clock"} == kept


def test_nothing_but_what_is_new_is_loaded(town: Town) -> None:
    """What rests on something read, or changes a record, is for `commit` to guard."""
    person = town.meet("amina")
    for change in (relying(person), put(person, person), Change(holds=(("a", "b"),))):
        with pytest.raises(ValueError, match="only what is new"):
            town.app.ledger.load([change])


def test_the_country_is_as_dense_as_inner_london() -> None:
    """In its thickest squares live over 10,000 people to the square kilometre; most squares are thinly lived in."""
    where, chance, drawn = Country(), random.Random(1), 60_000  # noqa: S311 - seeded on purpose
    spots = [where.spot(chance) for _ in range(drawn)]
    counts = sorted(Counter(cell_of(spot.lat, spot.lon) for spot in spots).values(), reverse=True)
    assert 10_000 < counts[0] / drawn * PEOPLE / SIZE_KM**2 < 60_000
    assert counts[len(counts) // 2] <= 3


def _everything(town: Town) -> dict[str, bytes | None]:
    client = town.app.ledger.client
    names = [text(name) for name in client.scan_iter("*")]
    return {name: client.dump(name) for name in names if not name.startswith("od:clock")}


def _kind_of(key: str) -> str:
    return ":".join(key.split(":")[:2])
