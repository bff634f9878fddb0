"""Whatever people do, in whatever order: nobody who waits is forgotten, and no promise is kept twice."""

import random

import pytest

from bot.model import Case, Invite, Request, Volunteer
from bot.store import keys
from bot.store.reply import text
from tests.support.life import VOLUNTEERS, Life
from tests.support.town import DEVIZES, Town

STEPS = 80
AT_WORK = ("accepted", "under_way")


@pytest.mark.timeout(600)  # a long life; a busy machine
@pytest.mark.parametrize("seed", range(4))
def test_a_town_left_to_live(town: Town, seed: int) -> None:
    """After every step each open request has something due or a case, and each case someone or a way up."""
    life = Life(town, random.Random(seed))  # noqa: S311 - a seeded town is not a secret
    life.begin()
    for _ in range(STEPS):
        life.step()
        wrong = [*orphans(town), *unwatched(town), *overfull(town), *double_tasks(town)]
        assert not wrong, "\n".join([*life.story[-40:], *wrong])


def open_requests(town: Town) -> list[Request]:
    """Every request somebody waits for."""
    return town.app.world.register.all_of(Request, town.app.world.register.open_requests())


def orphans(town: Town) -> list[str]:
    """Open requests of which nothing falls due, and that no coordinator sees."""
    found = []
    for request in open_requests(town):
        lines = town.app.world.diary.about(f"request:{request.id}")
        if not lines and not town.app.world.register.cases_of(request.id):
            found.append(f"nothing falls due for {request.id}, which is {request.state}")
    return found


def unwatched(town: Town) -> list[str]:
    """Cases nobody has in hand, and that will not climb."""
    waiting = [case for case in town.app.world.register.queue(DEVIZES, 1000) if case.state != "claimed"]
    return [f"nobody is told of {case.id}, {case.state}" for case in waiting if not _climbs(town, case)]


def _climbs(town: Town, case: Case) -> bool:
    return any(line.job == "climb" for line in town.app.world.diary.about(f"case:{case.id}"))


def overfull(town: Town) -> list[str]:
    """Requests with more helpers than wanted, or with a helper who has no task of it."""
    found = []
    for request in open_requests(town):
        if len(request.helpers) > request.wants or len(set(request.helpers)) < len(request.helpers):
            found.append(f"{request.id} wants {request.wants} and has {request.helpers}")
        invites = town.app.world.register.invites_for(request.id)
        working = {one.volunteer for one in invites if one.state in (*AT_WORK, "finished")}
        found += [f"{one} helps with {request.id} and has no invite" for one in request.helpers if one not in working]
    return found


def double_tasks(town: Town) -> list[str]:
    """Volunteers whose tasks are not just those they said yes to and have not done."""
    found = []
    for name in VOLUNTEERS:
        volunteer = town.app.world.register.get(Volunteer, town.person(name).id)
        invites = _live(town, volunteer)
        at_work = sorted(one.request for one in invites if one.state in AT_WORK)
        if at_work != sorted(volunteer.tasks):
            found.append(f"{name} has tasks {volunteer.tasks}, but said yes to {at_work}")
    return found


def _live(town: Town, volunteer: Volunteer) -> list[Invite]:
    register = town.app.world.register
    ids = [text(one) for one in register.client.smembers(keys.invites_of(volunteer.id))]
    return register.all_of(Invite, ids)
