"""Telegram's updates brought to the web door's hook."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr
from redis import Redis

from bot.app import App, build
from bot.messages import Button, Say
from bot.model import Chat
from config.settings import Settings
from handlers.bridge import Bridge
from handlers.telegram import webhook
from handlers.telegram.run import serve
from handlers.telegram.webhook import Hook
from tests.support import fake_telegram, telegram_door
from tests.support.telegram_phone import Phone

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
AMINA = 1001
SECRET = "example-webhook-secret"
OURS = {"x-telegram-bot-api-secret-token": SECRET}
HELLO = json.dumps(
    {
        "update_id": 700_000_001,
        "message": {
            "message_id": 1,
            "date": 1_795_000_000,
            "chat": {"id": AMINA, "type": "private", "first_name": "Amina"},
            "from": {"id": AMINA, "is_bot": False, "first_name": "Amina"},
            "text": "/start",
        },
    }
).encode()


@pytest.fixture
def phone() -> Iterator[Phone]:
    """A Telegram of our own, to which Amina has once written."""
    with fake_telegram.running() as phone:
        phone.writes(AMINA, "hi")
        yield phone


@pytest.fixture
def app(phone: Phone, redis_url: str, tmp_path: Path) -> App:
    """The whole bot, set to have updates brought."""
    return build(hooked(phone, redis_url, tmp_path, "https://onedoor.example"))


def hooked(phone: Phone, redis_url: str, folder: Path, public_url: str) -> Settings:
    """Settings for the webhook way in."""
    return telegram_door.settings_for(
        phone,
        redis_url,
        folder,
        telegram_mode="webhook",
        telegram_webhook_secret=SecretStr(SECRET),
        public_url=public_url,
    )


@asynccontextmanager
async def hook(app: App) -> AsyncIterator[Hook]:
    """What the web door is handed."""
    bridge = Bridge(app)
    async with webhook.opened(app, bridge) as handed:
        yield handed
        await bridge.close(10)


async def test_an_update_is_acknowledged_once_stored(app: App) -> None:
    """And when it is brought again it is acknowledged again, and not taken again."""
    async with hook(app) as take:
        assert (await take(OURS, HELLO))[0] == 200
        assert app.ledger.seen("in:telegram:4242.700000001")
        assert (await take(OURS, HELLO))[0] == 200
    person = telegram_door.known(app, AMINA)
    assert len(app.world.outbox.waiting_in(Chat(f"telegram:{person.id}"))) == 1


@pytest.mark.parametrize("headers", [{}, {"x-telegram-bot-api-secret-token": "guess"}, {"authorization": SECRET}])
async def test_what_is_not_from_telegram_is_turned_away(app: App, headers: dict[str, str]) -> None:
    """Without the secret nothing is read and nothing stored."""
    async with hook(app) as take:
        assert (await take(headers, HELLO))[0] == 403
    assert app.ledger.seen("in:telegram:4242.700000001") is None


async def test_without_a_secret_nobody_is_let_in(app: App) -> None:
    """A secret that was never set is not an empty password."""
    bare = build(app.settings.model_copy(update={"telegram_mode": "polling", "telegram_webhook_secret": None}))
    async with hook(bare) as take:
        assert (await take({"x-telegram-bot-api-secret-token": ""}, HELLO))[0] == 403


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b"{}", b'{"update_id": "x"}', b"7"])
async def test_garbage_is_not_an_update(app: App, body: bytes) -> None:
    """It is refused, so that whoever sent it does not believe it was taken."""
    async with hook(app) as take:
        assert (await take(OURS, body))[0] == 400


async def test_an_update_of_an_unknown_shape_is_let_pass(app: App) -> None:
    """Telegram would bring it for ever, and it would never read better."""
    async with hook(app) as take:
        assert (await take(OURS, b'{"update_id": 5, "message": {"chat": 7}}'))[0] == 200
        assert (await take(OURS, b'{"update_id": 6, "something_new": {}}'))[0] == 200


async def test_what_could_not_be_stored_is_not_acknowledged(app: App, phone: Phone, redis_url: str) -> None:
    """Telegram is told to bring it again; the person is told that it is not lost."""
    async with hook(app) as take:
        with Redis.from_url(redis_url) as redis:
            redis.config_set("min-replicas-to-write", 1)
            refused = await take(OURS, HELLO)
            redis.config_set("min-replicas-to-write", 0)
        assert refused[0] == 503
        assert "I can't answer just now" in (await asyncio.to_thread(phone.reads, AMINA))[0]
        assert (await take(OURS, HELLO))[0] == 200


async def listening(app: App, port: "asyncio.Future[int]", stop: asyncio.Event) -> None:
    """A web server that does with the hook what the web door does."""
    async with hook(app) as take:

        async def post(request: web.Request) -> web.Response:
            headers = {name.lower(): value for name, value in request.headers.items()}
            status, body = await take(headers, await request.read())
            return web.Response(status=status, body=body)

        server = web.Application()
        server.router.add_post(webhook.PATH, post)
        runner = web.AppRunner(server)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.set_result(runner.addresses[0][1])
        await stop.wait()
        await runner.cleanup()


async def test_a_whole_talk_by_webhook(phone: Phone, redis_url: str, tmp_path: Path) -> None:
    """The door tells Telegram where to bring updates, and answers what is brought; buttons too."""
    app = build(hooked(phone, redis_url, tmp_path, "https://onedoor.example"))
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    web_door = asyncio.create_task(listening(app, port, stop))
    ours = build(hooked(phone, redis_url, tmp_path, f"http://127.0.0.1:{await port}"))
    telegram = asyncio.create_task(serve(ours, stop))
    await asyncio.to_thread(talk, phone, app)
    stop.set()
    await asyncio.gather(web_door, telegram)


def talk(phone: Phone, app: App) -> None:
    """Amina writes, is answered, and presses a button she is shown."""
    phone.writes(AMINA, "/start")
    phone.hears(AMINA, "Hello")
    telegram_door.tell(app, AMINA, Say("how-it-works", {}, (Button("drop"),)))
    phone.wait(lambda: any(button["id"] == "drop" for one in phone.sees(AMINA) for button in one["buttons"]))
    phone.presses(AMINA, "drop")
    phone.wait(lambda: [call["status"] for call in phone.calls("answerCallbackQuery")] == [200])
    phone.wait(lambda: phone.do("waiting") == [])
    assert {call["status"] for call in phone.calls("webhook")} == {200}
