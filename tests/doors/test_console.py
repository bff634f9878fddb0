"""The console door, as the process people and tools start."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from bot.app import App, build
from bot.desk import telling
from bot.messages import Button, Outgoing, Say
from bot.model import Chat, PersonId, new_id
from bot.store.change import Change
from bot.store.embedded import EmbeddedRedis
from bot.store.mailbox import Entry
from config.settings import Settings, child_environment
from handlers.console.inbound import button

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


class Talk:
    """One run of the console, spoken to through pipes."""

    def __init__(self, settings: Settings, name: str, *more: str) -> None:
        command = [sys.executable, str(ROOT / "run_bot.py"), "chat", "--as", name, *more]
        self.process = subprocess.Popen(
            command,
            env=child_environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def says(self, *lines: str) -> None:
        """Type these lines."""
        assert self.process.stdin
        self.process.stdin.write("".join(f"{line}\n" for line in lines))
        self.process.stdin.flush()

    def hears(self, text_id: str = "") -> dict[str, object]:
        """The next message printed, or the next with this text."""
        while True:
            try:
                found: dict[str, object] = json.loads(self._lines.get(timeout=PATIENCE))
            except Empty:
                raise AssertionError(f"{text_id or 'nothing'} was not printed") from None
            if not text_id or found["text_id"] == text_id:
                return found

    def leaves(self) -> list[str]:
        """End the input; the lines still printed. The process must end well by itself."""
        assert self.process.stdin
        assert self.process.stderr
        if not self.process.stdin.closed:
            self.process.stdin.close()
        assert self.process.wait(PATIENCE) == 0
        self._reader.join()
        return [self._lines.get() for _ in range(self._lines.qsize())]

    def end(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self._reader.join()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe and not pipe.closed:
                pipe.close()


@pytest.fixture
def settings(redis_url: str, tmp_path: Path) -> Settings:
    """A running system's settings."""
    return Settings(redis_url=redis_url, data_dir=tmp_path)


@pytest.fixture
def app(settings: Settings) -> App:
    """A bot of the tests' own on the same Redis."""
    return build(settings)


@pytest.fixture
def talk(settings: Settings) -> Iterator[Callable[..., Talk]]:
    """Start the console as someone."""
    started: list[Talk] = []

    def start(name: str, *more: str, where: Settings = settings) -> Talk:
        started.append(Talk(where, name, *more))
        return started[-1]

    yield start
    for one in started:
        one.end()


def chat_of(app: App, name: str) -> Chat:
    """Someone's chat at the console, once they have opened it."""
    person = app.world.register.person_at(app.world.vault.digest("console", name))
    assert person
    return Chat(f"console:{person}")


def say(app: App, chat: Chat, text: Say, **more: object) -> None:
    """Have something said in a chat."""
    outgoing = Outgoing(chat, PersonId(chat.partition(":")[2]), text, **more)  # type: ignore[arg-type]
    app.ledger.commit(new_id("t"), Change(says=(outgoing,)))


def test_a_line_in_and_its_reply_out_as_json(talk: Callable[..., Talk]) -> None:
    """Each message is one line of JSON with just the agreed fields."""
    console = talk("amina", "--json")
    assert console.hears()["text_id"] == "welcome"
    console.says("hello")
    message = console.hears()
    assert set(message) == {"text_id", "text", "data", "buttons"}
    assert message["text"]
    assert console.leaves() == []


def test_replies_come_before_the_next_line_is_taken(talk: Callable[..., Talk]) -> None:
    """Piped in all at once, each line is answered before the next is read; at the end of input it leaves by itself."""
    console = talk("amina", "--json")
    console.says("hello", "/press no-such", "hello")
    printed = [json.loads(line)["text_id"] for line in console.leaves()]
    at = printed.index("no-such-button")
    assert printed[:at] != []
    assert printed[at + 1 :] != []


def test_a_button_that_never_was_is_said_plainly(talk: Callable[..., Talk]) -> None:
    """An unknown button is a message like any other."""
    console = talk("amina", "--json")
    console.says("/press fly-away")
    words = "There is no such button here. The buttons are in square brackets."
    assert console.hears("no-such-button") == {"text_id": "no-such-button", "text": words, "data": {}, "buttons": []}


def test_what_is_said_later_is_printed_as_it_comes(talk: Callable[..., Talk], app: App) -> None:
    """While it listens, a message nobody asked for is printed; its change in place is marked as one."""
    console = talk("joe", "--json")
    console.hears()
    chat = chat_of(app, "joe")
    say(app, chat, Say("how-it-works", {}, (Button("skip"),)), card="invite:i1")
    first = console.hears("how-it-works")
    say(app, chat, Say("dropped"), card="invite:i1")
    assert first["buttons"] == [{"id": "skip", "label": "Skip"}]
    assert "edits" not in first
    changed = console.hears()
    assert (changed["text_id"], changed["edits"]) == ("dropped", True)


def test_the_newest_button_of_an_action_is_meant(talk: Callable[..., Talk], app: App) -> None:
    """A bare action presses the newest such button, a whole id just that one; both reach the bot."""
    console = talk("joe", "--json")
    console.hears()
    chat = chat_of(app, "joe")
    for number in (1, 2):
        say(app, chat, Say("how-it-works", {}, (Button("nowhere", f"i{number}", "button-skip"),)))
        console.hears("how-it-works")
    console.says("/press nowhere:i1", "/press nowhere")
    console.hears("not-there-now")
    console.hears("not-there-now")
    console.says("/press nowhere:i3")
    assert console.hears()["text_id"] == "no-such-button"


def test_which_button_is_meant() -> None:
    """A whole id means that button wherever it was; a bare action the newest shown now, and else the newest ever."""
    at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    entries = [
        Entry(at, Say("welcome", {}, (Button("accept", "i1"), Button("pause"))), id="1-0"),
        Entry(at, Say("welcome", {}, (Button("accept", "i2"), Button("done", "i2"))), id="2-0"),
        Entry(at, Say("dropped", {}), edits="2-0", id="3-0"),
    ]
    assert button(entries, "accept:i2") == "accept:i2"
    assert button(entries, "accept") == "accept:i1"
    assert button(entries, "done") == "done:i2"
    assert button(entries, "pause") == "pause"
    assert button(entries, "accept:i3") is None
    assert button(entries, "acc") is None


def test_a_message_printed_is_read(talk: Callable[..., Talk], app: App) -> None:
    """What someone must hear counts as heard once it is printed."""
    console = talk("joe", "--json")
    console.hears()
    person = PersonId(chat_of(app, "joe").partition(":")[2])
    change = telling.tell(app.world, person, Say("how-it-works"), app.world.clock.now(), must_hear=True)
    app.ledger.commit(new_id("t"), change)
    console.hears("how-it-works")
    console.leaves()
    assert app.world.diary.line(change.lines[0].id) is None


def test_for_people_buttons_stand_in_brackets(talk: Callable[..., Talk], app: App) -> None:
    """Without --json a message is its words, then each button's name and label; nothing in it moves the terminal."""
    console = talk("joe")
    console.says("hello")
    console.leaves()
    say(app, chat_of(app, "joe"), Say("understood-wish", {"wish": "\x1b[2Jring \u202etwice"}, (Button("skip"),)))
    again = talk("joe")
    printed = "".join(again.leaves())
    assert "\x1b" not in printed
    assert "[2Jring" in printed
    assert "  [skip] Skip\n" in printed


def test_nothing_running_is_said_in_one_line(talk: Callable[..., Talk], tmp_path: Path) -> None:
    """With no Onedoor on the data folder it says what to start, and starts nothing itself."""
    console = talk("amina", where=Settings(data_dir=tmp_path / "none"))
    assert console.process.wait(PATIENCE) == 1
    assert console.process.stderr
    complaint = console.process.stderr.read()
    assert complaint.count("\n") == 1
    assert "No Onedoor is running on" in complaint
    assert not (tmp_path / "none" / "redis.sock").exists()


def test_the_demo_in_a_data_folder_is_found(talk: Callable[..., Talk], tmp_path: Path) -> None:
    """Named the folder a demo was started with, the console meets the demo that keeps its own folder in it."""
    redis = EmbeddedRedis(tmp_path / "demo")
    redis.start()
    console = talk("amina", "--json", where=Settings(data_dir=tmp_path))
    console.says("hello")
    console.leaves()
    app = build(Settings(data_dir=tmp_path / "demo", redis_url=redis.url))
    assert chat_of(app, "amina")
    redis.stop()
