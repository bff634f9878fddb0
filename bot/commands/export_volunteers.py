"""`export volunteers`: what was put in comes out again, as a plain CSV that `import volunteers` reads."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.app import build
from bot.errors import OnedoorError
from bot.model import Volunteer
from config.settings import Settings
from matching.tongues import NAMES
from matching.week import written

if TYPE_CHECKING:
    from bot.app import App

HEADINGS = (
    *("name", "phone", "email", "place", "can help with", "how far (km)", "by phone only", "availability", "nights"),
    *("car", "languages", "times a week", "check", "date of check", "status", "notes"),
)


class NotWritten(OnedoorError):
    """The file cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}): name another file.")


def main(settings: Settings, dest: Path) -> int:
    """Every volunteer who has not left, with what is private opened: keep the file as you would a locked drawer.

    The number of volunteers written. Raises NotWritten.
    """
    app = build(settings)
    found = [one for area in app.world.areas for one in app.world.register.volunteers_in(area.id)]
    try:
        with dest.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADINGS)
            writer.writerows(sorted(_row(app, volunteer) for volunteer in found))
    except OSError as problem:
        raise NotWritten(dest, problem.strerror or "no reason given") from None
    return len(found)


def _row(app: "App", volunteer: Volunteer) -> list[str]:
    def private(name: str) -> str:
        return app.world.access.read(volunteer.id, of_person(volunteer.id, name)) or ""

    words = app.world.access.read(volunteer.id, f"volunteer:{volunteer.id}#words") or ""
    return [
        *(private("name"), private("phone"), private("email")),
        volunteer.place.label if volunteer.place else "",
        ", ".join(volunteer.kinds),
        f"{volunteer.range_km:g}",
        _yes(volunteer.phone_only),
        written(volunteer.available),
        *(_yes(volunteer.nights), _yes(volunteer.car)),
        ", ".join(NAMES.get(code, code).split()[0] for code in volunteer.languages),
        str(volunteer.weekly_limit),
        volunteer.check.level.replace("_", " "),
        volunteer.check.on.isoformat() if volunteer.check.on else "",
        volunteer.status,
        words,
    ]


def _yes(value: bool) -> str:  # noqa: FBT001 - a yes or no is all there is to it
    return "yes" if value else "no"
