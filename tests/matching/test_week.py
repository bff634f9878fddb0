"""The parts of a week, as people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.week import ANY_TIME, BY_NAME, named, slots_of, written


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("weekends", ("weekends",)),
        ("evenings and weekends", ("weekends", "evenings")),
        ("weekday mornings and saturday afternoon", ("weekday_mornings", "sat_afternoon")),
        ("Mon, Wed mornings, Sat", ("sat", "mon_morning", "wed_morning")),
        ("mornings on weekdays, evenings on saturday", ("weekday_mornings", "sat_evening")),
        ("any time but not fridays", ("weekends", "mon", "tue", "wed", "thu")),
        ("not mondays", ("weekends", "tue", "wed", "thu", "fri")),
        ("mon-fri 9-5", ("weekday_mornings", "weekday_afternoons")),
        ("9am-1pm weekdays", ("weekday_mornings",)),
        ("after 6pm", ("evenings",)),
        ("tuesdays between 10 and 2", ("tue_morning", "tue_afternoon")),
        ("Mon AM, Tue PM", ("mon_morning", "tue_afternoon")),
        ("fri to mon", ("weekends", "mon", "fri")),
        ("flexible", ("any",)),
        ("Daytime", ("mornings", "afternoons")),
    ],
)
def test_what_people_say_of_their_week(words: str, names: tuple[str, ...]) -> None:
    """Days and parts of days are taken as people mean them, shared parts, ranges, hours and all but included."""
    slots = slots_of(words)
    assert slots is not None
    assert named(slots) == names


@pytest.mark.parametrize("words", ["", "hello", "salmon", "I love dogs", "fridge"])
def test_words_that_name_no_time(words: str) -> None:
    """Words that only look like days are no times."""
    assert slots_of(words) is None


@given(st.integers(min_value=1, max_value=ANY_TIME))
def test_names_say_exactly_the_parts(slots: int) -> None:
    """Whatever parts of a week someone is free, the names given for them stand for those parts and no others."""
    said = 0
    for name in named(slots):
        said |= BY_NAME[name]
    assert said == slots


@given(st.integers(min_value=1, max_value=ANY_TIME))
def test_names_can_be_read_again(slots: int) -> None:
    """What an export writes of a week, an import reads as the same week."""
    assert slots_of(written(slots)) == slots
