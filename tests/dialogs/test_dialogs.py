"""Every transcript, played through every door."""

from pathlib import Path

import pytest

from tests.dialogs.format import Named, every
from tests.dialogs.plain import Plain
from tests.dialogs.player import play


@pytest.mark.parametrize("named", every(), ids=lambda named: named.name)
def test_without_a_platform(named: Named, redis_url: str, tmp_path: Path) -> None:
    """The chat goes as written."""
    play(named.dialog, Plain(redis_url, tmp_path, named.dialog))
