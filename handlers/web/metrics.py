"""Figures for Prometheus, on a port of their own: those of every process together, since they are kept in Redis."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import health
from bot.store import counts, lags
from handlers.bridge import call

if TYPE_CHECKING:
    from bot.app import App

ROLES = ("clock", "worker")
COUNTERS = {
    "turns": "Messages and presses taken in",
    "sends": "What became of messages sent",
    "follow_ups": "What became of follow-ups",
    "events": "What happened to requests, cases and volunteers: waves, accepts, cases opened and the rest",
}
log = structlog.get_logger()


class Figures(Collector):
    """All of it, read from the store each time it is asked for."""

    def __init__(self, app: "App") -> None:
        self._app = app

    def describe(self) -> Iterable[Metric]:
        """Nothing: the names are known to be different, and the store need not be asked."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every figure as it is now. Raises redis errors while the store is away."""
        yield from self._counts()
        yield from self._unsaid()
        yield from self._depths()
        yield _gauge("diary_lag_seconds", "How long the oldest thing due has been due, town time", self._overdue())

    def _counts(self) -> Iterator[Metric]:
        found = counts.read(self._app.ledger.client)
        for what, words in COUNTERS.items():
            family = CounterMetricFamily(f"onedoor_{what}", words, labels=counts.COUNTED[what])
            for (name, *labels), number in sorted(found.items()):
                if name == what:
                    family.add_metric(labels, number)
            yield family

    def _unsaid(self) -> Iterator[Metric]:
        lag = _gauge("outbox_lag_seconds", "How long the longest chat has waited to be spoken to", labels=_PLACE)
        chats = _gauge("outbox_chats", "Chats that wait to be spoken to", labels=_PLACE)
        for platform in health.platforms(self._app.settings):
            for priority, found in health.unsaid(self._app, platform).items():
                lag.add_metric([platform, priority], found.seconds)
                chats.add_metric([platform, priority], found.chats)
        yield from (lag, chats)

    def _depths(self) -> Iterator[Metric]:
        opened, cases = lags.depths(self._app.ledger.client, [area.id for area in self._app.world.areas])
        yield _gauge("open_requests", "Requests that have not ended", opened)
        waiting = _gauge("cases_waiting", "Cases that are not settled", labels=["area"])
        for area, number in cases.items():
            waiting.add_metric([area], number)
        running = _gauge("processes", "Processes that said lately that they are alive", labels=["role"])
        for role in ROLES:
            running.add_metric([role], health.alive(self._app, role))
        aside = self._app.world.diary.aside_count()
        yield from (waiting, running, _gauge("set_aside", "Follow-ups that failed too often", aside))

    def _overdue(self) -> float:
        return health.overdue(self._app).total_seconds()


_PLACE = ["platform", "priority"]


def _gauge(name: str, words: str, value: float | None = None, labels: list[str] | None = None) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"onedoor_{name}", words, value=value, labels=labels)


class Beside:
    """The web door, and beside it the figures on their own port: neither is to be had on the other's."""

    def __init__(self, door: ASGIApp, app: "App", port: int) -> None:
        self._door = door
        self._port = port
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(Figures(app))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By the port it came in on."""
        here = scope["type"] == "http" and (scope.get("server") or ("", None))[1] == self._port
        answering = await self._answer(Request(scope)) if here else self._door
        await answering(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.url.path != "/metrics":
            return PlainTextResponse("the figures are at /metrics", 404)
        try:
            return Response(await call(generate_latest, self._registry), media_type=CONTENT_TYPE_LATEST)
        except Exception as problem:  # noqa: BLE001 - the edge of the door: that the store does not answer is the answer
            log.warning("no_figures", why=type(problem).__name__)
            return PlainTextResponse("the store does not answer", 503)
