"""Who coordinates which area: areas.toml, and the address each named coordinator has written from."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.areas import Area, Areas, Coordinator
from bot.model import AreaId, PersonId
from bot.store.register import Register
from bot.store.seal import Vault


@dataclass(frozen=True)
class Team:
    """Reads roles afresh each time, so that taking a name out of areas.toml takes the role away."""

    areas: Areas
    register: Register
    vault: Vault

    def _person(self, coordinator: Coordinator) -> PersonId | None:
        return self.register.person_at(self.vault.digest(coordinator.platform, coordinator.id))

    def _of(self, area: Area, *, deputy: bool | None = None) -> Iterator[PersonId]:
        for coordinator in area.coordinators:
            if deputy in (None, coordinator.deputy):
                person = self._person(coordinator)
                if person:
                    yield person

    def coordinators(self, area_id: AreaId) -> list[PersonId]:
        """The area's coordinators and deputies who have ever written."""
        return list(dict.fromkeys(self._of(self.areas[area_id])))

    def deputies(self, area_id: AreaId) -> list[PersonId]:
        """The area's deputies who have ever written."""
        return list(dict.fromkeys(self._of(self.areas[area_id], deputy=True)))

    def on_duty(self, area_id: AreaId) -> list[PersonId]:
        """Those on duty who still hold the role."""
        on = self.register.duty(area_id).on
        return [person for person in self.coordinators(area_id) if person in on]

    def coordinates(self, who: PersonId, area_id: AreaId) -> bool:
        """Whether `who` coordinates this area or one above it."""
        return any(who in self.coordinators(area.id) for area in self.areas.chain(area_id))

    def name_of(self, who: PersonId) -> str:
        """A coordinator's name as areas.toml gives it; "" for anyone else."""
        named = (one for area in self.areas for one in area.coordinators)
        return next((one.name for one in named if self._person(one) == who), "")

    def areas_of(self, who: PersonId) -> list[AreaId]:
        """The areas this person is named in."""
        return [area.id for area in self.areas if who in self.coordinators(area.id)]
