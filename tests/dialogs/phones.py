"""The stage of phones: the pretended Telegram, with the real library between."""

import asyncio
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, build
from bot.deliver import Delivery
from bot.messages import Spoken
from bot.store.lease import RoleLease
from bot.store.outbox import Pace
from handlers import sending
from handlers.bridge import Bridge
from handlers.telegram import api
from handlers.telegram.poll import Poller
from handlers.telegram.receive import Receiver
from handlers.telegram.send import Sender
from tests.dialogs.doorway import Doorway
from tests.dialogs.format import Dialog, Turn
from tests.dialogs.plain import settle_town
from tests.support.fake_telegram import TOKEN
from tests.support.fake_telegram import running as pretended_telegram
from tests.support.telegram_door import running as loop_running
from tests.support.telegram_phone import Phone
from tests.support.town import Town, areas_on, open_town
from tests.support.web_site import wait_until

_FILE = {"file_id": "f", "file_unique_id": "f"}
_SIZE = {"width": 40, "height": 40}
# What Telegram's own message holds for each thing a transcript sends.
SENT: Mapping[str, object] = {
    "voice": {**_FILE, "duration": 4},
    "photo": [{**_FILE, **_SIZE}],
    "video": {**_FILE, **_SIZE, "duration": 4},
    "document": _FILE,
    "sticker": {**_FILE, **_SIZE, "type": "regular", "is_animated": False, "is_video": False},
}


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
        if turn.late or turn.opens:
            self.by_hand(name, turn)
            return
        if turn.presses:
            update = int(self._phone.presses(person, self.button(name, turn.presses))["update"])
        elif turn.shares:
            update = self._phone.shares_place(person, *turn.shares)
        elif turn.shares_number:
            update = self._phone.shares_contact(person, turn.shares_number, person)
        elif turn.sends:
            update = self._phone.sends(person, **{turn.sends: SENT[turn.sends]})
        elif turn.blocks is not None:
            self._phone.blocks(person, blocked=turn.blocks)
            update = max(self._phone.do("waiting"), default=0)
        else:
            update = self._phone.writes(person, turn.says)
        self._stored(update)

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
