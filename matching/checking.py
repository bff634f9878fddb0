"""What an organiser should look at after editing the books: phrases that collide or never win."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from matching import learn
from matching.phrasebook import GAP
from matching.reading import BOOKS
from matching.types import KINDS
from matching.understand import Reader

_TELLING: Final = ("sure", "likely")
_AMONG: Final = 3
"""A phrase wins when its kind is among this many, as the person is shown."""

Tables = dict[str, dict[str, Any]]


def books(config_dir: Path) -> Tables:
    """Each book by its file name, as read."""
    return {name: tomllib.loads((config_dir / name).read_text("utf-8")) for name in BOOKS}


def stale(config_dir: Path) -> bool:
    """Whether the books were changed since they were last learned from."""
    return learn.stored_digest(config_dir) != learn.digest(config_dir)


def collisions(tables: Tables) -> Iterator[tuple[str, list[str]]]:
    """Each phrase that is `sure` of more than one kind, and those kinds."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind in KINDS:
        for phrase in dict.fromkeys(tables["kinds.toml"][kind].get("sure", ())):
            kinds[phrase].append(kind)
    yield from ((phrase, claimed) for phrase, claimed in sorted(kinds.items()) if len(claimed) > 1)


def both_ways(tables: Tables) -> Iterator[tuple[str, str]]:
    """Each phrase that is listed both for and against one kind, and the kind."""
    for kind in KINDS:
        lists = tables["kinds.toml"][kind]
        told = {phrase for level in _TELLING for phrase in lists.get(level, ())}
        yield from ((phrase, kind) for phrase in sorted(told.intersection(lists.get("against", ()))))


def losers(tables: Tables, reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Each `sure` phrase which, said alone, does not bring its kind among the first three; its kind; what wins."""
    for kind in KINDS:
        for phrase in tables["kinds.toml"][kind].get("sure", ()):
            if "@" in phrase or GAP in phrase:
                continue
            ranking = [name for name, _ in reader.kinds_ranked(phrase)]
            if kind not in ranking[:_AMONG]:
                yield phrase, kind, ranking[0]
