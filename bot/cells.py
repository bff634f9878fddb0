"""Coarse squares of about 2 km, so that what lies in clear says roughly where, and never which door."""

import math
from collections.abc import Iterator
from functools import cache

SIZE_KM = 2.0
NARROWEST_KM = 1.6  # no square is narrower than this anywhere in Britain
_KM_PER_LAT = 111.32
_KM_PER_LON = 111.32 * math.cos(math.radians(54.5))  # the middle of Britain; 12% out at its ends, which is no matter


def grid(lat: float, lon: float) -> tuple[int, int]:
    """Which cell a point (degrees) lies in: so many to the east, so many to the north."""
    return math.floor(lon * _KM_PER_LON / SIZE_KM), math.floor(lat * _KM_PER_LAT / SIZE_KM)


def cell_of(lat: float, lon: float) -> str:
    """The cell a point (degrees) lies in, as `x.y`."""
    x, y = grid(lat, lon)
    return f"{x}.{y}"


def centre(lat: float, lon: float) -> tuple[float, float]:
    """The middle of the cell a point lies in, in degrees: what may be kept in clear."""
    x, y = grid(lat, lon)
    return round((y + 0.5) * SIZE_KM / _KM_PER_LAT, 5), round((x + 0.5) * SIZE_KM / _KM_PER_LON, 5)


@cache
def _ring(radius: int) -> tuple[tuple[int, int], ...]:
    span = range(-radius, radius + 1)
    return tuple((x, y) for x in span for y in span if max(abs(x), abs(y)) == radius)


def rings_within(reach_km: float) -> int:
    """How many rings of cells around a cell cover everything within `reach_km` of any point in it."""
    return math.ceil(reach_km / SIZE_KM)


def rings(lat: float, lon: float, reach_km: float) -> Iterator[str]:
    """The cells from a point outward, nearest ring first, until everything within `reach_km` is covered."""
    x, y = grid(lat, lon)
    for radius in range(rings_within(reach_km) + 1):
        for dx, dy in _ring(radius):
            yield f"{x + dx}.{y + dy}"
