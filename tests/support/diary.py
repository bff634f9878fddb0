"""What a clock and its workers do, done here and now."""

from bot import due
from bot.due import Worked
from bot.store.diary import LEASE_MS, Leased
from tests.support.town import Town


def lease(town: Town, lease_ms: int = LEASE_MS) -> list[Leased]:
    """The lines that are due by town time, leased."""
    return town.app.world.diary.lease(town.app.world.clock.now(), lease_ms)


def run_due(town: Town) -> list[str]:
    """Do everything that is due, and what that makes due at once; then send what is to be said. The lines done."""
    done: list[str] = []
    while leased := lease(town):
        for line, number in leased:
            assert due.work_off(town.app, line, number) is not Worked.ASIDE, f"{line} was set aside"
            done.append(line)
    town.deliver()
    return done
