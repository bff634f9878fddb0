"""The facts of a request that any card may show."""

from bot import moments
from bot.messages import Param, Say
from bot.model import Request, When


def facts(request: Request) -> dict[str, Param]:
    """Code, kind, time and rough place."""
    return {
        "code": request.code,
        "kind": request.kind,
        "when": moments.written(request.when),
        "place": request.place.label if request.place else "",
    }


def when(when: When, urgency: str) -> Say:
    """The line that says when: the agreed time, or how soon where none was agreed and it presses."""
    if when == When() and urgency in ("now", "today"):
        return Say("line-soon", {"urgency": urgency})
    return Say("line-when", {"when": moments.written(when)})


def where(place: str) -> tuple[Say, ...]:
    """The line that says where, when there is a place."""
    return (Say("line-where", {"place": place}),) if place else ()
