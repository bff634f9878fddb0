"""Danger and its weaker signs: the rest of it."""

from datetime import UTC, datetime

import pytest
from pytest_mock import MockerFixture

from bot import turn
from bot.desk.cases import NOW
from bot.errors import TryLater
from bot.model import Duty
from bot.store.change import put
from bot.talk import router
from tests.bot.residents import DOG, SHOPPING, cases, ids, private
from tests.bot.test_safety import worrying
from tests.support.town import DEVIZES, Town


def test_at_most_once_a_day(village: Town) -> None:
    """More such words add to the case and do not repeat the line; the next day they do."""
    text = worrying(village)
    first = village.says("amina", text)[-1].text_id
    village.says("amina", DOG)
    assert first not in ids(village.says("amina", text))
    assert len([case for case in cases(village) if case.reason == "concern"]) == 1
    village.later(hours=25)
    assert first in ids(village.says("amina", text))


def test_perhaps_abuse_is_for_a_person(village: Town) -> None:
    """A sign of abuse is put before no neighbour: neutral numbers, and a coordinator reads it."""
    (heard,) = village.says("amina", "my husband hits me")
    assert heard.text_id in ("concern-quiet", "danger-abuse")
    assert "0808 2000 247" in heard.plain
    assert not any(word in heard.plain.casefold() for word in ("abuse", "domestic", "violence", "helpline"))
    assert len(cases(village)) == 1


# ---- what could not be dealt with
def test_numbers_first_when_a_turn_broke(village: Town, mocker: MockerFixture) -> None:
    """A message that is set aside and tells of danger is answered with who to ring, before anything else."""
    village.says("amina", "hello")
    mocker.patch.object(router, "_routed", side_effect=RuntimeError("broken"))
    inbound = village.inbound("amina", text="i am going to kill myself, card 4111 1111 1111 1111")
    for _ in range(turn.FAILURES - 1):
        with pytest.raises(TryLater):
            turn.take(village.app, inbound)
    turn.take(village.app, inbound)
    mocker.stopall()
    village.deliver()
    assert village.ids("amina")[-2:] == ["danger-suicide", "set-aside"]
    (case,) = cases(village)
    assert private(village, "rowan", f"case:{case.id}#words") == "i am going to kill myself, card [not kept]"


def test_danger_in_a_turn_that_broke_at_night(village: Town, mocker: MockerFixture) -> None:
    """It is a coordinator's at once, with nobody on duty a deputy's, and does not wait for the morning."""
    village.at(datetime(2026, 11, 23, 22, tzinfo=UTC))
    village.commit(put(Duty(DEVIZES), village.app.world.register.duty(DEVIZES)))
    village.coordinator("dev", on_duty=False)
    mocker.patch.object(router, "_routed", side_effect=RuntimeError("broken"))
    inbound = village.inbound("amina", text="i am going to kill myself")
    for _ in range(turn.FAILURES - 1):
        with pytest.raises(TryLater):
            turn.take(village.app, inbound)
    turn.take(village.app, inbound)
    mocker.stopall()
    village.deliver()
    assert village.last("dev").text_id == "card-case"
    assert cases(village)[0].urgency == NOW


def test_shopping_after_all(village: Town) -> None:
    """Everything else goes on as ever, a day later."""
    village.meet("amina")
    village.says("amina", "i am going to kill myself")
    village.later(days=1)
    assert ids(village.says("amina", SHOPPING)) == ["understood"]
