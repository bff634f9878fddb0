"""A case's card."""

from typing import TYPE_CHECKING

from bot.messages import Button, Param, Say
from bot.model import Case, Person

if TYPE_CHECKING:
    from bot.app import App


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """What it is about, for those who coordinate its area; nothing for anyone else."""
    case = app.world.register.find(Case, record_id)
    if case is None or not app.world.team.coordinates(viewer.id, case.area):
        return None
    facts: dict[str, Param] = {"reason": case.reason, "age": case.opened.isoformat(), "state": case.state}
    return Say("card-case", facts, (Button("claim", case.id),) if case.state == "open" else ())
