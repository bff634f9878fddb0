"""Changes of mind about an open request, in plain words: it changes, and whoever is concerned hears of it."""

from datetime import date

import pytest

from bot.model import When
from tests.bot.residents import DOG, SHOPPING, actions, again, cases, ids, newest, opens, own, private, session
from tests.support.town import Town

TOMORROW = "can someone walk my dog tomorrow please, SN10"
FRIDAY = When(date(2026, 11, 27))


@pytest.fixture
def village(town: Town) -> Town:
    """Amina, known; Joe, who helps with dogs and shopping; Rowan on duty."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping")
    town.meet("amina")
    return town


@pytest.mark.parametrize("said", ["not tomorrow, friday", "friday", "can they come friday instead", "make it friday"])
def test_another_day(village: Town, said: str) -> None:
    """The request changes, the live card and open invites show it, and they are told."""
    request = opens(village, "amina", TOMORROW)
    assert ids(village.says("amina", said))[:2] == ["card-request", "changed"]
    assert again(village, request).when == FRIDAY
    assert village.last("joe").data["when"] == "2026-11-27/"
    assert village.ids("joe") == ["invite"]


def test_another_place(village: Town) -> None:
    """A postcode or village alone, with one thing open, can only be where."""
    request = opens(village, "amina", TOMORROW)
    village.says("amina", "change it to Potterne please")
    place = again(village, request).place
    assert place is not None
    assert place.label == "Potterne"


def test_a_place_we_do_not_cover(village: Town) -> None:
    """Left as it was, and said."""
    request = opens(village, "amina", TOMORROW)
    assert "not-our-area-kept" in ids(village.says("amina", "change it to Manchester"))
    assert again(village, request).place == request.place


def test_whoever_said_yes_is_asked_again(village: Town) -> None:
    """The helper is asked whether it still suits; their yes is passed on, and the task stays theirs."""
    request = opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    assert "changed-helper-asked" in ids(village.says("amina", "not tomorrow, friday"))
    assert (village.last("joe").text_id, actions(village.last("joe"))) == ("task-changed", ["still-fine", "hand-back"])
    assert "still-fine-thanks" in ids(village.presses("joe", "still-fine"))
    assert village.last("amina").text_id == "still-coming"
    assert (again(village, request).state, again(village, request).helpers) == ("matched", (village.person("joe").id,))


def test_it_does_not_suit_any_more(village: Town) -> None:
    """No is the hand-back everyone knows: others are asked."""
    request = opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    village.volunteer("sue", "pets")
    village.says("amina", "not tomorrow, friday")
    village.presses("joe", "hand-back")
    assert again(village, request).helpers == ()
    assert village.last("sue").text_id == "invite"
    assert village.last("sue").data["when"] == "2026-11-27/"


def test_reminders_move_with_the_day(village: Town) -> None:
    """Reminder and check-in are due by the new day, not the old."""
    request = opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    village.says("amina", "not tomorrow, friday")
    due = {line.job: line.due.date() for line in village.app.world.diary.about(f"request:{request.id}")}
    assert due == {"remind": date(2026, 11, 27), "check_in": date(2026, 11, 27)}


@pytest.mark.parametrize("said", ["it can't wait", "its urgent", "i need someone right away"])
def test_it_cannot_wait(village: Town, said: str) -> None:
    """Raised to now, for no later day, with the next wave due at once."""
    request = opens(village, "amina", TOMORROW)
    village.later(minutes=10)
    assert "changed-sooner" in ids(village.says("amina", said))
    assert (again(village, request).urgency, again(village, request).when) == ("now", When())
    (wave,) = village.app.world.diary.about(f"request:{request.id}")
    assert wave.due <= village.app.world.clock.now()


def test_it_cannot_wait_and_someone_comes(village: Town) -> None:
    """Whoever said yes is asked to go sooner."""
    opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    village.says("amina", "it can't wait")
    assert (village.last("joe").text_id, actions(village.last("joe"))) == ("task-sooner", ["still-fine", "hand-back"])


def test_take_care(village: Town) -> None:
    """A wish like "please dont ring" is kept with the request and the person, and the helper is told to look."""
    request = opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    assert "changed-noted" in ids(village.says("amina", "text only, dont ring"))
    wish = private(village, "joe", f"request:{request.id}#wishes")
    assert wish
    assert "dont ring" in wish
    assert own(village, "amina", "wishes") == wish
    assert village.last("joe").text_id == "task-noted"


def test_what_they_wrote_is_kept(village: Town) -> None:
    """The words of the change stand below the first ones, sealed."""
    request = opens(village, "amina", TOMORROW)
    village.says("amina", "not tomorrow, friday")
    words = private(village, "amina", f"request:{request.id}#words")
    assert words == f"{TOMORROW}\nnot tomorrow, friday"


def test_which_of_several_changes(village: Town) -> None:
    """With several open they are asked which; by button or in words."""
    dog, shopping = opens(village, "amina", DOG), opens(village, "amina", SHOPPING)
    (question,) = village.says("amina", "make it friday")
    assert (question.text_id, actions(question)) == ("which-change", ["change-this", "change-this"])
    village.presses("amina", f"change-this:{shopping.id}")
    assert (again(village, dog).when, again(village, shopping).when) == (When(), FRIDAY)
    village.says("amina", "make it friday")
    village.says("amina", "the dog one")
    assert again(village, dog).when == FRIDAY


def test_named_by_its_kind_or_code(village: Town) -> None:
    """To "move the shopping to friday" says which."""
    dog, shopping = opens(village, "amina", DOG), opens(village, "amina", SHOPPING)
    village.says("amina", "move the shopping to friday")
    assert (again(village, dog).when, again(village, shopping).when) == (When(), FRIDAY)
    village.says("amina", f"{dog.code} on friday instead")
    assert again(village, dog).when == FRIDAY


def test_another_need_is_another_request(village: Town) -> None:
    """A message that asks for something else changes nothing that is open."""
    dog = opens(village, "amina", TOMORROW)
    assert ids(village.says("amina", "can someone get my shopping on friday please")) == ["understood"]
    assert again(village, dog).when == When(date(2026, 11, 24))


def test_wanting_to_change_without_saying_what(village: Town) -> None:
    """Asked once; what is not understood leaves everything as it was."""
    request = opens(village, "amina", TOMORROW)
    assert ids(village.says("amina", "i want to change my request")) == ["change-to-what"]
    assert "changed" in ids(village.says("amina", "friday"))
    village.says("amina", "can i change it?")
    assert ids(village.says("amina", "blorp")) == ["not-changed"]
    assert (again(village, request).when, session(village, "amina").step) == (FRIDAY, "")


def test_held_for_want_of_anyone_and_now_on_another_day(village: Town) -> None:
    """Nobody was free tomorrow; on Friday someone may be, and is asked."""
    request = opens(village, "amina", "can someone mend my tap tomorrow please, SN10")
    assert request.state == "held"
    village.volunteer("sue", "home")
    village.says("amina", "friday instead")
    assert again(village, request).state == "open"
    assert village.last("sue").text_id == "invite"


def test_a_coordinator_who_has_it_decides(village: Town) -> None:
    """Once a coordinator has it in hand nothing is asked past them: they hear of the change."""
    request = opens(village, "amina", "can someone mend my tap tomorrow please, SN10")
    village.presses("rowan", "claim")
    village.volunteer("sue", "home")
    village.says("amina", "friday instead")
    assert (again(village, request).state, again(village, request).when) == ("held", FRIDAY)
    assert "case-request-changed" in village.ids("rowan")
    assert village.ids("sue") == []
    assert len(cases(village)) == 1


def test_somebody_elses_change(village: Town) -> None:
    """Nobody else can say that a change suits."""
    opens(village, "amina", TOMORROW)
    village.presses("joe", "accept")
    village.says("amina", "not tomorrow, friday")
    press = village.button("joe", "still-fine")
    village.meet("eve")
    assert ids(village.does("eve", press=press)) == ["not-for-you"]
    assert newest(village, "amina").when == FRIDAY
