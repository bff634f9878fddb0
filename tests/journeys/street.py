"""A street where everyone has Telegram, and Onedoor runs as one command: for journeys through whole processes."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import build
from bot.model import Event, PersonId, Request
from bot.store.embedded import EmbeddedRedis
from config.settings import Settings
from tests.support.fake_telegram import TOKEN
from tests.support.processes import House, Running, house, wait_for
from tests.support.telegram_phone import Phone
from tests.support.town import MONDAY_TEN, Town, areas_on

PLATFORM = "telegram"
RESIDENTS = ("amina", "bela", "cleo", "dora")
VOLUNTEERS = ("joe", "sue", "bob", "eve")
COORDINATORS = ("rowan", "dev", "priya")
NUMBERS = {name: 1001 + at for at, name in enumerate((*RESIDENTS, *VOLUNTEERS, *COORDINATORS))}


def number(name: str) -> str:
    """Somebody's Telegram id; those of no account here share one nobody has."""
    return str(NUMBERS.get(name, 1))


@dataclass
class Street:
    """`town` looks into the same store from this process; it takes no turns and sends nothing."""

    phone: Phone
    town: Town
    supervisor: Running

    # ---- what people do and see
    def writes(self, name: str, text: str) -> None:
        """Someone writes."""
        self.phone.writes(NUMBERS[name], text)

    def presses(self, name: str, action: str) -> None:
        """Someone waits for a button with this action, and presses the newest."""
        self.phone.presses(NUMBERS[name], wait_for(lambda: self.button(name, action)))

    def button(self, name: str, action: str) -> str:
        """The id of the newest button with this action, or ""."""
        shown = (one for message in reversed(self.phone.sees(NUMBERS[name])) for one in message["buttons"])
        return next((one["id"] for one in shown if f"{one['id']}:".startswith(f"{action}:")), "")

    def count(self, name: str, words: str) -> int:
        """How many messages someone has with these words in them."""
        return sum(words in text for text in self.phone.reads(NUMBERS[name]))

    def asks(self, name: str) -> Request:
        """Someone asks for a prescription, answers what they are asked, and waits; their request."""
        self.writes(name, "can anyone get my prescription from boots please, sn10")
        self.presses(name, "confirm")
        self.presses(name, "paid:already")
        return wait_for(lambda: self.request(name))

    # ---- what is stored
    def request(self, name: str) -> Request | None:
        """Someone's open request."""
        found = self.town.app.world.register.requests_of(self.town.person(name).id)
        return found[0] if found else None

    def history(self, request: Request) -> list[Event]:
        """What happened to a request."""
        return self.town.app.world.register.history(f"request:{request.id}")

    def state(self, request: Request) -> str:
        """How a request stands."""
        return self.town.app.world.register.request(request.id).state

    def yeses(self, request: Request) -> list[str]:
        """Who has said yes to it, a name for each time."""
        names = {self.town.person(name).id: name for name in VOLUNTEERS}
        return [names[PersonId(event.who)] for event in self.history(request) if event.what == "accepted"]

    def asked(self, request: Request) -> list[str]:
        """Volunteers whose phone shows an invite to it that can be answered."""
        invites = {one.volunteer: one.id for one in self.town.app.world.register.invites_for(request.id)}
        by_name = {name: invites.get(self.town.person(name).id) for name in VOLUNTEERS}
        return [name for name, invite in by_name.items() if invite and self.button(name, f"accept:{invite}")]

    def wave(self, request: Request, number: int = 1) -> list[str]:
        """Wait until everyone asked in this wave has their invite on their phone; who they are."""
        names = {self.town.person(name).id: name for name in VOLUNTEERS}

        def shown() -> list[str]:
            invites = self.town.app.world.register.invites_for(request.id)
            asked = sorted(names[one.volunteer] for one in invites if one.wave == number)
            return asked if set(asked) <= set(self.asked(request)) else []

        return wait_for(shown)

    def is_quiet(self) -> bool:
        """Whether Telegram has been told that everything it handed out is stored."""
        return not self.phone.do("waiting")

    # ---- what goes wrong
    def pid(self, part: str) -> int:
        """The process of one part: `telegram`, `worker`, `clock`, `redis-server`; of several, any."""
        found = wait_for(lambda: [pid for pid, line in self.supervisor.children().items() if _is(line, part)])
        return found[0]

    def kill(self, *parts: str) -> None:
        """End parts at once, as a power cut would, and wait until their supervisor has started them again."""
        before = {part: self.pid(part) for part in parts}
        for pid in before.values():
            os.kill(pid, signal.SIGKILL)
        for part, pid in before.items():
            wait_for(lambda part=part, pid=pid: pid not in self.supervisor.children() and self.pid(part))  # type: ignore[misc]


def _is(line: str, part: str) -> bool:
    return "redis-server" in line if part == "redis-server" else line.strip().endswith(f"run_bot.py {part}")


@contextmanager
def opened(folder: Path) -> Iterator[Street]:
    """Onedoor as `python run_bot.py`, with a pretended Telegram, everyone known by name and four volunteers."""
    folder.joinpath("data").mkdir()
    with house(folder) as own:
        phone = _telegram(own)
        given: dict[str, Any] = {
            "data_dir": folder / "data",
            "web_port": _free_port(),
            "telegram_token": TOKEN,
            "telegram_api_url": phone.url,
            "areas": areas_on(PLATFORM, number, folder),
        }
        supervisor = own.onedoor(**given).ready("telegram_open")
        town = _town(given["data_dir"], given["areas"])
        for telegram_id in NUMBERS.values():
            phone.writes(telegram_id, "/start")
        street = Street(phone, town, supervisor)
        wait_for(street.is_quiet)
        yield street


def _telegram(own: House) -> Phone:
    return Phone(own.run("-m", "tests.support.fake_telegram").ready("http").said.strip())


def _town(data_dir: Path, areas: Path) -> Town:
    settings = Settings(redis_url=EmbeddedRedis(data_dir).url, data_dir=data_dir, areas=areas)
    town = Town(build(settings), PLATFORM, number)
    town.at(MONDAY_TEN)
    for name in VOLUNTEERS:
        town.volunteer(name, "prescription")
    for name in RESIDENTS:
        town.meet(name, phone="+447700900123", door="4 Example Row")
    for name in COORDINATORS:
        town.coordinator(name, on_duty=name == "rowan")
    return town


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
