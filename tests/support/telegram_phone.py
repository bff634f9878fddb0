"""Telegram as the people in a test hold it in their hands: a client of the pretended Telegram's control address."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support.telegram_rules import Json

PATIENCE = 20.0  # seconds for what must come to pass


class NotThere(Exception):
    """The pretended Telegram does not do what was asked: no such button, message or action."""


@dataclass(frozen=True)
class Phone:
    """Every person's phone. People are numbers, as Telegram knows them."""

    url: str

    def writes(self, person: int, text: str, **parts: Any) -> int:  # noqa: ANN401 - Telegram's own message fields
        """A message in words; the update's id. `kind="group"` writes it in a group, `edited=id` changes an old one."""
        return int(self.do("message", person=person, text=text, **parts))

    def sends(self, person: int, **parts: Any) -> int:  # noqa: ANN401 - Telegram's own message fields
        """A message of another sort: `voice`, `photo`, `location`, `contact`... as Telegram puts them."""
        return int(self.do("message", person=person, **parts))

    def speaks(self, person: int) -> int:
        """A voice note."""
        return self.sends(person, voice={"file_id": "v", "file_unique_id": "v", "duration": 4})

    def shares_place(self, person: int, latitude: float, longitude: float) -> int:
        """A location."""
        return self.sends(person, location={"latitude": latitude, "longitude": longitude})

    def shares_contact(self, person: int, number: str, owner: int | None) -> int:
        """A contact card, with the Telegram id of whose it is, or None."""
        card: Json = {"phone_number": number, "first_name": "Someone"}
        return self.sends(person, contact={**card, "user_id": owner} if owner else card)

    def presses(self, person: int, button: str, message: int = 0) -> Json:
        """A button, by its id, on the newest message that has it. The ids of the update and of the press."""
        return dict(self.do("press", person=person, button=button, message=message))

    def blocks(self, person: int, *, blocked: bool = True, silently: bool = False) -> None:
        """Stop the bot, or let it in again."""
        self.do("block", person=person, blocked=blocked, silently=silently)

    def sees(self, person: int) -> list[Json]:
        """What the bot has said in this person's chat, as it stands now."""
        return [message for message in self.do("chat", person=person) if message["by"] == "bot"]

    def reads(self, person: int) -> list[str]:
        """The same, words only."""
        return [message["text"] for message in self.sees(person)]

    def fault(self, kind: str, **how: Any) -> None:  # noqa: ANN401 - a Fault's own fields
        """Something goes wrong with the next calls; see `telegram_world.Fault`."""
        self.do("fault", kind=kind, **how)

    def calls(self, method: str) -> list[Json]:
        """Every call of a method so far: its parameters, `at` and `status`."""
        return [call for call in self.do("calls") if call["method"] == method.lower()]

    def do(self, action: str, **parameters: Any) -> Any:  # noqa: ANN401 - JSON
        """Any action of the control address."""
        body = json.dumps(parameters).encode()
        request = urllib.request.Request(f"{self.url}/control/{action}", body)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
                return json.load(answer)["result"]
        except urllib.error.HTTPError as refused:
            raise NotThere(refused.read().decode()) from None

    def wait(self, happened: Callable[[], Any], patience: float = PATIENCE) -> Any:  # noqa: ANN401 - whatever it finds
        """Wait for something that must come to pass; what it found."""
        deadline = time.monotonic() + patience
        while not (found := happened()):
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.02)
        return found

    def hears(self, person: int, words: str) -> Json:
        """Wait until some message in this chat holds these words; that message."""
        return dict(self.wait(lambda: next((one for one in self.sees(person) if words in one["text"]), None)))
