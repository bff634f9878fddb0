"""Languages by the names people give them."""

import pytest

from matching.tongues import languages_in


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
