"""From one message to what it means: the reader."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from matching import intents, learn, manner
from matching.dates import find_date, find_part
from matching.days import DateFound
from matching.language import guess_language
from matching.linear import Features, Linear
from matching.phrasebook import Span
from matching.placenames import PlaceFound
from matching.places import Gazetteer
from matching.reading import CRISIS_KINDS, Books, Seen
from matching.types import Evidence, Understanding

CONFIG: Final = Path(__file__).resolve().parent.parent / "config"
"""Where the books live unless told otherwise."""

_UNHURRIED: Final = frozenset({"question", "status", "cancel", "thanks", "chatter"})
_DAYLESS: Final = frozenset({"thanks", "chatter"})
_AN_ANSWER: Final = 6
"""A day named in so few words may well answer a question: "actually make it saturday morning"."""
_SURE: Final = 0.75
_SURE_WITH_PHRASE: Final = 0.08
_CONCERN: Final = 0.25
_CONCERN_WITH_PHRASE: Final = 0.005
_BEFALLS_PETS: Final = frozenset({"missing", "medical", "child"})
_NAMED: Final = 0.4
_NEEDS_SAYING: Final = frozenset({"status", "cancel", "thanks", "offer", "chatter"})
_CERTAIN_INTENT: Final = 0.97
_SPOKEN_OF: Final = 1.2  # what the words for some kind must weigh
_FEW_WORDS: Final = 9
_BEHALF: Final = 0.22


class _Danger(NamedTuple):
    crisis: str | None
    concern: bool
    kind: str
    """The likeliest danger, whether or not it is likely."""
    chances: Mapping[str, float]


class Reader:
    """Reads messages. Built once, holds no state between messages, safe to share between threads."""

    def __init__(self, books: Books, learned: Mapping[str, Linear]) -> None:
        """The books, and what was learned from them."""
        self._books = books
        self._learned = learned

    @classmethod
    def load(cls, config_dir: Path = CONFIG) -> "Reader":
        """From the books and the data in the config folder. Takes well under a second."""
        learned, words = learn.load(config_dir)
        return cls(Books.load(config_dir, words), learned)

    def kinds_ranked(self, text: str) -> list[tuple[str, float]]:
        """Every kind with its likelihood, likeliest first: what to offer when the first guess was wrong."""
        seen = self._books.look(text)
        features = seen.features()
        return self._kinds(features, self._danger(seen, features))

    def read(self, text: str, now: datetime, places: "Collection[str] | Gazetteer" = ()) -> Understanding:
        """What the message means, said at `now` (local time), in an area whose place names are `places`."""
        seen = self._books.look(text)
        message = seen.message
        if not message.tokens:
            return Understanding.bare("chatter")
        features = seen.features()
        danger = self._danger(seen, features)
        intent = self._intent(seen, features, danger)
        needs = _needs(self._kinds(features, danger), danger, intent)
        dayless = intent in _DAYLESS and len(message.tokens) > _AN_ANSWER
        day = None if dayless else find_date(message.tokens, now.date())
        place = self._books.places.find(message, places if isinstance(places, Gazetteer) else Gazetteer(places))
        behalf = self._learned["behalf"].chances(features["behalf"])["yes"] > _BEHALF
        urgency, hurried = _urgency(seen, intent, danger, day, now.date())
        evidence = [
            *_intent_evidence(seen, intent),
            *self._kind_evidence(seen, features, needs),
            *self._danger_evidence(seen, features, danger),
            *_found_evidence(seen, day, place),
            *(_evidence(seen, "on_behalf", span) for span in seen.behalf if behalf),
            *(_evidence(seen, f"urgency:{urgency}", span) for span in hurried),
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
            wishes=manner.wishes(message),
            under_18=manner.under_18(message.text),
            part=find_part(message.tokens),
        )

    def _kinds(self, features: Mapping[str, Features], danger: _Danger) -> list[tuple[str, float]]:
        """Kinds by likelihood; so far as there is danger, the kinds that go with it come first."""
        safe = 1.0 - sum(danger.chances.values())
        chances = {kind: safe * chance for kind, chance in self._learned["kinds"].chances(features["kinds"]).items()}
        for crisis, chance in danger.chances.items():
            chances[CRISIS_KINDS[crisis]] += chance
        return sorted(chances.items(), key=lambda pair: -pair[1])

    def _danger(self, seen: Seen, features: Mapping[str, Features]) -> _Danger:
        """A crisis when learning is sure, or half sure and a plain phrase says so; anything less is a concern."""
        likeliest = self._learned["danger"].chances(features["danger"])
        chances = {crisis: likeliest[crisis] for crisis in CRISIS_KINDS}
        pets = self._learned["kinds"].chances(features["kinds"])["pets"]
        for crisis in _BEFALLS_PETS:  # a lost or poorly pet is no danger to a person
            chances[crisis] *= 1.0 - pets
        likely = sum(chances.values())
        kind = max(chances, key=lambda crisis: chances[crisis])
        sure = likely > (_SURE_WITH_PHRASE if seen.danger.plainly else _SURE)
        worrying = likely > (_CONCERN_WITH_PHRASE if seen.danger.hinted else _CONCERN)
        concern = not sure and (worrying or seen.danger.plainly is not None)
        return _Danger(kind if sure else None, concern, kind, chances)

    def _intent(self, seen: Seen, features: Mapping[str, Features], danger: _Danger) -> str:
        chances = self._learned["intent"].chances(features["intent"])
        first = max(chances, key=lambda intent: chances[intent])
        if danger.crisis and first in {"chatter", "question", "thanks", "offer"}:
            return "request"
        return "request" if first in _NEEDS_SAYING and self._only_guessed(seen, first, chances[first]) else first

    @staticmethod
    def _only_guessed(seen: Seen, intent: str, chance: float) -> bool:
        """Whether a few words speak of a need, and no phrase says that it is anything but asked for."""
        if len(seen.message.tokens) > _FEW_WORDS:
            return False
        said = any(span.about == intent and intents.LEVELS[span.level] > 0 for span in seen.intent_spans)
        return not said and chance < _CERTAIN_INTENT and bool(seen.hits) and seen.kinds[0][1] >= _SPOKEN_OF

    def _kind_evidence(self, seen: Seen, features: Mapping[str, Features], needs: Sequence[str]) -> list[Evidence]:
        """The phrases that speak for the kinds named; for a kind with none, the words learned from."""
        told = []
        for kind in needs:
            hits = sorted((hit for hit in seen.hits if hit.kind == kind), key=lambda hit: -hit.weight)
            told += [
                Evidence(f"kind:{kind}", seen.message.words(hit.span), hit.span.phrase, round(hit.weight, 2))
                for hit in hits
            ]
            if not hits:
                told += self._reasons("kinds", features, kind, f"learned:{kind}")
        return told

    def _danger_evidence(self, seen: Seen, features: Mapping[str, Features], danger: _Danger) -> list[Evidence]:
        if not (danger.crisis or danger.concern):
            return []
        what = f"crisis:{danger.kind}" if danger.crisis else f"concern:{danger.kind}"
        told = [_evidence(seen, what, span) for span in seen.danger.spans if span.about == danger.kind]
        return told or self._reasons("danger", features, danger.kind, what)

    def _reasons(self, task: str, features: Mapping[str, Features], label: str, what: str) -> list[Evidence]:
        """What the learned model went by, where no phrase says it."""
        reasons = self._learned[task].reasons(features[task], label)
        return [Evidence(what, name.partition(":")[2] or name, "learned", round(weight, 2)) for name, weight in reasons]


def _needs(ranking: Sequence[tuple[str, float]], danger: _Danger, intent: str) -> tuple[str, ...]:
    """Up to three kinds, likeliest first; where nothing is asked for, only what is plainly named."""
    named = [kind for kind, chance in ranking[:3] if intent in {"request", "offer"} or chance > _NAMED]
    if danger.crisis:
        first = CRISIS_KINDS[danger.crisis]
        named = [first, *(kind for kind in named if kind != first)]
    return () if intent == "chatter" else tuple(named[:3])


def _urgency(
    seen: Seen, intent: str, danger: _Danger, day: DateFound | None, today: date
) -> tuple[str | None, list[Span]]:
    """How soon, with the phrases that say so; None where nothing is asked or offered."""
    if danger.crisis:
        return "now", []
    if intent in _UNHURRIED:
        return None, []
    return manner.how_soon(seen.message, day.day if day else None, today)


def _evidence(seen: Seen, what: str, span: Span) -> Evidence:
    return Evidence(what, seen.message.words(span), span.phrase, 1.0)


def _intent_evidence(seen: Seen, intent: str) -> list[Evidence]:
    return [
        Evidence(f"intent:{intent}", seen.message.words(span), span.phrase, intents.LEVELS[span.level])
        for span in seen.intent_spans
        if span.about == intent
    ]


def _found_evidence(seen: Seen, day: DateFound | None, place: PlaceFound | None) -> list[Evidence]:
    found = []
    if day:
        words = seen.message.words(Span(day.start, day.end, "", "", ""))
        found.append(Evidence("date", words, day.rule, 1.0))
    if place:
        found.append(Evidence("place", place.words, place.rule, round(place.score, 2)))
    return found
