"""Who should help: hard rules that never bend, then a score with reasons a person can read."""

from collections.abc import Callable, Iterable
from hashlib import blake2b

from rapidfuzz import fuzz

from matching.places import distance_km
from matching.types import Candidate, Need, Ranked, Why

Rule = Callable[[Need, Candidate, float | None], bool]
Order = Callable[[Need, Iterable[Candidate]], list[Ranked]]

WEEK = 21  # parts of a week: three a day
ALL_WEEK = (1 << WEEK) - 1

# Points. Tuned in the simulated town (docs/matching.md) until all are asked, and few go further for it.
KIND = 1.0
NEAREST, NEAR_KM = 6.0, 1.5  # next door, and the distance at which half of them are left
NEVER_ASKED = 3.8
RESTED, RESTED_HOURS = 0.3, 4 * 7 * 24  # for not having been asked so long
WILLING = 0.7
LIKES, LIKE_ENOUGH = 1.0, 80  # and how alike (of 100) words must be to count
KNOWN, KNOWN_MOST = 0.3, 0.6  # for each time both were happy
SOON = 0.5
SPEAKS, CAR = 0.5, 0.3
BUSY = -0.4  # for each task under way

# Each rule by the name a coordinator reads; True when it stands in the way.
RULES: dict[str, Rule] = {
    "requester": lambda need, one, km: one.is_requester,
    "inactive": lambda need, one, km: not one.active,
    "under_18": lambda need, one, km: not one.adult,
    "avoided": lambda need, one, km: one.avoided,
    "kind": lambda need, one, km: need.kind not in one.kinds,
    "check": lambda need, one, km: not one.checked,
    "limit": lambda need, one, km: not one.free,
    "range": lambda need, one, km: not _within(need, one, km),
    "time": lambda need, one, km: bool(need.slots) and not need.slots & one.available,
    "night": lambda need, one, km: need.night and not one.nights,
    "language": lambda need, one, km: need.language is not None and need.language not in one.languages,
}


def _within(need: Need, one: Candidate, km: float | None) -> bool:
    if one.phone_only:
        return need.by_phone
    return need.by_phone if km is None else km <= one.range_km


def distance(need: Need, one: Candidate) -> float | None:
    """Kilometres between them, or None when either has no place."""
    return distance_km(need.point, one.point) if need.point and one.point else None


def why_not(need: Need, one: Candidate) -> str | None:
    """The name of the first hard rule that stands in the way, or None: they may be asked."""
    km = distance(need, one)
    return next((name for name, broken in RULES.items() if broken(need, one, km)), None)


def rank(need: Need, candidates: Iterable[Candidate]) -> list[Ranked]:
    """Those who may be asked, best first. Ties go to whoever was asked longest ago, then by lot."""
    scored = [(_scored(need, one), one) for one in may_be_asked(need, candidates)]
    scored.sort(key=lambda pair: (-pair[0].score, -_waited(pair[1]), _lot(need, pair[1])))
    return [ranked for ranked, _ in scored]


def nearest(need: Need, candidates: Iterable[Candidate]) -> list[Ranked]:
    """The same people by distance alone: what Onedoor does not do, kept to measure its order against."""
    ranked = [_scored(need, one) for one in may_be_asked(need, candidates)]
    return sorted(ranked, key=lambda one: (float("inf") if one.distance_km is None else one.distance_km, one.id))


def may_be_asked(need: Need, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those who pass every hard rule and were not asked yet, in no order."""
    return [one for one in candidates if not one.asked_already and why_not(need, one) is None]


def _waited(one: Candidate) -> float:
    return float("inf") if one.hours_since_asked is None else one.hours_since_asked


def _lot(need: Need, one: Candidate) -> bytes:
    """A lot drawn anew for each request, so that no name or id is always first."""
    return blake2b(f"{need.seed}:{one.id}".encode(), digest_size=8).digest()


def _scored(need: Need, one: Candidate) -> Ranked:
    km = distance(need, one)
    reasons = tuple(why for why in (part(need, one, km) for part in _PARTS) if why)
    return Ranked(one.id, round(sum(why.points for why in reasons), 4), km, reasons)


# ---- what speaks for someone: each part at most so many points, so that the sum can be argued with
def _kind(need: Need, one: Candidate, km: float | None) -> Why:
    return Why("kind", KIND, (("kind", need.kind),))


def _near(need: Need, one: Candidate, km: float | None) -> Why | None:
    if km is None or one.phone_only:
        return Why("by_phone", NEAREST / 2) if need.by_phone else None
    return Why("near", nearness(km), (("km", round(km, 1)),))


def nearness(km: float) -> float:
    """Points for a distance: NEAREST next door, half of that at NEAR_KM, half again at twice that."""
    return round(NEAREST / float(2 ** (km / NEAR_KM)), 3)


def _time(need: Need, one: Candidate, km: float | None) -> Why | None:
    """SOON points for being free in the first part of the week that would do, less the longer it takes."""
    wait = parts_until(need, one)
    return None if wait is None else Why("free_then" if need.slots else "free_soon", round(SOON * (1 - wait / WEEK), 3))


def parts_until(need: Need, one: Candidate) -> int | None:
    """How many parts of the week after the first that would do they are free; None when they never are."""
    fit = one.available & (need.slots or ALL_WEEK)
    return next((wait for wait in range(WEEK) if fit >> (need.begins + wait) % WEEK & 1), None)


def _language(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("speaks", SPEAKS, (("lang", need.language),)) if need.language else None


def _car(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("car", CAR) if need.kind == "transport" and one.car else None


def _likes(need: Need, one: Candidate, km: float | None) -> Why | None:
    """Up to LIKES points for how like what was said is to what they say they like, spelling aside."""
    if not need.words or not one.likes:
        return None
    best = max(fuzz.WRatio(word, liked) for word in need.words for liked in one.likes)
    return Why("likes", round(LIKES * best / 100, 3)) if best >= LIKE_ENOUGH else None


def _known(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("helped_before", min(KNOWN_MOST, round(KNOWN * one.helped_before, 3))) if one.helped_before else None


def _willing(need: Need, one: Candidate, km: float | None) -> Why:
    """Up to WILLING points for how likely they accept this kind: a Beta estimate, which begins at one in two.

    It counts as if two had been accepted and two declined before, so that one answer more or less moves it little.
    """
    likely = (one.accepted + 2) / (one.accepted + one.declined + 4)
    return Why("willing", round(WILLING * likely, 3))


def _load(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("busy", round(BUSY * one.tasks, 3)) if one.tasks else None


def _rested(need: Need, one: Candidate, km: float | None) -> Why:
    """Up to RESTED points for four weeks without being asked; more for who was never asked at all."""
    if one.hours_since_asked is None:
        return Why("never_asked", NEVER_ASKED)
    return Why("not_asked_lately", round(RESTED * min(1.0, one.hours_since_asked / RESTED_HOURS), 3))


_PARTS: tuple[Callable[[Need, Candidate, float | None], Why | None], ...] = (
    _kind,
    _near,
    _time,
    _language,
    _car,
    _likes,
    _known,
    _willing,
    _load,
    _rested,
)
