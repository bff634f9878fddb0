"""A request's whole way through whole processes, and what becomes of it when some are killed at awkward moments."""

from collections.abc import Iterator

import pytest

from tests.journeys.street import NUMBERS, Street, opened
from tests.support.processes import wait_for

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """One street for all of these; each journey has a resident of its own."""
    with opened(tmp_path_factory.mktemp("street")) as own:
        yield own


def test_from_the_first_message_to_yes(street: Street) -> None:
    """Volunteers are asked and do not answer; the next is asked and comes; the resident says that it is done."""
    request = street.asks("amina")
    first = street.wave(request)
    street.town.later(minutes=130)
    helper = street.wave(request, 2)[0]
    assert helper not in first
    street.presses(helper, "accept")
    wait_for(lambda: street.state(request) == "matched")
    assert street.yeses(request) == [helper]
    street.presses(helper, "on-my-way")
    street.presses(helper, "done")
    street.presses("amina", "yes-done")
    wait_for(lambda: street.state(request) == "closed")
    assert street.town.app.world.diary.about(f"request:{request.id}") == []


def test_telegram_killed_at_the_worst_moment(street: Street) -> None:
    """Two yeses are stored but not acknowledged, and the good news is on its way, as the door is killed.

    Handed out again, the yeses count once; the news is there, and the request goes on to its end.
    """
    request = street.asks("bela")
    both = street.wave(request)[:2]
    wait_for(street.is_quiet)
    street.phone.fault("lost", method="getUpdates", times=10_000)
    street.phone.fault("late", chat=NUMBERS["bela"], seconds=60, times=10)
    for name in both:
        street.presses(name, "accept")
    wait_for(lambda: street.count("bela", "Good news"))
    assert not street.is_quiet()
    street.kill("telegram")
    street.phone.do("calm")
    wait_for(lambda: street.is_quiet() and not set(street.asked(request)) & set(both), patience=60)
    (helper,) = street.yeses(request)
    assert len(street.town.app.world.register.request(request.id).helpers) == 1
    street.presses(helper, "done")
    street.presses("bela", "yes-done")
    wait_for(lambda: street.state(request) == "closed")
    assert street.count("bela", "Good news") >= 1


def test_redis_and_a_worker_killed_with_a_wave_due(street: Street) -> None:
    """The next wave falls due as redis-server and a worker are killed: it comes all the same, once."""
    request = street.asks("cleo")
    first = street.wave(request)
    street.town.later(minutes=130)
    street.kill("redis-server", "worker")
    second = street.wave(request, 2)
    assert not set(first) & set(second)
    assert street.town.app.world.register.request(request.id).wave == 2
    helper = second[0]
    street.presses(helper, "accept")
    wait_for(lambda: street.state(request) == "matched")
    assert street.yeses(request) == [helper]
    street.presses(helper, "done")
    street.presses("cleo", "yes-done")
    wait_for(lambda: street.state(request) == "closed")


def test_redis_killed_with_messages_coming_in(street: Street) -> None:
    """What is written and pressed as redis-server is killed is taken in the end, and a yes counts once."""
    request = street.asks("dora")
    helper = street.wave(request)[0]
    street.presses(helper, "accept")
    street.kill("redis-server")
    street.writes("dora", "status")
    wait_for(lambda: street.state(request) == "matched" and street.is_quiet(), patience=60)
    assert street.yeses(request) == [helper]
    street.presses(helper, "done")
    street.presses("dora", "not-done")
    wait_for(lambda: street.state(request) == "held")
    assert [case.reason for case in street.town.app.world.register.cases_of(request.id)] == ["not_done"]
