"""One Delivery to Telegram, and what its answer means."""

import asyncio
from typing import TYPE_CHECKING

import httpx
import structlog
from telegram import (
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.deliver import Delivery
from bot.store.outbox import Pace
from handlers.sending import Arrived, NotNow, Outcome, Refused, Unsure
from handlers.telegram import render
from handlers.telegram.api import Api, seconds_of

if TYPE_CHECKING:
    from bot.app import App

# Telegram takes 30 messages a second in all and one a second in a chat, with short bursts. The room left is for the
# second part of a long message and for the button that shares a place.
PACE = Pace(per_second=25, burst=3, chat_per_second=1, chat_burst=3)
BETWEEN_PARTS = 1.0  # seconds
MOST_WAITED_FOR_A_PART = 10.0  # seconds, within the lease
TRY_AGAIN = 3.0  # seconds after a failure that delivered nothing
TOKEN_TRY_AGAIN = 60.0  # seconds; someone has to change the setting
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Never sent at all: the connection was not made, or none was free.
NOT_BEGUN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Parts of Telegram's refusals, in lower case.
SAME_AS_BEFORE = "message is not modified"
CANNOT_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")
NOBODY_THERE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
log = structlog.get_logger()

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


class Sender:
    """Sends and edits for the outbox; `send` is what `handlers.sending.run` asks for."""

    def __init__(self, app: "App", api: Api) -> None:
        self._texts = app.texts
        self._bot = api.bot

    async def send(self, delivery: Delivery) -> Outcome:
        """Send or edit one message; never raises what Telegram or the network answers."""
        parts = render.pieces(delivery.spoken)
        try:
            if delivery.edit and len(parts) == 1 and await self._edited(delivery, parts[0]):
                return Arrived(delivery.edit)
            shown_as = await self._sent(delivery, parts)
        except TelegramError as problem:
            return outcome_of(problem)
        await self._offer_to_share(delivery)
        return Arrived(shown_as)

    async def _edited(self, delivery: Delivery, html: str) -> bool:
        """Change the message in place; False when it can no longer be changed."""
        try:
            await self._bot.edit_message_text(
                html,
                chat_id=int(delivery.address),
                message_id=int(delivery.edit),
                parse_mode=ParseMode.HTML,
                reply_markup=render.keyboard(delivery.spoken),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as problem:
            why = problem.message.lower()
            if any(words in why for words in CANNOT_EDIT):
                return False
            if SAME_AS_BEFORE not in why:
                raise
        return True

    async def _sent(self, delivery: Delivery, parts: list[str]) -> str:
        """Send it anew, the buttons below its last part; that part's message id."""
        for part in parts[:-1]:
            await self._say(delivery, part)
            await asyncio.sleep(BETWEEN_PARTS)
        if len(parts) == 1:
            return await self._say(delivery, parts[0], self._markup(delivery))
        return await self._last(delivery, parts[-1])

    async def _last(self, delivery: Delivery, part: str) -> str:
        """The last of several parts: to wait a little is better than to send the earlier ones twice."""
        try:
            return await self._say(delivery, part, self._markup(delivery))
        except RetryAfter as wait:
            if seconds_of(wait) > MOST_WAITED_FOR_A_PART:
                raise
            await asyncio.sleep(seconds_of(wait))
            return await self._say(delivery, part, self._markup(delivery))

    async def _say(self, delivery: Delivery, html: str, markup: Markup | None = None) -> str:
        sent = await self._bot.send_message(
            int(delivery.address),
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=NO_PREVIEW,
        )
        return str(sent.message_id)

    def _markup(self, delivery: Delivery) -> Markup | None:
        """Buttons, or a way to share, or the end of one offered before."""
        if delivery.spoken.buttons:
            return render.keyboard(delivery.spoken)
        if delivery.spoken.text_id in render.SHARES:
            return self._share(delivery)
        # A card stays without: Telegram lets no message be edited that came with a keyboard of this sort.
        return None if delivery.pending.outgoing.card else ReplyKeyboardRemove()

    def _share(self, delivery: Delivery) -> ReplyKeyboardMarkup:
        what = render.SHARES[delivery.spoken.text_id]
        label = self._words(f"button-share-{what}", delivery)
        button = KeyboardButton(label, request_location=what == "place", request_contact=what == "phone")
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)

    async def _offer_to_share(self, delivery: Delivery) -> None:
        """Below a question that has buttons, a second message: one message cannot hold both sorts."""
        what = render.SHARES.get(delivery.spoken.text_id)
        if not what or not delivery.spoken.buttons or delivery.edit:
            return
        try:
            await self._say(delivery, self._words(f"share-{what}", delivery), self._share(delivery))
        except TelegramError as problem:  # the question itself has arrived, and can be answered in words
            log.info("share_not_offered", chat=delivery.turn.chat, why=type(problem).__name__)

    def _words(self, text_id: str, delivery: Delivery) -> str:
        return self._texts.text(text_id, delivery.person.language, {})


def outcome_of(problem: TelegramError) -> Outcome:
    """What Telegram's refusal, or its silence, says about one message."""
    if isinstance(problem, RetryAfter):
        return NotNow(seconds_of(problem))
    if isinstance(problem, InvalidToken):
        log.error("token_refused")
        return NotNow(TOKEN_TRY_AGAIN)
    if isinstance(problem, Forbidden):
        return Refused(problem.message, unreachable=True)
    if isinstance(problem, BadRequest):
        nobody = any(words in problem.message.lower() for words in NOBODY_THERE)
        return Refused(problem.message, unreachable=nobody)
    if isinstance(problem, NetworkError):
        return _network(problem)
    return Refused(problem.message)


def _network(problem: NetworkError) -> Outcome:
    """No answer may mean that it arrived; an answer of 5xx, or no connection, that it did not."""
    silent = isinstance(problem.__cause__, httpx.HTTPError)
    if silent and not isinstance(problem.__cause__, NOT_BEGUN):
        return Unsure()
    return NotNow(TRY_AGAIN)
