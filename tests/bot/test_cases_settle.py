"""Settling a case, and what becomes of its request: never nothing."""

import pytest

from bot.desk import holding, requests, settling
from bot.errors import NotPossible
from bot.lifecycle import ACTIVE
from bot.model import Request
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


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty, Amina known."""
    town.coordinator("rowan")
    town.meet("amina")
    return town


@pytest.fixture
def held(town: Town) -> Request:
    """Amina's request, for which nobody could be asked; Rowan has the case."""
    request = asks(town, kind="food")
    town.presses("rowan", "claim")
    return request


def not_there(town: Town) -> Request:
    """Joe stood before a closed door; Rowan has the case."""
    town.volunteer("joe", "food")
    request = asks(town, kind="food")
    town.presses("joe", "accept")
    town.presses("joe", "not-there")
    town.presses("rowan", "claim")
    return request


def nothing_is_dropped(town: Town) -> None:
    """Every held request has an unsettled case."""
    for request_id in town.app.world.register.open_requests():
        request = town.app.world.register.request(request_id)
        if request.state == "held":
            assert town.app.world.register.cases_of(request.id), request


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("helped_by_phone", "closed"),
        ("signposted", "closed"),
        ("found", "closed"),
        ("not_needed", "cancelled"),
        ("could_not_help", "closed"),
        ("referred", "closed"),
        ("duplicate", "closed"),
    ],
)
def test_each_outcome_ends_a_held_request(town: Town, held: Request, outcome: str, state: str) -> None:
    """Settled so, the case is over, the request is ended with that outcome, and whoever asked is told in its words."""
    town.presses("rowan", "settle")
    heard = tap(town, "rowan", "outcome", f".{outcome}")
    assert said(heard, "settled").data["outcome"] == outcome
    assert (standing(town, held).state, standing(town, held).outcome) == (state, outcome)
    assert waiting(town) == []
    assert town.last("amina").text_id == f"settled-{outcome.replace('_', '-')}"
    assert ("case-resolved", town.person("rowan").id) in whats(town, f"request:{held.id}")
    card = next(one for one in town.heard["amina"].values() if one.text_id == "card-request")
    assert lines(card)[-1] == ("stands-settled" if state == "closed" else "stands-cancelled")
    assert "Done" not in card.plain


def test_i_still_need_help(town: Town, held: Request) -> None:
    """One tap on what the resident was told opens it again, with a case."""
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".could_not_help")
    town.presses("amina", "not-done")
    assert standing(town, held).state == "held"
    assert [case.reason for case in waiting(town)] == ["not_done"]


def test_something_else_in_words(town: Town, held: Request) -> None:
    """In their own words; then what becomes of the held request is asked, and leaving it is not offered."""
    town.volunteer("joe", "food")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".other")
    (asked,) = town.says("rowan", "her neighbour is back on friday")
    assert [button.id.rpartition(".")[2] for button in asked.buttons] == ["close", "search", "put-down"]
    assert the_case(town).state == "claimed"
    tap(town, "rowan", "then", ".search")
    assert standing(town, held).state == "open"
    assert waiting(town) == []
    kept = town.app.world.register.history(f"request:{held.id}")
    assert any(event.what == "case-noted" for event in kept)


def test_a_held_request_is_never_left_to_nobody(town: Town, held: Request) -> None:
    """Whatever is tried, a settled case leaves its request searching, ended, or with another case."""
    case, rowan, at = the_case(town), town.person("rowan").id, town.app.world.clock.now()
    for outcome in (*settling.OUTCOMES, "searching", "over", "nonsense", ""):
        with pytest.raises(NotPossible):
            settling.resolve(town.app.world, case.id, outcome, rowan, at, then="keep")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".other")
    town.says("rowan", "left it")
    assert town.does("rowan", press=f"then:{case.id}.keep")[-1].text_id == "case-not-now"
    assert standing(town, held).state == "held"
    nothing_is_dropped(town)


def test_with_another_case_it_may_be_left(town: Town, held: Request) -> None:
    """A case beside another about the same held request is settled by itself; the other still holds it."""
    case = opens(town, "ring_them", "amina", request=held.id)
    town.does("rowan", press=f"claim:{case.id}")
    town.does("rowan", press=f"outcome:{case.id}.helped_by_phone")
    tap(town, "rowan", "outcome", ".keep")
    assert standing(town, held).state == "held"
    assert [one.reason for one in waiting(town)] == ["nobody"]
    nothing_is_dropped(town)


def test_a_request_on_its_way_goes_on(town: Town) -> None:
    """A case about a request that somebody helps with leaves it be, unless the coordinator closes it."""
    town.volunteer("joe", "food")
    request = asks(town, kind="food")
    town.presses("joe", "accept")
    town.presses("joe", "coordinator")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    (asked,) = tap(town, "rowan", "outcome", ".helped_by_phone")
    assert asked.text_id == "ask-then"
    tap(town, "rowan", "outcome", ".keep")
    assert standing(town, request).state == "matched"
    assert waiting(town) == []


def test_not_needed_tells_the_helper(town: Town) -> None:
    """When it is not needed any more the helper hears at once, and is free of it."""
    town.volunteer("joe", "food")
    request = asks(town, kind="food")
    town.presses("joe", "accept")
    town.presses("joe", "coordinator")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".not_needed")
    assert standing(town, request).state == "cancelled"
    assert "task-cancelled" in town.ids("joe")


def test_nobody_there_and_all_is_well(town: Town) -> None:
    """After "they weren't there" the helper can go on: the request is theirs again, and what falls due falls due."""
    request = not_there(town)
    town.presses("rowan", "settle")
    (asked,) = tap(town, "rowan", "outcome", ".helped_by_phone")
    assert [button.id.rpartition(".")[2] for button in asked.buttons] == ["close", "search", "go_on", "put-down"]
    tap(town, "rowan", "outcome", ".go_on")
    assert standing(town, request).state == "matched"
    assert "task-goes-on" in town.ids("joe")
    assert "goes-on" in town.ids("amina")
    assert any(line.job == "check_in" for line in town.app.world.diary.about(f"request:{request.id}"))
    town.presses("joe", "done")
    assert standing(town, request).state == "finished"


def test_nobody_there_and_not_needed(town: Town) -> None:
    """Or it is closed: the helper is told and free."""
    request = not_there(town)
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".helped_by_phone")
    tap(town, "rowan", "outcome", ".close")
    assert standing(town, request).state == "closed"
    assert "task-cancelled" in town.ids("joe")


def test_without_a_request_it_is_simply_over(town: Town) -> None:
    """A case about a person alone ends, and nothing is said to them by itself."""
    case = opens(town, "concern", "amina")
    town.presses("rowan", "claim")
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".referred")
    assert now(town, case).outcome == "referred"
    assert town.ids("amina") == []


def test_without_anybody_it_is_over_too(town: Town) -> None:
    """A case about nobody is settled in one tap, words or none."""
    case = opens(town, "failed_line")
    town.presses("rowan", "claim")
    assert "case-note" not in actions(town.last("rowan"))
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".other")
    assert now(town, case).state == "resolved"


def test_a_cancelled_request_settles_its_search(town: Town, held: Request) -> None:
    """The resident stops it: the case about finding someone is over, and its owner is told."""
    town.presses("amina", "cancel")
    assert standing(town, held).state == "cancelled"
    assert waiting(town) == []
    assert "case-over" in town.ids("rowan")


def test_a_cancelled_request_leaves_a_welfare_case(town: Town) -> None:
    """A case about a person stays, whatever becomes of the request."""
    request = not_there(town)
    change, ended = requests.cancel(town.app.world, request.id, request.asked_by, town.app.world.clock.now())
    town.commit(change + holding.request_ended(town.app.world, ended, town.app.world.clock.now()))
    assert [case.reason for case in waiting(town)] == ["not_there"]


def test_confirming_settles_what_asked_after_it(town: Town) -> None:
    """The resident says it is done: the case that asked whether it was is over."""
    town.volunteer("joe", "food")
    request = asks(town, kind="food")
    town.presses("joe", "accept")
    town.presses("joe", "done")
    for _ in range(4):
        town.later(hours=4)
        run_due(town)
        town.deliver()
    assert [case.reason for case in waiting(town)] == ["unconfirmed"]
    tap(town, "amina", "yes-done")
    assert standing(town, request).state == "closed"
    assert waiting(town) == []


@pytest.mark.parametrize("how", ["nobody", "not-there", "not-done", "nobody again"])
def test_whatever_is_held_has_a_case(town: Town, how: str) -> None:
    """Each way a request comes to be held brings a case with it."""
    if how != "nobody":
        town.volunteer("joe", "food")
    request = asks(town, kind="food")
    if how == "not-there":
        town.presses("joe", "accept")
        town.presses("joe", "not-there")
    elif how == "not-done":
        town.presses("joe", "accept")
        town.presses("joe", "done")
        town.presses("amina", "not-done")
    elif how == "nobody again":
        town.presses("joe", "not-this-time")
        run_due(town)
    assert standing(town, request).state == "held"
    assert request.state in ACTIVE
    nothing_is_dropped(town)


def test_settled_twice_is_settled_once(town: Town, held: Request) -> None:
    """A second press on an old button is answered, and changes nothing."""
    case = the_case(town)
    town.presses("rowan", "settle")
    tap(town, "rowan", "outcome", ".referred")
    assert town.does("rowan", press=f"outcome:{case.id}.found")[-1].text_id == "case-not-now"
    assert standing(town, held).outcome == "referred"
