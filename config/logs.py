"""Logs that tell what happened to which ids, never what people wrote or who they are."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

HIDDEN = "[private]"
PRIVATE = frozenset(
    {
        *("address", "addresses", "contact", "contacts", "door", "email", "location", "master", "name", "names"),
        *("note", "notes", "password", "phone", "phones", "point", "postcode", "secret", "secrets", "text", "texts"),
        *("token", "tokens", "word", "words"),
    }
)
# A key that ends so only points at something or counts it: text_id, note_count.
HARMLESS = frozenset({"id", "ids", "count", "kind", "at"})
# Telegram puts the bot's token in the path of every call; Slack's start with xox or xapp.
TOKEN = re.compile(r"\b(bot)?\d{6,}:[\w-]{20,}|\bx(?:ox[a-z]|app)-[\w-]+")
# They log whole addresses, tokens and texts included, at their usual level.
TALKATIVE = ("httpx", "httpcore", "telegram", "slack_bolt", "slack_sdk", "aiohttp.access", "uvicorn.access")


def configure(level: str, *, as_json: bool) -> None:
    """Send every log line, ours and the libraries', to standard error in one shape with private things hidden."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(where),
        hide_private,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    _route_libraries(level, shared, as_json=as_json)


def _route_libraries(level: str, shared: list[Processor], *, as_json: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[first_line, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(as_json=as_json)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _renderer(*, as_json: bool) -> Processor:
    if as_json:
        return structlog.processors.JSONRenderer()
    # Colours only for a person at a terminal.
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def where(exc_info: ExcInfo) -> str:
    """What broke and where, and what led to it, without any exception's own words: they may be what people typed."""
    return "\n".join(_broken(exc_info[1]))


def _broken(problem: BaseException) -> Iterator[str]:
    before = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    if before:
        yield from _broken(before)
        yield "which led to:"
    for inner in problem.exceptions if isinstance(problem, BaseExceptionGroup) else ():
        yield from _broken(inner)
        yield "within:"
    yield "".join(["Traceback (most recent call last):\n", *traceback.format_tb(problem.__traceback__)]).rstrip()
    yield f"{type(problem).__module__}.{type(problem).__qualname__}".removeprefix("builtins.")


def first_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Of a library's sentence the first line: what some of them put below are an exception's own words."""
    lines = str(event["event"]).splitlines()
    return {**event, "event": lines[0] if lines else ""}


def hide_private(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide the values of private keys at any depth, and anything shaped like a platform's token."""
    return {key: _hidden(key, value) for key, value in event.items()}


def _hidden(key: str, value: Any) -> Any:  # noqa: ANN401 - a log line holds anything
    if is_private(key):
        return HIDDEN
    if isinstance(value, Mapping):
        return {inner: _hidden(str(inner), each) for inner, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden("", each) for each in value]
    return TOKEN.sub(HIDDEN, value) if isinstance(value, str) else value


def is_private(key: str) -> bool:
    """Whether a key's words say that its value is private: `phone`, `resident_name`; not `text_id`."""
    words = key.lower().split("_")
    return words[-1] not in HARMLESS and not PRIVATE.isdisjoint(words)
