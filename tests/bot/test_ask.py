"""Asking for help: one card of what was understood, corrected with one tap or in words, and opened once it is right."""

from datetime import date

import pytest

from bot.model import Place, When
from tests.bot.residents import (
    DOG,
    PRESCRIPTION,
    SHOPPING,
    actions,
    card,
    cases,
    ids,
    lines,
    newest,
    opens,
    own,
    session,
    through,
)
from tests.support.town import Town

TOMORROW, FRIDAY = "2026-11-24/", "2026-11-27/"


def test_the_first_message_may_be_the_request(town: Town) -> None:
    """One card says what was understood, with corrections a tap away and what happens next."""
    (heard,) = town.says("amina", "can someone collect my prescription tomorrow please, SN10")
    assert heard.text_id == "understood"
    assert (heard.data["kind"], heard.data["when"], heard.data["place"]) == ("prescription", TOMORROW, "SN10")
    assert actions(heard) == ["confirm", "kind", "kind", "other-kind", "change-when", "change-where", "drop"]
    assert lines(heard) == ["line-when", "line-where", "understood-paid", "understood-next"]


def test_nobody_is_asked_before_a_yes(town: Town) -> None:
    """The card alone opens nothing."""
    town.volunteer("joe", "shopping")
    town.says("amina", SHOPPING)
    assert town.app.world.register.requests_of(town.person("amina").id) == []
    assert town.ids("joe") == []


def test_another_kind_with_one_tap(town: Town) -> None:
    """The next likely kinds are buttons; a tap changes the card where it stands, and keeps the first as a choice."""
    town.says("amina", PRESCRIPTION)
    heard = town.presses("amina", "kind:shopping")
    assert ids(heard) == ["understood"]
    assert heard[0].data["kind"] == "shopping"
    assert "kind:prescription" in [button.id for button in heard[0].buttons]
    assert town.ids("amina") == ["understood"]


def test_something_else_in_other_words(town: Town) -> None:
    """Something else asks openly; the answer makes a new card below, and the old one says it was changed."""
    town.says("amina", PRESCRIPTION)
    (question,) = town.presses("amina", "other-kind")
    assert question.text_id == "what-kind"
    heard = town.says("amina", "someone to walk my dog")
    assert sorted(ids(heard)) == ["understood", "understood-changed"]
    assert card(town, "amina").data["kind"] == "pets"


def test_something_else_not_understood_goes_to_a_person(town: Town) -> None:
    """A second try that says nothing becomes a case with all they wrote; no third question."""
    town.coordinator("rowan")
    town.says("amina", PRESCRIPTION)
    town.presses("amina", "other-kind")
    heard = town.says("amina", "xqzt blorp")
    assert "to-a-person-unclear" in ids(heard)
    (case,) = cases(town)
    words = town.app.world.access.read(town.person("rowan").id, f"case:{case.id}#words")
    assert words == f"{PRESCRIPTION}\nxqzt blorp"
    assert session(town, "amina").step == ""


def test_another_time_by_button_and_in_words(town: Town) -> None:
    """Change when: a day to tap, or said in their own way."""
    town.says("amina", SHOPPING)
    (question,) = town.presses("amina", "change-when")
    assert actions(question) == ["day", "day", "day"]
    town.presses("amina", "day:tomorrow")
    assert card(town, "amina").data["when"] == TOMORROW
    town.presses("amina", "change-when")
    town.says("amina", "friday morning")
    assert card(town, "amina").data["when"] == FRIDAY + "morning"


def test_a_time_not_caught_is_asked_once_more(town: Town) -> None:
    """Two answers without a day leave the card as it was: no loop."""
    town.says("amina", SHOPPING)
    town.presses("amina", "change-when")
    assert ids(town.says("amina", "blorp")) == ["ask-when-again"]
    assert "understood" in ids(town.says("amina", "blorp"))


def test_typed_corrections(town: Town) -> None:
    """Typed, "not tomorrow, friday" changes the day and nothing else."""
    town.says("amina", "can someone get my shopping tomorrow please, SN10")
    town.says("amina", "not tomorrow, friday")
    heard = card(town, "amina")
    assert (heard.data["kind"], heard.data["when"], heard.data["place"]) == ("shopping", FRIDAY, "SN10")


def test_a_clock_time_is_a_part_of_the_day(town: Town) -> None:
    """A time like "at 3pm" is the afternoon."""
    town.says("amina", "can someone get my shopping tomorrow please, SN10")
    town.says("amina", "at 3pm please")
    assert card(town, "amina").data["when"] == TOMORROW + "afternoon"


def test_a_correction_of_the_kind_in_words(town: Town) -> None:
    """Typed, "no, its my prescription" puts another kind in place of the first."""
    town.says("amina", SHOPPING)
    town.says("amina", "no its my prescription")
    assert card(town, "amina").data["kind"] == "prescription"
    assert "understood-also" not in lines(card(town, "amina"))


def test_words_that_change_nothing(town: Town) -> None:
    """One helpful question with the choices; after that a coordinator reads it all."""
    town.says("amina", SHOPPING)
    (question,) = town.says("amina", "blorp")
    assert question.text_id == "what-is-wrong"
    assert actions(question) == ["confirm", "other-kind", "change-when", "change-where", "drop"]
    assert "to-a-person-unclear" in ids(town.says("amina", "blorp"))
    assert len(cases(town)) == 1


def test_never_mind(town: Town) -> None:
    """The card says that nobody is asked, and its buttons are gone."""
    town.says("amina", SHOPPING)
    heard = town.presses("amina", "drop")
    assert ids(heard) == ["understood-dropped", "dropped"]
    assert not any(spoken.buttons for spoken in heard)


def test_a_greeting_is_no_time(town: Town) -> None:
    """Who says good morning need not want it in the morning."""
    (heard,) = town.says("amina", "good morning, can someone get my shopping please, SN10")
    assert (heard.text_id, heard.data["when"]) == ("understood", "/")


# ---- where
def test_a_missing_place_is_asked_for(town: Town) -> None:
    """Without a place the card waits for one: a postcode, a village, however it is spelt."""
    (question,) = town.says("amina", "can someone get my shopping please")
    assert question.text_id == "ask-place"
    (heard,) = town.says("amina", "pottern")
    assert (heard.text_id, heard.data["place"]) == ("understood", "Potterne")


def test_a_place_once_given_is_not_asked_again(town: Town) -> None:
    """Their next request is for where they live."""
    town.says("amina", "can someone get my shopping please")
    town.says("amina", "SN10 1AA")
    town.presses("amina", "drop")
    (heard,) = town.says("amina", "can someone walk my dog please")
    assert (heard.text_id, heard.data["place"]) == ("understood", "SN10")


def test_an_unknown_place_is_asked_for_once_more(town: Town) -> None:
    """Then a coordinator finds out with them."""
    town.says("amina", "can someone get my shopping please")
    assert ids(town.says("amina", "Zzyzx")) == ["ask-place-again"]
    assert ids(town.says("amina", "Zzyzx")) == ["to-a-person-unclear"]


def test_a_shared_location_becomes_a_rough_place(town: Town) -> None:
    """The nearest name and the middle of a cell in clear; the exact point sealed with the person."""
    town.says("amina", "can someone get my shopping please")
    (heard,) = town.does("amina", location=(51.32461, -2.00287))
    assert heard.data["place"] == "Potterne"
    town.presses("amina", "confirm")
    through(town, "amina")
    place = newest(town, "amina").place
    assert place == Place("Potterne", 51.32052, -1.99555)
    assert own(town, "amina", "point") == "51.324610,-2.002870"


@pytest.mark.parametrize("where", ["Manchester", "M1 1AA"])
def test_a_place_outside_every_area(town: Town, where: str) -> None:
    """Said honestly, with who may know; another postcode may still follow."""
    (heard,) = town.says("amina", f"can someone get my shopping please, {where}")
    assert heard.text_id == "not-our-area"
    (heard,) = town.says("amina", "SN10")
    assert heard.text_id == "understood"


def test_a_location_outside_every_area(town: Town) -> None:
    """A point far away has no name here, and is not kept."""
    town.says("amina", "can someone get my shopping please")
    assert ids(town.does("amina", location=(53.0, -2.0))) == ["not-our-area-here"]
    assert town.person("amina").place is None


# ---- two needs
def test_two_needs_one_question_two_requests(town: Town) -> None:
    """After one question and one card, two requests are open, and no more is asked."""
    town.meet("amina")
    (question,) = town.says("amina", "need my dog walking and some jobs doing like fixing my tap, SN10")
    assert question.text_id == "two-needs"
    town.presses("amina", "both")
    assert "understood-also" in lines(card(town, "amina"))
    town.presses("amina", "confirm")
    found = town.app.world.register.requests_of(town.person("amina").id)
    assert sorted(one.kind for one in found) == ["home", "pets"]
    assert len({one.code for one in found}) == 2


def test_both_needs_reach_the_same_volunteer(town: Town) -> None:
    """Someone who offers both is asked about each; the second asking is the clock's."""
    town.meet("amina")
    town.volunteer("joe", "pets", "home")
    town.says("amina", "need my dog walking and some jobs doing like fixing my tap, SN10")
    town.presses("amina", "both")
    town.presses("amina", "confirm")
    assert town.ids("joe").count("invite") == 1
    waiting = [line.job for one in _requests(town) for line in town.app.world.diary.about(f"request:{one}")]
    assert waiting.count("wave") == 2


def _requests(town: Town) -> list[str]:
    return [one.id for one in town.app.world.register.requests_of(town.person("amina").id)]


def test_only_one_of_two(town: Town) -> None:
    """By button, or named in words."""
    text = "need my dog walking and some jobs doing like fixing my tap, SN10"
    town.says("amina", text)
    town.presses("amina", "only:home")
    assert card(town, "amina").data["kind"] == "home"
    town.presses("amina", "drop")
    town.says("amina", text)
    town.says("amina", "just the dog walking")
    assert card(town, "amina").data["kind"] == "pets"
    assert "understood-also" not in lines(card(town, "amina"))


def test_one_more_thing_at_the_card(town: Town) -> None:
    """The word "also" adds a second need with its own day, and keeps the first as it was."""
    town.meet("amina")
    town.says("amina", "can someone get my shopping tomorrow please, SN10")
    town.says("amina", "also can someone walk my dog on friday")
    assert "understood-also-when" in lines(card(town, "amina"))
    town.presses("amina", "confirm")
    through(town, "amina")
    found = {one.kind: one.when for one in town.app.world.register.requests_of(town.person("amina").id)}
    assert found == {"shopping": When(date(2026, 11, 24)), "pets": When(date(2026, 11, 27))}


# ---- opened
def test_a_code_and_by_when(town: Town) -> None:
    """On yes: a code to say on the phone, by when they hear at the latest, and the card alive."""
    town.meet("amina")
    town.volunteer("joe", "pets")
    request = opens(town, "amina", DOG)
    told = town.last("amina")
    assert (told.text_id, told.data["code"]) == ("request-open", request.code)
    assert str(told.data["at"]).startswith("2026-11-24T09:00")  # six waves of two waking hours from ten
    assert town.ids("amina") == ["card-request", "request-open"]


def test_at_night_it_waits_until_eight(town: Town) -> None:
    """What can wait is asked in the morning, and they are told how to say that it cannot."""
    town.meet("amina")
    town.volunteer("joe", "pets")
    town.later(hours=12)
    opens(town, "amina", DOG)
    assert town.last("amina").text_id == "request-open-night"
    assert town.ids("joe") == []
