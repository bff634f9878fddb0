"""The web door on a real port of this machine, and visitors who use it as browsers without script do."""

import asyncio
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.app import App, build
from bot.desk import people
from bot.messages import Outgoing, Say
from bot.model import Chat, Person, new_id
from bot.store.change import Change, put
from bot.store.mailbox import Mailbox
from config.settings import Settings
from handlers.mailbox import open_mailbox
from handlers.web import run
from handlers.web.run import Hooks

TOKEN = re.compile(r'name="token" value="([^"]+)"')
PATIENCE = 10.0  # seconds for something that should come at once


@dataclass
class Site:
    """A web door that is open at `url`. `app` is a bot of the tests' own on the same Redis."""

    url: str
    app: App
    _visitors: "list[Visitor]" = field(default_factory=list)

    @property
    def mailbox(self) -> Mailbox:
        """What the pages show."""
        return open_mailbox(self.app)

    def visitor(self) -> "Visitor":
        """Someone with a browser of their own, who has opened the page."""
        visitor = Visitor(self)
        self._visitors.append(visitor)
        visitor.look()
        return visitor

    def empty(self) -> None:
        """Everyone leaves."""
        for visitor in self._visitors:
            visitor.client.close()
        self._visitors.clear()

    def meet(self, sender: str, **private: str) -> Person:
        """Someone known at this address on the web."""
        world = self.app.world
        person, made = people.meet(world, "web", sender, world.clock.now())
        self.commit(made + put(world.access.with_private(person, **private)))
        found = world.register.person_at(world.vault.digest("web", sender))
        assert found
        return world.register.person(found)

    def commit(self, change: Change) -> None:
        """Write a Change."""
        self.app.ledger.commit(new_id("t"), change)

    def say(self, chat: Chat, say: Say, **more: object) -> None:
        """Have something said in a chat, and wait until its mailbox has it."""
        to = self.app.world.register.person(chat.partition(":")[2])  # type: ignore[arg-type]
        self.commit(Change(says=(Outgoing(chat, to.id, say, **more),)))  # type: ignore[arg-type]
        wait_until(lambda: not self.app.world.outbox.waiting_in(chat))


@dataclass
class Visitor:
    """One browser without script: it keeps its cookie, and sends the forms of the page it last saw."""

    site: Site
    page: str = ""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.site.url, follow_redirects=True, timeout=30)

    def look(self, path: str = "/chat") -> str:
        """Open the page."""
        self.page = self.client.get(path).text
        return self.page

    @property
    def token(self) -> str:
        """What the page's forms carry."""
        found = TOKEN.search(self.page)
        assert found, self.page
        return found[1]

    def send(self, text: str = "", *, press: str = "", event: str = "", **more: str) -> httpx.Response:
        """Send what was typed, or press a button."""
        form = {"token": self.token, "pane": "me", "page": "chat", "event": event or new_id("e")}
        answer = self.client.post("/send", data=form | ({"press": press} if press else {"text": text}) | more)
        self.page = answer.text
        return answer

    def by_script(self, text: str, **more: str) -> httpx.Response:
        """Send what was typed as the page's script does."""
        form = {"token": self.token, "pane": "me", "page": "chat", "event": new_id("e"), "text": text}
        return self.client.post("/send", data=form | more, headers={"accept": "application/json"})

    @property
    def person(self) -> Person:
        """Who this visitor is to the bot."""
        world = self.site.app.world
        known = world.register.person_at(world.vault.digest("web", self.name))
        assert known, "they have not written yet"
        return world.register.person(known)

    @property
    def name(self) -> str:
        """The random name in their cookie."""
        return next(iter(self.client.cookies.values())).rpartition(".")[0]

    @property
    def chat(self) -> Chat:
        """Their chat."""
        return Chat(f"web:{self.person.id}")

    def shown(self) -> list[str]:
        """The words of each message on the page they last saw, oldest first."""
        return words_of(self.page)


def words_of(page: str) -> list[str]:
    """The words of each message in a page's HTML."""
    found = re.findall(r'<p class="words">(.*?)</p>', page, re.DOTALL)
    plain = [re.sub(r"<span class=\"unseen\">.*?</span>|<[^>]+>", "", one) for one in found]
    return [one.replace("&#39;", "'").replace("&#34;", '"').strip() for one in plain]


def wait_until(happened: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until it has happened. Raises AssertionError when it does not."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@contextmanager
def serving(settings: Settings, hooks: Hooks | None = None) -> Iterator[str]:
    """The web door with these settings on a free port, for as long as the block; its address."""
    listening = run.listen("127.0.0.1", 0)
    server = run.server_for(run.build_web(build(settings), hooks))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
    thread.start()
    try:
        wait_until(lambda: server.started or not thread.is_alive())
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def open_site(redis_url: str, folder: Path, *, demo: bool = False) -> Iterator[Site]:
    """A web door on this Redis."""
    settings = Settings(redis_url=redis_url, data_dir=folder, demo=demo)
    with serving(settings) as url:
        yield Site(url, build(settings))
