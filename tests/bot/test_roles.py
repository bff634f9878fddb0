"""Roles come from areas.toml alone, by the platform's own id, and are read afresh."""

import os
from pathlib import Path

import pytest

from bot.store.change import Change, put
from config.settings import EXAMPLE_AREAS
from tests.bot.desk_town import everything_can_be_said, opens, said
from tests.support.town import DEVIZES, Town, open_town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An areas.toml that can be changed."""
    path = tmp_path / "areas.toml"
    path.write_text(EXAMPLE_AREAS.read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def town(redis_url: str, tmp_path: Path, file: Path) -> Town:
    """Rowan on duty with a case of Amina's."""
    town = open_town(redis_url, tmp_path, areas=file)
    town.coordinator("rowan")
    town.meet("amina")
    opens(town, "unclear", "amina", words="help")
    return town


def change(file: Path, old: str, new: str) -> None:
    """Change the file, as an editor would."""
    before = file.stat()
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000))


def test_a_name_taken_out_is_a_role_taken_away_at_once(town: Town, file: Path) -> None:
    """The very next thing they do is refused: queue, open, claim, and the files they have already opened."""
    town.presses("rowan", "claim")
    case = town.app.world.register.queue(DEVIZES)[0]
    path = f"case:{case.id}#words"
    rowan = town.person("rowan").id
    assert town.app.world.access.read(rowan, path) == "help"
    change(file, 'id = "rowan"', 'id = "someone-else"')
    for text in ("/queue", "/duty", "on duty"):
        assert town.says("rowan", text)[-1].text_id == "only-coordinators"
    for action in ("open-case", "case-note", "settle"):
        assert town.does("rowan", press=f"{action}:{case.id}")[-1].text_id == "only-coordinators"
    assert town.app.world.access.read(rowan, path) is None
    assert town.app.world.team.on_duty(DEVIZES) == []


def test_words_awaited_when_the_role_went_are_no_note(town: Town, file: Path) -> None:
    """A note half-way written when the role is taken away is not kept."""
    town.presses("rowan", "claim")
    town.presses("rowan", "case-note")
    change(file, 'id = "rowan"', 'id = "someone-else"')
    assert town.says("rowan", "a note")[-1].text_id == "only-coordinators"


def test_new_cases_go_to_who_is_named_now(town: Town, file: Path) -> None:
    """Whoever lost the role hears of nothing more, though the store still has them on duty."""
    before = len(town.heard["rowan"])
    change(file, 'id = "rowan"', 'id = "someone-else"')
    opens(town, "concern", "amina")
    assert len(town.heard["rowan"]) == before


def test_a_name_put_in_has_the_role_at_once(town: Town, file: Path) -> None:
    """Someone named since may open the queue without a restart."""
    town.meet("kit")
    assert town.says("kit", "/queue")[-1].text_id == "only-coordinators"
    change(file, 'id = "dev"', 'id = "kit"')
    said(town.says("kit", "/queue"), "queue")


def test_a_file_that_cannot_be_read_leaves_roles_as_they_were(town: Town, file: Path) -> None:
    """A slip of the pen in the file locks nobody out; put right, it counts again."""
    change(file, "[[area]]", "[[area")
    said(town.says("rowan", "/queue"), "queue")
    change(file, "[[area\n", "[[area]]\n")
    change(file, 'id = "rowan"', 'id = "someone-else"')
    assert town.says("rowan", "/queue")[-1].text_id == "only-coordinators"


def test_the_same_id_on_another_platform_has_no_role(town: Town) -> None:
    """The platform counts: an id is a role only where areas.toml says so."""
    areas = town.app.world.areas[DEVIZES]
    assert {one.platform for one in areas.coordinators if one.id == "rowan"} == {"console"}
    digest = town.app.world.vault.digest("telegram", "rowan")
    assert town.app.world.register.person_at(digest) is None


def test_a_username_is_no_role(town: Town) -> None:
    """Someone who calls themselves Rowan is nobody."""
    town.meet("impostor")
    town.commit(_named_rowan(town))
    assert town.says("impostor", "/queue")[-1].text_id == "only-coordinators"


def _named_rowan(town: Town) -> Change:
    person = town.person("impostor")
    return put(town.app.world.access.with_private(person, name="rowan"), person)


def test_gone_from_the_file_but_not_from_the_history(town: Town, file: Path) -> None:
    """What a coordinator did stays in the history under the name they had."""
    town.coordinator("dev")
    town.presses("rowan", "claim")
    case = town.app.world.register.queue(DEVIZES)[0]
    change(file, 'name = "Rowan"\nplatform = "console"\nid = "rowan"', 'name = "Kit"\nplatform = "console"\nid = "kit"')
    town.does("dev", press=f"take-over:{case.id}")
    (shown,) = town.does("dev", press=f"history:case.{case.id}")
    assert "Rowan took it on" in shown.plain


def test_roles_cost_no_more_where_there_are_many_areas(redis_url: str, tmp_path: Path) -> None:
    """Who coordinates what is asked of the store at once, not of each coordinator of a whole country."""
    example = EXAMPLE_AREAS.read_text(encoding="utf-8")
    more = "".join(example.replace('id = "', f'id = "{n}-').replace('above = "', f'above = "{n}-') for n in range(40))
    path = tmp_path / "areas.toml"
    path.write_text(example + more, encoding="utf-8")
    town = open_town(redis_url, tmp_path, areas=path)
    rowan, team = town.coordinator("rowan"), town.app.world.team
    before = commands(town)
    assert (team.name_of(rowan.id), team.areas_of(rowan.id), team.coordinates(rowan.id, DEVIZES)) == (
        "Rowan",
        [DEVIZES],
        True,
    )
    assert commands(town) - before <= 4


def commands(town: Town) -> int:
    """How many commands the store has done, this one included."""
    return int(town.app.ledger.client.info("stats")["total_commands_processed"])
