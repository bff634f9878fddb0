"""A case's card, as it comes to a coordinator: what it is, for how long, who has it. Nothing private."""

from typing import TYPE_CHECKING

from bot.cards.facts import facts
from bot.desk.cases import ABOVE, DEPUTIES, NOW, tells_of_danger
from bot.messages import Button, Param, Say
from bot.model import Case, Person, PersonId, Request

if TYPE_CHECKING:
    from bot.app import App


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """For those who coordinate its area or one above; nothing for anyone else."""
    case = app.world.register.find(Case, record_id)
    if case is None or not app.world.team.coordinates(viewer.id, case.area):
        return None
    request = app.world.register.find(Request, case.request) if case.request else None
    lines = (*_danger(case), *about(request), *_area(app, case, viewer.id), *due(case), *came(app, case, viewer.id))
    lines += stands(app, case, viewer.id)
    return Say("card-case", head(case, request), _buttons(case, viewer.id), lines)


def head(case: Case, request: Request | None) -> dict[str, Param]:
    """Reason, age and state, and the request's code and kind where there is one."""
    return {
        "reason": case.reason,
        "age": case.opened.isoformat(),
        "state": case.state,
        "code": request.code if request else "",
        "kind": request.kind if request else "",
    }


def _danger(case: Case) -> tuple[Say, ...]:
    """At the top of what cannot wait; of danger only where there is danger."""
    if case.urgency != NOW or case.state not in ("open", "passed"):
        return ()
    danger = tells_of_danger(case) or case.reason == "not_there"
    return (Say("case-danger" if danger else "case-look-now"),)


def about(request: Request | None) -> tuple[Say, ...]:
    """What is asked for, when, roughly where; and how soon, where the day does not say it."""
    if request is None:
        return ()
    lines = [Say("case-about", facts(request))]
    if request.place and request.place.label:
        lines.append(Say("case-where", {"place": request.place.label}))
    if request.urgency == "now" or request.when.day is None:
        lines.append(Say("case-soon", {"urgency": request.urgency}))
    return tuple(lines)


def _area(app: "App", case: Case, viewer: PersonId) -> tuple[Say, ...]:
    """The area's name, to someone with more than one."""
    if app.world.team.areas_of(viewer) == [case.area]:
        return ()
    return (Say("case-area", {"area": app.world.areas[case.area].name}),)


def due(case: Case) -> tuple[Say, ...]:
    """By when somebody should look, until somebody does."""
    return (Say("case-due", {"at": case.due.isoformat()}),) if case.state in ("open", "passed") else ()


def came(app: "App", case: Case, viewer: PersonId) -> tuple[Say, ...]:
    """Why it comes to a deputy, or to someone of the area above."""
    if case.state != "open" or case.rung not in (DEPUTIES, ABOVE):
        return ()
    if viewer in app.world.team.on_duty(case.area):
        return ()
    if viewer in app.world.team.deputies(case.area):
        return (Say("case-came-deputy"),)
    return () if viewer in app.world.team.coordinators(case.area) else (Say("case-came-above"),)


def stands(app: "App", case: Case, viewer: PersonId) -> tuple[Say, ...]:
    """Who has it, or how it was settled."""
    if case.state == "resolved":
        return (Say("case-settled", {"outcome": case.outcome}),)
    if case.owner is None:
        return ()
    if case.owner == viewer:
        return (Say("case-yours" if case.state == "claimed" else "case-passed-to-you"),)
    name = app.world.team.name_of(case.owner)
    return (Say("case-theirs" if case.state == "claimed" else "case-passed-to", {"name": name}),)


def _buttons(case: Case, viewer: PersonId) -> tuple[Button, ...]:
    if case.state == "open" or (case.state == "passed" and case.owner == viewer):
        return (Button("claim", case.id), Button("open-case", case.id))
    return (Button("open-case", case.id),)
