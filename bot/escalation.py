"""The escalation ladder: how many are asked, how long they have, what happens when nobody answers (a table)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.settings import BadSettings


@dataclass(frozen=True, slots=True)
class Waves:
    """For one urgency: how many each wave asks, waking minutes until the next, how many waves before a person looks."""

    size: int
    minutes: int
    most: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Waking minutes, but for `welfare`, `unheard` and a case's danger, which do not stop at night."""

    remind_before: int  # before the agreed part of the day begins
    check_in_after: int  # after the agreed time
    unconfirmed: int  # a helper said done and the resident has not: ask again; twice that, a person looks
    welfare: int  # "they weren't there": a welfare case is due
    unheard: int  # a message someone needs was not read: a coordinator rings them
    invite_thanks: int  # after closing: would you like to help someone one day?


@dataclass(frozen=True, slots=True)
class CaseWaits:
    """Minutes until an unclaimed case climbs: to the deputies, then to the area above."""

    deputy: int
    above: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The whole table. `waves` by urgency; `cases` by urgency 0, 1, 2."""

    waves: Mapping[str, Waves]
    waits: Waits
    cases: tuple[CaseWaits, CaseWaits, CaseWaits]
    reach_km: float

    @classmethod
    def load(cls, path: Path) -> "Ladder":
        """Read escalation.toml. Raises BadSettings."""
        try:
            return TypeAdapter(cls).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {problem}") from None
