"""Every part of Onedoor on one machine, as one command."""

import errno
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from bot.commands.supervisor import Greeting, Part, Supervisor
from bot.errors import CannotListen, PortInUse, RedisNotReached
from bot.store import folder
from bot.store.embedded import EmbeddedRedis, answers
from config.settings import Settings, child_environment

PROGRAM = Path(__file__).parents[2] / "run_bot.py"


def supervise(settings: Settings, *, fresh: bool = False, prepare: Callable[[Settings], object] | None = None) -> None:
    """Run everything until told to stop. `fresh` empties the data folder first; `prepare` runs once Redis answers.

    Without a Redis in the settings it runs a private one, and stops it last. Raises what bot/errors.py says of
    folders, ports and Redis, and ChildKeepsCrashing.
    """
    folder.make_folder(settings.data_dir)
    own = None if settings.redis_url else EmbeddedRedis(settings.data_dir)
    try:
        ready = _with_redis(settings, own, fresh=fresh)
        check_port(settings.web_host, settings.web_port)
        if prepare:
            prepare(ready)
        Supervisor(parts(ready), child_environment(ready), redis=own, greeting=_greeting(ready)).run()
    finally:
        if own:
            own.stop()


def _with_redis(settings: Settings, own: EmbeddedRedis | None, *, fresh: bool) -> Settings:
    if own:
        return settings.with_redis(own.start(fresh=fresh))
    if settings.redis_url and not answers(settings.redis_url):
        raise RedisNotReached
    return settings


def _greeting(settings: Settings) -> Greeting:
    words = f"Onedoor is open at {settings.web_url} (Ctrl-C stops it)"
    return Greeting(settings.web_host, settings.web_port, words)


def parts(settings: Settings) -> list[Part]:
    """What these settings call for: the web door, workers, the clock, and each platform whose token is set."""
    names = ["web", *(f"worker-{number}" for number in range(1, settings.workers + 1)), "clock"]
    if settings.telegram_token:
        names.append("telegram")
    return [Part(name, [sys.executable, str(PROGRAM), name.partition("-")[0]]) for name in names]


def check_port(host: str, port: int) -> None:
    """Raise PortInUse or CannotListen when the web door could not open here."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        # As the web door does: connections that have just closed are no hindrance.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                raise PortInUse(host, port) from refused
            raise CannotListen(host, port, refused.strerror or str(refused)) from refused
