"""Who coordinates which area: areas.toml, and the address each named coordinator has written from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.areas import Areas, Coordinator
from bot.model import AreaId, Person, PersonId
from bot.store.register import Register
from bot.store.seal import Vault
from config.settings import BadSettings

log = structlog.get_logger()


class Rota:
    """Who areas.toml names now: read again once the file has changed.

    One that cannot be read leaves the last good one standing, and the log says so.
    """

    def __init__(self, path: Path, areas: Areas) -> None:
        self._path, self._areas, self._stamp = path, areas, _stamp(path)

    def coordinators(self, area_id: AreaId) -> tuple[Coordinator, ...]:
        """An area's coordinators, as the file names them now."""
        area = self._now().by_id.get(area_id)
        return area.coordinators if area else ()

    def _now(self) -> Areas:
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._areas = Areas.load(self._path, self._areas.outcodes)
            except BadSettings as problem:
                log.warning("areas_not_read", why=str(problem))
        return self._areas


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@dataclass(frozen=True)
class Team:
    """Reads roles afresh each time, so that taking a name out of areas.toml takes the role away at once."""

    areas: Areas
    rota: Rota
    register: Register
    vault: Vault

    def _person(self, coordinator: Coordinator) -> PersonId | None:
        return self.register.person_at(self.vault.digest(coordinator.platform, coordinator.id))

    def _of(self, area_id: AreaId, *, deputy: bool | None = None) -> Iterator[PersonId]:
        for coordinator in self.rota.coordinators(area_id):
            if deputy in (None, coordinator.deputy):
                person = self._person(coordinator)
                if person:
                    yield person

    def coordinators(self, area_id: AreaId) -> list[PersonId]:
        """The area's coordinators and deputies who have ever written."""
        return list(dict.fromkeys(self._of(area_id)))

    def deputies(self, area_id: AreaId) -> list[PersonId]:
        """The area's deputies who have ever written."""
        return list(dict.fromkeys(self._of(area_id, deputy=True)))

    def on_duty(self, area_id: AreaId) -> list[PersonId]:
        """Those on duty who still hold the role, and can be told."""
        on = self.register.duty(area_id).on
        return self.can_be_told([person for person in self.coordinators(area_id) if person in on])

    def can_be_told(self, people: Iterable[PersonId]) -> list[PersonId]:
        """Those of them with a chat that has not refused us, and not hushed."""
        found = self.register.all_of(Person, people)
        return [person.id for person in found if person.platforms and not person.hushed]

    def coordinates(self, who: PersonId, area_id: AreaId) -> bool:
        """Whether `who` coordinates this area or one above it."""
        return any(who in self.coordinators(area.id) for area in self.areas.chain(area_id))

    def name_of(self, who: PersonId) -> str:
        """A coordinator's name as areas.toml gives it; "" for anyone else."""
        named = (one for area in self.areas for one in self.rota.coordinators(area.id))
        return next((one.name for one in named if self._person(one) == who), "")

    def areas_of(self, who: PersonId) -> list[AreaId]:
        """The areas this person is named in."""
        return [area.id for area in self.areas if who in self.coordinators(area.id)]
