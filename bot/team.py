"""Who coordinates which area: areas.toml, and the address each named coordinator has written from."""

from collections.abc import Iterable, Sequence
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

    def _people(self, coordinators: Sequence[Coordinator]) -> list[PersonId | None]:
        """Who each of them is, in one round trip; None for whoever has never written."""
        return self.register.people_at([self.vault.digest(one.platform, one.id) for one in coordinators])

    def _of(self, *area_ids: AreaId, deputy: bool | None = None) -> list[PersonId]:
        named = [one for area_id in area_ids for one in self.rota.coordinators(area_id)]
        found = self._people([one for one in named if deputy in (None, one.deputy)])
        return list(dict.fromkeys(person for person in found if person))

    def coordinators(self, area_id: AreaId) -> list[PersonId]:
        """The area's coordinators and deputies who have ever written."""
        return self._of(area_id)

    def deputies(self, area_id: AreaId) -> list[PersonId]:
        """The area's deputies who have ever written."""
        return self._of(area_id, deputy=True)

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
        return who in self._of(*(area.id for area in self.areas.chain(area_id)))

    def name_of(self, who: PersonId) -> str:
        """A coordinator's name as areas.toml gives it; "" for anyone else."""
        return next((one.name for _, one in self._roles(who)), "")

    def areas_of(self, who: PersonId) -> list[AreaId]:
        """The areas this person is named in."""
        return list(dict.fromkeys(area_id for area_id, _ in self._roles(who)))

    def _roles(self, who: PersonId) -> list[tuple[AreaId, Coordinator]]:
        """Where areas.toml names them, and as whom."""
        named = [(area.id, one) for area in self.areas for one in self.rota.coordinators(area.id)]
        people = self._people([one for _, one in named])
        return [role for role, person in zip(named, people, strict=True) if person == who]
