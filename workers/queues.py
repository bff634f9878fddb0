"""RQ as it is used here: a queue for each worker process, jobs that are JSON and hold only ids, nothing kept for long.

RQ is the doorbell and the diary is the ledger: what is lost here rings again when its lease ends.
"""

from collections.abc import Iterable, Mapping

from rq import Queue
from rq.serializers import JSONSerializer
from rq.worker_registration import clean_worker_registry

from bot.store.connect import connect
from bot.store.diary import Leased
from workers import jobs

# Seconds.
LONGEST_JOB = 15  # less than a lease: what hangs is ended before its line is handed out again
WAIT_FOR_START = 60  # a job nobody began by then is forgotten; its line has rung again
FAILURE_KEPT = 24 * 3600


class Queues:
    """The queues of the workers, by the workers' names."""

    def __init__(self, redis_url: str) -> None:
        self.client = connect(redis_url)

    def of(self, worker: str) -> Queue:
        """The queue of one worker."""
        return Queue(worker, connection=self.client, serializer=JSONSerializer, default_timeout=LONGEST_JOB)

    def opened(self, worker: str) -> Queue:
        """The queue of one worker, at once on RQ's own list: `rq info` shows the workers of those alone."""
        queue = self.of(worker)
        self.client.sadd(Queue.redis_queues_keys, queue.key)
        return queue

    def waiting(self, worker: str) -> int:
        """How many jobs wait for it."""
        return int(self.of(worker).count)

    def ring(self, worker: str, lines: Iterable[Leased]) -> None:
        """Have a worker do these lines."""
        self.of(worker).enqueue_many(
            Queue.prepare_data(
                jobs.follow_up,
                args=(one.line, one.lease),
                job_id=job_id(one),
                ttl=WAIT_FOR_START,
                timeout=LONGEST_JOB,
                result_ttl=0,
                failure_ttl=FAILURE_KEPT,
            )
            for one in lines
        )

    def forget(self, worker: str) -> None:
        """Remove all that RQ keeps for a worker that has gone. What waited for it rings again."""
        queue = self.of(worker)
        queue.delete(delete_jobs=True)
        clean_worker_registry(queue)
        registries = (queue.started_job_registry, queue.failed_job_registry)
        self.client.delete(queue.intermediate_queue_key, *(registry.key for registry in registries))


def job_id(one: Leased) -> str:
    """`follow_up-<line>-<lease>`, in the letters RQ allows. No lease number comes twice, so no job's name does."""
    return f"follow_up-{one.line.replace('.', '-')}-{one.lease}"


def dealt(lines: Iterable[Leased], room: Mapping[str, int]) -> dict[str, list[Leased]]:
    """Lines dealt out one by one to the workers that have room, those with most room first."""
    fullest_last = sorted(room, key=lambda worker: -room[worker])
    places = [worker for turn in range(max(room.values(), default=0)) for worker in fullest_last if turn < room[worker]]
    hands: dict[str, list[Leased]] = {}
    for line, worker in zip(lines, places, strict=False):
        hands.setdefault(worker, []).append(line)
    return hands
