"""Every transcript, played on web pages."""

from pathlib import Path

import pytest

from tests.dialogs.format import Named, every
from tests.dialogs.pages import on_pages
from tests.dialogs.player import play


@pytest.mark.parametrize("named", every(), ids=lambda named: named.name)
def test_through_the_door(named: Named, redis_url: str, tmp_path: Path) -> None:
    """The same chat goes the same way through a real door."""
    with on_pages(redis_url, tmp_path, named.dialog) as stage:
        play(named.dialog, stage)
