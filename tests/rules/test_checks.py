"""Each rule can fail: it finds what is wrong in a small bad sample, and nothing in a good one."""

from collections.abc import Callable

import pytest

from tests.rules import checks
from tests.rules.sources import HOUSE, Source, sources

Rule = Callable[[Source], list[str]]


def lines(count: int) -> str:
    """A function of this many lines."""
    return "def f() -> None:\n" + "    x = 1\n" * (count - 1)


def homes(source: Source) -> list[str]:
    """Redis has its home in bot/store."""
    return checks.away_from_home(source, {"redis": "bot/store"})


def doors(source: Source) -> list[str]:
    """There are two doors."""
    return checks.other_doors(source, ["web", "telegram"])


BAD: list[tuple[Rule, str, str]] = [
    (checks.long_functions, "bot/a.py", lines(51)),
    (checks.long_functions, "bot/a.py", "class A:\n    async " + lines(51).replace("\n", "\n    ")),
    (checks.long_module, "bot/a.py", "x = 1\n" * 301),
    (checks.not_annotated, "bot/a.py", "def f(): ..."),
    (checks.not_annotated, "bot/a.py", "def f(x) -> None: ..."),
    (checks.not_annotated, "bot/a.py", "def f(*xs, y: int) -> None: ..."),
    (checks.not_annotated, "bot/a.py", "class A:\n    def f(self, *, y) -> None: ..."),
    (checks.bare_excepts, "bot/a.py", "try: ...\nexcept: ..."),
    (checks.unexplained_broad_excepts, "bot/a.py", "try: ...\nexcept Exception: ..."),
    (checks.unexplained_broad_excepts, "bot/a.py", "try: ...\nexcept (OSError, BaseException) as e: ..."),
    (checks.unexplained_broad_excepts, "bot/a.py", "try: ...\nexcept Exception:  # noqa: BLE001\n    ..."),
    (checks.asynchronous, "bot/a.py", "async def f() -> None: ..."),
    (checks.relative_imports, "bot/a.py", "from . import b"),
    (homes, "bot/desk/a.py", "import redis"),
    (homes, "bot/storehouse.py", "def f() -> None:\n    from redis.client import Redis"),
    (doors, "handlers/web/a.py", "from handlers.telegram import render"),
    (doors, "handlers/telegram/a.py", "import handlers.web.run"),
    (doors, "handlers/telegram/a.py", "from handlers import web"),
    (checks.stray_keys, "bot/a.py", "key = 'od:request:1'"),
    (checks.stray_keys, "bot/a.py", "key = f'od:request:{i}'"),
    (checks.stray_keys, "bot/a.py", "key = f'{keys.PREFIX}:request'"),
    (checks.stray_keys, "bot/a.py", "from bot.store.keys import PREFIX"),
    (checks.environment_reads, "bot/a.py", "import os\nos.environ['HOME']"),
    (checks.environment_reads, "bot/a.py", "import os\nos.getenv('HOME')"),
    (checks.environment_reads, "bot/a.py", "from os import environ"),
]

GOOD: list[tuple[Rule, str, str]] = [
    (checks.long_functions, "bot/a.py", lines(50)),
    (checks.long_functions, "bot/a.py", lines(50).replace("None:\n", 'None:\n    """One.\n\n    Two.\n    """\n')),
    (checks.long_module, "bot/a.py", "x = 1\n" * 300),
    (checks.not_annotated, "bot/a.py", "class A:\n    def f(self, x: int, *xs: int, y: int, **z: int) -> None: ..."),
    (checks.bare_excepts, "bot/a.py", "try: ...\nexcept OSError: ..."),
    (
        checks.unexplained_broad_excepts,
        "bot/a.py",
        "try: ...\nexcept Exception:  # noqa: BLE001 - it is said above\n ...",
    ),
    (checks.unexplained_broad_excepts, "bot/a.py", "try: ...\nexcept BaseException:  # raised again\n    raise"),
    (checks.asynchronous, "bot/a.py", "def f() -> None: ..."),
    (checks.relative_imports, "bot/a.py", "from bot import b"),
    (homes, "bot/store/a.py", "from redis import Redis"),
    (homes, "bot/a.py", "import rediscovery"),
    (
        doors,
        "handlers/web/a.py",
        "from handlers.web import render\nfrom handlers import bridge, website",
    ),
    (checks.stray_keys, "bot/a.py", "key = keys.request(1)\nword = 'odd: one'"),
    (checks.environment_reads, "bot/a.py", "import os\nos.getpid()"),
]


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_a_bad_sample_is_found(rule: Rule, path: str, text: str) -> None:
    """Each rule complains once of what it forbids, naming the place."""
    found = rule(Source(path, text))
    assert found
    assert all(complaint.startswith(path) for complaint in found)


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_a_good_sample_passes(rule: Rule, path: str, text: str) -> None:
    """No rule complains of what is allowed."""
    assert rule(Source(path, text)) == []


def test_functions_too_long_together() -> None:
    """The median and the ninetieth percentile are each kept."""
    short, middling, long = (Source("bot/a.py", lines(count)) for count in (8, 9, 25))
    assert checks.overall([short] * 9 + [long], median=8, ninety=24) == []
    assert len(checks.overall([middling] * 9 + [long], median=8, ninety=24)) == 1
    assert len(checks.overall([short] * 8 + [long] * 2, median=8, ninety=24)) == 1
    assert checks.overall([], median=8, ninety=24) == []


def test_the_house_is_read() -> None:
    """The rules look at real modules; a folder that is not built yet is passed over."""
    assert {"config/settings.py", "bot/store/embedded.py", "run_bot.py"} <= {source.path for source in sources(HOUSE)}
    assert sources(("nowhere", "nothing.py")) == ()
