"""Asking Telegram what is new. It is told of an update only once that update is stored.

Telegram forgets every update below the number we ask from, so that number is the lowest not yet stored. While one is
in hand the same updates are handed out again and again; those we have already are passed over.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import TryLater
from bot.store.lease import LEASE_MS, RoleLease
from handlers.bridge import Bridge, call, pause, unless
from handlers.telegram.api import ANSWER_WITHIN, Api, not_our_token, seconds_of
from handlers.telegram.inbound import WANTED
from handlers.telegram.receive import Receiver

MOST_IN_HAND = 100  # updates; also the most Telegram hands out at once
LONG = 25  # seconds that Telegram holds an answer back while there is nothing new
BUSY = 0.2  # seconds before asking again while some are in hand
RENEW = LEASE_MS / 3000  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0  # seconds between tries while Telegram does not answer
CONFLICT_PAUSE = 5.0
LAST_WORD = 3.0  # seconds to give the role up
log = structlog.get_logger()


@dataclass
class Window:
    """Which updates are in hand, and from which number to ask."""

    in_hand: set[int] = field(default_factory=set)
    stored: set[int] = field(default_factory=set)  # those above the lowest in hand
    next: int = 0

    @property
    def offset(self) -> int:
        """The lowest update not yet stored; 0 before any was seen."""
        return min(self.in_hand, default=self.next)

    def begin(self, update: int) -> bool:
        """Take one in hand; False when we have it already."""
        if update in self.in_hand or update in self.stored:
            return False
        self.in_hand.add(update)
        self.next = max(self.next, update + 1)
        return True

    def end(self, update: int) -> None:
        """It is stored."""
        self.in_hand.discard(update)
        self.stored.add(update)
        self.stored = {one for one in self.stored if one >= self.offset}


class Poller:
    """Polls while this process holds the role of the poller."""

    def __init__(self, api: Api, bridge: Bridge, receiver: Receiver, lease: RoleLease, stop: asyncio.Event) -> None:
        self._api = api
        self._bridge = bridge
        self._receiver = receiver
        self._lease = lease
        self._stop = stop
        self._ours = asyncio.Event()
        self._idle = asyncio.Event()
        self._window = Window()
        self._tasks: set[asyncio.Task[None]] = set()
        self._trouble = ""  # what was last complained of, so that it is said once

    async def run(self) -> None:
        """Until told to stop. Raises BadSettings when Telegram does not know the token."""
        keeping = asyncio.create_task(self._keep_lease())
        try:
            while not self._stop.is_set():
                if self._ours.is_set():
                    await self._round()
                else:
                    await pause(RENEW, self._stop, self._ours)
        finally:
            await asyncio.wait([keeping], timeout=LAST_WORD)

    async def _keep_lease(self) -> None:
        while not self._stop.is_set():
            try:
                held = await call(self._lease.hold)
            except Exception as problem:  # noqa: BLE001 - the store is away: we go on as we are, and say sorry to whoever writes
                log.warning("lease_not_asked", why=type(problem).__name__)
            else:
                self._note(held=held)
            await pause(RENEW, self._stop)
        with suppress(Exception):  # the edge of the process: the store is away, and the lease ends by itself
            await call(self._lease.give_up)

    def _note(self, *, held: bool) -> None:
        if held:
            self._ours.set()
        elif self._ours.is_set() or not self._trouble:
            self._complain("another process of this Onedoor reads Telegram's updates; this one stands by")
            self._ours.clear()

    async def _round(self) -> None:
        """Ask once, and take in hand what is new."""
        self._idle.clear()
        found = await self._asked(0 if self._window.in_hand else LONG)
        new = [update for update in sorted(found, key=_number) if self._window.begin(_number(update))]
        if new:
            at = await self._bridge.now()
            self._tasks.update(asyncio.create_task(self._take(update, at)) for update in new)
        self._tasks = {task for task in self._tasks if not task.done()}
        if self._window.in_hand:
            await pause(BUSY, self._stop, self._idle)

    async def _take(self, update: Mapping[str, Any], at: datetime) -> None:
        try:
            await self._receiver.surely(update, at)
        except TryLater:  # closing: Telegram will hand it out again
            return
        self._window.end(_number(update))
        if not self._window.in_hand:
            self._idle.set()

    async def _asked(self, wait: int) -> list[dict[str, Any]]:
        """What Telegram hands out; nothing when it does not answer, after a pause."""
        try:
            # What is given up here is handed out again.
            found = await unless(self._stop, self._get_updates(wait)) or []
        except InvalidToken as problem:
            raise not_our_token(problem) from None
        except TelegramError as problem:
            await self._after(problem)
            return []
        self._trouble = ""
        return found

    async def _get_updates(self, wait: int) -> list[dict[str, Any]]:
        """Each update as it came, since the library reads all of them or none."""
        question = {"timeout": wait, "limit": MOST_IN_HAND, "allowed_updates": json.dumps(WANTED)}
        if self._window.offset:
            question["offset"] = self._window.offset
        url = f"{self._api.bot.base_url}/getUpdates?{urlencode(question)}"
        found: list[dict[str, Any]] = await self._api.asking.post(url, read_timeout=wait + ANSWER_WITHIN)  # type: ignore[assignment]
        return found

    async def _after(self, problem: TelegramError) -> None:
        if isinstance(problem, Conflict):
            self._complain("someone else reads this bot's updates: run one Onedoor for a token, and no webhook beside")
            await pause(CONFLICT_PAUSE, self._stop)
        elif isinstance(problem, RetryAfter):
            await pause(seconds_of(problem), self._stop)
        else:
            self._complain(f"Telegram does not answer ({type(problem).__name__})")
            await pause(FIRST_PAUSE, self._stop)

    def _complain(self, what: str) -> None:
        if what != self._trouble:
            log.warning("not_polling", why=what)
        self._trouble = what


def _number(update: Mapping[str, Any]) -> int:
    return int(update["update_id"])
