"""Cards drawn from what is true now: a request, an invite, a case. A module for each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.cards import case, file, invite, request, volunteer
from bot.lifecycle import ACTIVE, UNSETTLED
from bot.messages import Say
from bot.model import Case, Invite, Person, Request
from bot.store.indexes import LIVE_INVITES

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


# Cards of which there is one for each record, and the states in which it may still change.
LIVE = {
    "request": ACTIVE,
    "invite": LIVE_INVITES,
    "case": UNSETTLED,
    "file": UNSETTLED,
}


def is_over(app: "App", card: str) -> bool:
    """Whether what a card shows has ended, or is not there any more."""
    kind, _, record_id = card.partition(":")
    if kind not in LIVE:
        return False
    shown = _shown(app, kind, record_id)
    return shown is None or shown.state not in LIVE[kind]


def _shown(app: "App", kind: str, record_id: str) -> Request | Invite | Case | None:
    if kind == "request":
        return app.world.register.find(Request, record_id)
    return app.world.register.find(Invite, record_id) if kind == "invite" else app.world.register.find(Case, record_id)


def draw(app: "App", card: str, viewer: Person) -> Say | None:
    """The card (`request:<id>`) for this viewer, or None when there is nothing to show them."""
    kind, _, record_id = card.partition(":")
    return DRAWERS[kind](app, record_id, viewer)
