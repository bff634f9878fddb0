"""The mailbox: what a page or a console shows of one chat."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import App, build
from bot.desk import people
from bot.messages import Button, Ref, Say
from bot.model import Chat, Person, new_id
from bot.store import keys, mailbox
from bot.store.change import put
from bot.store.mailbox import BEGINNING, Entry, Mailbox
from config.settings import Settings

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
CARD = Entry(AT, Say("card-request", {"code": "K7-42"}, (Button("cancel", "r1"),)), card="request:r1", line="card:r1")


@pytest.fixture
def app(redis_url: str, tmp_path: Path) -> App:
    """A bot with nobody in it."""
    return build(Settings(redis_url=redis_url, data_dir=tmp_path))


@pytest.fixture
def person(app: App) -> Person:
    """Someone known."""
    person, made = people.meet(app.world, "web", "someone", AT)
    app.ledger.commit(new_id("t"), made + put(person))
    return person


@pytest.fixture
def chat(person: Person) -> Chat:
    """Their chat."""
    return Chat(f"web:{person.id}")


@pytest.fixture
def box(app: App) -> Mailbox:
    """The mailbox of every chat."""
    return Mailbox(app.ledger.client, app.world.vault)


def said(number: int, **more: object) -> Entry:
    """An ordinary message."""
    return Entry(AT, Say("welcome", {"number": number}), line=f"s{number}", **more)  # type: ignore[arg-type]


def test_entries_come_back_whole_and_in_order(box: Mailbox, chat: Chat) -> None:
    """What was put in is there again, references and buttons too, oldest first."""
    helper = Say("request-helper", {"name": Ref("person:p1#name")})
    first = Entry(AT, Say("card-request", {"code": "K7-42"}, (Button("cancel", "r1"),), (helper,)), line="s1")
    second = said(2)
    ids = [box.add(chat, first), box.add(chat, second)]
    assert box.entries(chat) == [replace(first, id=ids[0]), replace(second, id=ids[1])]
    assert box.entries(chat, after=ids[0]) == [replace(second, id=ids[1])]


def test_only_the_latest_are_kept(box: Mailbox, chat: Chat) -> None:
    """A chat keeps its newest two hundred entries."""
    for number in range(mailbox.MOST + 5):
        box.add(chat, said(number))
    assert [entry.line for entry in box.entries(chat)] == [f"s{number}" for number in range(5, mailbox.MOST + 5)]


def test_a_repeated_send_is_put_once(box: Mailbox, chat: Chat) -> None:
    """A sender that tries again finds its message there, and gets the same id."""
    assert box.add(chat, said(1)) == box.add(chat, said(1))
    assert len(box.entries(chat)) == 1


def test_an_edit_keeps_the_id_of_what_it_changes(box: Mailbox, chat: Chat) -> None:
    """An edit lies last, and shows as the message it replaces, however often that is."""
    shown = box.add(chat, CARD)
    changed = replace(CARD, say=Say("card-request", {"code": "changed"}), edits=shown)
    assert box.add(chat, changed) == shown
    assert box.add(chat, replace(CARD, edits=shown)) == shown
    assert [(entry.shown_as, entry.say) for entry in box.entries(chat)] == [
        (shown, CARD.say),
        (shown, changed.say),
        (shown, CARD.say),
    ]


def test_an_edit_of_what_is_gone_becomes_a_message(box: Mailbox, chat: Chat) -> None:
    """When the message to change is no longer kept, its change is shown as a message of its own."""
    shown = box.add(chat, replace(CARD, edits="1-0"))
    assert shown != "1-0"
    assert box.entries(chat) == [replace(CARD, id=shown)]


def test_own_words_lie_sealed(app: App, box: Mailbox, chat: Chat, person: Person) -> None:
    """What someone typed can be read with their key alone, and is gone with it."""
    entry = box.add_own(chat, person.id, "e1", "my tablets, SN10", AT)
    kept = app.ledger.client.xrange(keys.mailbox(chat))
    assert b"tablets" not in repr(kept).encode()
    assert box.own_words(chat, person.id, entry) == "my tablets, SN10"
    app.ledger.client.hdel(keys.person_keys(), person.id)
    fresh = Mailbox(app.ledger.client, build(app.settings).world.vault)
    assert fresh.own_words(chat, person.id, entry) is None


def test_own_words_of_one_event_are_kept_once(box: Mailbox, chat: Chat, person: Person) -> None:
    """Sent twice, shown once; taken away again, gone."""
    first = box.add_own(chat, person.id, "e1", "hello", AT)
    assert box.add_own(chat, person.id, "e1", "hello", AT) == first
    box.remove(chat, first)
    assert box.entries(chat) == []


def test_waiting_wakes_for_what_comes(box: Mailbox, chat: Chat) -> None:
    """Whoever waits gets what came after where they were, of each chat they named."""
    other = Chat("web:other")
    first = box.add(chat, said(1))
    box.add(chat, said(2))
    box.add(other, said(3))
    came = box.wait({chat: first, other: BEGINNING}, 10)
    assert [(where, entry.line) for where, entry in came] == [(chat, "s2"), (other, "s3")]
    assert box.wait({chat: came[0][1].id}, 10) == []


def test_what_was_looked_at_is_told_once(app: App, box: Mailbox, chat: Chat) -> None:
    """The lines someone waits to know were read are named when a page shows them, and not again."""
    box.add(chat, said(1))
    second = box.add(chat, said(2, must_hear="s2"))
    box.add(chat, said(3, must_hear="s3"))
    lines, change = box.looked(chat, second)
    app.ledger.commit(new_id("t"), change)
    assert lines == ["s2"]
    assert box.looked(chat, second)[0] == []
    assert box.looked(chat, "+")[0] == ["s3"]
