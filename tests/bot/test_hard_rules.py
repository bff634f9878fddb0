"""The hard rules where they count: nobody they bar is asked, and nobody they have come to bar can say yes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.desk import candidates, invites
from bot.errors import NoLongerFits, Stale
from bot.model import Check, Person, Place, Request, When
from bot.store.change import put
from matching import rank
from tests.bot.asking import asks, helper, invite_of, open_to
from tests.support.town import Town

TUESDAY_MORNING = When(date(2026, 11, 24), "morning")
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
CALNE = Place("Calne", 51.438, -2.005)


@dataclass(frozen=True)
class Case:
    """One rule: how a request is made for which it counts, and what of a volunteer and their person it bars."""

    rule: str
    volunteer: dict[str, Any]
    person: Callable[[Town, Person], Person] = lambda town, person: person
    asked: tuple[tuple[str, Any], ...] = ()
    at_night: bool = False


def _avoids_amina(town: Town, person: Person) -> Person:
    return replace(person, avoid=(town.person("amina").id,))


CASES = (
    Case("inactive", {"paused_until": datetime(2027, 1, 1, tzinfo=UTC)}),
    Case("inactive", {"status": "paused"}),
    Case("inactive", {}, lambda town, person: replace(person, unreachable=("console",))),
    Case("under_18", {}, lambda town, person: replace(person, under_18=True)),
    Case("avoided", {}, _avoids_amina),
    Case("kind", {"kinds": ("pets",)}),
    Case("check", {"check": Check()}),
    Case("limit", {"weekly_limit": 1, "accepted_at": (datetime(2026, 11, 20, 9, tzinfo=UTC),)}),
    Case("range", {"place": CALNE, "range_km": 2.0}),
    Case("range", {"phone_only": True}),
    Case("time", {"available": 1 << 20}),
    Case("night", {"nights": False}, at_night=True),
    Case("language", {"languages": ("en",)}, asked=(("language", "pl"),)),
)


def _asked_for(town: Town, case: Case) -> Request:
    if case.at_night:
        return asks(town, urgency="now", **dict(case.asked))
    return asks(town, when=TUESDAY_MORNING, **dict(case.asked))


def _barred(town: Town, case: Case) -> None:
    """Joe becomes someone the rule bars."""
    person, volunteer = town.person("joe"), helper(town, "joe")
    changed = case.person(town, person)
    if changed != person:
        town.commit(put(changed, person))
    town.commit(put(replace(volunteer, **case.volunteer), volunteer))


@pytest.fixture
def street(town: Town) -> Town:
    """Amina, and Joe and Sue who may be asked for anything a case asks; Rowan looks on."""
    town.coordinator("rowan")
    town.meet("amina")
    for name in ("joe", "sue"):
        town.volunteer(name, "shopping", nights=True, languages=("en", "pl"))
    return town


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{'-'.join(case.volunteer) or 'person'}")
def test_whom_a_rule_bars_is_not_asked(street: Town, case: Case) -> None:
    """Of two alike the barred one is passed over, and a coordinator who asks hears which rule it is."""
    if case.at_night:
        street.at(NIGHT)
    _barred(street, case)
    request = _asked_for(street, case)
    assert open_to(street, request) == ["sue"]
    world = street.app.world
    assert candidates.why_not(world, request, helper(street, "joe"), world.clock.now()) == case.rule
    left_out = {one.id: rule for one, rule in candidates.left_out(world, request, world.clock.now())}
    assert left_out[street.person("joe").id] == case.rule


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{'-'.join(case.volunteer) or 'person'}")
def test_whom_a_rule_bars_by_now_cannot_say_yes(street: Town, case: Case) -> None:
    """What changed between the invite and the yes is looked at again; and what changes between that and the commit."""
    if case.at_night:
        street.at(NIGHT)
    request = _asked_for(street, case)
    assert open_to(street, request) == ["joe", "sue"]
    world, invite, joe = street.app.world, invite_of(street, "joe", request), street.person("joe").id
    while_deciding = invites.accept(world, invite.id, joe, world.clock.now())
    _barred(street, case)
    with pytest.raises(Stale):
        street.commit(while_deciding)
    with pytest.raises(NoLongerFits, match=case.rule):
        invites.accept(world, invite.id, joe, world.clock.now())


def test_every_rule_has_its_case() -> None:
    """A rule without a case above would be one nobody proves. That nobody helps themselves is proven below."""
    assert {case.rule for case in CASES} | {"requester"} == set(rank.RULES)


def test_nobody_helps_themselves(town: Town) -> None:
    """A volunteer who asks is not asked for it, whether it is for them or for someone else."""
    town.coordinator("rowan")
    town.meet("amina")
    town.volunteer("joe", "shopping")
    own = asks(town, name="joe")
    for_her = asks(town, resident=town.person("amina").id, asked_by=town.person("joe").id)
    assert open_to(town, own) == open_to(town, for_her) == []
    world = town.app.world
    assert candidates.why_not(world, own, helper(town, "joe"), world.clock.now()) == "requester"
    assert candidates.why_not(world, for_her, helper(town, "joe"), world.clock.now()) == "requester"


def test_a_change_of_the_request_counts_at_the_yes(street: Town) -> None:
    """The request is relied on too: changed while someone decides, the yes is decided again."""
    request = asks(street, when=TUESDAY_MORNING)
    world, invite = street.app.world, invite_of(street, "joe", request)
    change = invites.accept(world, invite.id, street.person("joe").id, world.clock.now())
    before = world.register.request(request.id)
    street.commit(put(replace(before, kind="pets"), before))
    with pytest.raises(Stale):
        street.commit(change)


def test_a_limit_counts_seven_days_back(street: Town) -> None:
    """What was taken on eight days ago no longer counts towards the week."""
    joe, now = helper(street, "joe"), street.app.world.clock.now()
    street.commit(put(replace(joe, weekly_limit=1, accepted_at=(now - timedelta(days=8),)), joe))
    assert "joe" in open_to(street, asks(street))


def test_tonight_falls_to_those_free_in_the_evening(street: Town) -> None:
    """Wanted one night: who is free in the mornings alone is not asked."""
    joe = helper(street, "joe")
    street.commit(put(replace(joe, available=0b001001001), joe))
    assert open_to(street, asks(street, when=When(date(2026, 11, 24), "night"))) == ["sue"]
