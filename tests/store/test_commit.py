"""A Change is applied whole, once, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.desk.telling import tell
from bot.errors import Stale
from bot.messages import Say
from bot.model import Event, Line, LineId, Person, PersonId, new_id
from bot.store import keys
from bot.store.change import Change, put, relying
from tests.support.town import MONDAY_TEN, Town


def someone(name: str = "p1") -> Person:
    """A record to write."""
    return Person(PersonId(name), MONDAY_TEN)


def stored(town: Town, name: str = "p1") -> Person:
    """The record as it stands."""
    return town.app.world.register.person(PersonId(name))


def test_a_record_comes_back_with_its_version(town: Town) -> None:
    """What is put is read back, one version up each time."""
    town.commit(put(someone()))
    first = stored(town)
    town.commit(put(replace(first, language="pl"), first))
    assert (first.version, stored(town).version, stored(town).language) == (1, 2, "pl")


def test_a_stale_change_writes_nothing(town: Town) -> None:
    """A Change that relied on an older version is refused, with everything in it."""
    town.commit(put(someone()))
    old = stored(town)
    town.commit(put(replace(old, language="pl"), old))
    with pytest.raises(Stale):
        town.commit(put(replace(old, language="cy"), old) + put(someone("p2")))
    assert stored(town).language == "pl"
    assert town.app.world.register.find(Person, "p2") is None


def test_relying_is_enough_to_be_refused(town: Town) -> None:
    """A record that was only read refuses the Change too, when it moved."""
    town.commit(put(someone()))
    old = stored(town)
    town.commit(put(replace(old, language="pl"), old))
    with pytest.raises(Stale):
        town.commit(relying(old) + put(someone("p2")))


def test_the_same_operation_is_applied_once(town: Town) -> None:
    """Committed again under its name it changes nothing and gives the first answer."""
    line = Change(events=(Event("request:r1", MONDAY_TEN, "onedoor", "opened"),))
    first = town.app.ledger.commit("op1", line, "first")
    again = town.app.ledger.commit("op1", line, "second")
    assert (first.result, first.seen) == ("first", False)
    assert (again.result, again.seen) == ("first", True)
    assert len(town.app.world.register.history("request:r1")) == 1


def test_fifty_threads_commit_the_same_operation(town: Town) -> None:
    """Fifty try the same operation in one instant: it happens once, and all hear the same result."""
    line = Change(events=(Event("request:r1", MONDAY_TEN, "onedoor", "opened"),))
    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(lambda n: town.app.ledger.commit("op1", line, str(n)), range(50)))
    assert len({outcome.result for outcome in outcomes}) == 1
    assert sum(not outcome.seen for outcome in outcomes) == 1
    assert len(town.app.world.register.history("request:r1")) == 1


def test_fifty_threads_change_one_record(town: Town) -> None:
    """Of fifty who read the same version, one writes; with fresh reads all fifty do, one after another."""
    town.commit(put(someone()))
    read = stored(town)

    def once(number: int) -> bool:
        try:
            town.app.ledger.commit(new_id("o"), put(replace(read, language=str(number)), read))
        except Stale:
            return False
        return True

    def until_done(number: int) -> None:
        while True:
            before = stored(town)
            try:
                town.app.ledger.commit(new_id("o"), put(replace(before, language=str(number)), before))
            except Stale:
                continue
            return

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(once, range(50))) == 1
        list(pool.map(until_done, range(50)))
    assert stored(town).version == 52


def test_a_record_cannot_be_put_twice_in_one_change(town: Town) -> None:
    """Two decisions that both write a record must be threaded through each other, so the sum is refused."""
    with pytest.raises(ValueError, match="twice"):
        town.commit(put(someone()) + put(someone()))


def test_a_field_that_must_be_free(town: Town) -> None:
    """What claims a free field fails once it is taken: two people never get one address."""
    claim = Change(writes=(("HSET", keys.addresses(), "a", "p1"),), free=((keys.addresses(), "a"),))
    town.commit(claim)
    with pytest.raises(Stale):
        town.commit(claim)


def test_scripts_survive_being_flushed(town: Town) -> None:
    """After SCRIPT FLUSH the next commit loads its script again."""
    town.app.ledger.client.script_flush()
    town.commit(put(someone()))
    assert stored(town).version == 1


def test_a_diary_line_goes_with_the_change_that_worked_it_off(town: Town) -> None:
    """A leased line is removed by its job's Change; under an older lease the Change is refused."""
    diary = town.app.world.diary
    town.commit(Change(lines=(Line(LineId("l1"), "wave", "request:r1", MONDAY_TEN),)))
    town.later(seconds=1)
    (leased,) = diary.lease(town.app.world.clock.now(), lease_ms=1)
    frozen = diary.line(leased.line)
    assert frozen
    again = diary.lease(town.app.world.clock.now(), lease_ms=1)
    while not again:
        again = diary.lease(town.app.world.clock.now(), lease_ms=1)
    with pytest.raises(Stale):
        town.commit(Change(done=(frozen,)))
    current = diary.line(leased.line)
    assert current
    assert current.lease >= 2
    town.commit(Change(done=(current,)))
    assert diary.line(leased.line) is None
    assert diary.about("request:r1") == []


def test_what_is_said_is_in_the_change(town: Town) -> None:
    """A refused Change says nothing; a committed one does."""
    person = town.meet("amina")
    old = replace(person, version=0)
    said = tell(town.app.world, person.id, Say("glad"), MONDAY_TEN)
    with pytest.raises(Stale):
        town.commit(said + put(replace(old, language="pl"), old))
    town.deliver()
    assert town.ids("amina") == []
    town.commit(said)
    town.deliver()
    assert town.ids("amina") == ["glad"]


def test_a_record_that_moved_between_two_readings(town: Town) -> None:
    """What was decided on the first reading may not be written over the second."""
    town.commit(put(someone()))
    first = stored(town)
    town.commit(put(replace(first, language="pl"), first))
    second = stored(town)
    with pytest.raises(Stale):
        town.commit(relying(first) + put(replace(second, chat_only=True), second))
    town.commit(relying(second) + put(replace(second, chat_only=True), second))
    assert (stored(town).language, stored(town).chat_only) == ("pl", True)
