"""Learning what each word and phrase is worth, from the books' own examples: `python -m matching.learn`.

Run it after changing `kinds.toml`, `crisis.toml`, `reading.toml`, `words.toml` or `examples.toml`. It takes two minutes
or so and writes `config/data/learned.json`, which the reader loads. The same books always give the same file.
"""

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from matching.linear import Linear, train
from matching.reading import BOOKS, CRISIS_KINDS, Books
from matching.types import CRISES, INTENTS, KINDS
from matching.words import plain

EXAMPLES: Final = "examples.toml"
LEARNED: Final = "learned.json"
NO_DANGER: Final = "none"
TASKS: Final = ("kinds", "intent", "danger", "behalf")
_EVEN: Final = {"intent": 0.8}
"""Most examples are requests; their head start is taken away so far."""


class Example(NamedTuple):
    """One example message and what it is an example of."""

    text: str
    kind: str | None
    intent: str
    crisis: str | None
    on_behalf: bool


def examples(config_dir: Path) -> Iterator[Example]:
    """Every message of `examples.toml`."""
    tables = tomllib.loads((config_dir / EXAMPLES).read_text("utf-8"))
    for table, lists in tables.items():
        for name, texts in lists.items():
            for text in texts:
                yield _example(table, name, text)


def _example(table: str, name: str, text: str) -> Example:
    behalf, text = text.startswith("~"), text.removeprefix("~")
    if table == "crisis":
        return Example(text, CRISIS_KINDS[name], "request", name, behalf)
    kind = name if name in KINDS else None
    intent = table if table in INTENTS else "request" if kind else "chatter"
    return Example(text, kind, intent, None, behalf)


def digest(config_dir: Path) -> str:
    """A fingerprint of every book learned from, so that stale learning is noticed."""
    seen = hashlib.sha256()
    for name in (*BOOKS, EXAMPLES):
        seen.update((config_dir / name).read_bytes())
    return seen.hexdigest()[:16]


def stored_digest(config_dir: Path) -> str:
    """The fingerprint of the books that the file was learned from."""
    stored: str = json.loads((config_dir / "data" / LEARNED).read_text("utf-8"))["digest"]
    return stored


def learn(config_dir: Path) -> dict[str, Any]:
    """The four models, and the examples' words for spelling to be mended to, ready to be written."""
    told = list(examples(config_dir))
    words = _english_words(told, config_dir)
    books = Books.load(config_dir, words)
    seen = [(example, books.look(example.text).features()) for example in told]
    labelled = {
        "kinds": (KINDS, [(f["kinds"], e.kind) for e, f in seen if e.kind and not e.crisis]),
        "intent": (INTENTS, [(f["intent"], e.intent) for e, f in seen]),
        "danger": ((*CRISES, *KINDS, NO_DANGER), [(f["danger"], _danger_or_not(e)) for e, f in seen]),
        "behalf": (("no", "yes"), [(f["behalf"], "yes" if e.on_behalf else "no") for e, f in seen]),
    }
    models = {task: train(samples, labels, _EVEN.get(task, 0.0)) for task, (labels, samples) in labelled.items()}
    stored = {task: model.to_json() for task, model in models.items()}
    return {"digest": digest(config_dir), "words": sorted(words), **stored}


def _danger_or_not(example: Example) -> str:
    """Which danger; else which kind: "no danger" is too many things at once to be learned as one."""
    return example.crisis or example.kind or NO_DANGER


def _english_words(told: Iterable[Example], config_dir: Path) -> set[str]:
    """The rightly spelt words of the examples."""
    english = frozenset((config_dir / "data" / "english_words.txt").read_text("utf-8").split())
    return {plain(word.strip(".,!?;:()")) for example in told for word in example.text.split()} & english


def load(config_dir: Path) -> tuple[dict[str, Linear], list[str]]:
    """The models as kept in the file, and the examples' words."""
    stored = json.loads((config_dir / "data" / LEARNED).read_text("utf-8"))
    return {task: Linear.from_json(stored[task]) for task in TASKS}, stored["words"]


def main(config_dir: Path | None = None) -> None:
    """Learns and writes the file."""
    config_dir = config_dir or Path(__file__).resolve().parent.parent / "config"
    path = config_dir / "data" / LEARNED
    path.write_text(json.dumps(learn(config_dir), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    sys.stdout.write(f"Learned. {path} is up to date.\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
