"""What Telegram brings, as the bot takes it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Update

from bot.messages import Inbound
from handlers.telegram import inbound
from tests.support.fake_telegram import TOKEN
from tests.support.telegram_world import World

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
AMINA = 1001
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 4}
PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 4, "height": 3}]
STICKER = {"file_id": "s", "file_unique_id": "s", "width": 5, "height": 5, "type": "regular"}
STICKER |= {"is_animated": False, "is_video": False}


def read(world: World) -> list[Inbound]:
    """What the newest update says; its event id is looked at elsewhere."""
    update = Update.de_json(world.waiting[-1], Bot(TOKEN))
    return list(inbound.read(update, "4242", AT))


def said(**what: Any) -> Inbound:  # noqa: ANN401 - an Inbound's own fields
    """Amina did this, in the first update of all."""
    return Inbound(**{"event": "4242.700000001", "platform": "telegram", "sender": "1001", "at": AT, **what})


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"text": "/start"}, {"text": "/start"}),
        ({"text": "pls help <b>"}, {"text": "pls help <b>"}),
        ({"location": {"latitude": 51.35, "longitude": -1.99}}, {"location": (51.35, -1.99)}),
        ({"voice": VOICE}, {"attachment": "voice"}),
        ({"photo": PHOTO}, {"attachment": "photo"}),
        ({"sticker": STICKER}, {"attachment": "sticker"}),
        ({"document": {"file_id": "d", "file_unique_id": "d"}}, {"attachment": "document"}),
    ],
    ids=lambda value: next(iter(value)),
)
def test_a_message(parts: dict[str, Any], what: dict[str, Any]) -> None:
    """Words, a place and whatever else someone may send."""
    world = World()
    world.message(AMINA, **parts)
    assert read(world) == [said(**what)]


@pytest.mark.parametrize("number", ["447700900123", "+447700900123"])
def test_a_contact_of_ones_own_is_a_number(number: str) -> None:
    """Telegram leaves out the plus on some phones."""
    world = World()
    world.message(AMINA, contact={"phone_number": number, "first_name": "Amina", "user_id": AMINA})
    assert read(world) == [said(contact="+447700900123")]


def test_someone_elses_contact_is_not_taken_for_ones_own() -> None:
    """A card of a neighbour's must not become Amina's number."""
    world = World()
    world.message(AMINA, contact={"phone_number": "447700900999", "first_name": "Neighbour", "user_id": 1002})
    assert read(world) == [said(attachment="contact")]


def test_words_sent_with_a_photo_are_heard() -> None:
    """They may be the request itself, or a cry for help."""
    world = World()
    world.message(AMINA, photo=PHOTO, caption="smell gas, what do i do")
    assert read(world) == [
        said(attachment="photo"),
        said(event="4242.700000001.caption", text="smell gas, what do i do"),
    ]


def test_a_press_comes_back_as_it_went() -> None:
    """A button's id is all the bot needs."""
    world = World()
    world.message(AMINA, text="hello")
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "confirm:r123"}]]}
    world.speak(AMINA, "Right?", reply_markup=markup)
    world.press(AMINA, "confirm:r123")
    assert read(world) == [said(event="4242.700000002", press="confirm:r123")]


@pytest.mark.parametrize("blocked", [True, False])
def test_blocking_and_letting_in_again(blocked: bool) -> None:  # noqa: FBT001 - the parameter of the test
    """Both are told to the bot."""
    world = World()
    world.block(AMINA, blocked=blocked)
    assert read(world) == [said(blocked=blocked)]


def test_groups_and_edits_are_not_answered() -> None:
    """The bot may have been added to a group; what is said there is not for it."""
    world = World()
    first = world.message(AMINA, kind="supergroup", text="anyone free?")
    assert (first, read(world)) == (700_000_001, [])
    world.message(AMINA, text="hi")
    world.message(AMINA, edited=2, text="hello")
    assert read(world) == []


def test_a_notice_of_telegrams_own_is_nothing() -> None:
    """Such as that someone let the bot write to them."""
    world = World()
    world.message(AMINA, write_access_allowed={})
    assert read(world) == []
