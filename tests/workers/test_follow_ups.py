"""Follow-ups done by real processes: the clock leases, RQ rings, a worker does."""

from datetime import UTC, datetime

import pytest
from redis import Redis
from rq.job import Job
from rq.serializers import JSONSerializer

from bot.desk import invites, tasks
from bot.model import Line, LineId, Request, When
from bot.store import keys
from bot.store.change import Change
from bot.store.reply import text
from tests.support.asking import TUESDAY, ask, invited, now, reasons
from tests.support.processes import wait_for
from tests.support.town import Town, due_lines

pytestmark = pytest.mark.journey


def test_a_day_goes_by(shared: Town) -> None:
    """With the town's clock moved on, each thing happens as it falls due: wave, expiry, reminder, check-in, a case."""
    request = ask(shared, when=When(TUESDAY, "afternoon"))
    shared.later(minutes=21)
    wait_for(lambda: now(shared, request).wave == 2)
    first = [one for one in invited(shared, request).values() if one.wave == 1]
    assert {one.state for one in first} == {"expired"}
    helper = accepted(shared, request)
    heard(shared, helper, "remind", datetime(2026, 11, 24, 11, 1, tzinfo=UTC))
    heard(shared, "amina", "check-in", datetime(2026, 11, 24, 18, 1, tzinfo=UTC))
    heard(shared, "amina", "asked-again", datetime(2026, 11, 25, 10, 2, tzinfo=UTC))
    shared.at(datetime(2026, 11, 25, 13, 3, tzinfo=UTC))
    wait_for(lambda: reasons(shared, request.id) == ["unconfirmed"])


def accepted(town: Town, request: Request) -> str:
    """Someone with an open invite says yes; who."""
    name, invite = next((name, one) for name, one in invited(town, request).items() if one.state == "open")
    town.commit(invites.accept(town.app.world, invite.id, invite.volunteer, town.app.world.clock.now()))
    town.deliver()
    return name


def heard(town: Town, name: str, text_id: str, at: datetime) -> None:
    """At this moment somebody hears this."""
    town.at(at)

    def hears() -> bool:
        town.deliver()
        return text_id in town.ids(name)

    wait_for(hears)


def test_done_is_asked_about_and_then_looked_into(shared: Town) -> None:
    """A helper said done, the resident says nothing: once more, then a coordinator."""
    request = ask(shared)
    helper = accepted(shared, request)
    invite = invited(shared, request)[helper]
    shared.commit(tasks.finish(shared.app.world, invite.id, invite.volunteer, shared.app.world.clock.now()))
    shared.deliver()
    shared.later(minutes=181)
    wait_for(lambda: times(shared, f"unconfirmed.{request.id}") == 1)
    shared.deliver()
    shared.later(minutes=181)
    wait_for(lambda: reasons(shared, request.id) == ["unconfirmed"])


def times(town: Town, line: str) -> int:
    """How often a line has come round."""
    found = town.app.world.diary.line(LineId(line))
    return int(found.facts.get("times", 0)) if found else -1


def test_a_line_that_always_fails(shared: Town) -> None:
    """It is tried again and again, then set aside with a case for a person; others go on meanwhile."""
    request = ask(shared)
    at = shared.app.world.clock.now()
    shared.commit(Change(lines=(Line(LineId("odd.1"), "no_such_job", f"request:{request.id}", at),)))

    def aside() -> bool:
        # As if each lease were over as soon as it was given.
        shared.app.ledger.client.zadd(keys.diary_leased(), {"odd.1": 0}, xx=True)
        return shared.app.world.diary.aside_count() == 1

    shared.later(minutes=21)
    wait_for(lambda: now(shared, request).wave == 2)
    wait_for(aside, patience=60)
    assert "failed_line" in reasons(shared, request.id)
    assert "odd.1" not in due_lines(shared)


def test_what_rq_keeps_of_a_failure(shared: Town) -> None:
    """That a job failed, and over what kind of thing; not the words of the failure, which may be people's own."""
    request = ask(shared)
    at = shared.app.world.clock.now()
    shared.commit(Change(lines=(Line(LineId("odd.1"), "my leg hurts", f"request:{request.id}", at),)))
    shared.later(minutes=1)
    kept = wait_for(lambda: failures(shared.app.ledger.client))
    assert all("FollowUpFailed: KeyError" in one for one in kept)
    assert "leg" not in " ".join(kept)


def failures(client: Redis) -> list[str]:
    """What RQ keeps of jobs that failed."""
    ids = [text(name).removeprefix("rq:job:") for name in client.scan_iter("rq:job:*")]
    jobs = Job.fetch_many(ids, connection=client, serializer=JSONSerializer)
    results = [job.latest_result() for job in jobs if job]
    return [result.exc_string for result in results if result and result.exc_string]
