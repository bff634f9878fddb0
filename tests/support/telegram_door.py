"""The Telegram door running in a thread of the test's own process, against the pretended Telegram."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, build
from bot.desk import people
from bot.messages import Outgoing, Say
from bot.model import Chat, Person, new_id
from bot.store.change import Change, put
from config.settings import Settings
from handlers.telegram.run import serve
from tests.support.fake_telegram import TOKEN
from tests.support.telegram_phone import Phone

Main = Callable[[asyncio.Event], Awaitable[None]]


def settings_for(phone: Phone, redis_url: str, folder: Path, **more: Any) -> Settings:  # noqa: ANN401 - any setting
    """Settings that join a pretended Telegram to a real Redis."""
    token = SecretStr(TOKEN)
    return Settings(redis_url=redis_url, data_dir=folder, telegram_token=token, telegram_api_url=phone.url, **more)


@dataclass
class Loop:
    """An event loop in a thread, running `main(stop)` until the end of a block or `stop()`."""

    main: Main
    _loop: asyncio.AbstractEventLoop | None = None
    _stop: asyncio.Event | None = None
    _thread: threading.Thread | None = None
    _up: threading.Event = field(default_factory=threading.Event)
    broke: BaseException | None = None

    def start(self) -> None:
        """Begin; returns once the loop runs."""
        self._thread = threading.Thread(target=self._run, name="door")
        self._thread.start()
        self._up.wait(10)

    def stop(self) -> None:
        """Tell it to stop and wait for its end; what broke it is raised here."""
        if self._loop and self._stop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread:
            self._thread.join(30)
            assert not self._thread.is_alive(), "the door did not stop"
            self._thread = None
        if self.broke:
            raise self.broke

    def _run(self) -> None:
        try:
            with asyncio.Runner() as runner:
                runner.run(self._main())
        except BaseException as problem:  # noqa: BLE001 - whatever it is, it belongs to the test's own thread
            self.broke = problem
            self._up.set()

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._up.set()
        await self.main(self._stop)


@contextmanager
def running(main: Main) -> Iterator[Loop]:
    """It runs as long as the block."""
    loop = Loop(main)
    loop.start()
    try:
        yield loop
    finally:
        loop.stop()


@contextmanager
def opened(settings: Settings) -> Iterator[App]:
    """The door, open as long as the block. The App is one of our own on the same store."""
    door = build(settings)
    with running(lambda stop: serve(door, stop)):
        yield build(settings)


def known(app: App, telegram_id: int) -> Person:
    """The person with this Telegram id; someone who has never written is made known."""
    world = app.world
    found = world.register.person_at(world.vault.digest("telegram", str(telegram_id)))
    if found:
        return world.register.person(found)
    person, made = people.meet(world, "telegram", str(telegram_id), world.clock.now())
    app.ledger.commit(new_id("t"), made + put(person))
    return world.register.person(person.id)


def tell(app: App, telegram_id: int, say: Say | None, **more: Any) -> None:  # noqa: ANN401 - an Outgoing's own fields
    """Put something to be said into someone's outbox."""
    person = known(app, telegram_id)
    outgoing = Outgoing(Chat(f"telegram:{person.id}"), person.id, say, **more)
    app.ledger.commit(new_id("t"), Change(says=(outgoing,)))
