"""Who hears of a case, and when: on duty, then the deputy, then the area above; and the night."""

from datetime import UTC, datetime

import pytest

from bot.desk import cases
from bot.model import AreaId, Case
from tests.bot.desk_town import actions, everything_can_be_said, lines, now, opens, said, waiting
from tests.support.diary import run_due
from tests.support.town import DEVIZES, Town

__all__ = ["everything_can_be_said"]
NIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, 1, tzinfo=UTC)


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan, Dev the deputy, and Priya of the area above; nobody on duty yet. Amina known."""
    for name in ("rowan", "dev", "priya"):
        town.coordinator(name, on_duty=False)
    town.meet("amina")
    return town


def told(town: Town) -> set[str]:
    """Coordinators who have a case's card."""
    return {name for name in ("rowan", "dev", "priya") if "card-case" in town.ids(name)}


def later(town: Town, **by: float) -> None:
    """Let time go by, and what falls due happen."""
    town.later(**by)
    run_due(town)
    town.deliver()


def until(town: Town, moment: datetime) -> None:
    """Let the clock come round to a moment, and what falls due happen."""
    town.at(moment)
    run_due(town)
    town.deliver()


def on_duty(town: Town, *names: str) -> None:
    """These go on duty."""
    for name in names:
        town.says(name, "on duty")


def danger(town: Town) -> Case:
    """A case of danger."""
    return opens(town, "crisis_medical", "amina", urgency=cases.NOW)


# ---- going on and off
def test_on_and_off(town: Town) -> None:
    """On duty by a word or a button, and off again; who is on is shown."""
    assert town.says("rowan", "/duty")[0].text_id == "duty-nobody"
    town.presses("rowan", "go-on-duty")
    assert town.app.world.team.on_duty(DEVIZES) == [town.person("rowan").id]
    shown = town.says("rowan", "/duty")[0]
    assert (shown.text_id, actions(shown)) == ("duty", ["go-off-duty"])
    assert "Rowan" in shown.plain
    town.presses("rowan", "go-off-duty")
    assert town.app.world.team.on_duty(DEVIZES) == []
    assert "off-duty-nobody" in town.ids("rowan")


def test_whoever_comes_on_duty_sees_what_waits(town: Town) -> None:
    """The queue comes with it."""
    opens(town, "unclear", "amina")
    heard = town.says("rowan", "on duty")
    assert [one.text_id for one in heard] == ["on-duty", "queue"]
    assert "understand" in heard[1].plain


def test_twice_is_once(town: Town) -> None:
    """On duty twice is on duty."""
    on_duty(town, "rowan", "rowan")
    assert town.app.world.register.duty(DEVIZES).on == (town.person("rowan").id,)


def test_only_in_areas_of_their_own(town: Town) -> None:
    """Nobody goes on duty where they have no role."""
    assert town.does("rowan", press="go-on-duty:melksham")[0].text_id == "case-not-now"
    assert town.does("rowan", press="go-on-duty:nowhere")[0].text_id == "case-not-now"
    assert town.app.world.register.duty("melksham").on == ()  # type: ignore[arg-type]


# ---- who hears first
def test_on_duty_hears_first(town: Town) -> None:
    """Whoever is on duty is told at once, and nobody else."""
    on_duty(town, "rowan")
    opens(town, "unclear", "amina")
    assert told(town) == {"rowan"}


def test_then_the_deputy(town: Town) -> None:
    """With nobody on duty it comes to the deputy, and the card says why."""
    opens(town, "unclear", "amina")
    assert told(town) == {"dev"}
    assert "case-came-deputy" in lines(town.last("dev"))


def test_it_climbs_until_somebody_takes_it(town: Town) -> None:
    """On duty, after five minutes the deputy, after ten the area above: danger does not wait."""
    on_duty(town, "rowan")
    case = danger(town)
    assert told(town) == {"rowan"}
    later(town, minutes=4)
    assert told(town) == {"rowan"}
    later(town, minutes=2)
    assert told(town) == {"rowan", "dev"}
    assert "case-came-deputy" in lines(town.last("dev"))
    later(town, minutes=5)
    assert told(town) == {"rowan", "dev", "priya"}
    assert "case-came-above" in lines(town.last("priya"))
    assert now(town, case).rung == cases.ABOVE


def test_a_claim_stops_the_climb(town: Town) -> None:
    """Claimed by the deputy it goes no higher."""
    danger(town)
    town.presses("dev", "claim")
    later(town, hours=2)
    assert told(town) == {"dev"}


def test_at_the_top_everyone_is_told_again(town: Town) -> None:
    """Still nobody: all who may look are told anew, again and again, each time as a new message."""
    on_duty(town, "rowan")
    danger(town)
    for minutes in (6, 6):
        later(town, minutes=minutes)
    before = {name: len(town.heard[name]) for name in ("rowan", "dev", "priya")}
    later(town, minutes=11)
    assert all(len(town.heard[name]) > before[name] for name in before)
    later(town, minutes=11)
    assert all(len(town.heard[name]) > before[name] + 1 for name in before)


def test_whoever_came_on_duty_since_hears_too(town: Town) -> None:
    """When it is told again, those on duty by then are among them."""
    danger(town)
    later(town, minutes=6)
    on_duty(town, "rowan")
    later(town, minutes=11)
    assert "rowan" in told(town)


def test_every_rung_is_in_the_history(town: Town) -> None:
    """That it climbed is noted."""
    on_duty(town, "rowan")
    case = danger(town)
    later(town, minutes=6)
    assert "case-climbed" in [event.what for event in town.app.world.register.history(f"case:{case.id}")]


# ---- the night
def test_danger_is_told_at_night(town: Town) -> None:
    """Danger is told at any hour, and climbs at any hour."""
    town.at(NIGHT)
    danger(town)
    assert told(town) == {"dev"}
    later(town, minutes=6)
    assert told(town) == {"dev", "priya"}


def test_the_rest_waits_for_the_morning(town: Town) -> None:
    """At night nobody off duty is woken for what can wait; at eight they are told."""
    town.at(NIGHT)
    opens(town, "unclear", "amina", urgency=cases.TODAY)
    assert told(town) == set()
    later(town, hours=2)
    assert told(town) == set()
    until(town, MORNING)
    assert told(town) == {"dev"}


def test_on_duty_at_night_hears_of_everything(town: Town) -> None:
    """Whoever is on duty at night is awake for it."""
    on_duty(town, "rowan")
    town.at(NIGHT)
    opens(town, "unclear", "amina", urgency=cases.TODAY)
    assert told(town) == {"rowan"}
    later(town, hours=3)
    assert told(town) == {"rowan"}


def test_minutes_stop_at_night(town: Town) -> None:
    """What was told at half past eight in the evening climbs after the night, not in it."""
    on_duty(town, "rowan")
    town.at(NIGHT.replace(hour=20, minute=30))
    opens(town, "unclear", "amina", urgency=cases.TODAY)
    later(town, hours=4)
    assert told(town) == {"rowan"}
    until(town, MORNING.replace(minute=29))
    assert told(town) == {"rowan"}
    until(town, MORNING.replace(minute=31))
    assert told(town) == {"rowan", "dev"}


def test_coming_on_duty_at_night_shows_what_was_held_back(town: Town) -> None:
    """What waits for the morning is in the queue all the same."""
    town.at(NIGHT)
    opens(town, "unclear", "amina", urgency=cases.TODAY)
    said(town.says("rowan", "on duty"), "queue")


def test_by_when_somebody_should_look(town: Town) -> None:
    """The card says by when; minutes of the night do not count, but for danger."""
    town.at(NIGHT)
    case = opens(town, "unclear", "amina", urgency=cases.TODAY)
    assert case.due == MORNING.replace(hour=9, minute=0)
    assert danger(town).due < MORNING
    on_duty(town, "rowan")
    assert "case-due" in lines(said(town.presses("rowan", "open-case"), "case-file"))


def test_an_area_that_is_gone_keeps_nobody_waiting(town: Town) -> None:
    """A case of an area that areas.toml no longer has comes to the first there is."""
    assert opens(town, "unclear", "amina", area=DEVIZES).area == DEVIZES
    change = cases.open_case(town.app.world, AreaId("gone"), "concern", town.app.world.clock.now())
    town.commit(change)
    assert [case.area for case in waiting(town)] == [DEVIZES, DEVIZES]


def test_with_nobody_at_all_it_waits(town: Town) -> None:
    """In an area whose coordinators have never written it waits, and the first who comes finds it."""
    opens(town, "unclear", "amina", area="melksham")
    assert told(town) == {"priya"}
    town.coordinator("morgan", on_duty=False)
    said(town.says("morgan", "/queue"), "queue")
    assert len(waiting(town, "melksham")) == 1


# ---- a coordinator in danger
def test_their_own_danger_is_told_to_someone_else(town: Town) -> None:
    """The only one on duty writes that they are in danger: the deputy hears of it, they do not."""
    on_duty(town, "rowan")
    town.says("rowan", "i am going to kill myself")
    assert told(town) == {"dev"}
    assert [case.rung for case in waiting(town)] == [cases.DEPUTIES]


def test_their_own_danger_goes_to_the_area_above(town: Town) -> None:
    """With no deputy but themself it is the area above that hears of it."""
    on_duty(town, "dev")
    town.says("dev", "i am going to kill myself")
    assert told(town) == {"priya"}


def test_their_own_case_never_climbs_to_themself(town: Town) -> None:
    """However often it climbs, whom it is about is not told of it while there are others."""
    on_duty(town, "rowan")
    town.says("rowan", "i am going to kill myself")
    for _ in range(4):
        later(town, minutes=20)
    assert told(town) == {"dev", "priya"}
