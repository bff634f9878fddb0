"""Card numbers and PINs are taken out of what people write; telephone numbers and the rest stay."""

import pytest

from bot.masking import masked, says_little_else, without_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("my card number is 4111 1111 1111 1111", "my card number is [not kept]"),
        ("5555-5555-5555-4444", "[not kept]"),
        ("card 4111 1111 1111 1112", "card [not kept]"),
        ("amex 378282246310005 thanks", "amex [not kept] thanks"),
        ("my pin is 4321 thanks", "my pin is [not kept] thanks"),
        ("PIN number: 1 2 3 4", "PIN number: [not kept]"),
        ("its a visa, security code 123", "its a visa, security code [not kept]"),
    ],
)
def test_taken_out(text: str, kept: str) -> None:
    """Grouped, mistyped or said beside the word that gives it away."""
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        *("ring 07700 900123", "ring 0044 7700 900123 or 07700 900456", "+44 7700 900123", "at 10:30 on 24/11/2026"),
        *("2 pints and 6 eggs", "NHS number 943 476 5919", "pinning up 3 notices", "order 1234567890123"),
    ],
)
def test_left_alone(text: str) -> None:
    """Other numbers are none of these."""
    assert masked(text) == text


def test_nothing_else_in_it() -> None:
    """Whether a message was only the card, or a request with a slip in it."""
    assert says_little_else(masked("my card is 4111 1111 1111 1111 and the pin is 1234"))
    assert not says_little_else(masked("get my shopping from tesco please, my pin is 1234"))


def test_without_any_number() -> None:
    """What is written for another keeps no number of the asker's."""
    assert without_numbers("ring me on 07700 900123 or +44 7700 900456") == "ring me on [a number] or [a number]"
    assert without_numbers("2 pints by 10:30, house 14") == "2 pints by 10:30, house 14"
