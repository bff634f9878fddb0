"""Asking Telegram what is new: nothing acknowledged before it is stored, nothing taken twice, one poller."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import SecretStr
from pytest_mock import MockerFixture
from redis import Redis
from structlog.testing import capture_logs

from bot.app import App, build
from bot.messages import Button, Say
from bot.store import keys
from bot.talk import router
from config.settings import BadSettings, Settings
from handlers.telegram.run import serve
from tests.support import fake_telegram, telegram_door
from tests.support.cut_wire import CutWire
from tests.support.telegram_door import Loop, known
from tests.support.telegram_phone import Phone

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
AMINA, JOE = 1001, 1002
SORRY = "I can't answer just now"


@pytest.fixture
def phone() -> Iterator[Phone]:
    """A Telegram of our own."""
    with fake_telegram.running() as phone:
        yield phone


@pytest.fixture
def settings(phone: Phone, redis_url: str, tmp_path: Path) -> Settings:
    """What a door needs to know."""
    return telegram_door.settings_for(phone, redis_url, tmp_path)


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    """Redis itself, to spoil things in it; it takes writes again at the end."""
    with Redis.from_url(redis_url) as client:
        yield client
        refuse(client, writes=False)


def refuse(redis: Redis, *, writes: bool) -> None:
    """Have Redis refuse every write, as a primary does without its replicas, or take them again."""
    redis.config_set("min-replicas-to-write", int(writes))


def acknowledged(phone: Phone) -> list[int]:
    """Updates Telegram need not hand out again."""
    return list(phone.do("confirmed"))


def asked_again(phone: Phone) -> None:
    """Wait until the door has asked twice more."""
    so_far = len(phone.calls("getUpdates"))
    phone.wait(lambda: len(phone.calls("getUpdates")) >= so_far + 2)


def test_it_introduces_itself(phone: Phone, settings: Settings) -> None:
    """The list of commands is set, each with its words, and the bot knows each."""
    with telegram_door.opened(settings):
        shown = phone.wait(lambda: phone.do("commands"))
    assert {"command": "status", "description": "How things stand"} in shown
    assert {f"/{command['command']}" for command in shown} <= set(router.COMMANDS)


def test_a_message_is_acknowledged_once_it_is_stored(phone: Phone, settings: Settings, redis: Redis) -> None:
    """While the store refuses, Telegram keeps the message and everything after it; then all are answered, in order."""
    with telegram_door.opened(settings) as app:
        first = phone.writes(JOE, "help")
        phone.wait(lambda: acknowledged(phone) == [first])
        refuse(redis, writes=True)
        updates = [phone.writes(AMINA, "/start"), phone.writes(AMINA, "help"), phone.writes(JOE, "status")]
        phone.hears(AMINA, SORRY)
        phone.hears(JOE, SORRY)
        asked_again(phone)
        assert phone.do("waiting") == updates
        asked_from = [int(call["offset"]) for call in phone.calls("getUpdates") if "offset" in call]
        assert max(asked_from) <= updates[0]
        refuse(redis, writes=False)
        phone.wait(lambda: acknowledged(phone) == [first, *updates])
        phone.wait(lambda: len(phone.sees(AMINA)) == 3)
        assert "Hello, this is Onedoor" in phone.reads(AMINA)[1]
        assert app.ledger.seen(f"in:telegram:4242.{updates[2]}")


def test_a_stored_message_is_acknowledged_though_an_earlier_one_is_not(
    phone: Phone, settings: Settings, mocker: MockerFixture
) -> None:
    """Stored out of turn it is not lost and not taken twice, and not acknowledged before its turn."""
    with telegram_door.opened(settings) as app:
        first = phone.writes(AMINA, "/start")
        phone.wait(lambda: acknowledged(phone) == [first])
        wire = CutWire(mocker)
        wire.cut(f"4242.{first + 1}")
        stuck, free = phone.writes(AMINA, "help"), phone.writes(JOE, "help")
        phone.wait(lambda: app.ledger.seen(f"in:telegram:4242.{free}"))
        phone.hears(JOE, "")
        asked_again(phone)
        assert phone.do("waiting") == [stuck, free]
        wire.mend()
        phone.wait(lambda: acknowledged(phone) == [first, stuck, free])
        assert len(phone.sees(JOE)) == 1


def test_a_poison_message_is_set_aside(phone: Phone, settings: Settings, redis: Redis) -> None:
    """A message on which the bot breaks three times goes to a person, and the chat goes on."""
    with telegram_door.opened(settings) as app:
        phone.writes(AMINA, "/start")
        phone.hears(AMINA, "Hello")
        chat = f"telegram:{known(app, AMINA).id}"
        kept = redis.hget(keys.record("session", chat), "d") or b""
        redis.hset(keys.record("session", chat), "d", b"not a session")
        poison = phone.writes(AMINA, "help")
        phone.wait(lambda: poison in acknowledged(phone))
        phone.wait(lambda: len(phone.sees(AMINA)) == 2)
        assert app.ledger.seen(f"in:telegram:4242.{poison}")
        redis.hset(keys.record("session", chat), "d", kept)
        phone.writes(AMINA, "help")
        phone.wait(lambda: len(phone.sees(AMINA)) == 3)


def test_what_is_brought_out_of_order_is_taken_in_order(phone: Phone, settings: Settings) -> None:
    """Telegram numbers its updates; one batch of them may come in any order."""
    phone.do("shuffle")
    for text in ("/start", "help", "status") * 2:
        phone.writes(AMINA, text)
    with telegram_door.opened(settings):
        phone.wait(lambda: len(phone.sees(AMINA)) == 6)
    said = phone.reads(AMINA)
    assert len(set(said)) == 3
    assert said[:3] == said[3:]
    assert "Hello" in said[0]


def test_what_is_brought_twice_is_taken_once(phone: Phone, settings: Settings) -> None:
    """Telegram may hand out an update again, long after it was acknowledged."""
    with telegram_door.opened(settings):
        for text in ("/start", "help", "status"):
            phone.writes(AMINA, text)
        phone.wait(lambda: len(acknowledged(phone)) == 3 and len(phone.sees(AMINA)) == 3)
        phone.do("redeliver", count=3)
        last = phone.writes(AMINA, "help")
        phone.wait(lambda: last in acknowledged(phone) and len(phone.sees(AMINA)) == 4)
        assert len(phone.sees(AMINA)) == 4


def test_a_restart_loses_nothing(phone: Phone, settings: Settings, redis: Redis) -> None:
    """What was not stored before the door closed is taken by the next one; what was is not taken again."""
    with telegram_door.opened(settings):
        phone.writes(AMINA, "/start")
        phone.wait(lambda: len(phone.sees(AMINA)) == 1)
        refuse(redis, writes=True)
        phone.writes(AMINA, "help")
        phone.hears(AMINA, SORRY)
        refuse(redis, writes=False)
    phone.writes(AMINA, "status")
    phone.do("redeliver", count=1)
    with telegram_door.opened(settings):
        phone.wait(lambda: len(acknowledged(phone)) >= 3 and len(phone.sees(AMINA)) == 4)
        assert [text.split()[0] for text in phone.reads(AMINA)].count("Hello,") == 1


def test_one_process_polls_and_another_stands_by(phone: Phone, settings: Settings) -> None:
    """Two doors on one token never meet at Telegram; when the first closes, the second goes on at once."""
    first, second = (door(build(settings)) for _ in range(2))
    first.start()
    phone.writes(AMINA, "/start")
    phone.hears(AMINA, "Hello")
    second.start()
    phone.wait(lambda: len(phone.calls("deleteWebhook")) == 2)
    phone.writes(AMINA, "help")
    phone.wait(lambda: len(phone.sees(AMINA)) == 2)
    first.stop()
    phone.writes(AMINA, "status")
    phone.wait(lambda: len(phone.sees(AMINA)) == 3)
    second.stop()
    assert 409 not in {call["status"] for call in phone.calls("getUpdates")}


def door(app: App) -> Loop:
    """A door that can be opened and closed."""
    return Loop(lambda stop: serve(app, stop))


def test_another_reader_of_the_same_bot_is_named(phone: Phone, settings: Settings) -> None:
    """A second installation with our token is a mistake someone must put right: one line says so."""
    with capture_logs() as logs, telegram_door.opened(settings):
        phone.wait(lambda: phone.do("commands"))
        for _ in range(2):
            ask(phone)
        phone.wait(lambda: [line for line in logs if "someone else reads" in line.get("why", "")])
    assert len([line for line in logs if "someone else reads" in line.get("why", "")]) == 1


def ask(phone: Phone) -> None:
    """Ask for updates behind the door's back, which sends it away."""
    with suppress(urllib.error.HTTPError):  # the door's next question may send us away in turn
        urllib.request.urlopen(f"{phone.url}/bot{fake_telegram.TOKEN}/getUpdates?timeout=1", timeout=5)  # noqa: S310 - our own server


def test_a_wrong_token_is_said_in_one_line(phone: Phone, settings: Settings) -> None:
    """The process ends with what to put right."""
    wrong = settings.model_copy(update={"telegram_token": SecretStr("4242:another")})
    with pytest.raises(BadSettings, match="ONEDOOR_TELEGRAM_TOKEN"):
        asyncio.run(serve(build(wrong), asyncio.Event()))


def shown_a_button(phone: Phone, app: App) -> str:
    """Amina is shown a button; its id."""
    phone.writes(AMINA, "/start")
    telegram_door.tell(app, AMINA, Say("how-it-works", {}, (Button("drop"),)))
    phone.wait(lambda: any(button["id"] == "drop" for one in phone.sees(AMINA) for button in one["buttons"]))
    return "drop"


def test_a_press_is_answered(phone: Phone, settings: Settings) -> None:
    """The button stops turning, once the press is stored."""
    with telegram_door.opened(settings) as app:
        press = phone.presses(AMINA, shown_a_button(phone, app))
        phone.wait(lambda: [call["status"] for call in phone.calls("answerCallbackQuery")] == [200])
        assert app.ledger.seen(f"in:telegram:4242.{press['update']}")


def test_a_press_that_telegram_let_expire_still_counts(phone: Phone, settings: Settings) -> None:
    """The door was closed for minutes: the press is taken, though the button can no longer be told so."""
    with telegram_door.opened(settings) as app:
        button = shown_a_button(phone, app)
    press = phone.presses(AMINA, button)
    phone.do("forward", seconds=200)
    with telegram_door.opened(settings) as app:
        phone.wait(lambda: app.ledger.seen(f"in:telegram:4242.{press['update']}"))
        phone.wait(lambda: [call["status"] for call in phone.calls("answerCallbackQuery")] == [400])
        last = phone.writes(AMINA, "help")
        phone.wait(lambda: last in acknowledged(phone))


def test_blocking_is_noted_at_once(phone: Phone, settings: Settings) -> None:
    """Telegram says that the bot was blocked before anything is sent in vain."""
    with telegram_door.opened(settings) as app:
        phone.writes(AMINA, "/start")
        phone.hears(AMINA, "Hello")
        phone.blocks(AMINA)
        phone.wait(lambda: known(app, AMINA).unreachable == ("telegram",))


def test_in_danger_the_numbers_come_first_whatever_fails(phone: Phone, settings: Settings, redis: Redis) -> None:
    """When nothing can be stored, the door itself says who to ring; and says it once in ten minutes."""
    with telegram_door.opened(settings):
        phone.writes(AMINA, "/start")
        phone.hears(AMINA, "Hello")
        refuse(redis, writes=True)
        phone.writes(AMINA, "i want to kill myself")
        sorry = phone.hears(AMINA, SORRY)["text"]
        assert sorry.index("116 123") < sorry.index(SORRY)
        phone.writes(JOE, "can someone get milk")
        assert "116 123" not in phone.hears(JOE, SORRY)["text"]
        again = phone.writes(AMINA, "hello??")
        phone.wait(lambda: again in phone.do("waiting"))
        refuse(redis, writes=False)
        phone.wait(lambda: again in acknowledged(phone))
    assert len([text for text in phone.reads(AMINA) if SORRY in text]) == 1


def test_in_danger_the_numbers_come_also_soon_after_an_apology(phone: Phone, settings: Settings, redis: Redis) -> None:
    """Told a moment ago that nothing is stored, whoever then writes of danger is still given the numbers, once."""
    with telegram_door.opened(settings):
        phone.writes(AMINA, "/start")
        phone.hears(AMINA, "Hello")
        refuse(redis, writes=True)
        phone.writes(AMINA, "can someone get milk")
        assert "116 123" not in phone.hears(AMINA, SORRY)["text"]
        refuse(redis, writes=False)
        phone.wait(lambda: phone.do("waiting") == [])
        refuse(redis, writes=True)
        danger = phone.writes(AMINA, "i want to kill myself")
        phone.hears(AMINA, "116 123")
        refuse(redis, writes=False)
        phone.wait(lambda: danger in acknowledged(phone))
    assert len([text for text in phone.reads(AMINA) if SORRY in text and "116 123" in text]) == 1
