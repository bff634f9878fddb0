"""Cards drawn from what is true now: a request, an invite, a case. A module for each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cards import case, file, invite, request, volunteer
from bot.messages import Say
from bot.model import Person

if TYPE_CHECKING:
    from bot.app import App

Drawer = Callable[["App", str, Person], "Say | None"]
DRAWERS: dict[str, Drawer] = {
    "request": request.draw,
    "invite": invite.draw,
    "volunteer": volunteer.draw,
    "case": case.draw,
    "file": file.draw,
}


def draw(app: "App", card: str, viewer: Person) -> Say | None:
    """The card (`request:<id>`) for this viewer, or None when there is nothing to show them."""
    kind, _, record_id = card.partition(":")
    return DRAWERS[kind](app, record_id, viewer)
