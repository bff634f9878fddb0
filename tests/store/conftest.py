"""An empty town for the store's own tests."""

from pathlib import Path

import pytest

from tests.support.town import Town, open_town


@pytest.fixture
def town(redis_url: str, tmp_path: Path) -> Town:
    """The bot on an empty Redis, ten on a Monday morning."""
    return open_town(redis_url, tmp_path)
