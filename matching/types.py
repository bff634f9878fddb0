"""The values matching hands out: what a message means, and who should help.

Everything here is frozen and holds no behaviour beyond naming things.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

# ----------------------------------------------------------------------------------------------------------------------
# What a message means
# ----------------------------------------------------------------------------------------------------------------------

KINDS: Final[tuple[str, ...]] = (
    "shopping",
    "food",
    "prescription",
    "transport",
    "befriending",
    "pets",
    "digital",
    "money",
    "housing",
    "home",
    "mental_health",
    "health",
    "family",
    "goods",
    "work",
    "learning",
    "legal",
    "language",
    "safety",
    "emergency",
    "community",
)
"""The kinds of help, by code. Order means nothing."""

INTENTS: Final[tuple[str, ...]] = ("request", "offer", "status", "cancel", "thanks", "question", "chatter")
"""What the sender is doing by writing."""

CRISES: Final[tuple[str, ...]] = ("medical", "suicide", "abuse", "child", "missing", "fire")
"""The dangers that stop every other conversation."""

URGENCIES: Final[tuple[str, ...]] = ("now", "today", "week", "flexible")
"""How soon, from within hours to whenever suits."""

PARTS: Final[tuple[str, ...]] = ("morning", "afternoon", "evening", "night")
"""Parts of a day a person may name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for one conclusion, in a form an organiser can argue with."""

    what: str
    """The conclusion it speaks for: ``intent:offer``, ``kind:food``, ``crisis:fire``, ``date``, ``place``…"""
    words: str
    """The sender's own words."""
    matched: str
    """What those words were matched to: a phrase in the phrasebook, or the name of a rule."""
    weight: float
    """How strongly it speaks, negative when it speaks against."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one message was taken to mean."""

    intent: str
    needs: tuple[str, ...]
    """Up to three kinds, likeliest first."""
    crisis: str | None
    concern: bool
    """Perhaps dangerous: not sure enough to be called a crisis, too serious to let pass."""
    urgency: str | None
    date: date | None
    place: str | None
    """The place as the sender wrote it."""
    on_behalf: bool
    language: str | None
    """ISO 639-1 code, or None when the text is too short or too mixed to tell."""
    evidence: tuple[Evidence, ...]
    wishes: tuple[str, ...]
    """The sender's own words about what to take care over: "don't ring", "she is deaf"."""
    under_18: bool
    part: str | None
    """Part of the day named, if any."""

    @classmethod
    def bare(cls, intent: str, *needs: str) -> "Understanding":
        """An intent and its kinds, and nothing else."""
        return cls(
            intent=intent,
            needs=needs,
            crisis=None,
            concern=False,
            urgency=None,
            date=None,
            place=None,
            on_behalf=False,
            language=None,
            evidence=(),
            wishes=(),
            under_18=False,
            part=None,
        )


# ----------------------------------------------------------------------------------------------------------------------
# Who should help
# ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """What a request asks of a helper. Points are (latitude, longitude) in degrees."""

    kind: str
    point: tuple[float, float] | None
    slots: int
    """The parts of the week that would do, a bit each (Monday morning is 1); any one is enough. 0: no matter when."""
    night: bool
    """It cannot wait until the morning, and it is night."""
    by_phone: bool
    """The kind can be helped with by phone alone."""
    language: str | None = None
    words: tuple[str, ...] = ()
    """What was said about it, as features, to hold beside what volunteers say they like."""
    begins: int = 0
    """The first part of the week that would do, 0 (Monday morning) to 20: how soon after it someone is free counts."""
    seed: str = ""
    """What ties are drawn by: the same for one request each time, another for the next."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of one volunteer for one need. The booleans are facts the store knows; the rules use them all."""

    id: str
    kinds: tuple[str, ...]
    point: tuple[float, float] | None
    range_km: float
    phone_only: bool
    available: int
    nights: bool
    languages: tuple[str, ...]
    car: bool
    checked: bool
    """Checked to the level this kind requires."""
    active: bool
    """Approved, not paused and not gone."""
    free: bool
    """Under their own weekly limit."""
    avoided: bool
    """Either side asked not to meet the other."""
    is_requester: bool
    adult: bool
    asked_already: bool
    likes: tuple[str, ...] = ()
    tasks: int = 0
    hours_since_asked: float | None = None
    accepted: int = 0
    declined: int = 0
    helped_before: int = 0


@dataclass(frozen=True, slots=True)
class Why:
    """One reason, by name, with its facts and what it added to the score."""

    name: str
    points: float
    facts: tuple[tuple[str, float | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate who passes every rule, with what speaks for them."""

    id: str
    score: float
    distance_km: float | None
    reasons: tuple[Why, ...]
