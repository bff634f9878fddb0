"""The web door as a process among others: webhooks, Redis away, ports, its end."""

import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.errors import PortInUse
from bot.store.embedded import EmbeddedRedis
from config.settings import Settings, child_environment
from handlers.bridge import Bridge
from handlers.web import run
from handlers.web.run import Hook
from tests.support.web_site import open_site, serving, wait_until

ROOT = Path(__file__).parents[2]

# ---- platforms' webhooks


def test_a_hook_gets_what_was_sent_and_answers_it(redis_url: str, tmp_path: Path) -> None:
    """Headers and body reach the platform's own callable untouched; its status and body go back."""
    came: list[tuple[Mapping[str, str], bytes]] = []

    @asynccontextmanager
    async def opened(app: App, bridge: Bridge) -> AsyncIterator[Hook]:
        async def hook(headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            came.append((headers, body))
            return 418, b"heard"

        yield hook

    with serving(Settings(redis_url=redis_url, data_dir=tmp_path), {"example": opened}) as url:
        answer = httpx.post(f"{url}/hooks/example", content=b"\x00raw", headers={"X-Signature": "abc"})
        assert (answer.status_code, answer.content) == (418, b"heard")
        assert httpx.post(f"{url}/hooks/other").status_code == 404
        assert httpx.post(f"{url}/hooks/example", content=b"x" * 1_100_000).status_code == 413
    assert came[0][0]["x-signature"] == "abc"
    assert [body for _, body in came] == [b"\x00raw"]


# ---- Redis away


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A Redis that can be stopped, and started again with all it had."""
    own = EmbeddedRedis(tmp_path)
    own.start()
    yield own
    own.stop()


def test_while_redis_is_away_nothing_typed_is_lost(redis: EmbeddedRedis, tmp_path: Path) -> None:
    """The page says so in plain words, keeps what was typed, gives numbers where there is danger, and goes on after."""
    with open_site(redis.url, tmp_path) as site:
        visitor = site.visitor()
        visitor.send("hello")
        redis.stop()
        answer = visitor.send("i cant breathe", event="event-0001")
        assert answer.status_code == 503
        notice = answer.text.partition('class="notice"')[2]
        assert notice.index("tel:999") < notice.index("Nothing is lost")
        assert ">i cant breathe</textarea>" in answer.text
        assert 'value="event-0001"' in answer.text
        assert httpx.get(f"{site.url}/readyz").text == "the store does not answer"
        redis.start()
        wait_until(lambda: httpx.get(f"{site.url}/readyz").text != "the store does not answer")
        visitor.look()
        assert visitor.send("i cant breathe", event="event-0001").status_code == 200
        site.empty()


def test_while_redis_is_away_every_page_has_its_words(redis: EmbeddedRedis, tmp_path: Path) -> None:
    """What a page says by itself is answered likewise: in plain words with who to ring, and no failure of ours."""
    with open_site(redis.url, tmp_path) as site, capture_logs() as logs:
        visitor = site.visitor()
        visitor.send("hello")
        form = {"token": visitor.token, "pane": "me", "until": "1-1"}
        redis.stop()
        script = {"accept": "application/json"}
        for answer in (visitor.client.post("/looked", data=form), visitor.client.get("/events?me=1-1")):
            assert answer.status_code == 503
            assert "tel:999" in answer.text
        assert "notice" in visitor.client.post("/looked", data=form, headers=script).json()
        redis.start()
        wait_until(lambda: httpx.get(f"{site.url}/readyz").text != "the store does not answer")
        site.empty()
    assert [log for log in logs if log["log_level"] == "error"] == []


# ---- the process


def test_a_port_in_use_is_said_in_one_line() -> None:
    """The door does not open where something else listens, and says which port."""
    taken = run.listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    with pytest.raises(PortInUse, match=str(port)):
        run.listen("127.0.0.1", port)
    taken.close()


def test_the_process_serves_and_ends_well(redis_url: str, tmp_path: Path, unused_tcp_port: int) -> None:
    """`run_bot.py web` answers, and on SIGTERM ends by itself though a page is listening."""
    settings = Settings(redis_url=redis_url, data_dir=tmp_path, web_port=unused_tcp_port)
    command = [sys.executable, str(ROOT / "run_bot.py"), "web"]
    with subprocess.Popen(command, env=child_environment(settings), stderr=subprocess.PIPE, text=True) as process:
        url = f"http://127.0.0.1:{unused_tcp_port}"
        wait_until(lambda: _answers(url), 30)
        with httpx.Client(base_url=url) as client:
            client.get("/chat")
            with client.stream("GET", "/events"):
                process.send_signal(signal.SIGTERM)
                _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in complaints


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz").status_code == 200
    except httpx.TransportError:
        return False
