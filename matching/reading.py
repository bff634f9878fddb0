"""The books, and one look at a message through all of them."""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matching import features, intents, kinds
from matching.crisis import CrisisBook, Danger
from matching.days import MONTHS, WEEKDAYS
from matching.kinds import Hit, KindBook
from matching.linear import Features
from matching.manner import add_manner, for_another
from matching.message import Message
from matching.phrasebook import Groups, Phrases, Span, words_of
from matching.placenames import PlaceFinder
from matching.places import Gazetteer, Outcodes
from matching.words import MAX_CHARS, Openings, Spelling, openings_in, plain, tokenise

BOOKS: Final = ("kinds.toml", "crisis.toml", "reading.toml", "words.toml")
_PLACES: Final = "places"
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
    intent_spans: Sequence[Span]
    intents: Sequence[tuple[str, float]]
    danger: Danger
    behalf: Sequence[Span]

    def features(self) -> dict[str, Features]:
        """What each of the learned models goes by, under its name."""
        shared = features.shared(self.message)
        return {
            "kinds": shared | features.of_kinds(self.hits, self.kinds),
            "intent": shared | features.of_intent(self.message, self.intent_spans, self.intents, self.kinds),
            "danger": shared | features.of_danger(self.danger.spans, self.danger.lookalikes, self.intents, self.kinds),
            "behalf": shared | features.of_behalf(self.message, self.behalf),
        }


class Books:
    """The TOML books, made ready for looking through."""

    def __init__(
        self, tables: dict[str, dict[str, Any]], spelling: Spelling, openings: Openings, outcodes: Outcodes
    ) -> None:
        """`tables`: each book by its file name, as read."""
        kinds_book, crisis_book, reading_book = (tables[name] for name in BOOKS[:3])
        self.spelling = spelling
        self.groups = Groups(kinds_book["groups"], openings)
        self.phrases = Phrases(openings)
        self.kinds = KindBook(kinds_book, self.phrases)
        self.crisis = CrisisBook(crisis_book, self.phrases)
        intents.add_intents(reading_book["intent"], self.phrases)
        add_manner(reading_book, self.phrases)
        places = reading_book[_PLACES]
        towns = Gazetteer([*outcodes.names, *places["well_known"]])
        self.places = PlaceFinder(places, spelling.ordinary, towns, outcodes)

    @classmethod
    def load(cls, config_dir: Path, telling: Collection[str]) -> "Books":
        """From the config folder; misspelt words are mended to the words of the books and to these `telling` ones."""
        tables = {name: tomllib.loads((config_dir / name).read_text("utf-8")) for name in BOOKS}
        english = frozenset((config_dir / "data" / "english_words.txt").read_text("utf-8").split())
        outcodes = Outcodes.load(config_dir / "data" / "uk_outcodes.csv")
        names = {plain(name) for name in [*outcodes.names, *tables["reading.toml"][_PLACES]["well_known"]]}
        openings = openings_in(tables["words.toml"]["spellings"])
        words = words_of(_phrases(tables), openings) | set(telling) | {*WEEKDAYS, *MONTHS}
        return cls(tables, Spelling(english, words, openings, names), openings, outcodes)

    def look(self, text: str) -> Seen:
        """One message through every book; it is read up to 5,000 characters."""
        message = self.cut(text[:MAX_CHARS])
        hits = self.kinds.hits(message)
        ranking = kinds.ranked(hits)
        spans = intents.intent_spans(message)
        intent_ranking = intents.ranked(spans, ranking[0][1])
        return Seen(message, hits, ranking, spans, intent_ranking, self.crisis.look(message), for_another(message))

    def cut(self, text: str) -> Message:
        """A message cut into words, with every phrase found in it."""
        tokens = tokenise(text, self.spelling)
        edges = self.groups.edges(tokens)
        return Message(text, tokens, edges, self.phrases.find(tokens, edges))


def _phrases(tables: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Every phrase of the books that phrases are looked for in."""
    for name in BOOKS[:3]:
        for part, table in tables[name].items():
            if part not in {_PLACES, "numbers"}:
                yield from _strings(table)


def _strings(value: object) -> Iterator[str]:
    """Every string inside nested tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
