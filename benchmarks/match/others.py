"""What someone might pick instead to find who could help: each is given the same people and asked the same things.

Each only narrows; Onedoor's own rules and ranking come behind it, so that what differs is how people are found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from benchmarks.match.folk import NOW
from bot.desk import candidates
from bot.desk.candidates import Asking
from bot.model import Person, Request, Volunteer
from bot.store import codec
from bot.store.register import MOST_NARROWED
from bot.store.seen import Seen, seen
from bot.world import World
from matching.types import Ranked

MOST = MOST_NARROWED


class Missing(Exception):
    """A part this comparison needs is not installed; the message names it."""


class Pair(NamedTuple):
    """A volunteer and their person as packed records, as Redis would hand them over."""

    volunteer: bytes
    person: bytes


class Finder(Protocol):
    """One way of finding people."""

    name: str

    def add(self, rows: Sequence["Row"]) -> None:
        """So many more volunteers."""
        ...

    def ready(self) -> None:
        """Everyone is in: whatever is to be built or tidied before the first question."""
        ...

    def near(self, this: Asking, reach_km: float) -> Sequence[Pair]:
        """At most MOST who may suit this request."""
        ...

    def close(self) -> None:
        """Stop whatever was started."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One volunteer for a finder to keep as it likes."""

    volunteer: Volunteer
    packed: Pair

    @classmethod
    def of(cls, volunteer: Volunteer, person: Person) -> "Row":
        """As they stand in the register."""
        return cls(volunteer, Pair(codec.encode(volunteer), codec.encode(person)))


def found_by(finder: Finder, world: World, request: Request) -> list[tuple[Ranked, Volunteer, Person]]:
    """Whom a wave would ask, had this finder narrowed."""
    this = Asking.of(world, request, NOW)
    pairs = finder.near(this, world.ladder.reach_km)
    near = [(seen(b"1", *pair), pair.person) for pair in pairs]
    known: dict[str, tuple[Seen, bytes]] = {one.offer.id: (one, person) for one, person in near}
    best = world.order(this.need, [candidates.candidate_of(this, one.offer, one.person) for one, _ in known.values()])
    chosen = [(ranked, *known[ranked.id]) for ranked in best[: world.ladder.waves[request.urgency].size]]
    return [(ranked, one.whole(), codec.decode(Person, person, version=1)) for ranked, one, person in chosen]
