"""Nobody who waits is forgotten: what falls due for a request that goes on with nothing else in the diary."""

from datetime import datetime

from bot import moments
from bot.model import Case, Line, LineId, Request
from bot.store.change import Change, relying
from bot.world import World

A_DAY = 24 * 60  # waking minutes
ASKED_ABOUT = {"matched": "check_in", "under_way": "check_in", "finished": "unconfirmed"}


def kept_up(world: World, request: Request, settled: Case, at: datetime) -> Change:
    """Its case is settled and the request goes on: unless something is due, or another case open, it is asked about."""
    job = ASKED_ABOUT.get(request.state, "wave")
    others = [case for case in world.register.cases_of(request.id) if case.id != settled.id]
    if others or world.diary.about(f"request:{request.id}"):
        return relying(*others)  # of the last two settled in one instant, the second sees that it is the last
    line = Line(LineId(f"{job}.{request.id}"), job, f"request:{request.id}", moments.waking(at, A_DAY))
    return Change(lines=(line,))
