"""The two roles of time, each a process: the clock that hands out what is due, and a worker that does it."""

import signal
from threading import Event
from types import FrameType

import structlog

from bot.app import build
from bot.rules import UNCONFIRMED
from config.settings import Settings
from workers.jobs import Bench
from workers.queues import Queues
from workers.tick import Clock
from workers.work import FollowUpWorker

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds between tries while the store is away
log = structlog.get_logger()


def clock(settings: Settings) -> None:
    """See what falls due, until told to stop."""
    app = build(settings)
    if not (app.world.rules.confirmed or settings.demo):
        log.warning("rules_not_confirmed", advice=UNCONFIRMED)
    stop = _told_to_stop()
    log.info("clock_runs")
    Clock(app, Queues(_url(settings))).run(stop)


def worker(settings: Settings) -> None:
    """Do follow-ups until told to stop; the one in hand is finished first."""
    app = build(settings)
    Bench.app = app
    stop, pause = _told_to_stop(), FIRST_PAUSE
    while not stop.is_set():
        try:
            _work(settings, stop)
            pause = FIRST_PAUSE
        except Exception as problem:  # noqa: BLE001 - the edge of the worker: it must go on when the store is back
            log.warning("worker_waits", why=type(problem).__name__)
        _listen(stop)
        stop.wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


def _work(settings: Settings, stop: Event) -> None:
    one = FollowUpWorker(Bench.app, Queues(_url(settings)), stop)
    log.info("worker_runs", worker=one.name)
    one.work(logging_level="WARNING")


def _url(settings: Settings) -> str:
    return settings.redis_url or ""


def _told_to_stop() -> Event:
    stop = Event()
    _listen(stop)
    return stop


def _listen(stop: Event) -> None:
    """Have the stop signals set the event. While RQ works it listens itself, so it is done anew after that."""

    def set_it(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in STOP_SIGNALS:
        signal.signal(number, set_it)
