"""Which kinds of help a message asks for: the likeliest, and a second only where two things were clearly asked."""

import re
from typing import TYPE_CHECKING

from matching.types import Evidence, Understanding

if TYPE_CHECKING:
    from bot.app import App

CERTAIN = 0.55  # likely enough by itself, where the words say anything at all
LIKELY, SAID = 0.3, 1.4  # or as likely as this where words of the phrasebook weigh so much for it
LIFTED, BY = 0.2, 3.0  # named: as likely as this, and so many times likelier than in a message that says nothing
STRONG, BESIDE = 1.8, 0.03  # what a second need's own words must weigh, so that a mere mention makes no request
SHORT = 3  # words: of so few the intent is only trusted where they say it
ALTERNATIVES = 2  # kinds offered as buttons beside the likeliest
# What is most easily taken for what, likeliest first.
NEIGHBOURS = {
    "shopping": ("food", "prescription"),
    "food": ("shopping", "money"),
    "prescription": ("shopping", "health"),
    "transport": ("health", "befriending"),
    "befriending": ("mental_health", "community"),
    "pets": ("befriending", "home"),
    "digital": ("learning", "home"),
    "money": ("food", "housing"),
    "housing": ("money", "legal"),
    "home": ("goods", "housing"),
    "mental_health": ("befriending", "health"),
    "health": ("prescription", "transport"),
    "family": ("befriending", "goods"),
    "goods": ("home", "shopping"),
    "work": ("learning", "money"),
    "learning": ("work", "digital"),
    "legal": ("money", "housing"),
    "language": ("legal", "learning"),
    "safety": ("legal", "mental_health"),
    "emergency": ("housing", "home"),
    "community": ("befriending", "learning"),
}
_AND = re.compile(r"[+&]|\b(?:and|n|also|plus|then|as well)\b", re.IGNORECASE)
_OR_A_COMMA = re.compile(rf"[,;/]|{_AND.pattern}", re.IGNORECASE)


def needs_of(app: "App", text: str, meant: Understanding) -> tuple[str, ...]:
    """The kinds asked for: none when unsure, one, or two."""
    ranked = app.reader.kinds_ranked(_without_asides(text, meant))
    first, chance = ranked[0]
    if _only_help(meant, first) or (meant.concern and not _told(meant, first)):
        return ()  # nothing they said names it: a worry has its own answer, and is no reason to guess
    if not (chance >= LIKELY and _told(meant, first) >= SAID) and not (
        chance >= CERTAIN and first in _lifted(app, ranked)
    ):
        return ()
    second = [kind for kind, odds in ranked[1:3] if odds >= BESIDE and _asked_beside(text, meant, first, kind)]
    return (first, *second[:1])


def _only_help(meant: Understanding, kind: str) -> bool:
    """Whether nothing but "help" speaks for a kind: that is a need, and does not say which."""
    spoken = [one.words.casefold() for one in _speaking(meant, kind)]
    return bool(spoken) and all(words in ("help", "helps", "help me", "helping") for words in spoken)


def corrected_to(app: "App", text: str, meant: Understanding) -> str:
    """The kind a correction names ("no, its my prescription"); "" where only other words speak for one."""
    kinds = named(app, _without_asides(text, meant))
    return next((kind for kind in kinds if not meant.needs or _told(meant, kind) >= SAID), "")


def _told(meant: Understanding, kind: str) -> float:
    return sum(one.weight for one in _speaking(meant, kind) if one.weight > 0)


def _without_asides(text: str, meant: Understanding) -> str:
    """What is to be taken care of ("please don't ring") is no need, and neither is a place's name."""
    for words in (*meant.wishes, meant.place):
        text = text.replace(words, " ") if words else text
    return text


def likely_else(app: "App", text: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The next likely kinds, for buttons: others the words name, then those most often meant instead."""
    near = NEIGHBOURS[kinds[0]] if kinds else ()
    return tuple(dict.fromkeys(kind for kind in (*named(app, text), *near) if kind not in kinds))[:ALTERNATIVES]


def named(app: "App", text: str) -> tuple[str, ...]:
    """Every kind the words name at all ("the shopping one"), likeliest first; none for words that say nothing."""
    return tuple(_lifted(app, app.reader.kinds_ranked(text)))


def _lifted(app: "App", ranked: list[tuple[str, float]]) -> list[str]:
    nothing = dict(app.reader.kinds_ranked(""))
    return [kind for kind, chance in ranked if chance >= LIFTED and chance >= BY * nothing.get(kind, 0)]


def _asked_beside(text: str, meant: Understanding, first: str, second: str) -> bool:
    """Whether both are asked for with an "and" of some kind between them."""
    alike = second in NEIGHBOURS[first] or first in NEIGHBOURS[second]
    joins = _AND if alike else _OR_A_COMMA
    return any(_joined(text, one, other, joins) for one in _said(meant, first) for other in _said(meant, second))


def _said(meant: Understanding, kind: str) -> list[str]:
    """The words that speak strongly for a kind."""
    return [one.words for one in _speaking(meant, kind) if one.weight >= STRONG]


def _speaking(meant: Understanding, kind: str) -> list[Evidence]:
    """What speaks for a kind, but for words that are the place or a wish."""
    beside = " ".join((meant.place or "", *meant.wishes)).casefold()
    return [one for one in meant.evidence if one.what == f"kind:{kind}" and one.words.casefold() not in beside]


def _joined(text: str, one: str, other: str, joins: re.Pattern[str]) -> bool:
    at, also_at = sorted((text.find(one), text.find(other)))
    first = one if text.find(one) == at else other
    return at >= 0 and bool(joins.search(text[at + len(first) : also_at]))


def intent_of(meant: Understanding, text: str) -> str:
    """The intent; of a very short message, and before anything is called off, only where the words say so."""
    if intent_said(meant) or (len(text.split()) > SHORT and meant.intent != "cancel"):
        return meant.intent
    return "request" if meant.needs else "chatter"


def intent_said(meant: Understanding) -> str:
    """The intent where the words themselves say it, which an answer to a question must not be mistaken for; else ""."""
    said = any(one.what == f"intent:{meant.intent}" and one.weight > 0 for one in meant.evidence)
    return meant.intent if said else ""
