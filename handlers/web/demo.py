"""The demo page: a resident, two volunteers and a coordinator side by side, and a clock to move on."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot import moments
from handlers.bridge import call
from handlers.web import door as doors
from handlers.web import forms, panes
from handlers.web.door import Door
from handlers.web.panes import Kept

SEATS = ("amina", "me", "joe", "sue", "rowan")  # as they stand on the page
EXAMPLES: Mapping[str, int] = {"amina": 3, "me": 3, "joe": 2, "sue": 2, "rowan": 2}  # how many messages to click
LEAPS = ("minutes", "hour", "morning")


async def page(request: Request) -> Response:
    """Everyone's chat, side by side."""
    return await show(request, doors.of(request).visitors.known_or_new(request))


async def show(request: Request, visitor: str, kept: Kept | None = None) -> Response:
    """The page as it stands, with what was typed and could not be taken still in its box."""
    door = doors.of(request)
    shown = []
    for seat in filter(None, (panes.seat_of(door, visitor, one) for one in SEATS)):
        here = kept if kept and kept.pane == seat.name else None
        shown.append(await panes.opened(door, seat, visitor, "demo", here))
    html = door.pages.page(
        "demo.html",
        "en",
        panes=shown,
        token=door.visitors.token(visitor),
        clock=await clock(door),
        leaps=LEAPS,
        examples=EXAMPLES,
        new_event=panes.new_event,
    )
    response = HTMLResponse(html, max(pane.trouble.status if pane.trouble else 200 for pane in shown))
    door.visitors.remember(response, visitor)
    return response


async def clock(door: Door) -> str:
    """The town's time, as a clock on a wall says it; "" while it cannot be read."""
    try:
        here = moments.local(await call(door.app.world.clock.now))
    except Exception:  # noqa: BLE001 - the edge of the door: the page says elsewhere that the store is away
        return ""
    return f"{here:%a} {here.day} {here:%b}, {here:%H:%M}"


async def move_clock(request: Request) -> Response:
    """Move the town's time on, for everyone."""
    door = doors.of(request)
    form = await forms.fields(request)
    visitor = door.visitors.known(request)
    if visitor is None or not door.visitors.from_our_page(visitor, form.get("token", "")):
        return await show(request, door.visitors.known_or_new(request))
    now = await call(door.app.world.clock.now)
    await call(door.app.world.clock.forward, _leap(form.get("by", ""), now))
    if "application/json" in request.headers.get("accept", ""):
        return PlainTextResponse(await clock(door))
    return RedirectResponse("/demo", 303)


def _leap(by: str, now: datetime) -> timedelta:
    soon = now + timedelta(minutes=1)
    leaps = {"minutes": timedelta(minutes=10), "hour": timedelta(hours=1), "morning": moments.next_morning(soon) - now}
    return leaps.get(by, timedelta())
