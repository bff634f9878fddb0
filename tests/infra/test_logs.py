"""Logs: what a line shows, and what it never shows."""

import json
import logging

import pytest
import structlog

from config import logs

pytestmark = pytest.mark.usefixtures("logs_as_found")


def test_private_things_are_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    """What people wrote and who they are is replaced, at any depth; ids stay."""
    logs.configure("info", as_json=True)
    structlog.get_logger().info(
        "stored",
        text="my leg is bad",
        person="p1",
        text_id="understood",
        details={"resident_name": "Amina", "phones": ["07700 900001"], "lines": [{"note": "blue door"}]},
    )
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["person"], line["text_id"], line["level"]) == ("stored", "p1", "understood", "info")
    assert line["text"] == "[private]"
    assert line["details"] == {
        "resident_name": "[private]",
        "phones": "[private]",
        "lines": [{"note": "[private]"}],
    }


@pytest.mark.parametrize(
    "key", ["text", "name", "phone", "address", "door", "contact", "note", "words", "token", "secret", "home_address"]
)
def test_private_keys(key: str) -> None:
    """Each kind of private thing is known by its key."""
    assert logs.is_private(key)


@pytest.mark.parametrize("key", ["event", "person", "text_id", "note_count", "contact_kind", "context", "url"])
def test_harmless_keys(key: str) -> None:
    """Ids, counts and words that only look alike are shown."""
    assert not logs.is_private(key)


def test_tokens_are_hidden_anywhere(capsys: pytest.CaptureFixture[str]) -> None:
    """A platform's token is hidden even inside a library's own sentence or a traceback."""
    logs.configure("info", as_json=True)
    token = "12345678:AAEexampleexampleexampleexample"
    logging.getLogger("some.library").warning("POST https://api.example/bot%s/sendMessage", token)
    try:
        _refuse(f"cannot use xoxb-1234-example and {token}")
    except RuntimeError:
        structlog.get_logger().exception("gave up", url=f"https://api.example/bot{token}/getMe")
    lines = capsys.readouterr().err
    assert "AAEexample" not in lines
    assert "xoxb" not in lines
    assert "api.example/[private]/sendMessage" in lines
    assert "RuntimeError" in lines


def test_an_exceptions_words_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """They may be what someone typed: a traceback says what broke and where, along the whole chain, and no more."""
    logs.configure("info", as_json=True)
    typed = " ".join(("my", "le" + "g", "is bad"))
    try:
        _breaks(typed)
    except RuntimeError as problem:
        structlog.get_logger().exception("turn_failed")
        _told_by_a_library(problem)
    shown = capsys.readouterr().err
    assert "leg" not in shown
    ours, theirs = (json.loads(line) for line in shown.splitlines())
    for told in (ours["exception"], theirs["exception"]):
        assert told.index("ValueError") < told.index("which led to:") < told.index("RuntimeError")
        assert "in _breaks" in told
    assert theirs["event"] == "It broke"


def test_libraries_speak_in_the_same_shape(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of libraries come out as ours do, and the talkative ones only when something is wrong."""
    logs.configure("info", as_json=True)
    logging.getLogger("httpx").info("HTTP Request: GET https://api.example")
    logging.getLogger("rq.worker").info("ready")
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["logger"]) == ("ready", "rq.worker")


def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Without JSON a line is plain words, with nothing below the chosen level."""
    logs.configure("warning", as_json=False)
    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("lease lost", chat="c1", name="Amina")
    shown = capsys.readouterr().err
    assert "lease lost" in shown
    assert "chat=c1" in shown
    assert "Amina" not in shown
    assert "quiet" not in shown


def _refuse(why: str) -> None:
    raise RuntimeError(why)


def _breaks(words: str) -> None:
    try:
        int(words)
    except ValueError as problem:
        raise RuntimeError(words) from problem


def _told_by_a_library(problem: Exception) -> None:
    group = ExceptionGroup(str(problem), [problem])
    logging.getLogger("some.library").warning("It broke\nfuture: %r", problem, exc_info=group)
