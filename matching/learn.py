"""Learning what each word and phrase is worth, from the books' own examples: `python -m matching.learn`.

Run it after changing `kinds.toml`, `crisis.toml`, `reading.toml`, `words.toml` or `examples.toml`. It takes a minute or two
and writes `config/data/learned.json`, which the reader loads. The same books always give the same file.
"""

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from matching.linear import Features, Linear, train
from matching.reading import BOOKS, CRISIS_KINDS, Books
from matching.types import CRISES, INTENTS, KINDS

EXAMPLES: Final = "examples.toml"
LEARNED: Final = "learned.json"
NO_DANGER: Final = "none"
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


def learn(config_dir: Path) -> dict[str, Any]:
    """The four models, ready to be written."""
    books = Books.load(config_dir)
    seen = [(example, books.look(example.text)) for example in examples(config_dir)]
    tasks: dict[str, tuple[list[tuple[Features, str]], tuple[str, ...]]] = {
        "kinds": ([(s.kind_features(), e.kind) for e, s in seen if e.kind and not e.crisis], KINDS),
        "intent": ([(s.intent_features(), e.intent) for e, s in seen], INTENTS),
        "danger": ([(s.danger_features(), e.crisis or NO_DANGER) for e, s in seen], (*CRISES, NO_DANGER)),
        "behalf": ([(s.behalf_features(), _yes(e.on_behalf)) for e, s in seen], ("no", "yes")),
    }
    models = {task: train(samples, labels, _EVEN.get(task, 0.0)) for task, (samples, labels) in tasks.items()}
    return {"digest": digest(config_dir), **{task: model.to_json() for task, model in models.items()}}


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def load(config_dir: Path) -> dict[str, Linear]:
    """The models as kept in the file."""
    stored = json.loads((config_dir / "data" / LEARNED).read_text("utf-8"))
    return {task: Linear.from_json(stored[task]) for task in ("kinds", "intent", "danger", "behalf")}


def main() -> None:
    """Learns and writes the file."""
    config_dir = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "config"
    path = config_dir / "data" / LEARNED
    path.write_text(json.dumps(learn(config_dir), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"Learned. {path} is up to date.")


if __name__ == "__main__":
    main()
