"""The web door while things happen: replies that come by themselves, what was read, cards that change."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from bot.access import of_person
from bot.desk import telling
from bot.messages import Button, Ref, Say
from bot.model import Line
from bot.store.change import put
from bot.store.mailbox import BEGINNING
from handlers.web.live import MOST_PAGES
from tests.support.web_site import Site, Visitor, wait_until, words_of


class Stream:
    """A page's line for replies as they come."""

    def __init__(self, visitor: Visitor, response: httpx.Response) -> None:
        self._visitor = visitor
        self._lines = response.iter_lines()

    def event(self) -> tuple[str, dict[str, str]]:
        """The next message: the id it came under, and what it says."""
        found: dict[str, str] = {}
        for line in self._lines:
            name, _, value = line.partition(": ")
            found[name] = value
            if not line and "data" in found:
                return found["id"], json.loads(found["data"])
            if not line:
                found = {}
        raise AssertionError("the line was closed")


@contextmanager
def listening(visitor: Visitor, after: str = BEGINNING, last: str = "") -> Iterator[Stream]:
    """Listen as the page's script does, from an entry on, or as a browser that comes back does."""
    headers = {"last-event-id": last} if last else {}
    with visitor.client.stream("GET", "/events", params={"me": after}, headers=headers) as response:
        assert response.status_code == 200
        yield Stream(visitor, response)


@pytest.fixture
def visitor(site: Site) -> Visitor:
    """Someone who has written once."""
    visitor = site.visitor()
    visitor.send("hello")
    return visitor


def latest(visitor: Visitor) -> str:
    """The last entry of a visitor's chat."""
    return visitor.site.mailbox.entries(visitor.chat)[-1].id


# ---- replies as they come


def test_a_message_comes_by_itself(site: Site, visitor: Visitor) -> None:
    """A page that listens gets what is said later, as the HTML of one more message."""
    with listening(visitor, latest(visitor)) as stream:
        site.say(visitor.chat, Say("welcome"))
        _, message = stream.event()
    assert message["pane"] == "me"
    assert words_of(message["html"]) == words_of(visitor.look())[-1:]


def test_a_line_that_broke_goes_on_where_it_was(site: Site, visitor: Visitor) -> None:
    """What was said while the line was down comes when it is back, in order, and nothing comes twice."""
    with listening(visitor, latest(visitor)) as stream:
        site.say(visitor.chat, Say("welcome"))
        last, first = stream.event()
    site.say(visitor.chat, Say("how-it-works"))
    site.say(visitor.chat, Say("dropped"))
    with listening(visitor, last=last) as stream:
        second, third = stream.event()[1], stream.event()[1]
    visitor.look()
    assert [words_of(one["html"])[0] for one in (first, second, third)] == visitor.shown()[-3:]


def test_two_tabs_hear_the_same(site: Site, visitor: Visitor) -> None:
    """Each page of one visitor gets every message, the later one too."""
    with listening(visitor) as first, listening(visitor, latest(visitor)) as second:
        site.say(visitor.chat, Say("welcome"))
        _, message = second.event()
        earlier = [first.event()[1]["id"] for _ in site.mailbox.entries(visitor.chat)]
    assert message["id"] == earlier[-1]


def test_nobody_hears_anothers_chat(site: Site, visitor: Visitor) -> None:
    """A line needs a cookie of ours, and brings that visitor's own chat alone."""
    other = site.visitor()
    other.send("good morning")
    with listening(other, latest(other)) as stream:
        site.say(visitor.chat, Say("welcome"))
        site.say(other.chat, Say("dropped"))
        assert words_of(stream.event()[1]["html"]) == [site.app.texts.text("dropped", "en", {})]
    assert httpx.get(f"{site.url}/events?me=0-0").status_code == 403


def test_one_visitor_may_open_only_so_many_lines(visitor: Visitor) -> None:
    """A visitor with a great many pages open is asked to close some, so that others can be served."""
    with ExitStack() as stack:
        streams = [stack.enter_context(listening(visitor)) for _ in range(MOST_PAGES)]
        assert all(stream.event() for stream in streams)
        assert visitor.client.get("/events", params={"me": BEGINNING}).status_code == 429
    wait_until(lambda: _can_listen(visitor))


def _can_listen(visitor: Visitor) -> bool:
    with visitor.client.stream("GET", "/events", params={"me": BEGINNING}) as response:
        return response.status_code == 200


def test_the_script_is_given_its_own_words_back(site: Site, visitor: Visitor) -> None:
    """What was sent by script comes back as a message to show; the page is not made anew."""
    answer = visitor.by_script("thanks")
    assert answer.status_code == 200
    assert [words_of(one["html"]) for one in answer.json()["messages"]] == [["thanks"]]


def test_a_page_older_than_its_cookie_is_given_a_new_token(site: Site) -> None:
    """The script of a page whose cookie is gone gets what it needs to send the same words once more."""
    visitor = site.visitor()
    visitor.client.cookies.clear()
    answer = visitor.by_script("hello")
    assert answer.status_code == 403
    again = visitor.by_script("hello", token=answer.json()["token"])
    assert again.status_code == 200


# ---- what was read


def must_hear(site: Site, visitor: Visitor) -> Line:
    """A message the visitor needs is said; somebody rings if it is not read."""
    change = telling.tell(site.app.world, visitor.person.id, Say("welcome"), site.app.world.clock.now(), must_hear=True)
    site.commit(change)
    wait_until(lambda: not site.app.world.outbox.waiting_in(visitor.chat))
    return change.lines[0]


def test_a_message_in_the_mailbox_is_not_yet_read(site: Site, visitor: Visitor) -> None:
    """While no page shows it, the line that has someone ring stands; opening the page takes it away."""
    line = must_hear(site, visitor)
    assert site.app.world.diary.line(line.id) is not None
    visitor.look()
    assert site.app.world.diary.line(line.id) is None


def test_a_message_that_came_by_itself_is_read_when_the_page_says_so(site: Site, visitor: Visitor) -> None:
    """Delivered to a page that nobody looks at, it is not read; once the page was looked at, it is."""
    with listening(visitor, latest(visitor)) as stream:
        line = must_hear(site, visitor)
        _, message = stream.event()
    assert site.app.world.diary.line(line.id) is not None
    looked = {"token": visitor.token, "pane": "me", "until": message["at"]}
    assert visitor.client.post("/looked", data=looked).status_code == 204
    assert site.app.world.diary.line(line.id) is None


def test_looking_reaches_no_further_than_what_was_shown(site: Site, visitor: Visitor) -> None:
    """A message that came after what the page shows stays unread; a made-up position is refused."""
    before = latest(visitor)
    line = must_hear(site, visitor)
    form = {"token": visitor.token, "pane": "me"}
    assert visitor.client.post("/looked", data=form | {"until": before}).status_code == 204
    assert visitor.client.post("/looked", data=form | {"until": "+"}).status_code == 403
    assert site.app.world.diary.line(line.id) is not None


# ---- what changes


def test_a_card_is_changed_in_place(site: Site, visitor: Visitor) -> None:
    """A live card drawn anew takes the place of its older self, on the page and in what a listening page gets."""
    site.say(visitor.chat, Say("welcome", {}, (Button("to-person"),)), card="request:r1")
    site.say(visitor.chat, Say("dropped"))
    shown = visitor.look() and visitor.shown()
    with listening(visitor, latest(visitor)) as stream:
        site.say(visitor.chat, Say("how-it-works"), card="request:r1")
        _, message = stream.event()
    visitor.look()
    assert visitor.shown()[:-2] == shown[:-2]
    assert visitor.shown()[-2:] == [*words_of(message["html"]), shown[-1]]
    assert f'id="m-me-{message["id"]}"' in visitor.page


def test_what_was_erased_is_not_shown_again(site: Site, visitor: Visitor) -> None:
    """A private fact that is taken away is gone from the conversation too, though its message was shown before."""
    person = site.app.world.access.with_private(visitor.person, name="Amina")
    site.commit(put(person, visitor.person))
    site.say(visitor.chat, Say("request-helper", {"name": Ref(of_person(person.id, "name"))}))
    assert "Amina" in visitor.look()
    before = visitor.person
    site.commit(put(site.app.world.access.with_private(before, name=None), before))
    assert "Amina" not in visitor.look()
