"""Dates in British habit, all said on Friday 20 November 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from matching.dates import find_date, find_part
from matching.words import Token

FRIDAY = date(2026, 11, 20)
Cut = Callable[[str], list[Token]]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("lift today please", (11, 20)),
        ("need it tonite", (11, 20)),
        ("can someone come this afternoon", (11, 20)),
        ("pick up tmrw", (11, 21)),
        ("2moro if poss", (11, 21)),
        ("for the morra mornin", (11, 21)),
        ("the day after tomorrow would do", (11, 22)),
        ("appointment on Tuesday", (11, 24)),
        ("tues & thurs this week", (11, 24)),
        ("wensday at 10", (11, 25)),
        ("nxt fri at 2", (11, 27)),
        ("this sat", (11, 21)),
        ("need a lift sun morning", (11, 22)),
        ("a week on tuesday", (12, 1)),
        ("boosters tuesday week", (12, 1)),
        ("can you come thursday 3rd", (12, 3)),
        ("must be gone by the 30th", (11, 30)),
        ("on the 3rd of december", (12, 3)),
        ("dec 12th, the hall", (12, 12)),
        ("hall for 12 dec", (12, 12)),
        ("scan on 3/12", (12, 3)),
        ("scan on 03/12/2026", (12, 3)),
        ("in three days", (11, 23)),
        ("need it in a fortnight", (12, 4)),
        ("dinner on christmas day", (12, 25)),
        ("pull out of Monday's visit", (11, 23)),
        ("she runs out on Sunday. can you take them on Saturday?", (11, 21)),
        ("saw him on tuesday. can anyone lift me on wednesday", (11, 25)),
    ],
)
def test_dates_that_are_named(cut: Cut, said: str, day: tuple[int, int]) -> None:
    """The day meant is found, however it is typed."""
    hit = find_date(cut(said), FRIDAY)
    assert hit is not None
    assert hit.day == date(2026, *day)


@pytest.mark.parametrize(
    "said",
    [
        "every tuesday",
        "tuesdays are best",
        "mon/wed mornings",
        "Monday to Friday",
        "since monday",
        "last thursday",
        "i asked on monday",
        "she pushed me on Sunday",
        "this weekend",
        "not tomorrow",
        "at 10am",
        "not paid til thurs",
        "3rd floor flat",
        "third night, 3rd night this week",
        "my nan's 90th",
        "i sat in the car",
        "the sun is out",
        "it was a May baby",
        "24/7 care",
        "we'd be doing each other a favour",
        "no visitor in five weeks",
        "is the thursday group still on",
        "31/2",
    ],
)
def test_what_is_no_date(cut: Cut, said: str) -> None:
    """What comes round, has been, is a range, a rank or a clock time names no day."""
    assert find_date(cut(said), FRIDAY) is None


@pytest.mark.parametrize(
    ("said", "part"),
    [("tues mornin", "morning"), ("2nite", "night"), ("after dinner in the evening", "evening"), ("at ten", None)],
)
def test_parts_of_the_day(cut: Cut, said: str, part: str | None) -> None:
    """The part of the day named is kept, for finding someone free then."""
    assert find_part(cut(said)) == part
