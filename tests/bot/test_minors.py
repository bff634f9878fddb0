"""Someone under 18 is matched by a person or not at all, also when what was arranged before falls through."""

import pytest

from bot.desk import altering, invites, roster, tasks
from bot.desk.altering import Altered
from bot.errors import InviteOver
from bot.model import Invite, Request, When
from tests.support import asking
from tests.support.asking import ask, invited, now, reasons
from tests.support.diary import run_due
from tests.support.town import Town


@pytest.fixture
def street(town: Town) -> Town:
    """A street with a resident, four volunteers and a coordinator on duty."""
    return asking.street(town)


def says_so(town: Town) -> None:
    """Amina says how old she is."""
    town.says("amina", "im 15")
    assert town.person("amina").under_18


def nobody_is_asked(town: Town, request: Request, asked_before: int) -> None:
    """Time goes by, and a coordinator has it."""
    town.later(hours=3)
    run_due(town)
    assert len(invited(town, request)) == asked_before
    assert now(town, request).state == "held"
    assert "under_18" in reasons(town, request.id)


def taken(town: Town, request: Request) -> Invite:
    """Somebody has it already."""
    name = next(iter(invited(town, request)))
    town.presses(name, "accept")
    return invited(town, request)[name]


def test_handed_back(street: Town) -> None:
    """Nobody else is asked, and whoever asked hears that a coordinator has it."""
    request = ask(street)
    invite = taken(street, request)
    says_so(street)
    asked = len(invited(street, request))
    street.commit(tasks.hand_back(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    street.deliver()
    assert street.ids("amina")[-1] == "fell-through-held"
    nobody_is_asked(street, request, asked)


def test_their_helper_leaves(street: Town) -> None:
    """The same when the helper gives up helping altogether."""
    request = ask(street)
    invite = taken(street, request)
    says_so(street)
    asked = len(invited(street, request))
    street.commit(roster.leave(street.app.world, invite.volunteer, street.app.world.clock.now()))
    nobody_is_asked(street, request, asked)


def test_another_time(street: Town) -> None:
    """A change of mind begins no search for them."""
    request = ask(street)
    says_so(street)
    asked, at = len(invited(street, request)), street.app.world.clock.now()
    new = Altered("in the afternoon", When(part="afternoon"))
    street.commit(altering.alter(street.app.world, request.id, request.resident, new, at)[0])
    nobody_is_asked(street, request, asked)


def test_a_late_yes(street: Town) -> None:
    """Whoever said no before is not matched by a yes after all; a coordinator may still ask them."""
    request = ask(street)
    name, invite = next(iter(invited(street, request).items()))
    street.commit(invites.decline(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now()))
    says_so(street)
    with pytest.raises(InviteOver):
        invites.accept(street.app.world, invite.id, invite.volunteer, street.app.world.clock.now())
    assert invited(street, request)[name].state == "declined"
