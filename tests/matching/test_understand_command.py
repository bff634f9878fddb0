"""`understand`: JSON lines in, JSON lines out."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.commands.understand import answers, main
from matching.understand import Reader
from tests.matching.conftest import NOW

FIELDS = {
    "id",
    "intent",
    "needs",
    "crisis",
    "urgency",
    "date",
    "place",
    "on_behalf",
    "concern",
    "language",
    "evidence",
}


def test_a_line_in_a_line_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each message is answered in order with every field of the contract."""
    lines = [{"id": "a", "text": "lift to hospital tmrw, Rowde"}, {"id": 2, "text": "thanks all"}]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(json.dumps(line) for line in lines) + "\n\n"))
    main(NOW)
    told: list[dict[str, Any]] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in told] == ["a", 2]
    assert all(set(answer) == FIELDS for answer in told)
    assert (told[0]["date"], told[0]["place"], told[0]["needs"][0]) == ("2026-11-21", "Rowde", "transport")
    assert set(told[0]["evidence"][0]) == {"what", "words", "matched", "weight"}


@pytest.mark.parametrize("broken", ["nope", "[1]", '{"id": 1}', '{"id": 1, "text": 5}', '"text"', "[" * 5_000])
def test_a_broken_line_is_named_and_the_next_is_read(reader: Reader, broken: str) -> None:
    """A line that cannot be read is answered with its number and a plain sentence."""
    told = list(answers([broken, json.dumps({"id": 1, "text": "hi"})], reader, NOW))
    assert told[0]["line"] == 1
    assert told[0]["problem"].endswith('Each line is one JSON object with "id" and "text".')
    assert told[1]["id"] == 1


def test_answers_come_as_lines_come(reader: Reader) -> None:
    """Nothing waits for the end of the input."""
    taken = []

    def lines() -> Iterator[str]:
        for number in range(3):
            taken.append(number)
            yield json.dumps({"id": number, "text": "hi"})

    first = next(answers(lines(), reader, NOW))
    assert first["id"] == 0
    assert taken == [0]


def test_a_moment_without_a_zone_is_british(reader: Reader) -> None:
    """`--now` without a zone means Europe/London."""
    late = datetime(2026, 11, 20, 23, 30)  # noqa: DTZ001 -- a moment as it may be typed
    (told,) = answers([json.dumps({"id": 1, "text": "lift tomorrow please"})], reader, late)
    assert told["date"] == "2026-11-21"
