"""A request in a town, opened without a conversation."""

from datetime import date

from bot.desk import requests
from bot.desk.requests import Wanted
from bot.model import Invite, Request, When
from tests.support.town import DEVIZES, SN10, Town

TUESDAY = date(2026, 11, 24)


def street(town: Town, **volunteers: bool) -> Town:
    """A resident, four volunteers for prescriptions (`volunteers`: facts of theirs) and a coordinator on duty."""
    town.meet("amina", phone="+447700900123")
    town.coordinator("rowan")
    for name in ("joe", "sue", "bob", "eve"):
        town.volunteer(name, "prescription", **volunteers)
    return town


def ask(town: Town, name: str = "amina", urgency: str = "today", when: When | None = None) -> Request:
    """Someone's prescription is asked for; the first wave is asked, if it is day."""
    resident = town.person(name).id
    wanted = Wanted(DEVIZES, resident, resident, "prescription", SN10, when or When(), urgency, paid="already")
    change, request = requests.open_request(town.app.world, wanted, town.app.world.clock.now())
    town.commit(change)
    town.deliver()
    return town.app.world.register.request(request.id)


def now(town: Town, request: Request) -> Request:
    """The request as it stands."""
    return town.app.world.register.request(request.id)


def invited(town: Town, request: Request) -> dict[str, Invite]:
    """Everyone asked so far, by name, with their latest invite."""
    found = town.app.world.register.invites_for(request.id)
    people = {one.volunteer: town.app.world.register.person(one.volunteer) for one in found}
    return {town.name_of(people[one.volunteer]): one for one in found}


def reasons(town: Town, about: str) -> list[str]:
    """Why a coordinator is asked to look at a person or request."""
    return sorted(case.reason for case in town.app.world.register.cases_of(about))
