"""The clock: what fell due in the diary is leased and handed to the workers that are alive."""

import random
import secrets
from threading import Event
from typing import TYPE_CHECKING

import structlog

from bot.store.alive import Roll
from bot.store.diary import LEASE_MS, MOST_AT_ONCE
from workers.queues import Queues, dealt

if TYPE_CHECKING:
    from bot.app import App

# Seconds.
EVERY = 0.5
ALIVE_WITHIN = 6.0  # a worker silent for longer is handed nothing
FORGOTTEN_AFTER = 60.0
LONGEST_PAUSE = 5.0  # between tries while the store is away
MOST_WAITING = 20  # jobs waiting for one worker; more would outlast their leases
log = structlog.get_logger()


class Clock:
    """One clock process. Any number may run side by side: a line is leased to one of them alone."""

    def __init__(self, app: "App", queues: Queues) -> None:
        self.name = f"clock:{secrets.token_hex(4)}"
        self._app = app
        self._queues = queues
        self._roll = Roll(app.ledger.client)

    def run(self, stop: Event) -> None:
        """Tick until told to stop; while the store is away, try again less and less often."""
        pause = EVERY
        while not stop.wait(pause):
            try:
                self.tick()
                pause = EVERY
            except Exception as problem:  # noqa: BLE001 - the edge of the clock: it must go on when the store is back
                log.warning("clock_waits", why=type(problem).__name__)
                pause = min(pause * 2, LONGEST_PAUSE)
        self._roll.gone(self.name)

    def tick(self, lease_ms: int = LEASE_MS) -> int:
        """Hand out what is due now, as much as the workers have room for; how many lines that was."""
        self._roll.here(self.name)
        room = {worker: MOST_WAITING - self._queues.waiting(worker) for worker in self._workers()}
        most = sum(places for places in room.values() if places > 0)
        if not most:
            return 0
        world = self._app.world
        leased = world.diary.lease(world.clock.now(), lease_ms, min(most, MOST_AT_ONCE))
        for worker, lines in dealt(leased, room).items():
            self._queues.ring(worker, lines)
        return len(leased)

    def _workers(self) -> list[str]:
        """Workers that are alive, in any order; those silent for long are forgotten, and clocks that were killed."""
        for clock in [name for name, seconds in self._roll.silent_for("clock").items() if seconds > FORGOTTEN_AFTER]:
            self._roll.gone(clock)
        silent = self._roll.silent_for("worker")
        for worker in [name for name, seconds in silent.items() if seconds > FORGOTTEN_AFTER]:
            log.warning("worker_forgotten", worker=worker)
            self._queues.forget(worker)
            self._roll.gone(worker)
        alive = [name for name, seconds in silent.items() if seconds <= ALIVE_WITHIN]
        random.shuffle(alive)
        return alive
