"""Asking for help: the rest of what the card and its questions do."""

from tests.bot.residents import (
    DOG,
    SHOPPING,
    again,
    ids,
    lines,
    opens,
    through,
)
from tests.support.town import Town

TOMORROW, FRIDAY = "2026-11-24/", "2026-11-27/"


def test_services_where_they_are_often_the_better_answer(town: Town) -> None:
    """A food bank is named with the request for food; nothing of the kind with a dog."""
    town.meet("amina")
    town.services()
    town.volunteer("joe", "food", "pets")
    opens(town, "amina", "we have no food in the house, SN10")
    assert "services-too" in town.ids("amina")
    assert "service-line" in lines(town.last("amina"))
    opens(town, "amina", DOG)
    assert town.last("amina").text_id == "request-open"


def test_a_double_tap_opens_one(town: Town) -> None:
    """A second tap on yes is answered with the question in hand, or with what became of it; never a second request."""
    town.says("amina", DOG)
    press = town.button("amina", "confirm")
    town.does("amina", press=press)
    assert ids(town.does("amina", press=press)) == ["ask-name"]
    through(town, "amina")
    assert ids(town.does("amina", press=press)) == ["already-sent"]
    assert len(town.app.world.register.requests_of(town.person("amina").id)) == 1


def test_an_old_card_is_answered_truthfully(town: Town) -> None:
    """A card that was dropped, or never was, opens nothing."""
    town.says("amina", DOG)
    press = town.button("amina", "confirm")
    town.presses("amina", "drop")
    assert ids(town.does("amina", press=press)) == ["card-gone"]
    assert ids(town.does("amina", press="change-when")) == ["not-there-now"]


def test_several_requests_at_once(town: Town) -> None:
    """Each has its own card and code."""
    town.meet("amina")
    first, second = opens(town, "amina", DOG), opens(town, "amina", SHOPPING)
    assert again(town, first).state == again(town, second).state
    assert first.code != second.code
    assert town.ids("amina").count("card-request") == 2
