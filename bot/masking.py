"""Card numbers and PINs people type although nobody asked: taken out before anything is kept."""

import re

NOT_KEPT, NOT_SHOWN = "[not kept]", "[a number]"

# 13 to 19 digits, in groups or not; a phone number in international form begins with + or 00.
_LONG = re.compile(r"(?<![\d+])[2-6](?:[ .-]?\d){12,18}(?!\d)")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+|0)\d(?:[ ()./-]{0,2}\d){7,13}(?!\d)")
_SECRET = re.compile(
    r"(\b(?:pin|cvv|cvc|security\s+code|passcode)\b[^\d\n]{0,24}?)(\d(?:[ -]?\d){2,5})(?![\d:])", re.IGNORECASE
)


def masked(text: str) -> str:
    """The text without card numbers, PINs and security codes. The same text when there are none."""
    said = "card" in text.casefold()  # then even a mistyped one is a card's
    cards_out = _LONG.sub(lambda found: NOT_KEPT if said or _is_card(found.group()) else found.group(), text)
    return _SECRET.sub(lambda found: found.group(1) + NOT_KEPT, cards_out)


def without_numbers(text: str) -> str:
    """The text without any telephone number: what someone wrote for another is shown to a helper, their number not."""
    return _TELEPHONE.sub(NOT_SHOWN, text)


def _is_card(digits: str) -> bool:
    """Whether the last digit proves the others, as on every payment card (Luhn)."""
    numbers = [int(digit) for digit in digits if digit.isdigit()]
    doubled = [sum(divmod(2 * number, 10)) for number in numbers[-2::-2]]
    return (sum(doubled) + sum(numbers[-1::-2])) % 10 == 0


def says_little_else(text: str) -> bool:
    """Whether a masked text holds no more than a few words beside what was taken out."""
    rest = _AROUND.sub(" ", text.replace(NOT_KEPT, " "))
    return len(rest.split()) <= FEW


FEW = 3  # words
_AROUND = re.compile(
    r"\b(?:my|the|is|and|its|it's|card|number|pin|cvv|cvc|code|security|debit|credit|bank|heres|here's|here|for|no|n)\b|[^\w\s]",
    re.IGNORECASE,
)
