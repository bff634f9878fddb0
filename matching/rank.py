"""Who should help: hard rules that never bend, then a score with reasons a person can read."""

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from matching.places import distance_km
from matching.types import Candidate, Need, Ranked, Why

Rule = Callable[[Need, Candidate, float | None], bool]

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
    """Those who pass every hard rule and were not asked yet, best first. Ties go to whoever was asked longest ago."""
    fit = [one for one in candidates if not one.asked_already and why_not(need, one) is None]
    scored = [(_scored(need, one), _waited(one)) for one in fit]
    scored.sort(key=lambda pair: (-pair[0].score, -pair[1], pair[0].id))
    return [ranked for ranked, _ in scored]


def _waited(one: Candidate) -> float:
    return float("inf") if one.hours_since_asked is None else one.hours_since_asked


def _scored(need: Need, one: Candidate) -> Ranked:
    km = distance(need, one)
    reasons = tuple(why for why in (part(need, one, km) for part in _PARTS) if why)
    return Ranked(one.id, round(sum(why.points for why in reasons), 4), km, reasons)


def _kind(need: Need, one: Candidate, km: float | None) -> Why:
    return Why("kind", 1.0, (("kind", need.kind),))


def _near(need: Need, one: Candidate, km: float | None) -> Why | None:
    if km is None or one.phone_only:
        return Why("by_phone", 0.5) if need.by_phone else None
    return Why("near", round(1 - km / (2 * max(one.range_km, 1)), 3), (("km", round(km, 1)),))


def _time(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("free_then", 0.5) if need.slots & one.available else None


def _language(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("speaks", 0.5, (("lang", need.language),)) if need.language else None


def _car(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("car", 0.3) if need.kind == "transport" and one.car else None


def _likes(need: Need, one: Candidate, km: float | None) -> Why | None:
    if not need.words or not one.likes:
        return None
    best = max(fuzz.WRatio(word, liked) for word in need.words for liked in one.likes)
    return Why("likes", round(0.4 * best / 100, 3)) if best >= 80 else None


def _known(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("helped_before", min(0.6, 0.3 * one.helped_before)) if one.helped_before else None


def _willing(need: Need, one: Candidate, km: float | None) -> Why:
    """A Beta(2, 2) estimate of how likely they accept this kind."""
    likely = (one.accepted + 2) / (one.accepted + one.declined + 4)
    return Why("willing", round(0.5 * likely, 3))


def _load(need: Need, one: Candidate, km: float | None) -> Why | None:
    return Why("busy", -0.4 * one.tasks) if one.tasks else None


def _rested(need: Need, one: Candidate, km: float | None) -> Why:
    """Up to one point for not having been asked, all of it after a week."""
    if one.hours_since_asked is None:
        return Why("never_asked", 1.0)
    return Why("not_asked_lately", round(min(1.0, one.hours_since_asked / 168), 3))


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
