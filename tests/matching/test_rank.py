"""The ranking by itself: whatever people are drawn, a rule is never bent, and the order means something."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import rank
from matching.types import KINDS, Candidate, Need

SOME_KINDS = KINDS[:4]
LANGUAGES = ("en", "pl", "cy")
POINTS = st.tuples(st.floats(51.2, 51.5), st.floats(-2.2, -1.8))
HERE = (51.35, -1.99)

needs = st.builds(
    Need,
    kind=st.sampled_from(SOME_KINDS),
    point=st.none() | POINTS,
    slots=st.integers(0, (1 << 21) - 1),
    night=st.booleans(),
    by_phone=st.booleans(),
    language=st.none() | st.sampled_from(LANGUAGES),
    words=st.lists(st.sampled_from(("dog walking", "the garden", "prescription")), max_size=2).map(tuple),
    begins=st.integers(0, 20),
    seed=st.text("abc123", min_size=1, max_size=4),
)
candidates = st.builds(
    Candidate,
    id=st.text("pqrs0123456789", min_size=3, max_size=6),
    kinds=st.lists(st.sampled_from(SOME_KINDS), min_size=1, unique=True).map(tuple),
    point=st.none() | POINTS,
    range_km=st.floats(0.5, 30),
    phone_only=st.booleans(),
    available=st.integers(0, (1 << 21) - 1),
    nights=st.booleans(),
    languages=st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True).map(tuple),
    car=st.booleans(),
    checked=st.sampled_from((True, True, True, False)),
    active=st.sampled_from((True, True, True, False)),
    free=st.sampled_from((True, True, True, False)),
    avoided=st.sampled_from((False, False, True)),
    is_requester=st.sampled_from((False, False, False, True)),
    adult=st.sampled_from((True, True, True, False)),
    asked_already=st.sampled_from((False, False, True)),
    likes=st.lists(st.sampled_from(("walking dogs", "gardens")), max_size=2).map(tuple),
    tasks=st.integers(0, 3),
    hours_since_asked=st.none() | st.floats(0, 2000),
    accepted=st.integers(0, 20),
    declined=st.integers(0, 20),
    helped_before=st.integers(0, 4),
)
crowds = st.lists(candidates, max_size=12, unique_by=lambda one: one.id)

EASY = Need("shopping", HERE, slots=0b111, night=True, by_phone=False, language="pl", seed="r1")
FITS = Candidate(
    id="p",
    kinds=("shopping",),
    point=HERE,
    range_km=5,
    phone_only=False,
    available=0b001,
    nights=True,
    languages=("en", "pl"),
    car=False,
    checked=True,
    active=True,
    free=True,
    avoided=False,
    is_requester=False,
    adult=True,
    asked_already=False,
)
BARRED = {
    "requester": replace(FITS, is_requester=True),
    "inactive": replace(FITS, active=False),
    "under_18": replace(FITS, adult=False),
    "avoided": replace(FITS, avoided=True),
    "kind": replace(FITS, kinds=("pets",)),
    "check": replace(FITS, checked=False),
    "limit": replace(FITS, free=False),
    "range": replace(FITS, point=(51.6, -1.99)),
    "time": replace(FITS, available=0b1000),
    "night": replace(FITS, nights=False),
    "language": replace(FITS, languages=("en",)),
}


# ---- the rules
@pytest.mark.parametrize("rule", rank.RULES)
def test_a_rule_bars_whom_it_is_about_and_nothing_else_does(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone who breaks one rule is left out by that one; were it dropped, they would be asked."""
    assert rank.why_not(EASY, FITS) is None
    assert rank.why_not(EASY, BARRED[rule]) == rule
    assert rank.rank(EASY, [BARRED[rule]]) == []
    monkeypatch.delitem(rank.RULES, rule)
    assert [one.id for one in rank.rank(EASY, [BARRED[rule]])] == ["p"]


@given(needs, crowds)
@settings(max_examples=300)
def test_nobody_ranked_breaks_a_rule(need: Need, crowd: list[Candidate]) -> None:
    """Said once more in other words than the rules' own: whoever is ranked may be asked, by every one of them."""
    by_id = {one.id: one for one in crowd}
    for ranked in (*rank.rank(need, crowd), *rank.nearest(need, crowd)):
        one = by_id[ranked.id]
        assert all((one.active, one.adult, one.free, one.checked))
        assert not any((one.avoided, one.is_requester, one.asked_already))
        assert need.kind in one.kinds
        assert need.slots == 0 or one.available & need.slots
        assert one.nights or not need.night
        assert need.language in (None, *one.languages)
        near = ranked.distance_km is not None and ranked.distance_km <= one.range_km
        assert near or need.by_phone
        assert need.by_phone or not one.phone_only


@given(needs, crowds)
def test_nobody_is_left_out_without_a_rule(need: Need, crowd: list[Candidate]) -> None:
    """Everyone not asked yet is ranked once, or a rule says why not."""
    ranked = [one.id for one in rank.rank(need, crowd)]
    assert len(ranked) == len(set(ranked))
    waiting = {one.id for one in crowd if not one.asked_already}
    assert waiting - set(ranked) == {one.id for one in crowd if one.id in waiting and rank.why_not(need, one)}


# ---- the order
@given(needs, crowds, st.randoms())
def test_the_order_does_not_depend_on_how_people_are_listed(
    need: Need, crowd: list[Candidate], luck: random.Random
) -> None:
    """The same people in any order of reading are ranked the same."""
    shuffled = luck.sample(crowd, len(crowd))
    assert rank.rank(need, shuffled) == rank.rank(need, crowd)


@given(needs, crowds)
def test_the_score_is_the_sum_of_its_reasons(need: Need, crowd: list[Candidate]) -> None:
    """What is shown is what counted, and the best come first."""
    ranked = rank.rank(need, crowd)
    assert all(one.score == pytest.approx(sum(why.points for why in one.reasons), abs=1e-3) for one in ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


BETTER = {
    "near": replace(FITS, point=(51.351, -1.99)),
    "free_then": replace(FITS, available=0b001),
    "likes": replace(FITS, likes=("walking the dog",)),
    "helped_before": replace(FITS, helped_before=1),
    "willing": replace(FITS, accepted=5),
    "never_asked": FITS,
    "not_asked_lately": replace(FITS, hours_since_asked=900),
}
WORSE = {
    "near": replace(FITS, point=(51.37, -1.99)),
    "free_then": replace(FITS, available=0b100),
    "likes": FITS,
    "helped_before": FITS,
    "willing": replace(FITS, declined=5),
    "never_asked": replace(FITS, hours_since_asked=900),
    "not_asked_lately": replace(FITS, hours_since_asked=3),
}


@pytest.mark.parametrize("why", BETTER)
def test_each_reason_moves_people_up(why: str) -> None:
    """Of two alike in all else the better comes first, for that reason."""
    need = replace(EASY, words=("walk the dog",))
    better, worse = replace(BETTER[why], id="z"), replace(WORSE[why], id="a")
    first, second = rank.rank(need, [worse, better])
    assert (first.id, second.id) == ("z", "a")
    assert why in {reason.name for reason in first.reasons}


def test_whoever_has_much_on_is_asked_later() -> None:
    """A task under way counts against being asked for another."""
    assert [one.id for one in rank.rank(EASY, [replace(FITS, id="a", tasks=2), replace(FITS, id="z")])] == ["z", "a"]


def test_ties_are_drawn_anew_for_each_request() -> None:
    """Between people alike in all that counts no name is always first, and one request always draws the same."""
    alike = [replace(FITS, id=f"p{number}") for number in range(6)]
    firsts = [rank.rank(replace(EASY, seed=f"r{number}"), alike)[0].id for number in range(200)]
    assert set(firsts) == {one.id for one in alike}
    assert max(firsts.count(one.id) for one in alike) < 70
    assert rank.rank(EASY, alike) == rank.rank(EASY, alike)


def test_one_reply_moves_an_estimate_little() -> None:
    """A Beta estimate: one no in hand is not the end, and many count for more than one."""
    once, often = replace(FITS, declined=1), replace(FITS, declined=10)
    points = [_points(one)["willing"] for one in (FITS, once, often)]
    assert 0 < points[0] - points[1] < points[1] - points[2]


def _points(one: Candidate) -> dict[str, float]:
    return {why.name: why.points for why in rank.rank(EASY, [one])[0].reasons}
