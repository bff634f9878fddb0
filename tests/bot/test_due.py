"""A line of the diary is worked off once, whoever holds it how often, and never stands in the way of others."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import due
from bot.desk import follow_up
from bot.due import MOST_TRIES, Worked
from bot.errors import Stale
from bot.model import Line, LineId
from bot.store import keys
from bot.store.change import Change
from bot.store.codec import Unreadable
from bot.store.connect import STORE_AWAY
from tests.support import asking
from tests.support.asking import ask, invited, now, reasons
from tests.support.diary import lease, run_due
from tests.support.town import DEVIZES, Town, due_lines


@pytest.fixture
def street(town: Town) -> Town:
    """A street with a resident, four volunteers and a coordinator on duty."""
    return asking.street(town)


def test_a_line_is_done_once(street: Town) -> None:
    """Run again under the same lease, or under an old one, it does nothing."""
    request = ask(street)
    street.later(minutes=21)
    (old,) = lease(street, lease_ms=0)
    (new,) = [one for one in lease(street) if one.line == old.line]
    assert due.work_off(street.app, *old) is Worked.OVER
    assert due.work_off(street.app, *new) is Worked.DONE
    before = now(street, request)
    assert due.work_off(street.app, *new) is Worked.OVER
    assert due.work_off(street.app, *old) is Worked.OVER
    assert now(street, request) == before


def test_a_job_frozen_before_its_commit_commits_nothing(street: Town) -> None:
    """It has read and decided when its lease ends and another does the line; what it decided comes to nothing."""
    request = ask(street)
    street.later(minutes=21)
    (old,) = lease(street, lease_ms=0)
    line = street.app.world.diary.line(old.line)
    assert line
    decided = follow_up.run(street.app.world, line, street.app.world.clock.now())
    run_due(street)
    with pytest.raises(Stale):
        street.commit(decided)
    assert (now(street, request).wave, len(invited(street, request))) == (2, 4)


def test_a_line_written_anew_is_not_done_by_an_old_job(street: Town) -> None:
    """While a job holds a line somebody moves it to another time: the job does nothing, and the line waits for then."""
    amina, at = street.person("amina"), street.app.world.clock.now()
    line = Line(LineId("would_help.1"), "would_help", f"person:{amina.id}", at)
    street.commit(Change(lines=(line,)))
    (leased,) = lease(street)
    later = replace(line, due=at + timedelta(days=1))
    street.commit(Change(lines=(later,)))
    assert due.work_off(street.app, *leased) is Worked.OVER
    assert lease(street) == []
    street.later(days=1, minutes=1)
    assert run_due(street) == ["would_help.1"]


def test_a_line_that_always_fails_is_set_aside(street: Town) -> None:
    """After so many tries it rings no more, and a coordinator sees to it; until then it stays."""
    request = ask(street)
    line = Line(LineId("odd.1"), "no_such_job", f"request:{request.id}", street.app.world.clock.now())
    street.commit(Change(lines=(line,)))
    for _ in range(MOST_TRIES - 1):
        (leased,) = lease(street, lease_ms=0)
        with pytest.raises(KeyError):
            due.work_off(street.app, *leased)
    (leased,) = lease(street, lease_ms=0)
    assert due.work_off(street.app, *leased) is Worked.ASIDE
    assert lease(street) == []
    assert street.app.world.diary.aside_count() == 1
    assert reasons(street, request.id) == ["failed_line"]


def test_a_line_whose_jobs_never_return_is_set_aside(street: Town) -> None:
    """A job that takes its process with it each time cannot say so; its line is set aside all the same."""
    request = ask(street)
    street.later(minutes=21)
    for _ in range(MOST_TRIES):
        lease(street, lease_ms=0)
    (leased,) = lease(street)
    assert due.work_off(street.app, *leased) is Worked.ASIDE
    assert reasons(street, request.id) == ["failed_line"]


def test_a_line_about_what_cannot_be_read_is_set_aside(street: Town) -> None:
    """It does not ring for ever, and a coordinator knows of it."""
    request = ask(street)
    street.later(minutes=21)
    street.app.ledger.client.hset(keys.record("request", request.id), "d", b"not JSON")
    for _ in range(MOST_TRIES - 1):
        (leased,) = lease(street, lease_ms=0)
        with pytest.raises(Unreadable):
            due.work_off(street.app, *leased)
    (leased,) = lease(street, lease_ms=0)
    assert due.work_off(street.app, *leased) is Worked.ASIDE
    assert lease(street) == []
    assert [case.reason for case in street.app.world.register.queue(DEVIZES)] == ["failed_line"]


def test_a_store_that_is_full_costs_no_tries(street: Town) -> None:
    """However long the store refuses, what fell due is done once it takes writes again."""
    request = ask(street)
    street.later(minutes=21)
    street.app.ledger.client.config_set("maxmemory", 1)
    try:
        for _ in range(MOST_TRIES + 1):
            with pytest.raises(STORE_AWAY):
                lease(street, lease_ms=0)
    finally:
        street.app.ledger.client.config_set("maxmemory", 0)
    run_due(street)
    assert now(street, request).wave == 2


def test_what_is_gone_goes_without_a_word(street: Town) -> None:
    """A line about a record that is no longer there is simply done."""
    line = Line(LineId("wave.r0"), "wave", "request:r0", street.app.world.clock.now())
    street.commit(Change(lines=(line,)))
    assert run_due(street) == ["wave.r0"]
    assert due_lines(street) == []
