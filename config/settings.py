"""Every setting of Onedoor, read from ONEDOOR_* variables. Nothing else reads the environment."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "ONEDOOR_"
EXAMPLE_AREAS = Path(__file__).parent / "areas.toml"

# What a setting must be, for the sentence shown when it is not.
MUST_BE = {
    "redis_url": "an address starting with redis://, rediss:// or unix://",
    "web_port": "a port number from 1 to 65535",
    "metrics_port": "a port number from 1 to 65535",
    "public_url": "an address starting with http:// or https://",
    "telegram_api_url": "an address starting with http:// or https://",
    "telegram_mode": "polling or webhook",
    "slack_api_url": "an address starting with http:// or https://",
    "slack_mode": "socket or http",
    "workers": "a number of processes from 1 to 64",
    "log_level": "debug, info, warning, error or critical",
    "log_json": "true or false",
    "demo": "true or false",
}


class BadSettings(Exception):
    """A setting cannot be used. The message names each such setting and says what it must be, a sentence each."""


class Settings(BaseSettings):
    """One Onedoor's settings. Secrets never show when printed."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    redis_url: str | None = None
    """The Redis to use; without it Onedoor runs a private one."""
    data_dir: Path = Path("data")
    """The folder for the private Redis and the master key."""
    master_key: SecretStr | None = None
    """Seals private records; without it one is made and kept."""
    web_host: str = "127.0.0.1"
    """The address the web door listens on."""
    web_port: int = Field(default=8000, ge=1, le=65535)
    """The port the web door listens on."""
    metrics_host: str = "127.0.0.1"
    """The address the figures for Prometheus are served on."""
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    """The port the figures are served on; without it they are not."""
    public_url: str = ""
    """Where people reach the web door; without it, its host and port."""
    telegram_token: SecretStr | None = None
    """The bot's token from BotFather; opens the door."""
    telegram_api_url: str = "https://api.telegram.org"
    """The base address of the Bot API."""
    telegram_mode: Literal["polling", "webhook"] = "polling"
    """How Telegram's messages come in."""
    telegram_webhook_secret: SecretStr | None = None
    """What Telegram must say to our webhook."""
    slack_bot_token: SecretStr | None = None
    """The xoxb- token of the Slack app; opens the door."""
    slack_app_token: SecretStr | None = None
    """The xapp- token, for socket mode."""
    slack_signing_secret: SecretStr | None = None
    """What Slack signs with, for http mode."""
    slack_api_url: str = "https://slack.com/api/"
    """The base address of Slack's Web API."""
    slack_mode: Literal["socket", "http"] = "socket"
    """How Slack's messages come in."""
    areas: Path = EXAMPLE_AREAS
    """The file that names the areas and their coordinators."""
    workers: int = Field(default=2, ge=1, le=64)
    """How many worker processes do the follow-ups."""
    log_level: Literal["debug", "info", "warning", "error", "critical"] = "info"
    """What is logged."""
    log_json: bool = False
    """Log lines as JSON, for machines to read."""
    demo: bool = False
    """Set by the demo for its own processes: shows its page and clock."""

    @field_validator("data_dir", "areas")
    @classmethod
    def _whole_path(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level

    @field_validator("redis_url", "public_url", "telegram_api_url", "slack_api_url")
    @classmethod
    def _address(cls, address: str | None, info: Any) -> str | None:  # noqa: ANN401 - pydantic's own type is generic
        schemes = ("redis://", "rediss://", "unix://") if info.field_name == "redis_url" else ("http://", "https://")
        if address and not address.startswith(schemes):
            raise ValueError(address)
        return address

    @model_validator(mode="after")
    def _doors_can_open(self) -> Self:
        missing = next(_missing(self), None)
        if missing:
            raise ValueError(missing)
        return self

    @model_validator(mode="after")
    def _ports_differ(self) -> Self:
        if self.metrics_port == self.web_port:
            raise ValueError("ONEDOOR_METRICS_PORT must be another port than ONEDOOR_WEB_PORT.")
        return self

    @property
    def web_url(self) -> str:
        """Where people reach the web door, without a slash at the end."""
        host = f"[{self.web_host}]" if ":" in self.web_host else self.web_host
        return self.public_url.rstrip("/") or f"http://{host}:{self.web_port}"

    def with_redis(self, url: str) -> "Settings":
        """The same settings, using the Redis at `url`."""
        return self.model_copy(update={"redis_url": url})


def _missing(settings: Settings) -> Iterator[str]:
    """What a chosen way in lacks, a sentence each."""
    needs = [
        ("telegram_token", "telegram_mode", "webhook", "telegram_webhook_secret"),
        ("telegram_token", "telegram_mode", "webhook", "public_url"),
        ("slack_bot_token", "slack_mode", "socket", "slack_app_token"),
        ("slack_bot_token", "slack_mode", "http", "slack_signing_secret"),
    ]
    for token, mode, value, needed in needs:
        if getattr(settings, token) and getattr(settings, mode) == value and not getattr(settings, needed):
            yield f"{_variable(needed)} must be set when {_variable(mode)} is {value}."


def load(**chosen: Any) -> Settings:  # noqa: ANN401 - a setting of any type
    """The settings of this process; what is `chosen` here wins over the environment. Raises BadSettings."""
    try:
        return Settings(**chosen)
    except ValidationError as problem:
        # Without its cause: pydantic's words would show a secret's value in a traceback.
        raise BadSettings(" ".join(_sentences(problem))) from None


def demo_settings() -> Settings:
    """The demo's settings: its own data folder, this machine only, its own Redis, example areas and no platforms."""
    given = load()
    kept = given.model_dump(include={"master_key", "web_port", "workers", "log_level", "log_json"})
    return Settings.model_construct(**kept, data_dir=given.data_dir / "demo", demo=True)


def child_environment(settings: Settings) -> dict[str, str]:
    """The environment for a process that must see just these settings, whatever ours says of Onedoor."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(PREFIX)}
    # Unbuffered, so that a process's last words are seen even if it is killed.
    return {**kept, "PYTHONUNBUFFERED": "1", **_variables(settings)}


def _variables(settings: Settings) -> dict[str, str]:
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    plain = {name: v.get_secret_value() if isinstance(v, SecretStr) else v for name, v in values.items()}
    return {_variable(name): str(value) for name, value in plain.items() if value is not None}


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def what_is_wrong(problem: Exception) -> str:
    """What is wrong with a file, and where in it, without what stands there: names and ids are nobody's business."""
    if not isinstance(problem, ValidationError):
        return str(problem)
    found = problem.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in found)


def _sentences(problem: ValidationError) -> Iterator[str]:
    for part in problem.errors(include_input=False, include_url=False):
        field = str(part["loc"][0]) if part["loc"] else ""
        if field:
            yield f"{_variable(field)} must be {MUST_BE.get(field, 'something else: ' + part['msg'])}."
        else:
            yield str(part["ctx"]["error"])
