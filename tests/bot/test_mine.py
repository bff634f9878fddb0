"""One's own requests at any time, by button or in plain words: where they stand, stopping, done or not, thanks."""

from dataclasses import replace

import pytest

from bot.model import Request
from bot.store.change import put
from tests.bot.residents import DOG, PRESCRIPTION, SHOPPING, actions, again, card, cases, ids, lines, opens, session
from tests.support.town import Town


@pytest.fixture
def village(town: Town) -> Town:
    """Amina, known; Joe, who helps with everything here; Rowan on duty."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping", "prescription")
    town.meet("amina")
    return town


# ---- how things stand
@pytest.mark.parametrize("asked", ["status", "/status", "any news?", "is anyone coming?"])
def test_status_shows_every_card_anew(village: Town, asked: str) -> None:
    """All that is open, in fresh cards below."""
    opens(village, "amina", DOG)
    opens(village, "amina", SHOPPING)
    assert ids(village.says("amina", asked)) == ["card-request", "card-request"]


def test_where_is_joe(village: Town) -> None:
    """Asking after the helper is asking for status."""
    opens(village, "amina", DOG)
    village.presses("joe", "accept")
    (heard,) = village.says("amina", "where is joe?")
    assert "request-helper" in lines(heard)


def test_nothing_open(village: Town) -> None:
    """Said plainly."""
    assert ids(village.says("amina", "any news?")) == ["nothing-open"]


# ---- not needed any more
@pytest.mark.parametrize("said", ["cancel", "/cancel", "i dont need it any more, thanks"])
def test_stopped_in_words(village: Town, said: str) -> None:
    """One open request is stopped, whoever was asked is let go, and it can be asked for again."""
    request = opens(village, "amina", DOG)
    heard = village.says("amina", said)
    assert "cancelled" in ids(heard)
    assert again(village, request).state == "cancelled"
    assert village.last("joe").text_id == "invite-not-needed"


def test_a_helper_is_told_at_once(village: Town) -> None:
    """With someone coming, they are told, and so is whoever stopped it."""
    opens(village, "amina", DOG)
    village.presses("joe", "accept")
    assert "cancelled-helper-told" in ids(village.presses("amina", "cancel"))
    assert village.last("joe").text_id == "task-cancelled"


def test_stopped_by_mistake(village: Town) -> None:
    """One tap brings the same again as a card to say yes to."""
    request = opens(village, "amina", DOG)
    village.says("amina", "cancel")
    village.presses("amina", "ask-again")
    heard = card(village, "amina")
    assert (heard.data["kind"], heard.data["place"]) == (request.kind, "SN10")
    village.presses("amina", "confirm")
    assert village.last("joe").text_id == "invite"


def test_which_of_several(village: Town) -> None:
    """With several open they are asked which; a code, a kind, all or none in words."""
    dog, shopping = opens(village, "amina", DOG), opens(village, "amina", SHOPPING)
    (question,) = village.says("amina", "cancel")
    assert (question.text_id, actions(question)) == ("which-cancel", ["cancel", "cancel", "keep-all"])
    assert ids(village.says("amina", "none")) == ["nothing-cancelled"]
    village.says("amina", "cancel")
    village.says("amina", dog.code.replace("-", " ").lower())
    assert (again(village, dog).state, again(village, shopping).state) == ("cancelled", "open")


def test_named_in_the_same_message(village: Town) -> None:
    """The code in the message says which."""
    dog, shopping = opens(village, "amina", DOG), opens(village, "amina", SHOPPING)
    rename(village, shopping, "E1-23")  # reads like a place in London
    village.says("amina", "cancel e1 23 please")
    assert (again(village, dog).state, again(village, shopping).state) == ("open", "cancelled")


def rename(town: Town, request: Request, code: str) -> None:
    """Give a request another code."""
    town.commit(put(replace(request, code=code), again(town, request)))


def test_all_of_several(village: Town) -> None:
    """All: one after the other, though one volunteer has both."""
    dog, shopping = opens(village, "amina", DOG), opens(village, "amina", SHOPPING)
    village.presses("joe", "accept")
    village.says("amina", "cancel")
    heard = village.says("amina", "all of them")
    assert "which-cancel" in ids(heard)
    village.presses("amina", "cancel")
    assert {again(village, one).state for one in (dog, shopping)} == {"cancelled"}


def test_a_draft_is_dropped_first(village: Town) -> None:
    """To cancel in the middle of asking drops what is in hand, not what is open."""
    request = opens(village, "amina", DOG)
    village.says("amina", SHOPPING)
    assert "dropped" in ids(village.says("amina", "cancel"))
    assert again(village, request).state == "open"


def test_an_old_stop_button(village: Town) -> None:
    """What is over already is said to be over."""
    opens(village, "amina", DOG)
    press = village.button("amina", "cancel")
    village.does("amina", press=press)
    assert ids(village.does("amina", press=press)) == ["over-already"]


def test_somebody_elses_request(village: Town) -> None:
    """Nobody else's button stops it."""
    request = opens(village, "amina", DOG)
    village.meet("eve")
    assert ids(village.does("eve", press=f"cancel:{request.id}")) == ["not-for-you"]
    assert ids(village.does("eve", press=f"yes-done:{request.id}")) == ["not-for-you"]
    assert again(village, request).state == "open"


# ---- done, or not
def finished(town: Town, text: str = DOG) -> None:
    """Amina asks, Joe comes and says it is done."""
    opens(town, "amina", text)
    for action in ("accept", "on-my-way", "done"):
        town.presses("joe", action)


@pytest.mark.parametrize("said", ["yes", "yes thats done", "all sorted now thanks", "joe came, got everything"])
def test_done_in_words(village: Town, said: str) -> None:
    """A plain yes, or that it happened, closes it, and the helper is thanked."""
    finished(village)
    assert "glad" in ids(village.says("amina", said))
    assert village.last("joe").text_id == "closed-thanks"


@pytest.mark.parametrize("said", ["no", "nobody came", "she never came"])
def test_not_done_in_words(village: Town, said: str) -> None:
    """A no opens it again with a coordinator."""
    finished(village)
    assert "sorry-not-done" in ids(village.says("amina", said))
    (case,) = cases(village)
    assert case.reason == "not_done"


def test_no_pressed_twice(village: Town) -> None:
    """Once is enough: one case."""
    finished(village)
    press = village.button("amina", "not-done")
    village.does("amina", press=press)
    assert ids(village.does("amina", press=press)) == ["sorry-not-done"]
    assert len(cases(village)) == 1


def test_nobody_came_after_the_agreed_time(village: Town) -> None:
    """Said when the time is over, it is a no; before that it is only a question how things stand."""
    opens(village, "amina", "can someone walk my dog tomorrow morning please, SN10")
    village.presses("joe", "accept")
    assert "card-request" in ids(village.says("amina", "nobody came"))
    village.later(days=1, hours=4)
    assert "sorry-not-done" in ids(village.says("amina", "nobody came"))


def test_which_is_done(village: Town) -> None:
    """With two to say yes to, a bare yes is asked about."""
    finished(village)
    finished(village, PRESCRIPTION)
    assert ids(village.says("amina", "yes")) == ["which-done", "card-request", "card-request"]


def test_happy_together(village: Town) -> None:
    """That it went well is remembered of the two, for the next time."""
    finished(village)
    village.presses("amina", "yes-done")
    volunteer = village.app.world.register.volunteer(village.person("joe").id)
    assert volunteer is not None
    assert volunteer.helped == {village.person("amina").id: 1}


def test_would_you_help_one_day(village: Town) -> None:
    """After closing, once, the diary holds the gentle question for a day later."""
    finished(village)
    village.presses("amina", "yes-done")
    amina = village.person("amina").id
    assert "would_help" in [line.job for line in village.app.world.diary.about(f"person:{amina}")]


# ---- thanks
def test_thanks_with_or_without_a_name(village: Town) -> None:
    """Whether their name goes with it is theirs to say; it goes once."""
    finished(village)
    village.presses("amina", "yes-done")
    assert actions(village.last("amina")) == ["thank", "thank-unnamed"]
    assert ids(village.presses("amina", "thank-unnamed")) == ["thanks-passed"]
    assert village.last("joe").text_id == "thanked-unnamed"
    assert ids(village.presses("amina", "thank")) == ["thanks-passed-before"]
    assert "thanked" not in village.ids("joe")


def test_thanks_in_words(village: Town) -> None:
    """Typed, they are passed on to whoever helped last, by name."""
    finished(village)
    village.presses("amina", "yes-done")
    assert ids(village.says("amina", "thank you so much")) == ["thanks-passed"]
    assert (village.last("joe").text_id, village.last("joe").data["name"]) == ("thanked", "Amina")


def test_thanks_before_the_yes(village: Town) -> None:
    """Thanks for what the helper says is done: passed on, and asked whether it is."""
    finished(village)
    assert ids(village.says("amina", "thank you so much")) == ["thanks-passed", "says-done"]


def test_thanks_to_nobody(village: Town) -> None:
    """Politeness is answered politely, and troubles nobody."""
    opens(village, "amina", DOG)
    village.presses("joe", "accept")
    before = village.ids("joe")
    assert ids(village.says("amina", "thank you")) == ["thanks-heard"]
    assert village.ids("joe") == before
    assert session(village, "amina").step == ""
