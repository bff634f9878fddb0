"""Words: cut, mended, and brought to their stems."""

from collections.abc import Callable

import pytest

from matching.words import MAX_CHARS, Spelling, Token, openings_in, sound, stem, tokenise

Cut = Callable[[str], list[Token]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cn any1 gt my perscripton pls", "can anyone get my prescription please"),
        ("need sum1 2moro b4 5", "need someone tomorrow before 5"),
        ("wensday or thersday", "wednesday or thursday"),
        ("i can't go", "i cant go"),
        ("i can not go", "i cant go"),
        ("me fone is brokan", "me phone is broken"),
        ("ambulanse", "ambulance"),
        ("hospittle apointmint", "hospital appointment"),
        ("weelchare", "wheelchair"),
        ("we'd love a visit", "we would love a visit"),
    ],
)
def test_seeing_through_the_spelling(cut: Cut, typed: str, meant: str) -> None:
    """Text-speak, slips and sound-alikes are read as what was meant."""
    assert " ".join(token.norm for token in cut(typed)) == meant


@pytest.mark.parametrize("word", ["house", "bare", "form", "bin", "hove", "goole", "wick"])
def test_right_words_are_left_alone(cut: Cut, word: str) -> None:
    """A rightly spelt word is never "corrected", and neither is a short unknown one."""
    assert cut(word)[0].norm in {word, cut(word)[0].text}


def test_a_name_of_a_place_is_kept_as_typed(cut: Cut) -> None:
    """Whatever a word is taken for, its own letters and where they stand are kept."""
    token = cut("lift from Goole pls")[2]
    assert (token.text, token.start, token.end) == ("Goole", 10, 15)


@pytest.mark.parametrize(
    ("words", "root"),
    [
        (("collect", "collects", "collected", "collecting"), "collect"),
        (("shop", "shops"), "shop"),
        (("move", "moves", "moved", "moving"), "mov"),
        (("baby", "babies"), "baby"),
        (("evening",), "evening"),
        (("here",), "here"),
        (("her",), "her"),
    ],
)
def test_one_stem_for_a_word_and_its_endings(words: tuple[str, ...], root: str) -> None:
    """Endings come off so that a phrase and a message meet; words that only look like endings stay whole."""
    assert {stem(word) for word in words} == {root}


@pytest.mark.parametrize(
    ("heard", "meant"), [("fone", "phone"), ("nife", "knife"), ("rong", "wrong"), ("kemist", "chemist")]
)
def test_words_that_sound_alike(heard: str, meant: str) -> None:
    """Spelling by ear comes to the same key as the right spelling, or at least as near as one letter."""
    assert sound(heard)[1:] == sound(meant)[1:]


def test_sentences_and_clauses_are_counted(cut: Cut) -> None:
    """Full stops end sentences; commas and "but" only clauses."""
    tokens = cut("i rang, but noone came. please help")
    assert [token.sentence for token in tokens] == [0, 0, 0, 0, 0, 1, 1]
    assert len({token.clause for token in tokens}) > 2


def test_reading_stops_somewhere() -> None:
    """An endless message is read up to 5,000 characters."""
    tokens = tokenise("help " * 4_000, Spelling({"help"}, {"help"}, openings_in({})))
    assert tokens[-1].end <= MAX_CHARS
