"""The real bot on a private Redis, with a clock that is set by hand and messages that arrive at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from benchmarks.simulate.town import AREA, MIDDLE, Town
from bot.app import App, build
from bot.desk import people
from bot.model import Duty, Invite, PersonId, Request
from bot.store import keys
from bot.store.change import OPERATION_MEMORY_MS, Change, Ledger, Outcome, put
from bot.store.clock import TownClock
from bot.store.embedded import EmbeddedRedis
from bot.store.seal import make_master_key
from config.settings import Settings
from matching.rank import Order

NOT_PLAYED = ("ring_them", "would_help", "keep")  # what falls due about people rather than about finding help
AREAS = f"""
[[area]]
id = "{AREA}"
name = "Exampleton"
outcodes = ["ZZ1"]
phone = "07700 900100"
[area.places]
"Exampleton" = [{MIDDLE[0]}, {MIDDLE[1]}]
[[area.coordinators]]
name = "Rowan"
platform = "console"
id = "rowan"
"""


@dataclass(frozen=True)
class HandClock(TownClock):
    """Town time is what the simulation says it is."""

    hand: list[datetime] = field(default_factory=list)

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.hand[-1]

    def set(self, moment: datetime) -> None:
        """It is now this."""
        self.hand[:] = [moment]


@dataclass(frozen=True)
class Arriving(Ledger):
    """Commits as the real one does, but nothing waits to be sent: whatever is said has arrived."""

    invited: list[Invite] = field(default_factory=list)  # invites nobody has looked at yet
    moved: list[Request] = field(default_factory=list)  # requests as they now stand, not looked at yet

    def commit(self, operation: str, change: Change, result: str = "", memory_ms: int = OPERATION_MEMORY_MS) -> Outcome:
        """Commit it, and note whose phone has rung."""
        played = tuple(line for line in change.lines if line.job not in NOT_PLAYED)
        outcome = super().commit(operation, replace(change, says=(), lines=played), result, memory_ms)
        for new, before in change.puts:
            if isinstance(new, Invite) and before is None:
                self.invited.append(new)
            if isinstance(new, Request):
                self.moved.append(new)
        return outcome


@dataclass(frozen=True)
class House:
    """One town's bot."""

    app: App
    clock: HandClock
    ledger: Arriving
    coordinator: PersonId


@contextmanager
def opened() -> Iterator[App]:
    """The bot on an empty private Redis, for as long as the block."""
    with TemporaryDirectory(prefix="onedoor-simulate-") as folder:
        areas = Path(folder) / "areas.toml"
        areas.write_text(AREAS, "utf-8")
        server = EmbeddedRedis(Path(folder) / "data")
        try:
            url, key = server.start(), SecretStr(make_master_key())
            yield build(Settings(redis_url=url, data_dir=Path(folder) / "data", areas=areas, master_key=key))
        finally:
            server.stop()


def moved_in(app: App, town: Town, order: Order, at: datetime) -> House:
    """The town's people in an empty store, all of them new to Onedoor; whoever is asked first is `order`'s to say."""
    app.ledger.client.flushall()
    clock = HandClock(app.ledger.client)
    clock.set(at)
    ledger = Arriving(app.ledger.client, app.ledger.scripts)
    app = replace(app, world=replace(app.world, clock=clock, order=order), ledger=ledger)
    for person in town.people:
        wrapped = app.world.vault.new_key(person.id)
        ledger.commit(f"key:{person.id}", Change(writes=(("HSET", keys.person_keys(), person.id, wrapped),)))
        ledger.commit(f"person:{person.id}", put(person))
    for volunteer in town.volunteers:
        ledger.commit(f"volunteer:{volunteer.id}", put(volunteer))
    rowan, made = people.meet(app.world, "console", "rowan", at)
    ledger.commit("rowan", made + put(replace(rowan, platform="console", area=AREA)) + put(Duty(AREA, (rowan.id,))))
    return House(app, clock, ledger, rowan.id)
