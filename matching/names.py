"""Finding someone by a name typed in a hurry, or something by a few words that describe it."""

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


def described(typed: str, descriptions: Mapping[str, str], most: int = 5) -> list[str]:
    """The keys of the descriptions that hold what was typed, or nearly, the likest first, at most so many.

    >>> described("food bank", {"a": "Devizes Food Bank. Emergency parcels.", "b": "Repair café. Things mended."})
    ['a']
    """
    found = process.extract(
        typed,
        descriptions,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=LIKE_ENOUGH,
        limit=most,
    )
    return [key for _, _, key in found]
