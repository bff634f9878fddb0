"""What each kind of help asks of a helper and of a request, as `config/rules.toml` says."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config.settings import BadSettings, what_is_wrong

LEVELS = ("none", "word", "identity", "dbs_basic", "dbs_enhanced", "dbs_enhanced_barred")
SETTINGS = ("public", "phone", "door", "home", "care", "drive", "health")
AT_THE_DOOR = ("door", "home", "care", "drive", "health")  # someone comes to them, so an address is needed
UNCONFIRMED = "nobody has confirmed the checks in config/rules.toml yet: read it, then say in it who did and when"
LAW = "https://www.gov.uk/government/collections/dbs-eligibility-guidance"


@dataclass(frozen=True, slots=True)
class Rule:
    """For one kind: its usual setting, the check each setting needs, and whether money changes hands."""

    usual: str = "door"
    checks: Mapping[str, str] = field(default_factory=lambda: {"door": "identity"})
    paid: bool = False

    @property
    def check(self) -> str:
        """The check its usual setting needs."""
        return self.checks[self.usual]

    @property
    def by_phone(self) -> bool:
        """Whether it can be done by phone alone, so that distance does not matter."""
        return "phone" in self.checks

    @property
    def door(self) -> bool:
        """Whether someone comes to the home, so that an address is needed."""
        return self.usual in AT_THE_DOOR


@dataclass(frozen=True)
class Rules:
    """The whole matrix: every kind's rule, what the law allows in each setting, and words that tell of a setting."""

    kinds: Mapping[str, Rule]
    lawful: Mapping[str, str]
    told_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirmed: str = ""  # by whom and when the organisation confirmed it

    @classmethod
    def load(cls, path: Path) -> "Rules":
        """Read rules.toml. Raises BadSettings: not readable, not whole, or a check beyond what the law allows."""
        try:
            found = TypeAdapter(cls).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {what_is_wrong(problem)}") from None
        for complaint in found.complaints():
            raise BadSettings(f"{path}: {complaint}")
        return found

    def complaints(self) -> Iterable[str]:
        """What is wrong with the matrix, in sentences."""
        for kind, rule in self.kinds.items():
            if rule.usual not in rule.checks:
                yield f"{kind} is usually `{rule.usual}`, and no check is given for that."
            for setting, level in rule.checks.items():
                if setting not in self.lawful or level not in LEVELS:
                    yield f"{kind} speaks of `{setting}` or `{level}`, which is not known."
                elif not reaches(self.lawful[setting], level):
                    most = self.lawful[setting]
                    yield f"{kind} asks {level} for `{setting}`; the law lets nobody ask more than {most}. See {LAW}."

    def __getitem__(self, kind: str) -> Rule:
        return self.kinds.get(kind, Rule())

    # ---- the law
    def most_lawful(self, kinds: Iterable[str]) -> str:
        """The highest check the law lets anyone ask of someone who offers these kinds."""
        settings = (setting for kind in kinds for setting in self[kind].checks)
        return max((self.lawful[setting] for setting in settings), key=LEVELS.index, default="dbs_basic")

    def may_ask(self, kinds: Iterable[str], level: str) -> bool:
        """Whether the law lets anyone ask this check of someone who offers these kinds."""
        return reaches(self.most_lawful(kinds), level)

    # ---- what a request needs
    def needed(self, kind: str, words: Iterable[str] = (), *, by_phone: bool = False) -> str:
        """The least check for this kind in the setting its words tell of; `by_phone`: this helper never comes by.

        `words`: what the phrasebook found in the request. Of several settings told of, the strictest counts.
        """
        rule = self[kind]
        said = {word for phrase in words for word in phrase.split()}
        told = [level for setting, level in rule.checks.items() if not said.isdisjoint(self.told_by.get(setting, ()))]
        usual = rule.checks.get("phone", rule.check) if by_phone else rule.check
        return max((usual, *told), key=LEVELS.index)

    def check_enough(self, kind: str, level: str, words: Iterable[str] = (), *, by_phone: bool = False) -> bool:
        """Whether a helper checked to `level` may do this kind, as `needed` says."""
        return reaches(level, self.needed(kind, words, by_phone=by_phone))


def reaches(level: str, wanted: str) -> bool:
    """Whether one check is as high as another."""
    return LEVELS.index(level) >= LEVELS.index(wanted)
