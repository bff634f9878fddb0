"""What Telegram's Bot API takes and what it refuses, as far as a bot of words and buttons meets it."""

import json
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_TEXT = 4096  # UTF-16 code units, after the markup is read
LONGEST_DATA = 64  # bytes of a button's data
PRESS_LIVES = 150.0  # seconds in which a press may be answered
A_SECOND_IN_ALL = 30
A_CHATS_BURST = 5  # then one a second
Json = dict[str, Any]

# Each method's parameters with their types (i whole number, s text, b yes or no, j JSON); `!` marks the needed ones.
METHODS: Mapping[str, str] = {
    "getme": "",
    "getupdates": "offset:i limit:i timeout:i allowed_updates:j",
    "setwebhook": "url:s! secret_token:s allowed_updates:j max_connections:i drop_pending_updates:b",
    "deletewebhook": "drop_pending_updates:b",
    "getwebhookinfo": "",
    "sendmessage": "chat_id:i! text:s! parse_mode:s reply_markup:j link_preview_options:j disable_notification:b",
    "editmessagetext": "chat_id:i! message_id:i! text:s! parse_mode:s reply_markup:j link_preview_options:j",
    "editmessagereplymarkup": "chat_id:i! message_id:i! reply_markup:j",
    "answercallbackquery": "callback_query_id:s! text:s show_alert:b cache_time:i",
    "setmycommands": "commands:j! scope:j language_code:s",
    "getmycommands": "scope:j language_code:s",
}
SENDING = ("sendmessage", "editmessagetext", "editmessagereplymarkup")
TAGS = ("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler")
_MARK = re.compile(r"<(/?)([^<>\s]*)[^<>]*>|&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|([<&])")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class Refusal(Exception):
    """The answer of the Bot API to what it does not do."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refusal:
    """The commonest refusal."""
    return Refusal(400, f"Bad Request: {description}")


def parameters(method: str, given: Mapping[str, str]) -> Json:
    """A call's parameters in their types. Raises Refusal for an unknown or missing one, or one of a wrong type."""
    known = dict(part.split(":") for part in METHODS[method].split())
    for name in given:
        if name not in known:
            raise bad(f"unknown parameter {name}")
    for name, wanted in known.items():
        if wanted.endswith("!") and not given.get(name):
            raise bad("message text is empty" if name == "text" else f"parameter {name} is required")
    return {name: _typed(name, value, known[name][0]) for name, value in given.items()}


def _typed(name: str, value: str, wanted: str) -> Any:  # noqa: ANN401 - JSON is of any type
    if wanted == "s":
        return value
    try:
        found = json.loads(value)
    except ValueError:
        raise bad(f"can't parse parameter {name}") from None
    kinds = {"i": int, "b": bool, "j": (dict, list)}
    if not isinstance(found, kinds[wanted]):  # type: ignore[arg-type]
        raise bad(f"parameter {name} has a wrong type")
    return found


def plain(text: str, parse_mode: str) -> str:
    """The words of a text in HTML. Raises Refusal where the markup cannot be read, or nothing or too much is left."""
    words = (_without_marks(text) if parse_mode == "HTML" else text).strip()
    if parse_mode not in ("", "HTML"):
        raise bad("unsupported parse_mode")
    if not words:
        raise bad("message text is empty")
    if len(words.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise bad("message is too long")
    return words


def _without_marks(text: str) -> str:
    opened: list[str] = []

    def read(mark: re.Match[str]) -> str:
        end, tag, entity, stray = mark.groups()
        if stray:
            raise bad(f"can't parse entities: stray {stray} at byte offset {mark.start()}")
        if entity:
            return _ENTITIES.get(entity) or chr(int(entity[1:].removeprefix("x"), 16 if entity[1] == "x" else 10))
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: unsupported start tag "{tag}" at byte offset {mark.start()}')
        if not end:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            raise bad(f"can't parse entities: unexpected end tag at byte offset {mark.start()}")
        return ""

    words = _MARK.sub(read, text)
    if opened:
        raise bad(f"can't parse entities: can't find end tag corresponding to start tag \"{opened[-1]}\"")
    return words


def buttons(markup: Json | None) -> list[Json]:
    """The buttons of an inline keyboard, as {id, label}. Raises Refusal for a keyboard Telegram would not show."""
    rows = (markup or {}).get("inline_keyboard", [])
    if len(rows) > 100 or any(not row or len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    return [_button(button) for row in rows for button in row]


def _button(button: Json) -> Json:
    if set(button) != {"text", "callback_data"} or not button["text"]:
        raise bad("can't parse inline keyboard button")
    if not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    return {"id": button["callback_data"], "label": button["text"]}


def keyboard(markup: Json | None) -> list[str] | None:
    """What a reply keyboard asks for (`location`, `contact` or a label); [] takes it away; None leaves it."""
    if not markup or "inline_keyboard" in markup:
        return None
    if markup.get("remove_keyboard") is True:
        return []
    if "keyboard" not in markup:
        raise bad("can't parse reply keyboard markup")
    return [_key(key) for row in markup["keyboard"] for key in row]


def _key(key: Json) -> str:
    if set(key) - {"text", "request_location", "request_contact"} or not key.get("text"):
        raise bad("can't parse keyboard button")
    return "location" if key.get("request_location") else "contact" if key.get("request_contact") else key["text"]


def commands(given: list[Json]) -> list[Json]:
    """A bot's commands. Raises Refusal for a name or a description Telegram would not take."""
    for command in given:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_INVALID")
    return given


@dataclass
class Limits:
    """How fast a bot may speak, by the machine's clock: in all, and in each chat."""

    lately: deque[float] = field(default_factory=deque)
    room: dict[int, float] = field(default_factory=dict)
    closed: dict[int, float] = field(default_factory=dict)  # chats told to wait, until when
    lifted: bool = False  # for tests whose matter is not the pace

    def spend(self, chat: int, now: float) -> None:
        """Count one message. Raises Refusal (429) when that is one too many, or came before its time."""
        if self.lifted:
            return
        while self.lately and self.lately[0] <= now - 1:
            self.lately.popleft()
        if len(self.lately) >= A_SECOND_IN_ALL:
            raise flood(1)
        if self.closed.get(chat, 0) > now:
            raise flood(self.closed[chat] - now)
        room = max(self.room.get(chat, 0), now)
        if room - now > A_CHATS_BURST - 1:
            raise self.close(chat, now, room - now - (A_CHATS_BURST - 1))
        self.room[chat] = room + 1
        self.lately.append(now)

    def close(self, chat: int, now: float, seconds: float) -> Refusal:
        """Have a chat wait; the refusal that says so."""
        self.closed[chat] = now + seconds
        return flood(seconds)


def flood(seconds: float) -> Refusal:
    """Too many requests; whole seconds, at least one."""
    wait = max(1, int(-(-seconds // 1)))
    return Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
