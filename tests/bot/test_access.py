"""Who may see what: the whole policy, a line each."""

import pytest

from bot.access import of_person
from tests.support.town import Town


@pytest.fixture
def helped(town: Town) -> Town:
    """Amina's request, which Joe has taken; Sue was asked too; Rowan coordinates; Bob is nobody."""
    town.coordinator("rowan")
    town.volunteer("joe", "prescription")
    town.volunteer("sue", "prescription")
    town.meet("bob")
    town.meet("amina", phone="+447700900123", door="4 Example Row")
    town.says("amina", "can someone collect my prescription from boots, sn10")
    town.presses("amina", "confirm")
    town.presses("amina", "paid:already")
    return town


def sees(town: Town, who: str, whose: str, name: str) -> bool:
    """Whether someone may read a private field of someone else."""
    path = of_person(town.person(whose).id, name)
    return town.app.world.access.readable(town.person(who).id, path)


@pytest.mark.parametrize("field", ["name", "phone", "door"])
@pytest.mark.parametrize(
    ("who", "before", "after"),
    [("amina", True, True), ("rowan", True, True), ("joe", False, True), ("sue", False, False), ("bob", False, False)],
)
def test_who_sees_a_resident(helped: Town, who: str, before: bool, after: bool, field: str) -> None:  # noqa: FBT001
    """A resident's name, number and door: theirs, their coordinator's, and the helper's once they said yes."""
    assert sees(helped, who, "amina", field) is before
    helped.presses("joe", "accept")
    assert sees(helped, who, "amina", field) is after


def test_the_door_closes_behind_a_finished_task(helped: Town) -> None:
    """Once it is closed the helper keeps the name, to be thanked by, and neither number nor door."""
    helped.presses("joe", "accept")
    helped.presses("joe", "done")
    helped.presses("amina", "yes-done")
    assert sees(helped, "joe", "amina", "name")
    assert not sees(helped, "joe", "amina", "door")
    assert not sees(helped, "joe", "amina", "phone")


def test_handing_back_closes_the_door(helped: Town) -> None:
    """Who handed it back sees nothing any more."""
    helped.presses("joe", "accept")
    helped.presses("joe", "hand-back")
    assert not sees(helped, "joe", "amina", "door")


def test_a_resident_sees_who_is_coming_by_name_alone(helped: Town) -> None:
    """The helper's name, once they said yes; never their platform's id."""
    assert not sees(helped, "amina", "joe", "name")
    helped.presses("joe", "accept")
    assert sees(helped, "amina", "joe", "name")
    assert not sees(helped, "amina", "joe", "address.console")


def test_an_invite_carries_nothing_private(helped: Town) -> None:
    """Before a yes: kind, rough place and time; no name, number or door anywhere in it."""
    words = helped.last("joe").plain + str(helped.last("joe").data)
    for private in ("Amina", "7700", "Example Row"):
        assert private not in words
