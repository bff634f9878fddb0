"""Places: postcodes, the outcode list, and a gazetteer of names that forgives spelling."""

import csv
import re
from collections.abc import Iterable, Mapping
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

_OUT: Final = r"(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRVWXY]?)"
_IN: Final = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_WHOLE: Final = re.compile(rf"^({_OUT})\s*({_IN})?$")
_IN_TEXT: Final = re.compile(rf"\b({_OUT})(?:\s{{0,2}}({_IN}))?\b", re.IGNORECASE)
_NEARLY: Final = re.compile(
    r"\b(?=\w*\d)([A-PR-UWYZ][A-HK-Y]?[0-9OIL]{1,2})(?:\s{0,2}([0-9OIL][ABD-HJLNP-UW-Z]{2}))?\b", re.IGNORECASE
)
"""A postcode with an O for a nought or an I or L for a one, and at least one figure."""
_FIGURES: Final = str.maketrans("OIL", "011")
_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_EARTH_KM: Final = 6371.0


class Postcode(NamedTuple):
    """A UK postcode: the district ("SN10") and, when given, the rest ("1AB")."""

    outcode: str
    incode: str | None

    def __str__(self) -> str:
        return f"{self.outcode} {self.incode}" if self.incode else self.outcode


class Spot(NamedTuple):
    """A named point on the map: degrees north, degrees east, and the town's name ("" when unknown)."""

    lat: float
    lon: float
    town: str


def parse_postcode(text: str) -> Postcode | None:
    """A postcode or outcode standing alone, in any case and spacing; None when it is not one."""
    said = re.sub(r"[\s-]+", " ", text).strip().upper()
    match = _WHOLE.match(said)
    if match:
        return Postcode(match[1], match[2])
    nearly = _NEARLY.fullmatch(said)
    return _mended(nearly) if nearly else None


def _mended(match: re.Match[str]) -> Postcode | None:
    """A postcode with its noughts and ones made figures; None where that still makes none.

    >>> parse_postcode("sn1o 2ab")
    Postcode(outcode='SN10', incode='2AB')
    """
    letters = 2 if match[1][1].isalpha() else 1
    outcode = match[1][:letters] + match[1][letters:].upper().translate(_FIGURES)
    incode = match[2] and match[2][0].upper().translate(_FIGURES) + match[2][1:]
    whole = _WHOLE.match(f"{outcode} {incode}".upper() if incode else outcode.upper())
    return Postcode(whole[1], whole[2]) if whole else None


def find_postcodes(text: str) -> list[tuple[Postcode, int, int]]:
    """Postcodes and things shaped like outcodes inside a text, with where they stand."""
    found = [
        (Postcode(match[1].upper(), match[2].upper() if match[2] else None), match.start(), match.end())
        for match in _IN_TEXT.finditer(text)
    ]
    starts = {start for _, start, _ in found}
    for match in _NEARLY.finditer(text):
        postcode = _mended(match) if match[2] and match.start() not in starts else None
        if postcode:
            found.append((postcode, match.start(), match.end()))
    return found


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two (lat, lon) points in degrees, as the crow flies."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


class Outcodes:
    """The UK's postcode districts and where each lies."""

    def __init__(self, spots: Mapping[str, Spot], regions: Iterable[str] = ()) -> None:
        self._spots = dict(spots)
        self.names = frozenset(spot.town for spot in self._spots.values() if spot.town).union(regions)
        """Every town and every wider place (city, county) the list names."""

    @classmethod
    def load(cls, path: Path) -> "Outcodes":
        """From the outcode list: a CSV with columns postcode, latitude, longitude, town and region."""
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if row["latitude"] and row["longitude"]]
        spots = {row["postcode"]: Spot(float(row["latitude"]), float(row["longitude"]), row["town"]) for row in rows}
        return cls(spots, {row["region"] for row in rows if row["region"]})

    def __contains__(self, outcode: object) -> bool:
        return outcode in self._spots

    def locate(self, outcode: str) -> Spot | None:
        """The middle of a district, or None when there is no such district."""
        return self._spots.get(outcode.upper())

    def towns(self) -> dict[str, tuple[float, float]]:
        """Each town named in the list, and the middle of its districts (lat, lon)."""
        gathered: dict[str, list[Spot]] = {}
        for spot in self._spots.values():
            if spot.town:
                gathered.setdefault(spot.town, []).append(spot)
        return {
            town: (sum(s.lat for s in spots) / len(spots), sum(s.lon for s in spots) / len(spots))
            for town, spots in gathered.items()
        }


def name_key(name: str) -> str:
    """A place name as it is compared: lower case, no punctuation, "saint" and "st" alike."""
    words = _PUNCTUATION.sub("", name.replace("-", " ").lower()).split()
    return " ".join("st" if word == "saint" else word for word in words)


class Gazetteer:
    """Known place names, exact or nearly so."""

    def __init__(self, names: Mapping[str, tuple[float, float]] | Iterable[str] = ()) -> None:
        points = names if isinstance(names, Mapping) else dict.fromkeys(names)
        self._names = {name_key(name): (name, point) for name, point in points.items() if name_key(name)}
        self._keys = list(self._names)
        self.openings = frozenset(key.split()[0] for key in self._keys)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name_key(name) in self._names

    def find(self, name: str, likeness: float = 86.0) -> str | None:
        """The known name this one is, or most nearly is (0-100, by letters); None when none is near."""
        key = name_key(name)
        if key in self._names:
            return self._names[key][0]
        if len(key) < 4:
            return None
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=likeness)
        return self._names[best[0]][0] if best else None

    def locate(self, name: str, likeness: float = 86.0) -> tuple[float, float] | None:
        """Where the named place lies (lat, lon), forgiving its spelling; None when unknown."""
        known = self.find(name, likeness)
        return self._names[name_key(known)][1] if known else None
