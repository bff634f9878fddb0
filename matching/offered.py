"""The kinds of help named in a list or a sentence about what someone offers, each part of it by itself."""

import re
from datetime import datetime
from typing import Final

from matching.types import KINDS, Understanding
from matching.understand import Reader

_BETWEEN: Final = re.compile(r"[,;/|&+\n]|\b(?:and|or|plus|also)\b", re.IGNORECASE)
_AS_ASKED: Final = "please can someone help me with"  # the reader knows best how people ask
_NO_OFFER: Final = "community"  # "happy to help" reads as joining in, which is no kind of help to give


def kinds_named(reader: Reader, text: str, now: datetime) -> tuple[str, ...]:
    """The kinds, in the order they are named; only those some words of the text speak for."""
    named = (kind_named(reader, part, now) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(kind for kind in named if kind))


def kind_named(reader: Reader, words: str, now: datetime) -> str | None:
    """The likeliest kind these few words speak for, or None; a kind's code names itself."""
    code = words.strip().casefold().replace(" ", "_")
    if code in KINDS:
        return code
    meant = reader.read(f"{_AS_ASKED} {words}", now)
    spoken = {kind for kind, _ in _spoken_for(meant)}
    return next((kind for kind in meant.needs if kind in spoken), None)


def _spoken_for(meant: Understanding) -> list[tuple[str, str]]:
    """Each kind some words speak for, and what they were matched to."""
    found = [one for one in meant.evidence if one.what.startswith("kind:") and one.weight > 0]
    pairs = [(one.what.removeprefix("kind:"), one.matched) for one in found]
    return [(kind, matched) for kind, matched in pairs if kind != _NO_OFFER]


def features(reader: Reader, words: str, now: datetime, most: int = 12) -> tuple[str, ...]:
    """What the phrasebook finds in someone's own words about themselves; fit to be kept in clear."""
    parts = [part for part in _BETWEEN.split(words) if part.strip()]
    found = [pair for part in parts for pair in _spoken_for(reader.read(f"{_AS_ASKED} {part}", now))]
    return tuple(dict.fromkeys(matched for _, matched in found))[:most]
