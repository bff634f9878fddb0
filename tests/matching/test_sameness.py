"""Whether two requests are one need asked for twice: who it is about, and what is needed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.sameness import Asked, door_key, kinds_like, likeness
from tests.matching.conftest import NOW

HERE, FAR = (51.3445, -1.9756), (51.50, -1.90)
ONE = Asked(
    asker="amina",
    resident="amina",
    kind="prescription",
    at=NOW,
    point=HERE,
    words="can someone collect my prescription from Boots please",
    name="Amina",
    marks=frozenset({"phone.1", "door.1"}),
)
LATER = replace(ONE, at=NOW + timedelta(hours=5), words="tablets pls")
ELSEWHERE = replace(LATER, asker="other", resident="other", marks=frozenset(), name="")  # a stranger on another door
MUM = replace(ELSEWHERE, asker="ben", resident="p1", words="my mum needs her prescription", name="Dora")


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        (LATER, "same_person"),
        (replace(ELSEWHERE, marks=frozenset({"phone.1"})), "same_phone"),
        (replace(ELSEWHERE, marks=frozenset({"door.1"})), "same_door"),
        (replace(ELSEWHERE, name="amina"), "same_name"),
    ],
)
def test_it_is_recognised(other: Asked, sign: str) -> None:
    """The same person, number, door or name, the same kind, hours apart: likely one, and it says why."""
    found = likeness(ONE, other)
    assert found.likely
    assert found.reasons[0].name == sign
    assert {"same_kind", "same_place", "hours_apart"} <= {why.name for why in found.reasons}
    assert likeness(other, ONE).score == found.score


@pytest.mark.parametrize(
    "other",
    [
        ELSEWHERE,
        replace(ELSEWHERE, words=ONE.words),
        replace(ELSEWHERE, name="Bob", marks=frozenset({"door.1"})),
        replace(ELSEWHERE, point=FAR, marks=frozenset({"door.1"})),
        replace(LATER, kind="pets"),
        replace(LATER, kind="shopping"),
    ],
    ids=[
        "a stranger",
        "the usual words",
        "a flatmate's own",
        "a door of that name elsewhere",
        "a dog",
        "a neighbour kind",
    ],
)
def test_it_is_not(other: Asked) -> None:
    """Two who need a like thing are two: neither who it is about nor what is needed makes up for the other."""
    assert not likeness(ONE, other).likely


def test_another_day_is_another_need() -> None:
    """The same person's prescription on Tuesday and on Friday are two; with one day unsaid it may be one."""
    tuesday, friday = (replace(LATER, day=date(2026, 11, day)) for day in (24, 27))
    assert not likeness(tuesday, friday).likely
    assert likeness(tuesday, LATER).likely
    assert likeness(replace(tuesday, part="morning"), replace(tuesday, part="evening")).score < 1


def test_for_the_same_neighbour() -> None:
    """Two who ask for Dora are asked about as one; one who asks for two neighbours is not, nor for herself as well."""
    assert likeness(MUM, replace(MUM, asker="cal", resident="p2", name="dora")).likely
    assert not likeness(MUM, replace(MUM, resident="p2", name="Frank")).likely
    assert likeness(MUM, replace(MUM, resident="p2", name="")).likely
    assert not likeness(MUM, replace(MUM, resident="ben", name="Ben")).likely


def test_one_household_shops_once() -> None:
    """What a home needs together is one need though two ask; what each needs alone is not."""
    flat = replace(ELSEWHERE, kind="shopping", name="Bob", marks=frozenset({"door.1"}))
    assert likeness(replace(ONE, kind="shopping"), flat).likely
    assert not likeness(ONE, replace(flat, kind="prescription")).likely


def test_telling_words_of_a_stranger() -> None:
    """The same uncommon words say that it is one need; a kind read as its neighbour counts only with them."""
    words = "insulin pens ready at Lansdowne chemist, warden at Example Court can let you in"
    one, other = replace(ONE, words=words), replace(ELSEWHERE, words=words.upper())
    assert likeness(one, other).likely
    assert likeness(replace(one, kind="health"), replace(LATER, words=words)).likely


def test_the_longer_ago_the_less() -> None:
    """A day apart counts more than a week apart."""
    scores = [likeness(ONE, replace(LATER, at=NOW + timedelta(days=days))).score for days in (0, 2, 7)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


@pytest.mark.parametrize(
    ("one", "other"), [("14, Example Rd.", "14 example road"), ("Flat 2, Example Ct", "flat 2 Example Ct")]
)
def test_doors_in_one_spelling(one: str, other: str) -> None:
    """However it is written, it is the same door."""
    assert door_key(one) == door_key(other) != ""


@pytest.mark.parametrize("door", ["", "the blue door", "14", "Example House"])
def test_what_names_no_house_is_no_door(door: str) -> None:
    """Two who write "the blue door" do not live together."""
    assert door_key(door) == ""


def test_kinds_looked_for() -> None:
    """A kind by itself first, then those it may be read as."""
    assert kinds_like("shopping") == ("shopping", "food", "prescription")
    assert kinds_like("legal") == ("legal",)


def test_when_is_a_time() -> None:
    """Hours between are told."""
    (hours,) = [fact for why in likeness(ONE, LATER).reasons for name, fact in why.facts if name == "hours"]
    assert hours == 5
