"""A small linear model: each feature of a message speaks for or against each label by a weight anyone can read.

The weights are learned once, by `matching/learn.py`, from the phrasebook's examples and kept in a file. Nothing here
guesses: the score of a label is the sum of the weights of the features present.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from random import Random
from typing import Any, Final

Features = Mapping[str, float]
"""What is in a message: a name for each thing noticed, and how much of it there is."""

_BIAS: Final = "always"
_STEP: Final = 0.1
_SLOWING: Final = 0.15
_EPOCHS: Final = 25
_NEGLIGIBLE: Final = 0.003


@dataclass(frozen=True, slots=True)
class Linear:
    """Labels, and for each feature one weight per label."""

    labels: tuple[str, ...]
    weights: Mapping[str, Sequence[float]]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Linear":
        """As kept in the file."""
        return cls(tuple(stored["labels"]), stored["weights"])

    def to_json(self, least: float = 0.05) -> dict[str, Any]:
        """For keeping in a file; features that weigh next to nothing are left out."""
        kept = {
            name: [round(weight, 2) for weight in row]
            for name, row in sorted(self.weights.items())
            if max(map(abs, row)) >= least
        }
        return {"labels": list(self.labels), "weights": kept}

    def scores(self, features: Features) -> list[float]:
        """The sum of weights for each label, in the order of `labels`."""
        totals = list(self.weights.get(_BIAS, [0.0] * len(self.labels)))
        for name, amount in features.items():
            row = self.weights.get(name)
            if row is not None:
                for index, weight in enumerate(row):
                    totals[index] += amount * weight
        return totals

    def chances(self, features: Features) -> dict[str, float]:
        """Each label with its likelihood; they add up to 1."""
        return dict(zip(self.labels, _softmax(self.scores(features)), strict=True))

    def reasons(self, features: Features, label: str, most: int = 4) -> list[tuple[str, float]]:
        """The features that spoke loudest for a label, compared with what they say of the others."""
        at = self.labels.index(label)
        said = []
        for name, amount in features.items():
            row = self.weights.get(name)
            if row is not None:
                said.append((name, amount * (row[at] - sum(row) / len(row))))
        said.sort(key=lambda pair: -pair[1])
        return [(name, weight) for name, weight in said[:most] if weight > 0.15]


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def train(samples: Sequence[tuple[Features, str]], labels: Sequence[str], even: float = 0.0) -> Linear:
    """A model from examples, each with its label: softmax regression by small steps, always the same.

    `even`, from 0 to 1: how much of the commoner labels' head start is taken away.
    """
    order = {label: index for index, label in enumerate(labels)}
    rows: dict[str, list[float]] = {}
    ready = [({**features, _BIAS: 1.0}, order[label]) for features, label in samples]
    shuffle = Random(1)
    for epoch in range(_EPOCHS):
        step = _STEP / (1.0 + _SLOWING * epoch)
        shuffle.shuffle(ready)
        for features, right in ready:
            _learn_one(
                [(rows.setdefault(name, [0.0] * len(labels)), amount) for name, amount in features.items()], right, step
            )
        fade = exp(-step)
        for row in rows.values():
            row[:] = [weight * fade for weight in row]
    counts = Counter(label for _, label in samples)
    rows[_BIAS] = [
        weight - even * log((counts[label] + 1) / len(samples))
        for weight, label in zip(rows[_BIAS], labels, strict=True)
    ]
    return Linear(tuple(labels), rows)


def _learn_one(present: Sequence[tuple[list[float], float]], right: int, step: float) -> None:
    """Moves the weights of the features present a small step towards the right label."""
    totals = [0.0] * len(present[0][0])
    for row, amount in present:
        for index, weight in enumerate(row):
            totals[index] += amount * weight
    wrong = _softmax(totals)
    wrong[right] -= 1.0
    moves = [(index, gap * step) for index, gap in enumerate(wrong) if abs(gap) > _NEGLIGIBLE]
    for row, amount in present:
        for index, move in moves:
            row[index] -= move * amount
