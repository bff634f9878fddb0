"""Telegram's updates brought to us. The web door serves `/hooks/telegram` and hands what comes to this."""

import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.errors import TryLater
from handlers.bridge import Bridge, NotStored
from handlers.telegram import api
from handlers.telegram.receive import Receiver

if TYPE_CHECKING:
    from bot.app import App

PATH = "/hooks/telegram"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
STORED, NOT_AN_UPDATE, FORGED, NOT_NOW = (200, b""), (400, b"not an update"), (403, b"not from Telegram"), (503, b"")

Answer = tuple[int, bytes]  # status and body
Hook = Callable[[Mapping[str, str], bytes], Awaitable[Answer]]


@asynccontextmanager
async def opened(app: "App", bridge: Bridge) -> AsyncIterator[Hook]:
    """What the web door calls with the headers (names in lower case) and the body of each request."""
    given = app.settings.telegram_webhook_secret
    secret = given.get_secret_value().encode() if given else b""
    async with api.opened(app.settings) as line:
        receiver = Receiver(app, bridge, line)

        async def hook(headers: Mapping[str, str], body: bytes) -> Answer:
            shown = headers.get(SECRET_HEADER, "").encode()
            if not secret or not hmac.compare_digest(shown, secret):
                return FORGED
            return await _taken(receiver, body)

        yield hook


async def _taken(receiver: Receiver, body: bytes) -> Answer:
    """Acknowledge it once it is stored, and not before."""
    try:
        update = json.loads(body)
        known = isinstance(update["update_id"], int)
    except (ValueError, TypeError, KeyError):
        known = False
    if not known:
        return NOT_AN_UPDATE
    try:
        await receiver.once(update)
    except (TryLater, NotStored):
        return NOT_NOW
    return STORED
