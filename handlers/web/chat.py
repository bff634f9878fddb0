"""The chat page: one chat, for small phones first, whole without any script."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.talk.join_link import is_said
from handlers.web import door as doors
from handlers.web import panes
from handlers.web.panes import Kept
from handlers.web.visitors import own_seat


async def page(request: Request) -> Response:
    """The visitor's own chat."""
    return await show(request, doors.of(request).visitors.known_or_new(request))


async def show(request: Request, visitor: str, kept: Kept | None = None) -> Response:
    """The page as it stands, with what was typed and could not be taken still in the box."""
    door = doors.of(request)
    pane = await panes.opened(door, own_seat(visitor), visitor, "chat", kept)
    person = pane.conversation.person
    language = person.language if person else door.pages.language(request.headers.get("accept-language", ""))
    html = door.pages.page(
        "chat.html",
        language,
        pane=pane,
        numbers=door.numbers(),
        areas=list(door.app.world.areas),
        demo=door.app.settings.demo,
        new_event=panes.new_event,
    )
    response = HTMLResponse(html, pane.trouble.status if pane.trouble else 200)
    door.visitors.remember(response, visitor)
    return response


async def join(request: Request) -> Response:
    """A join link: the chat, with the code to send in the box. Opening it does nothing yet, so a preview cannot."""
    visitor, token = doors.of(request).visitors.known_or_new(request), request.path_params["token"]
    said = f"join {token}"
    if not is_said(said):
        return RedirectResponse("/chat", 303)
    return await show(request, visitor, Kept("me", said, panes.new_event(), None))


async def home(request: Request) -> Response:
    """The front page: the chat, or in the demo the demo page."""
    if doors.of(request).app.settings.demo:
        return RedirectResponse("/demo", 303)
    return await page(request)
