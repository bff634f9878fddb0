"""Finding someone by a name typed in a hurry."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process, utils

LIKE_ENOUGH = 70  # of 100: "jo" finds Joe, "Mohamed" finds Mohammed; "Ann" does not find Bob


def closest(typed: str, names: Mapping[str, str], most: int = 5) -> list[str]:
    """The keys of the names most like what was typed, the likest first, at most so many.

    >>> closest("jo", {"a": "Joe Bloggs", "b": "Sue"})
    ['a']
    """
    found = process.extract(
        typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=LIKE_ENOUGH, limit=most
    )
    return [key for _, _, key in found]
