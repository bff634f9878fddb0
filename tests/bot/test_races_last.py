"""Two in one instant, each of whom would be the last but for the other: the second sees that it is."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from bot.desk import confirming, holding, invites, reach, requests, settling, waves
from bot.errors import Stale
from bot.model import Request
from bot.store.change import Change, put
from tests.bot.desk_town import asks, opens, standing, waiting
from tests.support.town import Town, person_id


@pytest.fixture
def street(town: Town) -> Town:
    """Amina and Bela, two coordinators and volunteers enough for several waves."""
    town.meet("amina")
    town.meet("bela")
    town.coordinator("rowan")
    town.coordinator("dev")
    return town


def together(town: Town, *acts: Callable[[], Change]) -> None:
    """Everyone decides on what stood before any of them; then each is committed, and decides anew where it is stale."""
    for act, decided in [(act, act()) for act in acts]:
        try:
            town.commit(decided)
        except Stale:
            town.commit(act())
    town.deliver()


def asked_two(town: Town) -> Request:
    """A request with two open invites, and others who could be asked."""
    for name in ("joe", "sue", "bob", "eve"):
        town.volunteer(name, "prescription")
    return asks(town, urgency="week")


@pytest.mark.parametrize("how", ["say no", "close their chats"])
def test_the_last_two_asked(street: Town, how: str) -> None:
    """With nobody left to answer, others are asked at once, not when the wave's time is over."""
    request, world = asked_two(street), street.app.world
    one, other = (invite for invite in world.register.invites_for(request.id) if invite.state == "open")
    at = world.clock.now()
    if how == "say no":
        acts = [partial(invites.decline, world, invite.id, invite.volunteer, at) for invite in (one, other)]
    else:
        people = [world.register.person(invite.volunteer) for invite in (one, other)]
        acts = [partial(reach.lost, world, person, street.platform, at) for person in people]
    together(street, *acts)
    line = world.diary.line(waves.wave_line(request))
    assert line
    assert line.due <= world.clock.now()


def test_the_last_two_cases_of_a_request(street: Town) -> None:
    """A held request is not left with nobody looking when both its cases are settled at once."""
    request, world = asks(street), street.app.world
    opens(street, "helper_asks", "amina", request=request.id)
    at = world.clock.now()
    pairs = list(zip(waiting(street), (person_id(street, "rowan"), person_id(street, "dev")), strict=True))
    for case, by in pairs:
        street.commit(holding.claim(world, case.id, by, at))

    def settles(number: int) -> Change:
        case, by = pairs[number]
        now = settling.choices(world, world.register.case(case.id), "other")
        return settling.resolve(world, case.id, "other", by, at, then=now[0])

    together(street, partial(settles, 0), partial(settles, 1))
    assert standing(street, request).state != "held" or waiting(street)


def test_a_code_taken_while_its_request_is_opened_again(street: Town) -> None:
    """Two open requests of an area never have one code."""
    world, at = street.app.world, street.app.world.clock.now()
    old = asks(street)
    street.commit(requests.closing(world, old, "settle", "other", person_id(street, "amina"), at)[0])
    new = asks(street, "bela")

    def takes_the_code() -> Change:
        now = standing(street, new)
        return put(replace(now, code=old.code), now)

    together(street, takes_the_code, lambda: confirming.deny(world, old.id, person_id(street, "amina"), at))
    assert standing(street, old).state == "held"
    assert standing(street, old).code != standing(street, new).code == old.code
