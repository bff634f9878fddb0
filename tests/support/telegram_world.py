"""What a pretended Telegram knows: people's chats with one bot, updates waiting to be asked for, and its faults."""

import random
import time
from collections import deque
from dataclasses import asdict, dataclass, field

from tests.support import telegram_rules as rules
from tests.support.telegram_rules import Json, Limits, bad

BOT = {"id": 4242, "is_bot": True, "first_name": "Onedoor", "username": "onedoor_test_bot"}


@dataclass
class Message:
    """One message of a chat, as a person sees it."""

    id: int
    by: str  # "bot" or "person"
    text: str
    sent: float
    html: str = ""
    buttons: list[Json] = field(default_factory=list)
    keyboard: list[str] | None = None
    edits: list[Json] = field(default_factory=list)
    editable: bool = True


@dataclass
class Chat:
    """A person's private chat with the bot."""

    person: int
    name: str
    messages: list[Message] = field(default_factory=list)
    blocked: bool = False

    def find(self, message: int) -> Message | None:
        """One of its messages."""
        return next((one for one in self.messages if one.id == message), None)


@dataclass
class Fault:
    """What goes wrong with the next calls of a kind.

    flood: 429 for `seconds`; broken: 500; gateway: 502 without JSON; late: done, but answered after `seconds`; cut:
    done, but the connection ends without an answer; lost: not done, and the connection ends.
    """

    kind: str
    times: int = 1
    seconds: float = 2
    chat: int | None = None
    method: str = ""  # "" for whatever sends or edits

    def meets(self, method: str, chat: int | None) -> bool:
        """Whether it strikes this call."""
        named = method == self.method.lower() if self.method else method in rules.SENDING
        return self.times > 0 and named and self.chat in (None, chat)


class World:
    """All of it. One event loop alone touches it."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.waiting: list[Json] = []
        self.confirmed: deque[Json] = deque(maxlen=10_000)
        self.again: list[Json] = []
        self.presses: dict[str, float] = {}
        self.faults: list[Fault] = []
        self.calls: deque[Json] = deque(maxlen=100_000)
        self.commands: list[Json] = []
        self.limits = Limits()
        self.shuffled = False
        self.webhook: Json = {}
        self._ahead = 0.0
        self._next_update = 700_000_001
        self._next_message = 1

    def now(self) -> float:
        """Telegram's clock, in seconds; `forward` moves it on."""
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Move the clock on."""
        self._ahead += seconds

    # What people do

    def message(self, person: int, kind: str = "private", edited: int = 0, **parts: object) -> int:
        """A person sends something; `parts` are the message's own fields. The update's id."""
        chat = self._chat(person)
        found = chat.find(edited) if edited else None
        if kind == "private":
            chat.blocked = False
        if found is None:
            found = Message(self._message_id(), "person", str(parts.get("text", "")), self.now())
            chat.messages.append(found)
        body = {"message_id": found.id, "date": int(self.now()), "from": self._person(person), **parts}
        body["chat"] = self._room(person) if kind == "private" else {"id": -person, "type": kind, "title": "A group"}
        return self._update(**{"edited_message" if edited else "message": body})

    def press(self, person: int, button: str, message: int = 0) -> Json:
        """A person presses a button they see (or one of an old `message`). The update's and the press's ids."""
        chat = self._chat(person)
        shown = chat.find(message) if message else self._with_button(chat, button)
        if shown is None:
            raise bad(f"there is no button {button}")
        query = str(random.getrandbits(60))
        self.presses[query] = self.now()
        on = {"message_id": shown.id, "date": int(shown.sent), "chat": self._room(person), "text": shown.text}
        press = {"id": query, "from": self._person(person), "chat_instance": str(person), "data": button}
        return {"update": self._update(callback_query={**press, "message": {**on, "from": BOT}}), "query": query}

    def meet(self, person: int) -> None:
        """A person began a chat some time ago: the bot may speak in it."""
        self._chat(person)

    def block(self, person: int, *, blocked: bool = True, silently: bool = False) -> None:
        """A person stops the bot, or lets it in again. `silently`: Telegram's news of it is lost."""
        chat = self._chat(person)
        chat.blocked = blocked
        if not silently:
            inside: Json = {"user": BOT, "status": "member"}
            outside: Json = {"user": BOT, "status": "kicked", "until_date": 0}
            before, after = (inside, outside) if blocked else (outside, inside)
            moved = {"from": self._person(person), "date": int(self.now()), "chat": self._room(person)}
            self._update(my_chat_member={**moved, "old_chat_member": before, "new_chat_member": after})

    # What the bot does

    def speak(
        self, chat_id: int, text: str, parse_mode: str = "", reply_markup: Json | None = None, **_: object
    ) -> Json:
        """As sendMessage does."""
        words = rules.plain(text, parse_mode)
        buttons, keyboard = rules.buttons(reply_markup), rules.keyboard(reply_markup)
        chat = self.reached(chat_id)
        said = Message(self._message_id(), "bot", words, self.now(), text, buttons, keyboard, editable=keyboard is None)
        chat.messages.append(said)
        return self._shown(chat, said)

    def change(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        parse_mode: str = "",
        reply_markup: Json | None = None,
        **_: object,
    ) -> Json:
        """As editMessageText does."""
        words, buttons = rules.plain(text, parse_mode), rules.buttons(reply_markup)
        chat, said = self._own(chat_id, message_id)
        if (said.html, said.buttons) == (text, buttons):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        said.html, said.text, said.buttons = text, words, buttons
        said.edits.append({"text": words, "at": self.now()})
        return self._shown(chat, said)

    def change_buttons(self, chat_id: int, message_id: int, reply_markup: Json | None = None) -> Json:
        """As editMessageReplyMarkup does."""
        buttons = rules.buttons(reply_markup)
        chat, said = self._own(chat_id, message_id)
        if said.buttons == buttons:
            raise bad("message is not modified")
        said.buttons = buttons
        said.edits.append({"text": said.text, "at": self.now()})
        return self._shown(chat, said)

    def answer_press(self, callback_query_id: str, **_: object) -> bool:
        """As answerCallbackQuery does: once, and not too late."""
        pressed = self.presses.pop(callback_query_id, None)
        if pressed is None or self.now() - pressed > rules.PRESS_LIVES:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        return True

    # Updates

    def confirm(self, before: int) -> None:
        """Everything below this id needs not be handed out again."""
        while self.waiting and self.waiting[0]["update_id"] < before:
            self.confirmed.append(self.waiting.pop(0))

    def batch(self, limit: int) -> list[Json]:
        """What is handed out now; with it, once, whatever is to be handed out again."""
        found = [*self.again, *self.waiting[:limit]]
        self.again.clear()
        if self.shuffled:
            random.shuffle(found)
        return found

    def redeliver(self, count: int) -> None:
        """Hand out the last confirmed updates once more."""
        self.again.extend(list(self.confirmed)[-count:])

    def struck(self, method: str, chat: int | None) -> Fault | None:
        """The fault that meets this call, if any; it is used up by one."""
        for fault in self.faults:
            if fault.meets(method, chat):
                fault.times -= 1
                return fault
        return None

    def seen_in(self, person: int) -> list[Json]:
        """A chat's messages as its person sees them."""
        chat = self.chats.get(person)
        return [asdict(message) for message in chat.messages] if chat else []

    def reached(self, person: int) -> Chat:
        """A chat the bot may speak in. Raises Refusal."""
        chat = self.chats.get(person)
        if chat is None:
            raise bad("chat not found")
        if chat.blocked:
            raise rules.Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def forget(self, person: int, message: int) -> None:
        """A person deletes one message of the chat, for both."""
        chat = self._chat(person)
        chat.messages = [one for one in chat.messages if one.id != message]

    def _own(self, person: int, message: int) -> tuple[Chat, Message]:
        chat = self.reached(person)
        said = chat.find(message)
        if said is None:
            raise bad("message to edit not found")
        if said.by != "bot" or not said.editable:
            raise bad("message can't be edited")
        return chat, said

    def _shown(self, chat: Chat, said: Message) -> Json:
        shown = {"message_id": said.id, "date": int(said.sent), "from": BOT, "text": said.text}
        if said.edits:
            shown["edit_date"] = int(self.now())
        return {**shown, "chat": self._room(chat.person)}

    def _with_button(self, chat: Chat, button: str) -> Message | None:
        shown = (one for one in reversed(chat.messages) if any(found["id"] == button for found in one.buttons))
        return next(shown, None)

    def _chat(self, person: int) -> Chat:
        return self.chats.setdefault(person, Chat(person, f"Person {person}"))

    def _person(self, person: int) -> Json:
        return {"id": person, "is_bot": False, "first_name": self._chat(person).name, "language_code": "en"}

    def _room(self, person: int) -> Json:
        return {"id": person, "type": "private", "first_name": self._chat(person).name}

    def _message_id(self) -> int:
        self._next_message += 1
        return self._next_message - 1

    def _update(self, **what: Json) -> int:
        update = self._next_update
        self._next_update += 1
        self.waiting.append({"update_id": update, **what})
        return update
