"""Short ways to put a town where a test begins: a request open, an invite seen, a task taken."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.desk import requests, waves
from bot.desk.requests import Wanted
from bot.model import Invite, Request, Volunteer
from bot.store.change import put
from tests.support.town import DEVIZES, SN10, Town


def asks(town: Town, name: str = "amina", kind: str = "shopping", **more: Any) -> Request:  # noqa: ANN401 - any fact
    """A request of someone known, open and its first wave asked; what was said is delivered."""
    person = town.person(name)
    wanted = Wanted(area=DEVIZES, resident=person.id, asked_by=person.id, kind=kind, place=SN10)
    change, request = requests.open_request(town.app.world, replace(wanted, **more), now(town))
    town.commit(change)
    town.deliver()
    return current(town, request)


def now(town: Town) -> datetime:
    """Town time."""
    return town.app.world.clock.now()


def current(town: Town, request: Request) -> Request:
    """The request as it stands."""
    return town.app.world.register.request(request.id)


def helper(town: Town, name: str) -> Volunteer:
    """The volunteer as they stand."""
    found = town.app.world.register.volunteer(town.person(name).id)
    assert found, f"{name} is no volunteer"
    return found


def invite_of(town: Town, name: str, request: Request) -> Invite:
    """Someone's newest invite to a request."""
    mine = [one for one in town.app.world.register.invites_for(request.id) if one.volunteer == town.person(name).id]
    assert mine, f"{name} was not asked"
    return mine[-1]


def asked(town: Town, request: Request) -> list[str]:
    """The names of everyone who holds an open invite to a request."""
    names = {town.app.world.access.read(one, f"person:{one}#name") or "": one for one in request.asked}
    live = {one.volunteer for one in town.app.world.register.invites_for(request.id) if one.state == "open"}
    return sorted(name.lower() for name, one in names.items() if one in live)


def next_wave(town: Town, request: Request) -> Request:
    """What the clock does when a wave's time is over: expire, then ask the next few."""
    world, before = town.app.world, current(town, request)
    ended = waves.expired(world, before, now(town))
    change, after = waves.ask(world, before, now(town))
    town.commit(ended + put(after, before) + change)
    town.deliver()
    return current(town, request)
