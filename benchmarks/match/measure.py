"""How long matching takes, beside the least it could take: the same narrowing, its records neither read nor ranked."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple, TypedDict

from benchmarks.match.folk import NOW
from benchmarks.match.held_to import broken
from benchmarks.match.loaded import Loaded
from bot.desk import candidates
from bot.model import Person, Request
from bot.store.narrowing import Wanted
from bot.store.register import Register
from bot.world import World

TIMES = 3  # each request is matched so often


class Figures(TypedDict):
    """What `bench match` prints. Times are of one request, in milliseconds."""

    volunteers: int
    requests: int
    p50_ms: float
    p99_ms: float
    floor_p50_ms: float
    floor_p99_ms: float
    ratio_p99: float
    bytes_per_volunteer: float
    looked_at_median: int
    looked_at_most: int
    nobody_found: int
    rules_broken: int


@dataclass(frozen=True)
class Watched(Register):
    """The register, which notes how it was asked to narrow."""

    asked: list[tuple[Wanted, int]] = field(default_factory=list)

    def narrowed(self, wanted: Wanted, page: int = 0) -> list[bytes]:
        """As the register does it."""
        self.asked.append((wanted, page))
        return Register.narrowed(self, wanted, page)


class Tried(NamedTuple):
    """A request matched once, unhurried: how it was narrowed, how many were looked at, whose rules were broken."""

    narrowing: list[tuple[Wanted, int]]
    looked_at: int
    found: int
    rules_broken: int


def measured(loaded: Loaded) -> Figures:
    """Every request once to warm up and to be checked, then once against the clock, each right beside its floor."""
    world = loaded.app.world
    tried = [_tried(world, request) for request in loaded.requests]
    ways = [
        (partial(matched, world, request), partial(narrowed, world, one))
        for request, one in zip(loaded.requests, tried, strict=True)
    ]
    real, floor = timed(ways)
    looked_at = sorted(one.looked_at for one in tried)
    return Figures(
        volunteers=len(loaded.volunteers),
        requests=len(loaded.requests),
        p50_ms=percentile(real, 50),
        p99_ms=percentile(real, 99),
        floor_p50_ms=percentile(floor, 50),
        floor_p99_ms=percentile(floor, 99),
        ratio_p99=round(percentile(real, 99) / percentile(floor, 99), 2),
        bytes_per_volunteer=round(loaded.bytes_each, 1),
        looked_at_median=looked_at[len(looked_at) // 2],
        looked_at_most=looked_at[-1],
        nobody_found=sum(one.found == 0 for one in tried),
        rules_broken=sum(one.rules_broken for one in tried),
    )


def matched(world: World, request: Request) -> None:
    """The real path: whom a wave would ask."""
    candidates.ranked(world, request, NOW, most=world.ladder.waves[request.urgency].size)


def narrowed(world: World, one: Tried) -> None:
    """The floor: what Redis gives for the same request, untouched."""
    for wanted, page in one.narrowing:
        world.register.narrowed(wanted, page)


def _tried(world: World, request: Request) -> Tried:
    watched = Watched(world.register.client, world.register.scripts)
    found = candidates.ranked(replace(world, register=watched), request, NOW)
    people = watched.find_all(Person, [volunteer.id for _, volunteer in found])
    need = candidates.need_of(world, request, NOW)
    wrong = sum(
        broken(world.rules, request, need, volunteer, person, NOW) is not None
        for (_, volunteer), person in zip(found, people, strict=True)
    )
    looked_at = sum(len(watched.narrowed(*one)) // 3 for one in tuple(watched.asked))
    return Tried(watched.asked[: len(watched.asked) // 2], looked_at, len(found), wrong)


def timed(pairs: Sequence[Sequence[Callable[[], object]]]) -> list[list[float]]:
    """For each way of doing it, its milliseconds pair by pair: the least of TIMES, which is what the work itself takes.

    Whatever else the machine is busy with would otherwise be most of a 99th percentile. Which way comes first
    alternates, for the second finds things warmer.
    """
    gc.collect()
    gc.freeze()
    taken: list[list[float]] = [[] for _ in pairs[0]]
    for ways in pairs:
        rounds = [_round(ways, backward=turn % 2 == 1) for turn in range(TIMES)]
        for way, times in enumerate(zip(*rounds, strict=True)):
            taken[way].append(min(times))
    gc.unfreeze()
    return taken


def _round(ways: Sequence[Callable[[], object]], *, backward: bool) -> list[float]:
    taken = [0.0] * len(ways)
    for way in reversed(range(len(ways))) if backward else range(len(ways)):
        began = time.perf_counter()
        ways[way]()
        taken[way] = (time.perf_counter() - began) * 1000
    return taken


def percentile(values: Sequence[float], share: int) -> float:
    """The least value that so many of a hundred do not pass."""
    ordered = sorted(values)
    return round(ordered[max(0, -(-len(ordered) * share // 100) - 1)], 3)
