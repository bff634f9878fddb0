"""The kinds of help named in a list or a sentence about what someone offers, each part of it by itself."""

import re
from datetime import datetime
from typing import Final

from matching.types import KINDS
from matching.understand import Reader

_BETWEEN: Final = re.compile(r"[,;/|&+\n]|\b(?:and|or|plus|also)\b", re.IGNORECASE)
_NO_OFFER: Final = "community"  # "happy to help" reads as joining in, which is no kind of help to give


def kinds_named(reader: Reader, text: str, now: datetime) -> tuple[str, ...]:
    """The kinds, in the order they are named; only those some words of the text speak for."""
    named = (kind_named(reader, part, now) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(kind for kind in named if kind))


def kind_named(reader: Reader, words: str, now: datetime) -> str | None:
    """The one kind these few words speak for most, or None; a kind's code names itself."""
    code = words.strip().casefold().replace(" ", "_")
    if code in KINDS:
        return code
    spoken = [one for one in reader.read(words, now).evidence if one.what.startswith("kind:") and one.weight > 0]
    best = max(spoken, key=lambda one: one.weight, default=None)
    kind = best.what.removeprefix("kind:") if best else _NO_OFFER
    return None if kind == _NO_OFFER else kind


def features(reader: Reader, words: str, now: datetime, most: int = 12) -> tuple[str, ...]:
    """What the phrasebook finds in someone's own words about themselves; fit to be kept in clear."""
    found = reader.read(words, now).evidence
    return tuple(dict.fromkeys(one.matched for one in found if one.what.startswith("kind:") and one.weight > 0))[:most]
