"""Typed words about a case: notes, messages and their answers; and nobody is ever trapped."""

from dataclasses import replace

import pytest

from bot.desk import cases
from bot.model import Chat, Check, Volunteer
from bot.store.change import put
from tests.bot.desk_town import PHONE, actions, asks, everything_can_be_said, now, opens, said, tap, waiting, whats
from tests.support.town import DEVIZES, Town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty and Amina known, about whom Rowan has a case."""
    town.coordinator("rowan")
    town.meet("amina", phone=PHONE)
    opens(town, "unclear", "amina", words="help")
    town.presses("rowan", "claim")
    return town


def write(town: Town, words: str = "Is tomorrow all right?") -> None:
    """Rowan writes to Amina."""
    town.presses("rowan", "write-to")
    town.says("rowan", words)


# ---- notes
def test_a_note_is_kept_sealed(town: Town) -> None:
    """Their words are in the file and the history, and nowhere in the store in clear."""
    (case,) = waiting(town)
    town.presses("rowan", "case-note")
    heard = town.says("rowan", "rang her, no answer")
    said(heard, "noted")
    assert "rang her, no answer" in said(heard, "case-file").plain
    client = town.app.ledger.client
    kept = [client.hgetall(key) for key in client.scan_iter("od:case:*")]
    told = [client.lrange(key, 0, -1) for key in client.scan_iter("od:history:*")]
    assert kept
    assert told
    assert "rang her" not in f"{kept}{told}"
    assert ("case-noted", town.person("rowan").id) in whats(town, f"case:{case.id}")


def test_one_note_for_one_tap(town: Town) -> None:
    """After a note, what they type is theirs again."""
    town.presses("rowan", "case-note")
    town.says("rowan", "rang her, no answer")
    assert town.says("rowan", "/start")[-1].text_id == "welcome"
    (case,) = waiting(town)
    assert [what for what, _ in whats(town, f"case:{case.id}")].count("case-noted") == 1


def test_a_note_about_danger_is_about_someone_else(town: Town) -> None:
    """A coordinator who notes words of danger is not taken to be in danger."""
    town.presses("rowan", "case-note")
    heard = town.says("rowan", "she says she wants to kill herself, ambulance called")
    said(heard, "noted")
    assert [case.reason for case in waiting(town)] == ["unclear"]


def test_a_coordinator_in_danger_is_heard(town: Town) -> None:
    """With nothing awaited, a coordinator's own words of danger are their own."""
    assert any(one.text_id.startswith("danger-") for one in town.says("rowan", "i want to kill myself"))


@pytest.mark.parametrize("way", ["/done", "/queue", "put-down", "open-case"])
def test_nobody_is_trapped(town: Town, way: str) -> None:
    """Never mind, /done, any command and any button leave: the next words are no note."""
    town.presses("rowan", "case-note")
    town.says("rowan", way) if way.startswith("/") else town.presses("rowan", way)
    town.says("rowan", "/start")
    town.says("rowan", "hello there")
    (case,) = waiting(town)
    assert "case-noted" not in dict(whats(town, f"case:{case.id}"))


def test_an_invite_can_be_answered_in_between(town: Town) -> None:
    """A coordinator who helps too answers an invite while a note is awaited, and is then free of the note."""
    rowan = town.person("rowan")
    town.meet("zoe")
    volunteer = Volunteer(rowan.id, DEVIZES, "approved", ("food",), rowan.place, check=Check("dbs_basic"))
    town.commit(put(volunteer))
    asks(town, "zoe", kind="food")
    town.presses("rowan", "case-note")
    town.presses("rowan", "accept")
    assert "accepted" in town.ids("rowan")
    town.says("rowan", "/start")
    (case,) = waiting(town)
    assert "case-noted" not in dict(whats(town, f"case:{case.id}"))


def test_a_draft_in_hand_waits_beneath(town: Town) -> None:
    """A coordinator half-way through a request of their own notes something, and goes on where they were."""
    asked = town.says("rowan", "can someone collect my prescription from boots, sn10")
    before = town.app.world.sessions.load(_chat(town, "rowan"), town.person("rowan").id)
    assert before.step, asked
    town.presses("rowan", "case-note")
    town.says("rowan", "rang her")
    after = town.app.world.sessions.load(_chat(town, "rowan"), town.person("rowan").id)
    assert (after.step, dict(after.draft)) == (before.step, dict(before.draft))


def _chat(town: Town, name: str) -> Chat:
    return Chat(f"console:{town.person(name).id}")


def test_only_words_make_a_note(town: Town) -> None:
    """A location sent instead of words is asked about again."""
    town.presses("rowan", "case-note")
    assert town.does("rowan", location=(51.3, -1.9))[-1].text_id == "in-words"
    said(town.says("rowan", "she moved"), "noted")


def test_a_case_handed_on_meanwhile_takes_no_note(town: Town) -> None:
    """When somebody took it over while words were awaited, that is said, and the words are no note of theirs."""
    (case,) = waiting(town)
    town.coordinator("dev")
    town.presses("rowan", "case-note")
    town.does("dev", press=f"take-over:{case.id}")
    assert town.says("rowan", "rang her")[-1].text_id == "case-taken"
    assert town.says("rowan", "/start")[-1].text_id == "welcome"


# ---- messages
def test_a_message_is_passed_on_by_name(town: Town) -> None:
    """The resident gets the words, from the coordinator by name, with a button to answer."""
    write(town)
    message = town.last("amina")
    assert (message.text_id, message.data["name"]) == ("from-coordinator", "Rowan")
    assert message.data["words"] == "Is tomorrow all right?"
    assert actions(message) == ["answer"]


def test_the_answer_comes_back(town: Town) -> None:
    """What the resident types next comes to the case's owner, and is kept with the case."""
    write(town)
    assert town.says("amina", "yes thats fine")[-1].text_id == "answer-passed"
    answer = town.last("rowan")
    assert (answer.text_id, answer.data["words"]) == ("answer-named", "yes thats fine")
    assert actions(answer) == ["write-to", "open-case"]
    assert "yes thats fine" in town.presses("rowan", "open-case")[0].plain


def test_the_answer_button_works_in_the_middle_of_something(town: Town) -> None:
    """Half-way through something else, the button sends one message to the coordinator and goes back."""
    write(town)
    town.does("amina", press=f"answer:{waiting(town)[0].id}")
    town.says("amina", "yes thats fine")
    assert town.last("rowan").data["words"] == "yes thats fine"


def test_an_answer_with_words_of_danger_is_danger_first(town: Town) -> None:
    """Danger comes before everything, an awaited answer included."""
    write(town)
    heard = town.says("amina", "i want to kill myself")
    assert heard[0].text_id == "danger-suicide"
    assert "crisis_suicide" in [case.reason for case in waiting(town)]


def test_a_worrying_answer_is_heard_by_the_owner(town: Town) -> None:
    """A weaker sign in an answer goes to whoever has their case, and is no second case beside it."""
    opens(town, "concern", "amina", urgency=cases.TODAY, words="it is all a bit much")
    tap(town, "rowan", "claim")
    write(town)
    said(town.says("amina", "im at the end of my tether"), "answer-passed")
    assert town.last("rowan").data["words"] == "im at the end of my tether"
    assert [case.reason for case in waiting(town)] == ["unclear", "concern"]


def test_settled_and_answered_is_a_new_case(town: Town) -> None:
    """An answer after the case was settled is not lost: somebody reads it."""
    write(town)
    (case,) = waiting(town)
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    town.does("amina", press=f"answer:{case.id}")
    assert town.says("amina", "sorry, one more thing")[-1].text_id == "answer-passed-anyone"
    assert [one.reason for one in waiting(town)] == ["answer"]


def test_after_it_is_settled_words_mean_what_they_mean(town: Town) -> None:
    """Nobody listens any more: the resident's words are their own again."""
    write(town)
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    assert town.says("amina", "/start")[-1].text_id == "welcome"
    assert "answer-passed" not in [one.text_id for one in town.says("amina", "can someone do my shopping, SN10")]


def test_a_day_later_words_mean_what_they_mean(town: Town) -> None:
    """The answer is awaited for a day, not for ever."""
    write(town)
    town.later(hours=25)
    assert "answer-passed" not in [one.text_id for one in town.says("amina", "can someone do my shopping, SN10")]


def test_something_new_is_one_tap_away(town: Town) -> None:
    """A resident who needs something else says so, and is not answered by the coordinator."""
    write(town)
    town.says("amina", "yes thats fine")
    town.presses("amina", "new-need")
    heard = town.says("amina", "can someone do my shopping on friday, SN10")
    assert "answer-passed" not in [one.text_id for one in heard]


def test_someone_hushed_is_not_written_to(town: Town) -> None:
    """Someone else may read their phone: nothing is sent, and the coordinator is told why."""
    amina = town.person("amina")
    town.commit(put(replace(amina, hushed=True), amina))
    assert town.presses("rowan", "write-to")[-1].text_id == "hushed-not-written"
    assert town.ids("amina") == []


def test_someone_hushed_meanwhile_is_not_written_to(town: Town) -> None:
    """Words typed before it was known that another reads their phone are not passed on either."""
    town.presses("rowan", "write-to")
    amina = town.person("amina")
    town.commit(put(replace(amina, hushed=True), amina))
    assert town.says("rowan", "are you all right?")[-1].text_id == "case-not-now"
    assert town.ids("amina") == []


def test_answers_go_to_whoever_takes_it_over(town: Town) -> None:
    """The case's owner is who hears, whoever wrote."""
    write(town)
    (case,) = waiting(town)
    town.coordinator("dev")
    town.does("dev", press=f"take-over:{case.id}")
    town.says("amina", "yes thats fine")
    assert town.last("dev").text_id == "answer-named"


def test_a_helper_can_be_written_to(town: Town) -> None:
    """Helpers of the request have a button too; their answer comes back by theirs."""
    town.volunteer("joe", "food")
    town.meet("zoe")
    request = asks(town, "zoe", kind="food")
    town.presses("joe", "accept")
    case = opens(town, "helper_asks", "zoe", request=request.id)
    town.does("rowan", press=f"claim:{case.id}")
    tap(town, "rowan", "write-to", town.person("joe").id)
    town.says("rowan", "What do you need?")
    assert town.last("joe").data["words"] == "What do you need?"
    tap(town, "joe", "answer")
    town.says("joe", "which door is it")
    assert town.last("rowan").data["words"] == "which door is it"
    assert now(town, case).wrote is None


def test_a_stranger_answers_nothing(town: Town) -> None:
    """Somebody else who sends that button is refused, and traps nobody."""
    (case,) = waiting(town)
    town.meet("bob")
    assert town.does("bob", press=f"answer:{case.id}")[-1].text_id == "not-for-you"
    assert town.says("bob", "/start")[-1].text_id == "welcome"
