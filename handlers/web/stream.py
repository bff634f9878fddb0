"""Server-sent events: what comes into the chats on a page, from where the page last was."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response

from bot.model import Chat, Person
from bot.store.mailbox import Entry, order
from handlers.bridge import call
from handlers.web import demo, panes
from handlers.web import door as doors
from handlers.web.door import Door
from handlers.web.live import Came
from handlers.web.panes import Pane
from handlers.web.reading import chat_of

POSITION = re.compile(r"\d{1,15}-\d{1,10}")
A_SECOND = 1.0


@dataclass(slots=True)
class Listening:
    """One chat a page listens to, and up to which entry it has it."""

    pane: Pane
    person: Person
    chat: Chat
    at: str


async def events(request: Request) -> Response:
    """`?<pane>=<entry>`, once or more: all that came into these chats since, and what comes from now on.

    A browser that comes back says in Last-Event-ID where it was.
    """
    door = doors.of(request)
    visitor = door.visitors.known(request)
    if visitor is None or not door.live.has_room(visitor):
        return Response(status_code=403 if visitor is None else 429)
    after = dict(request.query_params) | dict(parse_qsl(request.headers.get("last-event-id", "")))
    return EventSourceResponse(_events(door, visitor, await call(_listening, door, visitor, after)))


def _listening(door: Door, visitor: str, after: Mapping[str, str]) -> list[Listening]:
    return list(_found(door, visitor, after))


def _found(door: Door, visitor: str, after: Mapping[str, str]) -> Iterator[Listening]:
    """The chats of the panes that were named, those that have one."""
    for name, at in after.items():
        seat = panes.seat_of(door, visitor, name)
        person = door.reader.person(seat.sender) if seat and POSITION.fullmatch(at) else None
        if person:
            page = "chat" if list(after) == ["me"] else "demo"
            yield Listening(Pane(name, page, door.visitors.token(visitor)), person, chat_of(person), at)


async def _events(door: Door, visitor: str, chats: list[Listening]) -> AsyncIterator[ServerSentEvent]:
    with door.live.watching(visitor, {one.chat: one.at for one in chats}) as came:
        yield ServerSentEvent(retry=1000, comment="listening")
        for one in chats:
            for entry in await call(door.mailbox.entries, one.chat, one.at):
                yield await _event(door, chats, one, entry)
        async for event in _from_now_on(door, chats, came):
            yield event


async def _from_now_on(door: Door, chats: list[Listening], came: Came) -> AsyncIterator[ServerSentEvent]:
    by_chat = {one.chat: one for one in chats}
    shown = ""
    while True:
        try:
            chat, entry = await asyncio.wait_for(came.get(), A_SECOND)
        except TimeoutError:
            now = await demo.clock(door) if door.app.settings.demo else ""
            if now != shown:
                yield ServerSentEvent(now, event="clock")
            shown = now
            continue
        if order(entry.id) > order(by_chat[chat].at):
            yield await _event(door, chats, by_chat[chat], entry)


async def _event(door: Door, chats: list[Listening], one: Listening, entry: Entry) -> ServerSentEvent:
    one.at = entry.id
    message = await panes.message(door, one.pane, one.person, entry)
    return ServerSentEvent(panes.as_json(message), id=urlencode({each.pane.name: each.at for each in chats}))
