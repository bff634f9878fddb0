"""The sender every door shares: it takes what is due from the outbox, has the door send it, and records the outcome."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from structlog.contextvars import bind_contextvars

from bot import deliver
from bot.deliver import Delivery
from bot.model import Chat
from bot.store.outbox import LEASE_MS, Pace
from handlers.bridge import call, pause

if TYPE_CHECKING:
    from bot.app import App

log = structlog.get_logger()
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds between tries while the store does not answer
LONGEST_WAIT = 0.25  # seconds before asking again, since other processes fill the outbox too
LAST_SENDS = 6.0  # seconds that sends under way may take once told to stop


@dataclass(frozen=True, slots=True)
class Arrived:
    """It is there, as the platform's message `shown_as`. `read` is False where it waits to be looked at."""

    shown_as: str
    read: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform said no for good; `unreachable` when it would to anything for this person."""

    why: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class NotNow:
    """The platform said not now, for this chat; it was not sent."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have arrived."""


Outcome = Arrived | Refused | NotNow | Unsure
Send = Callable[[Delivery], Awaitable[Outcome]]


async def run(
    app: "App",
    platform: str,
    pace: Pace,
    send: Send,
    stop: asyncio.Event,
    *,
    only: Chat | None = None,
    concurrency: int = 8,
    wake: asyncio.Event | None = None,
) -> None:
    """Send what falls due on a platform (or in `only` one chat), several chats side by side, until `stop`.

    `wake`, set by whoever has just stored something (a `Bridge.stored`), saves waiting for the next look.
    """
    wake = wake or asyncio.Event()
    sends: set[asyncio.Task[None]] = set()
    while not stop.is_set():
        wake.clear()
        found = await _next(app, platform, pace, only, stop)
        if isinstance(found, Delivery):
            sends.add(asyncio.create_task(_deliver(app, found, send, stop, wake)))
            sends = await _with_room(sends, concurrency)
        else:
            await pause(min(found, LONGEST_WAIT), stop, wake)
    await _finish(sends)


async def _next(app: "App", platform: str, pace: Pace, only: Chat | None, stop: asyncio.Event) -> Delivery | float:
    """What is next, or the seconds until it is worth asking again; while the store is away, it goes on asking."""
    trouble = FIRST_PAUSE
    while not stop.is_set():
        try:
            return await call(deliver.next_up, app, platform, pace, only)
        except Exception as problem:  # noqa: BLE001 - the edge of the sender: the store is away, or one line is at fault
            log.warning("cannot_send_yet", platform=platform, why=type(problem).__name__)
        await pause(trouble, stop)
        trouble = min(trouble * 2, LONGEST_PAUSE)
    return 0.0


async def _with_room(sends: set[asyncio.Task[None]], concurrency: int) -> set[asyncio.Task[None]]:
    """Those still under way, once there is room for another."""
    left = {task for task in sends if not task.done()}
    while len(left) >= concurrency:
        _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
    return left


async def _finish(sends: set[asyncio.Task[None]]) -> None:
    """Let sends under way end; one that does not is left marked as begun, and the next sender settles it."""
    if sends:
        _, left = await asyncio.wait(sends, timeout=LAST_SENDS)
        for task in left:
            task.cancel()


async def _deliver(app: "App", delivery: Delivery, send: Send, stop: asyncio.Event, wake: asyncio.Event) -> None:
    # For this task's own lines, and those of the threads it calls.
    bind_contextvars(chat=delivery.turn.chat, line=delivery.pending.line, request=delivery.pending.outgoing.about)
    lease_ends = time.monotonic() + LEASE_MS / 1000
    try:
        outcome = await send(delivery)
    except Exception:  # the edge of the sender: what broke on the way may have broken after it arrived
        log.exception("send_broke")
        outcome = Unsure()
    log.info("send_ended", outcome=type(outcome).__name__.lower(), platform=delivery.turn.platform)
    await _record(app, delivery, outcome, lease_ends, stop)
    wake.set()  # the chat may have more to be said


async def _record(app: "App", delivery: Delivery, outcome: Outcome, lease_ends: float, stop: asyncio.Event) -> None:
    """Record the outcome; while the store is away, try again as long as the lease may hold."""
    trouble = FIRST_PAUSE
    while True:
        try:
            return await call(_recorded, app, delivery, outcome)
        except Exception as problem:  # noqa: BLE001 - the edge of the sender: the store is away
            log.warning("not_recorded", why=type(problem).__name__)
        if stop.is_set() or time.monotonic() > lease_ends:
            return None
        await pause(trouble, stop)
        trouble = min(trouble * 2, LONGEST_PAUSE)


def _recorded(app: "App", delivery: Delivery, outcome: Outcome) -> None:
    match outcome:
        case Arrived(shown_as, read):
            deliver.sent(app, delivery, shown_as, read=read)
        case Refused(why, unreachable):
            deliver.refused(app, delivery, why, unreachable=unreachable)
        case NotNow(seconds):
            deliver.later(app, delivery, seconds)
        case Unsure():
            deliver.ambiguous(app, delivery)
