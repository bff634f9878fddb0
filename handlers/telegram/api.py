"""The line to Telegram: the library's Bot, and a second connection for asking what is new."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter
from telegram.request import BaseRequest, HTTPXRequest

from config.settings import BadSettings, Settings

ANSWER_WITHIN = 10.0  # seconds
CONNECTIONS = 32
log = structlog.get_logger()


@dataclass(frozen=True)
class Api:
    """`bot` says things; `asking` is the connection that waits for updates, so that it never holds up the other."""

    bot: Bot
    asking: BaseRequest

    @property
    def bot_id(self) -> str:
        """The bot's own id, which its token begins with."""
        return self.bot.token.partition(":")[0]


@asynccontextmanager
async def opened(settings: Settings, answer_within: float = ANSWER_WITHIN) -> AsyncIterator[Api]:
    """The line these settings name, without retries or pacing of its own: both are the outbox's business."""
    if settings.telegram_token is None:
        raise BadSettings("Set ONEDOOR_TELEGRAM_TOKEN to the token @BotFather gave you.")
    base = settings.telegram_api_url.rstrip("/")
    saying = HTTPXRequest(CONNECTIONS, read_timeout=answer_within, write_timeout=answer_within, pool_timeout=5)
    asking = HTTPXRequest(2, read_timeout=answer_within)
    async with saying, asking:
        yield Api(Bot(settings.telegram_token.get_secret_value(), f"{base}/bot", request=saying), asking)


def not_our_token(_problem: InvalidToken) -> BadSettings:
    """What to put right when Telegram does not know the token."""
    return BadSettings("Telegram does not know ONEDOOR_TELEGRAM_TOKEN: copy it again from @BotFather.")


def seconds_of(problem: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = problem.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
