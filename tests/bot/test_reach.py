"""People who close their chat to us: what waited for them, or what they had promised, goes to a person."""

from dataclasses import replace

import pytest

from bot import deliver
from bot.desk import invites
from bot.desk.telling import tell
from bot.messages import Say
from bot.model import Request
from bot.store.change import put
from bot.store.outbox import Pace
from tests.support import asking
from tests.support.asking import ask, invited, now, reasons
from tests.support.diary import run_due
from tests.support.town import Town


@pytest.fixture
def street(town: Town) -> Town:
    """A street with a resident, four volunteers and a coordinator on duty."""
    return asking.street(town)


def refuse(town: Town, name: str) -> None:
    """Say something to someone, and have the platform refuse it for good."""
    town.commit(tell(town.app.world, town.person(name).id, Say("glad"), town.app.world.clock.now()))
    found = deliver.next_up(town.app, town.platform, Pace())
    assert isinstance(found, deliver.Delivery)
    assert town.name_of(found.person) == name
    deliver.refused(town.app, found, "blocked", unreachable=True)
    town.deliver()


def accept(town: Town, request: Request) -> str:
    """Someone asked says yes; who."""
    helper, invite = next(iter(invited(town, request).items()))
    town.commit(invites.accept(town.app.world, invite.id, invite.volunteer, town.app.world.clock.now()))
    town.deliver()
    return helper


def test_a_resident_who_waits(street: Town) -> None:
    """Their request goes on, and a coordinator rings them; said twice by the platform, it is one case."""
    request = ask(street)
    refuse(street, "amina")
    street.does("amina", blocked=True)
    assert street.person("amina").unreachable == ("console",)
    assert reasons(street, street.person("amina").id) == ["blocked"]
    assert now(street, request).state == "open"


def test_a_resident_who_says_so_by_blocking(street: Town) -> None:
    """The same when the platform tells us before we find out by speaking."""
    ask(street)
    street.does("amina", blocked=True)
    assert reasons(street, street.person("amina").id) == ["blocked"]


def test_someone_who_waits_for_nothing(street: Town) -> None:
    """Nobody is bothered about someone who simply leaves."""
    refuse(street, "amina")
    assert reasons(street, street.person("amina").id) == []


def test_someone_with_another_chat(street: Town) -> None:
    """Where another chat of theirs is open, they are reached there and nobody need ring."""
    ask(street)
    amina = street.person("amina")
    street.commit(put(street.app.world.access.with_private(amina, **{"address.web": "amina"}), amina))
    refuse(street, "amina")
    assert reasons(street, amina.id) == []


def test_a_helper_with_a_task(street: Town) -> None:
    """The task may not be done any more: a coordinator sees to it."""
    request = ask(street)
    refuse(street, accept(street, request))
    assert reasons(street, request.id) == ["helper_gone"]


def test_an_invite_nobody_can_answer(street: Town) -> None:
    """It runs out; when it was the last one open, others are asked at once."""
    request = ask(street)
    first = list(invited(street, request))
    for name in first:
        refuse(street, name)
    assert {one.state for one in invited(street, request).values()} == {"expired"}
    run_due(street)
    assert len(invited(street, request)) == 4


def test_who_cannot_be_reached_is_not_asked(street: Town) -> None:
    """An invite that could not be read would only waste the wave's time."""
    for name in ("joe", "sue", "bob"):
        person = street.person(name)
        street.commit(put(replace(person, unreachable=("console",)), person))
    assert list(invited(street, ask(street))) == ["eve"]
