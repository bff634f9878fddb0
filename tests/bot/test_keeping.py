"""How long what people tell us is kept: until a month after their last request."""

import pytest

from bot.desk import follow_up
from bot.errors import Stale
from bot.model import LineId, Volunteer
from bot.store import keys
from bot.store.change import put
from tests.dialogs.plain import run_due
from tests.support.town import DEVIZES, Town


def helped(town: Town) -> None:
    """Amina asks, Joe does it, and she says it is done."""
    town.says("amina", "can someone fetch my tablets from the chemist, SN10")
    town.presses("amina", "confirm")
    town.presses("amina", "paid:already")
    town.presses("joe", "accept")
    town.presses("joe", "done")
    town.presses("amina", "yes-done")


def known(town: Town) -> bool:
    """Whether anything Amina told us can still be read."""
    digest = town.app.world.vault.digest(town.platform, "amina")
    return bool(town.app.ledger.client.hexists(keys.addresses(), digest))


def test_a_month_after_the_last_request(town: Town) -> None:
    """Her key and address are gone; the volunteer's stay; and she may begin anew as a stranger."""
    joe = town.volunteer("joe", "prescription")
    amina = town.meet("amina", phone="+447700900123", door="4 Example Row")
    helped(town)
    town.later(days=29)
    run_due(town)
    assert known(town)
    town.later(days=2)
    run_due(town)
    assert not known(town)
    assert town.app.world.register.wrapped_key(amina.id) is None
    assert town.app.world.register.wrapped_key(joe.id) is not None
    assert town.says("amina", "hello")
    assert town.person("amina").id != amina.id


def test_a_new_request_puts_it_off(town: Town) -> None:
    """Whoever waits for something, or asked again since, is not forgotten yet."""
    town.volunteer("joe", "prescription")
    town.meet("amina")
    helped(town)
    town.later(days=20)
    run_due(town)
    helped(town)
    town.later(days=20)
    run_due(town)
    assert known(town)


@pytest.mark.parametrize("status", ["approved", "paused", "waiting"])
def test_who_helps_is_not_forgotten(town: Town, status: str) -> None:
    """Asked once whether she would help, she did: a month after her own request she is a volunteer still."""
    town.volunteer("joe", "prescription")
    amina = town.meet("amina")
    helped(town)
    town.later(days=2)
    run_due(town)
    assert town.person("amina").asked_to_help
    town.commit(put(Volunteer(amina.id, DEVIZES, status=status, kinds=("shopping",))))
    town.later(days=30)
    run_due(town)
    assert known(town)


def test_who_waits_is_not_forgotten(town: Town) -> None:
    """Asked once whether she would help, and waiting for something new when the month is over: it goes on."""
    town.volunteer("joe", "prescription")
    town.meet("amina")
    helped(town)
    town.later(days=29)
    run_due(town)
    town.says("amina", "can someone fetch my tablets from the chemist, SN10, any time this week")
    town.presses("amina", "confirm")
    town.presses("amina", "paid:already")
    town.later(days=2)
    run_due(town)
    assert known(town)
    assert town.app.world.register.requests_of(town.person("amina").id)


def test_who_asks_at_that_very_moment_is_not_forgotten(town: Town) -> None:
    """A request opened between the clock's reading and its commit stands, and they are not erased from under it."""
    town.volunteer("joe", "prescription")
    amina = town.meet("amina")
    helped(town)
    town.later(days=31)
    line = town.app.world.diary.line(LineId(f"keep.{amina.id}"))
    assert line
    decided = follow_up.run(town.app.world, line, town.app.world.clock.now())
    town.says("amina", "can someone fetch my tablets from the chemist, SN10")
    town.presses("amina", "confirm")
    town.presses("amina", "paid:already")
    assert town.app.world.register.requests_of(amina.id)
    with pytest.raises(Stale):
        town.commit(decided)
