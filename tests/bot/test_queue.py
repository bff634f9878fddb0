"""A coordinator's queue: what waits, most urgent first."""

from datetime import timedelta

import pytest

from bot.desk import cases
from bot.model import AreaId
from tests.bot.desk_town import actions, asks, everything_can_be_said, lines, opens, tap
from tests.support.town import Town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty in Devizes, Amina known."""
    town.coordinator("rowan")
    town.meet("amina")
    return town


def test_nothing_waits(town: Town) -> None:
    """An empty queue says so."""
    assert [one.text_id for one in town.says("rowan", "/queue")] == ["queue-empty"]


def test_most_urgent_first(town: Town) -> None:
    """Danger, then what is for today, then the rest; among equals what is due first."""
    opens(town, "unclear", "amina", urgency=cases.SOON)
    opens(town, "concern", "amina", urgency=cases.TODAY)
    town.later(minutes=5)
    opens(town, "set_aside", "amina", urgency=cases.TODAY)
    opens(town, "crisis_medical", "amina", urgency=cases.NOW)
    (queue,) = town.says("rowan", "queue")
    order = [queue.plain.index(words) for words in ("Danger", "worrying", "deal with", "understand")]
    assert order == sorted(order)
    assert lines(queue)[0] == "queue-danger"


def test_each_line_says_why_how_long_and_which_request(town: Town) -> None:
    """Reason, age, and the code and kind of the request it is about."""
    request = asks(town)
    town.later(minutes=20)
    (queue,) = town.says("rowan", "/queue")
    assert "Nobody is free to help" in queue.plain
    assert "20 minutes" in queue.plain
    assert f"{request.code}: a prescription" in queue.plain


def test_pages_turn_in_place(town: Town) -> None:
    """Five to a page with a button each; next and previous change the same message."""
    for number in range(12):
        opens(town, "unclear", "amina", at=town.app.world.clock.now() + timedelta(minutes=number), request=f"r{number}")
    (first,) = town.says("rowan", "/queue")
    assert actions(first) == ["open-case"] * 5 + ["queue-page"]
    before = len(town.heard["rowan"])
    (second,) = tap(town, "rowan", "queue-page", "1")
    assert second.data["page"] == 2
    (third,) = tap(town, "rowan", "queue-page", ":2")
    assert actions(third) == ["open-case"] * 2 + ["queue-page"]
    (back,) = tap(town, "rowan", "queue-page", ":1")
    assert back.data["page"] == 2
    assert len(town.heard["rowan"]) == before
    shown = {button.id for page in (first, back, third) for button in page.buttons if button.id.startswith("open-")}
    assert len(shown) == 12


def test_an_odd_page_is_the_first(town: Town) -> None:
    """A page that is no number is answered with the first."""
    opens(town, "unclear", "amina")
    for odd in ("x", "-1", "99", ""):
        town.does("rowan", press=f"queue-page:{odd}")
        assert town.last("rowan").data["page"] == 1


def test_who_has_it_is_said(town: Town) -> None:
    """A claimed case names its owner, to the owner as theirs."""
    town.coordinator("dev")
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    assert "You have it" in town.says("rowan", "/queue")[0].plain
    assert "Rowan has it" in town.says("dev", "/queue")[0].plain


def test_what_nobody_has_comes_before_what_somebody_has(town: Town) -> None:
    """Among equally urgent cases those still waiting come first."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    opens(town, "concern", "amina")
    (queue,) = town.says("rowan", "/queue")
    assert queue.plain.index("worrying") < queue.plain.index("understand")


def test_other_areas_stay_out(town: Town) -> None:
    """A coordinator sees their own areas' cases alone."""
    town.coordinator("morgan", on_duty=False)
    opens(town, "unclear", "amina")
    opens(town, "concern", "amina", area=AreaId("melksham"))
    assert "understand" not in town.says("morgan", "/queue")[0].plain
    assert "worrying" in town.last("morgan").plain
    assert "worrying" not in town.says("rowan", "/queue")[0].plain


def test_the_area_above_sees_what_climbed_to_it(town: Town) -> None:
    """A case of an area below is in their queue once it has climbed, with the area's name."""
    town.coordinator("priya", on_duty=False)
    case = opens(town, "unclear", "amina")
    assert town.says("priya", "/queue")[0].text_id == "queue-empty"
    town.commit(cases.climb(town.app.world, case.id, town.app.world.clock.now()))
    town.deliver()
    (queue,) = town.says("priya", "/queue")
    assert "Devizes and villages" in queue.plain


def test_settled_cases_are_gone(town: Town) -> None:
    """What is settled waits no more."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    assert town.says("rowan", "/queue")[0].text_id == "queue-empty"


@pytest.mark.parametrize("words", ["/queue", "queue", "/duty", "on duty", "off duty", "/history K7-42"])
def test_only_for_coordinators(town: Town, words: str) -> None:
    """Anyone else is told that this is for coordinators, and sees nothing."""
    opens(town, "unclear", "amina")
    assert [one.text_id for one in town.says("amina", words)] == ["only-coordinators"]


@pytest.mark.parametrize("action", ["open-case", "claim", "take-over", "settle", "case-note", "approve", "history"])
def test_no_button_works_for_anyone_else(town: Town, action: str) -> None:
    """A resident who sends a coordinator's button gets nothing of a case, their own included."""
    case = opens(town, "unclear", "amina")
    assert [one.text_id for one in town.does("amina", press=f"{action}:{case.id}")] == ["only-coordinators"]
