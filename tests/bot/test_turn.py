"""A turn: stored once, in one commit, or set aside for a person; never lost and never in the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from pytest_mock import MockerFixture

from bot import turn
from bot.app import App
from bot.errors import TryLater
from bot.model import Session
from bot.store import keys
from bot.store.change import put
from bot.store.connect import STORE_AWAY
from bot.talk import router
from bot.talk.types import Heard, Reply
from tests.support.town import DEVIZES, PLATFORM, Town


def test_the_same_event_twice_counts_once(town: Town) -> None:
    """An event delivered again changes nothing and says nothing."""
    inbound = town.inbound("amina", text="/start")
    first = turn.take(town.app, inbound)
    again = turn.take(town.app, inbound)
    town.deliver()
    assert (first.repeated, again.repeated) == (False, True)
    assert first.chat == again.chat
    assert town.ids("amina") == ["welcome"]


def test_the_same_event_twice_at_once(town: Town) -> None:
    """Twenty deliveries of one event in one instant make one person and one answer."""
    inbound = town.inbound("amina", text="/start")
    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(lambda _: turn.take(town.app, inbound), range(20)))
    town.deliver()
    assert len({one.chat for one in taken}) == 1
    assert town.ids("amina") == ["welcome"]


def test_two_messages_of_one_person_at_once(town: Town) -> None:
    """Two messages of one person taken by two processes at once both count, one after the other."""
    town.says("amina", "/start")
    inbound = [town.inbound("amina", text="/start") for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda one: turn.take(town.app, one), inbound))
    town.deliver()
    assert town.ids("amina") == ["welcome"] * 11


def test_what_others_know_of_someone_meanwhile(town: Town, mocker: MockerFixture) -> None:
    """What is written about someone while their own turn is taken is not written over by it."""
    town.meet("amina")
    town.commit(put(replace(town.person("amina"), platform="web"), town.person("amina")))
    answer = router.answer

    def slowly(app: App, session: Session, heard: Heard) -> Reply:
        before = app.world.register.person(heard.who)
        if not before.under_18:
            town.commit(put(replace(before, under_18=True), before))
        return answer(app, session, heard)

    mocker.patch.object(router, "answer", side_effect=slowly)
    town.says("amina", "/start")
    assert (town.person("amina").under_18, town.person("amina").platform) == (True, PLATFORM)


def test_a_poison_message_is_set_aside(town: Town, mocker: MockerFixture) -> None:
    """A message that breaks its turn three times becomes a case with its words, sealed, and the door goes on."""
    town.coordinator("rowan")
    town.meet("amina")
    mocker.patch.object(router, "_routed", side_effect=RuntimeError("broken"))
    inbound = town.inbound("amina", text="something odd")
    for _ in range(turn.FAILURES - 1):
        with pytest.raises(TryLater):
            turn.take(town.app, inbound)
    taken = turn.take(town.app, inbound)
    assert taken.set_aside
    mocker.stopall()
    town.deliver()
    assert town.ids("amina")[-1] == "set-aside"
    (case,) = town.app.world.register.queue(town.person("amina").area or "devizes")  # type: ignore[arg-type]
    rowan = town.person("rowan")
    assert case.reason == "set_aside"
    assert town.app.world.access.read(rowan.id, f"case:{case.id}#words") == "something odd"
    assert town.says("amina", "/start")[-1].text_id == "welcome"


def test_a_message_that_cannot_even_be_set_aside(town: Town) -> None:
    """Someone whose record cannot be read stops no door: the event is stored, and a coordinator knows."""
    town.coordinator("rowan")
    amina = town.meet("amina")
    town.app.ledger.client.hset(keys.record("person", amina.id), "d", b"not JSON")
    inbound = town.inbound("amina", text="hello")
    for _ in range(turn.FAILURES - 1):
        with pytest.raises(TryLater):
            turn.take(town.app, inbound)
    assert turn.take(town.app, inbound).set_aside
    assert turn.take(town.app, inbound).repeated
    assert [case.reason for case in town.app.world.register.queue(DEVIZES)] == ["set_aside"]


def test_nothing_is_acknowledged_while_redis_is_full(town: Town) -> None:
    """When the store refuses, the turn fails to the door, and counts as no failure of the message."""
    inbound = town.inbound("amina", text="/start")
    town.app.ledger.client.config_set("maxmemory", 1)
    try:
        with pytest.raises(STORE_AWAY):
            turn.take(town.app, inbound)
    finally:
        town.app.ledger.client.config_set("maxmemory", 0)
    assert town.app.ledger.client.get(keys.tries(f"in:{PLATFORM}:{inbound.event}")) is None
    turn.take(town.app, inbound)
    town.deliver()
    assert town.ids("amina") == ["welcome"]


def test_a_refusal_is_said_and_changes_nothing(town: Town) -> None:
    """A button that means nothing any more is answered in plain words."""
    assert town.does("amina", press="accept:inothing")[-1].text_id == "not-there-now"
    assert town.does("amina", press="no-such-thing")[-1].text_id == "not-there-now"


@pytest.mark.parametrize("text", ["", "   ", "🙂", "x" * 5000, "<b>&\"'", "/nonsense", "\u0000\ufffd"])
def test_awkward_messages_are_answered(town: Town, text: str) -> None:
    """Whatever is sent, something is said, and nothing breaks."""
    assert town.does("amina", text=text)
