"""The books, and one look at a message through all of them."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matching import features, intents, kinds
from matching.crisis import CrisisBook, Danger
from matching.dates import MONTHS, WEEKDAYS
from matching.intents import IntentBook
from matching.kinds import Hit, KindBook
from matching.linear import Features
from matching.manner import MannerBook
from matching.message import Message
from matching.phrasebook import Groups, Span, words_of
from matching.words import Spelling, plain, tokenise

BOOKS: Final = ("kinds.toml", "crisis.toml", "reading.toml", "words.toml")
CRISIS_KINDS: Final = {
    "medical": "health",
    "suicide": "mental_health",
    "abuse": "safety",
    "child": "safety",
    "missing": "safety",
    "fire": "emergency",
}
"""The kind of help that goes with each danger."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message and everything the books noticed in it."""

    message: Message
    hits: Sequence[Hit]
    kinds: Sequence[tuple[str, float]]
    intent_spans: Sequence[Span[tuple[str, str]]]
    intents: Sequence[tuple[str, float]]
    danger: Danger
    behalf: Sequence[Span[bool]]

    def kind_features(self) -> Features:
        """What tells the kind."""
        return features.of_kinds(self.message, self.hits, self.kinds)

    def intent_features(self) -> Features:
        """What tells the intent."""
        return features.of_intent(self.message, self.intent_spans, self.intents, self.kinds)

    def danger_features(self) -> Features:
        """What tells danger."""
        return features.of_danger(self.message, self.danger.spans, self.danger.lookalikes)

    def behalf_features(self) -> Features:
        """What tells on whose behalf."""
        return features.of_behalf(self.message, self.behalf)


class Books:
    """The TOML books, made ready for looking through."""

    def __init__(self, tables: dict[str, dict[str, Any]], spelling: Spelling) -> None:
        """`tables`: each book by its file name, as read."""
        self.spelling = spelling
        self.groups = Groups(tables["kinds.toml"]["groups"])
        self.kinds = KindBook(tables["kinds.toml"])
        self.crisis = CrisisBook(tables["crisis.toml"])
        self.intents = IntentBook(tables["reading.toml"]["intent"])
        self.manner = MannerBook(tables["reading.toml"])
        self.places: dict[str, Any] = tables["reading.toml"]["places"]

    @classmethod
    def load(cls, config_dir: Path) -> "Books":
        """From the config folder."""
        tables = {name: tomllib.loads((config_dir / name).read_text("utf-8")) for name in BOOKS}
        english = frozenset((config_dir / "data" / "english_words.txt").read_text("utf-8").split())
        phrases = [
            text
            for name in BOOKS[:3]
            for part, table in tables[name].items()
            if part != "places"
            for text in _strings(table)
        ]
        said = _strings(tomllib.loads((config_dir / "examples.toml").read_text("utf-8")))
        telling = words_of(phrases) | {plain(word) for text in said for word in text.split()} & english
        spelling = Spelling(english, telling | set(WEEKDAYS) | set(MONTHS), tables["words.toml"]["spellings"])
        return cls(tables, spelling)

    def look(self, text: str) -> Seen:
        """One message through every book."""
        message = Message(text, tokens := tokenise(text, self.spelling), self.groups.edges(tokens))
        hits = self.kinds.hits(message)
        ranking = kinds.ranked(hits)
        spans = self.intents.spans(message)
        _, behalf = self.manner.for_another(message)
        return Seen(
            message,
            hits,
            ranking,
            spans,
            intents.ranked(spans, ranking[0][1]),
            self.crisis.look(message),
            behalf,
        )


def _strings(value: Any) -> list[str]:
    """Every string inside nested tables and lists."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [string for part in parts for string in _strings(part)]
