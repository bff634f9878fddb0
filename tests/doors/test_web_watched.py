"""What watches Onedoor from outside: whether it is ready, and its figures."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.commands import doctor
from bot.model import Line, LineId
from bot.store import counts
from bot.store.alive import Roll
from bot.store.change import Change
from config.settings import BadSettings, Settings, load
from handlers.web import metrics
from tests.support.asking import ask, street
from tests.support.processes import ROOT, house
from tests.support.town import open_town
from tests.support.web_site import Site, wait_until

Figures = dict[tuple[str, ...], float]


# ---- ready
def ready(site: Site) -> tuple[int, str]:
    """What /readyz says."""
    answer = httpx.get(f"{site.url}/readyz")
    return answer.status_code, answer.text


def test_ready_only_with_a_clock(site: Site) -> None:
    """Nothing would fall due without one; with one that spoke lately, all is well."""
    status, words = ready(site)
    assert (status, words.partition(",")[0]) == (503, "clock: not running")
    Roll(site.app.ledger.client).here("clock:1")
    assert ready(site) == (200, "ok")


def test_ready_only_when_what_is_due_is_done(site: Site) -> None:
    """What has been due for long is said, and the doctor says it in the same words."""
    Roll(site.app.ledger.client).here("clock:1")
    due = site.app.world.clock.now()
    site.commit(Change(lines=(Line(LineId("would_help.1"), "would_help", "person:p1", due),)))
    assert ready(site) == (200, "ok")
    site.app.world.clock.forward(timedelta(minutes=6))
    status, words = ready(site)
    assert status == 503
    assert "due for 6 minutes" in words
    assert words in [one.words for check in doctor.CHECKS for one in check(site.app) if not one.well]


# ---- figures
@pytest.fixture
def served(redis_url: str, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]) -> Iterator[tuple[str, str]]:
    """A web process that serves its figures: its own address and theirs."""
    own, theirs = unused_tcp_port_factory(), unused_tcp_port_factory()
    with house(tmp_path, redis_url=redis_url, data_dir=tmp_path, web_port=own, metrics_port=theirs) as processes:
        processes.onedoor("web")
        urls = f"http://127.0.0.1:{own}", f"http://127.0.0.1:{theirs}"
        wait_until(lambda: _answers(urls[0]), 60)
        yield urls


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def figures(url: str) -> tuple[Figures, str]:
    """Every figure by its name and the values of its labels (by label), and the text they came in."""
    answer = httpx.get(f"{url}/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    found = {
        (one.name, *(one.labels[label] for label in sorted(one.labels))): one.value
        for family in families
        for one in family.samples
    }
    return found, answer.text


@pytest.mark.journey
def test_figures_of_every_process(served: tuple[str, str], redis_url: str, tmp_path: Path) -> None:
    """What other processes did is in them, with what waits; nothing in them tells of anyone."""
    town = street(open_town(redis_url, tmp_path))
    town.says("amina", "hello")
    request = ask(town)
    Roll(town.app.ledger.client).here("worker:1")
    found, text = figures(served[1])
    assert found["onedoor_turns_total", "stored", "console"] == 1
    assert found["onedoor_sends_total", "sent", "console"] >= 1
    assert found["onedoor_events_total", "request", "", "wave"] == 1
    assert found["onedoor_open_requests",] == 1
    assert found["onedoor_cases_waiting", "devizes"] == 0
    assert (found["onedoor_processes", "worker"], found["onedoor_processes", "clock"]) == (1, 0)
    assert found["onedoor_outbox_chats", "web", "waiting"] == 0
    assert found["onedoor_diary_lag_seconds",] == 0
    page = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert [name for name in {name for name, *_ in found} if f"`{name}`" not in page] == []
    town.later(hours=2)
    assert figures(served[1])[0]["onedoor_diary_lag_seconds",] > 3_600
    for private in (request.id, request.code, town.person("amina").id, "Amina", "07700", "SN10"):
        assert private not in text


@pytest.mark.journey
def test_figures_have_a_port_of_their_own(served: tuple[str, str]) -> None:
    """They are not to be had where people come in, and people's pages not where they are."""
    door, watched = served
    assert httpx.get(f"{door}/metrics").status_code == 404
    assert httpx.get(f"{watched}/chat").status_code == 404
    assert httpx.get(f"{watched}/healthz").status_code == 404
    assert httpx.get(f"{watched}/metrics").status_code == 200


def test_no_figures_unless_asked_for() -> None:
    """Without the setting no port is opened for them; with it, on this machine alone unless another is named."""
    assert Settings().metrics_port is None
    assert Settings(metrics_port=9100).metrics_host == "127.0.0.1"
    with pytest.raises(BadSettings, match="ONEDOOR_METRICS_PORT must be another port than ONEDOOR_WEB_PORT"):
        load(metrics_port=8000)


def test_every_count_is_shown() -> None:
    """What is counted in the store is a figure."""
    assert set(metrics.COUNTERS) == set(counts.COUNTED)
