"""The doctor: a line for each thing, and a way to know whether all is well."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import build
from bot.commands import doctor
from bot.commands.doctor import Finding
from bot.errors import RedisNotReached
from bot.model import Line, LineId
from bot.safety import Numbers
from bot.store import keys
from bot.store.alive import Roll
from bot.store.change import Change
from config.settings import Settings
from handlers.telegram import check
from tests.support import fake_telegram
from tests.support.processes import House
from tests.support.town import Town
from tests.workers.conftest import clock_and


def said(town: Town) -> dict[bool, str]:
    """What is well and what is not, in the doctor's words."""
    found = [one for part in doctor.CHECKS for one in part(town.app)]
    return {well: "\n".join(one.words for one in found if one.well is well) for well in (True, False)}


def test_a_town_at_rest(town: Town) -> None:
    """With nothing running the doctor says what to start, and what a coordinator must do."""
    found = said(town)
    assert "clock: not running" in found[False]
    assert "workers: none running" in found[False]
    assert "no coordinator of Melksham" in found[False]
    assert "master key: it opens" in found[True]
    assert "texts:" in found[True]


def test_a_redis_that_forgets(town: Town) -> None:
    """A Redis that throws things out, or keeps nothing on disk, is not one to keep people's requests in."""
    assert "appendonly" in said(town)[False]
    client = town.app.ledger.client
    client.config_set("maxmemory-policy", "allkeys-lru")
    try:
        assert "noeviction" in said(town)[False]
    finally:
        client.config_set("maxmemory-policy", "noeviction")


def test_half_a_restore(town: Town) -> None:
    """A Redis into which a backup was put only in part is not one to open the doors on."""
    assert "cut short" not in said(town)[False]
    town.app.ledger.client.set(keys.restoring(), "1")
    assert "An earlier restore into this Redis was cut short" in said(town)[False]


def test_another_master_key(town: Town, tmp_path: Path) -> None:
    """With a key that does not open what is sealed, the doctor says so."""
    other = town.app.settings.model_copy(update={"master_key": SecretStr("0" * 43 + "=")})
    found = said(replace(town, app=build(other)))
    assert "another master key" in found[False]


def test_what_should_have_been_done(town: Town) -> None:
    """Something long due means that the clock or the workers are not doing their part."""
    at = town.app.world.clock.now()
    town.commit(Change(lines=(Line(LineId("would_help.1"), "would_help", "person:p1", at),)))
    town.later(minutes=7)
    assert "due for 7 minutes" in said(town)[False]


def test_numbers_checked_long_ago(town: Town) -> None:
    """A number nobody has checked for a year is named."""
    kept = town.app.numbers.by_crisis
    old = {kind: tuple(replace(one, last_verified=date(2020, 1, 1)) for one in part) for kind, part in kept.items()}
    found = said(replace(town, app=replace(town.app, numbers=Numbers(old))))
    assert "Samaritans (checked 2020-01-01)" in found[False]


def test_who_is_alive(town: Town) -> None:
    """A clock and a worker that said so lately count; one that is silent does not."""
    roll = Roll(town.app.ledger.client)
    roll.here("clock:1")
    roll.here("worker:1")
    assert "clock: it runs" in said(town)[True]
    assert "workers: 1 running" in said(town)[True]


def test_no_redis(tmp_path: Path) -> None:
    """Without a Redis there is nothing to look at, and that is said."""
    with pytest.raises(RedisNotReached):
        doctor.main(Settings(redis_url="unix:///nowhere.sock", data_dir=tmp_path))


def asked(settings: Settings) -> Finding:
    """What the door answers, asked in a thread of its own: a browser's test may have left a loop running in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(check.token, settings).result()


def test_tokens(tmp_path: Path) -> None:
    """Telegram is asked whether it knows us: it does, it does not, or it is not there."""
    with fake_telegram.running() as phone:
        given = Settings(data_dir=tmp_path, telegram_api_url=phone.url, telegram_token=SecretStr(fake_telegram.TOKEN))
        assert asked(given).words == "telegram: it knows us as @onedoor_test_bot"
        wrong = given.model_copy(update={"telegram_token": SecretStr("1:" + "x" * 35)})
        assert "does not know ONEDOOR_TELEGRAM_TOKEN" in asked(wrong).words
        away = given.model_copy(update={"telegram_api_url": "http://127.0.0.1:9"})
        assert "does not answer" in asked(away).words


@pytest.mark.journey
def test_the_command(town: Town, processes: House) -> None:
    """With everything as it should be but the areas, it says each in a line, and ends with 1."""
    clock_and(processes)
    run = processes.onedoor("doctor")
    assert run.process.wait(30) == 1
    assert "ok    clock: it runs" in run.said
    assert "ok    workers: 1 running" in run.said
    assert "look  areas: no coordinator of Melksham" in run.said
