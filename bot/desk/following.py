"""Those who wait through another's request, since theirs was the same need: how it stands, and never whose it is."""

from datetime import datetime

from bot.desk import about
from bot.desk.telling import tell
from bot.messages import Say
from bot.model import Request
from bot.store.change import Change, total
from bot.world import World


def together(one: Request, other: Request) -> bool:
    """Whether someone waits for both: what is said of one they hear already."""
    return not {one.asked_by, one.resident}.isdisjoint((other.asked_by, other.resident))


def told(world: World, request: Request, at: datetime) -> Change:
    """Their cards brought up to date; and where the request stands otherwise than as read, a short message."""
    before = world.register.find(Request, request.id)
    moved = before is not None and before.state != request.state
    return total(_told(world, request, one, at, moved=moved) for one in world.register.followers_of(request.id))


def _told(world: World, request: Request, follower: Request, at: datetime, *, moved: bool) -> Change:
    card = about.redrawn(world, follower, at)
    if not moved or together(request, follower):
        return card
    return card + heard(world, follower, f"followed-{request.state.replace('_', '-')}", at)


def heard(world: World, follower: Request, text_id: str, at: datetime) -> Change:
    """A short message about their own request, by its own code."""
    say = Say(text_id, {"code": follower.code, "kind": follower.kind})
    return tell(world, follower.asked_by, say, at, must_hear=True)
