"""Every transcript, played at consoles."""

from pathlib import Path

import pytest

from tests.dialogs.consoles import at_consoles
from tests.dialogs.format import Named, every
from tests.dialogs.player import play

# Two cases wait side by side in it, and a console's old lines keep their buttons: which one "claim" means only a person
# who reads the code on the button could say.
NOT_BY_NAME_ALONE = ("same_helpers",)
PLAYED = [named for named in every() if named.name not in NOT_BY_NAME_ALONE]


@pytest.mark.parametrize("named", PLAYED, ids=lambda named: named.name)
def test_through_the_door(named: Named, redis_url: str, tmp_path: Path) -> None:
    """The same chat goes the same way through a real door."""
    with at_consoles(redis_url, tmp_path, named.dialog) as stage:
        play(named.dialog, stage)
