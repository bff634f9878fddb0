"""Phrases: found in what people type, in one pass."""

import pytest

from matching.message import Message, outside
from matching.phrasebook import Entry, Groups, Phrases, Span, longest_only
from matching.words import Spelling, openings_in, tokenise

OPENINGS = openings_in({"nobody": "noone", "meds": "medicine"})
GROUPS = {"medicine": ["tablets", "medicine", "blood pressure pills"], "shop": ["boots", "chemist"]}


def found(phrases: list[str], text: str, *, loose: bool = False) -> set[str]:
    """The phrases found in a text."""
    book = Phrases(OPENINGS)
    for phrase in phrases:
        book.add(Entry(phrase, "kind", "prescription", "sure"), loose=loose)
    tokens = tokenise(text, Spelling((), (), OPENINGS))
    edges = Groups(GROUPS, OPENINGS).edges(tokens)
    return {span.phrase for span in book.find(tokens, edges).get("kind", ())}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("collect tablets", "Collecting tablets today"),
        ("collect my tablets", "collect my tablets"),
        ("collect @medicine", "could you collect blood pressure pills"),
        ("collect @medicine", "could you collect my meds"),
        ("@medicine .. @shop", "tablets sat waiting at boots"),
        ("cant get out", "i can't really get out"),
        ("cant get out", "i can not get out"),
        ("nobody comes", "nobody comes here"),
        ("x-ray", "an x-ray on monday"),
    ],
)
def test_phrases_that_are_found(phrase: str, text: str) -> None:
    """Endings, groups, gaps, small words between and text-speak in phrase or message do not hide a phrase."""
    assert found([phrase], text) == {phrase}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("collect tablets", "collect the shopping and then tablets"),
        ("collect tablets", "collect. tablets"),
        ("@medicine .. @shop", "tablets are lovely and quite another thing is boots"),
        ("takes my phone", "take phone calls"),
    ],
)
def test_phrases_that_are_not_there(phrase: str, text: str) -> None:
    """A gap is three words at most, a sentence's end is an end, and "my" matters unless a phrase is loose."""
    assert found([phrase], text) == set()


def test_a_loose_phrase_does_without_its_owner() -> None:
    """People leave out "my"; a loose phrase is found all the same."""
    assert found(["collect my tablets"], "collect tablets") == set()
    assert found(["collect my tablets"], "collect tablets", loose=True) == {"collect my tablets"}


def test_only_the_longest_of_overlapping_phrases_counts() -> None:
    """The "food" inside "dog food" is not counted twice for one thing, but is for another."""
    spans = [
        Span(0, 2, "dog food", "pets", "sure"),
        Span(1, 2, "food", "pets", "likely"),
        Span(1, 2, "food", "food", "sure"),
    ]
    kept = longest_only(spans, {"sure": 3.0, "likely": 1.5})
    assert {(span.phrase, span.about) for span in kept} == {("dog food", "pets"), ("food", "food")}


def test_lookalikes_hide_what_they_cover() -> None:
    """A phrase that shares words with a lookalike at least as long is not counted; a longer one is."""
    killing, queue, longer = (Span(1, 3, "", "", ""), Span(0, 3, "", "", ""), Span(0, 4, "", "", ""))
    assert outside([killing, longer], [queue]) == [longer]


def test_the_senders_own_words_are_given_back() -> None:
    """Evidence quotes the message as typed, not as mended."""
    text = "pls collect me meds"
    message = Message(text, tokenise(text, Spelling((), (), OPENINGS)), (), {})
    assert message.words(Span(1, 4, "", "", "")) == "collect me meds"
