"""A chat's mailbox put into words for whoever looks at it, afresh each time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from bot import moments
from bot.app import App
from bot.messages import Segment, SpokenButton
from bot.model import Chat, Person
from bot.store.mailbox import BEGINNING, Entry, Mailbox
from bot.texts import Erased

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as the page shows it. An edited one keeps its `id`; `moment` is ISO 8601, `at` the same in words."""

    id: str
    at: str
    moment: str
    segments: tuple[Segment, ...]
    buttons: tuple[SpokenButton, ...] = ()
    mine: bool = False
    card: bool = False
    event: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat as it stands. `person` and `chat` are None for someone who has not written yet."""

    person: Person | None = None
    chat: Chat | None = None
    bubbles: tuple[Bubble, ...] = ()
    last: str = BEGINNING  # the mailbox entry up to which it is shown


@dataclass(frozen=True)
class Reader:
    """Reads chats for their owners."""

    app: App
    mailbox: Mailbox = field(repr=False)

    def conversation(self, sender: str) -> Conversation:
        """Everything kept of the chat of whoever has this address."""
        person = self.person(sender)
        if person is None:
            return Conversation()
        chat = chat_of(person)
        entries = self.mailbox.entries(chat)
        now = self.app.world.clock.now()
        shown = tuple(filter(None, (self.bubble(person, entry, now) for entry in _latest(entries))))
        return Conversation(person, chat, shown, entries[-1].id if entries else BEGINNING)

    def person(self, sender: str) -> Person | None:
        """Who has this address; None when nobody has it yet."""
        known = self.app.world.register.person_at(self.app.world.vault.digest("web", sender))
        return self.app.world.register.find(Person, known) if known else None

    def bubble(self, person: Person, entry: Entry, now: datetime) -> Bubble | None:
        """One entry in words; None when what it told of is gone, or not for this person's eyes any more."""
        moment = entry.at.isoformat()
        at = moments.SAID["at"](moment, now, partial(self._words, person.language))
        if entry.say is None:
            own = self.mailbox.own_words(chat_of(person), person.id, entry)
            return None if own is None else Bubble(entry.id, at, moment, (Segment(own),), mine=True, event=entry.event)
        try:
            spoken = self.app.texts.speak(entry.say, person, self.app.world.access)
        except Erased:
            return None
        except LookupError as problem:  # kept since before a text was renamed
            log.warning("not_shown", entry=entry.id, why=str(problem))
            return None
        return Bubble(entry.shown_as, at, moment, spoken.segments, spoken.buttons, card=bool(entry.card))

    def _words(self, language: str, text_id: str, /, **facts: object) -> str:
        return self.app.texts.text(text_id, language, facts)

    def label(self, person: Person, button_id: str) -> str:
        """What a button of this person's chat says; "" when there is no such button."""
        now = self.app.world.clock.now()
        for entry in reversed(self.mailbox.entries(chat_of(person))):
            if entry.say and any(button.id == button_id for button in entry.say.buttons):
                bubble = self.bubble(person, entry, now)
                return next((one.label for one in bubble.buttons if one.id == button_id), "") if bubble else ""
        return ""


def chat_of(person: Person) -> Chat:
    """A person's chat on this door."""
    return Chat(f"web:{person.id}")


def _latest(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Each message once, as it was last changed, in the order they were first shown."""
    shown: dict[str, Entry] = {}
    for entry in entries:
        shown[entry.shown_as] = entry
    return shown.values()
