"""Services near a request, and `match`: who could help, with the reasons."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from rich.console import Console

from bot.commands import match
from bot.commands.match import NoKind, NoSuchPlace
from bot.desk import services
from bot.model import Check, Place, Service, ServiceId, When
from bot.store.change import put
from tests.support.town import DEVIZES, SN10, Town

ROWDE, POTTERNE = Place("Rowde", 51.3620, -2.0330), Place("Potterne", 51.3245, -2.0030)


@pytest.fixture
def street(town: Town) -> Town:
    """Two food banks of different hours, one nearer, and one volunteer."""
    for name, hours, place in (("near", "Tue 10:00-12:00", SN10), ("far", "Mon-Fri 9:00-17:00", ROWDE)):
        town.commit(put(Service(ServiceId(name), DEVIZES, name.title(), ("food",), place, hours)))
    town.volunteer("joe", "food", place=POTTERNE)
    town.volunteer("sue", "food", "shopping", likes=("food bank",))
    return town


def near(town: Town, when: When) -> list[str]:
    """The services, best first."""
    found = services.near(town.app.world, "food", SN10, when, town.app.world.clock.now())
    return [one.service.id for one in found]


def test_open_at_the_time_comes_before_near(street: Town) -> None:
    """On a Monday the further one that is open comes first; on a Tuesday morning the nearer one."""
    assert near(street, When()) == ["far", "near"]
    assert near(street, When(date(2026, 11, 24), "morning")) == ["near", "far"]


def test_later_today_counts_as_open(street: Town) -> None:
    """Before it opens it is open today; after it has closed it is not."""
    street.at(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    assert near(street, When())[0] == "near"
    street.at(datetime(2026, 11, 24, 13, 0, tzinfo=UTC))
    assert near(street, When())[0] == "far"


def test_only_of_the_kind_and_only_around(street: Town) -> None:
    """Neither another kind nor a place beyond reach is named; no place, no services."""
    world = street.app.world
    assert services.near(world, "legal", SN10, When(), world.clock.now()) == []
    assert services.near(world, "food", Place("London", 51.5, -0.12), When(), world.clock.now()) == []
    assert services.near(world, "food", None, When(), world.clock.now()) == []


def test_match_names_volunteers_and_services_with_reasons(street: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object over the real path: what was understood, and everyone who could help, best first, with why."""
    match.main(street.app.settings, "I need a food parcel please", "SN10", as_json=True)
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["place"]) == ("food", "SN10")
    assert {one["name"] for one in found["volunteers"]} == {"Joe", "Sue"}
    scores = [one["score"] for one in found["volunteers"]]
    assert scores == sorted(scores, reverse=True)
    for one in (*found["volunteers"], *found["services"]):
        assert {"kind", "near"} <= {reason["name"] for reason in one["reasons"]}
        assert one["score"] == pytest.approx(sum(reason["points"] for reason in one["reasons"]), abs=0.01)
    assert [one["id"] for one in found["services"]] == ["far", "near"]
    assert "open_then" in [reason["name"] for reason in found["services"][0]["reasons"]]
    assert found["services"][0]["score"] > found["services"][1]["score"]


def test_match_says_who_is_left_out_and_by_which_rule(street: Town) -> None:
    """Those of the area who may not be asked are named with the rule, those further out too."""
    street.volunteer("kim", "food", check=Check())
    street.volunteer("bob", "pets")
    street.volunteer("far", "food", place=Place("Calne", 51.438, -2.005), range_km=2.0)
    found = match.matched(street.app, "I need a food parcel please", "SN10")
    assert {one["name"]: one["rule"] for one in found["left_out"]} == {"Kim": "check", "Bob": "kind", "Far": "range"}
    out = io.StringIO()
    match.main(street.app.settings, "I need a food parcel please", "SN10", console=Console(file=out, width=160))
    assert "check" in out.getvalue()
    assert "Kim" in out.getvalue()


def test_match_as_a_table(street: Town) -> None:
    """Without --json the same is shown to be read."""
    out = io.StringIO()
    match.main(street.app.settings, "I need a food parcel please", "SN10", console=Console(file=out, width=160))
    for shown in ("Sue", "Far", "near (", "food"):
        assert shown in out.getvalue()


def test_match_changes_nothing_and_asks_nobody(street: Town) -> None:
    """Looking is not asking: no invite, no request, nobody's turn is used up."""
    match.matched(street.app, "I need a food parcel please", "SN10")
    street.deliver()
    assert street.ids("joe") == street.ids("sue") == []
    assert street.app.world.register.open_requests() == []


def test_match_says_what_it_cannot_make_out(street: Town) -> None:
    """A place of nobody's area, or words that ask for nothing, is one plain line."""
    with pytest.raises(NoSuchPlace):
        match.matched(street.app, "I need a food parcel", "Manchester")
    with pytest.raises(NoKind):
        match.matched(street.app, "hello", "SN10")
