"""The Telegram door as a process of its own, against a Telegram that is another."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis

from config.settings import PREFIX
from tests.support.fake_telegram import TOKEN
from tests.support.telegram_phone import Phone

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
AMINA = 1001
Process = subprocess.Popen[str]


@contextmanager
def process(*arguments: str, **settings: object) -> Iterator[Process]:
    """A Python process in the project's folder, ended with the block."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    chosen = {PREFIX + name.upper(): str(value) for name, value in settings.items()}
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env={**kept, **chosen}, stdout=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


@pytest.fixture
def phone() -> Iterator[Phone]:
    """A pretended Telegram in a process of its own."""
    with process("-m", "tests.support.fake_telegram") as telegram:
        assert telegram.stdout
        yield Phone(telegram.stdout.readline().strip())


@contextmanager
def door(phone: Phone, redis_url: str, folder: Path) -> Iterator[Process]:
    """`python run_bot.py telegram`, joined to both."""
    given = {"redis_url": redis_url, "data_dir": folder, "telegram_token": TOKEN, "telegram_api_url": phone.url}
    with process("run_bot.py", "telegram", **given) as started:
        yield started


def test_it_answers_and_stops_when_asked(phone: Phone, redis_url: str, tmp_path: Path) -> None:
    """SIGTERM ends it in order, well before anyone would lose patience."""
    with door(phone, redis_url, tmp_path) as running:
        phone.writes(AMINA, "/start")
        phone.hears(AMINA, "Hello")
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0


def test_killed_with_a_message_in_hand_it_loses_nothing(phone: Phone, redis_url: str, tmp_path: Path) -> None:
    """The message was read, not stored, and so not acknowledged: the next process answers it, once."""
    with Redis.from_url(redis_url) as redis:
        with door(phone, redis_url, tmp_path) as running:
            phone.writes(AMINA, "/start")
            phone.hears(AMINA, "Hello")
            redis.config_set("min-replicas-to-write", 1)
            phone.writes(AMINA, "help")
            phone.hears(AMINA, "I can't answer just now")
            running.kill()
            running.wait()
        redis.config_set("min-replicas-to-write", 0)
        with door(phone, redis_url, tmp_path):
            phone.wait(lambda: len(phone.sees(AMINA)) == 3, patience=40)
            phone.wait(lambda: phone.do("waiting") == [])
        assert len(phone.sees(AMINA)) == 3
