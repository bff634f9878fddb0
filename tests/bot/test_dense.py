"""A dense town: more people in one square than are looked at for one request, and each still comes up in turn."""

from dataclasses import replace
from datetime import date

from bot.desk import candidates
from bot.model import Person, PersonId, Volunteer, When
from bot.store.change import Change, put, total
from bot.store.register import MOST_FROM_A_CELL, MOST_NARROWED
from tests.bot.asking import asks, open_to
from tests.support.town import DEVIZES, SN10, Town

MORE = MOST_FROM_A_CELL + 15


def crowd(town: Town, count: int, prefix: str = "v", **given: object) -> list[PersonId]:
    """So many volunteers at one place, alike in everything but their names."""
    at, ids = town.app.world.clock.now(), [PersonId(f"{prefix}{number:03}") for number in range(count)]
    facts: dict[str, object] = {"status": "approved", "kinds": ("community",), "place": SN10} | given
    made: list[Change] = []
    for one in ids:
        person = Person(one, at, platform="console", area=DEVIZES, place=SN10)
        made += [put(person), put(Volunteer(one, DEVIZES, **facts))]  # type: ignore[arg-type]
    town.commit(total(made))
    return ids


def test_everyone_in_a_crowded_square_is_asked_in_turn(town: Town) -> None:
    """Nobody is asked a second time before everyone was asked once, however far down the list they stood."""
    town.meet("amina")
    people = crowd(town, MORE)
    asked: list[str] = []
    while len(asked) < MORE:
        asked += asks(town, "community").asked
        town.later(minutes=1)
    assert len(set(asked[:MORE])) == MORE
    again = asks(town, "community").asked
    assert set(again) <= set(asked[:6])
    assert set(asked) <= set(people)


def test_a_full_square_of_people_who_are_not_free_hides_nobody(town: Town) -> None:
    """Whoever a rule bars is never asked, so stays first in line; who comes after them is found all the same."""
    town.meet("amina")
    crowd(town, MORE, prefix="a", available=1)  # Monday mornings alone
    town.volunteer("sue", "community")
    assert open_to(town, asks(town, "community", when=When(date(2026, 11, 24), "evening"))) == ["sue"]


def test_those_who_help_by_phone_are_not_crowded_out(town: Town) -> None:
    """However many live near, whoever helps by phone alone is looked at."""
    town.meet("amina")
    places = [replace(SN10, lat=SN10.lat + 0.02 * step) for step in range(-4, 5)]
    for number, place in enumerate(places):
        crowd(town, MOST_FROM_A_CELL, prefix=f"n{number}.", kinds=("befriending",), place=place, weekly_limit=0)
    assert len(places) * MOST_FROM_A_CELL > MOST_NARROWED
    town.volunteer("pat", "befriending", phone_only=True, place=None)
    request = asks(town, "befriending")
    assert open_to(town, request) == ["pat"]
    assert candidates.left_out(town.app.world, request, town.app.world.clock.now())
