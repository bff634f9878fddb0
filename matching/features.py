"""What is noticed in a message, as named features for the linear models.

`w:` a word's stem, `b:` two words in a row, `k:` two with a word or two between, `@` a group of the phrasebook,
`p:` a phrase found, `s:` a whole book's score.
"""

import re
from collections.abc import Sequence
from typing import Final

from matching.kinds import Hit
from matching.message import Message
from matching.phrasebook import Span
from matching.words import word_set

_EMOJI: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_SELF: Final = word_set("i im ive my me mine we our us id ill weve myself")
_OTHERS: Final = word_set("he she him her his hes shes they them their himself herself")
_NEAR: Final = 0.7
"""What two words near each other count beside two in a row."""
_FIGURES: Final = {
    "#money": re.compile(r"£\s?\d|\b\d+\s?(?:quid|pounds?|p)\b", re.IGNORECASE),
    "#time": re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE),
    "#age": re.compile(
        r"\b\d{1,3}\s?(?:yrs?|years?|yo|months?|mths?|weeks?|wks?)[\s-]?old|\bage[ds]?\s\d", re.IGNORECASE
    ),
    "#phone": re.compile(r"\b0\d{3,4}\s?\d{3}\s?\d{3,4}\b"),
    "#number": re.compile(r"\d"),
}
"""Figures of a kind, each a feature."""


def shared(message: Message) -> dict[str, float]:
    """Words, pairs of words, groups, and kinds of figures."""
    features: dict[str, float] = {}
    before = None
    for token in message.tokens:
        features[f"w:{token.stem}"] = 1.0
        if before is not None and before.sentence == token.sentence:
            features[f"b:{before.stem} {token.stem}"] = 1.0
        before = token
    features |= _near(message)
    for starting in message.edges:
        for symbol, _ in starting:
            if symbol.startswith("@"):
                features[symbol] = 1.0
    for name, pattern in _FIGURES.items():
        if pattern.search(message.text):
            features[name] = 1.0
    return features


def _near(message: Message) -> dict[str, float]:
    """Two words of one sentence with a word or two between: "cant .. breathe", however it is filled."""
    tokens = message.tokens
    return {
        f"k:{first.stem} {second.stem}": _NEAR
        for at, first in enumerate(tokens)
        for second in tokens[at + 2 : at + 4]
        if second.sentence == first.sentence
    }


def of_kinds(hits: Sequence[Hit], ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    """For telling the kind: the phrasebook's scores and its phrases."""
    return {f"p:{hit.kind}:{hit.span.phrase}": 1.0 for hit in hits} | _book_scores(ranking)


def of_intent(
    message: Message,
    spans: Sequence[Span],
    intents: Sequence[tuple[str, float]],
    kinds: Sequence[tuple[str, float]],
) -> dict[str, float]:
    """For telling the intent: its phrases, how the message opens and ends, its marks, its length."""
    features = {f"p:{span.about}:{span.phrase}": 1.0 for span in spans} | _book_scores(intents)
    words = [token.norm for token in message.tokens]
    features |= {f"first:{word}": 1.0 for word in words[:2]} | {f"n:{word}": 1.0 for word in words}
    if words:
        features[f"last:{words[-1]}"] = 1.0
    features[f"length:{min(len(words) // 6, 5)}"] = 1.0
    features["kinds spoken of"] = min(kinds[0][1], 8.0) / 4.0
    features |= {f"kind:{kind}": 1.0 for kind, score in kinds[:2] if score > 0}
    marks = {"?": "?" in message.text, "ends ?": message.text.rstrip().endswith("?"), "!": "!" in message.text}
    marks["emoji"] = bool(_EMOJI.search(message.text))
    return features | {name: 1.0 for name, present in marks.items() if present}


def of_danger(
    spans: Sequence[Span],
    lookalikes: int,
    intents: Sequence[tuple[str, float]],
    kinds: Sequence[tuple[str, float]],
) -> dict[str, float]:
    """For telling danger: the crisis book's phrases, how many lookalikes there are, and what else is spoken of."""
    features = {f"of:{name}": score for name, score in [*_book_scores(intents).items(), *_book_scores(kinds).items()]}
    for span in spans:
        features[f"p:{span.about}:{span.phrase}"] = 1.0
        level = f"s:{span.about}:{span.level}"
        features[level] = min(features.get(level, 0.0) + 1.0, 3.0)
    features["lookalikes"] = min(lookalikes, 2)
    return features


def of_behalf(message: Message, spans: Sequence[Span]) -> dict[str, float]:
    """For telling on whose behalf: the phrases that say so, and who is spoken of."""
    features = {f"p:{span.phrase}": 1.0 for span in spans}
    words = [token.norm for token in message.tokens]
    features |= {f"first:{word}": 1.0 for word in words[:2]}
    features["spoken for"] = float(bool(spans))
    features["myself"] = min(sum(word in _SELF for word in words), 3) / 2.0
    features["others"] = min(sum(word in _OTHERS for word in words), 3) / 2.0
    return features


def _book_scores(ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    return {f"s:{label}": max(-1.0, min(score, 9.0)) / 3.0 for label, score in ranking if score}
