"""The only crossing between the doors' event loops and the synchronous bot."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot import turn
from bot.errors import TryLater
from bot.messages import Inbound
from bot.turn import Taken

if TYPE_CHECKING:
    from bot.app import App

TURNS = 8  # at once; more wait, and whoever hands them in waits with them
THREADS = TURNS + 16  # the rest is for senders and for pages that look things up
CLOCK_PATIENCE = 1.0  # seconds
TRIES = 3  # of one event by `take`
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0  # seconds between tries of one event

P = ParamSpec("P")
T = TypeVar("T")
log = structlog.get_logger()


class NotStored(Exception):
    """The store refused, or did not answer: nothing changed and nothing may be acknowledged."""


async def call(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a synchronous function in a thread."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def pause(seconds: float, *until: asyncio.Event) -> None:
    """Wait, or less when one of these events is set."""
    waits = [asyncio.ensure_future(event.wait()) for event in until]
    try:
        if waits:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(seconds)
    finally:
        for wait in waits:
            wait.cancel()


async def unless(stop: asyncio.Event, work: Awaitable[T]) -> T | None:
    """The work's result; None when `stop` came first, and then the work is given up."""
    task, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        return task.result()
    task.cancel()
    return None


class Bridge:
    """Takes turns in threads: one person's in the order they are handed in, different people's side by side.

    Make it inside the running loop. `stored` is set whenever a turn was stored, to wake a sender.
    """

    def __init__(self, app: "App", turns: int = TURNS) -> None:
        self._app = app
        self._room = asyncio.Semaphore(turns)
        self._lanes: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._in_hand: set[asyncio.Task[Taken]] = set()
        self._closing = asyncio.Event()
        self.stored = asyncio.Event()
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "bot"))

    async def now(self) -> datetime:
        """The town's time; the machine's own while the store does not answer."""
        try:
            async with asyncio.timeout(CLOCK_PATIENCE):
                return await call(self._app.world.clock.now)
        except Exception as problem:  # noqa: BLE001 - the edge of the door: nothing will be stored now, so it matters little
            log.warning("clock_not_read", why=type(problem).__name__)
            return datetime.now(UTC)

    def take(self, inbound: Inbound) -> asyncio.Future[Taken]:
        """Take one turn, with a few tries; its place in its lane is taken at once, whenever this is awaited.

        Raises TryLater or NotStored when it was not stored: do not acknowledge it. A caller who is cancelled leaves
        the turn to finish in its lane.
        """
        return self._begin(self._few_tries(inbound))

    def take_surely(self, inbound: Inbound, not_stored: Callable[[Inbound], Awaitable[None]]) -> asyncio.Future[Taken]:
        """Take one turn likewise, trying again until it is stored; this person's next turns wait behind it.

        `not_stored` hears of each refusal of the store. Raises TryLater only when closing comes first.
        """
        return self._begin(self._surely(inbound, not_stored))

    async def close(self, patience: float) -> None:
        """Take nothing new; wait up to `patience` seconds for the turns in hand."""
        self._closing.set()
        if self._in_hand:
            _, left = await asyncio.wait(self._in_hand, timeout=patience)
            for task in left:
                task.cancel()

    def _begin(self, work: Coroutine[None, None, Taken]) -> asyncio.Future[Taken]:
        task = asyncio.create_task(work)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return asyncio.shield(task)

    async def _few_tries(self, inbound: Inbound) -> Taken:
        async with self._lane(inbound):
            for tried in range(TRIES - 1):
                try:
                    return await self._attempt(inbound)
                except TryLater:
                    await pause(FIRST_PAUSE * 2.0**tried, self._closing)
            return await self._attempt(inbound)

    async def _surely(self, inbound: Inbound, not_stored: Callable[[Inbound], Awaitable[None]]) -> Taken:
        wait = FIRST_PAUSE
        async with self._lane(inbound):
            while True:
                try:
                    return await self._attempt(inbound)
                except NotStored:
                    await not_stored(inbound)
                except TryLater:
                    if self._closing.is_set():
                        raise
                await pause(wait, self._closing)
                wait = min(wait * 2, LONGEST_PAUSE)

    async def _attempt(self, inbound: Inbound) -> Taken:
        async with self._room:
            if self._closing.is_set():
                raise TryLater("this door is closing")
            try:
                taken = await call(turn.take, self._app, inbound)
            except TryLater:
                raise
            except Exception as problem:  # the edge of the door: whatever it is, the event was not stored
                log.warning("not_stored", which=inbound.event, why=type(problem).__name__)
                raise NotStored from problem
        self.stored.set()
        return taken

    def _lane(self, inbound: Inbound) -> asyncio.Lock:
        """One person's turns, one after another: a Lock serves in the order it is asked. It lives while it is held."""
        return self._lanes.setdefault((inbound.platform, inbound.sender), asyncio.Lock())
