"""Waves: a few at a time, never at night for what can wait, and honest words only when nobody is left."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk import waves
from bot.errors import Stale
from bot.model import Place, When
from bot.store.change import put
from tests.bot.asking import asks, does, helper, invite_of, lines_of, open_to
from tests.support.asking import invited, now, reasons
from tests.support.diary import run_due
from tests.support.town import Town

NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)


@pytest.fixture
def street(town: Town) -> Town:
    """A coordinator, Amina, and four who help with shopping, one of them at night."""
    town.coordinator("rowan")
    town.meet("amina")
    for name in ("joe", "sue", "bob"):
        town.volunteer(name, "shopping")
    town.volunteer("eve", "shopping", nights=True)
    return town


def test_the_first_wave_is_as_large_as_the_table_says(street: Town) -> None:
    """Three for today, two for this week: nobody else is asked yet."""
    assert len(open_to(street, asks(street, urgency="today"))) == 3
    assert len(open_to(street, asks(street, urgency="week"))) == 2


def test_whoever_was_asked_longest_ago_comes_first(street: Town) -> None:
    """Asked once, they go to the back: a second request asks those who have not been asked."""
    first = open_to(street, asks(street, urgency="week"))
    second = open_to(street, asks(street, urgency="week"))
    assert not set(first) & set(second)
    assert all(helper(street, name).last_asked for name in first + second)


def test_nobody_is_told_nobody_while_someone_may_still_answer(town: Town) -> None:
    """A coordinator's chosen one still has time when the wave runs out: that is waited for, and no word of "nobody"."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping")
    request = asks(town, urgency="today")
    town.later(minutes=10)
    town.volunteer("kim", "shopping", place=Place("Melksham", 51.372, -2.138), range_km=50.0)
    before = now(town, request)
    change, after = waves.invite_one(town.app.world, before, helper(town, "kim"), town.app.world.clock.now())
    does(town, change + put(after, before))
    town.later(minutes=11)
    run_due(town)
    assert invite_of(town, "joe", request).state == "expired"
    assert (now(town, request).state, open_to(town, request)) == ("open", ["kim"])
    assert "nobody-free" not in town.ids("amina")
    town.later(minutes=10)
    run_due(town)
    assert now(town, request).state == "held"
    assert "nobody-free" in town.ids("amina")


def test_with_nobody_at_all_honest_words_services_and_a_case(town: Town) -> None:
    """Nobody offers it: the resident hears so at once, with the services that fit, and a coordinator has a case."""
    town.coordinator("rowan")
    town.meet("amina")
    town.services()
    request = asks(town, "food")
    heard = town.last("amina")
    assert heard.text_id == "nobody-free"
    assert "service-line" in lines_of(heard)
    assert reasons(town, request.id) == ["nobody"]
    assert now(town, request).state == "held"


def test_one_of_two_found_is_not_nobody(town: Town) -> None:
    """When one of two helpers is found and no other, the words do not say that nobody is coming."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping")
    request = asks(town, wants=2)
    town.presses("joe", "accept")
    town.later(minutes=21)
    run_due(town)
    assert now(town, request).state == "held"
    assert "nobody-more" in town.ids("amina")
    assert "nobody-free" not in town.ids("amina")
    assert town.presses("joe", "on-my-way")[-1].text_id == "go-well"


# ---- night
def test_at_night_what_can_wait_waits_until_eight(street: Town) -> None:
    """Nobody's phone rings at eleven; at eight the first wave is asked."""
    street.at(NIGHT)
    request = asks(street, urgency="today")
    assert open_to(street, request) == []
    street.at(datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC))
    run_due(street)
    assert len(open_to(street, request)) == 3


def test_at_night_what_cannot_wait_goes_to_those_who_chose_nights_and_a_coordinator(street: Town) -> None:
    """Urgent at night: only the night volunteer is asked, and whoever is on duty has a case at once."""
    street.at(NIGHT)
    request = asks(street, urgency="now")
    assert open_to(street, request) == ["eve"]
    assert reasons(street, request.id) == ["night"]
    assert "card-case" in street.ids("rowan")


def test_a_no_at_night_wakes_nobody_else(street: Town) -> None:
    """Declined in the evening's last minutes, the next wave waits for the morning."""
    street.at(datetime(2026, 11, 23, 20, 55, tzinfo=UTC))
    request = asks(street, urgency="week", when=When(date(2026, 11, 25), None))
    street.at(NIGHT)
    for name in open_to(street, request):
        street.presses(name, "not-this-time")
    run_due(street)
    assert open_to(street, request) == []


def test_time_to_answer_stops_for_the_night(street: Town) -> None:
    """A wave sent at nine to nine may be answered at eight the next morning."""
    street.at(datetime(2026, 11, 23, 20, 51, tzinfo=UTC))
    request = asks(street, urgency="today", when=When(date(2026, 11, 24), "morning"))
    ends = next(iter(invited(street, request).values())).ends
    assert timedelta(hours=11) < ends - street.app.world.clock.now() < timedelta(hours=12)


# ---- while others change things
def test_a_wave_decided_on_old_news_is_refused(street: Town) -> None:
    """A volunteer who paused between the reading and the commit is not asked: the Change is stale as a whole."""
    request = now(street, asks(street, urgency="week"))
    world = street.app.world
    change, after = waves.ask(world, request, world.clock.now())
    late = next(one for one in ("joe", "sue", "bob", "eve") if helper(street, one).id in set(after.asked[2:]))
    street.says(late, "pause")
    with pytest.raises(Stale):
        street.commit(change + put(after, request))
    assert late not in invited(street, request)


def test_a_wave_for_a_request_that_is_over_asks_nobody(street: Town) -> None:
    """Cancelled or filled meanwhile, the next wave does nothing."""
    request = asks(street, urgency="week")
    street.says("amina", "cancel")
    world = street.app.world
    change, after = waves.ask(world, now(street, request), world.clock.now())
    assert (len(change.puts), after.state) == (0, "cancelled")


def test_a_blocked_volunteer_is_not_asked(street: Town) -> None:
    """Someone we cannot reach is not asked, so that no wave waits for their answer."""
    for name in ("joe", "sue", "bob"):
        street.does(name, blocked=True)
    assert open_to(street, asks(street)) == ["eve"]


def test_what_needs_no_place_is_asked_in_the_area(town: Town) -> None:
    """A chat by phone has no place: those who help by phone are asked all the same."""
    town.meet("amina")
    town.volunteer("joe", "befriending", phone_only=True)
    town.volunteer("sue", "befriending")
    request = asks(town, "befriending", place=None)
    assert open_to(town, request) == ["joe", "sue"]
    assert town.last("joe").data["place"] == ""


def test_today_means_what_is_left_of_today(town: Town) -> None:
    """Needed today, in the afternoon: who is only free in the mornings is not asked, who has the evening is."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping", available=0b001)  # Monday morning
    town.volunteer("sue", "shopping", available=0b100)  # Monday evening
    town.at(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    assert open_to(town, asks(town, urgency="today")) == ["sue"]


def test_what_people_like_brings_them_first(town: Town) -> None:
    """Of two alike, whoever likes what the request is about is asked first, and is told that this is why."""
    town.meet("amina")
    town.volunteer("joe", "pets", likes=("cats",))
    town.volunteer("sue", "pets", likes=("dog walking",))
    town.volunteer("bob", "pets")
    request = asks(town, "pets", urgency="week", private={"features": "dog walking\nthe park"})
    assert "sue" in open_to(town, request)
    assert "why-likes" in lines_of(town.last("sue"))
    assert all("why-likes" not in lines_of(town.last(name)) for name in open_to(town, request) if name != "sue")


def test_a_language_that_matters_is_a_hard_rule(town: Town) -> None:
    """Where a helper must speak it, only those who do are asked, and are told that this is why."""
    town.meet("amina")
    town.volunteer("joe", "befriending")
    town.volunteer("sue", "befriending", languages=("en", "pl"))
    assert open_to(town, asks(town, "befriending", language="pl")) == ["sue"]
    assert "why-speaks" in lines_of(town.last("sue"))
