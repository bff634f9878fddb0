"""What is sent from a page: words, presses, "this was looked at", "forget me"."""

import re
from collections.abc import Mapping

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.model import Person
from bot.store.mailbox import Entry
from handlers.bridge import call
from handlers.web import chat, demo, forms, inbound, panes
from handlers.web import door as doors
from handlers.web.door import Door
from handlers.web.inbound import Trouble
from handlers.web.panes import Kept, Pane
from handlers.web.reading import chat_of
from handlers.web.visitors import Seat

POSITION = re.compile(r"\d{1,15}-\d{1,10}")
log = structlog.get_logger()
OLD_PAGE = Trouble("web-page-old", 403)
Form = Mapping[str, str]


async def send(request: Request) -> Response:
    """Words or a press, from a form or from the page's script."""
    try:
        form = await forms.fields(request)
    except forms.TooLarge:
        return await _troubled(request, {}, Trouble("web-far-too-long", 413))
    door = doors.of(request)
    seat = _seat(request, door, form)
    if seat is None:
        return await _troubled(request, form, OLD_PAGE)
    address = request.client.host if request.client else ""
    before = await call(door.known_as, seat)
    outcome = await door.desk.take(door.bridge, inbound.read_form(seat, form), address)
    if isinstance(outcome, Trouble):
        return await _troubled(request, form, outcome)
    if before and _by_script(request) and before != await call(door.known_as, seat):
        return JSONResponse({"messages": [], "reload": True})  # they asked to be forgotten: the chat is another
    return await _taken(request, form, seat, outcome)


def _seat(request: Request, door: Door, form: Form) -> Seat | None:
    """The seat a form was sent from; None when it was not made by a page of ours for this visitor."""
    visitor = door.visitors.known(request)
    if visitor is None or not door.visitors.from_our_page(visitor, form.get("token", "")):
        return None
    return panes.seat_of(door, visitor, form.get("pane", "me"))


def _by_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def _taken(request: Request, form: Form, seat: Seat, own: Entry | None) -> Response:
    """It is stored: the script is given their own words to show; a page without script waits for the answers."""
    door = doors.of(request)
    person = await call(door.reader.person, seat.sender)
    if _by_script(request):
        return JSONResponse({"messages": await _own(door, form, seat, person, own)})
    if person:
        await door.settled(chat_of(person))
    page, name = ("/demo", seat.name) if _in_demo(door, form) else ("/chat", "me")
    return RedirectResponse(f"{page}#latest-{name}", 303)


async def _own(door: Door, form: Form, seat: Seat, person: Person | None, own: Entry | None) -> list[Mapping[str, str]]:
    if person is None or own is None:
        return []
    return [await panes.message(door, Pane(seat.name, form.get("page", ""), form["token"]), person, own)]


async def _troubled(request: Request, form: Form, trouble: Trouble) -> Response:
    """It is not stored: say so where they typed, with their words still in the box."""
    door = doors.of(request)
    visitor = door.visitors.known_or_new(request)
    if _by_script(request):
        response: Response = JSONResponse(_notice(door, request, visitor, trouble), trouble.status)
        door.visitors.remember(response, visitor)
    else:
        kept = Kept(form.get("pane", "me"), form.get("text", ""), form.get("event", ""), trouble)
        response = await (demo if _in_demo(door, form) else chat).show(request, visitor, kept)
    if trouble.wait_seconds:
        response.headers["Retry-After"] = str(trouble.wait_seconds)
    return response


def _notice(door: Door, request: Request, visitor: str, trouble: Trouble) -> Mapping[str, str]:
    language = door.pages.language(request.headers.get("accept-language", ""))
    facts = {"trouble": trouble, "areas": list(door.app.world.areas)}
    notice = {"notice": door.pages.page("notice.html", language, **facts)}
    # A page kept open past its cookie gets what it needs to send the same words again.
    return notice | ({"token": door.visitors.token(visitor)} if trouble is OLD_PAGE else {})


def _in_demo(door: Door, form: Form) -> bool:
    return door.app.settings.demo and form.get("page") == "demo"


async def away(request: Request, problem: Exception) -> Response:
    """The store does not answer, wherever it was asked: the fixed words, on the page or for its script."""
    log.warning("store_away", path=request.url.path, why=type(problem).__name__)
    return await _troubled(request, {}, panes.AWAY)


async def looked(request: Request) -> Response:
    """The page shows its chat up to an entry, and someone is there to see it."""
    door = doors.of(request)
    form = await forms.fields(request)
    seat = _seat(request, door, form)
    person = await call(door.reader.person, seat.sender) if seat else None
    if person is None or not POSITION.fullmatch(form.get("until", "")):
        return Response(status_code=403)
    await call(door.desk.looked, person, form["until"])
    return Response(status_code=204)


async def forget(request: Request) -> Response:
    """Forget this chat on this device: the cookie goes, and with it the way back to the chat."""
    door = doors.of(request)
    if _seat(request, door, await forms.fields(request)) is None:
        return await _troubled(request, {}, OLD_PAGE)
    response = RedirectResponse("/chat", 303)
    door.visitors.forget(response)
    return response
