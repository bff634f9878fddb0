"""Nobody who waits is forgotten: what follows when a case is settled and its request goes on."""

from datetime import UTC, datetime, timedelta

from bot.desk import holding, invites, settling, tasks
from bot.model import Case, PersonId, Request
from bot.store.change import Change
from tests.support import asking
from tests.support.asking import ask, invited, now, reasons
from tests.support.diary import run_due
from tests.support.town import DEVIZES, Town


def street(town: Town) -> PersonId:
    """A street whose volunteers do nights too; the coordinator on duty."""
    return asking.street(town, nights=True).person("rowan").id


def does(town: Town, change: Change) -> None:
    """Commit what someone did, and send what follows from it."""
    town.commit(change)
    town.deliver()


def at(town: Town) -> datetime:
    """Now, by the town's clock."""
    return town.app.world.clock.now()


def the_case(town: Town, request: Request) -> Case:
    """The one case of a request."""
    (case,) = town.app.world.register.cases_of(request.id)
    return case


def test_a_coordinator_has_looked_and_it_goes_on(town: Town) -> None:
    """Nobody said how it went, and the coordinator leaves it open: the resident is asked again, a waking day later."""
    rowan = street(town)
    request = ask(town)
    invite = next(iter(invited(town, request).values()))
    for act in (invites.accept, tasks.finish):
        does(town, act(town.app.world, invite.id, invite.volunteer, at(town)))
    for _ in range(2):
        town.later(minutes=181)
        run_due(town)
    case = the_case(town, request)
    does(town, holding.claim(town.app.world, case.id, rowan, at(town)))
    does(town, settling.resolve(town.app.world, case.id, "other", rowan, at(town), then=settling.KEEP))
    (line,) = town.app.world.diary.about(f"request:{request.id}")
    assert (line.job, now(town, request).state) == ("unconfirmed", "finished")
    assert timedelta(hours=12) < line.due - at(town) < timedelta(days=2)


def test_a_search_begun_again_at_night(town: Town) -> None:
    """A coordinator who searches anew at night for what cannot wait has it in hand: no second case is opened for it."""
    rowan = street(town)
    town.at(datetime(2026, 11, 23, 23, tzinfo=UTC))
    request = ask(town, urgency="now")
    assert reasons(town, request.id) == ["night"]
    for _ in range(4):
        town.later(minutes=6)
        run_due(town)
    assert reasons(town, request.id) == ["night", "nobody"]
    nobody = next(case for case in town.app.world.register.cases_of(request.id) if case.reason == "nobody")
    does(town, holding.claim(town.app.world, nobody.id, rowan, at(town)))
    does(town, settling.resolve(town.app.world, nobody.id, "searching", rowan, at(town)))
    assert now(town, request).state == "open"
    assert town.app.world.register.queue(DEVIZES) == []


def test_who_hands_back_is_not_asked_again_at_once(town: Town) -> None:
    """Someone who once lost it to someone quicker, had it later and hands it back, is left alone."""
    street(town)
    request = ask(town)
    first, second = list(invited(town, request))[:2]
    _accepts(town, request, first)
    _hands_back(town, request, first)
    assert second in [name for name, one in invited(town, request).items() if one.state == "open"]
    _accepts(town, request, second)
    _hands_back(town, request, second)
    still_asked = [name for name, one in invited(town, request).items() if one.state == "open"]
    assert still_asked
    assert not {first, second} & set(still_asked)


def _accepts(town: Town, request: Request, name: str) -> None:
    invite = invited(town, request)[name]
    does(town, invites.accept(town.app.world, invite.id, invite.volunteer, at(town)))


def _hands_back(town: Town, request: Request, name: str) -> None:
    invite = invited(town, request)[name]
    does(town, tasks.hand_back(town.app.world, invite.id, invite.volunteer, at(town)))
    town.later(minutes=1)
