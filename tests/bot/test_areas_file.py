"""The areas file: what is refused, and in which words."""

from pathlib import Path

import pytest

from config.settings import EXAMPLE_AREAS, BadSettings
from tests.support.town import open_town


def refusal(redis_url: str, folder: Path, old: str, new: str) -> str:
    """What is said of the example file with one line written otherwise."""
    path = folder / "areas.toml"
    path.write_text(EXAMPLE_AREAS.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadSettings) as refused:
        open_town(redis_url, folder, areas=path)
    return str(refused.value)


def test_another_time_is_refused(redis_url: str, tmp_path: Path) -> None:
    """Days and hours are said in British time everywhere: an area by another clock would be told wrong ones."""
    said = refusal(redis_url, tmp_path, 'id = "devizes"', 'id = "devizes"\ntimezone = "Europe/Athens"')
    assert "devizes has the timezone Europe/Athens, but Onedoor speaks British time only" in said


def test_british_time_may_be_named(redis_url: str, tmp_path: Path) -> None:
    """Said or not, it is the one."""
    path = tmp_path / "areas.toml"
    text = EXAMPLE_AREAS.read_text(encoding="utf-8")
    path.write_text(text.replace('id = "devizes"', 'id = "devizes"\ntimezone = "Europe/London"', 1), encoding="utf-8")
    assert "devizes" in open_town(redis_url, tmp_path, areas=path).app.world.areas.by_id


def test_what_is_wrong_names_the_place_and_not_what_stands_there(redis_url: str, tmp_path: Path) -> None:
    """The words may go to a log; coordinators' ids and numbers must not."""
    said = refusal(redis_url, tmp_path, 'id = "rowan"', "id = 123456789")
    assert "coordinators.0.id" in said
    assert "123456789" not in said
