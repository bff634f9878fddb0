"""Short ways to put a town where a volunteer's test begins."""

from dataclasses import replace
from typing import Any

from bot.desk import requests
from bot.desk.requests import Wanted
from bot.messages import Spoken
from bot.model import Invite, Request, Volunteer
from bot.store.change import Change
from tests.support.asking import invited
from tests.support.town import DEVIZES, SN10, Town


def asks(town: Town, kind: str = "shopping", name: str = "amina", **more: Any) -> Request:  # noqa: ANN401 - any fact
    """A request of someone known, for today: open, its first wave asked (three), what was said delivered."""
    person = town.person(name)
    wanted = replace(Wanted(DEVIZES, person.id, person.id, kind, SN10, urgency="today"), **more)
    change, request = requests.open_request(town.app.world, wanted, town.app.world.clock.now())
    does(town, change)
    return town.app.world.register.request(request.id)


def does(town: Town, change: Change) -> None:
    """Commit a Change, and send what follows from it."""
    town.commit(change)
    town.deliver()


def helper(town: Town, name: str) -> Volunteer:
    """The volunteer as they stand."""
    found = town.app.world.register.volunteer(town.person(name).id)
    assert found, f"{name} is no volunteer"
    return found


def invite_of(town: Town, name: str, request: Request) -> Invite:
    """Someone's newest invite to a request."""
    return invited(town, request)[name]


def lines_of(spoken: Spoken) -> list[str]:
    """The text ids of a message's further lines."""
    lines = spoken.data.get("lines")
    return lines if isinstance(lines, list) else []


def open_to(town: Town, request: Request) -> list[str]:
    """Who may still answer."""
    return sorted(name for name, invite in invited(town, request).items() if invite.state == "open")


def taken_by(town: Town, request: Request) -> str:
    """The first who may still answer says yes; their name."""
    name = open_to(town, request)[0]
    town.presses(name, "accept")
    return name
