"""What the tests of reading share."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from matching.learn import load
from matching.reading import Books
from matching.types import Understanding
from matching.understand import CONFIG, Reader
from matching.words import Token, tokenise

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
"""A Friday morning: the moment every labelled message was written."""

Read = Callable[[str], Understanding]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The real reader, with the real books."""
    return Reader.load()


@pytest.fixture(scope="session")
def books() -> Books:
    """The real books."""
    return Books.load(CONFIG, load(CONFIG)[1])


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Reads a message as of that Friday."""
    return lambda text: reader.read(text, NOW)


@pytest.fixture(scope="session")
def cut(books: Books) -> Callable[[str], list[Token]]:
    """Cuts a message into words, spelling mended."""
    return lambda text: tokenise(text, books.spelling)


@pytest.fixture(scope="session")
def crisis_book() -> dict[str, dict[str, dict[str, object]]]:
    """`crisis.toml` as read."""
    return tomllib.loads((CONFIG / "crisis.toml").read_text("utf-8"))
