"""What chat cannot settle: one helpful question, then a person; and whoever is under 18, always a person."""

import pytest

from tests.bot.residents import DOG, actions, again, cases, ids, newest, opens, private, session
from tests.support.town import Town


@pytest.fixture
def village(town: Town) -> Town:
    """Rowan on duty, and Joe who helps."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping")
    return town


UNCLEAR = "please could you do the thing for me"


def test_one_question_then_a_person(village: Town) -> None:
    """Twice in a row not understood is a case with both messages; never a third question."""
    (question,) = village.says("amina", UNCLEAR)
    assert question.text_id == "not-understood"
    assert actions(question) == ["want"] * 6 + ["to-person"]
    assert ids(village.says("amina", "please could you do it")) == ["to-a-person-unclear"]
    (case,) = cases(village)
    assert private(village, "rowan", f"case:{case.id}#words") == f"{UNCLEAR}\nplease could you do it"
    assert session(village, "amina").unclear == 0


def test_one_tap_says_what_it_was(village: Town) -> None:
    """A tap on a kind begins the request, with what they wrote as its words."""
    village.meet("amina")
    village.says("amina", UNCLEAR)
    village.presses("amina", "want:home")
    village.presses("amina", "confirm")
    request = newest(village, "amina")
    assert (request.kind, private(village, "amina", f"request:{request.id}#words")) == ("home", UNCLEAR)


def test_understood_in_between(village: Town) -> None:
    """A message that was understood begins the count anew."""
    village.says("amina", UNCLEAR)
    village.says("amina", "any news?")
    assert ids(village.says("amina", UNCLEAR)) == ["not-understood"]


# ---- under 18
@pytest.mark.parametrize("said", ["im 15, can someone walk my dog please, SN10", "im 15"])
def test_under_18_goes_to_a_coordinator(village: Town, said: str) -> None:
    """Never to a match: a case, with Childline's number in case they want it now."""
    (heard,) = village.says("amina", said)
    assert heard.text_id == "to-a-person-under-18"
    assert "0800 1111" in heard.plain
    assert village.person("amina").under_18
    assert [case.reason for case in cases(village)] == ["under_18"]
    assert village.ids("joe") == []


def test_under_18_stays_so(village: Town) -> None:
    """What they ask for later goes the same way, said in words or by a tap."""
    village.says("amina", "im 15")
    assert ids(village.says("amina", DOG)) == ["to-a-person-under-18"]
    assert ids(village.does("amina", press="want:pets")) == ["to-a-person-under-18"]
    assert village.app.world.register.requests_of(village.person("amina").id) == []


def test_under_18_said_in_the_middle(village: Town) -> None:
    """Said at any question, what is in hand goes to the coordinator."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    assert ids(village.says("amina", "im only 15 btw"))[:2] == ["understood-handed-on", "to-a-person-under-18"]
    case = next(one for one in cases(village) if one.reason == "under_18")
    assert private(village, "rowan", f"case:{case.id}#words") == f"{DOG}\nim only 15 btw"


def test_under_18_said_too_late(village: Town) -> None:
    """What was asked for already is held, and nobody else is asked."""
    village.meet("amina")
    request = opens(village, "amina", DOG)
    village.says("amina", "im 15 by the way")
    assert again(village, request).state == "held"
    assert village.last("joe").text_id != "invite"
    assert [case.reason for case in cases(village)].count("under_18") == 2  # for them, and for the request


def test_a_child_of_theirs_is_another_matter(village: Town) -> None:
    """A parent asking for a child is no child."""
    village.says("amina", "my daughter is 14 and needs her dog walking please, SN10")
    assert not village.person("amina").under_18
