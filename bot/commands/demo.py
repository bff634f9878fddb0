"""The example town: three areas, forty volunteers, twenty-five services, a resident and a coordinator. All invented."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.app import build
from bot.desk import people
from bot.model import (
    ALL_DAY_EVERY_DAY,
    PARTS,
    AreaId,
    Check,
    Duty,
    Person,
    PersonId,
    Place,
    Service,
    ServiceId,
    Volunteer,
    slot,
)
from bot.store import keys
from bot.store.change import Change, put
from bot.world import World
from config.settings import Settings

FOLDER = Path(__file__).parent.parent.parent / "config" / "demo"
COORDINATORS = {"rowan": "devizes", "dev": "devizes", "morgan": "melksham", "ellis": "melksham", "priya": "north-wilts"}
CHECKED = date(2026, 1, 5)
FREE = {
    "": ALL_DAY_EVERY_DAY,
    "weekdays": sum(slot(day, part) for day in range(5) for part in PARTS),
    "weekends": sum(slot(day, part) for day in (5, 6) for part in PARTS),
    "evenings": sum(slot(day, "evening") for day in range(7)),
}


def prepare(settings: Settings) -> None:
    """Put the example town into the demo's Redis, once."""
    app = build(settings)
    if app.world.register.services():
        return
    for number, change in enumerate(_changes(app.world)):
        app.ledger.commit(f"demo:{number}", change)


def _changes(world: World) -> Iterator[Change]:
    yield from services(world)
    at = datetime.now(UTC)
    for row in _rows("volunteers"):
        yield _volunteer(world, row, at)
    for name, area in COORDINATORS.items():
        yield _known(world, name, AreaId(area), at)[1]
    for name, area in (("rowan", "devizes"), ("morgan", "melksham"), ("priya", "north-wilts")):
        yield _on_duty(world, name, AreaId(area))
    yield _resident(world, at)


def _rows(name: str) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[name[:-1]]
    return found


def services(world: World) -> Iterator[Change]:
    """The example services, a Change each."""
    for row in _rows("services"):
        place = _place(world, row.pop("place"))
        service = Service(
            id=ServiceId(row.pop("id")),
            area=AreaId(row.pop("area")),
            kinds=tuple(row.pop("kinds")),
            place=place,
            example=True,
            **row,
        )
        yield put(service)


def _place(world: World, name: str) -> Place:
    found = world.areas.locate(name)
    if found is None:
        raise LookupError(f"the example names a place no area has: {name}")
    return found


def _known(world: World, name: str, area: AreaId, at: datetime, place: str = "SN10") -> tuple[Person, Change]:
    """Someone known by the same name at the console and on the demo page."""
    low = name.lower()
    person, made = people.meet(world, "console", low, at)
    person = world.access.with_private(person, name=name.title(), **{"address.web": f"demo-{low}"})
    web = world.vault.digest("web", f"demo-{low}")
    address = Change(writes=(("HSET", keys.addresses(), web, person.id),), free=((keys.addresses(), web),))
    person = replace(person, platform="web", area=area, place=_place(world, place), details_asked=True)
    return person, made + address + put(person)


def _volunteer(world: World, row: dict[str, Any], at: datetime) -> Change:
    area = AreaId(row["area"])
    person, known = _known(world, row["name"], area, at, row["place"])
    volunteer = Volunteer(
        id=person.id,
        area=area,
        status="approved",
        kinds=tuple(row["kinds"]),
        place=person.place,
        range_km=row["range_km"],
        phone_only=row.get("phone_only", False),
        available=FREE[row.get("free", "")],
        nights=row.get("nights", False),
        languages=tuple(row.get("languages", ["en"])),
        car=row.get("car", False),
        check=Check(row["level"], None, CHECKED),
    )
    return known + put(volunteer)


def _on_duty(world: World, name: str, area: AreaId) -> Change:
    person = world.register.person_at(world.vault.digest("console", name))
    return put(Duty(area, (PersonId(person or ""),)))


def _resident(world: World, at: datetime) -> Change:
    """Amina, who has asked before: her name, number and door are known."""
    person, known = _known(world, "amina", AreaId("devizes"), at)
    phone = "+447700900123"
    full = world.access.with_private(person, phone=phone, door="4 Example Row, Devizes")
    digest = world.vault.digest("phone", phone)
    others = replace(known, puts=())
    return others + put(full) + Change(writes=(("HSET", keys.phones(), digest, person.id),))
