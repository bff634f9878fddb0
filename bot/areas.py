"""Areas and their coordinators, as `areas.toml` says. Roles come from there alone, bound to a platform's own id."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.cells import centre
from bot.model import AreaId, Place
from config.settings import BadSettings, what_is_wrong
from matching.places import Gazetteer, Outcodes, distance_km, parse_postcode

BRITISH = "Europe/London"  # days and hours are said in this time everywhere (bot.moments)


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Someone named in areas.toml. `id` is the platform's user id, never a username."""

    name: str
    platform: str
    id: str
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A place of about 10,000 people. `places` are names people use, with their latitude and longitude."""

    id: AreaId
    name: str
    outcodes: tuple[str, ...]
    phone: str  # a number a person answers in office hours
    places: Mapping[str, tuple[float, float]]
    coordinators: tuple[Coordinator, ...]
    above: AreaId | None = None
    timezone: str = BRITISH


@dataclass(frozen=True)
class Areas:
    """Every area, and where each place is."""

    by_id: Mapping[AreaId, Area]
    outcodes: Outcodes

    @classmethod
    def load(cls, path: Path, outcodes: Outcodes) -> "Areas":
        """Read areas.toml. Raises BadSettings with a sentence naming what to put right."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8")).get("area", [])
            areas = TypeAdapter(list[Area]).validate_python(found)
        except OSError:
            raise BadSettings(f"{path} cannot be read: set ONEDOOR_AREAS to your areas.toml.") from None
        except (tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {what_is_wrong(problem)}") from None
        result = cls({area.id: area for area in areas}, outcodes)
        result._check(path)
        return result

    def _check(self, path: Path) -> None:
        if not self.by_id:
            raise BadSettings(f"{path} names no area: add at least one [[area]].")
        for area in self:
            if area.timezone != BRITISH:
                raise BadSettings(
                    f"{path}: {area.id} has the timezone {area.timezone}, but Onedoor speaks British time only. Take "
                    "that line out, and run a Onedoor of its own, changed for it, where clocks show another time."
                )
            if area.above and area.above not in self.by_id:
                raise BadSettings(f"{path}: {area.id} says it is under {area.above}, which is not there.")

    def __iter__(self) -> Iterator[Area]:
        return iter(self.by_id.values())

    def __getitem__(self, area_id: AreaId) -> Area:
        return self.by_id[area_id]

    @cached_property
    def names(self) -> Mapping[str, tuple[float, float]]:
        """Every place name of every area, and where it is."""
        return {name: point for area in self for name, point in area.places.items()}

    def locate(self, words: str) -> Place | None:
        """A postcode, an outcode or a place's name as a rough place; None when it is not known.

        The label is fit to show anyone: an outcode or a village, never a whole postcode.
        """
        postcode = parse_postcode(words)
        if postcode:
            found = self.outcodes.locate(postcode.outcode)
            return Place(postcode.outcode, found[0], found[1]) if found else None
        name = self.gazetteer.find(words)
        if name:
            return Place(name, *self.names[name])
        town = self._towns.find(words, likeness=93)
        found_town = self._towns.locate(town) if town else None
        return Place(town, *found_town) if town and found_town else None

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The same, made ready to be looked up by the reader."""
        return Gazetteer(self.names)

    @cached_property
    def _towns(self) -> Gazetteer:
        """The country's towns, to know a place that is not one of ours."""
        return Gazetteer(self.outcodes.towns())

    def around(self, lat: float, lon: float) -> Place:
        """A point as a rough place: the nearest place we have a name for, and the middle of the point's cell.

        The label is "" where none is within 8 km: no area of ours.
        """
        spots = {**self._outcode_spots(), **self.names}
        near = min(spots, key=lambda name: distance_km((lat, lon), spots[name]), default="")
        label = near if near and distance_km((lat, lon), spots[near]) <= 8 else ""
        return Place(label, *centre(lat, lon))

    def _outcode_spots(self) -> dict[str, tuple[float, float]]:
        found = {code: self.outcodes.locate(code) for area in self for code in area.outcodes}
        return {code: (spot.lat, spot.lon) for code, spot in found.items() if spot}

    def serving(self, place: Place) -> Area | None:
        """The area that serves a place: by outcode or name, else by the nearest of its places within 8 km."""
        for area in self:
            if place.label in area.outcodes or place.label in area.places:
                return area
        spots = [(distance_km((place.lat, place.lon), spot), area) for area in self for spot in area.places.values()]
        near = min(spots, key=lambda pair: pair[0], default=None)
        return near[1] if near and near[0] <= 8 else None

    def chain(self, area_id: AreaId) -> Iterator[Area]:
        """The area, the area above it, and so on upwards."""
        seen: set[AreaId] = set()
        at: AreaId | None = area_id
        while at and at not in seen:
            seen.add(at)
            yield self.by_id[at]
            at = self.by_id[at].above
