"""Joining by the code a group handed out: the entry becomes theirs, and they keep the one identity they have."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import turn
from bot.commands.import_volunteers import NoSuchCoordinator
from bot.desk import roster
from bot.model import Check
from bot.store import keys
from tests.bot.asking import asks, does, helper, open_to
from tests.bot.lists import ANN, BOB, joined, listed, run, token_of, written
from tests.support.asking import reasons
from tests.support.town import Town


def test_joining_binds_the_address_and_waits(town: Town, tmp_path: Path) -> None:
    """Over 18 and in: their group's entry is theirs, a coordinator has a case, and no invite comes before."""
    town.coordinator("rowan")
    assert joined(town, written(tmp_path, ANN), "ann") == ["joined-waiting", "card-offer"]
    ann = helper(town, "ann")
    assert (ann.status, ann.kinds) == ("waiting", ("shopping", "prescription"))
    assert set(listed(town)) == {"Ann Example"}
    assert reasons(town, ann.id) == ["new_volunteer"]
    access = town.app.world.access
    assert (access.read(ann.id, f"person:{ann.id}#phone") or "").endswith("900111")
    assert access.read(ann.id, f"volunteer:{ann.id}#words") == "I love horses"
    assert "I love horses" in town.last("ann").plain


def test_a_link_works_once(town: Town, tmp_path: Path) -> None:
    """Passed on, it opens nothing for the next."""
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    town.says("ann", f"join {token}")
    town.presses("ann", "over-18")
    assert town.says("eve", f"join {token}")[-1].text_id == "join-link-unknown"


@pytest.mark.parametrize("said", ["join {}", "JOIN {}", "/start join-{}", "Join {}."])
def test_codes_as_people_send_them(town: Town, tmp_path: Path, said: str) -> None:
    """Typed in capitals, with a full stop, or by Telegram's link: the same code."""
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    assert town.says("ann", said.format(token))[-1].text_id == "offer-hello-again"


def test_under_18_does_not_join(town: Town, tmp_path: Path) -> None:
    """The entry stays unbound, and a coordinator speaks with them."""
    town.coordinator("rowan")
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    town.says("kit", f"join {token}")
    assert town.presses("kit", "under-18")[-1].text_id == "offer-under-18"
    assert town.app.world.register.volunteer(town.person("kit").id) is None


def test_a_recorded_check_counts_when_a_coordinator_answers_for_it(town: Town, tmp_path: Path) -> None:
    """With --approved-by they are approved the moment they join, and not before: someone unjoined cannot be asked."""
    rowan = town.coordinator("rowan")
    town.meet("amina")
    token = token_of(run(town, written(tmp_path, ANN), approved_by="rowan"), 2)
    assert listed(town)["Ann Example"].status == "waiting"
    town.says("ann", f"join {token}")
    assert "approved" in [one.text_id for one in town.presses("ann", "over-18")]
    ann = helper(town, "ann")
    assert (ann.status, ann.check.level, ann.check.by) == ("approved", "dbs_basic", rowan.id)
    assert open_to(town, asks(town, "shopping")) == ["ann"]


def test_without_a_coordinator_no_check_counts(town: Town, tmp_path: Path) -> None:
    """A sheet's word alone approves nobody; a name that is no coordinator's is refused before any row."""
    assert joined(town, written(tmp_path, ANN), "ann")[0] == "joined-waiting"
    assert helper(town, "ann").check.level == "none"
    with pytest.raises(NoSuchCoordinator):
        run(town, written(tmp_path, BOB), approved_by="Nobody")
    assert "Bob Exämple" not in listed(town)


def test_a_resident_who_joins_keeps_one_identity(town: Town, tmp_path: Path) -> None:
    """Someone we know as a resident becomes the volunteer as the same person, name and requests kept."""
    town.coordinator("rowan")
    town.meet("amina", phone="+447700900999")
    before = town.person("amina").id
    joined(town, written(tmp_path, ANN), "amina")
    assert helper(town, "amina").id == before
    assert town.app.world.access.read(before, f"person:{before}#name") == "Amina"
    assert (town.app.world.access.read(before, f"person:{before}#phone") or "").endswith("900999")
    assert list(listed(town)) == ["Amina"]


def test_a_volunteer_who_joins_by_link_keeps_their_own_offer(town: Town, tmp_path: Path) -> None:
    """Signed up already, they keep what they said themselves; the group's check is added."""
    town.coordinator("rowan")
    town.volunteer("ann", "pets", status="waiting", check=Check())
    joined(town, written(tmp_path, ANN), "ann", approved_by="Rowan")
    ann = helper(town, "ann")
    assert (ann.status, ann.kinds, ann.check.level) == ("approved", ("pets",), "dbs_basic")


def test_once_joined_a_newer_row_leaves_their_offer_alone(town: Town, tmp_path: Path) -> None:
    """What they changed themselves is theirs; a check a coordinator answers for is still recorded."""
    town.coordinator("rowan")
    joined(town, written(tmp_path, ANN), "ann")
    changed = [*ANN[:3], "gardening", "evenings", *ANN[5:]]
    assert "1 same" in run(town, written(tmp_path, changed))
    assert helper(town, "ann").kinds == ("shopping", "prescription")
    assert "1 changed" in run(town, written(tmp_path, changed), approved_by="Rowan")
    assert (helper(town, "ann").status, helper(town, "ann").check.level) == ("approved", "dbs_basic")


def test_who_left_or_was_turned_down_is_off_the_list(town: Town, tmp_path: Path) -> None:
    """Neither a row nor a link leads to them any more; the same row taken again is a new entry with its own link."""
    town.coordinator("rowan")
    path = written(tmp_path, ANN)
    joined(town, path, "ann")
    town.says("ann", "stop helping")
    town.presses("ann", "leave-now")
    assert town.app.ledger.client.hlen(keys.imported_rows()) == 0
    token = token_of(run(town, path), 2)
    at, rowan = town.app.world.clock.now(), town.person("rowan").id
    does(town, roster.decline(town.app.world, listed(town)["Ann Example"].id, rowan, at))
    assert town.says("ann", f"join {token}")[-1].text_id == "join-link-unknown"


def test_two_open_the_same_link_together(town: Town, tmp_path: Path) -> None:
    """Of several who use one link in the same instant exactly one becomes the volunteer."""
    town.coordinator("rowan")
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    names = [f"n{number}" for number in range(8)]
    for name in names:
        town.says(name, f"join {token}")
    presses = [town.inbound(name, press=town.button(name, "over-18")) for name in names]
    with ThreadPoolExecutor(len(presses)) as threads:
        list(threads.map(lambda inbound: turn.take(town.app, inbound), presses))
    town.deliver()
    volunteers = [name for name in names if town.app.world.register.volunteer(town.person(name).id)]
    assert len(volunteers) == 1
    told = {name: town.last(name).text_id for name in set(names) - set(volunteers)}
    assert set(told.values()) == {"join-link-unknown"}, told
