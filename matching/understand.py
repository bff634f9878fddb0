"""From one message to what it means: the reader."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from matching import intents, kinds
from matching.crisis import CrisisBook, Danger
from matching.dates import MONTHS, WEEKDAYS, DateFound, find_date, find_part
from matching.intents import IntentBook
from matching.kinds import Hit, KindBook
from matching.language import guess_language
from matching.manner import MannerBook, under_18
from matching.message import Message
from matching.phrasebook import Groups, Span, words_of
from matching.placenames import PlaceFound, find_place
from matching.places import Gazetteer, Outcodes
from matching.types import CRISES, INTENTS, KINDS, Evidence, Understanding
from matching.words import Spelling

CONFIG: Final = Path(__file__).resolve().parent.parent / "config"
"""Where the phrasebook lives unless told otherwise."""

_CRISIS_KINDS: Final = {
    "medical": "health",
    "suicide": "mental_health",
    "abuse": "safety",
    "child": "safety",
    "missing": "safety",
    "fire": "emergency",
}
_NAMELESS: Final = frozenset({"status", "cancel", "thanks", "chatter", "question"})
_UNHURRIED: Final = frozenset({"question", "status", "cancel", "thanks", "chatter"})


class Reader:
    """Reads messages. Built once, holds no state between messages, safe to share between threads."""

    def __init__(
        self,
        kinds_book: Mapping[str, Any],
        crisis_book: Mapping[str, Any],
        reading: Mapping[str, Any],
        spelling: Spelling,
        outcodes: Outcodes,
    ) -> None:
        """The TOML books as read, and what spelling and outcodes are known."""
        self._groups = Groups(kinds_book["groups"])
        self._kinds = KindBook(kinds_book)
        self._crisis = CrisisBook(crisis_book)
        self._intents = IntentBook(reading["intent"])
        self._manner = MannerBook(reading)
        self._spelling = spelling
        self._outcodes = outcodes
        self._towns = Gazetteer(outcodes.towns())

    @classmethod
    def load(cls, config_dir: Path = CONFIG) -> "Reader":
        """From the TOML books and the data in the config folder. Takes well under a second."""
        kinds_book, crisis_book, reading = (
            tomllib.loads((config_dir / name).read_text("utf-8"))
            for name in ("kinds.toml", "crisis.toml", "reading.toml")
        )
        telling = words_of([*_strings(kinds_book), *_strings(crisis_book["crisis"]), *_strings(reading)])
        spelling = Spelling.load(config_dir, telling | set(WEEKDAYS) | set(MONTHS))
        return cls(kinds_book, crisis_book, reading, spelling, Outcodes.load(config_dir / "data" / "uk_outcodes.csv"))

    def kinds_ranked(self, text: str) -> list[tuple[str, float]]:
        """Every kind with its score, likeliest first: what to offer when the first guess was wrong."""
        message = Message.read(text, self._spelling, self._groups)
        return kinds.ranked(self._kinds.hits(message))

    def read(self, text: str, now: datetime, places: "Collection[str] | Gazetteer" = ()) -> Understanding:
        """What the message means, said at `now` (local time), in an area whose place names are `places`."""
        message = Message.read(text, self._spelling, self._groups)
        if not message.tokens:
            return _nothing()
        known = places if isinstance(places, Gazetteer) else Gazetteer(places)
        danger = self._crisis.look(message)
        hits = self._kinds.hits(message)
        ranking = kinds.ranked(hits)
        intent_spans = self._intents.spans(message)
        intent = self._intent(danger, intent_spans, ranking)
        needs = _needs(ranking, danger, intent)
        day = find_date(message.tokens, now.date())
        place = find_place(message, self._spelling, known, self._towns, self._outcodes)
        behalf, behalf_spans = self._manner.for_another(message)
        urgency, urgency_spans = self._urgency(message, intent, danger, day, now, needs)
        evidence = [
            *_spans_evidence(message, "intent", intent_spans, intent),
            *_kind_evidence(message, hits, needs),
            *_spans_evidence(message, "crisis" if danger.crisis else "concern", danger.spans, None),
            *_found_evidence(message, day, place),
            *(_evidence(message, "on_behalf", span) for span in behalf_spans),
            *(_evidence(message, f"urgency:{urgency}", span) for span in urgency_spans),
        ]
        return Understanding(
            intent=intent,
            needs=needs,
            crisis=danger.crisis,
            concern=danger.concern,
            urgency=urgency,
            date=day.day if day else None,
            place=place.words if place else None,
            on_behalf=behalf,
            language=guess_language(text, message.tokens),
            evidence=tuple(evidence),
            wishes=self._manner.wishes(message),
            under_18=under_18(text),
            part=find_part(message.tokens),
        )

    @staticmethod
    def _intent(danger: Danger, spans: Sequence[Span[tuple[str, str]]], ranking: Sequence[tuple[str, float]]) -> str:
        first = intents.ranked(spans, ranking[0][1])[0][0]
        return "request" if danger.crisis and first in {"chatter", "question", "thanks", "offer"} else first

    def _urgency(
        self, message: Message, intent: str, danger: Danger, day: DateFound | None, now: datetime, needs: Sequence[str]
    ) -> tuple[str | None, list[Span[str]]]:
        if danger.crisis:
            return "now", []
        if intent in _UNHURRIED:
            return None, []
        return self._manner.how_soon(message, day.day if day else None, now.date(), needs)


def _nothing() -> Understanding:
    return Understanding("chatter", (), None, False, None, None, None, False, None, (), (), False, None)


def _strings(value: Any) -> list[str]:
    """Every string inside nested tables and lists."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [string for part in parts for string in _strings(part)]


def _needs(ranking: Sequence[tuple[str, float]], danger: Danger, intent: str) -> tuple[str, ...]:
    """Up to three kinds, likeliest first."""
    floor = 2.0 if intent in _NAMELESS else 0.0
    named = [kind for kind, score in ranking[:3] if score > floor]
    if danger.crisis:
        first = _CRISIS_KINDS[danger.crisis]
        named = [first, *(kind for kind in named if kind != first)]
    if intent == "chatter":
        named = []
    return tuple(named[:3])


def _evidence(message: Message, what: str, span: Span[Any]) -> Evidence:
    return Evidence(what, message.words(span.start, span.end), span.phrase, 1.0)


def _spans_evidence(
    message: Message, what: str, spans: Sequence[Span[tuple[str, str]]], only: str | None
) -> list[Evidence]:
    return [
        Evidence(f"{what}:{s.payload[0]}", message.words(s.start, s.end), s.phrase, _LEVELS.get(s.payload[1], 1.0))
        for s in spans
        if only is None or s.payload[0] == only
    ]


_LEVELS: Final = {"sure": 3.0, "likely": 1.5, "concern": 2.0, "maybe": 1.0, "hint": 0.5, "against": -2.0}


def _kind_evidence(message: Message, hits: Sequence[Hit], needs: Sequence[str]) -> list[Evidence]:
    told = [hit for hit in hits if hit.kind in needs]
    told.sort(key=lambda hit: (needs.index(hit.kind), -hit.weight))
    return [
        Evidence(f"kind:{h.kind}", message.words(h.span.start, h.span.end), h.span.phrase, round(h.weight, 2))
        for h in told
    ]


def _found_evidence(message: Message, day: DateFound | None, place: PlaceFound | None) -> list[Evidence]:
    found = []
    if day:
        found.append(Evidence("date", message.words(day.start, day.end), day.rule, 1.0))
    if place:
        found.append(Evidence("place", place.words, place.rule, round(place.score, 2)))
    return found


__all__ = ["CONFIG", "CRISES", "INTENTS", "KINDS", "Reader"]
