"""An empty town for tests of what the bot decides and says."""

from pathlib import Path

import pytest

from tests.support.town import Town, open_town


@pytest.fixture
def town(redis_url: str, tmp_path: Path) -> Town:
    """The bot on an empty Redis, ten on a Monday morning."""
    return open_town(redis_url, tmp_path)


@pytest.fixture
def village(town: Town) -> Town:
    """Rowan on duty, Joe who helps."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "shopping", "prescription")
    return town
