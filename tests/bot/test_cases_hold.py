"""Who has a case: claiming, handing it on, putting it back, taking it over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import cases, holding
from bot.errors import NotAllowed
from bot.store.change import put
from tests.bot.desk_town import actions, everything_can_be_said, lines, now, opens, said, tap, waiting, whats
from tests.support.diary import run_due
from tests.support.town import Town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan and Dev, the deputy, on duty in Devizes; Amina known."""
    town.coordinator("rowan")
    town.coordinator("dev")
    town.meet("amina")
    return town


def pass_time(town: Town, **by: float) -> None:
    """Let time go by, and what falls due happen."""
    town.later(**by)
    run_due(town)
    town.deliver()


def test_the_first_has_it_and_the_second_is_told_who(town: Town) -> None:
    """Claiming shows the file; the second claimer learns who was first, and their card says so."""
    case = opens(town, "unclear", "amina")
    heard = town.presses("rowan", "claim")
    said(heard, "case-file")
    assert now(town, case).owner == town.person("rowan").id
    assert "Rowan has this one" in said(list(town.heard["dev"].values()), "card-case").plain
    (answer,) = town.does("dev", press=f"claim:{case.id}")
    assert (answer.text_id, answer.data["name"]) == ("case-taken", "Rowan")


def test_claiming_twice_changes_nothing(town: Town) -> None:
    """The owner's second press shows the file again and is no second claim."""
    case = opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.does("rowan", press=f"claim:{case.id}")
    assert [what for what, _ in whats(town, f"case:{case.id}")].count("case-claimed") == 1


def test_a_claimed_case_climbs_no_more(town: Town) -> None:
    """Once somebody has it nobody else is told."""
    town.coordinator("priya", on_duty=False)
    opens(town, "unclear", "amina", urgency=cases.NOW)
    town.presses("rowan", "claim")
    pass_time(town, hours=3)
    assert town.ids("priya") == []


def test_a_settled_case_cannot_be_claimed(town: Town) -> None:
    """A late press is answered truthfully."""
    case = opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    assert town.does("dev", press=f"claim:{case.id}")[0].text_id == "case-not-now"


def test_a_person_is_there(town: Town) -> None:
    """Someone in danger is told that a person is there only once one has claimed it, by first name."""
    opens(town, "crisis_suicide", "amina", urgency=cases.NOW)
    assert town.ids("amina") == []
    town.presses("rowan", "claim")
    assert (town.last("amina").text_id, town.last("amina").data["name"]) == ("person-here", "Rowan")


def test_nobody_hushed_is_told(town: Town) -> None:
    """After words of abuse nothing comes by itself, not even that a person is there."""
    amina = town.person("amina")
    town.commit(put(replace(amina, hushed=True), amina))
    opens(town, "crisis_abuse", "amina", urgency=cases.NOW)
    town.presses("rowan", "claim")
    assert town.ids("amina") == []


def test_no_danger_no_word(town: Town) -> None:
    """For anything else claiming says nothing to the resident."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    assert town.ids("amina") == []


def test_handed_over_with_a_note(town: Town) -> None:
    """A named coordinator is told, sees the note, says yes, and has it; it is all in the history."""
    case = opens(town, "unclear", "amina", words="help")
    town.presses("rowan", "claim")
    offered = town.presses("rowan", "hand-over")[-1]
    assert any("Dev" in button.label for button in offered.buttons)
    assert not any("Rowan" in button.label for button in offered.buttons)
    tap(town, "rowan", "give", town.person("dev").id)
    heard = town.says("rowan", "she is waiting for your call at four")
    assert said(heard, "handed-over").data["name"] == "Dev"
    assert "case-passed" in town.ids("dev")
    assert (now(town, case).state, now(town, case).owner) == ("passed", town.person("dev").id)
    file = town.presses("dev", "claim")[-1]
    assert "waiting for your call at four" in file.plain
    assert now(town, case).state == "claimed"
    did = dict(whats(town, f"case:{case.id}"))
    assert did["case-passed"] == town.person("rowan").id


def test_handed_over_without_a_note(town: Town) -> None:
    """One tap says there is nothing to add."""
    case = opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "hand-over")
    tap(town, "rowan", "give", town.person("dev").id)
    town.presses("rowan", "given")
    assert now(town, case).owner == town.person("dev").id


def test_handed_over_and_not_taken_on(town: Town) -> None:
    """Whoever it was handed to does not say yes: it is back in the queue, and people are told afresh."""
    case = opens(town, "unclear", "amina", urgency=cases.NOW)
    town.presses("rowan", "claim")
    town.presses("rowan", "hand-over")
    tap(town, "rowan", "give", town.person("dev").id)
    town.presses("rowan", "given")
    before = len(town.heard["rowan"])
    pass_time(town, minutes=30)
    assert (now(town, case).state, now(town, case).owner) == ("open", None)
    assert len(town.heard["rowan"]) > before


def test_only_to_coordinators_of_its_area(town: Town) -> None:
    """It cannot be handed to a resident, to oneself, or to another area."""
    town.coordinator("morgan", on_duty=False)
    case = opens(town, "unclear", "amina")
    rowan = town.person("rowan").id
    town.presses("rowan", "claim")
    for name in ("amina", "morgan", "rowan"):
        with pytest.raises(NotAllowed):
            holding.hand_over(town.app.world, case.id, rowan, town.person(name).id, town.app.world.clock.now())


def test_put_back_with_a_note(town: Town) -> None:
    """Back into the queue: free, told to the others on duty, and the note is there for whoever takes it."""
    case = opens(town, "unclear", "amina", words="help")
    town.presses("rowan", "claim")
    before = len(town.heard["dev"])
    town.presses("rowan", "hand-over")
    back(town, case.id)
    town.says("rowan", "could not reach her twice")
    assert (now(town, case).state, now(town, case).owner) == ("open", None)
    assert len(town.heard["dev"]) > before
    assert "could not reach her twice" in town.presses("dev", "claim")[-1].plain


def test_put_back_climbs_again(town: Town) -> None:
    """What is free again climbs again."""
    town.coordinator("priya", on_duty=False)
    case = opens(town, "unclear", "amina", urgency=cases.NOW)
    town.presses("rowan", "claim")
    town.presses("rowan", "hand-over")
    back(town, case.id)
    town.presses("rowan", "given")
    pass_time(town, minutes=30)
    assert "card-case" in town.ids("priya")


def back(town: Town, case_id: str) -> None:
    """Rowan taps "back into the queue"."""
    town.does("rowan", press=f"give:{case_id}.")


def test_only_the_owner_hands_it_on(town: Town) -> None:
    """Someone else's press is answered with who has it; nobody's with: take it first."""
    case = opens(town, "unclear", "amina")
    assert town.does("dev", press=f"hand-over:{case.id}")[0].text_id == "case-claim-first"
    town.presses("rowan", "claim")
    for action in ("hand-over", "settle", "case-note", "search-again", "signpost", "ask-someone", "approve"):
        assert town.does("dev", press=f"{action}:{case.id}")[0].text_id == "case-taken"


def test_taken_over(town: Town) -> None:
    """A coordinator who can may take it over; whoever had it is told and has it no more."""
    case = opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.does("dev", press=f"open-case:{case.id}")
    town.presses("dev", "take-over")
    assert now(town, case).owner == town.person("dev").id
    assert said(list(town.heard["rowan"].values()), "case-taken-over").data["name"] == "Dev"
    assert town.does("rowan", press=f"settle:{case.id}")[0].text_id == "case-taken"


def test_going_off_duty_names_what_is_still_held(town: Town) -> None:
    """Off duty with a case in hand: it is named, with a button to open and hand it over."""
    opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    heard = town.says("rowan", "off duty")
    assert actions(said(heard, "off-duty-yours")) == ["open-case"]
    assert len(waiting(town)) == 1


def test_the_same_again_is_one_case(town: Town) -> None:
    """Someone who writes the same danger again adds to their case; its owner hears of it at once, as a new message."""
    opens(town, "crisis_suicide", "amina", urgency=cases.NOW, words="i want to end it")
    town.presses("rowan", "claim")
    before = len(town.heard["rowan"])
    opens(town, "crisis_suicide", "amina", urgency=cases.NOW, words="please someone")
    assert len(waiting(town)) == 1
    assert len(town.heard["rowan"]) == before + 1
    file = town.presses("rowan", "open-case")[0]
    assert lines(file).count("file-words") == 2
    assert "please someone" in file.plain


def test_the_same_again_of_another_request_is_another_case(town: Town) -> None:
    """Two requests nobody is free for are two cases."""
    opens(town, "nobody", "amina", request="r1")
    opens(town, "nobody", "amina", request="r2")
    assert len(waiting(town)) == 2


def test_the_clock_does_not_climb_what_is_settled(town: Town) -> None:
    """A line that comes round late finds nothing to do."""
    case = opens(town, "unclear", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    at = town.app.world.clock.now() + timedelta(hours=5)
    assert cases.climb(town.app.world, case.id, at).puts == ()
