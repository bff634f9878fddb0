"""What each kind of help asks of a helper and of a request, as `config/rules.toml` says."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.settings import BadSettings, what_is_wrong

LEVELS = ("none", "word", "identity", "dbs_basic", "dbs_enhanced", "dbs_enhanced_barred")


@dataclass(frozen=True, slots=True)
class Rule:
    """For one kind: the check a helper needs, whether money changes hands, whether it can be done by phone alone."""

    check: str = "identity"
    most: str = "dbs_basic"  # the highest check the law lets anyone ask for
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
            raise BadSettings(f"{path} is not as it should be: {what_is_wrong(problem)}") from None

    def __getitem__(self, kind: str) -> Rule:
        return self.by_kind.get(kind, Rule())

    def most_lawful(self, kinds: Iterable[str]) -> str:
        """The highest check the law lets anyone ask of someone who offers these kinds."""
        return max((self[kind].most for kind in kinds), key=LEVELS.index, default=Rule().most)

    def may_ask(self, kinds: Iterable[str], level: str) -> bool:
        """Whether the law lets anyone ask this check of someone who offers these kinds."""
        return LEVELS.index(level) <= LEVELS.index(self.most_lawful(kinds))

    def check_enough(self, kind: str, level: str) -> bool:
        """Whether a helper checked to `level` may do this kind."""
        return LEVELS.index(level) >= LEVELS.index(self[kind].check)
