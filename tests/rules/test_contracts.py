"""The import contracts of pyproject.toml: kept by the house, and broken by a house that is built wrongly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import ROOT

MODULES = [
    *("config.settings", "matching.rank", "workers.run", "handlers.bridge"),
    *("bot.app", "bot.turn", "bot.talk.ask", "bot.desk.requests", "bot.store.connect"),
    *("handlers.telegram.run", "handlers.slack.run", "handlers.web.run", "handlers.console.run"),
]
WRONG = {
    "matching.rank": "import bot.app",
    "handlers.web.run": "import handlers.telegram.run",
    "bot.store.connect": "import bot.desk.requests",
    "bot.talk.ask": "import telegram",
}


def lint(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Check the contracts of the house in this folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(folder)}
    )


def build(folder: Path, lines: dict[str, str]) -> None:
    """A house of empty modules, but for these lines."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in MODULES:
        path = folder.joinpath(*name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines.get(name, ""))
        for package in path.relative_to(folder).parents[:-1]:
            (folder / package / "__init__.py").touch()


def test_the_house_keeps_its_contracts() -> None:
    """Doors and workers know the bot, the bot knows the leaves, never back; no door knows another."""
    for package in ("config", "matching", "bot", "handlers", "workers"):
        if not (ROOT / package / "__init__.py").exists():
            pytest.skip(f"{package} is not built yet")
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_empty_house_keeps_them(tmp_path: Path) -> None:
    """With no imports at all nothing is broken, so what is found below is the imports' doing."""
    build(tmp_path, {})
    done = lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_can_be_broken(tmp_path: Path) -> None:
    """One wrong import each is enough."""
    build(tmp_path, WRONG)
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "0 kept, 4 broken" in done.stdout, done.stdout
