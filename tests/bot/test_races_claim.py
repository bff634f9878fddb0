"""Fifty coordinators, one case: exactly one has it."""

from concurrent.futures import ThreadPoolExecutor

from bot import turn
from bot.areas import Coordinator
from tests.bot.desk_town import everything_can_be_said, now, opens
from tests.support.town import DEVIZES, Town, open_town

__all__ = ["everything_can_be_said"]
MANY = 50


def crowded(town: Town, redis_url: str) -> Town:
    """The same town, where fifty people coordinate Devizes."""
    text = town.app.settings.areas.read_text(encoding="utf-8")
    rows = [Coordinator(f"Coordinator {number}", "console", f"c{number}") for number in range(MANY)]
    named = "".join(
        f'[[area.coordinators]]\nname = "{row.name}"\nplatform = "console"\nid = "{row.id}"\n' for row in rows
    )
    first, mark, rest = text.partition("[[area.coordinators]]")
    folder = town.app.settings.data_dir
    path = folder / "areas.toml"
    path.write_text(first + named + mark + rest, encoding="utf-8")
    return open_town(redis_url, folder, areas=path)


def test_fifty_claim_at_once(town: Town, redis_url: str) -> None:
    """One of fifty who press in the same instant gets the case; forty-nine are told who has it."""
    town = crowded(town, redis_url)
    names = [f"c{number}" for number in range(MANY)]
    for name in names:
        town.coordinator(name, on_duty=False)
    town.meet("amina")
    case = opens(town, "unclear", "amina")
    presses = [town.inbound(name, press=f"claim:{case.id}") for name in names]
    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(lambda one: turn.take(town.app, one), presses))
    town.deliver()
    winners = [name for name in names if "case-file" in town.ids(name)]
    told = [name for name in names if "case-taken" in town.ids(name)]
    assert (len(winners), len(told)) == (1, MANY - 1)
    owner = now(town, case).owner
    assert owner == town.person(winners[0]).id
    assert all(town.app.world.team.name_of(owner) in town.last(name).plain for name in told)
    claims = [event for event in town.app.world.register.history(f"case:{case.id}") if event.what == "case-claimed"]
    assert [event.who for event in claims] == [owner]
    assert case.area == DEVIZES
