"""Requests that want more than one helper, and how often one may be asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model import When
from bot.store.change import put
from tests.bot.asking import asks, helper, open_to
from tests.support.asking import now
from tests.support.town import Town


@pytest.fixture
def street(town: Town) -> Town:
    """A coordinator, Amina, and three who help with shopping and prescriptions."""
    town.coordinator("rowan")
    town.meet("amina", phone="+447700900123", door="3 Green Lane")
    for name in ("joe", "sue", "bob"):
        town.volunteer(name, "shopping", "prescription")
    return town


def test_as_many_as_are_wanted(street: Town) -> None:
    """Two wanted: two get it, each told so; the third is thanked."""
    request = asks(street, wants=2)
    first, second, third = open_to(street, request)
    street.presses(first, "accept")
    assert now(street, request).state == "open"
    assert open_to(street, request) == [second, third]
    street.presses(second, "accept")
    assert now(street, request).state == "matched"
    assert street.last(third).text_id == "invite-withdrawn"
    assert [one.text_id for one in street.heard["amina"].values()].count("found") == 2


def test_each_of_two_helpers_goes_their_own_way(street: Town) -> None:
    """Both can be on their way, each is reminded, and it is done when the last of them says so."""
    request = asks(street, wants=2, when=When(date(2026, 11, 24), "morning"))
    first, second, _ = open_to(street, request)
    for name in (first, second):
        street.presses(name, "accept")
    lines = {line.id for line in street.app.world.diary.about(f"request:{request.id}")}
    assert {f"remind.{request.id}.{helper(street, name).id}" for name in (first, second)} <= lines
    for name in (first, second):
        assert street.presses(name, "on-my-way")[-1].text_id == "go-well"
    street.presses(first, "done")
    assert now(street, request).state == "under_way"
    assert "please-confirm" not in street.ids("amina")
    street.presses(second, "done")
    assert now(street, request).state == "finished"
    assert street.ids("amina").count("please-confirm") == 1


def test_on_my_way_before_the_second_helper_is_found(street: Town) -> None:
    """One of two can set off while the other is still looked for; done, the request is finished for both."""
    request = asks(street, wants=2)
    first = open_to(street, request)[0]
    street.presses(first, "accept")
    assert street.presses(first, "on-my-way")[-1].text_id == "go-well"
    assert now(street, request).state == "open"
    street.presses(first, "done")
    assert now(street, request).state == "finished"
    assert open_to(street, request) == []


def test_one_of_two_hands_back(street: Town) -> None:
    """The other keeps it, reminder and all, and someone else is asked."""
    request = asks(street, wants=2, when=When(date(2026, 11, 24), "morning"))
    first, second, third = open_to(street, request)
    for name in (first, second):
        street.presses(name, "accept")
    street.presses(first, "hand-back")
    assert now(street, request).helpers == (helper(street, second).id,)
    assert open_to(street, request) == [third]  # who had lost it to the two
    lines = {line.id for line in street.app.world.diary.about(f"request:{request.id}")}
    assert f"remind.{request.id}.{helper(street, second).id}" in lines
    assert f"remind.{request.id}.{helper(street, first).id}" not in lines


def test_the_weekly_limit_counts_seven_days(street: Town) -> None:
    """Three yeses in a week are enough; a week on they may be asked again."""
    world = street.app.world
    before = helper(street, "joe")
    at = world.clock.now()
    full = replace(before, accepted_at=tuple(at - timedelta(days=day) for day in (1, 3, 6)))
    street.commit(put(full, before))
    assert "joe" not in open_to(street, asks(street))
    street.later(days=2)
    assert "joe" in open_to(street, asks(street, "prescription"))
