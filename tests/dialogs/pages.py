"""The stage of web pages: everyone has the chat page open, without script."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html import unescape
from pathlib import Path

import httpx

from bot.app import App
from bot.messages import Spoken
from bot.model import Person
from bot.store import keys
from bot.store.mailbox import Entry
from bot.texts import Erased
from handlers.mailbox import open_mailbox
from handlers.web.visitors import Visitors
from tests.dialogs.doorway import Doorway
from tests.dialogs.format import Dialog, Turn
from tests.dialogs.plain import settle_town
from tests.support.town import Town, areas_on, open_town
from tests.support.web_site import serving, words_of


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
        self._forget_pace()
        browser.post("/send", data=form | what).raise_for_status()

    def _forget_pace(self) -> None:
        """A transcript is quicker than any person; how fast one may write has tests of its own."""
        client = self.town.app.ledger.client
        for limit in client.scan_iter(keys.rate("*")):
            client.delete(limit)

    def clock(self, to: datetime) -> None:
        """Whoever has the page open has read it before time moves on."""
        for name in sorted(self.town.names):
            self._browser(name).get("/chat").raise_for_status()
        super().clock(to)

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
        told = {shown: _spoken(app, entry, person) for shown, entry in latest.items()}
        spoken = {shown: one for shown, one in told.items() if one}
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


def _spoken(app: App, entry: Entry, person: Person) -> Spoken | None:
    """The words of an entry; None where what it told of is not for this person any more."""
    try:
        return app.texts.speak(entry.say, person, app.world.access) if entry.say else None
    except Erased:
        return None


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
