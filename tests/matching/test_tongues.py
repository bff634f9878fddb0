"""Languages by the names people give them."""

import pytest

from matching.tongues import language_needed, languages_in


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("English, Polish", ("en", "pl")),
        ("I speak some Polsih and a little punjabi", ("pl", "pa")),
        ("British Sign Language", ("bsl",)),
        ("Welsh / Cymraeg", ("cy",)),
        ("fluent in nothing much", ()),
        ("", ()),
    ],
)
def test_languages_named(words: str, codes: tuple[str, ...]) -> None:
    """Languages are found by name, misspelt too, once each."""
    assert languages_in(words) == codes


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("my mum only speaks Punjabi", "pa"),
        ("is there anyone who speaks polish", "pl"),
        ("need an Urdu-speaking volunteer", "ur"),
        ("she has no english, only arabic", "ar"),
        ("English speaking please", None),
        ("he learns French at school and needs a lift", None),
        ("someone who talks to old people", None),
    ],
)
def test_a_language_a_helper_must_speak(words: str, code: str | None) -> None:
    """Only where the words plainly ask for it; English needs no asking."""
    assert language_needed(words) == code
