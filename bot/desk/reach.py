"""People who can no longer be reached on a platform: what waited for them there goes to a person."""

from dataclasses import replace
from datetime import datetime

from bot.desk import cases
from bot.model import Person
from bot.store.change import Change, put
from bot.world import World


def lost(world: World, person: Person, platform: str, at: datetime) -> Change:
    """A platform refused us for good: noted, and a case when they wait for help or are giving it."""
    if platform in person.unreachable:
        return Change()
    noted = put(replace(person, unreachable=(*person.unreachable, platform)), person)
    waiting = world.register.requests_of(person.id) or world.register.invites_of(person.id)
    if not waiting:
        return noted
    return noted + cases.open_case(world, person.area, "blocked", at, subject=person.id, urgency=cases.TODAY)
