"""What the bot says, through the real library to a strict Telegram."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, build
from bot.messages import CRISIS, Button, Say
from bot.store import keys
from handlers import sending
from handlers.telegram import api
from handlers.telegram.send import PACE, Sender
from tests.support import fake_telegram, telegram_door
from tests.support.telegram_door import known, tell
from tests.support.telegram_phone import Phone

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
AMINA, JOE = 1001, 1002


@pytest.fixture
def phone() -> Iterator[Phone]:
    """A Telegram of our own."""
    with fake_telegram.running() as phone:
        yield phone


@pytest.fixture
def app(phone: Phone, redis_url: str, tmp_path: Path) -> Iterator[App]:
    """The door is open; Amina and Joe have been welcomed."""
    with telegram_door.opened(telegram_door.settings_for(phone, redis_url, tmp_path)) as app:
        for person in (AMINA, JOE):
            phone.writes(person, "/start")
        for person in (AMINA, JOE):
            phone.hears(person, "Hello")
        phone.wait(lambda: settled(app))
        yield app


def settled(app: App) -> bool:
    """Whether everything to be said has an outcome."""
    outbox = app.world.outbox
    return not any(outbox.client.exists(keys.outbox_chats("telegram", priority)) for priority in range(3))


def wish(words: str) -> Say:
    """Something that repeats what someone typed."""
    return Say("understood-wish", {"wish": words})


def statuses(phone: Phone, method: str, person: int) -> list[int]:
    """How each call about a chat was answered, but the welcome."""
    return [call["status"] for call in phone.calls(method) if call["chat_id"] == str(person)][1:]


def test_what_people_typed_is_shown_as_typed(phone: Phone, app: App) -> None:
    """Markup in someone's words neither breaks the message nor is obeyed."""
    tell(app, AMINA, wish('<b>bold</b> & "quoted" <i'))
    phone.hears(AMINA, '<b>bold</b> & "quoted" <i')


def test_a_long_message_comes_in_parts(phone: Phone, app: App) -> None:
    """Nothing is cut off, and the buttons are below the last part."""
    lines = [f"wish {number}: " + "please " * 20 for number in range(50)]
    first, *rest = (wish(line.strip()) for line in lines)
    tell(app, AMINA, replace(first, buttons=(Button("drop"),), more=tuple(rest)))
    phone.hears(AMINA, "wish 49")
    parts = phone.sees(AMINA)[1:]
    assert [line for part in parts for line in re.findall(r"wish \d+", part["text"])] == [
        f"wish {n}" for n in range(50)
    ]
    assert [len(part["buttons"]) for part in parts] == [0, 0, 1]


def test_what_telegram_refuses_does_not_hold_up_the_next(phone: Phone, app: App) -> None:
    """A button whose id is too long is a mistake of ours; the chat goes on."""
    tell(app, AMINA, Say("welcome", {}, (Button("drop", "x" * 80),)))
    tell(app, AMINA, wish("still here"))
    phone.hears(AMINA, "still here")
    assert statuses(phone, "sendMessage", AMINA) == [400, 200]


def test_a_card_is_changed_in_place(phone: Phone, app: App) -> None:
    """One message, its words changed."""
    tell(app, AMINA, wish("first"), card="request:r1")
    phone.hears(AMINA, "first")
    phone.wait(lambda: settled(app))
    tell(app, AMINA, wish("second"), card="request:r1")
    card = phone.hears(AMINA, "second")
    assert len(card["edits"]) == 1
    assert len(phone.sees(AMINA)) == 2


def test_a_card_that_says_the_same_is_left(phone: Phone, app: App) -> None:
    """Telegram refuses an edit that changes nothing; it counts as said."""
    for _ in range(2):
        tell(app, AMINA, wish("the same"), card="request:r1")
        phone.wait(lambda: settled(app))
    assert statuses(phone, "sendMessage", AMINA) == [200]
    assert [call["status"] for call in phone.calls("editMessageText")] == [400]
    assert outcomes(app)[-2:] == ["sent", "sent"]


def outcomes(app: App) -> list[str]:
    """What became of each send, in order."""
    entries: Any = app.world.outbox.client.xrange(keys.outbox_outcomes("telegram"))
    return [entry[b"outcome"].decode() for _, entry in entries]


def test_a_card_that_is_gone_is_sent_anew(phone: Phone, app: App) -> None:
    """Someone deleted it; its news still reaches them, and its next change is made there."""
    tell(app, AMINA, wish("first"), card="request:r1")
    first = phone.hears(AMINA, "first")
    phone.do("forget", person=AMINA, message=first["id"])
    phone.wait(lambda: settled(app))
    tell(app, AMINA, wish("second"), card="request:r1")
    second = phone.hears(AMINA, "second")
    assert second["edits"] == []
    phone.wait(lambda: settled(app))
    tell(app, AMINA, wish("third"), card="request:r1")
    assert phone.hears(AMINA, "third")["id"] == second["id"]


def test_a_blocked_bot_is_noted(phone: Phone, app: App) -> None:
    """Whoever blocked the bot is not reachable there, until they write again."""
    phone.blocks(AMINA, silently=True)
    tell(app, AMINA, wish("hello?"))
    phone.wait(lambda: known(app, AMINA).unreachable == ("telegram",))
    phone.writes(AMINA, "help")
    phone.wait(lambda: known(app, AMINA).unreachable == ())


def test_one_chats_limit_is_its_own(phone: Phone, app: App) -> None:
    """A chat told to wait is left alone for just that long, and meanwhile others are spoken to."""
    phone.fault("flood", chat=AMINA, seconds=2)
    tell(app, AMINA, wish("bread"))
    phone.wait(lambda: phone.calls("sendMessage")[-1]["status"] == 429)
    tell(app, JOE, wish("milk"))
    phone.hears(JOE, "milk")
    assert "bread" not in phone.reads(AMINA)[-1]
    phone.hears(AMINA, "bread")
    assert statuses(phone, "sendMessage", AMINA) == [429, 200]
    refused, again = [call["at"] for call in phone.calls("sendMessage") if call["chat_id"] == str(AMINA)][1:]
    assert again - refused >= 2


def test_telegrams_limits_are_kept_without_being_told(phone: Phone, app: App) -> None:
    """Fifty messages at once to forty people, eight of them to one. None is refused, none lost."""
    people = range(2001, 2041)
    for person in people:
        phone.writes(person, "help")
    for person in people:
        phone.hears(person, "")
    for number in range(47):
        tell(app, 2001 + number if number < 40 else 2001, wish(f"number {number}"))
    phone.hears(2001, "number 46")
    phone.wait(lambda: settled(app))
    assert {call["status"] for call in phone.calls("sendMessage")} == {200}
    assert [text.split()[-1] for text in phone.reads(2001)[1:]] == [
        '0"',
        '40"',
        '41"',
        '42"',
        '43"',
        '44"',
        '45"',
        '46"',
    ]
    sent = [call["at"] for call in phone.calls("sendMessage") if call["chat_id"] == "2001"]
    assert sent[-1] - sent[1] > len(sent[1:]) - 4  # seconds: a burst of three, then one a second


def test_what_may_have_arrived_is_not_said_twice(phone: Phone, app: App) -> None:
    """Telegram took it and the line went dead: silence once is better than the same news twice."""
    phone.fault("cut", chat=AMINA)
    tell(app, AMINA, wish("once"))
    tell(app, AMINA, wish("after it"))
    phone.hears(AMINA, "after it")
    assert [text for text in phone.reads(AMINA) if "once" in text] == [phone.reads(AMINA)[1]]
    phone.wait(lambda: settled(app))
    assert outcomes(app)[-2:] == ["ambiguous", "sent"]


def test_what_must_be_heard_is_rather_said_twice(phone: Phone, app: App) -> None:
    """In danger, or where someone would have to ring, a second copy does no harm."""
    phone.fault("cut", chat=AMINA)
    tell(app, AMINA, wish("ring 999"), priority=CRISIS)
    phone.wait(lambda: len([text for text in phone.reads(AMINA) if "ring 999" in text]) == 2, patience=60)


def test_an_answer_that_comes_too_late_is_no_answer(phone: Phone, redis_url: str, tmp_path: Path) -> None:
    """Telegram took it and kept silent for longer than we wait."""
    app = build(telegram_door.settings_for(phone, redis_url, tmp_path))

    async def impatient(stop: asyncio.Event) -> None:
        async with api.opened(app.settings, answer_within=0.5) as line:
            await sending.run(app, "telegram", PACE, Sender(app, line).send, stop)

    phone.writes(AMINA, "hi")
    phone.fault("late", seconds=3)
    tell(app, AMINA, wish("once"))
    with telegram_door.running(impatient):
        phone.wait(lambda: settled(app))
    assert outcomes(app) == ["ambiguous"]
    assert len(phone.sees(AMINA)) == 1


@pytest.mark.parametrize("fault", ["broken", "gateway"])
def test_what_telegram_could_not_do_is_tried_again(phone: Phone, app: App, fault: str) -> None:
    """Its own breakdowns pass, and it is said once."""
    phone.fault(fault, chat=AMINA)
    tell(app, AMINA, wish("at last"))
    phone.hears(AMINA, "at last")
    phone.wait(lambda: settled(app))
    assert len([text for text in phone.reads(AMINA) if "at last" in text]) == 1


@pytest.mark.parametrize(("asked", "shared"), [("ask-place", "location"), ("ask-phone", "contact")])
@pytest.mark.parametrize("buttons", [(), (Button("drop"),)])
def test_a_place_or_a_number_can_be_shared_with_one_tap(
    phone: Phone, app: App, asked: str, shared: str, buttons: tuple[Button, ...]
) -> None:
    """Asked for one, people are offered Telegram's own way to give it; it is put away with the next words."""
    tell(app, AMINA, Say(asked, {}, buttons))
    phone.wait(lambda: phone.sees(AMINA)[-1]["keyboard"] == [shared])
    assert [bool(one["buttons"]) for one in phone.sees(AMINA)[1:]] == ([True, False] if buttons else [False])
    tell(app, AMINA, wish("thank you"))
    assert phone.hears(AMINA, "thank you")["keyboard"] == []


def test_a_shared_place_is_answered(phone: Phone, app: App) -> None:
    """It goes through the same turn as words do."""
    phone.shares_place(AMINA, 51.3445, -1.9756)
    phone.wait(lambda: len(phone.sees(AMINA)) == 3)


def test_something_other_than_words_is_answered_kindly(phone: Phone, app: App) -> None:
    """A voice note is not understood, and not ignored."""
    phone.speaks(AMINA)
    phone.wait(lambda: len(phone.sees(AMINA)) == 2)
