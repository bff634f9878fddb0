"""Danger before any dialogue: who to ring at once, coordinators told at any hour, nobody promised, nothing matched."""

import pytest

from bot.store import keys
from tests.bot.residents import DOG, again, card, cases, ids, lines, opens, own, private, session
from tests.support.town import Town

DANGERS = {
    "medical": ("he is not breathing", ("999", "111")),
    "suicide": ("i am going to kill myself", ("999", "116 123", "85258", "111")),
    "child": ("i think the little boy next door is being beaten by his dad", ("999", "0800 1111")),
    "missing": ("my nan with dementia has gone missing", ("999",)),
    "fire": ("the house is on fire", ("999", "0800 111 999")),
}
ABUSE = "my husband beats me up"


@pytest.mark.parametrize("crisis", DANGERS)
def test_each_danger_has_its_numbers_at_once(village: Town, crisis: str) -> None:
    """The first thing heard is who to ring, each number bold and with what it is for; then that someone was told."""
    text, numbers = DANGERS[crisis]
    heard = village.says("amina", text)
    assert ids(heard) == [f"danger-{crisis}", "duty-told"]
    bold = [segment.text for segment in heard[0].segments if segment.bold]
    assert bold == list(numbers)
    assert not any(spoken.buttons for spoken in heard)
    (case,) = cases(village)
    assert (case.reason, case.urgency, case.told) == (f"crisis_{crisis}", 0, (village.person("rowan").id,))
    assert private(village, "rowan", f"case:{case.id}#words") == text


def test_nothing_is_matched_from_the_same_message(village: Town) -> None:
    """A need beside the danger opens nothing and shows no card."""
    village.says("amina", "need my shopping getting, i am going to kill myself, SN10")
    assert "understood" not in village.ids("amina")
    assert village.app.world.register.requests_of(village.person("amina").id) == []
    assert village.ids("joe") == []


@pytest.mark.parametrize(
    ("text", "crisis"),
    [
        ("he is not breathing, please can someone come, SN10", "medical"),
        ("need my prescription please and i want to kill myself", "suicide"),
    ],
)
def test_a_need_beside_it_hides_nothing(village: Town, text: str, crisis: str) -> None:
    """Each part of a message is looked at, so that a harmless part does not talk the danger away."""
    assert ids(village.says("amina", text))[0] == f"danger-{crisis}"


def test_nobody_on_duty_at_night(town: Town) -> None:
    """No one is promised: no one here can answer until eight, those can now; the deputies are told all the same."""
    town.coordinator("dev", on_duty=False)
    town.later(hours=13)
    assert ids(town.says("amina", "i am going to kill myself")) == ["danger-suicide", "nobody-on-duty"]
    assert town.ids("dev") == ["card-case"]


def test_nobody_on_duty_by_day(town: Town) -> None:
    """By day it does not speak of eight in the morning."""
    assert ids(town.says("amina", "the house is on fire")) == ["danger-fire", "nobody-on-duty-now"]


def test_a_person_is_named_once_one_has_claimed_it(village: Town) -> None:
    """Only when a coordinator has taken it is that said; more words then name who has it."""
    village.says("amina", "i am going to kill myself")
    assert "person-here" not in village.ids("amina")
    village.presses("rowan", "claim")
    assert village.last("amina").text_id == "person-here"
    heard = village.says("amina", "i really am going to kill myself")
    assert (ids(heard)[-1], heard[-1].data["name"]) == ("person-has-it", "Rowan")


def test_more_of_the_same_is_one_case(village: Town) -> None:
    """Danger said again and again adds its words to the case that is there; the numbers come each time."""
    for text in ("i am going to kill myself", "i want to die", "i want to end my life"):
        assert ids(village.says("amina", text))[0] == "danger-suicide"
    (case,) = cases(village)
    assert len([name for name in case.sealed if name.startswith("words")]) == 3


def test_inside_any_question(village: Town) -> None:
    """In the middle of a question danger is still danger, not a name."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    assert ids(village.says("amina", "i am going to kill myself"))[0] == "danger-suicide"
    assert own(village, "amina", "name") is None


def test_what_was_in_hand_is_kept_and_offered_once(village: Town) -> None:
    """When things are calmer they may go on where they were; asked once, never again."""
    village.says("amina", DOG)
    village.presses("amina", "confirm")
    village.says("amina", "i am going to kill myself")
    assert ids(village.says("amina", "thank you")) == ["calmer", "carry-on-kind"]
    assert ids(village.says("amina", "thank you")) == ["thanks-heard"]
    assert ids(village.says("amina", "carry on")) == ["ask-name"]
    assert ids(village.says("amina", "Amina")) == ["ask-phone"]


def test_the_card_from_before_still_counts(village: Town) -> None:
    """A yes pressed on the card that danger broke off goes on from there."""
    village.says("amina", DOG)
    village.says("amina", "i am going to kill myself")
    assert ids(village.presses("amina", "confirm")) == ["who-sees", "ask-name"]
    assert "later" not in session(village, "amina").draft


def test_left_alone(village: Town) -> None:
    """Or they leave it, and the card says so."""
    village.says("amina", DOG)
    village.says("amina", "i am going to kill myself")
    village.says("amina", "hello")
    assert ids(village.presses("amina", "leave-it")) == ["understood-dropped", "left-it"]


def test_a_yes_after_danger_is_no_answer_from_before(village: Town) -> None:
    """The card's question is not in hand any more: a bare yes opens nothing."""
    village.meet("amina")
    village.says("amina", DOG)
    village.says("amina", "i am going to kill myself")
    village.says("amina", "yes")
    assert village.app.world.register.requests_of(village.person("amina").id) == []


def test_a_young_person_hears_of_childline(village: Town) -> None:
    """Someone under 18 in danger is given Childline's number too."""
    heard = village.says("amina", "im 15 and i am going to kill myself")
    assert "0800 1111" in heard[0].plain


@pytest.mark.parametrize("name", ["joe", "rowan"])
def test_helpers_and_coordinators_too(village: Town, name: str) -> None:
    """Words of danger count whoever writes them."""
    assert "danger-suicide" in ids(village.says(name, "i am going to kill myself"))


def test_danger_at_a_helpers_task(village: Town) -> None:
    """What a helper on a task finds is a case about that request."""
    village.meet("amina")
    request = opens(village, "amina", DOG)
    village.presses("joe", "accept")
    village.presses("joe", "on-my-way")
    assert "danger-medical" in ids(village.says("joe", "he is not breathing"))
    (case,) = cases(village)
    assert case.request == request.id


def test_a_coordinators_note_is_kept(village: Town) -> None:
    """What a coordinator writes about someone in danger is a note, with the numbers at hand below."""
    village.says("amina", "i am going to kill myself")
    village.presses("rowan", "claim")
    village.presses("rowan", "case-note")
    heard = village.says("rowan", "she says she is going to kill herself tonight")
    assert "numbers-at-hand" in ids(heard)
    assert "danger-suicide" not in ids(heard)
    (case,) = cases(village)
    assert private(village, "rowan", f"case:{case.id}#note") == "she says she is going to kill herself tonight"


# ---- abuse: someone else may read this phone
def test_one_neutral_reply_then_silence(village: Town) -> None:
    """Numbers without a name or a reason, once; and a coordinator, who is told to take care."""
    (heard,) = village.says("amina", ABUSE)
    assert heard.text_id == "danger-abuse"
    assert "0808 2000 247" in heard.plain
    assert not any(word in heard.plain.casefold() for word in ("abuse", "domestic", "violence", "helpline", "danger"))
    assert village.person("amina").hushed
    assert [case.reason for case in cases(village)] == ["crisis_abuse"]


def test_nothing_more_by_itself(village: Town) -> None:
    """Not even news of what they asked for, nor edits of a card, until they write again; and nobody rings."""
    village.meet("amina")
    request = opens(village, "amina", DOG)
    village.says("amina", ABUSE)
    before = dict(village.heard["amina"])
    village.presses("joe", "accept")
    village.presses("rowan", "claim")
    assert village.heard["amina"] == before
    amina = village.person("amina").id
    assert [line for line in village.app.world.diary.about(f"person:{amina}") if line.job == "ring_them"] == []
    assert again(village, request).state == "matched"


def test_opening_the_page_does_not_end_it(village: Town) -> None:
    """Someone else may open it: still nothing."""
    village.says("amina", ABUSE)
    assert village.does("amina", opened=True) == []
    assert village.person("amina").hushed


def test_writing_again_ends_it(village: Town) -> None:
    """Their own words do, and are answered as always."""
    village.says("amina", ABUSE)
    assert ids(village.says("amina", "hello")) == ["hello"]
    assert not village.person("amina").hushed


def test_the_page_shows_nothing_of_it(village: Town) -> None:
    """What a page kept of the chat, their own words too, is gone when they have written of abuse."""
    village.says("amina", DOG)
    chat = f"console:{village.person('amina').id}"
    client = village.app.ledger.client
    client.xadd(keys.mailbox(chat), {"d": "{}"})
    village.says("amina", ABUSE)
    assert client.exists(keys.mailbox(chat)) == 0


def test_a_watched_phone_is_remembered_and_never_said_back(village: Town) -> None:
    """That "he reads my phone" is kept for whoever helps, and no card repeats it."""
    village.says("amina", "dont ring me, he reads my phone")
    kept = own(village, "amina", "wishes")
    assert kept
    assert "reads my phone" in kept
    village.says("amina", "can someone get my shopping please, SN10")
    assert "reads" not in " ".join(spoken.plain for spoken in village.heard["amina"].values())
    village.presses("amina", "confirm")


def test_a_wish_that_tells_of_someone_is_not_said_back(village: Town) -> None:
    """A wish like "dont tell my husband" goes with the request; the card stays silent about it."""
    village.says("amina", "can someone get my shopping please, dont tell my husband, SN10")
    if "understood" in village.ids("amina"):
        assert "understood-wish" not in lines(card(village, "amina"))
        assert "husband" not in card(village, "amina").plain


# ---- a weaker sign
WORRYING = (
    *("i have been feeling really hopeless lately", "i dont see the point any more", "im scared of my son"),
    *("he frightens me sometimes", "everything is getting too much for me", "i cant cope any more"),
)


def worrying(town: Town) -> str:
    """Words that are taken for a concern, and for no crisis."""
    now = town.app.world.clock.now()
    read = {text: town.app.reader.read(text, now) for text in WORRYING}
    return next(text for text, meant in read.items() if meant.concern and not meant.crisis)


def test_a_concern_gets_one_gentle_line_and_a_case(village: Town) -> None:
    """Whatever else is answered, below it one line with the numbers, and a coordinator will read it."""
    heard = village.says("amina", worrying(village))[-1]
    assert heard.text_id.startswith("concern")
    assert any(number in heard.plain for number in ("116 123", "0808 2000 247", "111"))
    assert [case.reason for case in cases(village)] == ["concern"]
