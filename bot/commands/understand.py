"""`understand`: messages in, what they mean out, a JSON line each."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from matching.types import Understanding
from matching.understand import Reader

LONDON: Final = ZoneInfo("Europe/London")
_EXPECTED: Final = 'Each line is one JSON object with "id" and "text".'


def main(now: datetime | None = None) -> None:
    """Reads JSON lines `{"id", "text"}` from standard input and answers each at once.

    `now` is the moment the messages were written (local time in Britain when it names no zone); without it, the
    present moment. A line that cannot be read is answered with its number and a plain sentence; the next is read.
    """
    for answer in answers(sys.stdin, Reader.load(), now):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def answers(lines: Iterable[str], reader: Reader, now: datetime | None) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(number, line, reader, _moment(now))


def _moment(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(LONDON)
    return now.replace(tzinfo=LONDON) if now.tzinfo is None else now.astimezone(LONDON)


def _answer(number: int, line: str, reader: Reader, now: datetime) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {"line": number, "problem": f"This line is not JSON. {_EXPECTED}"}
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return {"line": number, "problem": f"This line has no text. {_EXPECTED}"}
    return {"id": message.get("id"), **as_json(reader.read(message["text"], now))}


def as_json(meaning: Understanding) -> dict[str, Any]:
    """An understanding as plain JSON values."""
    return {
        "intent": meaning.intent,
        "needs": list(meaning.needs),
        "crisis": meaning.crisis,
        "urgency": meaning.urgency,
        "date": meaning.date.isoformat() if meaning.date else None,
        "place": meaning.place,
        "on_behalf": meaning.on_behalf,
        "concern": meaning.concern,
        "language": meaning.language,
        "evidence": [
            {"what": e.what, "words": e.words, "matched": e.matched, "weight": e.weight} for e in meaning.evidence
        ],
    }
