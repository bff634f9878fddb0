"""Approving a new volunteer: what was seen, by whom, when; and no more than the law allows."""

from datetime import date

import pytest

from bot.desk import roster
from bot.model import Check, Volunteer
from tests.bot.desk_town import actions, asks, everything_can_be_said, now, opens, said, tap, the_case, waiting, whats
from tests.support.town import Town

__all__ = ["everything_can_be_said"]


@pytest.fixture
def town(town: Town) -> Town:
    """Rowan on duty has the case of Joe, who offered shopping and food and waits."""
    town.coordinator("rowan")
    town.volunteer("joe", "shopping", "food", status="waiting", check=Check())
    opens(town, "new_volunteer", "joe")
    town.presses("rowan", "claim")
    return town


def joe(town: Town) -> Volunteer:
    """Joe as a volunteer, as he stands now."""
    return roster.known(town.app.world, town.person("joe").id)


def seen(town: Town, level: str) -> None:
    """Rowan says what was seen."""
    town.presses("rowan", "approve")
    tap(town, "rowan", "level", f".{level}")


def test_nobody_is_asked_before(town: Town) -> None:
    """Until approved they get no invite; afterwards they do."""
    town.meet("amina")
    asks(town, kind="food")
    assert "invite" not in town.ids("joe")
    seen(town, "identity")
    town.presses("rowan", "seen")
    asks(town, kind="food")
    assert "invite" in town.ids("joe")


@pytest.mark.parametrize("level", ["word", "identity", "dbs_basic"])
def test_what_was_seen_is_recorded(town: Town, level: str) -> None:
    """Level, by whom, on which day; the words sealed; they are told, and the case is settled."""
    case = the_case(town)
    seen(town, level)
    heard = town.says("rowan", "passport and a bill, seen at the hall")
    assert said(heard, "approved-told").data["level"] == level
    assert joe(town).status == "approved"
    assert joe(town).check == Check(level, town.person("rowan").id, date(2026, 11, 23))
    path = f"volunteer:{joe(town).id}#note"
    assert town.app.world.access.read(town.person("rowan").id, path) == "passport and a bill, seen at the hall"
    assert "approved" in town.ids("joe")
    assert (now(town, case).state, now(town, case).outcome) == ("resolved", "approved")
    assert ("case-resolved", town.person("rowan").id) in whats(town, f"case:{case.id}")


@pytest.mark.parametrize("level", ["dbs_enhanced", "dbs_enhanced_barred"])
def test_no_higher_check_than_the_law_allows(town: Town, level: str) -> None:
    """For shopping and food an enhanced check may not be asked: refused with the reason, and asked again."""
    town.presses("rowan", "approve")
    heard = tap(town, "rowan", "level", f".{level}")
    refusal = said(heard, "level-not-lawful")
    assert "DBS basic is the most" in refusal.plain
    assert actions(said(heard, "ask-level"))[0] == "level"
    case = the_case(town)
    assert town.does("rowan", press=f"seen:{case.id}.{level}")[-1].text_id == "case-not-now"
    assert joe(town).status == "waiting"


def test_where_the_law_allows_it(town: Town) -> None:
    """For driving people to health care the highest check may be asked and recorded."""
    town.volunteer("sue", "transport", status="waiting", check=Check())
    case = opens(town, "new_volunteer", "sue")
    town.does("rowan", press=f"claim:{case.id}")
    tap(town, "rowan", "approve", case.id)
    tap(town, "rowan", "level", case.id, ".dbs_enhanced_barred")
    town.presses("rowan", "seen")
    assert roster.known(town.app.world, town.person("sue").id).check.level == "dbs_enhanced_barred"


@pytest.mark.parametrize("level", ["none", "anything", ""])
def test_nothing_seen_is_no_approval(town: Town, level: str) -> None:
    """A made-up or empty level approves nobody."""
    case = the_case(town)
    assert town.does("rowan", press=f"level:{case.id}.{level}")[-1].text_id == "ask-level"
    town.does("rowan", press=f"seen:{case.id}.{level}")
    assert joe(town).status == "waiting"


def test_not_approved(town: Town) -> None:
    """Asked once more; then they are told kindly and what they offered is forgotten."""
    town.presses("rowan", "turn-down")
    assert joe(town).status == "waiting"
    town.presses("rowan", "turned-down")
    assert joe(town).status == "left"
    assert joe(town).kinds == ()
    assert "offer-declined" in town.ids("joe")
    assert waiting(town) == []


def test_never_mind(town: Town) -> None:
    """Leaving it in the middle approves nobody."""
    seen(town, "identity")
    town.presses("rowan", "put-down")
    town.says("rowan", "/start")
    assert joe(town).status == "waiting"


def test_only_a_yes_or_a_no_ends_it(town: Town) -> None:
    """A new volunteer's case cannot be settled any other way: they would wait for ever."""
    case = the_case(town)
    assert "settle" not in actions(town.last("rowan"))
    assert town.does("rowan", press=f"outcome:{case.id}.not_needed")[-1].text_id == "case-not-now"
    assert the_case(town).state == "claimed"


def test_another_check_for_someone_approved(town: Town) -> None:
    """A volunteer who offers more: the new check is recorded or the case settled; they stay approved either way."""
    sue = town.volunteer("sue", "shopping", "home", check=Check("word"))
    case = opens(town, "check_needed", "sue")
    file = town.does("rowan", press=f"claim:{case.id}")[-1]
    assert {"approve", "settle"} <= set(actions(file))
    assert "turn-down" not in actions(file)
    tap(town, "rowan", "approve", case.id)
    tap(town, "rowan", "level", case.id, ".dbs_basic")
    town.presses("rowan", "seen")
    after = roster.known(town.app.world, sue.id)
    assert (after.status, after.check.level) == ("approved", "dbs_basic")
    assert now(town, case).state == "resolved"


def test_nobody_approves_themselves(town: Town) -> None:
    """A volunteer cannot press their own case's buttons."""
    case = the_case(town)
    assert town.does("joe", press=f"seen:{case.id}.identity")[-1].text_id == "only-coordinators"
    assert joe(town).status == "waiting"


def test_every_kinds_law_is_at_least_its_rule(town: Town) -> None:
    """No kind asks for a check that the law would not let anyone ask for."""
    rules = town.app.world.rules
    assert all(rules.may_ask([kind], level) for kind, rule in rules.kinds.items() for level in rule.checks.values())
