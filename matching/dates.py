"""The date a message is about: of the help, its deadline or its arrangement.

Days that come round ("every Tuesday"), days that have been ("since Monday") and ranges ("this weekend") are no date.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from matching.days import WEEKDAYS, DateFound, days_named, weekday_number, word
from matching.words import Token, word_set

_PARTS_OF_DAY: Final = {
    "morning": "morning",
    "am": "morning",
    "afternoon": "afternoon",
    "evening": "evening",
    "teatime": "evening",
    "night": "night",
    "tonight": "night",
    "bedtime": "night",
}
_NOT_THEN: Final = word_set("every each most any alternate last since till until only after not")
_PARTS_AGAIN: Final = word_set("mornings afternoons evenings nights")
_PAST: Final = word_set(
    "was were did went came fell rang said told sent left died gave took lost broke saw met wasnt didnt hadnt wrote "
    "brought ran put pushed passed asked applied messaged phoned called happened started turned arrived moved signed "
    "emailed posted offered requested robbed attacked hit"
)
_NOT_YET: Final = word_set("not no had havent hasnt been since first")
_ASKING: Final = word_set("can could would anyone someone please need needs help who any lift collect take fetch")
_TO_COME: Final = word_set(
    "need needs can could will would want please going gonna someone anyone any by before until help must should"
)


def find_date(tokens: Sequence[Token], today: date) -> DateFound | None:
    """The date this message is about, if it names one that is still to come."""
    found = [hit for hit in days_named(tokens, today) if hit.day >= today and not _set_aside(tokens, hit)]
    deadlines = [hit for hit in found if word(tokens, hit.start - 1) in {"by", "before"}]
    asking = {token.sentence for token in tokens if token.norm in _ASKING}
    asked = [hit for hit in found if tokens[hit.start].sentence in asking]
    return next(iter(deadlines or asked or found), None)


def find_part(tokens: Sequence[Token]) -> str | None:
    """The part of the day named first, if any."""
    for token in tokens:
        part = _PARTS_OF_DAY.get(token.norm) or _PARTS_OF_DAY.get(token.norm.removesuffix("s"))
        if part:
            return part
    return None


def _set_aside(tokens: Sequence[Token], hit: DateFound) -> bool:
    """Whether this day comes round again and again, or has been, or is only where something ends."""
    before, second = word(tokens, hit.start - 1), word(tokens, hit.start - 2)
    if before in _NOT_THEN or second in {"every", "since", "last"} or (before == "the" and second in _NOT_THEN):
        return True
    if hit.rule == "in so long":
        return any(token.norm in _NOT_YET for token in tokens[max(0, hit.start - 6) : hit.start])
    if hit.rule in WEEKDAYS or hit.rule.startswith("this "):
        return _comes_round(tokens, hit) or _has_been(tokens, hit)
    return False


def _comes_round(tokens: Sequence[Token], hit: DateFound) -> bool:
    """Such as "Monday to Friday", "Mon/Wed mornings", "a Tuesday", "the Thursday group"."""
    before, at = word(tokens, hit.start - 1), hit.end
    while weekday_number(tokens, at) is not None or word(tokens, at) in {"and", "or", "to", "n"}:
        at += 1
    ranges = word(tokens, hit.end) == "to" and weekday_number(tokens, hit.end + 1) is not None
    named = before == "the" and at < len(tokens) and tokens[at].clause == tokens[hit.start].clause
    from_to = before == "to" and weekday_number(tokens, hit.start - 2) is not None
    of_a = before == "a" and word(tokens, hit.start - 2) in {"of", "on"}
    return ranges or from_to or of_a or word(tokens, at) in _PARTS_AGAIN or (named and _a_thing(tokens, at))


def _a_thing(tokens: Sequence[Token], at: int) -> bool:
    return word(tokens, at) in _THINGS


_THINGS: Final = word_set("thing group class club session one slot lunch bingo choir quiz meeting drop coffee service")


def _has_been(tokens: Sequence[Token], hit: DateFound) -> bool:
    """Whether what comes before the day, in its clause, tells of the past."""
    clause = tokens[hit.start].clause
    before = [token.norm for token in tokens[: hit.start] if token.clause == clause]
    after = [token.norm for token in tokens[hit.end :] if token.clause == clause]
    told = before if hit.rule in WEEKDAYS else [*before, *after[:2]]
    past = any(said in _PAST for said in told) or (hit.rule.startswith("this ") and "out" in told)
    return past and not any(said in _TO_COME for said in [*before, *after])
