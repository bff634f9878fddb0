"""A row of a group's spreadsheet as a volunteer, or the plain reason why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.desk.imports import Row
from bot.desk.people import parse_phone
from bot.model import ALL_DAY_EVERY_DAY, Place
from matching import columns, offered
from matching.columns import Columns
from matching.places import find_postcodes
from matching.tongues import languages_in
from matching.week import slots_of

if TYPE_CHECKING:
    from bot.app import App


class NotTaken(Exception):
    """Why a row cannot be taken, as a plain sentence."""


@dataclass(frozen=True)
class Lister:
    """Reads rows with what was understood of their columns."""

    app: "App"
    columns: Columns
    at: datetime  # in the town's own time

    def row(self, cells: Sequence[str]) -> Row:
        """One volunteer. Raises NotTaken."""
        name = (
            self._cell(cells, "name") or f"{self._cell(cells, 'first_name')} {self._cell(cells, 'last_name')}".strip()
        )
        if not name:
            raise NotTaken("there is no name")
        adult = columns.is_adult(self._cell(cells, "age"), self._cell(cells, "born"), self.at.date())
        if adult is False:
            raise NotTaken("under 18: a coordinator should speak with them")
        words = self._cell(cells, "words")
        private = {"name": name, "phone": self._phone(cells), "email": self._cell(cells, "email"), "words": words}
        return Row(
            kinds=self._kinds(cells),
            place=self._place(cells),
            private=private,
            range_km=columns.kilometres(self._cell(cells, "range"), self._heading("range")) or 5.0,
            phone_only=columns.says_yes(self._cell(cells, "phone_only")),
            available=slots_of(self._cell(cells, "available")) or ALL_DAY_EVERY_DAY,
            nights=columns.says_yes(self._cell(cells, "nights")),
            languages=tuple(dict.fromkeys(("en", *languages_in(self._cell(cells, "languages"))))),
            car=columns.says_yes(self._cell(cells, "car")),
            weekly_limit=self._limit(cells),
            likes=offered.features(self.app.reader, words, self.at) if words else (),
            level=columns.check_level(self._cell(cells, "check"), self._heading("check")),
            checked_on=columns.day(self._cell(cells, "checked_on")) or columns.day(self._cell(cells, "check")),
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        number = self.columns.fields.get(field)
        return cells[number].strip() if number is not None and number < len(cells) else ""

    def _heading(self, field: str) -> str:
        number = self.columns.fields.get(field)
        return "" if number is None else self.columns.headings[number]

    def _phone(self, cells: Sequence[str]) -> str:
        said = self._cell(cells, "phone")
        number = parse_phone(said) if said else ""
        if number is None:
            raise NotTaken(f"{said} is no whole phone number")
        return number

    def _kinds(self, cells: Sequence[str]) -> tuple[str, ...]:
        ticked = [
            kind
            for number, kind in self.columns.ticks.items()
            if number < len(cells) and columns.says_yes(cells[number])
        ]
        said = self._cell(cells, "kinds")
        kinds = tuple(dict.fromkeys((*ticked, *offered.kinds_named(self.app.reader, said, self.at))))
        if not kinds:
            raise NotTaken(f'"{said}" names no kind of help I know' if said else "no kind of help is named")
        return kinds

    def _place(self, cells: Sequence[str]) -> Place:
        said = [text for text in (self._cell(cells, "postcode"), self._cell(cells, "place")) if text]
        found = next((place for text in said if (place := place_in(self.app, text))), None)
        if found is None:
            raise NotTaken(f"{', '.join(said)} is no place I know" if said else "there is no postcode or place")
        return found

    def _limit(self, cells: Sequence[str]) -> int:
        digits = "".join(letter for letter in self._cell(cells, "limit").split(".")[0] if letter.isdigit())
        return min(max(int(digits or 3), 1), 50)


def place_in(app: "App", text: str) -> Place | None:
    """The rough place of an address, a postcode or a village's name."""
    postcodes = [str(found[0]) for found in find_postcodes(text)]
    tried = [*postcodes, text, *(part.strip() for part in text.split(","))]
    return next((place for words in tried if words and (place := app.world.areas.locate(words))), None)
