"""What falls due, done in a real town: each follow-up once, and nothing once it is over."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk import confirming, invites, tasks
from bot.desk.telling import tell
from bot.messages import Say
from bot.model import Request, When
from bot.store.change import Change, put
from tests.support import asking
from tests.support.asking import TUESDAY, ask, invited, now, reasons
from tests.support.diary import run_due
from tests.support.town import Town, due_lines

MORNING, AFTERNOON = When(TUESDAY, "morning"), When(TUESDAY, "afternoon")


@pytest.fixture
def street(town: Town) -> Town:
    """A street with a resident, four volunteers and a coordinator on duty."""
    return asking.street(town)


def clock(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of that week."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def does(town: Town, change: Change) -> None:
    """Commit what someone did, and send what follows from it."""
    town.commit(change)
    town.deliver()


def taken(town: Town, when: When | None = None) -> tuple[Request, str]:
    """A request somebody has said yes to, and who."""
    request = ask(town, when=when)
    helper, invite = next(iter(invited(town, request).items()))
    does(town, invites.accept(town.app.world, invite.id, invite.volunteer, town.app.world.clock.now()))
    return now(town, request), helper


def test_a_quiet_wave_is_followed_by_the_next(street: Town) -> None:
    """When nobody of the first wave answers in time, their invites run out and the next are asked."""
    request = ask(street)
    first = invited(street, request)
    assert len(first) == 3
    street.later(minutes=21)
    run_due(street)
    assert {street.last(name).text_id for name in first} == {"invite-expired"}
    assert len(invited(street, request)) == 4
    assert now(street, request).wave == 2


def test_when_nobody_is_left_a_coordinator_has_it(street: Town) -> None:
    """After everyone was asked in vain the resident hears so, and a case is opened, once."""
    request = ask(street)
    for _ in range(3):
        street.later(minutes=21)
        run_due(street)
    assert now(street, request).state == "held"
    assert reasons(street, request.id) == ["nobody"]
    assert "nobody-free" in street.ids("amina")


def test_a_wave_waits_for_the_morning(street: Town) -> None:
    """Nobody is asked at night for what can wait; at eight they are."""
    street.at(clock(22))
    request = ask(street)
    run_due(street)
    assert invited(street, request) == {}
    street.at(clock(8, 1, day=24))
    run_due(street)
    assert len(invited(street, request)) == 3


def test_a_helper_is_reminded(street: Town) -> None:
    """An hour before the agreed part of the day the helper hears of it, with a way out; once they are off, not."""
    _, helper = taken(street, AFTERNOON)
    street.at(clock(11, 1, day=24))
    run_due(street)
    reminder = street.last(helper)
    assert reminder.text_id == "remind"
    assert [button.id.partition(":")[0] for button in reminder.buttons] == ["on-my-way", "hand-back"]


def test_an_early_task_is_called_to_mind_the_evening_before(street: Town) -> None:
    """Nobody's phone rings at seven; the reminder for eight o'clock comes at eight the evening before."""
    _, helper = taken(street, MORNING)
    street.at(clock(20, 1))
    run_due(street)
    assert street.last(helper).text_id == "remind"


def test_who_is_on_the_way_needs_no_reminder(street: Town) -> None:
    """Someone who set off early is not reminded of what they are doing."""
    request, helper = taken(street, AFTERNOON)
    invite = invited(street, request)[helper]
    does(street, tasks.start(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    street.at(clock(11, 1, day=24))
    run_due(street)
    assert "remind" not in street.ids(helper)


def test_the_resident_is_asked_how_it_went(street: Town) -> None:
    """After the agreed time: did it go well? Three waking hours on, once more; then a coordinator finds out."""
    request, _ = taken(street, AFTERNOON)
    heard = []
    for moment in (clock(18, 1, day=24), clock(10, 2, day=25), clock(13, 3, day=25), clock(20, day=25)):
        street.at(moment)
        run_due(street)
        heard.append(street.last("amina").text_id)
    assert heard == ["check-in", "asked-again", "asked-again", "asked-again"]
    assert street.ids("amina").count("asked-again") == 1
    assert reasons(street, request.id) == ["unconfirmed"]


def test_done_and_not_confirmed(street: Town) -> None:
    """The helper says done and the resident says nothing: they are asked once more, then a coordinator looks."""
    request, helper = taken(street)
    invite = invited(street, request)[helper]
    does(street, tasks.finish(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    for _ in range(3):
        street.later(minutes=181)
        run_due(street)
    assert street.ids("amina").count("asked-again") == 1
    assert reasons(street, request.id) == ["unconfirmed"]


def test_a_resident_who_answers_is_left_alone(street: Town) -> None:
    """Once they say it is done, nothing of that request falls due any more."""
    request, _ = taken(street)
    amina = street.person("amina").id
    does(street, confirming.confirm(street.app.world, request.id, amina, street.app.world.clock.now()))
    assert street.app.world.diary.about(f"request:{request.id}") == []


def closed(town: Town) -> None:
    """Amina was helped, and said so."""
    request, _ = taken(town)
    does(town, confirming.confirm(town.app.world, request.id, town.person("amina").id, town.app.world.clock.now()))


def test_a_gentle_question_once(street: Town) -> None:
    """A day after, once and never again, they are asked whether they would help someone one day."""
    closed(street)
    for _ in range(2):
        street.later(days=1, minutes=1)
        run_due(street)
    assert street.ids("amina").count("would-help") == 1
    closed(street)
    street.later(days=2)
    run_due(street)
    assert street.ids("amina").count("would-help") == 1


def test_no_such_question_to_someone_in_need(street: Town) -> None:
    """Someone who waits for help again by then is not asked to give it."""
    closed(street)
    ask(street, urgency="flexible")
    street.later(days=1, minutes=1)
    run_due(street)
    assert "would-help" not in street.ids("amina")


def test_unheard_for_ten_minutes(town: Town) -> None:
    """What someone needs to know and has not read becomes one case to ring them, however many messages there were."""
    town.meet("amina", phone="+447700900123")
    town.coordinator("rowan")
    request = ask(town)  # with no volunteers at all: two things Amina must hear
    amina = town.person("amina")
    town.commit(put(replace(amina, platform="", unreachable=("console",)), amina))
    town.commit(_must_hear(town, "found"))
    town.commit(_must_hear(town, "coming"))
    town.later(minutes=11)
    run_due(town)
    assert reasons(town, amina.id) == ["nobody", "ring_them"]
    (ring,) = [case for case in town.app.world.register.cases_of(amina.id) if case.reason == "ring_them"]
    assert ring.request == request.id
    assert len(ring.unheard) == 2


def _must_hear(town: Town, text_id: str) -> Change:
    at = town.app.world.clock.now()
    return tell(town.app.world, town.person("amina").id, Say(text_id), at, must_hear=True)


def test_what_was_heard_needs_no_ring(street: Town) -> None:
    """A message that arrived in time opens no case."""
    request, _ = taken(street)
    street.later(minutes=11)
    run_due(street)
    assert reasons(street, street.person("amina").id) == []
    assert not [line for line in due_lines(street) if line.startswith("ring.")]
    assert request.state == "matched"


def test_nobody_there_and_nobody_looking(street: Town) -> None:
    """Half an hour after "they weren't there" everyone who may look hears of it again, even when one has the case."""
    request, helper = taken(street)
    invite = invited(street, request)[helper]
    does(street, tasks.no_show(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    street.later(minutes=31)
    run_due(street)
    assert "case-pressing" in street.ids("rowan")


def test_a_case_nobody_takes_climbs(street: Town) -> None:
    """Unclaimed, a case goes to the deputy, then to the area above."""
    street.coordinator("dev", on_duty=False)
    street.coordinator("priya", on_duty=False)
    request, helper = taken(street)
    invite = invited(street, request)[helper]
    does(street, tasks.no_show(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    assert "card-case" not in street.ids("dev")
    street.later(minutes=6)
    run_due(street)
    assert "card-case" in street.ids("dev")
    assert "card-case" not in street.ids("priya")
    street.later(minutes=6)
    run_due(street)
    assert "card-case" in street.ids("priya")
