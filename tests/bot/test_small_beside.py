"""In the middle of a question: its answer, or something else, answered beside it with the question put again."""

import pytest

from tests.bot.residents import DOG, SHOPPING, card, cases, ids, lines, newest, opens, own, session, through
from tests.support.town import Town


@pytest.fixture
def asked(town: Town) -> Town:
    """Amina has said yes to her card and is asked for her name."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping")
    town.says("amina", DOG)
    town.presses("amina", "confirm")
    return town


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("who will see this?", ["about-privacy"]),
        ("why do you need to know?", ["about-why"]),
        ("any news?", ["nothing-open"]),
        ("hello", []),
        ("thank you", ["thanks-heard"]),
        ("you lot are f***ing useless", ["cross-go-on"]),
        ("/status", ["nothing-open"]),
        ("my details", ["my-details"]),
    ],
)
def test_answered_beside_it(asked: Town, said: str, answered: list[str]) -> None:
    """The word is answered, the question stays, and nothing is taken for a name."""
    assert ids(asked.says("amina", said)) == [*answered, "ask-name"]
    assert own(asked, "amina", "name") is None


@pytest.mark.parametrize("name", ["Amina", "Mrs Khan", "my name is Amina", "Amina Begum Khan"])
def test_a_name_is_a_name(asked: Town, name: str) -> None:
    """The answer itself is not mistaken for anything else."""
    assert ids(asked.says("amina", name)) == ["ask-phone"]
    assert own(asked, "amina", "name") == name.removeprefix("my name is ")


@pytest.mark.parametrize("door", ["4 Example Row", "The Old Rectory", "flat 3, green door round the back"])
def test_a_door_is_a_door(asked: Town, door: str) -> None:
    """So too the door."""
    asked.presses("amina", "skip")
    asked.presses("amina", "chat-only")
    asked.says("amina", door)
    assert own(asked, "amina", "door") == door


def test_stopped_in_the_middle(asked: Town) -> None:
    """Not needed after all: it drops what is in hand."""
    assert ids(asked.says("amina", "never mind, i dont need it")) == ["understood-dropped", "dropped"]
    assert session(asked, "amina").step == ""


def test_another_need_in_the_middle(asked: Town) -> None:
    """Noted, not lost: it is asked for with the first."""
    assert ids(asked.says("amina", "also can someone get my shopping please")) == ["noted-also", "ask-name"]
    through(asked, "amina")
    found = asked.app.world.register.requests_of(asked.person("amina").id)
    assert sorted(one.kind for one in found) == ["pets", "shopping"]


def test_a_person_wanted_in_the_middle(asked: Town) -> None:
    """What is in hand goes to the coordinator with it."""
    assert ids(asked.says("amina", "can i talk to a person")) == [
        "understood-handed-on",
        "to-a-person-asked-for-person",
    ]
    (case,) = cases(asked)
    words = asked.app.world.access.read(asked.person("rowan").id, f"case:{case.id}#words")
    assert words == DOG


def test_status_at_the_card(town: Town) -> None:
    """The card in question comes below what was asked, and its older copy says so."""
    town.meet("amina")
    town.volunteer("joe", "pets", "shopping")
    opens(town, "amina", DOG)
    town.says("amina", SHOPPING)
    assert ids(town.says("amina", "any news?")) == ["understood-again", "card-request", "understood"]
    town.presses("amina", "confirm")
    through(town, "amina")
    assert newest(town, "amina").kind == "shopping"


def test_a_question_at_where(town: Town) -> None:
    """Asked why, and asked again."""
    town.says("amina", "can someone get my shopping please")
    assert ids(town.says("amina", "why do you need to know?")) == ["about-why", "ask-place"]
    town.says("amina", "SN10")
    assert lines(card(town, "amina"))


def test_forget_me_in_the_middle(asked: Town) -> None:
    """Asked whether they are sure; a no goes back to the question."""
    assert ids(asked.says("amina", "forget me")) == ["forget-sure"]
    assert ids(asked.says("amina", "no")) == ["not-forgotten", "ask-name"]
