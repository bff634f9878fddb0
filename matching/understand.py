"""From one message to what it means: the reader."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from matching import learn
from matching.dates import DateFound, find_date, find_part
from matching.language import guess_language
from matching.linear import Linear
from matching.manner import under_18
from matching.message import Message
from matching.phrasebook import Span
from matching.placenames import PlaceFinder, PlaceFound, names_in
from matching.places import Gazetteer, Outcodes
from matching.reading import CRISIS_KINDS, Books, Seen
from matching.types import Evidence, Understanding
from matching.words import MAX_CHARS

CONFIG: Final = Path(__file__).resolve().parent.parent / "config"
"""Where the books live unless told otherwise."""

_UNHURRIED: Final = frozenset({"question", "status", "cancel", "thanks", "chatter"})
_SURE: Final = 0.65
_SURE_WITH_PHRASE: Final = 0.15
_CONCERN: Final = 0.15
_NAMED: Final = 0.4
_BEHALF: Final = 0.22


class _Danger(NamedTuple):
    crisis: str | None
    concern: bool
    kind: str
    """The likeliest danger, whether or not it is likely."""
    chances: Mapping[str, float]


class Reader:
    """Reads messages. Built once, holds no state between messages, safe to share between threads."""

    def __init__(self, books: Books, learned: dict[str, Linear], outcodes: Outcodes) -> None:
        """The books, what was learned from them, and the outcode list."""
        self._books = books
        self._learned = learned
        towns = Gazetteer([*outcodes.towns(), *names_in(books.places)])
        self._places = PlaceFinder(books.places, books.spelling.knows, towns, outcodes)

    @classmethod
    def load(cls, config_dir: Path = CONFIG) -> "Reader":
        """From the books and the data in the config folder. Takes well under a second."""
        outcodes = Outcodes.load(config_dir / "data" / "uk_outcodes.csv")
        return cls(Books.load(config_dir), learn.load(config_dir), outcodes)

    def kinds_ranked(self, text: str) -> list[tuple[str, float]]:
        """Every kind with its likelihood, likeliest first: what to offer when the first guess was wrong."""
        seen = self._books.look(text[:MAX_CHARS])
        return self._kinds(seen, self._danger(seen))

    def read(self, text: str, now: datetime, places: "Collection[str] | Gazetteer" = ()) -> Understanding:
        """What the message means, said at `now` (local time), in an area whose place names are `places`."""
        seen = self._books.look(text[:MAX_CHARS])
        message = seen.message
        if not message.tokens:
            return _nothing()
        known = places if isinstance(places, Gazetteer) else Gazetteer(places)
        danger = self._danger(seen)
        intent = self._intent(seen, danger)
        needs = _needs(self._kinds(seen, danger), danger, intent)
        day = find_date(message.tokens, now.date())
        place = self._places.find(message, known)
        urgency, urgency_spans = self._urgency(seen, intent, danger, day, now.date())
        behalf = self._learned["behalf"].chances(seen.behalf_features())["yes"] > _BEHALF
        evidence = [
            *_spans_evidence(message, "intent", seen.intent_spans, intent),
            *_kind_evidence(seen, needs),
            *self._danger_evidence(seen, danger),
            *_found_evidence(message, day, place),
            *(_evidence(message, "on_behalf", span) for span in seen.behalf if behalf),
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
            language=guess_language(message.text, message.tokens),
            evidence=tuple(evidence),
            wishes=self._books.manner.wishes(message),
            under_18=under_18(message.text),
            part=find_part(message.tokens),
        )

    def _kinds(self, seen: Seen, danger: _Danger) -> list[tuple[str, float]]:
        """Kinds by likelihood; so far as there is danger, the kinds that go with it come first."""
        safe = 1.0 - sum(danger.chances.values())
        chances = {kind: safe * chance for kind, chance in self._learned["kinds"].chances(seen.kind_features()).items()}
        for crisis, chance in danger.chances.items():
            chances[CRISIS_KINDS[crisis]] += chance
        return sorted(chances.items(), key=lambda pair: -pair[1])

    def _danger(self, seen: Seen) -> _Danger:
        """A crisis when learning is sure, or half sure and a plain phrase says so; anything less is a concern."""
        chances = self._learned["danger"].chances(seen.danger_features())
        likely = 1.0 - chances.pop(learn.NO_DANGER)
        kind = max(chances, key=lambda crisis: chances[crisis])
        sure = likely > (_SURE_WITH_PHRASE if seen.danger.crisis else _SURE)
        concern = not sure and (likely > _CONCERN or seen.danger.crisis is not None)
        return _Danger(kind if sure else None, concern, kind, chances)

    def _intent(self, seen: Seen, danger: _Danger) -> str:
        chances = self._learned["intent"].chances(seen.intent_features())
        first = max(chances, key=lambda intent: chances[intent])
        return "request" if danger.crisis and first in {"chatter", "question", "thanks", "offer"} else first

    def _urgency(
        self, seen: Seen, intent: str, danger: _Danger, day: DateFound | None, today: date
    ) -> tuple[str | None, list[Span[str]]]:
        if danger.crisis:
            return "now", []
        if intent in _UNHURRIED:
            return None, []
        return self._books.manner.how_soon(seen.message, day.day if day else None, today)

    def _danger_evidence(self, seen: Seen, danger: _Danger) -> list[Evidence]:
        if not (danger.crisis or danger.concern):
            return []
        what = f"crisis:{danger.kind}" if danger.crisis else f"concern:{danger.kind}"
        spans = [span for span in seen.danger.spans if span.payload[0] == danger.kind]
        told = [_evidence(seen.message, what, span) for span in spans]
        reasons = self._learned["danger"].reasons(seen.danger_features(), danger.kind)
        return told or [Evidence(what, name, "learned", round(weight, 2)) for name, weight in reasons]


def _nothing() -> Understanding:
    return Understanding("chatter", (), None, False, None, None, None, False, None, (), (), False, None)


def _needs(ranking: Sequence[tuple[str, float]], danger: _Danger, intent: str) -> tuple[str, ...]:
    """Up to three kinds, likeliest first; where nothing is asked for, only what is plainly named."""
    named = [kind for kind, chance in ranking[:3] if intent in {"request", "offer"} or chance > _NAMED]
    if danger.crisis:
        first = CRISIS_KINDS[danger.crisis]
        named = [first, *(kind for kind in named if kind != first)]
    return () if intent == "chatter" else tuple(named[:3])


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


def _kind_evidence(seen: Seen, needs: Sequence[str]) -> list[Evidence]:
    message = seen.message
    told = [hit for hit in seen.hits if hit.kind in needs]
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
