"""The house's Python, read once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSE = ("config", "matching", "bot", "handlers", "workers", "run_bot.py")
ALL = (*HOUSE, "tests", "benchmarks")


@dataclass(frozen=True)
class Source:
    """One module: where it is, as `bot/store/keys.py`, and what it says."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return _tree(self.text)

    def is_in(self, *places: str) -> bool:
        """Whether it is one of these modules, or inside one of these folders."""
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def sources(places: tuple[str, ...]) -> tuple[Source, ...]:
    """Every module in these folders, and these modules; what is not built yet is passed over."""
    return tuple(Source(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in _paths(places))


def _paths(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else filter(Path.is_file, [path])
