"""Who is on duty in an area, and what waits for a coordinator."""

from dataclasses import replace
from datetime import datetime

from bot.desk.cases import ABOVE
from bot.errors import NotAllowed
from bot.model import AreaId, Case, PersonId
from bot.store.change import Change, put
from bot.world import World

MOST_OF_AN_AREA = 200  # cases of one area in one coordinator's queue


def come_on(world: World, area: AreaId, who: PersonId, at: datetime) -> Change:
    """From now on cases of the area come to them first. Raises NotAllowed unless areas.toml names them for it."""
    if who not in world.team.coordinators(area):
        raise NotAllowed("duty is for the area's coordinators")
    before = world.register.duty(area)
    if who in before.on:
        return Change()
    return put(replace(before, on=(*before.on, who)), before if before.version else None)


def go_off(world: World, area: AreaId, who: PersonId, at: datetime) -> Change:
    """No longer first to hear."""
    before = world.register.duty(area)
    if who not in before.on:
        return Change()
    return put(replace(before, on=tuple(one for one in before.on if one != who)), before)


def waiting_for(world: World, who: PersonId) -> list[Case]:
    """Unsettled cases of their areas, and of areas below that have climbed to them: most urgent first.

    Among those equally urgent, first what nobody has, then what is due soonest.
    """
    own = set(world.team.areas_of(who))
    found: list[Case] = []
    for area in world.areas:
        above = {one.id for one in world.areas.chain(area.id)} - {area.id}
        if area.id in own:
            found += world.register.queue(area.id, MOST_OF_AN_AREA)
        elif own & above:
            found += [case for case in world.register.queue(area.id, MOST_OF_AN_AREA) if climbed_to(case, who)]
    return sorted(found, key=lambda case: (case.urgency, case.state == "claimed", case.due))


def climbed_to(case: Case, who: PersonId) -> bool:
    """Whether a case of an area below is this coordinator's to see to as well."""
    return case.rung >= ABOVE or who in (case.owner, *case.told)


def held_by(world: World, who: PersonId) -> list[Case]:
    """The cases they have now."""
    return [case for case in waiting_for(world, who) if case.owner == who]
