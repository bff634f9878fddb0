"""What a step is handed and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.messages import Button, Outgoing, Param, Say
from bot.model import Chat, Person, PersonId, Session
from bot.store.change import Change

if TYPE_CHECKING:
    from bot.app import App


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a known person did. `person` is as read (already touched by this turn, not yet written)."""

    person: Person
    chat: Chat
    at: datetime
    text: str = ""
    action: str = ""  # a button's action
    arg: str = ""  # and what it was about
    location: tuple[float, float] | None = None
    contact: str = ""
    attachment: str = ""
    opened: bool = False
    blocked: bool | None = None

    @property
    def who(self) -> PersonId:
        """Whose doing it was."""
        return self.person.id

    def card(self, name: str, say: Say | None = None, *, fresh: bool = False) -> Outgoing:
        """A card in this chat: drawn from what is true, or as `say` puts it."""
        return Outgoing(self.chat, self.who, say, name, fresh=fresh)


@dataclass(frozen=True, slots=True)
class Reply:
    """A step's answer: where the chat stands now, what changes, what is said here."""

    session: Session
    change: Change = field(default_factory=Change)
    says: tuple[Say | Outgoing, ...] = ()


Step = Callable[["App", Session, Heard], Reply]


def at_rest(session: Session) -> Session:
    """The session with nothing in hand."""
    return replace(session, step="", draft={}, unclear=0)


def moved(session: Session, step: str, **draft: object) -> Session:
    """The session at another step, its draft altered."""
    return replace(session, step=step, draft={**session.draft, **draft}, unclear=0)


def say(text_id: str, *buttons: Button, **params: Param) -> Say:
    """A Say in one line."""
    return Say(text_id, params, buttons)
