"""Counts: what was committed is counted, once, by codes alone."""

from bot import deliver, turn
from bot.desk import cases
from bot.store import counts, keys, lags
from bot.store.change import Change
from bot.store.outbox import Pace
from tests.support.asking import ask, street
from tests.support.processes import wait_for
from tests.support.town import Town


def test_a_commit_that_comes_twice_counts_once(town: Town) -> None:
    """The client's own second try of a commit adds nothing."""
    change = Change(writes=(counts.one("turns", "web", "stored"),))
    for _ in range(2):
        town.app.ledger.commit("same", change)
    assert counts.read(town.app.ledger.client) == {("turns", "web", "stored"): 1}


def test_turns_and_sends(town: Town) -> None:
    """A message taken, the same one brought again, and each answer sent, refused or put off."""
    inbound = town.inbound("amina", text="hello")
    for _ in range(2):
        turn.take(town.app, inbound)
    found = deliver.next_up(town.app, "console", Pace())
    assert isinstance(found, deliver.Delivery)
    deliver.later(town.app, found, 0.0)
    wait_for(lambda: heard(town))  # once the moment we are made to wait is over
    sends = counts.read(town.app.ledger.client)
    assert sends["turns", "console", "stored"] == sends["turns", "console", "repeated"] == 1
    assert sends["sends", "console", "later"] == 1
    assert sends["sends", "console", "sent"] >= 1


def heard(town: Town) -> list[str]:
    """What Amina has been told by now."""
    town.deliver()
    return town.ids("amina")


def test_what_happens_to_a_request_and_its_case(town: Town) -> None:
    """Waves and cases are counted by what happened, a case once though three histories tell of it."""
    street(town)
    request = ask(town)
    found = counts.read(town.app.ledger.client)
    assert found["events", "request", "wave", ""] == 1
    at = town.app.world.clock.now()
    opened = cases.open_case(
        town.app.world, request.area, "night", at, subject=request.resident, request=request.id, urgency=cases.NOW
    )
    town.commit(opened)
    again = counts.read(town.app.ledger.client)
    assert {count: number for count, number in again.items() if "night" in count} == {
        ("events", "case", "case-opened", "night"): 1
    }


def test_how_long_a_chat_waits(town: Town) -> None:
    """A chat that nobody speaks in counts with its time; one that is leased, or has nothing left to say, does not."""
    client = town.app.ledger.client
    turn.take(town.app, town.inbound("amina", text="hello"))
    seconds, micros = client.time()
    name = f"console:{town.person('amina').id}"
    client.zadd(keys.outbox_chats("console", 1), {name: seconds * 1000 + micros // 1000 - 90_000})
    waiting = lags.unsaid(client, "console")[1]
    assert waiting.chats == 1
    assert 90 <= waiting.seconds < 100
    turned = town.app.world.outbox.lease("console", Pace())
    assert not isinstance(turned, float)
    assert lags.unsaid(client, "console")[1] == lags.Unsaid(0, 0.0)
