"""How many helpers someone asks for: "two strong people", "a couple of volunteers"."""

import re
from typing import Final

_NUMBERS: Final = {"two": 2, "2": 2, "couple": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_HELPERS: Final = r"(?:people|persons|helpers|volunteers|pairs of hands|blokes|lads|men|women|adults|drivers)"
_ASKED: Final = re.compile(
    rf"\b(?:(?P<count>two|2|couple|three|3|four|4)\s+(?:of\s+)?(?:\w+\s+)?{_HELPERS}\b|(?P<more>more than one person))"
    r"(?!\s+(?:in|live|at home|household|to feed|family))",
    re.IGNORECASE,
)
_TO_HELP: Final = re.compile(
    r"\b(?:need|needs|want|help|move|lift|carry|shift|could|can|takes?|job for)\b", re.IGNORECASE
)


def helpers_wanted(text: str) -> int:
    """How many helpers the words ask for; 1 unless they plainly ask for more.

    >>> helpers_wanted("need two strong people to move a sofa")
    2
    >>> helpers_wanted("we are two people in a small flat")
    1
    """
    found = _ASKED.search(text)
    if found is None or not _TO_HELP.search(text):
        return 1
    return _NUMBERS[found["count"].casefold()] if found["count"] else 2
