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

Row = Sequence[tuple[int, float]]
"""What one feature says: of which labels (by their place in the list), and by how much."""

_BIAS: Final = "always"
_STEP: Final = 0.1
_SLOWING: Final = 0.15
_EPOCHS: Final = 25
_NEGLIGIBLE: Final = 0.003
_KEPT: Final = 0.04


@dataclass(frozen=True, slots=True)
class Linear:
    """Labels, and for each feature what it says of them."""

    labels: tuple[str, ...]
    rows: Mapping[str, Row]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Linear":
        """As kept in the file."""
        return cls(tuple(stored["labels"]), stored["rows"])

    def to_json(self) -> dict[str, Any]:
        """For keeping in a file."""
        return {"labels": list(self.labels), "rows": dict(sorted(self.rows.items()))}

    def scores(self, features: Features) -> list[float]:
        """The sum of weights for each label, in the order of `labels`."""
        totals = [0.0] * len(self.labels)
        rows = self.rows
        for index, weight in rows.get(_BIAS, ()):
            totals[index] += weight
        for name, amount in features.items():
            if name in rows:
                for index, weight in rows[name]:
                    totals[index] += amount * weight
        return totals

    def chances(self, features: Features) -> dict[str, float]:
        """Each label with its likelihood; they add up to 1."""
        return dict(zip(self.labels, _softmax(self.scores(features)), strict=True))

    def reasons(self, features: Features, label: str, most: int = 4) -> list[tuple[str, float]]:
        """The features that spoke loudest for a label, and how loudly."""
        at = self.labels.index(label)
        said = [
            (name, amount * weight)
            for name, amount in features.items()
            for index, weight in self.rows.get(name, ())
            if index == at and amount * weight > _TELLING
        ]
        return sorted(said, key=lambda pair: -pair[1])[:most]


_TELLING: Final = 0.15


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
    ready = [
        ([(rows.setdefault(name, [0.0] * len(labels)), amount) for name, amount in {**seen, _BIAS: 1.0}.items()], label)
        for seen, label in samples
    ]
    shuffle = Random(1)  # noqa: S311 -- an order to learn in, not a secret
    for epoch in range(_EPOCHS):
        step = _STEP / (1.0 + _SLOWING * epoch)
        shuffle.shuffle(ready)
        for present, label in ready:
            _learn_one(present, order[label], step)
        fade = exp(-step)
        for row in rows.values():
            row[:] = [weight * fade for weight in row]
    _take_head_start(rows[_BIAS], [label for _, label in samples], labels, even)
    return Linear(tuple(labels), {name: kept for name, row in rows.items() if (kept := _sparse(row))})


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


def _take_head_start(bias: list[float], said: Sequence[str], labels: Sequence[str], even: float) -> None:
    counts = Counter(said)
    for index, label in enumerate(labels):
        bias[index] -= even * log((counts[label] + 1) / len(said))


def _sparse(row: Sequence[float]) -> list[tuple[int, float]]:
    """Only what is worth keeping."""
    return [(index, round(weight, 2)) for index, weight in enumerate(row) if abs(weight) >= _KEPT]
