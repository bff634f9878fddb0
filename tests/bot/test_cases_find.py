"""Finding help by hand: asking a chosen volunteer, pointing to a service, looking again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import candidates, casework
from bot.errors import NoLongerFits
from bot.model import Check, Place, Request
from bot.store.change import put
from tests.bot.desk_town import (
    actions,
    asks,
    everything_can_be_said,
    lines,
    now,
    opens,
    said,
    standing,
    tap,
    the_case,
    waiting,
    whats,
)
from tests.support.diary import run_due
from tests.support.town import Town

__all__ = ["everything_can_be_said"]
FAR = Place("Salisbury", 51.07, -1.79)


@pytest.fixture
def held(town: Town) -> Request:
    """Amina's request, for which nobody could be asked; Rowan has the case."""
    town.coordinator("rowan")
    town.meet("amina")
    request = asks(town, kind="food")
    town.presses("rowan", "claim")
    assert standing(town, request).state == "held"
    return request


def late(town: Town, **by: float) -> None:
    """Let time go by, and what falls due happen."""
    town.later(**by)
    run_due(town)
    town.deliver()


# ---- a chosen volunteer
def test_the_best_are_offered_with_reasons_and_distance(town: Town, held: Request) -> None:
    """Who may be asked, best first, each with how far and why, and a button."""
    town.volunteer("joe", "food")
    town.volunteer("sue", "food", range_km=1)
    (offered,) = town.presses("rowan", "ask-someone")
    assert actions(offered) == ["ask-one", "ask-one", "put-down"]
    assert lines(offered) == ["volunteer-line", "volunteer-line"]
    best = [volunteer.id for _, volunteer in candidates.ranked(town.app.world, held, town.app.world.clock.now())]
    assert [button.id.rpartition(".")[2] for button in offered.buttons[:2]] == best
    assert "km away" in offered.plain
    assert "Not asked before" in offered.plain


def test_a_name_typed_in_a_hurry_is_found(town: Town, held: Request) -> None:
    """Volunteers of the area are found by a name more or less spelt."""
    town.volunteer("mohammed", "food")
    town.volunteer("sue", "food")
    town.presses("rowan", "ask-someone")
    (found,) = town.says("rowan", "Mohamed")
    assert "Mohammed" in found.plain
    assert "Sue" not in found.plain
    assert town.says("rowan", "Xanthippe")[0].text_id == "who-not-found"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"kinds": ("shopping",)}, "kind"),
        ({"status": "paused"}, "inactive"),
        ({"check": Check("none")}, "check"),
        ({"place": FAR}, "range"),
        ({"weekly_limit": 0}, "limit"),
        ({"available": 1 << 20}, "time"),
    ],
)
def test_why_not_her(town: Town, held: Request, given: dict[str, object], rule: str) -> None:
    """Someone who may not be asked is named with the rule, has no button, and is refused if pressed all the same."""
    sue = town.volunteer("sue", **({"kinds": ("food",)} | given))
    town.presses("rowan", "ask-someone")
    (found,) = town.says("rowan", "sue")
    assert lines(found) == ["volunteer-why-not"]
    assert actions(found) == ["put-down"]
    assert town.app.texts.text(f"why-not-{rule}", "en", {"level": "a group's word"}).strip() in found.plain
    case = the_case(town)
    assert town.does("rowan", press=f"ask-one:{case.id}.{sue.id}")[0].text_id == "case-rule-in-the-way"
    with pytest.raises(NoLongerFits, match=rule):
        casework.ask_one(town.app.world, case.id, sue.id, town.person("rowan").id, town.app.world.clock.now())
    assert town.ids("sue") == []


def test_the_chosen_one_is_asked_and_the_answer_comes_back(town: Town, held: Request) -> None:
    """They get an invite like any other; a no is told to the case's owner, and they can choose again."""
    town.volunteer("joe", "food")
    town.presses("rowan", "ask-someone")
    town.presses("rowan", "ask-one")
    assert town.ids("joe") == ["invite"]
    town.presses("joe", "not-this-time")
    assert "chosen-declined" in town.ids("rowan")
    town.presses("rowan", "ask-someone")
    assert "Said &quot;" not in said(town.says("rowan", "joe"), "who-found").plain
    assert "not this time" in town.last("rowan").plain
    assert ("case-invited", town.person("rowan").id) in whats(town, f"request:{held.id}")


def test_the_chosen_one_says_yes(town: Town, held: Request) -> None:
    """A yes matches the held request, its case is settled, and its owner hears of it."""
    town.volunteer("joe", "food")
    town.presses("rowan", "ask-someone")
    town.presses("rowan", "ask-one")
    town.presses("joe", "accept")
    assert standing(town, held).state == "matched"
    assert "helper-found" in town.ids("rowan")
    assert waiting(town) == []
    assert "found" in town.ids("amina")


def test_no_answer_is_told_too(town: Town, held: Request) -> None:
    """When the chosen one does not answer in time, the owner hears of it."""
    town.volunteer("joe", "food")
    town.presses("rowan", "ask-someone")
    town.presses("rowan", "ask-one")
    late(town, hours=2)
    assert "invite-unanswered" in town.ids("rowan")
    assert standing(town, held).state == "held"


def test_nobody_is_asked_twice_at_once(town: Town, held: Request) -> None:
    """Someone with an open invite is not sent another."""
    joe = town.volunteer("joe", "food")
    town.presses("rowan", "ask-someone")
    town.presses("rowan", "ask-one")
    press = f"ask-one:{the_case(town).id}.{joe.id}"
    assert town.does("rowan", press=press)[0].text_id == "case-not-now"
    assert len(town.app.world.register.invites_for(held.id)) == 1


# ---- services
def test_pointed_to_a_service(town: Town, held: Request) -> None:
    """The resident gets the service with place, hours and phone; it is noted, and one tap settles it so."""
    town.services()
    (offered,) = town.presses("rowan", "signpost")
    assert actions(offered)[0] == "point-to"
    heard = tap(town, "rowan", "point-to")
    message = town.last("amina")
    assert (message.text_id, message.data["name"]) == ("signposted", "Rowan")
    assert lines(message) == ["service-line"]
    said(heard, "pointed")
    assert ("case-signposted", town.person("rowan").id) in whats(town, f"request:{held.id}")
    tap(town, "rowan", "outcome", ".signposted")
    assert waiting(town) == []
    assert (standing(town, held).state, standing(town, held).outcome) == ("closed", "signposted")


def test_another_service_by_its_words(town: Town, held: Request) -> None:
    """A few typed words find services for what they mean."""
    town.services()
    town.presses("rowan", "signpost")
    (offered,) = town.says("rowan", "debt advice")
    assert "Advice Centre" in offered.plain


def test_a_case_without_a_request_can_be_pointed_too(town: Town) -> None:
    """Someone who was not understood is pointed to what the coordinator looks for."""
    town.services()
    town.coordinator("rowan")
    town.meet("amina")
    opens(town, "unclear", "amina", words="money troubles")
    town.presses("rowan", "claim")
    assert town.presses("rowan", "signpost")[0].text_id == "ask-service-words"
    town.says("rowan", "food bank")
    tap(town, "rowan", "point-to")
    assert town.last("amina").text_id == "signposted"


# ---- looking again
def test_looking_again_asks_from_the_start(town: Town, held: Request) -> None:
    """The request is open again, volunteers are asked, the resident is told, and the case is settled."""
    town.volunteer("joe", "food")
    case = the_case(town)
    town.presses("rowan", "search-again")
    assert standing(town, held).state == "open"
    assert town.ids("joe") == ["invite"]
    assert "searching-again" in town.ids("amina")
    assert (now(town, case).state, now(town, case).outcome) == ("resolved", "searching")


def test_who_said_no_is_not_asked_again(town: Town) -> None:
    """A new search passes over those who said no, and asks those who never answered."""
    town.coordinator("rowan")
    town.meet("amina")
    for name in ("joe", "sue"):
        town.volunteer(name, "food")
    request = asks(town, kind="food")
    town.presses("joe", "not-this-time")
    for _ in range(3):
        late(town, hours=3)
    assert standing(town, request).state == "held"
    town.presses("rowan", "claim")
    before = len(town.heard["sue"])
    town.presses("rowan", "search-again")
    assert len(town.heard["sue"]) == before + 1
    assert town.ids("joe").count("invite") == 0


def test_with_nobody_left_it_stays_held(town: Town, held: Request) -> None:
    """Looking again with nobody to ask changes nothing: the case stays the coordinator's."""
    heard = town.presses("rowan", "search-again")
    assert [one.text_id for one in heard] == ["case-nobody-left"]
    assert standing(town, held).state == "held"
    assert the_case(town).state == "claimed"


def test_nobody_again_is_a_new_case(town: Town, held: Request) -> None:
    """A search that finds nobody after all comes back as a case."""
    town.volunteer("joe", "food")
    town.presses("rowan", "search-again")
    town.presses("joe", "not-this-time")
    late(town, hours=2)
    assert standing(town, held).state == "held"
    assert [(case.reason, case.state) for case in waiting(town)] == [("nobody", "open")]


def test_looking_again_frees_the_helper_who_was_on_it(town: Town) -> None:
    """After "they weren't there" someone else is asked: the first helper is told and free of it."""
    town.coordinator("rowan")
    town.meet("amina")
    joe = town.volunteer("joe", "food")
    request = asks(town, kind="food")
    town.presses("joe", "accept")
    town.presses("joe", "not-there")
    town.volunteer("sue", "food")
    town.presses("rowan", "claim")
    town.presses("rowan", "search-again")
    assert standing(town, request).helpers == ()
    assert town.ids("sue") == ["invite"]
    assert "task-passed-on" in town.ids("joe")
    volunteer = town.app.world.register.volunteer(joe.id)
    assert volunteer
    assert volunteer.tasks == ()
    assert town.app.world.clock.now() - request.opened < timedelta(hours=1)


def test_someone_under_18_is_never_matched_by_itself(town: Town, held: Request) -> None:
    """Their request has no button to look again, and the press is refused; a person chooses who is asked."""
    amina = town.person("amina")
    town.commit(put(replace(amina, under_18=True), amina))
    joe = town.volunteer("joe", "food")
    case = the_case(town)
    file = town.does("rowan", press=f"open-case:{case.id}")[0]
    assert "search-again" not in actions(file)
    assert "ask-someone" in actions(file)
    assert town.does("rowan", press=f"search-again:{case.id}")[-1].text_id == "case-not-now"
    assert town.ids("joe") == []
    town.does("rowan", press=f"ask-one:{case.id}.{joe.id}")
    assert town.ids("joe") == ["invite"]
