"""The house keeps its own rules."""

from collections.abc import Callable

import pytest

from tests.rules import checks
from tests.rules.sources import ALL, HOUSE, Source, sources

# Each library has one home, so that it can be changed in one place.
HOMES = {
    "rapidfuzz": "matching",
    "redis": "bot/store",
    "cryptography": "bot/store",
    "msgpack": "bot/store",
    "fluent": "bot/texts.py",
    "rq": "workers",
    "telegram": "handlers/telegram",
    "slack_bolt": "handlers/slack",
    "slack_sdk": "handlers/slack",
    "aiohttp": "handlers/slack",
    "starlette": "handlers/web",
    "sse_starlette": "handlers/web",
    "uvicorn": "handlers/web",
    "jinja2": "handlers/web",
    "prometheus_client": "handlers/web",
    "itsdangerous": "handlers/web",
    "pydantic_settings": "config/settings.py",
    "typer": "run_bot.py",
}
DOORS = ("telegram", "slack", "web", "console")

EVERYWHERE = [
    checks.long_functions,
    checks.long_module,
    checks.not_annotated,
    checks.bare_excepts,
    checks.unexplained_broad_excepts,
    checks.relative_imports,
]


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
def test_everywhere(rule: Callable[[Source], list[str]]) -> None:
    """Modules and functions are small, annotated, and catch only what they can name or explain."""
    assert broken(rule, ALL) == ""


def test_functions_are_short_taken_together() -> None:
    """Half of the house's functions have at most 8 lines, and nine in ten at most 24."""
    assert checks.overall(sources(HOUSE), median=8, ninety=24) == []


def test_async_stays_at_the_doors() -> None:
    """Only doors, and the command line that runs them, may be async."""
    assert broken(checks.asynchronous, HOUSE, but=("handlers", "run_bot.py")) == ""


def test_each_library_has_one_home() -> None:
    """A library is imported in its home and nowhere else."""
    assert broken(lambda source: checks.away_from_home(source, HOMES), HOUSE) == ""


def test_no_door_imports_another() -> None:
    """Doors do not know each other."""
    assert broken(lambda source: checks.other_doors(source, DOORS), ("handlers",)) == ""


def test_keys_have_one_builder() -> None:
    """Every Redis key is built in bot/store/keys.py."""
    assert broken(checks.stray_keys, HOUSE, but=("bot/store/keys.py",)) == ""


def test_the_environment_has_one_reader() -> None:
    """Only the settings look at the environment."""
    assert broken(checks.environment_reads, HOUSE, but=("config/settings.py",)) == ""


def broken(rule: Callable[[Source], list[str]], places: tuple[str, ...], but: tuple[str, ...] = ()) -> str:
    """What a rule complains of in these places, a line each."""
    return "\n".join(complaint for source in sources(places) if not source.is_in(*but) for complaint in rule(source))
