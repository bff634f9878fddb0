"""The commands for whoever looks after the phrasebooks."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from matching import learn
from matching.understand import CONFIG

Python = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A copy of the phrasebooks with few examples, and a phrase that two kinds are sure of."""
    folder = tmp_path / "books"
    shutil.copytree(CONFIG, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "texts", "demo"))
    book = folder / "kinds.toml"
    both = book.read_text("utf-8").replace("[pets]\nsure = [", '[pets]\nsure = [\n  "food bank",', 1)
    book.write_text(both, "utf-8")
    examples = folder / "examples.toml"
    lines = examples.read_text("utf-8").splitlines(keepends=True)
    kept = [line for number, line in enumerate(lines) if not line.startswith('  "') or number % 10 == 0]
    examples.write_text("".join(kept), "utf-8")  # few, so that learning is quick
    return folder


def test_checking_phrases(python: Python, books: Path) -> None:
    """What an organiser should look at after a change is printed, a line each."""
    said, complaint = python("run_bot.py", "check-phrases", "--books", str(books)).communicate(timeout=110)
    assert complaint == ""
    assert '"food bank" is sure of more than one kind' in said
    assert "Run: python run_bot.py learn" in said


def test_learning_again(python: Python, books: Path) -> None:
    """Afterwards what was learned is in step with the books."""
    assert learn.stored_digest(books) != learn.digest(books)
    said, complaint = python("run_bot.py", "learn", "--books", str(books)).communicate(timeout=110)
    assert (complaint, "is up to date" in said) == ("", True)
    assert learn.stored_digest(books) == learn.digest(books)


@pytest.mark.parametrize("command", ["check-phrases", "learn"])
def test_a_folder_without_phrasebooks(python: Python, tmp_path: Path, command: str) -> None:
    """Is said in one line, with what to do."""
    said, complaint = python("run_bot.py", command, "--books", str(tmp_path)).communicate(timeout=60)
    assert said == ""
    assert complaint == f"Onedoor: {tmp_path} has no kinds.toml: name the folder the phrasebooks are in.\n"
