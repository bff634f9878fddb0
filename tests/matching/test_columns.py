"""A group's own spreadsheet: columns under whatever headings, and what their cells mean."""

from datetime import date

import pytest

from matching import columns
from matching.columns import Columns, understood

KINDS = {"shopping": "shopping", "dog walking": "pets", "prescriptions": "prescription", "befriending": "befriending"}


def kind_of(words: str) -> str | None:
    """A few words that name a kind."""
    return next((kind for name, kind in KINDS.items() if name in words.casefold()), None)


def taken(headings: list[str], *rows: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The heading of each field, and of each ticked kind."""
    found = understood(headings, rows, kind_of)
    return (
        {field: headings[number] for field, number in found.fields.items()},
        {kind: headings[number] for number, kind in found.ticks.items()},
    )


def test_headings_in_a_groups_own_words() -> None:
    """Every heading is taken for what it holds, however the group put it."""
    fields, ticks = taken(
        ["Volunteer", "Mobile No.", "Address", "How can you help?", "Days", "How far (miles)", "D.O.B.", "Vetting"],
        ["Ann Example", "07700 900111", "1 High St, SN10 1AA", "shopping", "weekdays", "5", "1/1/1980", "DBS basic"],
    )
    assert not ticks
    assert fields == {
        "name": "Volunteer",
        "phone": "Mobile No.",
        "place": "Address",
        "kinds": "How can you help?",
        "available": "Days",
        "range": "How far (miles)",
        "born": "D.O.B.",
        "check": "Vetting",
    }


QUESTIONS = {
    "name": "What is your full name?",
    "place": "Where do you live?",
    "kinds": "What can you help with?",
    "car": "Do you drive?",
    "phone": "Mobile",
    "available": "When are you free?",
    "languages": "What languages do you speak?",
    "check": "Do you have a current DBS check?",
    "range": "How far can you travel?",
    "age": "Are you over 18?",
    "words": "Anything else we should know?",
}
SHORT = {"name": "Name of volunteer", "place": "Lives in", "kinds": "Can do", "phone": "Contact no", "car": "Driver?"}


@pytest.mark.parametrize("asked", [QUESTIONS, SHORT, SHORT | {"place": "Which village are you in?"}])
def test_everyday_headings(asked: dict[str, str]) -> None:
    """The questions of an online form, and what stands on a clipboard."""
    cells = {"phone": "07700 900111", "place": "Seend", "kinds": "shopping", "car": "Yes", "check": "No", "age": "Yes"}
    cells |= {"available": "weekends", "range": "5 miles", "languages": "Polish", "name": "Ann Example", "words": ""}
    assert taken(list(asked.values()), [cells[field] for field in asked]) == (asked, {})


def test_cells_say_what_a_vague_heading_does_not() -> None:
    """One sheet's "Contact" holds numbers and another's mail addresses."""
    assert taken(["Name", "Contact"], ["Ann", "07700 900111"])[0]["phone"] == "Contact"
    assert taken(["Name", "Contact"], ["Ann", "ann@example.org"])[0]["email"] == "Contact"


def test_ticked_kinds() -> None:
    """Columns headed by a kind of help, with ticks below, are kinds; a column ticked for something else is not."""
    fields, ticks = taken(
        ["First name", "Surname", "Shopping", "Dog walking", "Driver"],
        ["Ann", "Example", "x", "", "yes"],
        ["Bob", "Example", "", "Y", "no"],
    )
    assert ticks == {"shopping": "Shopping", "pets": "Dog walking"}
    assert fields == {"first_name": "First name", "last_name": "Surname", "car": "Driver"}


def test_what_is_not_used_is_said() -> None:
    """Headings nothing was made of can be shown to whoever imports."""
    assert understood(["Name", "Shoe size"], [["Ann", "6"]], kind_of).unused == ("Shoe size",)


def test_titles_above_the_headings() -> None:
    """The row of headings is found below a title and a note."""
    rows = [["Volunteers of Example Aid", ""], ["", ""], ["Name", "Phone"], ["Ann", "07700 900111"]]
    assert columns.heading_row(rows) == 2


@pytest.mark.parametrize(
    ("cell", "heading", "level"),
    [
        ("Enhanced", "DBS", "dbs_enhanced"),
        ("Enhanced with barred list", "DBS level", "dbs_enhanced_barred"),
        ("Yes", "DBS", "dbs_basic"),
        ("12/03/2024", "DBS", "dbs_basic"),
        ("yes", "ID seen", "identity"),
        ("passport", "Checks", "identity"),
        ("known to the vicar", "Vetting", "word"),
        ("pending", "DBS", "none"),
        ("applied for", "DBS", "none"),
        ("expired", "DBS", "none"),
        ("no", "DBS", "none"),
        ("", "DBS", "none"),
    ],
)
def test_checks(cell: str, heading: str, level: str) -> None:
    """A check is what the cell or its heading records; one asked for, run out or not there is none."""
    assert columns.check_level(cell, heading) == level


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12/3/2024", date(2024, 3, 12)),
        ("2024-03-12", date(2024, 3, 12)),
        ("12 Mar 24", date(2024, 3, 12)),
        ("12th March 1956", date(1956, 3, 12)),
        ("31/2/2024", None),
        ("soon", None),
    ],
)
def test_days(cell: str, expected: date | None) -> None:
    """Dates as British people write them; a day there never was is none."""
    assert columns.day(cell) == expected


@pytest.mark.parametrize(
    ("age", "born", "expected"),
    [
        ("", "24/11/2008", False),  # eighteen tomorrow
        ("", "23/11/2008", True),  # eighteen today
        ("17", "", False),
        ("18", "", True),
        ("over 18", "", True),
        ("yes", "", True),
        ("no", "", False),
        ("", "", None),
    ],
)
def test_adults(age: str, born: str, *, expected: bool | None) -> None:
    """Eighteen on the very day is old enough; what the sheet does not say stays unknown."""
    assert columns.is_adult(age, born, date(2026, 11, 23)) is expected


@pytest.mark.parametrize(
    ("cell", "heading", "km"),
    [("5", "How far (miles)", 8.0), ("5 km", "Distance", 5.0), ("5", "km", 5.0), ("anywhere", "How far", None)],
)
def test_distances(cell: str, heading: str, km: float | None) -> None:
    """Miles unless kilometres are said."""
    assert columns.kilometres(cell, heading) == km


def test_an_empty_sheet_has_no_columns() -> None:
    """Headings without a word hold nothing."""
    assert understood(["", ""], [], kind_of) == Columns({}, {}, ("", ""))
