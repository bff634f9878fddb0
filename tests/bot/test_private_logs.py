"""What breaks is told in the logs by its kind and place, never with what people typed or who they are."""

from collections.abc import Callable
from datetime import date

import pytest
from pytest_mock import MockerFixture

from bot import turn
from bot.errors import TryLater
from bot.model import Session
from bot.store import keys
from bot.talk import router
from bot.talk.types import Heard
from config import logs
from tests.support.town import Town

pytestmark = pytest.mark.usefixtures("logs_as_found")

TYPED = "my leg hurts, i am at 4 Example Row, ring 07700 900123"
PRIVATE = ("leg", "Example Row", "900123", "Amina", "Green")


def refused(town: Town) -> None:
    """Amina writes, and the turn breaks."""
    with pytest.raises(TryLater):
        turn.take(town.app, town.inbound("amina", text=TYPED))


def reads_a_day(app: object, session: Session, heard: Heard) -> object:
    """A step that takes all that people type for a day."""
    return date.fromisoformat(heard.text)


def looks_them_up(app: object, session: Session, heard: Heard) -> object:
    """A step that looks for words where they are not."""
    nobody: dict[str, str] = {}
    return nobody[heard.text]


@pytest.mark.parametrize("step", [reads_a_day, looks_them_up])
def test_a_turn_that_breaks(
    town: Town, mocker: MockerFixture, capsys: pytest.CaptureFixture[str], step: Callable[..., object]
) -> None:
    """However a step breaks over someone's words, the words stay out of the logs."""
    town.meet("amina")
    logs.configure("debug", as_json=True)
    mocker.patch.object(router, "_routed", side_effect=step)
    refused(town)
    shown = capsys.readouterr().err
    assert "turn_failed" in shown
    assert step.__name__ in shown
    assert [word for word in PRIVATE if word in shown] == []


def test_a_record_that_cannot_be_read(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does a record that is not as it should be show what stands in it."""
    amina = town.meet("amina")
    town.app.ledger.client.hset(keys.record("person", amina.id), "d", b'{"id": "Amina Green, 4 Example Row"}')
    logs.configure("debug", as_json=True)
    refused(town)
    shown = capsys.readouterr().err
    assert "Unreadable" in shown
    assert [word for word in PRIVATE if word in shown] == []
