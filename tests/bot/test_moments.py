"""Waking hours: deadlines stop at nine in the evening and go on at eight, and no clock change upsets them."""

from datetime import UTC, datetime

import pytest

from bot import moments


def at(text: str) -> datetime:
    """`23 10:00` as that day of November 2026, in London (which keeps UTC then)."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("23 10:00", 60, "23 11:00"),
        ("23 20:30", 30, "23 21:00"),
        ("23 20:30", 60, "24 08:30"),
        ("23 22:00", 60, "24 09:00"),
        ("24 03:00", 60, "24 09:00"),
        ("23 10:00", 24 * 60, "24 21:00"),
    ],
)
def test_waking_minutes_on(start: str, minutes: int, end: str) -> None:
    """The count stops at 21:00 and goes on at 08:00."""
    assert moments.waking(at(start), minutes) == at(end)


@pytest.mark.parametrize(
    ("end", "minutes", "start"),
    [
        ("24 12:00", 60, "24 11:00"),
        ("24 09:00", 60, "24 08:00"),
        ("24 08:00", 60, "23 20:00"),
        ("24 08:30", 60, "23 20:30"),
        ("24 21:00", 60, "24 20:00"),
    ],
)
def test_waking_minutes_before(end: str, minutes: int, start: str) -> None:
    """A reminder before an early task comes the evening before, not in the night."""
    assert moments.waking_before(at(end), minutes) == at(start)


def test_a_night_when_the_clocks_go_back() -> None:
    """The night of a clock change is an hour longer, and eight o'clock is still eight o'clock."""
    evening = datetime(2026, 10, 24, 19, 30, tzinfo=UTC)  # 20:30 in London
    assert moments.waking(evening, 60) == datetime(2026, 10, 25, 8, 30, tzinfo=UTC)
