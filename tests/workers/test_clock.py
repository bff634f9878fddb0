"""The clock's own housekeeping: whoever was killed is forgotten, and nothing of theirs piles up."""

from bot.store import keys
from bot.store.alive import Roll
from tests.support.town import Town
from workers.queues import Queues
from workers.tick import Clock


def test_clocks_and_workers_that_were_killed(town: Town) -> None:
    """Who has been silent for a minute leaves the roll; who spoke just now stays on it."""
    client = town.app.ledger.client
    roll = Roll(client)
    for name in ("clock:gone", "worker:gone", "clock:here", "worker:here"):
        roll.here(name)
    client.zadd(keys.alive(), {"clock:gone": 0, "worker:gone": 0})
    clock = Clock(town.app, Queues(town.app.settings.redis_url or ""))
    clock.tick()
    assert set(roll.silent_for("clock")) == {"clock:here", clock.name}
    assert set(roll.silent_for("worker")) == {"worker:here"}
