"""One Telegram update, from its JSON to the commit, and what is said to Telegram straight after."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.messages import Inbound
from handlers.bridge import Bridge, NotStored, call
from handlers.sorry import Sorry
from handlers.telegram import inbound as inbounds
from handlers.telegram.api import Api

if TYPE_CHECKING:
    from bot.app import App

log = structlog.get_logger()


class Receiver:
    """Takes updates for both ways in: polling and webhook."""

    def __init__(self, app: "App", bridge: Bridge, api: Api) -> None:
        self._bridge = bridge
        self._api = api
        self._sorry = Sorry(app, "not-stored-kept")
        self._answers: set[asyncio.Task[None]] = set()

    async def surely(self, raw: Mapping[str, Any], at: datetime) -> None:
        """Until it is stored. Raises TryLater only when the bridge closes first.

        Nothing is awaited before it has its place in its person's lane, so updates keep the order they are handed in.
        """
        update, found = self._read(raw, at)
        await asyncio.gather(*(self._bridge.take_surely(inbound, self._apologise) for inbound in found))
        self._answer_press(update)

    async def once(self, raw: Mapping[str, Any]) -> None:
        """Or not: raises TryLater or NotStored, and Telegram brings it again."""
        update, found = self._read(raw, await self._bridge.now())
        for inbound in found:
            try:
                await self._bridge.take(inbound)
            except NotStored:
                await self._apologise(inbound)
                raise
        self._answer_press(update)

    def _read(self, raw: Mapping[str, Any], at: datetime) -> tuple[Update | None, tuple[Inbound, ...]]:
        """The update, and what someone did; nothing when it cannot be read, since it will not read better again."""
        try:
            update = Update.de_json(dict(raw), self._api.bot)
            return update, inbounds.read(update, self._api.bot_id, at)
        except Exception:  # the edge of the door: one update of a shape we do not know must not stop the others
            log.exception("update_not_read", which=raw.get("update_id"))
            return None, ()

    def _answer_press(self, update: Update | None) -> None:
        """Let the button stop turning. It is not waited for: the press is stored."""
        if update and update.callback_query:
            task = asyncio.create_task(self._answered(update.callback_query.id))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _answered(self, press: str) -> None:
        try:
            await self._api.bot.answer_callback_query(press)
        except TelegramError as problem:  # most often it came too late, and then there is nothing left to answer
            log.info("press_not_answered", why=problem.message)

    async def _apologise(self, inbound: Inbound) -> None:
        """The one thing a door says by itself: the store refused."""
        words = await call(self._sorry.words, inbound)
        if words is None or inbound.blocked is not None:
            return
        try:
            await self._api.bot.send_message(int(inbound.sender), words)
        except TelegramError as problem:
            log.warning("not_even_sorry", why=type(problem).__name__)
