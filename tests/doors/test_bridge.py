"""The crossing between a door's event loop and the bot, and the sender: with the whole bot on a real Redis."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_mock import MockerFixture
from redis import Redis

from bot import deliver
from bot.app import App, build
from bot.deliver import Delivery
from bot.errors import TryLater
from bot.messages import Inbound, Outgoing, Say
from bot.store import codec, keys
from bot.store.outbox import Pace
from bot.store.reply import text
from config.settings import Settings
from handlers import sending
from handlers.bridge import Bridge, NotStored
from handlers.sending import Arrived, NotNow, Outcome, Refused, Unsure
from tests.support import telegram_door
from tests.support.cut_wire import CutWire

PLATFORM = "telegram"
ANSWERS = {"/start": "welcome", "/help": "how-it-works", "status": "nothing-open"}


@pytest.fixture
def app(redis_url: str, tmp_path: Path) -> App:
    """The whole bot."""
    return build(Settings(redis_url=redis_url, data_dir=tmp_path))


@pytest.fixture
def unsure(redis_url: str) -> Iterator[Redis]:
    """A way to have Redis refuse every write and answer every question, as a primary does without its replicas."""
    with Redis.from_url(redis_url) as client:
        yield client
        refuse(client, writes=False)


def refuse(redis: Redis, *, writes: bool) -> None:
    """Have it refuse writes, or take them again."""
    redis.config_set("min-replicas-to-write", int(writes))


def inbound(app: App, event: str, sender: str = "1001", text: str = "/help") -> Inbound:
    """Someone writes."""
    return Inbound(event, PLATFORM, sender, app.world.clock.now(), text=text)


def waiting(app: App, sender: str = "1001") -> list[str]:
    """Text ids of what waits to be said to someone, in order."""
    person = telegram_door.known(app, int(sender))
    chat = f"{PLATFORM}:{person.id}"
    client = app.ledger.client
    lines = client.zrange(keys.outbox_queue(chat), 0, -1)
    kept = [client.hget(keys.outbox_lines(chat), text(line)) for line in lines]  # None: said in the meantime
    found = [codec.decode(Outgoing, data) for data in kept if data is not None]
    return [one.say.text_id for one in found if one.say]


async def until(happened: Callable[[], bool]) -> None:
    """Wait for something that must come to pass."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - what it waits for happens in Redis
            await asyncio.sleep(0.01)


async def test_one_persons_turns_keep_their_order(app: App) -> None:
    """Thirty messages handed in at once are taken one after another."""
    bridge = Bridge(app)
    texts = ["/start", "/help", "status", "status", "/start", "/help"] * 5
    await asyncio.gather(*(bridge.take(inbound(app, str(n), text=text)) for n, text in enumerate(texts)))
    assert waiting(app) == [ANSWERS[text] for text in texts]


async def test_one_persons_trouble_holds_up_nobody_else(app: App, mocker: MockerFixture) -> None:
    """While one person's turn cannot be stored their next waits behind it, and others are answered."""
    bridge = Bridge(app)
    wire = CutWire(mocker)
    wire.cut("in:telegram:stuck")
    refused, mended = asyncio.Event(), asyncio.Event()

    async def refusal(_inbound: Inbound) -> None:
        refused.set()
        await mended.wait()

    first = bridge.take_surely(inbound(app, "stuck", text="/start"), refusal)
    await refused.wait()
    second = bridge.take(inbound(app, "2", text="status"))
    await bridge.take(inbound(app, "3", sender="1002"))
    assert not first.done()
    assert not second.done()
    wire.mend()
    mended.set()
    await asyncio.gather(first, second)
    assert waiting(app) == ["welcome", "nothing-open"]
    assert waiting(app, "1002") == ["how-it-works"]


async def test_a_turn_that_breaks_is_set_aside(app: App) -> None:
    """Three tries, then a person is told and the event counts as stored."""
    bridge = Bridge(app)
    chat = (await bridge.take(inbound(app, "1"))).chat
    app.ledger.client.hset(keys.record("session", chat), "d", b"not a session")
    taken = await bridge.take(inbound(app, "2"))
    assert taken.set_aside
    assert "set-aside" in waiting(app)


async def test_a_caller_who_leaves_does_not_end_the_turn(app: App) -> None:
    """A closed browser tab cancels its request; what was sent is taken all the same."""
    bridge = Bridge(app)
    calling = bridge.take(inbound(app, "1"))
    await asyncio.sleep(0)
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    await bridge.close(10)
    assert app.ledger.seen("in:telegram:1")


async def test_closing_finishes_what_is_in_hand_and_takes_nothing_new(app: App) -> None:
    """What was not begun is not acknowledged, so the platform brings it again."""
    bridge = Bridge(app)
    begun = bridge.take(inbound(app, "1"))
    await asyncio.sleep(0.01)
    await bridge.close(10)
    assert (await begun).chat
    with pytest.raises(TryLater):
        await bridge.take(inbound(app, "2"))
    assert app.ledger.seen("in:telegram:2") is None


async def test_what_the_store_refuses_is_said_and_tried_again(app: App, unsure: Redis) -> None:
    """`take` says that it was not stored; `take_surely` tells of each refusal and stores it once there is room."""
    bridge = Bridge(app)
    await bridge.take(inbound(app, "1"))
    refuse(unsure, writes=True)
    with pytest.raises(NotStored):
        await bridge.take(inbound(app, "2"))
    refusals = 0

    async def refusal(_inbound: Inbound) -> None:
        nonlocal refusals
        refusals += 1
        if refusals == 2:
            refuse(unsure, writes=False)

    await bridge.take_surely(inbound(app, "3"), refusal)
    assert refusals == 2
    assert app.ledger.seen("in:telegram:3")


class Platform:
    """What a door would send to: it keeps what came and answers as told."""

    def __init__(self, *answers: Outcome) -> None:
        self.answers = deque(answers)
        self.came: list[tuple[str, str, str]] = []
        self.held: dict[str, Awaitable[object]] = {}

    async def send(self, delivery: Delivery) -> Outcome:
        """Take one message: where to, what, and which older message it changes."""
        self.came.append((delivery.address, delivery.spoken.text_id, delivery.edit))
        if delivery.address in self.held:
            await self.held[delivery.address]
        return self.answers.popleft() if self.answers else Arrived(f"m{len(self.came)}")

    async def heard(self, count: int) -> list[tuple[str, str, str]]:
        """Wait until so many have come."""
        await until(lambda: len(self.came) >= count)
        return self.came


def sender(app: App, platform: Platform, stop: asyncio.Event) -> "asyncio.Task[None]":
    """The sender's loop, begun."""
    return asyncio.create_task(sending.run(app, PLATFORM, Pace(), platform.send, stop))


async def test_everything_said_arrives_in_order(app: App) -> None:
    """And nothing is left in the outbox."""
    platform, stop = Platform(), asyncio.Event()
    for text_id in ("welcome", "how-it-works", "nothing-open"):
        telegram_door.tell(app, 1001, Say(text_id))
    loop = sender(app, platform, stop)
    came = await platform.heard(3)
    stop.set()
    await loop
    assert [text_id for _, text_id, _ in came] == ["welcome", "how-it-works", "nothing-open"]
    assert waiting(app) == []


async def test_a_slow_chat_holds_up_no_other(app: App) -> None:
    """While one chat's message is on its way, other chats are spoken to, and that one's next message waits."""
    platform, stop, let_go = Platform(), asyncio.Event(), asyncio.Event()
    platform.held["1001"] = let_go.wait()
    for person in (1001, 1001, 1002, 1003):
        telegram_door.tell(app, person, Say("welcome"))
    loop = sender(app, platform, stop)
    came = await platform.heard(3)
    assert sorted(address for address, _, _ in came) == ["1001", "1002", "1003"]
    del platform.held["1001"]
    let_go.set()
    await platform.heard(4)
    stop.set()
    await loop


async def test_outcomes_are_recorded_for_what_they_are(app: App) -> None:
    """Not now keeps its turn; unsure is not repeated; refused marks the person as not reachable there."""
    platform, stop = (
        Platform(NotNow(0.05), Arrived("m1"), Unsure(), Refused("blocked", unreachable=True)),
        asyncio.Event(),
    )
    for text_id in ("welcome", "how-it-works", "nothing-open"):
        telegram_door.tell(app, 1001, Say(text_id))
    loop = sender(app, platform, stop)
    came = await platform.heard(4)
    stop.set()
    await loop
    assert [text_id for _, text_id, _ in came] == ["welcome", "welcome", "how-it-works", "nothing-open"]
    assert telegram_door.known(app, 1001).unreachable == (PLATFORM,)
    outcomes: Any = app.ledger.client.xrange(keys.outbox_outcomes(PLATFORM))
    assert [entry[b"outcome"] for _, entry in outcomes] == [b"sent", b"ambiguous", b"refused"]


async def test_an_outcome_is_recorded_once_the_store_is_back(app: App, unsure: Redis) -> None:
    """What was sent while the store refused is not sent again."""
    platform, stop, let_go = Platform(), asyncio.Event(), asyncio.Event()
    platform.held["1001"] = let_go.wait()
    telegram_door.tell(app, 1001, Say("welcome"))
    loop = sender(app, platform, stop)
    await platform.heard(1)
    refuse(unsure, writes=True)
    let_go.set()
    await asyncio.sleep(0.5)
    assert waiting(app) == ["welcome"]
    refuse(unsure, writes=False)
    await until(lambda: not waiting(app))
    stop.set()
    await loop
    assert len(platform.came) == 1


async def test_a_card_is_changed_in_place(app: App) -> None:
    """The second time a card is said, the sender is given the message that shows it."""
    platform, stop = Platform(), asyncio.Event()
    loop = sender(app, platform, stop)
    telegram_door.tell(app, 1001, Say("welcome"), card="request:r1")
    await platform.heard(1)
    await until(lambda: not waiting(app))
    telegram_door.tell(app, 1001, Say("how-it-works"), card="request:r1")
    came = await platform.heard(2)
    stop.set()
    await loop
    assert came == [("1001", "welcome", ""), ("1001", "how-it-works", "m1")]


async def test_a_send_under_way_is_let_finish(app: App) -> None:
    """Told to stop, the sender waits for the message on its way and records it."""
    platform, stop, let_go = Platform(), asyncio.Event(), asyncio.Event()
    platform.held["1001"] = let_go.wait()
    telegram_door.tell(app, 1001, Say("welcome"))
    loop = sender(app, platform, stop)
    await platform.heard(1)
    stop.set()
    await asyncio.sleep(0.1)
    let_go.set()
    await loop
    assert waiting(app) == []
    assert isinstance(deliver.next_up(app, PLATFORM, Pace()), float)
