"""One's own requests: where they stand, changing, cancelling, saying it is done, thanks."""

from typing import TYPE_CHECKING

from bot.desk import confirming, requests
from bot.messages import Button
from bot.model import Request, Session
from bot.talk.types import Heard, Reply, Step, at_rest, say

if TYPE_CHECKING:
    from bot.app import App


def status(app: "App", session: Session, heard: Heard) -> Reply:
    """Every open request's card, fresh, below."""
    own = app.world.register.requests_of(heard.who)
    if not own:
        return Reply(session, says=(say("nothing-open"),))
    return Reply(session, says=tuple(heard.card(f"request:{one.id}", fresh=True) for one in own))


def cancel(app: "App", session: Session, heard: Heard) -> Reply:
    """The one open request, or which of several."""
    own = app.world.register.requests_of(heard.who)
    if not own:
        return Reply(at_rest(session), says=(say("nothing-open"),))
    if len(own) > 1:
        buttons = tuple(_one(request) for request in own)
        return Reply(session, says=(say("which-cancel", *buttons),))
    return _cancelled(app, session, heard, own[0])


def _one(request: Request) -> Button:
    return Button("cancel", request.id, "button-cancel-one", {"code": request.code, "kind": request.kind})


def cancel_pressed(app: "App", session: Session, heard: Heard) -> Reply:
    """The button on a card."""
    return _cancelled(app, session, heard, app.world.register.request(heard.arg))


def _cancelled(app: "App", session: Session, heard: Heard, request: Request) -> Reply:
    confirming.must_wait_for(request, heard.who)
    change, ended = requests.cancel(app.world, request.id, heard.who, heard.at)
    return Reply(at_rest(session), change, (say("cancelled", code=ended.code, kind=ended.kind),))


def yes_done(app: "App", session: Session, heard: Heard) -> Reply:
    """Done is done when the resident says so."""
    change = confirming.confirm(app.world, heard.arg, heard.who, heard.at)
    return Reply(session, change, (say("glad", Button("thank", heard.arg)),))


def not_done(app: "App", session: Session, heard: Heard) -> Reply:
    """No: it is open again and a person looks."""
    change = confirming.deny(app.world, heard.arg, heard.who, heard.at)
    return Reply(session, change, (say("sorry-not-done"),))


def thanks(app: "App", session: Session, heard: Heard) -> Reply:
    """Thanks are passed on to whoever helped last."""
    change, passed = confirming.pass_thanks(app.world, heard.who, heard.at)
    return Reply(session, change, (say("thanks-passed" if passed else "thanks-heard"),))


def as_answer(app: "App", session: Session, heard: Heard) -> Reply | None:
    """A plain yes or no typed by someone who was asked whether it is done."""
    return None


PRESSES: dict[str, Step] = {
    "cancel": cancel_pressed,
    "yes-done": yes_done,
    "not-done": not_done,
    "thank": thanks,
}
STEPS: dict[str, Step] = {}
COMMANDS: dict[str, Step] = {"/status": status, "status": status, "/cancel": cancel, "cancel": cancel}
