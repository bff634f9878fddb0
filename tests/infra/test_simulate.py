"""The simulated month: the same for the same seed, through the real bot, and fairer than nearest-first."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.simulate.command import Wanted, simulated
from benchmarks.simulate.figures import Figures, gini, minutes_awake, share_of
from benchmarks.simulate.town import drawn
from tests.rules.sources import ROOT

WEEKS = Wanted(days=15, seed=3)


@pytest.fixture(scope="module")
def both() -> dict[str, Figures]:
    """Two weeks, both ways."""
    return simulated(WEEKS)


def test_both_orders_meet_the_same_month(both: dict[str, Figures]) -> None:
    """The requests and the people are the same, and about as many invites are sent."""
    nearest, onedoor = both["nearest"], both["onedoor"]
    assert nearest["requests"] == onedoor["requests"] == len(drawn(3, 15, 150, 8).requests)
    assert nearest["volunteers"] == onedoor["volunteers"] == 150
    assert onedoor["invites_per_request"] <= 1.2 * nearest["invites_per_request"]


def test_nearest_first_leaves_people_out_and_onedoor_does_not(both: dict[str, Figures]) -> None:
    """The failing that was seen nationally shows; Onedoor's order has far less of it, and helps no less."""
    nearest, onedoor = both["nearest"], both["onedoor"]
    assert nearest["never_asked"] >= 0.3
    assert onedoor["never_asked"] <= nearest["never_asked"] / 3
    assert onedoor["gini"] <= nearest["gini"] - 0.1
    assert onedoor["helped"] >= nearest["helped"] - 0.01
    assert onedoor["travel_median_km"] <= 1.5 * nearest["travel_median_km"]


def test_one_seed_is_one_month() -> None:
    """Run again, every figure is the same; another seed is another month."""
    first, again = (simulated(Wanted(days=3, seed=5, policy="onedoor")) for _ in range(2))
    assert first == again
    assert drawn(5, 3, 150, 8) != drawn(6, 3, 150, 8)


def test_the_command() -> None:
    """One JSON object, policy by policy; with --policy that one alone, in a table for people."""
    command = [sys.executable, str(ROOT / "run_bot.py"), "simulate", "--days", "2", "--seed", "1", "--volunteers", "40"]
    said = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True).stdout
    found = json.loads(said)
    assert list(found) == ["nearest", "onedoor"]
    shares = [found["onedoor"][name] for name in ("helped", "never_asked", "gini")]
    assert all(0 <= share <= 1 for share in shares)
    assert found["onedoor"]["volunteers"] == 40
    shown = subprocess.run([*command, "--policy", "onedoor"], capture_output=True, text=True, check=True).stdout
    assert "share helped" in shown
    assert "nearest" not in shown


# ---- how it is counted
def test_gini() -> None:
    """None when all have the same, towards one when one has it all, and a textbook's value between."""
    assert gini([2, 2, 2]) == pytest.approx(0)
    assert gini([0] * 99 + [5]) == pytest.approx(0.99)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert gini([]) == gini([0, 0]) == 0


def test_waits() -> None:
    """The share that is at most so much, and a wait with its night taken out."""
    assert share_of([5, 1, 3, 2, 4, 6, 7, 8, 9, 10], 0.95) == 10
    evening = datetime(2026, 11, 2, 20, 30, tzinfo=UTC)
    assert minutes_awake(evening, evening + timedelta(hours=12)) == pytest.approx(60)
    assert minutes_awake(evening + timedelta(hours=1), evening + timedelta(hours=2)) == 0
