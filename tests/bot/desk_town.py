"""What tests of the coordinator's side need: people with something waiting, made without their own conversations."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from bot.desk import cases, requests
from bot.desk.requests import Wanted
from bot.messages import Spoken
from bot.model import Case, PersonId, Request
from tests.support.town import DEVIZES, SN10, Town

PHONE = "+447700900123"


@pytest.fixture(autouse=True)
def everything_can_be_said() -> Iterator[None]:
    """A text without words, or a fact nobody may read, keeps a whole message from someone: never in these tests."""
    with capture_logs() as logs:
        yield
    unsaid = [log for log in logs if log["event"] == "cannot_be_said" or "erased" in str(log.get("why", ""))]
    assert not unsaid


def asks(town: Town, name: str = "amina", kind: str = "prescription", **more: object) -> Request:
    """A request opened for someone known; with nobody to ask it is held, with a case."""
    resident = town.person(name).id
    private = {"words": "can someone fetch my tablets from Boots"}
    given = {"area": DEVIZES, "resident": resident, "asked_by": resident, "kind": kind, "place": SN10}
    given |= {"urgency": "today", "private": private}
    wanted = Wanted(**(given | more))  # type: ignore[arg-type]
    change, request = requests.open_request(town.app.world, wanted, town.app.world.clock.now())
    town.commit(change)
    town.deliver()
    return town.app.world.register.request(request.id)


def opens(town: Town, reason: str, name: str = "", **more: object) -> Case:
    """A case about someone."""
    subject = town.person(name).id if name else None
    given = {"area": DEVIZES, "subject": subject, "at": town.app.world.clock.now()} | more
    town.commit(cases.open_case(town.app.world, reason=reason, **given))  # type: ignore[arg-type]
    town.deliver()
    return next(case for case in reversed(waiting(town, str(given["area"]))) if case.reason == reason)


def waiting(town: Town, area: str = DEVIZES) -> list[Case]:
    """Unsettled cases of an area, oldest first."""
    return sorted(town.app.world.register.queue(area), key=lambda case: case.opened)  # type: ignore[arg-type]


def the_case(town: Town) -> Case:
    """The one case there is, as it stands now."""
    (case,) = waiting(town)
    return case


def now(town: Town, case: Case) -> Case:
    """A case as it stands now."""
    return town.app.world.register.case(case.id)


def standing(town: Town, request: Request) -> Request:
    """A request as it stands now."""
    return town.app.world.register.request(request.id)


def tap(town: Town, name: str, action: str, *parts: str) -> list[Spoken]:
    """Someone taps the newest button with this action whose id has all these parts; what they hear next."""
    for spoken in reversed(town.heard[name].values()):
        for button in spoken.buttons:
            if button.id.partition(":")[0] == action and all(part in button.id for part in parts):
                return town.does(name, press=button.id)
    raise AssertionError(f"{name} sees no button {action} {parts}: {[b.id for b in town.last(name).buttons]}")


def actions(spoken: Spoken) -> list[str]:
    """The actions of its buttons."""
    return [button.id.partition(":")[0] for button in spoken.buttons]


def said(heard: list[Spoken], text_id: str) -> Spoken:
    """The message with this text among those heard. Raises AssertionError when it is not there."""
    found = [spoken for spoken in heard if spoken.text_id == text_id]
    assert found, f"{text_id} was not heard: {[spoken.text_id for spoken in heard]}"
    return found[-1]


def lines(spoken: Spoken) -> list[str]:
    """Text ids of the lines that follow its first."""
    found = spoken.data.get("lines") or []
    assert isinstance(found, list)
    return found


def whats(town: Town, about: str) -> list[tuple[str, PersonId | str]]:
    """What happened to a request or a case, and who did it."""
    return [(event.what, event.who) for event in town.app.world.register.history(about)]
