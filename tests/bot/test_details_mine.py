"""My details: what is kept is shown, and each part changed or taken away, by tap or in words, at any time."""

import pytest

from tests.bot.residents import DOG, actions, ids, lines, opens, own, session
from tests.support.town import Town


@pytest.fixture
def known(town: Town) -> Town:
    """Amina, whose name, number, door and place are known; and Joe, who helps with dogs."""
    town.volunteer("joe", "pets")
    town.meet("amina", phone="07700 900123", door="4 Example Row")
    return town


@pytest.mark.parametrize("asked", ["my details", "/details", "What do you know about me?"])
def test_everything_kept_is_shown(known: Town, asked: str) -> None:
    """As a command or in plain words: every detail, who sees it and for how long, and a button for each."""
    (heard,) = known.says("amina", asked)
    assert heard.text_id == "my-details"
    assert lines(heard) == ["detail-name", "detail-phone", "detail-door", "detail-place", "details-seen"]
    assert [button.id for button in heard.buttons] == [
        *("detail:name", "detail:phone", "detail:door", "detail:place", "forget-me")
    ]
    assert all(fact in heard.plain for fact in ("Amina", "07700 900123", "4 Example Row", "SN10"))


def test_a_stranger_has_nothing_kept(town: Town) -> None:
    """Said plainly, with what could be added."""
    (heard,) = town.says("amina", "my details")
    assert lines(heard) == ["details-none", "details-seen"]


@pytest.mark.parametrize(
    ("detail", "said", "kept"),
    [
        ("name", "call me Mina", "Mina"),
        ("phone", "07700 900456", "07700 900456"),
        ("door", "12 Oak Road", "12 Oak Road"),
        ("wishes", "please text first", "please text first"),
    ],
)
def test_changed_by_tap(known: Town, detail: str, said: str, kept: str) -> None:
    """A tap, the new words, and it is changed."""
    known.says("amina", "my details")
    known.does("amina", press=f"detail:{detail}")
    assert ids(known.says("amina", said)) == ["detail-saved"]
    assert own(known, "amina", detail) == kept


def test_the_place_changed(known: Town) -> None:
    """Where they live is a rough place, as everywhere."""
    known.does("amina", press="detail:place")
    assert ids(known.says("amina", "Potterne")) == ["detail-saved"]
    place = known.person("amina").place
    assert place is not None
    assert place.label == "Potterne"


@pytest.mark.parametrize("detail", ["name", "phone", "door"])
def test_taken_away_by_tap(known: Town, detail: str) -> None:
    """Each can go, and is gone."""
    known.does("amina", press=f"detail:{detail}")
    assert ids(known.presses("amina", "detail-away")) == ["detail-gone"]
    assert own(known, "amina", detail) is None


def test_the_place_taken_away(known: Town) -> None:
    """With the exact point, if they shared one."""
    known.does("amina", location=(51.3246, -2.0029))
    assert own(known, "amina", "point")
    known.does("amina", press="detail-away:place")
    assert known.person("amina").place is None
    assert own(known, "amina", "point") is None


@pytest.mark.parametrize(
    ("said", "detail", "kept"),
    [
        ("change my number to 07700 900456", "phone", "07700 900456"),
        ("my new address is 12 Oak Road", "door", "12 Oak Road"),
        ("please forget my number", "phone", None),
        ("delete my address", "door", None),
    ],
)
def test_in_one_sentence(known: Town, said: str, detail: str, kept: str | None) -> None:
    """Plain words do it at once."""
    known.says("amina", said)
    assert own(known, "amina", detail) == kept


def test_an_old_number_is_nobodys(known: Town) -> None:
    """After a change nobody is known by the old number."""
    known.says("amina", "change my number to 07700 900456")
    known.says("amina", "change my number to 07700 900457")
    world = known.app.world
    assert world.register.person_with_phone(world.vault.digest("phone", "+447700900456")) is None
    assert world.register.person_with_phone(world.vault.digest("phone", "+447700900457")) == known.person("amina").id


def test_left_as_it_was(known: Town) -> None:
    """A change of mind keeps it."""
    known.does("amina", press="detail:phone")
    assert ids(known.presses("amina", "detail-keep")) == ["detail-kept"]
    assert own(known, "amina", "phone") == "07700 900123"
    assert session(known, "amina").step == ""


def test_not_a_number(known: Town) -> None:
    """Words that hold no number are asked for again, with a way out."""
    known.does("amina", press="detail:phone")
    (heard,) = known.says("amina", "the same as before")
    assert (heard.text_id, actions(heard)) == ("detail-again-phone", ["detail-keep"])


def test_in_the_middle_of_a_question(known: Town) -> None:
    """The question in hand comes back when the detail is done."""
    known.says("amina", "can someone get my shopping please, SN10")
    known.presses("amina", "confirm")
    assert ids(known.says("amina", "change my number to 07700 900456")) == ["detail-saved", "ask-paid"]
    known.does("amina", press="detail:name")
    assert ids(known.says("amina", "Mina")) == ["detail-saved", "ask-paid"]
    assert session(known, "amina").step == "paid"


def test_the_helper_sees_what_is_true_now(known: Town) -> None:
    """A number changed while someone helps shows on their card."""
    opens(known, "amina", DOG)
    known.presses("joe", "accept")
    known.says("amina", "change my number to 07700 900456")
    assert "07700 900456" in known.last("joe").plain
    assert "07700 900123" not in known.last("joe").plain


def test_a_volunteers_name_stays(known: Town) -> None:
    """It may be changed but not taken away: whoever they help hears who is coming, or hears nothing at all."""
    opens(known, "amina", DOG)
    assert ids(known.says("joe", "forget my name")) == ["not-possible-now"]
    known.presses("joe", "accept")
    assert "found" in known.ids("amina")
