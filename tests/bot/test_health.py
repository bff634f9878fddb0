"""How far behind Onedoor is, in sentences; and a request's id in the lines of all that concerns it."""

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import health, turn
from bot.messages import BULK, CRISIS, WAITING
from bot.store import keys
from config import logs
from tests.bot.residents import opens
from tests.support import diary
from tests.support.fake_telegram import TOKEN
from tests.support.town import Town, open_town


@pytest.fixture
def served(redis_url: str, tmp_path: Path) -> Town:
    """A town that should be speaking on Telegram, and does not."""
    town = open_town(redis_url, tmp_path, telegram_token=SecretStr(TOKEN))
    town.platform = "telegram"
    return town


def waits_since(town: Town, seconds: float, priority: int) -> None:
    """As if what Amina is to be told had waited so long."""
    client = town.app.ledger.client
    (at, micros), name = client.time(), f"telegram:{town.person('amina').id}"
    for each in (CRISIS, WAITING, BULK):
        client.zrem(keys.outbox_chats("telegram", each), name)
    client.zadd(keys.outbox_chats("telegram", priority), {name: at * 1000 + micros / 1000 - seconds * 1000})


@pytest.mark.parametrize(
    ("seconds", "priority", "late"), [(30, WAITING, 0), (90, WAITING, 1), (90, CRISIS, 1), (900, BULK, 0)]
)
def test_someone_waits_for_an_answer(served: Town, seconds: float, priority: int, late: int) -> None:
    """A minute is too long for an answer or in danger; a bulk send may take its time."""
    turn.take(served.app, served.inbound("amina", text="hello"))
    waits_since(served, seconds, priority)
    found = list(health.outbox(served.app))
    assert len(found) == late
    assert all("1 chats on telegram wait to be answered, the longest for 90 seconds" in words for words in found)


def test_a_platform_without_a_token(town: Town) -> None:
    """What waits for a platform that is not in use, as the console while nobody sits at it, is nobody's fault."""
    turn.take(town.app, town.inbound("amina", text="hello"))
    assert health.platforms(town.app.settings) == ["web"]
    assert list(health.outbox(town.app)) == []


# ---- logs
@pytest.mark.usefixtures("logs_as_found")
def test_a_request_is_named_in_its_lines(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """The turn that opened it, the follow-up that asked others, and what could not be said of it, all name it."""
    logs.configure("info", as_json=True)
    town.coordinator("rowan")
    town.volunteer("joe", "shopping")
    request = opens(town)
    town.later(minutes=400)
    town.app.ledger.client.hdel(keys.person_keys(), town.person("joe").id)
    diary.run_due(town)
    town.deliver()
    found = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    told = {line["event"]: line for line in found if line.get("request") == request.id}
    assert {"turn_taken", "follow_up_done"} <= set(told)
    assert told["turn_taken"]["turn"].startswith("in:console:e")
    assert told["follow_up_done"]["line"] == f"wave.{request.id}"
    assert not {"text", "name", "phone"} & set(told["turn_taken"])
