"""What is to be said when something goes wrong on the way: nothing is lost by it, and nobody's chat stays silent."""

import time

import pytest
from pytest_mock import MockerFixture

from bot import deliver
from bot.app import App
from bot.desk.telling import tell
from bot.messages import BULK, CRISIS, WAITING, Outgoing, Say
from bot.model import Person
from bot.store import codec, keys
from bot.store.change import Change
from bot.store.limits import Limit, Limits
from bot.store.outbox import Outbox, Pace, Pending, Sent, Turn
from tests.store.test_outbox import chat_of, line, next_delivery
from tests.support.town import PLATFORM, Town, due_lines


def lease_ends(town: Town, person: Person) -> None:
    """The sender that has this chat is gone, and its lease over."""
    town.app.ledger.client.delete(keys.outbox_lease(chat_of(person)))
    town.app.ledger.client.zadd(keys.outbox_chats(PLATFORM, WAITING), {chat_of(person): 0})


def test_a_card_said_anew_as_it_is_taken(town: Town, mocker: MockerFixture) -> None:
    """What comes while a sender takes the older one from the queue is said after it, not swallowed by it."""
    amina = town.meet("amina")

    def card(code: str) -> Change:
        say = Say("cancelled", {"code": code, "kind": "shopping"})
        return Change(says=(Outgoing(chat_of(amina), amina.id, say, card="request:r1"),))

    town.commit(card("K1-11"))
    outbox = Outbox(mocker.Mock(wraps=town.app.ledger.client), town.app.world.outbox.scripts)
    reads = town.app.ledger.client.hget

    def read_slowly(key: str, field: str) -> object:
        found = reads(key, field)
        if key == keys.outbox_lines(chat_of(amina)):
            town.commit(card("K2-22"))
        return found

    mocker.patch.object(outbox.client, "hget", side_effect=read_slowly)
    turn = outbox.lease(PLATFORM, Pace())
    assert isinstance(turn, Turn)
    taken = outbox.next(turn)
    assert taken
    town.commit(outbox.settled(turn, taken, Sent.SENT, "m1"))
    assert next_delivery(town).spoken.data["code"] == "K2-22"


def test_a_sender_that_stopped_before_it_sent(town: Town) -> None:
    """A line that was taken but never sent is sent by the next sender: it cannot have arrived."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    turn = town.app.world.outbox.lease(PLATFORM, Pace())
    assert isinstance(turn, Turn)
    town.app.world.outbox.next(turn)
    lease_ends(town, amina)
    town.deliver()
    assert town.ids("amina") == ["glad"]


def test_a_sender_frozen_past_its_lease(town: Town, mocker: MockerFixture) -> None:
    """It took a line, and while it stood still another sender took the chat: when it goes on it sends nothing."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    prepare = deliver._prepared
    taken: list[deliver.Delivery] = []

    def slowly(app: App, turn: Turn, pending: Pending, pace: Pace) -> deliver.Delivery | str:
        mocker.stopall()
        lease_ends(town, amina)
        taken.append(next_delivery(town))
        return prepare(app, turn, pending, pace)

    mocker.patch.object(deliver, "_prepared", side_effect=slowly)
    assert deliver.next_up(town.app, PLATFORM, Pace()) == 0.0
    deliver.sent(town.app, taken[0], "m1")
    assert town.app.world.outbox.waiting_in(chat_of(amina)) == []


@pytest.mark.parametrize("priority", [CRISIS, BULK])
def test_not_now_is_for_the_whole_chat(town: Town, priority: int) -> None:
    """While a platform has a chat wait, what is newly said there waits too, however pressing."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    deliver.later(town.app, next_delivery(town), 30)
    town.commit(line(amina, "dropped", priority))
    assert isinstance(deliver.next_up(town.app, PLATFORM, Pace()), float)


def test_a_card_that_cannot_be_drawn(town: Town) -> None:
    """It is let go after some tries, and what waits behind it is heard."""
    amina = town.meet("amina")
    town.app.ledger.client.hset(keys.record("request", "r1"), mapping={"v": 1, "d": "not JSON"})
    town.commit(Change(says=(Outgoing(chat_of(amina), amina.id, card="request:r1"),)) + line(amina, "glad"))
    for _ in range(deliver.PREPARINGS - 1):
        with pytest.raises(codec.Unreadable, match="no Request"):
            town.deliver()
        lease_ends(town, amina)
    town.deliver()
    assert town.ids("amina") == ["glad"]


def test_what_must_be_heard_and_has_no_words(town: Town) -> None:
    """Someone is still to ring them; of what they may not know any more nobody need."""
    amina, now = town.meet("amina"), town.app.world.clock.now()
    town.commit(tell(town.app.world, amina.id, Say("no-such-text"), now, must_hear=True))
    town.deliver()
    assert [name.partition(".")[0] for name in due_lines(town)] == ["ring"]
    town.commit(tell(town.app.world, town.meet("bob").id, Say("glad"), now, must_hear=True, use_by=now))
    town.later(minutes=1)
    town.deliver()
    assert len(due_lines(town)) == 1


def test_a_clock_that_was_set_back(town: Town) -> None:
    """A limit kept an hour ahead by a clock that was wrong holds nobody back longer than it may."""
    amina, pace = town.meet("amina"), Pace(per_second=30, burst=30, chat_per_second=1, chat_burst=3)
    ahead = time.time() * 1000 + 3_600_000
    for name in (f"send:{PLATFORM}", f"chat:{chat_of(amina)}", "visitor"):
        town.app.ledger.client.set(keys.rate(name), str(ahead))
    town.commit(line(amina, "glad"))
    wait = deliver.next_up(town.app, PLATFORM, pace)
    assert isinstance(wait, float)
    assert wait <= 1
    assert Limits(town.app.ledger.scripts).wait("visitor", Limit(burst=12, per_minute=20)) <= 3
