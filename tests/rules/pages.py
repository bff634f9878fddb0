"""How a page of the documentation is read, and what exists that it should name: asked of the code itself."""

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import FunctionType

import typer.main
from fluent.runtime import FluentResource
from fluent.syntax import ast, visitor
from typer.core import TyperCommand, TyperGroup

import run_bot
from bot.app import CONFIG
from bot.escalation import Ladder
from bot.store import keys
from config.settings import PREFIX, Settings
from tests.rules.sources import HOUSE, ROOT, sources

DOCS = ROOT / "docs"
TEXTS = CONFIG / "texts" / "en"


# ---- how a page is read
def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its rank or above; all of the page when `heading` is ""."""
    if not heading:
        return page
    begins = re.search(rf"^(#+) {re.escape(heading)}$", page, re.MULTILINE)
    if begins is None:
        return ""
    rest = page[begins.end() :]
    ends = re.search(rf"^#{{1,{len(begins[1])}}} ", rest, re.MULTILINE)
    return rest[: ends.start()] if ends else rest


def rows(text: str) -> list[list[str]]:
    """The cells of each table row, heads and rulers left out."""
    tables = re.findall(r"(?:^\|.*\n)+", text + "\n", re.MULTILINE)
    lines = chain.from_iterable(table.splitlines()[2:] for table in tables)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def spans(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def listed(page: str, heading: str = "") -> dict[str, list[str]]:
    """Each name in the first column of a section's tables, with its row."""
    return {name: row for row in rows(section(page, heading)) for name in spans(row[0])}


def differences(named: Iterable[str], exist: Iterable[str]) -> list[str]:
    """What is not named, and what is named and does not exist."""
    there, said = set(exist), set(named)
    return [f"not named: {name}" for name in sorted(there - said)] + [f"gone: {name}" for name in sorted(said - there)]


def read(name: str) -> str:
    """A page of docs/."""
    return (DOCS / name).read_text("utf-8")


# ---- what exists
def variables() -> set[str]:
    """Every setting's variable."""
    return {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}


def builders() -> dict[str, FunctionType]:
    """Every key builder, by the pattern of its keys."""
    made = inspect.getmembers(keys, lambda one: inspect.isfunction(one) and one.__module__ == keys.__name__)
    return {_pattern(builder): builder for _, builder in made}


def _pattern(builder: FunctionType) -> str:
    return str(builder(*(f"<{name}>" for name in inspect.signature(builder).parameters)))


def texts(room: str) -> dict[str, ast.Message]:
    """Every text of a room, by id."""
    body = FluentResource((TEXTS / f"{room}.ftl").read_text("utf-8")).body
    return {entry.id.name: entry for entry in body if isinstance(entry, ast.Message)}


def all_texts() -> dict[str, ast.Message]:
    """Every text of every room."""
    return {name: text for file in TEXTS.glob("*.ftl") for name, text in texts(file.stem).items()}


class _Facts(visitor.Visitor):
    """Collects the facts a text needs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's own name
        self.found.add(node.id.name)


def facts(text: ast.Message) -> set[str]:
    """The facts a text needs."""
    collecting = _Facts()
    collecting.visit(text)
    return collecting.found


def codes(family: str) -> set[str]:
    """Every code that has a name: of `reason`, those of the texts `reason-…`."""
    return {name.removeprefix(f"{family}-") for name in all_texts() if name.startswith(f"{family}-")}


def ladder() -> Ladder:
    """The escalation table."""
    return Ladder.load(CONFIG / "escalation.toml")


def commands() -> dict[str, TyperCommand]:
    """Every command of run_bot.py, those within others as `import areas`."""
    found = typer.main.get_command(run_bot.cli)
    assert isinstance(found, TyperGroup)
    return dict(_within(found, ""))


def _within(group: TyperGroup, before: str) -> Iterator[tuple[str, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _within(command, f"{before}{name} ")
        else:
            assert isinstance(command, TyperCommand)
            yield f"{before}{name}", command


def options(command: TyperCommand) -> list[str]:
    """What a command takes, as it is typed."""
    return [max(given.opts, key=len) for given in command.params if max(given.opts, key=len) != "--help"]


def make_targets() -> set[str]:
    """What `make` can be asked for."""
    phony = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return set(phony[1].split()) if phony else set()


def crisis_table() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """crisis.toml."""
    found: Mapping[str, Mapping[str, Mapping[str, object]]] = tomllib.loads((CONFIG / "crisis.toml").read_text("utf-8"))
    return found


def modules() -> set[str]:
    """Every package, and every module that lies at the top of a room."""
    paths = [Path(source.path) for source in sources(HOUSE)]
    packages = {f"{path.parent}/" for path in paths if path.name == "__init__.py"}
    top = {str(path) for path in paths if len(path.parts) == 2 and path.parts[0] in {"bot", "handlers"}}
    return {*packages, *(path for path in top if not path.endswith("__init__.py"))}
