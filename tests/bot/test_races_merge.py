"""A coordinator merges, a helper accepts, whoever asked cancels, in the same instant: never half of any of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot import turn
from bot.desk import merging
from bot.messages import Inbound
from bot.model import Request
from tests.bot.asking import asks, does, helper
from tests.support.asking import invited, now
from tests.support.town import Town

ROUNDS = 6


@pytest.fixture
def busy(town: Town) -> Town:
    """A coordinator, two who ask, two who help."""
    town.coordinator("rowan")
    for name in ("amina", "ben"):
        town.meet(name)
    for name in ("joe", "sue"):
        town.volunteer(name, "shopping", weekly_limit=99)
    return town


def together(town: Town, *inbounds: Inbound) -> None:
    """All of them at once."""
    start = Barrier(len(inbounds))

    def take(one: Inbound) -> None:
        start.wait()
        turn.take(town.app, one)

    with ThreadPoolExecutor(len(inbounds)) as threads:
        list(threads.map(take, inbounds))
    town.deliver()


def must_be_whole(town: Town, first: Request, second: Request) -> None:
    """Whatever came first, what stands is one of the states that may stand."""
    pair = [now(town, first), now(town, second)]
    by_id = {one.id: one for one in pair}
    for request in pair:
        invites = town.app.world.register.invites_for(request.id)
        accepted = {one.volunteer for one in invites if one.state == "accepted"}
        helping = set() if request.state == "cancelled" else set(request.helpers)
        assert accepted == helping, request
        for name in ("joe", "sue"):
            volunteer = helper(town, name)
            assert (request.id in volunteer.tasks) == (volunteer.id in helping)
        if request.state != "merged":
            continue
        assert request.merged
        assert by_id[request.merged.into].state in ("open", "held", "matched")
        assert not request.helpers
        assert not [one for one in invites if one.state == "open"]
        assert town.app.world.diary.about(f"request:{request.id}") == []


@pytest.mark.parametrize("who", ["amina", "ben"])
@pytest.mark.parametrize("accepted", ["first", "second"])
def test_merge_against_accept_against_cancel(busy: Town, who: str, accepted: str) -> None:
    """Merged, accepted or called off, each wholly or not at all; whoever still needs help is still looked after."""
    for _ in range(ROUNDS):
        first, second = asks(busy, name="amina"), asks(busy, name="ben")
        goal, own = (first if accepted == "first" else second), (first if who == "amina" else second)
        together(
            busy,
            busy.inbound("rowan", text=f"/merge {first.code} {second.code}"),
            busy.inbound("joe", press=f"accept:{invited(busy, goal)['joe'].id}"),
            busy.inbound(who, press=f"cancel:{own.id}"),
        )
        must_be_whole(busy, first, second)
        assert now(busy, own).state == "cancelled"
        other = now(busy, second if own.id == first.id else first)
        assert other.state in ("open", "matched")
        end(busy, other)


def test_merge_against_merge(busy: Town) -> None:
    """Two coordinators' yes, one each way: one of the two is merged, never both."""
    for _ in range(ROUNDS):
        first, second = asks(busy, name="amina"), asks(busy, name="ben")
        ways = (f"/merge {first.code} {second.code}", f"/merge {second.code} {first.code}")
        together(busy, *(busy.inbound("rowan", text=way) for way in ways))
        must_be_whole(busy, first, second)
        assert sorted([now(busy, first).state, now(busy, second).state]) == ["merged", "open"]
        end(busy, now(busy, first))


def test_part_against_cancel(busy: Town) -> None:
    """Parted while the other is called off: once, and it goes on."""
    for _ in range(ROUNDS):
        first, second = asks(busy, name="amina"), asks(busy, name="ben")
        world = busy.app.world
        change, _, _ = merging.merge(world, first.id, second.id, busy.person("rowan").id, world.clock.now())
        does(busy, change)
        together(
            busy,
            busy.inbound("ben", press=f"not-the-same:{second.id}"),
            busy.inbound("amina", press=f"cancel:{first.id}"),
        )
        must_be_whole(busy, first, second)
        assert (now(busy, first).state, now(busy, second).state) == ("cancelled", "open")
        whats = [event.what for event in world.register.history(f"request:{second.id}")]
        assert whats.count("unmerged") == 1
        end(busy, now(busy, second))


def end(town: Town, request: Request) -> None:
    """Out of the way of the next round."""
    asker = "amina" if request.asked_by == town.person("amina").id else "ben"
    town.does(asker, press=f"cancel:{request.id}")
