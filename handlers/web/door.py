"""The web door put together: everything its pages use, made once."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from starlette.requests import Request

from bot.app import App
from bot.deliver import Delivery
from bot.messages import Inbound
from bot.model import Chat, PersonId
from bot.safety import Number
from bot.store.connect import STORE_AWAY
from bot.store.mailbox import Mailbox
from bot.store.outbox import Pace
from handlers import mailbox as mailboxes
from handlers import sending
from handlers.bridge import Bridge, call, pause
from handlers.web.inbound import Desk
from handlers.web.live import Live
from handlers.web.reading import Conversation, Reader
from handlers.web.render import Pages
from handlers.web.visitors import Seat, Visitors

CLOSING = 5.0  # seconds for turns in hand when told to stop
PACE = Pace(repeats=True)
SETTLING = 3.0  # seconds a page without script waits for the answers to what it sent
log = structlog.get_logger()


@dataclass
class Door:
    """One web door. `bridge` is there while the server runs."""

    app: App
    mailbox: Mailbox
    reader: Reader
    pages: Pages
    visitors: Visitors
    desk: Desk
    live: Live
    bridge: Bridge

    async def opened(self, seat: Seat) -> Conversation:
        """The chat as it stands, for someone who opens the page; from elsewhere, they are answered here from now on."""
        found = await call(self.reader.conversation, seat.sender)
        if found.person is None or found.person.platform == "web":
            return found
        now = await call(self.app.world.clock.now)
        taken = await self.bridge.take(Inbound(secrets.token_urlsafe(12), "web", seat.sender, now, opened=True))
        await self.settled(taken.chat)
        return await call(self.reader.conversation, seat.sender)

    async def settled(self, chat: Chat) -> None:
        """Wait until everything that is to be said in a chat has been said, for a while at most."""
        until = time.monotonic() + SETTLING
        while await call(self.app.world.outbox.waiting_in, chat) and time.monotonic() < until:
            await pause(0.03)

    async def looked(self, found: Conversation) -> None:
        """This page is being shown."""
        if found.person and found.bubbles:
            await call(self.desk.looked, found.person, found.last)

    def known_as(self, seat: Seat) -> PersonId | None:
        """Who has this seat's address, if anyone has; None too while the store does not answer."""
        try:
            person = self.reader.person(seat.sender)
        except STORE_AWAY:
            return None
        return person.id if person else None

    def numbers(self) -> list[Number]:
        """Every number to ring in danger, once each, 999 first."""
        found = {one.number: one for numbers in self.app.numbers.by_crisis.values() for one in numbers}
        return sorted(found.values(), key=lambda one: one.number != "999")


def of(request: Request) -> Door:
    """The door this request came in by."""
    door: Door = request.app.state.door
    return door


@asynccontextmanager
async def opened(app: App) -> AsyncIterator[Door]:
    """The door, open: pages are served, what is to be said on them is put into their mailboxes."""
    mailbox = mailboxes.open_mailbox(app)
    reader = Reader(app, mailbox)
    door = Door(
        app=app,
        mailbox=mailbox,
        reader=reader,
        pages=Pages(app.texts),
        visitors=Visitors(app.world.vault, secure=app.settings.public_url.startswith("https://")),
        desk=Desk(app, mailbox, reader),
        live=Live(mailbox),
        bridge=Bridge(app),
    )
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(door.live.run(stop))
        tasks.create_task(_send(door, stop))
        try:
            yield door
        finally:
            await door.bridge.close(CLOSING)
            stop.set()


async def _send(door: Door, stop: asyncio.Event) -> None:
    async def send(delivery: Delivery) -> sending.Outcome:
        try:
            shown_as = await call(mailboxes.put, door.app, door.mailbox, delivery)
        except Exception as problem:  # noqa: BLE001 - the edge of the sender: the store is away; it is tried again
            log.warning("not_put", line=delivery.pending.line, why=type(problem).__name__)
            return sending.NotNow(1.0)
        return sending.Arrived(shown_as, read=False)

    await sending.run(door.app, "web", PACE, send, stop, wake=door.bridge.stored)
