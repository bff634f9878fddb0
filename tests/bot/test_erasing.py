"""Forget me: asked once whether they are sure; then their key is gone, and nothing of theirs can be opened."""

import pytest

from bot.desk import cases as desk_cases
from bot.desk import confirming, erasing, holding, settling
from bot.store import keys
from tests.bot.residents import DOG, again, cases, ids, lines, newest, opens, own
from tests.support import asking
from tests.support.town import DEVIZES, Town


@pytest.fixture
def known(town: Town) -> Town:
    """Amina, known, and Joe, who helps with dogs and prescriptions."""
    town.coordinator("rowan")
    town.volunteer("joe", "pets", "prescription")
    town.meet("amina", phone="07700 900123", door="4 Example Row")
    return town


@pytest.mark.parametrize("asked", ["forget me", "please delete my data", "/forget"])
def test_asked_whether_they_are_sure(known: Town, asked: str) -> None:
    """Nothing goes before a second yes; a no keeps everything."""
    assert ids(known.says("amina", asked)) == ["forget-sure"]
    assert ids(known.presses("amina", "forget-no")) == ["not-forgotten"]
    assert own(known, "amina", "name") == "Amina"


def test_told_what_it_means_for_what_is_open(known: Town) -> None:
    """An open request is stopped; with a helper, the helper is told."""
    opens(known, "amina", DOG)
    assert lines(known.says("amina", "forget me")[0]) == ["forget-open"]
    known.presses("amina", "forget-no")
    known.presses("joe", "accept")
    assert lines(known.says("amina", "forget me")[0]) == ["forget-helper"]


def test_the_key_is_destroyed_at_once(known: Town) -> None:
    """From that moment nothing sealed can be opened, and they are told it is done."""
    before = known.person("amina")
    request = opens(known, "amina", DOG)
    known.says("amina", "forget me")
    assert ids(known.says("amina", "yes")) == ["forgotten"]
    register, vault = known.app.world.register, known.app.world.vault
    assert register.wrapped_key(before.id) is None
    assert vault.open(before.id, f"person:{before.id}#name", before.sealed["name"]) is None
    assert vault.open(before.id, f"request:{request.id}#words", request.sealed["words"]) is None
    assert register.person(before.id).sealed == {}
    assert register.person(before.id).place is None


def test_they_are_a_stranger_afterwards(known: Town) -> None:
    """Neither their address nor their number leads to who they were; writing again begins anew."""
    opens(known, "amina", DOG)
    known.says("amina", "change my number to 07700 900456")
    before = known.person("amina")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    world = known.app.world
    assert known.person("amina").id != before.id
    assert world.register.person_with_phone(world.vault.digest("phone", "+447700900456")) is None
    assert lines(known.says("amina", "my details")[0]) == ["details-none", "details-seen"]


def test_their_chat_is_gone(known: Town) -> None:
    """What a page showed, and where the chat stood, go too."""
    known.says("amina", DOG)
    before = known.person("amina")
    chat = f"console:{before.id}"
    known.app.ledger.client.xadd(keys.mailbox(chat), {"d": "{}"})
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    left = [known.app.ledger.client.exists(key) for key in (keys.mailbox(chat), keys.record("session", chat))]
    assert left == [0, 0]


def test_what_is_open_is_withdrawn(known: Town) -> None:
    """Invites end and the helper hears that it is not needed."""
    request = opens(known, "amina", DOG)
    known.presses("joe", "accept")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    assert again(known, request).state == "cancelled"
    assert known.last("joe").text_id == "task-cancelled"
    assert cases(known) == []
    volunteer = known.app.world.register.volunteer(known.person("joe").id)
    assert volunteer is not None
    assert volunteer.tasks == ()


def test_a_helper_on_the_way_is_a_case(known: Town) -> None:
    """A coordinator makes sure that whoever is on the way has heard."""
    request = opens(known, "amina", DOG)
    known.presses("joe", "accept")
    known.presses("joe", "on-my-way")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    (case,) = cases(known)
    assert (case.reason, case.request, case.subject) == ("forgotten", request.id, None)


def test_cases_about_them_are_over(known: Town) -> None:
    """A coordinator who has one is told; words they were about to add have nowhere to go, and say so."""
    known.says("amina", "can i talk to a person")
    known.presses("rowan", "claim")
    known.presses("rowan", "case-note")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    assert "case-forgotten" in known.ids("rowan")
    assert cases(known) == []
    assert known.says("rowan", "rang them, no answer")


def test_one_helper_of_two_requests(known: Town) -> None:
    """Both of one person's tasks for them end in the same moment."""
    for text in (DOG, "can someone collect my prescription please, SN10"):
        opens(known, "amina", text)
        known.presses("joe", "accept")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    volunteer = known.app.world.register.volunteer(known.person("joe").id)
    assert volunteer is not None
    assert volunteer.tasks == ()


def test_whoever_they_asked_for_is_forgotten_with_them(known: Town) -> None:
    """Someone known by the asker's word alone is not kept without them."""
    known.says("amina", "my neighbour Joan needs her prescription collecting please, SN10")
    known.presses("amina", "confirm")
    known.presses("amina", "consent-yes")
    for answer in ("Joan", "07700 900555", "5 Oak Road"):
        known.says("amina", answer)
    known.presses("amina", "paid:already")
    joan = newest(known, "amina").resident
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    assert known.app.world.register.wrapped_key(joan) is None


def test_a_volunteer_leaves_with_it(known: Town) -> None:
    """What Joe had taken on goes to others."""
    request = opens(known, "amina", DOG)
    known.presses("joe", "accept")
    assert "forget-volunteer" in lines(known.says("joe", "forget me")[0])
    joe = known.person("joe").id
    known.presses("joe", "forget-yes")
    volunteer = known.app.world.register.volunteer(joe)
    assert volunteer is not None
    assert volunteer.status == "left"
    assert again(known, request).helpers == ()
    assert known.app.world.register.wrapped_key(joe) is None


def test_someone_on_a_groups_list(known: Town) -> None:
    """Forgotten, they may be listed again as someone new; the list does not break over them."""
    known.listed("sue", "shopping")
    known.says("sue", f"join {known.links['sue']}")
    known.says("sue", "yes")
    before = known.person("sue").id
    known.says("sue", "forget me")
    known.presses("sue", "forget-yes")
    known.listed("sue", "shopping")
    assert known.links["sue"]
    known.says("sue", f"join {known.links['sue']}")
    known.says("sue", "yes")
    assert own(known, "sue", "name") == "Sue"
    assert known.person("sue").id != before


# ---- cases and codes
@pytest.fixture
def on_behalf(known: Town) -> str:
    """Amina asked for Joan, whom nobody else knows; with nobody free for it a coordinator has it. Joan's id."""
    known.says("amina", "my neighbour Joan needs someone to sort out her wifi please, SN10")
    for press in ("confirm", "consent-yes"):
        known.presses("amina", press)
    for answer in ("Joan", "07700 900555", "5 Oak Road"):
        known.says("amina", answer)
    return newest(known, "amina").resident


def test_cases_about_whom_they_asked_for_are_over(known: Town, on_behalf: str) -> None:
    """A case about finding someone for a neighbour is over when the only one who knows them is forgotten."""
    (case,) = cases(known)
    assert (case.reason, case.subject) == ("nobody", on_behalf)
    known.presses("rowan", "claim")
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    assert cases(known) == []
    assert known.app.world.register.case(case.id).outcome == "forgotten"
    assert "case-forgotten" in known.ids("rowan")


def test_codes_lead_nowhere_any_more(known: Town) -> None:
    """Neither what had ended before nor what is withdrawn now is found by its code."""
    ended = opens(known, "amina", DOG)
    known.says("amina", "cancel")
    withdrawn = opens(known, "amina", DOG)
    amina, register = known.person("amina").id, known.app.world.register
    assert register.latest_by_code(ended.area, ended.code)
    known.says("amina", "forget me")
    known.presses("amina", "forget-yes")
    assert [register.latest_by_code(one.area, one.code) for one in (ended, withdrawn)] == [None, None]
    assert register.past_requests_of(amina) == []


def test_a_held_request_of_someone_else(town: Town) -> None:
    """Its last case is about a helper who is forgotten: it does not stay held with nobody looking."""
    asking.street(town)
    request = asking.ask(town)
    name = next(iter(asking.invited(town, request)))
    town.presses(name, "accept")
    rowan, at = town.person("rowan"), town.app.world.clock.now()
    town.commit(confirming.deny(town.app.world, request.id, request.resident, at))
    (case,) = town.app.world.register.cases_of(request.id)
    helper = town.person(name)
    answer = desk_cases.open_case(town.app.world, DEVIZES, "answer", at, subject=helper.id, request=request.id)
    town.commit(answer)
    town.commit(holding.claim(town.app.world, case.id, rowan.id, at))
    town.commit(settling.resolve(town.app.world, case.id, "other", rowan.id, at, then="keep"))
    town.commit(erasing.erase(town.app.world, helper, at))
    assert asking.now(town, request).state == "held"
    assert asking.reasons(town, request.id) == ["helper_gone"]
