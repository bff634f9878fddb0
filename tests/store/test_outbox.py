"""What is to be said: in order, at its pace, the most pressing first, each line's outcome recorded."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot import deliver
from bot.messages import BULK, CRISIS, WAITING, Outgoing, Say
from bot.model import Chat, Person
from bot.store.change import Change
from bot.store.outbox import Pace, Turn
from tests.support.town import PLATFORM, Town


def chat_of(person: Person) -> Chat:
    """The chat of someone in the town."""
    return Chat(f"{PLATFORM}:{person.id}")


def line(person: Person, text_id: str, priority: int = WAITING, **more: object) -> Change:
    """Something to be said to someone."""
    return Change(says=(Outgoing(chat_of(person), person.id, Say(text_id), priority=priority, **more),))  # type: ignore[arg-type]


def next_delivery(town: Town, pace: Pace = Pace()) -> deliver.Delivery:  # noqa: B008 - a frozen value
    """The next message to send."""
    while True:
        found = deliver.next_up(town.app, PLATFORM, pace)
        if isinstance(found, deliver.Delivery):
            return found
        assert found == 0, "nothing to send"


def test_a_chat_hears_things_in_order(town: Town) -> None:
    """Two things said in one chat arrive in the order they were said."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    town.commit(line(amina, "dropped"))
    town.deliver()
    assert town.ids("amina") == ["glad", "dropped"]


def test_danger_comes_before_everything(town: Town) -> None:
    """What is said in a crisis overtakes what waits, in its own chat and in others."""
    amina, bob = town.meet("amina"), town.meet("bob")
    town.commit(line(bob, "glad", BULK))
    town.commit(line(amina, "glad"))
    town.commit(line(amina, "danger-fire", CRISIS))
    first = next_delivery(town)
    assert first.spoken.text_id == "danger-fire"


def test_after_the_danger_a_chat_is_like_any_other(town: Town) -> None:
    """Once its crisis message is sent, what else waits in a chat overtakes nobody."""
    amina, bob = town.meet("amina"), town.meet("bob")
    town.commit(line(amina, "glad", BULK))
    town.commit(line(amina, "danger-fire", CRISIS))
    town.commit(line(bob, "glad", WAITING))
    heard = []
    for _ in range(3):
        delivery = next_delivery(town)
        heard.append((delivery.address, delivery.spoken.text_id))
        deliver.sent(town.app, delivery, "m")
    assert heard == [("amina", "danger-fire"), ("bob", "glad"), ("amina", "glad")]


def test_what_comes_to_press_more_moves_on(town: Town) -> None:
    """A card that waits and is shown again because of danger goes before what waits in the same chat."""
    amina = town.meet("amina")
    for priority in (BULK, CRISIS):
        say = Say("cancelled", {"code": "K1-11", "kind": "shopping"})
        town.commit(Change(says=(Outgoing(chat_of(amina), amina.id, say, card="request:r1", priority=priority),)))
        if priority == BULK:
            town.commit(line(amina, "glad"))
    town.deliver()
    assert town.ids("amina") == ["cancelled", "glad"]


def test_one_sender_speaks_in_a_chat(town: Town) -> None:
    """Fifty senders wake together: one of them gets the chat."""
    town.commit(line(town.meet("amina"), "glad"))
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda _: town.app.world.outbox.lease(PLATFORM, Pace()), range(50)))
    assert sum(isinstance(one, Turn) for one in found) == 1


def test_edits_of_one_card_become_one(town: Town) -> None:
    """A card changed five times before it is sent is sent once, as it is at the end."""
    amina = town.meet("amina")
    for number in range(5):
        say = Say("cancelled", {"code": f"K{number}-11", "kind": "shopping"})
        town.commit(Change(says=(Outgoing(chat_of(amina), amina.id, say, card="request:r1"),)))
    town.deliver()
    assert town.ids("amina") == ["cancelled"]
    assert town.last("amina").data["code"] == "K4-11"


def test_a_card_changed_while_it_is_being_sent(town: Town) -> None:
    """What changes between the send and its record is sent after it, not lost."""
    amina = town.meet("amina")

    def card(code: str) -> Change:
        say = Say("cancelled", {"code": code, "kind": "shopping"})
        return Change(says=(Outgoing(chat_of(amina), amina.id, say, card="request:r1"),))

    town.commit(card("K1-11"))
    sending = next_delivery(town)
    town.commit(card("K2-22"))
    deliver.sent(town.app, sending, "m1")
    after = next_delivery(town)
    assert (after.spoken.data["code"], after.edit) == ("K2-22", "m1")


def test_a_chat_keeps_its_pace(town: Town) -> None:
    """Beyond its burst a chat waits, while another chat does not."""
    amina, bob = town.meet("amina"), town.meet("bob")
    for _ in range(3):
        town.commit(line(amina, "glad"))
    town.commit(line(bob, "glad"))
    pace = Pace(per_second=30, burst=30, chat_per_second=1, chat_burst=2)
    heard = []
    for _ in range(3):
        delivery = next_delivery(town, pace)
        heard.append(delivery.address)
        deliver.sent(town.app, delivery, "m")
    assert heard.count("amina") == 2
    assert "bob" in heard
    wait = deliver.next_up(town.app, PLATFORM, pace)
    assert isinstance(wait, float)
    assert 0 < wait <= 1


def test_the_platform_keeps_its_pace(town: Town) -> None:
    """All senders together stay within the platform's limit."""
    for number in range(6):
        town.commit(line(town.meet(f"p{number}"), "glad"))
    pace = Pace(per_second=1, burst=4)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: town.app.world.outbox.lease(PLATFORM, pace), range(6)))
    assert sum(isinstance(one, Turn) for one in found) == 4


@pytest.mark.parametrize(("must_hear", "again"), [(True, True), (False, False)])
def test_a_sender_that_died_while_sending(town: Town, must_hear: bool, again: bool) -> None:  # noqa: FBT001
    """A line that may have arrived is repeated only where silence would be worse."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad", must_hear=must_hear, id="s1"))
    dead = next_delivery(town)
    town.app.ledger.client.delete(f"od:outbox:lease:{dead.turn.chat}")
    town.app.ledger.client.zadd(f"od:outbox:chats:{PLATFORM}:{WAITING}", {dead.turn.chat: 0})
    town.deliver()
    assert town.ids("amina") == (["glad"] if again else [])


def test_a_sender_whose_lease_was_lost_records_nothing(town: Town) -> None:
    """Only the sender that holds the chat may record an outcome."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    slow = next_delivery(town)
    town.app.ledger.client.set(f"od:outbox:lease:{slow.turn.chat}", "another")
    deliver.sent(town.app, slow, "m1")
    assert town.app.world.outbox.waiting_in(slow.turn.chat) != []


def test_not_now_keeps_the_line_in_its_place(town: Town) -> None:
    """A platform that says "later" gets the same line first, once the wait is over."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    town.commit(line(amina, "dropped"))
    deliver.later(town.app, next_delivery(town), 0.05)
    wait = deliver.next_up(town.app, PLATFORM, Pace())
    assert isinstance(wait, float)
    assert wait > 0
    while not isinstance(found := deliver.next_up(town.app, PLATFORM, Pace()), deliver.Delivery):
        pass
    assert found.spoken.text_id == "glad"


def test_past_its_use_it_is_dropped(town: Town) -> None:
    """A message whose time is over is not sent."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad", use_by=town.app.world.clock.now()))
    town.later(minutes=1)
    town.deliver()
    assert town.ids("amina") == []


def test_a_door_that_knows_what_it_showed_repeats_everything(town: Town) -> None:
    """A mailbox shows a repeated line once, so that nothing begun there is ever given up."""
    amina = town.meet("amina")
    town.commit(line(amina, "glad"))
    dead = next_delivery(town)
    town.app.ledger.client.delete(f"od:outbox:lease:{dead.turn.chat}")
    town.app.ledger.client.zadd(f"od:outbox:chats:{PLATFORM}:{WAITING}", {dead.turn.chat: 0})
    assert next_delivery(town, Pace(repeats=True)).spoken.text_id == "glad"
