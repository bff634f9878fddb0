"""How many helpers someone asks for: "two strong people", "a couple of volunteers"."""

import re
from typing import Final

_NUMBERS: Final = {"two": 2, "2": 2, "couple": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_HELPERS: Final = r"(?:people|persons|helpers|volunteers|pairs of hands|blokes|lads|men|women|adults|drivers)"
_CALL: Final = r"(?:need|needs|needing|want|wants|takes?|could|can|job for|find|get)"
_ASKED: Final = re.compile(
    rf"\b{_CALL}\s+(?:a\s+|at least\s+|about\s+)?"
    rf"(?:(?P<count>two|2|couple|three|3|four|4)\s+(?:of\s+)?(?:\w+\s+)?{_HELPERS}\b|more than one person)",
    re.IGNORECASE,
)


def helpers_wanted(text: str) -> int:
    """How many helpers the words ask for; 1 unless they plainly ask for more.

    >>> helpers_wanted("need two strong people to move a sofa")
    2
    >>> helpers_wanted("we are two people in a small flat")
    1
    """
    found = _ASKED.search(text)
    if found is None:
        return 1
    return _NUMBERS[found["count"].casefold()] if found["count"] else 2
