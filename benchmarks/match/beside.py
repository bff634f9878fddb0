"""Onedoor's matching side by side with what else one might pick: the same people, requests, rules and ranking."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice
from typing import NamedTuple

from benchmarks.match.folk import NOW
from benchmarks.match.held_to import broken
from benchmarks.match.loaded import Loaded, country
from benchmarks.match.measure import matched, percentile, timed
from benchmarks.match.others import Finder, Missing, Row, found_by
from benchmarks.match.plain import Plain
from benchmarks.match.postgres import Postgres
from benchmarks.match.redisearch import RediSearch
from bot.desk import candidates
from bot.model import Person, Request, Volunteer

AT_ONCE = 1000
SLOW = 20  # requests put to whatever takes a good part of a second for each
FINDERS: tuple[Callable[[], Finder], ...] = (RediSearch, Postgres, Plain)


class Beside(NamedTuple):
    """One of them next to Onedoor, on the same requests in the same minutes. Times in milliseconds."""

    name: str
    requests: int
    p50_ms: float
    p99_ms: float
    ours_p50_ms: float
    ours_p99_ms: float
    found: int
    ours_found: int
    rules_broken: int
    ours_rules_broken: int


def compared(volunteers: int, requests: int, seed: int) -> tuple[list[Beside], list[str]]:
    """Everyone who is installed beside Onedoor; and the names of what is not."""
    found, missing = [], []
    with country(volunteers, requests, seed) as loaded:
        for make in FINDERS:
            try:
                finder = make()
            except Missing as problem:
                missing.append(str(problem))
                continue
            with ExitStack() as stack:
                stack.callback(finder.close)
                found.append(_beside(loaded, finder))
    return found, missing


def _beside(loaded: Loaded, finder: Finder) -> Beside:
    for rows in _rows(loaded):
        finder.add(rows)
    finder.ready()
    world = loaded.app.world
    requests = loaded.requests[:SLOW] if isinstance(finder, Plain) else loaded.requests
    theirs, ours = [_theirs(loaded, finder, one) for one in requests], [_ours(loaded, one) for one in requests]
    ways = [(partial(found_by, finder, world, one), partial(matched, world, one)) for one in requests]
    their_ms, our_ms = timed(ways)
    return Beside(
        name=finder.name,
        requests=len(requests),
        p50_ms=percentile(their_ms, 50),
        p99_ms=percentile(their_ms, 99),
        ours_p50_ms=percentile(our_ms, 50),
        ours_p99_ms=percentile(our_ms, 99),
        found=sum(len(one) > 0 for one in theirs),
        ours_found=sum(len(one) > 0 for one in ours),
        rules_broken=sum(sum(one) for one in theirs),
        ours_rules_broken=sum(sum(one) for one in ours),
    )


def _rows(loaded: Loaded) -> Iterator[list[Row]]:
    """The volunteers again, as they stand in Onedoor's own Redis."""
    register = loaded.app.world.register
    ids = iter(loaded.volunteers)
    while some := list(islice(ids, AT_ONCE)):
        pairs = zip(register.all_of(Volunteer, some), register.all_of(Person, some), strict=True)
        yield [Row.of(volunteer, person) for volunteer, person in pairs]


def _theirs(loaded: Loaded, finder: Finder, request: Request) -> list[bool]:
    """Whether a rule was broken, for each one chosen. Also warms up whatever wants to be."""
    chosen = found_by(finder, loaded.app.world, request)
    return [_wrong(loaded, request, volunteer, person) for _, volunteer, person in chosen]


def _ours(loaded: Loaded, request: Request) -> list[bool]:
    world = loaded.app.world
    size = world.ladder.waves[request.urgency].size
    chosen = [volunteer for _, volunteer in candidates.ranked(world, request, NOW, most=size)]
    people = world.register.find_all(Person, [one.id for one in chosen])
    return [_wrong(loaded, request, one, person) for one, person in zip(chosen, people, strict=True)]


def _wrong(loaded: Loaded, request: Request, volunteer: Volunteer, person: Person | None) -> bool:
    world = loaded.app.world
    need = candidates.need_of(world, request, NOW)
    return broken(world.rules, request, need, volunteer, person, NOW) is not None
