"""Which phrases mislead, counted from corrections that hold no one's words."""

from datetime import date
from itertools import count

import pytest

from matching.misleading import Correction, Misled, report, spoke_for
from matching.phrasebook import GAP
from matching.understand import CONFIG
from tests.matching.conftest import Read

_number = count(1)


def correction(wrong: str, right: str, day: int, *phrases: str) -> Correction:
    """One correction in November."""
    return Correction(f"k{next(_number)}", wrong, right, date(2026, 11, day), phrases)


def test_each_phrase_is_counted_with_its_pair_of_kinds() -> None:
    """The most frequent comes first, with the day it misled last."""
    told = report(
        [
            correction("shopping", "food", 2, "food shop", "bread"),
            correction("shopping", "food", 9, "food shop"),
            correction("shopping", "money", 3, "food shop"),
            correction("pets", "home", 4, "garden"),
        ]
    )
    assert told == [
        Misled("food shop", "shopping", "food", 2, date(2026, 11, 9)),
        Misled("garden", "pets", "home", 1, date(2026, 11, 4)),
        Misled("food shop", "shopping", "money", 1, date(2026, 11, 3)),
        Misled("bread", "shopping", "food", 1, date(2026, 11, 2)),
    ]
    assert report([]) == []


def test_only_what_spoke_for_the_wrong_kind(read: Read) -> None:
    """Phrases that spoke for another kind, and those that spoke against, are not blamed."""
    meant = read("can someone collect my prescription and walk the dog please")
    assert spoke_for(meant, "prescription")
    assert set(spoke_for(meant, "prescription")).isdisjoint(spoke_for(meant, "pets"))
    assert spoke_for(meant, "legal") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Zebedee Quillfeather of 14 Wisteria Close cant get his tablets from Boots, ring 07700 900123",
        "my aunt Philippa Ottershaw is on her own and the dog Bramblewick needs walking",
        "kitchen tap drips at Ottershaw House, Mr Quillfeather is fed up",
    ],
)
def test_what_spoke_is_always_ours(read: Read, text: str) -> None:
    """Whatever someone writes, what is noted stands in our own books word for word."""
    ours = "\n".join((CONFIG / name).read_text("utf-8") for name in ("kinds.toml", "data/learned.json")).casefold()
    for kind in read(text).needs:
        for phrase in spoke_for(read(text), kind):
            assert phrase.casefold() in ours or GAP in phrase
            assert not any(word in phrase.casefold() for word in ("zebedee", "quill", "wisteria", "otters", "brambl"))
