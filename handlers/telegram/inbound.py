"""A Telegram Update as Inbounds. Private chats only."""

from dataclasses import replace
from datetime import datetime

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update

from bot.messages import Inbound

PLATFORM = "telegram"
# What the door asks Telegram for; edits and whatever else there is are not read.
WANTED = ("message", "callback_query", "my_chat_member")
# Messages that are not words, by their field in Telegram's Message; the first that is there names it.
ATTACHMENTS = (
    *("voice", "audio", "video_note", "animation", "video", "photo", "document", "sticker"),
    *("contact", "poll", "dice", "story", "game", "paid_media"),
)


def read(update: Update, bot_id: str, at: datetime) -> tuple[Inbound, ...]:
    """What someone did, in order: nothing, one thing, or an attachment and the words sent with it."""
    event = f"{bot_id}.{update.update_id}"
    if update.message:
        return _message(update.message, event, at)
    if update.callback_query:
        return _press(update.callback_query, event, at)
    if update.my_chat_member:
        return _membership(update.my_chat_member, event, at)
    return ()


def _message(message: Message, event: str, at: datetime) -> tuple[Inbound, ...]:
    if message.chat.type != "private" or message.from_user is None:
        return ()
    said = Inbound(event, PLATFORM, str(message.from_user.id), at)
    if message.text:
        return (replace(said, text=message.text),)
    if message.location:
        return (replace(said, location=(message.location.latitude, message.location.longitude)),)
    if message.contact and message.contact.user_id == message.from_user.id:
        return (replace(said, contact=_number(message.contact.phone_number)),)
    return _attached(message, said)


def _attached(message: Message, said: Inbound) -> tuple[Inbound, ...]:
    """That something else came, and the words with it, which may matter more. Notices of the platform's are nothing."""
    kind = next((name for name in ATTACHMENTS if getattr(message, name)), "")
    if not kind:
        return ()
    words = replace(said, event=f"{said.event}.caption", text=message.caption or "")
    return (replace(said, attachment=kind), *((words,) if words.text else ()))


def _number(phone_number: str) -> str:
    """Telegram gives numbers in international form, with or without their plus."""
    return phone_number if phone_number.startswith("+") else f"+{phone_number}"


def _press(query: CallbackQuery, event: str, at: datetime) -> tuple[Inbound, ...]:
    if not query.data or query.message is None or query.message.chat.type != "private":
        return ()
    return (Inbound(event, PLATFORM, str(query.from_user.id), at, press=query.data),)


def _membership(change: ChatMemberUpdated, event: str, at: datetime) -> tuple[Inbound, ...]:
    if change.chat.type != "private":
        return ()
    blocked = change.new_chat_member.status == ChatMember.BANNED
    return (Inbound(event, PLATFORM, str(change.from_user.id), at, blocked=blocked),)
