"""What passes between doors and the bot: an Inbound comes in, a Say goes out. No platform is named here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Chat, PersonId

CRISIS, WAITING, BULK = range(3)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing someone did on a door. Exactly one of text, press, location, contact, attachment, opened, blocked."""

    event: str  # the platform's own id of this event, unique within the platform
    platform: str
    sender: str  # the platform's id of the person; kept only sealed and as a keyed digest
    at: datetime
    text: str = ""
    press: str = ""  # a button's id
    location: tuple[float, float] | None = None  # latitude, longitude in degrees
    contact: str = ""  # a phone number they shared
    attachment: str = ""  # voice, photo, document, sticker...: that it came, not what it holds
    opened: bool = False  # they opened the page or the console
    blocked: bool | None = None  # they blocked (True) or unblocked (False) the bot


@dataclass(frozen=True, slots=True)
class Ref:
    """A private fact by reference, `person:<id>#name`: opened for that very recipient when it is sent."""

    path: str


Param = str | int | float | Ref | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Button:
    """One tap. Its id is `action` or `action:arg`, at most 64 bytes (Telegram's limit)."""

    action: str
    arg: str = ""
    text_id: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What comes back when it is pressed."""
        return f"{self.action}:{self.arg}" if self.arg else self.action

    @property
    def label_id(self) -> str:
        """The text on it: its own, or `button-<action>`."""
        return self.text_id or f"button-{self.action}"


@dataclass(frozen=True, slots=True)
class Say:
    """Something to be said, by text id; further Says follow on lines of their own, then the buttons."""

    text_id: str
    params: Mapping[str, Param] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    more: tuple["Say", ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A line of the outbox: a Say for one chat, or a card to be drawn from what is true when it is sent.

    `card` names what it shows (`request:<id>`, `invite:<id>`, `case:<id>`): an earlier message showing the same in
    that chat is edited in place. A card without a `say` is drawn by `bot.cards`.
    """

    chat: Chat
    to: PersonId
    say: Say | None = None
    card: str = ""
    priority: int = WAITING
    id: str = ""  # given when something must know whether it arrived
    must_hear: bool = False  # unheard after ten minutes, a coordinator rings them
    use_by: datetime | None = None  # town time after which it is dropped
    fresh: bool = False  # a card sent anew below, its older copy left behind
    about: str = ""  # ids of the requests it comes from, for the log


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in one style."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class SpokenButton:
    """A button as a door shows it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A Say put into words for one recipient; a door escapes each segment and shows it."""

    text_id: str
    segments: tuple[Segment, ...]
    buttons: tuple[SpokenButton, ...]
    data: Mapping[str, str | int | float | list[str] | None]

    @property
    def plain(self) -> str:
        """The words without any style."""
        return "".join(segment.text for segment in self.segments)
