"""The same chats through the real doors: the console, the web page, Telegram. What is seen there is what is checked."""

import asyncio
import json
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from html import unescape
from io import StringIO
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot import turn as taking
from bot.app import App, build
from bot.deliver import Delivery
from bot.messages import Segment, Spoken, SpokenButton
from bot.store import keys
from bot.store.lease import RoleLease
from bot.store.mailbox import Entry
from bot.store.outbox import Pace
from handlers import sending
from handlers.bridge import Bridge
from handlers.console.render import Screen
from handlers.console.run import Console
from handlers.mailbox import open_mailbox
from handlers.telegram import api
from handlers.telegram.poll import Poller
from handlers.telegram.receive import Receiver
from handlers.telegram.send import Sender
from handlers.web.visitors import Visitors
from tests.dialogs.format import Dialog, Turn
from tests.dialogs.plain import run_due, settle_town
from tests.dialogs.player import Stage, inbound_of
from tests.support.fake_telegram import TOKEN
from tests.support.fake_telegram import running as pretended_telegram
from tests.support.telegram_door import running as loop_running
from tests.support.telegram_phone import Phone
from tests.support.town import Town, areas_on, open_town
from tests.support.web_site import serving, wait_until, words_of


class Doorway:
    """What the stages of all doors share: the town behind, and waiting until everything has been said."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def act(self, name: str, turn: Turn) -> None:
        """Do what the turn says at the door, and wait for what follows."""
        self.do(name, turn)
        self.settle()

    def act_together(self, names: Sequence[str], turn: Turn) -> None:
        """All at once, a thread each."""
        with ThreadPoolExecutor(len(names)) as pool:
            list(pool.map(lambda name: self.do(name, turn), names))
        self.settle()

    def do(self, name: str, turn: Turn) -> None:
        """Do it at this door."""
        raise NotImplementedError

    def chat(self, name: str) -> dict[str, Spoken]:
        """What they see at this door."""
        raise NotImplementedError

    def clock(self, to: datetime) -> None:
        """Move on, then let what is due happen."""
        self.town.at(to)
        run_due(self.town)
        self.settle()

    def now(self) -> datetime:
        """Town time."""
        return self.town.app.world.clock.now()

    def settle(self) -> None:
        """Wait until nothing waits to be said."""
        client, platform = self.town.app.ledger.client, self.town.platform
        wait_until(lambda: not any(client.zcard(keys.outbox_chats(platform, priority)) for priority in range(3)))

    def by_hand(self, name: str, turn: Turn) -> None:
        """What no page or console can do (share a place, block) is handed to the bot as any door would."""
        taking.take(self.town.app, self.town.inbound(name, **inbound_of(turn, lambda _: "")))

    def only_by_hand(self, turn: Turn) -> bool:
        """Whether this door has no way to do it."""
        return bool(turn.shares or turn.shares_number or turn.sends or turn.blocks is not None)

    def button(self, name: str, action: str) -> str:
        """The id of the newest button with this action in what they see."""
        for spoken in reversed(self.chat(name).values()):
            for button in spoken.buttons:
                if button.id == action or button.id.partition(":")[0] == action:
                    return button.id
        raise AssertionError(f"{name} sees no button {action}")


class AtConsoles(Doorway):
    """Everyone sits at a console of their own, with --json."""

    def __init__(self, town: Town) -> None:
        super().__init__(town)
        self._screens: dict[str, StringIO] = {}
        self._consoles: dict[str, Console] = {}
        self._chats: dict[str, str] = {}
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="consoles")
        self._thread.start()
        self._printing: list[object] = []

    def sit_down(self, name: str) -> None:
        """Open this person's console."""
        if name in self._consoles:
            return
        self.town.names.add(name)
        self._screens[name] = StringIO()
        self._run(self._sit_down(name))

    async def _sit_down(self, name: str) -> None:
        screen = Screen(self._screens[name], as_json=True, changed="")
        console = Console(self.town.app, name, screen, lambda: None)
        self._consoles[name] = console
        chat = await console.do(opened=True)
        self._chats[name] = chat
        self._printing.append(asyncio.ensure_future(console.print_what_comes(chat, self._stop)))

    def _run(self, work: "asyncio.Future[None] | object") -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)  # type: ignore[arg-type]

    def do(self, name: str, turn: Turn) -> None:
        """Type a line."""
        self.sit_down(name)
        if self.only_by_hand(turn):
            self.by_hand(name, turn)
        elif turn.opens:
            self._run(self._consoles[name].do(opened=True))
        else:
            line = f"/press {self.button(name, turn.presses)}" if turn.presses else turn.says
            self._run(self._consoles[name].hear(self._chats[name], line))  # type: ignore[arg-type]

    def chat(self, name: str) -> dict[str, Spoken]:
        """The lines printed so far; a changed message is a line of its own."""
        if name not in self._screens:
            return {}
        lines = self._screens[name].getvalue().splitlines()
        return {str(number): _from_json(line) for number, line in enumerate(lines)}

    def close(self) -> None:
        """Everyone leaves."""
        self._loop.call_soon_threadsafe(self._stop.set)

        async def printed() -> None:
            await asyncio.gather(*self._printing)  # type: ignore[call-overload]

        self._run(printed())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _from_json(line: str) -> Spoken:
    found = json.loads(line)
    buttons = tuple(SpokenButton(one["id"], one["label"]) for one in found["buttons"])
    return Spoken(found["text_id"], (Segment(found["text"]),), buttons, found["data"])


class OnPages(Doorway):
    """Everyone has the chat page open, without script."""

    def __init__(self, town: Town, url: str) -> None:
        super().__init__(town)
        self._visitors = Visitors(town.app.world.vault, secure=False)
        self._mailbox = open_mailbox(town.app)
        self._url = url
        self._browsers: dict[str, httpx.Client] = {}
        self._pages: dict[str, str] = {}

    def _browser(self, name: str) -> httpx.Client:
        if name not in self._browsers:
            self.town.names.add(name)
            cookie = self._visitors._name.sign(name).decode()
            jar = {"onedoor": cookie}
            self._browsers[name] = httpx.Client(base_url=self._url, cookies=jar, follow_redirects=True, timeout=30)
        return self._browsers[name]

    def do(self, name: str, turn: Turn) -> None:
        """Send the page's form."""
        browser = self._browser(name)
        if self.only_by_hand(turn):
            self.by_hand(name, turn)
            return
        if turn.opens:
            browser.get("/chat").raise_for_status()
            return
        number = next(self.town._events)
        form = {"token": self._visitors.token(name), "pane": "me", "page": "chat", "event": f"event-{number:08d}"}
        what = {"press": self.button(name, turn.presses)} if turn.presses else {"text": turn.says}
        browser.post("/send", data=form | what).raise_for_status()

    def chat(self, name: str) -> dict[str, Spoken]:
        """What the mailbox holds, each message proved to be on the page."""
        app = self.town.app
        digest = app.world.vault.digest("web", name)
        found = app.world.register.person_at(digest)
        if found is None:
            return {}
        person = app.world.register.person(found)
        latest: dict[str, Entry] = {}
        for entry in self._mailbox.entries(f"web:{found}"):  # type: ignore[arg-type]
            latest[entry.shown_as] = entry
        spoken = {shown: app.texts.speak(e.say, person, app.world.access) for shown, e in latest.items() if e.say}
        self._on_the_page(name, spoken)
        return spoken

    def _on_the_page(self, name: str, spoken: dict[str, Spoken]) -> None:
        page = self._browser(name).get("/chat").text
        shown = [" ".join(words.split()) for words in map(unescape, words_of(page))]
        for one in spoken.values():
            assert " ".join(one.plain.split()) in shown, f"{one.text_id} is not on {name}'s page: {shown}"
            for button in one.buttons:
                assert f'value="{button.id}"' in page, f"{button.id} is not on {name}'s page"

    def close(self) -> None:
        """Everyone leaves."""
        for browser in self._browsers.values():
            browser.close()


class OnTelegram(Doorway):
    """Everyone has a phone with the pretended Telegram; the real library stands between."""

    def __init__(self, town: Town, phone: Phone) -> None:
        super().__init__(town)
        self._phone = phone
        self.said: dict[tuple[str, str], Spoken] = {}

    async def serve(self, app: App, stop: asyncio.Event) -> None:
        """The door's own parts, with a note of which Spoken became which message."""
        bridge = Bridge(app)
        async with api.opened(app.settings) as line:
            sender = Sender(app, line)

            async def send(delivery: Delivery) -> sending.Outcome:
                outcome = await sender.send(delivery)
                if isinstance(outcome, sending.Arrived):
                    self.said[delivery.address, outcome.shown_as] = delivery.spoken
                return outcome

            lease = RoleLease(app.ledger.scripts, "poll:test")
            poller = Poller(line, bridge, Receiver(app, bridge, line), lease, stop)
            await asyncio.gather(
                sending.run(app, "telegram", Pace(), send, stop, wake=bridge.stored, concurrency=1), poller.run()
            )
            await bridge.close(5)

    def do(self, name: str, turn: Turn) -> None:
        """Do it on the phone, and wait until it is stored."""
        person = number_of(name)
        self.town.names.add(name)
        if turn.presses:
            update = int(self._phone.presses(person, self.button(name, turn.presses))["update"])
        elif turn.shares:
            update = self._phone.shares_place(person, *turn.shares)
        elif turn.shares_number:
            update = self._phone.shares_contact(person, turn.shares_number, person)
        elif turn.sends:
            update = self._phone.speaks(person)
        elif turn.blocks is not None:
            self._phone.blocks(person, blocked=turn.blocks)
            update = max(self._phone.do("waiting"), default=0)
        else:
            self._does_by_hand_or_writes(name, turn)
            return
        self._stored(update)

    def _does_by_hand_or_writes(self, name: str, turn: Turn) -> None:
        if turn.opens:
            self.by_hand(name, turn)
        else:
            self._stored(self._phone.writes(number_of(name), turn.says))

    def _stored(self, update: int) -> None:
        wait_until(lambda: update not in self._phone.do("waiting"))

    def chat(self, name: str) -> dict[str, Spoken]:
        """What the phone shows; each message proved to say what the bot meant."""
        person = number_of(name)
        shown = {}
        for message in self._phone.sees(person):
            spoken = self.said.get((str(person), str(message["id"])))
            if spoken is not None:
                assert message["text"].strip() == spoken.plain.strip()[-len(message["text"].strip()) :]
                assert [one["id"] for one in _buttons(message)] == [button.id for button in spoken.buttons]
                shown[str(message["id"])] = spoken
        return shown


def _buttons(message: dict[str, object]) -> Iterator[dict[str, str]]:
    yield from message.get("buttons", [])  # type: ignore[misc]


def number_of(name: str) -> int:
    """A name's Telegram id: always the same number."""
    return 100_000 + zlib.crc32(name.encode()) % 900_000


def _telegram_sender(name: str) -> str:
    return str(number_of(name))


@contextmanager
def at_consoles(redis_url: str, folder: Path, dialog: Dialog) -> Iterator[AtConsoles]:
    """A stage of consoles."""
    town = open_town(redis_url, folder)
    settle_town(town, dialog)
    stage = AtConsoles(town)
    try:
        for someone in dialog.town:
            stage.sit_down(someone.name)
        yield stage
    finally:
        stage.close()


@contextmanager
def on_pages(redis_url: str, folder: Path, dialog: Dialog) -> Iterator[OnPages]:
    """A stage of web pages."""
    town = open_town(redis_url, folder, areas=areas_on("web", str, folder))
    town.platform = "web"
    settle_town(town, dialog)
    with serving(town.app.settings) as url:
        stage = OnPages(town, url)
        try:
            yield stage
        finally:
            stage.close()


@contextmanager
def on_telegram(redis_url: str, folder: Path, dialog: Dialog) -> Iterator[OnTelegram]:
    """A stage of phones."""
    with pretended_telegram() as phone:
        phone.do("lift_limits")
        settings = {"telegram_token": SecretStr(TOKEN), "telegram_api_url": phone.url}
        town = open_town(redis_url, folder, areas=areas_on("telegram", _telegram_sender, folder), **settings)
        town.platform, town.sender = "telegram", _telegram_sender
        settle_town(town, dialog)
        for someone in dialog.town:
            phone.do("meet", person=number_of(someone.name))
        stage = OnTelegram(town, phone)
        door = build(town.app.settings)
        with loop_running(lambda stop: stage.serve(door, stop)):
            yield stage


STAGES: dict[str, Callable[[str, Path, Dialog], AbstractContextManager[Stage]]] = {
    "console": at_consoles,
    "web": on_pages,
    "telegram": on_telegram,
}
