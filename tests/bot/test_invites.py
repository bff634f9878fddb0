"""Invites: what a volunteer sees before they say yes, who gets it, and what everyone else is told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.desk import requests, waves
from bot.model import Check, Place, When
from bot.store.change import put
from matching.week import slots_of
from tests.bot.asking import asks, does, helper, invite_of, lines_of, open_to, taken_by
from tests.support.asking import invited, now
from tests.support.diary import run_due
from tests.support.town import Town

PRIVATE = {"words": "tablets from the green chemist", "wishes": "please don't ring the bell"}


@pytest.fixture
def street(town: Town) -> Town:
    """A coordinator, Amina with her details, and three who help with shopping and prescriptions."""
    town.coordinator("rowan")
    town.meet("amina", phone="+447700900123", door="3 Green Lane")
    for name in ("joe", "sue", "bob"):
        town.volunteer(name, "shopping", "prescription")
    return town


# ---- before the yes
def test_an_invite_says_enough_to_decide_and_nothing_private(street: Town) -> None:
    """Kind, rough place, when, distance, payment and why they were asked; no name, number, door or words."""
    when = When(date(2026, 11, 24), "morning")
    asks(street, "prescription", when=when, paid="receipt", private=PRIVATE)
    invite = street.last("joe")
    assert invite.text_id == "invite"
    assert invite.data["place"] == "SN10"
    assert invite.data["km"] == 1
    assert invite.data["when"] == "2026-11-24/morning"
    assert "task-paid-receipt" in lines_of(invite)
    assert any(line.startswith("why-") for line in lines_of(invite))
    assert [button.id.partition(":")[0] for button in invite.buttons] == ["accept", "not-this-time", "pause"]
    for private in ("Amina", "Green", "7700", "chemist", "bell"):
        assert private not in invite.plain
        assert private not in str(invite.data)


def test_what_cannot_wait_says_so(street: Town) -> None:
    """Without an agreed time an urgent invite says how soon."""
    asks(street, urgency="now")
    assert "as soon as possible" in street.last("joe").plain


# ---- the yes
def test_only_the_winner_sees_who_and_where(street: Town) -> None:
    """After yes: name, number, door, what to take care over first, payment and what comes next."""
    request = asks(street, "prescription", paid="shop_line", private=PRIVATE)
    name = taken_by(street, request)
    task = street.last(name)
    assert task.text_id == "accepted"
    assert (task.data["contact"], task.data["address"]) == ("+447700900123", "3 Green Lane")
    lines = lines_of(task)
    assert lines[0] == "task-wishes"
    assert {"task-name", "task-address", "task-contact", "task-words", "task-paid-shop-line"} <= set(lines)
    for shown in ("Amina", "3 Green Lane", "+447700900123", "please don't ring the bell", "green chemist"):
        assert shown in task.plain


def test_the_others_are_told_someone_has_it(street: Town) -> None:
    """Their cards change in place; whoever asked hears the helper's name."""
    request = asks(street)
    before = {name: len(street.heard[name]) for name in ("joe", "sue", "bob")}
    name = taken_by(street, request)
    for other in {"joe", "sue", "bob"} & set(invited(street, request)) - {name}:
        assert street.last(other).text_id == "invite-withdrawn"
        assert not street.last(other).buttons
        assert len(street.heard[other]) == before[other]
    assert now(street, request).state == "matched"
    found = street.last("amina")
    assert found.text_id == "found"
    assert found.data["name"] == name.title()


def test_details_not_given_are_not_shown(street: Town) -> None:
    """This chat only, and the door by themselves: no number and no door, but a way to pass a message."""
    amina = replace(street.person("amina"), chat_only=True, door_by_self=True)
    street.commit(put(amina, street.person("amina")))
    name = taken_by(street, asks(street))
    task = street.last(name)
    assert "contact" not in task.data
    assert "address" not in task.data
    assert {"task-message-only", "task-door-by-self"} <= set(lines_of(task))
    assert "message-them" in [button.id.partition(":")[0] for button in task.buttons]


def test_details_are_gone_from_the_helpers_chat_when_it_is_over(street: Town) -> None:
    """Once it is done nobody scrolling back through the helper's chat finds the door or the number."""
    name = taken_by(street, asks(street, private=PRIVATE))
    street.presses(name, "done")
    street.presses("amina", "yes-done")
    kept = " ".join(spoken.plain for spoken in street.heard[name].values())
    for private in ("3 Green Lane", "7700", "bell", "chemist"):
        assert private not in kept


def test_accepting_twice_is_accepting_once(street: Town) -> None:
    """A second yes shows the task again and changes nothing."""
    request = asks(street)
    name = taken_by(street, request)
    before = now(street, request)
    assert street.says(name, f"yes {request.code}")[-1].text_id == "accepted"
    assert now(street, request) == before


# ---- the hard rules again, at the yes
@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"kinds": ("pets",)}, "kind"),
        ({"weekly_limit": 0}, "limit"),
        ({"check": Check()}, "check"),
        ({"place": Place("Calne", 51.438, -2.005), "range_km": 2.0}, "range"),
        ({"available": slots_of("sundays")}, "time"),
    ],
)
def test_a_rule_that_has_come_between(street: Town, changed: dict[str, Any], rule: str) -> None:
    """What changed since they were asked is looked at again at the yes, and said in plain words."""
    request = asks(street, when=When(date(2026, 11, 24), "morning"))
    before = helper(street, "joe")
    street.commit(put(replace(before, **changed), before))
    heard = street.presses("joe", "accept")
    assert heard[-1].text_id == "no-longer-fits"
    assert heard[-1].data["rule"] == rule
    assert now(street, request).helpers == ()


def test_someone_to_be_avoided_cannot_take_it(street: Town) -> None:
    """Who the resident asked to avoid since is refused at the yes."""
    request = asks(street)
    amina = street.person("amina")
    street.commit(put(replace(amina, avoid=(street.person("joe").id,)), amina))
    assert street.presses("joe", "accept")[-1].data["rule"] == "avoided"
    assert now(street, request).helpers == ()


# ---- late
def test_a_yes_after_someone_else_is_answered_truthfully(street: Town) -> None:
    """Too late: someone has it. By an old button or by text, with the code."""
    request = asks(street)
    stale = {name: street.button(name, "accept") for name in invited(street, request)}
    name = taken_by(street, request)
    other = next(one for one in stale if one != name)
    assert street.does(other, press=stale[other])[-1].text_id == "too-late-taken"
    assert street.says(other, f"yes {request.code}")[-1].text_id == "too-late-taken"


def test_a_yes_after_it_was_cancelled(street: Town) -> None:
    """Nobody else has it: it is over, and that is what they hear; the card says it is not needed."""
    request = asks(street)
    stale = street.button("joe", "accept")
    change, _ = requests.cancel(street.app.world, request.id, street.person("amina").id, street.app.world.clock.now())
    does(street, change)
    assert street.last("joe").text_id == "invite-not-needed"
    assert street.does("joe", press=stale)[-1].text_id == "too-late-over"


def test_a_late_yes_counts_while_nobody_has_it(street: Town) -> None:
    """The time to answer ran out, a coordinator has it, and still nobody helps: a yes is a yes."""
    request = asks(street, urgency="today")
    for _ in range(5):
        street.later(minutes=25)
        run_due(street)
    assert now(street, request).state == "held"
    assert invite_of(street, "joe", request).state == "expired"
    street.says("joe", f"yes {request.code}")
    assert street.last("joe").text_id == "accepted"
    assert now(street, request).state == "matched"


def test_a_change_of_mind_after_a_no(street: Town) -> None:
    """Not this time, then yes with the code: theirs, as long as it is free."""
    request = asks(street)
    street.presses("joe", "not-this-time")
    street.says("joe", f"accept {request.code}")
    assert now(street, request).helpers == (helper(street, "joe").id,)


def test_an_invite_is_its_volunteers_own(street: Town) -> None:
    """Nobody can answer another's invite, nor see its card."""
    asks(street)
    stale = street.button("joe", "accept")
    assert street.does("sue", press=stale)[-1].text_id == "not-for-you"


# ---- typed
def test_yes_by_text_answers_the_one_open_invite(street: Town) -> None:
    """A press Telegram let expire can be repeated in a word."""
    request = asks(street)
    street.says("joe", "Yes!")
    assert now(street, request).helpers == (helper(street, "joe").id,)


def test_with_several_open_they_are_asked_which(street: Town) -> None:
    """A bare yes to two invites is no yes: both cards come again, each with its own button."""
    first, second = asks(street), asks(street, "prescription")
    heard = street.says("joe", "yes")
    assert [one.text_id for one in heard] == ["which-invite", "invite", "invite"]
    assert now(street, first).helpers == now(street, second).helpers == ()
    street.says("joe", f"yes {second.code.lower().replace('-', ' ')}")
    assert now(street, second).helpers == (helper(street, "joe").id,)
    assert now(street, first).helpers == ()


def test_no_by_text(street: Town) -> None:
    """No is an answer too, and no reason is asked."""
    request = asks(street)
    assert street.says("joe", "sorry, I can't")[-1].text_id == "declined-thanks"
    assert invite_of(street, "joe", request).state == "declined"


def test_a_yes_to_nothing(street: Town) -> None:
    """With nothing open a volunteer hears so, and how to name one that is over."""
    assert street.says("joe", "yes")[-1].text_id == "nothing-to-answer"


# ---- no
def test_a_no_from_the_last_of_a_wave_brings_the_next(street: Town) -> None:
    """When nobody of the wave may still answer, the next few are asked at once."""
    street.volunteer("eve", "shopping")
    request = asks(street, urgency="week")
    first = open_to(street, request)
    assert len(first) == 2
    for name in first:
        street.presses(name, "not-this-time")
    run_due(street)
    assert set(open_to(street, request)) == {"joe", "sue", "bob", "eve"} - set(first)


def test_a_chosen_ones_no_reaches_the_coordinator(street: Town) -> None:
    """A coordinator who chose a volunteer hears that they can't, and may ask someone else."""
    request = asks(street, "home")  # nobody offers that: held, with a case
    assert now(street, request).state == "held"
    street.presses("rowan", "claim")
    before = now(street, request)
    street.volunteer("kim", "home")
    change, after = waves.invite_one(street.app.world, before, helper(street, "kim"), street.app.world.clock.now())
    does(street, change + put(after, before))
    street.presses("kim", "not-this-time")
    assert street.last("rowan").text_id == "chosen-declined"
    assert street.last("rowan").data["name"] == "Kim"
