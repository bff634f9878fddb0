"""One worker process: RQ's own, with a queue to itself, saying that it is alive."""

import secrets
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Any

from rq import Worker
from rq.serializers import JSONSerializer

from bot.store.alive import Roll
from workers.queues import Queues

if TYPE_CHECKING:
    from bot.app import App

# Seconds. RQ waits for a job `worker_ttl` less 15 at a time, and says that it is alive in between.
WORKER_TTL = 17
MONITORING = 2  # while a job is under way
MAINTENANCE = 60


class FollowUpWorker(Worker):
    """RQ's forking worker: a job that hangs or crashes takes only its own process with it.

    One process does some 40 jobs a second so; what an in-process worker would save is not worth a poison line ending
    the worker with it.
    """

    max_connection_wait_time = 2.0

    def __init__(self, app: "App", queues: Queues, stop: Event) -> None:
        name = f"worker:{secrets.token_hex(4)}"
        super().__init__(
            [queues.opened(name)],
            name=name,
            connection=queues.client,
            serializer=JSONSerializer,
            default_result_ttl=0,
            worker_ttl=WORKER_TTL,
            job_monitoring_interval=MONITORING,
            maintenance_interval=MAINTENANCE,
            log_job_description=False,
        )
        self._roll = Roll(app.ledger.client)
        self._own = queues
        self._stop = stop
        self._roll.here(self.name)  # before it says that it runs: whoever waits for that may count on it

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:  # noqa: ANN401 - RQ's own argument
        """As RQ's, and on our own roll, by which the clock knows whom to hand work."""
        super().heartbeat(timeout, pipeline)
        self._roll.here(self.name)

    def subscribe(self) -> None:
        """Take no commands through Redis: nobody sends any, and a thread beside a fork is a danger."""

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the job in hand, then stop for good."""
        self._stop.set()
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]  # as RQ left it

    def teardown(self) -> None:
        """Leave nothing behind: what still waited rings again."""
        self._roll.gone(self.name)
        super().teardown()  # type: ignore[no-untyped-call]  # as RQ left it
        self._own.forget(self.name)
