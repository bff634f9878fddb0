"""Settings: what is read, what is refused and in which words, and what the demo leaves out."""

import os
from pathlib import Path

import pytest

from config import settings
from config.settings import BadSettings, Settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(settings.PREFIX)]:
        monkeypatch.delenv(name)


def test_nothing_need_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no variables at all, Onedoor keeps to this machine, in ./data, with its own Redis and no platforms."""
    monkeypatch.chdir(tmp_path)
    found = settings.load()
    assert found.data_dir == tmp_path / "data"
    assert (found.web_host, found.web_port, found.web_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert (found.redis_url, found.telegram_token, found.slack_bot_token) == (None, None, None)


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """ONEDOOR_ variables set things, and an empty one counts as not set."""
    monkeypatch.setenv("ONEDOOR_WEB_PORT", "8123")
    monkeypatch.setenv("ONEDOOR_LOG_LEVEL", "WARNING")
    monkeypatch.setenv("ONEDOOR_PUBLIC_URL", "https://help.example/")
    monkeypatch.setenv("ONEDOOR_REDIS_URL", "")
    found = settings.load()
    assert (found.web_port, found.log_level, found.redis_url) == (8123, "warning", None)
    assert found.web_url == "https://help.example"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WEB_PORT", "eighty", "ONEDOOR_WEB_PORT must be a port number from 1 to 65535."),
        ("WEB_PORT", "70000", "ONEDOOR_WEB_PORT must be a port number from 1 to 65535."),
        (
            "REDIS_URL",
            "localhost",
            "ONEDOOR_REDIS_URL must be an address starting with redis://, rediss:// or unix://.",
        ),
        ("PUBLIC_URL", "help.example", "ONEDOOR_PUBLIC_URL must be an address starting with http:// or https://."),
        ("TELEGRAM_MODE", "carrier", "ONEDOOR_TELEGRAM_MODE must be polling or webhook."),
        ("SLACK_MODE", "carrier", "ONEDOOR_SLACK_MODE must be socket or http."),
        ("WORKERS", "0", "ONEDOOR_WORKERS must be a number of processes from 1 to 64."),
        ("LOG_LEVEL", "loud", "ONEDOOR_LOG_LEVEL must be debug, info, warning, error or critical."),
        ("LOG_JSON", "perhaps", "ONEDOOR_LOG_JSON must be true or false."),
    ],
)
def test_a_bad_value_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    """A value that cannot be used is named with what it must be."""
    monkeypatch.setenv(f"ONEDOOR_{name}", value)
    with pytest.raises(BadSettings) as refused:
        settings.load()
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"telegram_token": "1:a", "telegram_mode": "webhook", "public_url": "https://help.example"},
            "ONEDOOR_TELEGRAM_WEBHOOK_SECRET must be set when ONEDOOR_TELEGRAM_MODE is webhook.",
        ),
        (
            {"telegram_token": "1:a", "telegram_mode": "webhook", "telegram_webhook_secret": "s"},
            "ONEDOOR_PUBLIC_URL must be set when ONEDOOR_TELEGRAM_MODE is webhook.",
        ),
        ({"slack_bot_token": "b"}, "ONEDOOR_SLACK_APP_TOKEN must be set when ONEDOOR_SLACK_MODE is socket."),
        (
            {"slack_bot_token": "b", "slack_mode": "http"},
            "ONEDOOR_SLACK_SIGNING_SECRET must be set when ONEDOOR_SLACK_MODE is http.",
        ),
    ],
)
def test_a_door_lacking_something_says_what(given: dict[str, str], sentence: str) -> None:
    """A platform that is switched on without all it needs is refused, naming what is missing."""
    with pytest.raises(BadSettings) as refused:
        settings.load(**given)
    assert str(refused.value) == sentence


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither printed settings nor the words about a bad one hold a secret."""
    monkeypatch.setenv("ONEDOOR_TELEGRAM_TOKEN", "12345678:hush")
    assert "hush" not in repr(settings.load())
    monkeypatch.setenv("ONEDOOR_TELEGRAM_MODE", "webhook")
    with pytest.raises(BadSettings) as refused:
        settings.load()
    assert "hush" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_the_demo_keeps_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo ignores platform tokens, the real Redis and the real address, and has its own folder."""
    monkeypatch.setenv("ONEDOOR_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ONEDOOR_REDIS_URL", "redis://redis.example")
    monkeypatch.setenv("ONEDOOR_WEB_HOST", "0.0.0.0")
    monkeypatch.setenv("ONEDOOR_WEB_PORT", "8123")
    monkeypatch.setenv("ONEDOOR_PUBLIC_URL", "https://help.example")
    monkeypatch.setenv("ONEDOOR_TELEGRAM_TOKEN", "12345678:hush")
    monkeypatch.setenv("ONEDOOR_AREAS", str(tmp_path / "areas.toml"))
    demo = settings.demo_settings()
    assert (demo.redis_url, demo.telegram_token, demo.slack_bot_token) == (None, None, None)
    assert (demo.data_dir, demo.web_url, demo.demo) == (tmp_path / "demo", "http://127.0.0.1:8123", True)
    assert demo.areas == settings.EXAMPLE_AREAS


def test_a_child_sees_the_same_settings_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child process given our settings reads back just those, whatever the environment around us says."""
    monkeypatch.setenv("ONEDOOR_TELEGRAM_TOKEN", "12345678:hush")
    monkeypatch.setenv("ONEDOOR_DATA_DIR", str(tmp_path))
    given = settings.demo_settings().with_redis("unix:///tmp/a.sock").model_copy(update={"log_json": True})
    child = settings.child_environment(given)
    assert child["PATH"] == os.environ["PATH"]
    monkeypatch.setattr(os, "environ", child)
    assert settings.load() == given


def test_every_setting_is_described() -> None:
    """Each setting says in a sentence what it is for."""
    assert all((field.description or "").endswith(".") for field in Settings.model_fields.values())
