"""Opening hours, read as services write them."""

from datetime import date, time

import pytest

from matching.opening import open_during, spans_of

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)
NOON, ONE, EVENING = time(12), time(13), time(18)


@pytest.mark.parametrize(
    ("hours", "day", "expected"),
    [
        ("Mon-Fri 9:30-17:00", MONDAY, True),
        ("Mon-Fri 9:30-17:00", SATURDAY, False),
        ("Mon-Fri 9-5; Sat 10-12", SATURDAY, False),
        ("10am to 4pm, Mondays and Thursdays", MONDAY, True),
        ("10am to 4pm, Tuesdays and Thursdays", MONDAY, False),
        ("by phone, day and night", SATURDAY, True),
        ("daily 8:00-21:00", SATURDAY, True),
        ("Mon-Fri: 9:00-12:00, 13:00-17:00", MONDAY, False),
        ("first Mon of the month 12:00-16:00", MONDAY, None),
        ("ring for times", MONDAY, None),
    ],
)
def test_open_at_lunch(hours: str, day: date, *, expected: bool | None) -> None:
    """Whether a service is open from twelve to one, or that its hours do not say."""
    assert open_during(hours, day, NOON, ONE) is expected


def test_hours_that_end_before_they_begin_run_into_the_evening() -> None:
    """From "10-6" it is open until six in the evening."""
    spans = spans_of("Mon 10-6")
    assert spans
    assert (spans[0].opens, spans[0].closes) == (10, 18)
    assert open_during("Mon 10-6", MONDAY, time(17), EVENING) is True
