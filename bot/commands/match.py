"""`match`: who could help with this, volunteers and services, each with the reasons."""

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from bot import moments
from bot.access import of_person
from bot.app import build
from bot.commands.listed import place_in
from bot.desk import candidates, services
from bot.desk.services import Near
from bot.errors import OnedoorError
from bot.model import PersonId, Place, Request, RequestId, Volunteer, When
from config.settings import Settings
from matching import rank
from matching.offered import kind_named
from matching.types import Ranked, Understanding

if TYPE_CHECKING:
    from bot.app import App

NOBODY = PersonId("nobody")


class NoSuchPlace(OnedoorError):
    """--place names none of our places."""

    def __init__(self, words: str) -> None:
        super().__init__(f"--place {words}: that is in none of the areas of areas.toml. Use a postcode or a village.")


class NoKind(OnedoorError):
    """The text asks for nothing a kind of help is known for."""

    def __init__(self) -> None:
        super().__init__("--text asks for no kind of help I know: say it another way.")


def main(settings: Settings, text: str, place: str, *, as_json: bool = False, console: Console | None = None) -> None:
    """Read the text, narrow, rank and print. Nothing is written and nobody is asked. Raises NoSuchPlace, NoKind."""
    found = matched(build(settings), text, place)
    if as_json:
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    out = console or Console()
    out.print(f"{found['kind']}, {found['place']}, {found['when'] or 'any time'}, {found['urgency']}", markup=False)
    out.print(_table(found))
    out.print(_left_out_table(found["left_out"]))


def matched(app: "App", text: str, place: str) -> dict[str, Any]:
    """What is asked for as it was understood, and who could help, best first."""
    at = app.world.clock.now()
    where = place_in(app, place)
    area = app.world.areas.serving(where) if where else None
    if where is None or area is None:
        raise NoSuchPlace(place)
    meant = app.meaning(text, at)
    kind = meant.needs[0] if meant.needs else kind_named(app.reader, text, moments.local(at))
    if kind is None:
        raise NoKind
    request = Request(
        id=RequestId("r"),
        code="",
        area=area.id,
        resident=NOBODY,
        asked_by=NOBODY,
        kind=kind,
        state="open",
        opened=at,
        place=where,
        when=When(meant.date, meant.part if meant.part in moments.PART_HOURS else None),
        urgency=meant.urgency or "flexible",
    )
    return _found(app, request, meant, where, at)


def _found(app: "App", request: Request, meant: Understanding, place: Place, at: datetime) -> dict[str, Any]:
    features = tuple(dict.fromkeys(one.matched for one in meant.evidence if one.what == f"kind:{request.kind}"))
    ranked = candidates.ranked(app.world, request, at, features)
    near = services.near(app.world, request.kind, place, request.when, at)
    when = moments.written(request.when)
    return {
        "kind": request.kind,
        "kinds": list(meant.needs or (request.kind,)),
        "place": place.label,
        "when": "" if when == "/" else when,
        "urgency": request.urgency,
        "volunteers": [_volunteer(app, one, volunteer) for one, volunteer in ranked],
        "services": [_service(one, request.kind) for one in near],
        "left_out": [
            {"id": one.id, "name": _name(app, one), "rule": rule}
            for one, rule in candidates.left_out(app.world, request, at, features)
        ],
    }


def _name(app: "App", volunteer: Volunteer) -> str | None:
    return app.world.access.read(volunteer.id, of_person(volunteer.id, "name"))


def _volunteer(app: "App", one: Ranked, volunteer: Volunteer) -> dict[str, Any]:
    return {
        "id": volunteer.id,
        "name": _name(app, volunteer),
        "distance_km": None if one.distance_km is None else round(one.distance_km, 1),
        "score": one.score,
        "reasons": [{"name": why.name, "points": why.points, **dict(why.facts)} for why in one.reasons],
    }


def _service(one: Near, kind: str) -> dict[str, Any]:
    reasons: list[dict[str, Any]] = [{"name": "kind", "points": rank.KIND, "kind": kind}]
    reasons.append({"name": "near", "points": rank.nearness(one.km), "km": round(one.km, 1)})
    if one.open is not None:
        reasons.append(
            {"name": "open_then" if one.open else "closed_then", "points": 0.5 if one.open else -rank.NEAREST}
        )
    service = one.service
    return {
        "id": service.id,
        "name": service.name,
        "distance_km": round(one.km, 1),
        "score": round(sum(reason["points"] for reason in reasons), 4),
        "hours": service.hours,
        "phone": service.phone,
        "example": service.example,
        "reasons": reasons,
    }


def _table(found: dict[str, Any]) -> Table:
    table = Table("", "Name", "km", "Score", "Why", title="Who could help")
    both = [("volunteer", one) for one in found["volunteers"]] + [("service", one) for one in found["services"]]
    for what, one in sorted(both, key=lambda pair: -pair[1]["score"]):
        why = ", ".join(_why(reason) for reason in one["reasons"])
        km = "" if one["distance_km"] is None else str(one["distance_km"])
        table.add_row(what, one["name"] or one["id"], km, f"{one['score']:.2f}", why)
    return table


def _left_out_table(left_out: list[dict[str, Any]]) -> Table:
    table = Table("Rule", "Who", title="Left out")
    for rule in dict.fromkeys(one["rule"] for one in left_out):
        names = [one["name"] or one["id"] for one in left_out if one["rule"] == rule]
        table.add_row(rule.replace("_", " "), ", ".join(names))
    return table


def _why(reason: dict[str, Any]) -> str:
    facts = ", ".join(str(value) for name, value in reason.items() if name not in ("name", "points"))
    points = f" {reason['points']:+g}" if "points" in reason else ""
    return f"{reason['name'].replace('_', ' ')}{f' ({facts})' if facts else ''}{points}"
