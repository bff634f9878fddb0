"""The numbers to show someone in danger, from `config/crisis.toml`, each with its source and the day it was checked."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.settings import BadSettings, what_is_wrong


@dataclass(frozen=True, slots=True)
class Number:
    """Who to ring: the number as dialled, its name, where it is published and when that was last checked.

    `says`: what they are for, and that it is free.
    """

    name: str
    number: str
    source: str
    last_verified: date
    says: str = ""


@dataclass(frozen=True)
class Numbers:
    """The numbers for each kind of crisis, first the one to ring first."""

    by_crisis: Mapping[str, tuple[Number, ...]]

    def for_all(self, kinds: Iterable[str]) -> tuple[Number, ...]:
        """The numbers for several kinds of danger, each once, 999 first."""
        found = {number.number: number for kind in kinds for number in self.by_crisis.get(kind, ())}
        return tuple(sorted(found.values(), key=lambda number: number.number != "999"))

    @classmethod
    def load(cls, path: Path) -> "Numbers":
        """Read the numbers of crisis.toml. Raises BadSettings."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
            named = TypeAdapter(dict[str, Number]).validate_python(found["numbers"])
            return cls({kind: tuple(named[name] for name in part["numbers"]) for kind, part in found["crisis"].items()})
        except (OSError, KeyError, tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {what_is_wrong(problem)}") from None
