"""The house's rules, each a function from modules to complaints: a place, and what is wrong there."""

import ast
import math
import re
import statistics
from collections.abc import Iterable, Iterator

from tests.rules.sources import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FUNCTION = 50
LONGEST_MODULE = 300
# A directive is not a reason.
DIRECTIVE = re.compile(r"#\s*noqa: BLE001\s*-?\s*")


def functions(source: Source) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end, less the docstring's."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def lengths(modules: Iterable[Source]) -> list[int]:
    """The lengths of all functions, shortest first."""
    return sorted(length(function) for source in modules for function in functions(source))


def percentile(sorted_values: list[int], share: float) -> int:
    """The value that this share of them does not exceed."""
    return sorted_values[math.ceil(share * len(sorted_values)) - 1]


def overall(modules: Iterable[Source], median: int, ninety: int) -> list[str]:
    """Functions that are too long taken together."""
    found = lengths(modules)
    if not found:
        return []
    middle, high = statistics.median(found), percentile(found, 0.9)
    complaints = []
    if middle > median:
        complaints.append(f"half of all functions have {middle} lines or more; {median} is the most")
    if high > ninety:
        complaints.append(f"a tenth of all functions has {high} lines or more; {ninety} is the most")
    return complaints


def long_functions(source: Source) -> list[str]:
    """Functions too long to hold in mind."""
    return [
        f"{source.path}:{function.lineno} {function.name} has {length(function)} lines"
        for function in functions(source)
        if length(function) > LONGEST_FUNCTION
    ]


def long_module(source: Source) -> list[str]:
    """A module that should be two."""
    lines = len(source.text.splitlines())
    return [f"{source.path} has {lines} lines"] if lines > LONGEST_MODULE else []


def not_annotated(source: Source) -> list[str]:
    """Functions with an argument or a result of unsaid type."""
    return [
        f"{source.path}:{function.lineno} {function.name} is not wholly annotated"
        for function in functions(source)
        if function.returns is None or not all(_arguments_annotated(function))
    ]


def _arguments_annotated(function: Function) -> Iterator[bool]:
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return (each.annotation is not None or each.arg in {"self", "cls"} for each in named)


def bare_excepts(source: Source) -> list[str]:
    """`except` with nothing named."""
    return [f"{source.path}:{handler.lineno} names no exception" for handler in _handlers(source) if not handler.type]


def unexplained_broad_excepts(source: Source) -> list[str]:
    """`except Exception` with no reason in a comment on the same line."""
    lines = source.text.splitlines()
    return [
        f"{source.path}:{handler.lineno} catches everything and does not say why"
        for handler in _handlers(source)
        if _is_broad(handler) and not _reason(lines[handler.lineno - 1])
    ]


def _handlers(source: Source) -> Iterator[ast.ExceptHandler]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ExceptHandler))


def _is_broad(handler: ast.ExceptHandler) -> bool:
    named = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else set()
    return not named.isdisjoint({"Exception", "BaseException"})


def _reason(line: str) -> str:
    _, mark, comment = DIRECTIVE.sub("# ", line).partition("#")
    return comment.strip() if mark else ""


def asynchronous(source: Source) -> list[str]:
    """Anything async."""
    kinds = ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith | ast.Await
    return [f"{source.path}:{node.lineno} is async" for node in ast.walk(source.tree) if isinstance(node, kinds)]


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """Each import anywhere in a module: its line and the full name."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def relative_imports(source: Source) -> list[str]:
    """Imports that hide where a thing comes from."""
    return [
        f"{source.path}:{node.lineno} imports by dots"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def away_from_home(source: Source, homes: dict[str, str]) -> list[str]:
    """Libraries imported outside the one folder (or module) that may know them."""
    return [
        f"{source.path}:{line} imports {name.partition('.')[0]}, whose home is {homes[name.partition('.')[0]]}"
        for line, name in imported(source)
        if name.partition(".")[0] in homes and not source.is_in(homes[name.partition(".")[0]])
    ]


def other_doors(source: Source, doors: Iterable[str]) -> list[str]:
    """A door that imports another door."""
    own = next((door for door in doors if source.is_in(f"handlers/{door}")), None)
    others = [f"handlers.{door}" for door in doors if door != own]
    return [
        f"{source.path}:{line} imports another door, {name}"
        for line, name in imported(source)
        if own and any(f"{name}.".startswith(f"{other}.") for other in others)
    ]


def stray_keys(source: Source) -> list[str]:
    """Redis keys written out by hand, or built on the prefix, away from the one builder."""
    return [
        f"{source.path}:{node.lineno} makes a key of its own"
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("od:"))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "keys.PREFIX")
        or (isinstance(node, ast.ImportFrom) and node.module == "bot.store.keys" and "PREFIX" in _names(node))
    ]


def _names(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def environment_reads(source: Source) -> list[str]:
    """The environment, looked at anywhere else than in the settings."""
    named = {"environ", "environb", "getenv", "getenvb"}
    return [
        f"{source.path}:{node.lineno} looks at the environment"
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Attribute) and node.attr in named and ast.unparse(node.value) == "os")
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and not named.isdisjoint(_names(node)))
    ]
