"""Fifty press Yes in the same instant: as many win as are wanted, and everyone hears the truth."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot import turn
from bot.desk import waves
from bot.model import Request
from bot.store.change import put
from tests.bot.asking import asks, does, helper
from tests.support.asking import now
from tests.support.town import Town

MANY = 50


@pytest.fixture
def crowd(town: Town) -> Town:
    """Fifty volunteers, and Amina."""
    town.meet("amina")
    for number in range(MANY):
        town.volunteer(f"v{number}", "shopping")
    return town


def all_invited(town: Town, wants: int) -> Request:
    """A request with an open invite for every one of the fifty."""
    town.coordinator("rowan")
    request = asks(town, wants=wants)
    world = town.app.world
    asked = set(request.asked)
    for number in range(MANY):
        volunteer = helper(town, f"v{number}")
        if volunteer.id not in asked:
            before = now(town, request)
            change, after = waves.invite_one(world, before, volunteer, world.clock.now())
            does(town, change + put(after, before))
    return now(town, request)


def press_together(town: Town, press: dict[str, str]) -> None:
    """Everyone's press is taken at the same moment, on threads of their own."""
    inbounds = [town.inbound(name, press=button) for name, button in press.items()]
    start = Barrier(len(inbounds))

    def take(number: int) -> None:
        start.wait()
        turn.take(town.app, inbounds[number])

    with ThreadPoolExecutor(len(inbounds)) as threads:
        list(threads.map(take, range(len(inbounds))))
    town.deliver()


@pytest.mark.parametrize("wants", [1, 3])
def test_fifty_accept_together(crowd: Town, wants: int) -> None:
    """Exactly as many as are wanted get it; the others are told someone has it; nothing is half done."""
    request = all_invited(crowd, wants)
    names = [f"v{number}" for number in range(MANY)]
    before = {name: dict(crowd.heard[name]) for name in names}
    press_together(crowd, {name: crowd.button(name, "accept") for name in names})
    after = now(crowd, request)
    winners = [name for name in names if helper(crowd, name).id in after.helpers]
    assert len(winners) == len(after.helpers) == len(set(after.helpers)) == wants
    assert after.state == "matched"
    states = Counter(invite.state for invite in crowd.app.world.register.invites_for(request.id))
    assert states == {"accepted": wants, "withdrawn": MANY - wants}
    for name in names:
        new = {spoken.text_id for item, spoken in crowd.heard[name].items() if before[name].get(item) != spoken}
        if name in winners:
            assert "accepted" in new
            assert helper(crowd, name).tasks == (request.id,)
        else:
            assert "accepted" not in new
            assert "too-late-taken" in new
            assert helper(crowd, name).tasks == ()
    history = Counter(event.what for event in crowd.app.world.register.history(f"request:{request.id}"))
    assert history["accepted"] == wants
    assert crowd.ids("amina").count("found") == wants


def test_versions_count_every_change(crowd: Town) -> None:
    """The request moved on once for each of its winners, and never for a loser."""
    request = all_invited(crowd, 2)
    names = [f"v{number}" for number in range(MANY)]
    press_together(crowd, {name: crowd.button(name, "accept") for name in names})
    assert now(crowd, request).version == request.version + 2
