"""Who lives in the simulated town and what they will need: drawn from a seed alone, so the same for every policy.

People live in clusters. Where many could help and where much is needed are not the same streets, some households need
something every week and most only once, and what is offered is not quite what is asked for.
"""

import math
from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from bot.model import ALL_DAY_EVERY_DAY, PARTS, AreaId, Check, Person, PersonId, Place, Volunteer, When, slot

AREA = AreaId("exampleton")
FIRST_DAY = datetime(2026, 11, 2, tzinfo=UTC)  # a Monday, in winter time
MIDDLE = (51.3526, -1.9946)
KM_PER_LAT, KM_PER_LON = 111.32, 111.32 * math.cos(math.radians(51.35))

# Kilometres east and north of the middle; how far volunteers' homes spread, and how far those of people who ask, since
# much of the need comes from a few streets (sheltered flats, one end of an estate); how many of 100 of each live there.
CLUSTERS = (
    (0.0, 0.0, 0.5, 0.2, 16, 30),  # the old town
    (1.6, 0.6, 0.4, 0.3, 30, 3),  # new houses by the station: many volunteers
    (-1.3, -0.6, 0.4, 0.2, 8, 39),  # the big estate: much is needed
    (0.3, -1.6, 0.4, 0.2, 9, 18),
    (-0.4, 1.9, 0.4, 0.3, 20, 3),  # the leafy side
    (4.5, 2.0, 0.3, 0.3, 6, 3),  # villages
    (-5.0, 1.5, 0.3, 0.3, 5, 2),
    (1.0, -5.5, 0.3, 0.3, 3, 1),
    (-2.5, 5.0, 0.3, 0.3, 3, 1),
)
HELPS, ASKS = 0, 1  # whose homes: the columns of each above
OFFERED = {"shopping": 34, "prescription": 32, "befriending": 18, "transport": 12, "pets": 12, "food": 12, "digital": 6,
           "goods": 8, "home": 6, "learning": 3, "language": 2}  # fmt: skip
ASKED = {"prescription": 30, "shopping": 28, "transport": 10, "befriending": 9, "food": 8, "pets": 5, "digital": 3,
         "goods": 4, "home": 2, "learning": 1}  # fmt: skip
RANGES = {2.0: 10, 3.0: 25, 5.0: 35, 8.0: 20, 15.0: 10}
LIMITS = {2: 20, 3: 55, 5: 25}
LEVELS = {"word": 15, "identity": 35, "dbs_basic": 35, "dbs_enhanced": 15}
FREE = {"always": 45, "weekdays": 15, "evenings and weekends": 20, "weekends": 6, "mornings": 7, "afternoons": 7}
URGENCY = {"now": 6, "today": 30, "week": 40, "flexible": 24}
HOURS = (0, 0, 0, 0, 0, 0, 1, 3, 7, 10, 10, 9, 8, 6, 6, 6, 6, 6, 6, 6, 6, 5, 4, 2)  # when people write
HOUSEHOLDS = 2.5  # that ever ask, for each request a day: most needs come back
TO_HOSPITAL = "need a lift\nto @hospital"


@dataclass(frozen=True)
class Character:
    """How someone answers. Shares from 0 to 1; `minutes` is their usual delay."""

    answers: float
    willing: float
    minutes: float
    keeps_word: float


@dataclass(frozen=True)
class Household:
    """Who asks, and for which few kinds of help."""

    person: Person
    kinds: tuple[str, ...]
    language: str | None


@dataclass(frozen=True)
class Asked:
    """A request to come: when, by which household, for what."""

    number: int
    at: datetime
    resident: PersonId
    place: Place
    kind: str
    when: When
    urgency: str
    language: str | None
    features: str


@dataclass(frozen=True)
class Town:
    """Everyone, and everything that will be asked for, in order of time."""

    people: tuple[Person, ...]
    volunteers: tuple[Volunteer, ...]
    characters: dict[PersonId, Character]
    requests: tuple[Asked, ...]


def _one(rng: Random, weights: dict[str, int] | dict[float, int] | dict[int, int]) -> str:
    return str(rng.choices(list(weights), list(weights.values()))[0])


def _homes(rng: Random, whose: int, count: int) -> list[Place]:
    """So many homes, each cluster having its share, in no order."""
    clusters, ends = list(CLUSTERS), list(accumulate(one[4 + whose] for one in CLUSTERS))
    chosen = [clusters[bisect(ends, (number + rng.random()) * ends[-1] / count)] for number in range(count)]
    rng.shuffle(chosen)
    return [_home(rng, *cluster[:2], cluster[2 + whose]) for cluster in chosen]


def _home(rng: Random, east: float, north: float, spread: float) -> Place:
    """Somewhere in a cluster, to the nearest 100 m or so: closer than Onedoor keeps it, so distance can tell."""
    east, north = rng.gauss(east, spread), rng.gauss(north, spread)
    return Place("Exampleton", round(MIDDLE[0] + north / KM_PER_LAT, 3), round(MIDDLE[1] + east / KM_PER_LON, 3))


def _person(who: PersonId, place: Place) -> Person:
    return Person(who, FIRST_DAY - timedelta(days=30), platform="console", area=AREA, place=place, details_asked=True)


def _free(rng: Random) -> int:
    pattern = _one(rng, FREE)
    days = {"weekdays": range(5), "weekends": (5, 6)}.get(pattern, range(7))
    parts = {"mornings": PARTS[:1], "afternoons": PARTS[1:2]}.get(pattern, PARTS)
    if pattern == "evenings and weekends":
        return sum(slot(day, part) for day in range(7) for part in PARTS if day > 4 or part == "evening")
    return ALL_DAY_EVERY_DAY if pattern == "always" else sum(slot(day, part) for day in days for part in parts)


def _volunteer(rng: Random, who: PersonId, home: Place) -> Volunteer:
    kinds = tuple(dict.fromkeys(_one(rng, OFFERED) for _ in range(rng.choice((2, 3, 3, 4, 5)))))
    drives = "transport" in kinds
    level = "dbs_enhanced_barred" if drives and rng.random() < 0.4 else _one(rng, LEVELS)
    return Volunteer(
        id=who,
        area=AREA,
        status="approved",
        kinds=kinds,
        place=home,
        range_km=float(_one(rng, RANGES)),
        phone_only=kinds == ("befriending",) and rng.random() < 0.5,
        available=_free(rng),
        nights=rng.random() < 0.1,
        languages=("en", "pl") if rng.random() < 0.06 else ("en",),
        car=drives or rng.random() < 0.5,
        weekly_limit=int(_one(rng, LIMITS)),
        check=Check(level),
    )


def _character(rng: Random) -> Character:
    return Character(
        answers=rng.uniform(0.7, 0.98),
        willing=rng.betavariate(4.5, 2),
        minutes=rng.lognormvariate(math.log(6), 0.7),
        keeps_word=rng.uniform(0.88, 0.99),
    )


def _when(rng: Random, at: datetime, urgency: str) -> When:
    if urgency in ("now", "today") or rng.random() < 0.4:
        return When()
    day = (at + timedelta(days=rng.randint(1, 5))).date()
    return When(day, rng.choice((None, *PARTS)))


def _moments(rng: Random, days: int, per_day: float) -> list[datetime]:
    """When people write: so many a day on average, each day as it falls, mostly by day."""
    found = []
    for day in range(days):
        for _ in range(_poisson(rng, per_day)):
            hour = rng.choices(range(24), HOURS)[0]
            found.append(FIRST_DAY + timedelta(days=day, hours=hour, seconds=rng.randrange(3600)))
    return sorted(found)


def _poisson(rng: Random, mean: float) -> int:
    count, left = 0, rng.expovariate(1)
    while left < mean:
        count, left = count + 1, left + rng.expovariate(1)
    return count


def _household(rng: Random, number: int, home: Place) -> Household:
    kinds = tuple(_one(rng, ASKED) for _ in range(rng.choice((1, 2, 2, 3))))
    person = _person(PersonId(f"h{number:03}"), home)
    return Household(person, kinds, "pl" if rng.random() < 0.02 else None)


def _asked(rng: Random, number: int, at: datetime, home: Household) -> Asked:
    kind, urgency = rng.choice(home.kinds), _one(rng, URGENCY)
    to_hospital = kind == "transport" and rng.random() < 0.4
    return Asked(
        number=number,
        at=at,
        resident=home.person.id,
        place=home.person.place or Place("", *MIDDLE),
        kind=kind,
        when=_when(rng, at, urgency),
        urgency=urgency,
        language=home.language,
        features=TO_HOSPITAL if to_hospital else "",
    )


def drawn(seed: int, days: int, volunteers: int, per_day: float) -> Town:
    """The town of this seed."""
    rng = Random(seed)
    homes = _homes(rng, HELPS, volunteers)
    helpers = [_volunteer(rng, PersonId(f"v{number:03}"), home) for number, home in enumerate(homes)]
    characters = {helper.id: _character(rng) for helper in helpers}
    homes = _homes(rng, ASKS, max(8, round(per_day * HOUSEHOLDS)))
    households = [_household(rng, number, home) for number, home in enumerate(homes)]
    often = [1 / (place + 2) for place in range(len(households))]  # a few ask every few days, most once
    asked = [
        _asked(rng, number, at, rng.choices(households, often)[0])
        for number, at in enumerate(_moments(rng, days, per_day))
    ]
    people = [_person(helper.id, helper.place or Place("", *MIDDLE)) for helper in helpers]
    return Town((*(home.person for home in households), *people), tuple(helpers), characters, tuple(asked))
