"""Whether Telegram knows our token, for the doctor."""

import asyncio

from telegram.error import InvalidToken, TelegramError

from bot.commands.doctor import Finding, amiss, well
from config.settings import Settings
from handlers.telegram import api

PATIENCE = 5.0  # seconds


def token(settings: Settings) -> Finding:
    """Ask Telegram who we are."""
    try:
        name = asyncio.run(_name(settings))
    except InvalidToken as problem:
        return amiss(f"telegram: {api.not_our_token(problem)}")
    except TelegramError as problem:
        return amiss(f"telegram: it does not answer at {settings.telegram_api_url} ({type(problem).__name__})")
    return well(f"telegram: it knows us as @{name}")


async def _name(settings: Settings) -> str:
    async with api.opened(settings, PATIENCE) as line:
        return str((await line.bot.get_me()).username)
