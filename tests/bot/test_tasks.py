"""Tasks: on my way, done, nobody there, handing back, asking for a coordinator, and passing a message on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import turn
from bot.model import When
from bot.store import keys
from tests.bot.asking import asks, helper, invite_of, lines_of, open_to, taken_by
from tests.support.asking import now, reasons
from tests.support.diary import run_due
from tests.support.town import Town


@pytest.fixture
def street(town: Town) -> Town:
    """A coordinator, Amina, and Joe and Sue who help with shopping."""
    town.coordinator("rowan")
    town.meet("amina", phone="+447700900123", door="3 Green Lane")
    for name in ("joe", "sue"):
        town.volunteer(name, "shopping")
    return town


@pytest.mark.parametrize(("urgency", "said"), [("now", "as soon as possible"), ("today", "today")])
def test_the_task_says_how_soon(street: Town, urgency: str, said: str) -> None:
    """With no day agreed the task says how soon it is needed, not "any time"."""
    name = taken_by(street, asks(street, urgency=urgency))
    task = street.last(name)
    assert "line-soon" in lines_of(task)
    assert f"When: {said}" in task.plain


# ---- on the way, and done
def test_on_my_way_is_told_to_whoever_waits(street: Town) -> None:
    """The resident hears that they are coming, and both cards show it."""
    request = asks(street)
    name = taken_by(street, request)
    heard = street.presses(name, "on-my-way")
    assert [one.text_id for one in heard] == ["invite-under-way", "go-well"]
    assert street.last("amina").text_id == "coming"
    assert now(street, request).state == "under_way"
    assert "stands-under-way" in lines_of(next(iter(street.heard["amina"].values())))


def test_done_is_asked_of_the_resident(street: Town) -> None:
    """The helper's done is not the end: the resident is asked, and the helper has a free hand."""
    request = asks(street)
    name = taken_by(street, request)
    assert helper(street, name).tasks == (request.id,)
    street.presses(name, "done")
    assert now(street, request).state == "finished"
    assert helper(street, name).tasks == ()
    assert street.last("amina").text_id == "please-confirm"
    street.presses("amina", "yes-done")
    assert street.last(name).text_id == "closed-thanks"
    assert invite_of(street, name, request).state == "ended"


def test_typed_words_move_a_task_on(street: Town) -> None:
    """Typed, "omw" and "done" do what the buttons do."""
    request = asks(street)
    name = taken_by(street, request)
    street.says(name, "omw")
    assert now(street, request).state == "under_way"
    street.says(name, "all done!")
    assert now(street, request).state == "finished"


def test_a_press_on_a_task_that_is_over(street: Town) -> None:
    """Late presses change nothing and are answered truthfully."""
    request = asks(street)
    name = taken_by(street, request)
    stale = {action: street.button(name, action) for action in ("on-my-way", "done", "not-there", "hand-back")}
    street.says("amina", "cancel")
    assert street.last(name).text_id in ("task-cancelled", "invite-cancelled")
    for press in stale.values():
        assert street.does(name, press=press)[-1].text_id == "too-late-over"
    assert now(street, request).state == "cancelled"


# ---- handing back
def test_handing_back_without_blame(street: Town) -> None:
    """Others are asked at once, also those who had lost it to someone quicker; whoever waits is told."""
    request = asks(street)
    first = taken_by(street, request)
    other = {"joe": "sue", "sue": "joe"}[first]
    assert street.last(other).text_id == "invite-withdrawn"
    heard = street.presses(first, "hand-back")
    assert [one.text_id for one in heard] == ["invite-handed-back", "handed-back"]
    assert open_to(street, request) == [other]
    assert street.last(other).text_id == "invite"
    assert "fell-through" in street.ids("amina")
    assert now(street, request).helpers == ()


def test_cannot_make_it_by_text(street: Town) -> None:
    """Typed, it hands back too."""
    request = asks(street)
    name = taken_by(street, request)
    assert street.says(name, "I'm so sorry, can't make it")[-1].text_id == "handed-back"
    assert now(street, request).helpers == ()


def test_handing_back_at_night_waits_until_eight(street: Town) -> None:
    """At night nobody is woken for what can wait; the resident hears when others are asked, and they are."""
    request = asks(street, urgency="week", when=When(date(2026, 11, 25), "morning"))
    name = taken_by(street, request)
    street.at(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    street.presses(name, "hand-back")
    assert street.last("amina").text_id == "fell-through-night"
    assert open_to(street, request) == []
    street.at(datetime(2026, 11, 24, 8, 0, 1, tzinfo=UTC))
    run_due(street)
    assert open_to(street, request)


def test_handing_back_with_nobody_left(town: Town) -> None:
    """Honest words: it fell through, and nobody is free; a coordinator has it."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping")
    request = asks(town)
    town.presses("joe", "accept")
    town.presses("joe", "hand-back")
    assert town.ids("amina")[-2:] == ["fell-through-nobody", "nobody-free"]
    assert now(town, request).state == "held"
    assert reasons(town, request.id) == ["nobody"]


# ---- nobody there
def test_nobody_there_is_a_welfare_case(street: Town) -> None:
    """A coordinator has half an hour to see that they are well; said twice, it is one case."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "on-my-way")
    stale = street.button(name, "not-there")
    assert street.presses(name, "not-there")[-1].text_id == "not-there-told"
    street.does(name, press=stale)
    found = street.app.world.register.cases_of(request.id)
    assert [(case.reason, case.urgency) for case in found] == [("not_there", 0)]
    assert found[0].due - found[0].opened == timedelta(minutes=30)
    assert now(street, request).state == "held"


def test_they_came_to_the_door_after_all(street: Town) -> None:
    """After "they weren't there" the helper may still finish; the case stays for a person to settle."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "not-there")
    street.presses(name, "done")
    assert now(street, request).state == "finished"
    assert reasons(street, request.id) == ["not_there"]


def test_handing_back_after_nobody_was_there_keeps_the_watch(street: Town) -> None:
    """The coordinator has it: nobody new is sent to that door, and somebody is still pressed to look."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "not-there")
    assert street.presses(name, "hand-back")[-1].text_id == "handed-back-held"
    assert open_to(street, request) == []
    street.later(minutes=31)
    run_due(street)
    assert "case-pressing" in street.ids("rowan")


# ---- a coordinator, please
def test_a_helper_asks_for_a_coordinator(street: Town) -> None:
    """The case is there at the tap; what it is about follows, sealed, into the same case."""
    request = asks(street)
    name = taken_by(street, request)
    assert street.presses(name, "coordinator")[-1].text_id == "coordinator-asked"
    assert reasons(street, request.id) == ["helper_asks"]
    assert "coordinator-told" in [one.text_id for one in street.says(name, "the key is with the neighbour")]
    found = street.app.world.register.cases_of(request.id)
    assert len(found) == 1
    rowan = street.person("rowan").id
    assert street.app.world.access.read(rowan, f"case:{found[0].id}#words") == "the key is with the neighbour"


def test_nothing_to_add(street: Town) -> None:
    """Words are not needed: the case is there all the same, and the next message is a message again."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "coordinator")
    street.presses(name, "no-words")
    assert street.says(name, "on my way")[-1].text_id == "go-well"
    assert reasons(street, request.id) == ["helper_asks"]


# ---- a message passed on
def test_a_message_and_its_answer_without_numbers(street: Town) -> None:
    """A helper's words reach whoever asked, and the answer that helper; neither carries a number."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "message-them")
    assert street.says(name, "see you at three")[-1].text_id == "passed-on"
    relayed = street.last("amina")
    assert (relayed.text_id, relayed.data["words"]) == ("relayed", "see you at three")
    street.presses("amina", "answer-helper")
    assert street.says("amina", "lovely, the side door please")[-1].text_id == "passed-on"
    back = street.last(name)
    assert (back.text_id, back.data["words"]) == ("relayed-back", "lovely, the side door please")
    assert "7700" not in relayed.plain + back.plain


def test_passed_on_words_lie_sealed(street: Town) -> None:
    """Neither the request nor the outbox holds them in clear."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "message-them")
    turn.take(street.app, street.inbound(name, text="zebra at the gate"))  # stored, not sent yet
    client = street.app.ledger.client
    chat = f"console:{street.person('amina').id}"
    stored = [client.hget(keys.record("request", request.id), "d"), *client.hvals(keys.outbox_lines(chat))]
    assert len(stored) == 2
    assert not any(b"zebra" in bytes(found) for found in stored if isinstance(found, bytes))


def test_only_the_two_of_them_may_write(street: Town) -> None:
    """A neighbour cannot answer in the resident's place, and a task that is over passes nothing on."""
    request = asks(street)
    name = taken_by(street, request)
    street.presses(name, "message-them")
    street.says(name, "hello")
    press = street.button("amina", "answer-helper")
    street.meet("eve")
    street.does("eve", press=press)
    assert street.says("eve", "let me in")[-1].text_id == "not-for-you"
    street.presses(name, "message-them")
    street.says("amina", "cancel")
    assert street.says(name, "are you there?")[-1].text_id == "too-late-over"
    assert street.says(name, "my tasks")[-1].text_id == "no-tasks"


def test_nothing_to_pass_on(street: Town) -> None:
    """Whoever changes their mind sends nothing."""
    name = taken_by(street, asks(street))
    street.presses(name, "message-them")
    assert street.presses(name, "say-nothing")[-1].text_id == "nothing-passed-on"
    assert "relayed" not in street.ids("amina")


# ---- what I have in hand
def test_my_tasks(street: Town) -> None:
    """Tasks first, then what may still be answered, each with its buttons; with neither, kind words."""
    first = asks(street)
    name = taken_by(street, first)
    asks(street)
    heard = street.says(name, "my tasks")
    assert [one.text_id for one in heard] == ["accepted", "invite"]
    other = {"joe": "sue", "sue": "joe"}[name]
    street.presses(other, "not-this-time")
    assert street.says(other, "/tasks")[-1].text_id == "no-tasks"


def test_status_shows_a_volunteers_tasks(street: Town) -> None:
    """Status shows what one has in hand, not only what one waits for."""
    name = taken_by(street, asks(street))
    assert "accepted" in [one.text_id for one in street.says(name, "status")]


def test_done_by_someone_who_both_helps_and_is_helped(street: Town) -> None:
    """Typed by a helper whose own request waits for the same word, it is neither: they are asked which."""
    own = asks(street, name="joe")
    street.presses("sue", "accept")
    street.presses("sue", "done")
    task = asks(street)
    street.presses("joe", "accept")
    heard = [one.text_id for one in street.says("joe", "done")]
    assert heard == ["which-invite", "accepted", "card-request"]
    assert (now(street, own).state, now(street, task).state) == ("finished", "matched")


def test_a_late_yes_by_an_old_button_can_be_handed_back(town: Town) -> None:
    """Asked twice, they said yes by the first invite and the second ended: who hands back is not asked a third time."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping")
    request = asks(town, urgency="today")
    old = town.button("joe", "accept")
    town.later(minutes=21)
    run_due(town)
    assert now(town, request).state == "held"
    town.presses("rowan", "claim")
    town.presses("rowan", "search-again")
    assert len(town.app.world.register.invites_for(request.id)) == 2
    town.does("joe", press=old)
    assert now(town, request).state == "matched"
    town.presses("joe", "hand-back")
    assert now(town, request).helpers == ()
    assert open_to(town, request) == []
