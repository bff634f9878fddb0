"""Danger is looked for in a message as a whole, and in each part of it: a need beside it must not hide it."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.talk.details_words import without_codes
from bot.talk.types import Heard
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

_PARTS = re.compile(
    r"[.,;:!?\n()]+|\s[-–]\s|\b(?:and|but|because|cos|coz|so|please|pls|(?:can|could) (?:someone|anyone))\b",
    re.IGNORECASE,
)
LEARNED = "learned"  # what evidence is matched to where no phrase, but experience speaks
SHORTEST, MOST = 3, 20  # words of a part worth reading by itself, and parts read


def understood(app: "App", heard: Heard) -> Understanding:
    """What the text means, read at town time with the areas' own place names; danger in any part of it counts.

    A part that is plainly dangerous makes a message that sounded so already a crisis, and any other a concern.
    """
    whole = _read(app, heard, heard.text)
    if whole.crisis:
        return whole
    for meant in _parts(app, heard):
        if meant.crisis and whole.concern:
            return replace(whole, crisis=meant.crisis, concern=False, evidence=(*whole.evidence, *meant.evidence))
        if meant.crisis or meant.concern:
            return replace(whole, concern=True, evidence=(*whole.evidence, *meant.evidence))
    return whole


def _parts(app: "App", heard: Heard) -> list[Understanding]:
    """The parts of the text whose own words speak of danger, the plainest first."""
    parts = [part for part in _PARTS.split(heard.text) if len(part.split()) >= SHORTEST][:MOST]
    read = [_read(app, heard, part) for part in parts]
    return sorted((meant for meant in read if _plainly(meant)), key=lambda meant: meant.crisis is None)


def _read(app: "App", heard: Heard, text: str) -> Understanding:
    return app.meaning(without_codes(text), heard.at)


def worrying(meant: Understanding) -> bool:
    """Whether phrases of crisis.toml, not experience alone, tell of something worrying."""
    return meant.concern and any(
        one.what.startswith(("concern:", "crisis:")) and one.matched != LEARNED for one in meant.evidence
    )


def _plainly(meant: Understanding) -> bool:
    """Whether phrases of crisis.toml tell of a crisis, or perhaps of abuse, which people put beside harmless things."""
    said = {one.what for one in meant.evidence if one.matched != LEARNED}
    return f"crisis:{meant.crisis}" in said or (meant.concern and "concern:abuse" in said)
