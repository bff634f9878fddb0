"""What comes to a case is heard by somebody: an owner or people told who are gone do not keep it to themselves."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.desk import cases, erasing
from bot.model import Duty
from bot.store.change import put
from tests.bot.desk_town import everything_can_be_said, now, opens, the_case
from tests.support.diary import run_due
from tests.support.town import DEVIZES, Town

__all__ = ["everything_can_be_said"]

DANGER = "i am going to kill myself"


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty, Dev a deputy who is not; Amina known."""
    town.coordinator("rowan")
    town.coordinator("dev", on_duty=False)
    town.meet("amina")
    return town


def nobody_on_duty(town: Town) -> None:
    """Everyone goes off."""
    before = town.app.world.register.duty(DEVIZES)
    town.commit(put(Duty(DEVIZES), before))


def test_the_owner_closed_their_chat(town: Town) -> None:
    """The case is in the queue again, and others are told of it there and then."""
    town.says("amina", DANGER)
    town.presses("rowan", "claim")
    assert town.ids("dev") == []
    town.does("rowan", blocked=True)
    town.deliver()
    assert town.last("dev").text_id == "card-case"
    case = the_case(town)
    assert (case.state, case.owner) == ("open", None)


def test_the_owner_was_forgotten(town: Town) -> None:
    """The same when the owner asks to be forgotten; a case about themselves is over."""
    case, own = opens(town, "concern", "amina"), opens(town, "concern", "rowan")
    for one in (case, own):
        town.does("rowan", press=f"claim:{one.id}")
    town.commit(erasing.erase(town.app.world, town.person("rowan"), town.app.world.clock.now()))
    town.deliver()
    assert (now(town, case).state, now(town, own).state) == ("open", "resolved")
    assert town.last("dev").text_id == "card-case"


def test_the_owner_cannot_be_told(town: Town) -> None:
    """More words of danger go to those who were told, or are on duty now, while the owner's chat is closed to us."""
    town.says("amina", DANGER)
    town.presses("rowan", "claim")
    rowan = town.person("rowan")
    town.commit(put(replace(rowan, unreachable=(town.platform,)), rowan))
    before = town.app.world.register.duty(DEVIZES)
    town.commit(put(Duty(DEVIZES, (town.person("dev").id,)), before))
    town.says("amina", f"{DANGER} tonight")
    assert town.last("dev").text_id == "card-case"


def test_those_on_duty_now_hear_it_too(town: Town) -> None:
    """Told to whoever was on duty then, it is said again to those on duty now."""
    town.says("amina", DANGER)
    before = town.app.world.register.duty(DEVIZES)
    town.commit(put(Duty(DEVIZES, (town.person("dev").id,)), before))
    town.says("amina", f"{DANGER} now")
    assert town.last("dev").text_id == "card-case"


def test_on_duty_with_a_closed_chat(town: Town) -> None:
    """Whoever is on duty and cannot be told is passed over at once; nobody is promised that they were told."""
    rowan = town.person("rowan")
    town.commit(put(replace(rowan, unreachable=(town.platform,)), rowan))
    assert town.says("amina", DANGER)[-1].text_id == "nobody-on-duty-now"
    assert town.last("dev").text_id == "card-case"


def test_danger_at_night_after_something_that_could_wait(town: Town) -> None:
    """A case nobody was told of before eight cannot wait any more: the deputies hear of it, and it climbs."""
    town.at(datetime(2026, 11, 23, 22, tzinfo=UTC))
    nobody_on_duty(town)
    opens(town, "set_aside", "amina", urgency=cases.TODAY)
    assert town.ids("dev") == []
    case = opens(town, "set_aside", "amina", urgency=cases.NOW)
    assert town.last("dev").text_id == "card-case"
    town.later(minutes=11)
    assert run_due(town) == [f"climb.{case.id}"]


def test_at_the_top_everyone_hears(town: Town) -> None:
    """A case that has climbed as far as it can is said again to everyone there is by then."""
    case = opens(town, "concern", "amina", urgency=cases.NOW)
    nobody_on_duty(town)
    for _ in range(3):
        town.later(minutes=11)
        run_due(town)
    assert now(town, case).rung == cases.ABOVE
    town.coordinator("priya", on_duty=False)
    town.later(minutes=11)
    run_due(town)
    assert town.last("priya").text_id == "card-case"
