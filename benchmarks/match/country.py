"""Where people live: points of Great Britain and Northern Ireland, as thickly as it is lived in."""

import csv
import math
import random
import re
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from matching.places import distance_km

OUTCODES = Path(__file__).parents[2] / "config" / "data" / "uk_outcodes.csv"
PEOPLE = 67_000_000
PER_AREA = 10_000
INNER_LONDON = frozenset(("E", "EC", "N", "NW", "SE", "SW", "W", "WC"))
LONDON_TIMES = 2.0  # a London district holds so many times the people of the average one
KM_PER_DEGREE = 111.32
WHOLE_KM = 2.0  # districts closer together than this are the smaller for it
NEAREST_OF = 60  # the list is by postcode, so a district's neighbours on the ground stand near it there, mostly


class Spot(NamedTuple):
    """Where someone lives: an outcode, the area that serves it, degrees."""

    outcode: str
    area: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class _District:
    outcode: str
    lat: float
    lon: float
    spread_km: float
    areas: int


class Country:
    """Every postcode district with about as many people as it has, thickest in its middle.

    Districts are drawn to hold like numbers of people, so that how closely they lie says how densely people live;
    London's hold more. The densest 2 km squares come out at about 16,000 people per square kilometre.
    """

    def __init__(self, path: Path = OUTCODES) -> None:
        with path.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if float(row["latitude"]) > 0]
        points = [(float(row["latitude"]), float(row["longitude"])) for row in rows]
        gaps = [_gap(points, number) for number in range(len(points))]
        weights = [_weight(row["postcode"], gap) for row, gap in zip(rows, gaps, strict=True)]
        self._upto = list(accumulate(weights))
        self._districts = [
            _District(row["postcode"], lat, lon, min(4.0, max(0.4, gap / 2)), _areas(weight / self._upto[-1]))
            for row, (lat, lon), gap, weight in zip(rows, points, gaps, weights, strict=True)
        ]

    def spot(self, chance: random.Random) -> Spot:
        """Where one more person lives."""
        district = self._districts[bisect(self._upto, chance.random() * self._upto[-1])]
        north, east = chance.gauss(0, district.spread_km), chance.gauss(0, district.spread_km)
        lat = district.lat + north / KM_PER_DEGREE
        lon = district.lon + east / (KM_PER_DEGREE * math.cos(math.radians(district.lat)))
        return Spot(district.outcode, f"{district.outcode.lower()}-{chance.randrange(district.areas)}", lat, lon)


def _gap(points: list[tuple[float, float]], number: int) -> float:
    """Kilometres from a district's middle to those of its neighbours."""
    here = points[number]
    around = points[max(0, number - NEAREST_OF) : number + NEAREST_OF]
    near = sorted(distance_km(here, other) for other in around if other != here)[:3]
    return sum(near) / len(near)


def _weight(outcode: str, gap: float) -> float:
    """How many people a district holds beside the average one. The closest together lie among offices."""
    letters = re.match("[A-Z]+", outcode)
    times = LONDON_TIMES if letters and letters[0] in INNER_LONDON else 1.0
    return times * float(min(1.0, gap / WHOLE_KM) ** 1.5)


def _areas(share: float) -> int:
    return max(1, round(share * PEOPLE / PER_AREA))
