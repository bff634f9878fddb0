"""What a visitor sends, from the form to a stored turn; and what the page says when it cannot be stored."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.app import App
from bot.desk import people, telling
from bot.errors import Stale, TryLater
from bot.masking import masked
from bot.messages import Inbound
from bot.model import Person, new_id
from bot.safety import Number
from bot.store.change import put, total
from bot.store.limits import Limit, Limits
from bot.store.mailbox import Entry, Mailbox
from handlers.bridge import Bridge, NotStored, call
from handlers.web.reading import Reader, chat_of
from handlers.web.visitors import Seat

LONGEST = 5000  # letters in one message
EVENT = re.compile(r"[\w-]{8,64}")
BY_VISITOR = Limit(burst=12, per_minute=20)
BY_ADDRESS = Limit(burst=60, per_minute=120)  # a library or a phone network shares one address among many
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in a form: words, or a press of a button."""

    seat: Seat
    event: str
    text: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why it was not taken: a text id, and who to ring first when the words speak of danger."""

    text_id: str
    status: int
    numbers: tuple[Number, ...] = ()
    wait_seconds: int = 0


def read_form(seat: Seat, form: Mapping[str, str]) -> Sent:
    """What a form says. An event id the page made counts once for its visitor, however often it is sent."""
    event = form.get("event", "")
    known = event if EVENT.fullmatch(event) else secrets.token_urlsafe(12)
    return Sent(seat, known, form.get("text", "").replace("\r\n", "\n").strip(), form.get("press", ""))


class Desk:
    """Takes what visitors send."""

    def __init__(self, app: App, mailbox: Mailbox, reader: Reader) -> None:
        self._app = app
        self._mailbox = mailbox
        self._reader = reader
        self._limits = Limits(app.ledger.scripts)

    async def take(self, bridge: Bridge, sent: Sent, address: str) -> Entry | Trouble | None:
        """Store it. Returns the visitor's own words as kept, or what to tell them; None when a press has no words."""
        if len(sent.text) > LONGEST:
            return self._trouble("web-too-long", 422, sent.text)
        if not sent.text and not sent.press:
            return Trouble("web-nothing-typed", 422)
        try:
            wait = await call(self._wait, sent.seat, address)
            if wait:
                return self._trouble("web-too-fast", 429, sent.text, wait_seconds=int(wait) + 1)
            return await self._stored(bridge, sent)
        except (NotStored, TryLater):
            return self._trouble("web-not-stored", 503, sent.text)
        except Exception as problem:  # noqa: BLE001 - the edge of the door: the store is away, nothing was stored
            log.warning("not_taken", why=type(problem).__name__)
            return self._trouble("web-not-stored", 503, sent.text)

    def _wait(self, seat: Seat, address: str) -> float:
        digest = self._app.world.vault.digest
        by_address = self._limits.wait(f"web:{digest('address', address)}", BY_ADDRESS)
        return by_address or self._limits.wait(f"web:{digest('web', seat.sender)}", BY_VISITOR)

    async def _stored(self, bridge: Bridge, sent: Sent) -> Entry | None:
        person = await call(self.known, sent.seat)
        inbound = self._inbound(sent, await call(self._app.world.clock.now))
        own = await call(self._kept, person, sent, inbound)
        try:
            await bridge.take(inbound)
        except (NotStored, TryLater):
            # It is shown before it is stored, so that no answer comes first; what was not stored is not shown.
            if own:
                await call(self._mailbox.remove, chat_of(person), own)
            raise
        return own

    def known(self, seat: Seat) -> Person:
        """The person in this seat, made known if they are new."""
        person = self._reader.person(seat.sender)
        if person:
            return person
        person, made = people.meet(self._app.world, "web", seat.sender, self._app.world.clock.now())
        try:
            self._app.ledger.commit(new_id("o"), made + put(person))
        except Stale:  # they pressed twice, and the other press was first
            return self.known(seat)
        return person

    def _kept(self, person: Person, sent: Sent, inbound: Inbound) -> Entry | None:
        words = masked(sent.text) or self._reader.label(person, sent.press)
        if not words:
            return None
        return self._mailbox.add_own(chat_of(person), person.id, sent.event, words, inbound.at)

    def looked(self, person: Person, until: str) -> None:
        """This person's page shows their chat up to here: nobody need ring to see whether they read it."""
        lines, change = self._mailbox.looked(chat_of(person), until)
        if change.writes:
            heard = total(telling.heard(person.id, line) for line in lines)
            self._app.ledger.commit(new_id("o"), change + heard)

    def _inbound(self, sent: Sent, at: datetime) -> Inbound:
        owner = self._app.world.vault.digest("web", sent.seat.sender)
        event = f"{owner}.{sent.event}"
        return Inbound(event, "web", sent.seat.sender, at, text="" if sent.press else sent.text, press=sent.press)

    def _trouble(self, text_id: str, status: int, words: str, *, wait_seconds: int = 0) -> Trouble:
        """What to tell them. Danger is looked for in the words even where they cannot be stored."""
        crisis = self._app.meaning(words, datetime.now(UTC)).crisis if words else None
        numbers = self._app.numbers.by_crisis.get(crisis, ()) if crisis else ()
        return Trouble(text_id, status, numbers, wait_seconds)
