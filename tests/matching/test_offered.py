"""The kinds of help people name when they offer it."""

from datetime import UTC, datetime

import pytest

from matching.hands import helpers_wanted
from matching.offered import features, kinds_named
from matching.understand import Reader

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The real reader."""
    return Reader.load()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("shopping and prescriptions", ("shopping", "prescription")),
        ("dog walking / lifts to hospital", ("pets", "transport")),
        ("befriending; odd jobs", ("befriending", "home")),
        ("mental_health, pets", ("mental_health", "pets")),
        ("I can help", ()),
        ("zzz qqq", ()),
        ("", ()),
    ],
)
def test_kinds_in_a_list(reader: Reader, words: str, kinds: tuple[str, ...]) -> None:
    """Each part of a list is a kind of its own, in order; what names no kind is none."""
    assert kinds_named(reader, words, NOW) == kinds


def test_own_words_become_features(reader: Reader) -> None:
    """What is kept in clear is the phrasebook's, never the writer's own words."""
    found = features(reader, "I grew up with dogs at Zebra Cottage, and I'm good with computers", NOW)
    assert found
    assert not any("zebra" in one.casefold() for one in found)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("need two strong people to move a sofa", 2),
        ("could a couple of volunteers help shift a wardrobe", 2),
        ("needs more than one person to lift it", 2),
        ("we need 3 helpers for the garden", 3),
        ("can someone get my shopping", 1),
        ("there are two people in our house", 1),
        ("we are two people and need a food parcel", 1),
        ("need 2 pints of milk", 1),
    ],
)
def test_how_many_are_wanted(words: str, wanted: int) -> None:
    """More than one helper only where more are plainly asked for."""
    assert helpers_wanted(words) == wanted
