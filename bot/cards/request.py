"""A request's card."""

from typing import TYPE_CHECKING

from bot.access import of_person
from bot.cards.facts import facts, when, where
from bot.desk import merging
from bot.lifecycle import ACTIVE
from bot.messages import Button, Ref, Say
from bot.model import Person, Request

if TYPE_CHECKING:
    from bot.app import App


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """How it stands, for whoever waits for it."""
    request = app.world.register.find(Request, record_id)
    if request is None:
        return None
    whole = merging.leader(app.world, request)
    helpers = app.world.register.all_of(Person, whole.helpers) if whole.state in ACTIVE else []
    named = tuple(_named(one) for one in helpers if _may_name(app, viewer, one))
    place = request.place.label if request.place else ""
    lines = (
        when(request.when, request.urgency),
        *where(place),
        *((Say("stands-merged"),) if request.state == "merged" else ()),
        Say("stands-said-done") if _said_done(request, whole) else _stands(whole),
        *named,
    )
    return Say("card-request", facts(request), _buttons(request), lines)


def _stands(request: Request) -> Say:
    """How it stands; closed by a coordinator, how that ended."""
    if request.state == "closed" and request.outcome != "helped":
        return Say("stands-settled", {"outcome": request.outcome})
    return Say(f"stands-{request.state.replace('_', '-')}")


def _said_done(request: Request, whole: Request) -> bool:
    """Whoever waits through another's request is not asked whether it is done."""
    return request.state == "merged" and whole.state == "finished"


def _may_name(app: "App", viewer: Person, helper: Person) -> bool:
    """Someone who waits through another's request is not told who helps."""
    return app.world.access.readable(viewer.id, of_person(helper.id, "name"))


def _named(helper: Person) -> Say:
    return Say("request-helper", {"name": Ref(of_person(helper.id, "name"))})


def _buttons(request: Request) -> tuple[Button, ...]:
    if request.state == "finished":
        return (Button("yes-done", request.id), Button("not-done", request.id))
    if request.state in ("matched", "under_way") or (request.state == "held" and request.helpers):
        return (Button("yes-done", request.id), Button("cancel", request.id))
    if request.state in ("open", "held"):
        return (Button("cancel", request.id),)
    if request.state == "merged":
        return (Button("not-the-same", request.id), Button("cancel", request.id))
    return ()
