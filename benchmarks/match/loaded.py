"""A country of volunteers in a private Redis, and requests to match, for as long as a block."""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.match.asked import asked
from benchmarks.match.country import Country
from benchmarks.match.folk import Folk, Newcomer
from bot.access import Access
from bot.app import App, build
from bot.model import PersonId, Request
from bot.store.change import Change
from bot.store.embedded import EmbeddedRedis
from bot.store.seal import Vault
from config.settings import Settings

PATIENCE = 600.0  # seconds for Redis to finish writing its file anew


@dataclass(frozen=True)
class Loaded:
    """Everything in place. `bytes_each` is how Redis's memory grew for each volunteer, indexes and keys included."""

    app: App
    volunteers: list[PersonId]
    requests: list[Request]
    bytes_each: float


@dataclass(frozen=True)
class _NoShelf:
    """Nobody's key is stored yet: the vault seals with those it has just made."""

    def wrapped_key(self, person: PersonId) -> bytes | None:
        return None


@contextmanager
def country(volunteers: int, requests: int, seed: int) -> Iterator[Loaded]:
    """Loads, yields, and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="onedoor-bench-") as folder:
        own = EmbeddedRedis(Path(folder))
        try:
            app = build(Settings.model_construct(redis_url=own.start(), data_dir=Path(folder)))
            yield loaded(app, volunteers, requests, seed)
        finally:
            own.stop()


def loaded(app: App, volunteers: int, requests: int, seed: int) -> Loaded:
    """The volunteers, then the residents who ask, written by the register's bulk path."""
    folk = folk_of(app, seed)
    before = _memory(app)
    ids: list[PersonId] = []
    app.ledger.load(_noted(ids, newcomers(folk, volunteers)))
    grown = _memory(app) - before
    chance = random.Random(seed + 1)
    wanted = [asked(folk, chance, number) for number in range(requests)]
    app.ledger.load(one.change for one in wanted)
    _settled(app)
    return Loaded(app, ids, [one.request for one in wanted], grown / volunteers)


def folk_of(app: App, seed: int) -> Folk:
    """People sealed under this app's master key."""
    vault = Vault(app.world.vault.master, _NoShelf())
    return Folk(Country(), vault, Access(app.world.register, vault, app.world.team), random.Random(seed))


def newcomers(folk: Folk, count: int) -> Iterator[Newcomer]:
    """So many volunteers, one after another."""
    return (folk.volunteer(number) for number in range(count))


def _noted(ids: list[PersonId], everyone: Iterator[Newcomer]) -> Iterator[Change]:
    """Their Changes, each id written down on the way."""
    for one in everyone:
        ids.append(one.volunteer.id)
        yield one.change


def _memory(app: App) -> int:
    return int(app.ledger.client.info("memory")["used_memory"])


def _settled(app: App) -> None:
    """Wait until Redis has written its file anew, which loading makes it do: no part of matching."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        about = app.ledger.client.info("persistence")
        if not about.get("aof_rewrite_in_progress") and not about.get("aof_rewrite_scheduled"):
            return
        time.sleep(0.5)
