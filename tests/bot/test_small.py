"""Small talk and questions about Onedoor: answered kindly and briefly, and never a case or a card."""

import pytest

from bot.talk import small_words
from tests.bot.residents import DOG, actions, cases, ids, opens, session
from tests.support.town import Town


@pytest.mark.parametrize("said", ["hi", "Hello there!", "good morning", "hiya, anyone there?", "hey up"])
def test_hello(town: Town, said: str) -> None:
    """A greeting is greeted, with what to do next."""
    assert ids(town.says("amina", said)) == ["hello"]
    assert session(town, "amina").unclear == 0


def test_hello_again(town: Town) -> None:
    """Someone who waits is told how to see where things stand."""
    town.meet("amina")
    town.volunteer("joe", "pets")
    opens(town, "amina", DOG)
    assert ids(town.says("amina", "hello")) == ["hello-again"]
    assert ids(town.says("amina", "ok")) == ["all-right-open"]


@pytest.mark.parametrize("said", ["help", "help me", "Help!"])
def test_help_and_no_more(town: Town, said: str) -> None:
    """Asked what it is, with 999 for danger."""
    (heard,) = town.says("amina", said)
    assert heard.text_id == "help-what"
    assert "999" in heard.plain


@pytest.mark.parametrize(
    ("asked", "text_id"),
    [
        ("who are you?", "about-us"),
        ("are you a robot", "about-robot"),
        ("is it free?", "about-cost"),
        ("who will see this?", "about-privacy"),
        ("how does this work", "how-it-works"),
        ("how long will it take?", "about-wait"),
        ("are the helpers checked?", "about-helpers"),
        ("/help", "how-it-works"),
    ],
)
def test_questions_about_onedoor(town: Town, asked: str, text_id: str) -> None:
    """Each has its own short answer."""
    assert ids(town.says("amina", asked)) == [text_id]


def test_which_places(town: Town) -> None:
    """The areas are named."""
    (heard,) = town.says("amina", "what areas do you cover?")
    assert "Devizes and villages" in heard.plain


def test_a_question_about_something_local(town: Town) -> None:
    """The services that fit are named, and help can be asked for instead."""
    town.services()
    town.meet("amina")
    (heard,) = town.says("amina", "what time does the food bank open?")
    assert heard.text_id == "services-known"
    assert actions(heard) == ["want", "to-person"]


def test_a_question_nobody_here_can_answer(town: Town) -> None:
    """Said so, and passed to a coordinator when they want."""
    town.coordinator("rowan")
    (heard,) = town.says("amina", "who is the mayor?")
    assert heard.text_id == "cannot-answer"
    assert ids(town.presses("amina", "to-person")) == ["to-a-person-asked-for-person"]
    assert [case.reason for case in cases(town)] == ["asked_for_person"]


@pytest.mark.parametrize(
    "said", ["can I talk to a person", "I want to speak to someone please", "human please", "/person"]
)
def test_a_person_wanted(town: Town, said: str) -> None:
    """Said at any time, a coordinator hears of it."""
    assert ids(town.says("amina", said)) == ["to-a-person-asked-for-person"]
    assert [case.reason for case in cases(town)] == ["asked_for_person"]


def test_cross_words_are_answered_kindly(town: Town) -> None:
    """No offence taken: still here to help, or a person."""
    (heard,) = town.says("amina", "you lot are f***ing useless")
    assert (heard.text_id, actions(heard)) == ("cross", ["to-person"])


def test_cross_words_with_a_need_in_them(town: Town) -> None:
    """The need is what counts."""
    assert ids(town.says("amina", "just get me my bloody shopping you idiots, SN10")) == ["understood"]


def test_lonely_is_a_need(town: Town) -> None:
    """Something told rather than asked may still be one."""
    assert ids(town.says("amina", "im so lonely, SN10")) == ["understood"]


def test_no_thanks_to_helping(town: Town) -> None:
    """A no to "would you help one day?" is quite all right."""
    assert ids(town.does("amina", press="would-help-no")) == ["would-help-fine"]


def test_the_page_opened_for_the_first_time(town: Town) -> None:
    """Someone new is told what this is, once; later what is under way is shown."""
    assert ids(town.does("amina", opened=True)) == ["welcome"]
    assert ids(town.does("amina", opened=True)) == []


def test_only_a_newcomer_is_welcomed(town: Town) -> None:
    """Whoever is known opens the page to what is under way, or to nothing; a newcomer is welcomed once."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets")
    town.meet("bob")
    for name in ("rowan", "joe", "bob"):
        assert town.does(name, opened=True) == []
    assert ids(town.does("amina", opened=True)) == ["welcome"]
    assert town.does("amina", opened=True) == []


def test_start_puts_a_draft_away(town: Town) -> None:
    """The command /start begins afresh, and the card in hand says so."""
    town.says("amina", DOG)
    assert ids(town.says("amina", "/start")) == ["understood-dropped", "welcome"]


# ---- the words themselves
@pytest.mark.parametrize(
    ("text", "detail", "to"),
    [
        ("change my number", "phone", ""),
        ("can I change my address please", "", ""),
        ("change my number to 07700 900456", "phone", "07700 900456"),
        ("my new address is 12 Oak Road, SN10 1AA", "door", "12 Oak Road, SN10 1AA"),
        ("my mobile number is now 07700 900111", "phone", "07700 900111"),
        ("change my bed sheets", "", ""),
        ("my new fridge is broken", "", ""),
    ],
)
def test_changing_a_detail_in_words(text: str, detail: str, to: str) -> None:
    """Which detail, and to what; nothing where a need is meant."""
    assert small_words.detail_to_change(text) == (detail, to)


@pytest.mark.parametrize("text", ["forget me", "please delete my data", "delete everything", "erase all my details"])
def test_forget_me_in_words(text: str) -> None:
    """All of these mean the same."""
    assert small_words.forget_me(text)


@pytest.mark.parametrize(
    "text", ["forget it", "forget about it", "forget the milk", "can someone talk to me", "someone"]
)
def test_other_words_mean_neither(text: str) -> None:
    """Words like them mean something else."""
    assert not small_words.forget_me(text)
    assert not small_words.wants_a_person(text)
