"""What each kind of help asks of a helper and of a request, as `config/rules.toml` says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.settings import BadSettings

LEVELS = ("none", "word", "identity", "dbs_basic", "dbs_enhanced", "dbs_enhanced_barred")


@dataclass(frozen=True, slots=True)
class Rule:
    """For one kind: the check a helper needs, whether money changes hands, whether it can be done by phone alone."""

    check: str = "identity"
    paid: bool = False
    by_phone: bool = False
    door: bool = True  # someone comes to the home, so an address is needed


@dataclass(frozen=True)
class Rules:
    """Every kind's rule."""

    by_kind: Mapping[str, Rule]

    @classmethod
    def load(cls, path: Path) -> "Rules":
        """Read rules.toml. Raises BadSettings."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(TypeAdapter(dict[str, Rule]).validate_python(found))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {problem}") from None

    def __getitem__(self, kind: str) -> Rule:
        return self.by_kind.get(kind, Rule())

    def check_enough(self, kind: str, level: str) -> bool:
        """Whether a helper checked to `level` may do this kind."""
        return LEVELS.index(level) >= LEVELS.index(self[kind].check)
