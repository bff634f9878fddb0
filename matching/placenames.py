"""Places as sentences name them: "I'm in …", "round the corner from …", a trailing "…, Wigan".

No gazetteer holds every street and landmark, so the sentence itself is evidence: the words before a name, a street's
last word, a capital where none is due, a name at the very end.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from matching.message import Message
from matching.places import Gazetteer, Outcodes, find_postcodes
from matching.words import Spelling, Token

_WITHIN: Final = {
    "in": 3.0,
    "near": 3.2,
    "nr": 3.2,
    "from": 2.2,
    "by": 2.0,
    "at": 2.0,
    "on": 1.8,
    "off": 2.6,
    "around": 2.2,
    "round": 2.0,
    "outside": 2.0,
    "opposite": 2.8,
    "behind": 2.4,
    "above": 1.6,
    "to": 1.2,
    "over": 1.4,
    "up": 1.2,
    "into": 1.6,
    "through": 1.0,
    "via": 1.0,
    "past": 1.4,
    "down": 1.2,
    "area": 2.0,
    "live": 1.5,
    "towards": 1.4,
    "between": 2.0,
}
_ROADS: Final = frozenset(
    [
        "road",
        "rd",
        "street",
        "lane",
        "ln",
        "close",
        "avenue",
        "ave",
        "drive",
        "crescent",
        "cres",
        "court",
        "terrace",
        "way",
        "gardens",
        "grove",
        "square",
        "parade",
        "mews",
        "walk",
        "hill",
        "row",
        "rise",
        "view",
        "estate",
        "park",
        "house",
        "lodge",
        "place",
        "quay",
        "wharf",
        "cottages",
        "flats",
        "towers",
        "heights",
        "villas",
        "broadway",
        "bridge",
        "farm",
        "green",
        "common",
        "fields",
        "mill",
        "moor",
        "wynd",
        "brae",
        "vennel",
        "gate",
        "buildings",
        "circus",
    ]
)
_LANDMARKS: Final = frozenset(
    [
        "station",
        "church",
        "chapel",
        "mosque",
        "library",
        "school",
        "college",
        "hospital",
        "surgery",
        "shops",
        "pub",
        "club",
        "centre",
        "hall",
        "precinct",
        "roundabout",
        "tesco",
        "asda",
        "lidl",
        "aldi",
        "morrisons",
        "coop",
        "sainsburys",
        "university",
        "barracks",
        "cathedral",
        "market",
    ]
)
_NOT_PLACES: Final = frozenset(
    [
        "i",
        "im",
        "ive",
        "id",
        "ill",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
        "uk",
        "england",
        "scotland",
        "wales",
        "britain",
        "english",
        "polish",
        "romanian",
        "arabic",
        "urdu",
        "punjabi",
        "bengali",
        "ukrainian",
        "russian",
        "french",
        "spanish",
        "german",
        "welsh",
        "somali",
        "turkish",
        "kurdish",
        "farsi",
        "dari",
        "pashto",
        "portuguese",
        "italian",
        "gp",
        "nhs",
        "dbs",
        "pip",
        "esa",
        "uc",
        "dwp",
        "ok",
        "okay",
        "hi",
        "hello",
        "dear",
        "thanks",
        "thank",
        "please",
        "mum",
        "dad",
        "nan",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "madam",
        "zoom",
        "facebook",
        "whatsapp",
        "google",
        "iphone",
        "ipad",
        "samsung",
        "alexa",
        "facetime",
        "email",
        "boots",
        "tesco",
        "asda",
        "lidl",
        "aldi",
        "morrisons",
        "sainsburys",
        "argos",
        "ikea",
        "amazon",
        "netflix",
        "covid",
        "a",
        "e",
        "ae",
        "aa",
        "tv",
        "pc",
        "cv",
        "dvd",
        "bbc",
        "itv",
        "sky",
        "bt",
        "vat",
        "hmrc",
        "ehcp",
        "adhd",
        "pat",
        "english",
        "maths",
        "gcse",
        "esol",
        "asap",
        "lol",
        "omg",
        "xx",
        "xxx",
        "god",
        "jesus",
        "allah",
    ]
)
_PERSON_BEFORE: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "called",
        "named",
        "name",
        "im",
        "its",
        "is",
        "thanks",
        "thank",
        "ask",
        "my",
        "our",
        "and",
        "hi",
        "hello",
        "dear",
        "for",
        "aunty",
        "auntie",
        "uncle",
        "nanny",
        "sister",
        "brother",
        "with",
        "love",
        "from",
        "to",
        "by",
        "regards",
    ]
)


class PlaceFound(NamedTuple):
    """A place as written, where it stands in the text, and why it was taken for one."""

    words: str
    score: float
    rule: str


def find_place(
    message: Message, spelling: Spelling, known: Gazetteer, towns: Gazetteer, outcodes: Outcodes
) -> PlaceFound | None:
    """The place this message most likely names for the help, or None."""
    found = _by_postcode(message, outcodes) or []
    found += _by_name(message, spelling, known, towns)
    best = max(found, key=lambda place: place.score, default=None)
    return best if best and best.score >= 3.0 else None


def _by_postcode(message: Message, outcodes: Outcodes) -> list[PlaceFound]:
    found = []
    for postcode, start, end in find_postcodes(message.text):
        words = message.text[start:end]
        before = message.text[:start].rstrip().lower().rsplit(" ", 1)[-1]
        clear = postcode.incode or words.isupper() or before in _WITHIN
        if postcode.outcode in outcodes and clear and (len(words) > 2 or before in {"in", "near"}):
            found.append(PlaceFound(words, 8.0 if postcode.incode else 6.5, "postcode"))
    return found


def _by_name(message: Message, spelling: Spelling, known: Gazetteer, towns: Gazetteer) -> list[PlaceFound]:
    found = []
    tokens = message.tokens
    index = 0
    while index < len(tokens):
        end = _name_end(tokens, index, spelling, known, towns)
        if end == index:
            index += 1
            continue
        score, rule = _judge(message, index, end, spelling, known, towns)
        found.append(PlaceFound(_written(message, index, end), score, rule))
        index = end
    return found


def _written(message: Message, start: int, end: int) -> str:
    number = re.search(r"\b\d{1,3}[a-z]?,?\s+$", message.text[: message.tokens[start].start])
    first = number.start() if number and message.tokens[end - 1].norm in _ROADS else message.tokens[start].start
    return message.text[first : message.tokens[end - 1].end]


def _name_end(tokens: Sequence[Token], start: int, spelling: Spelling, known: Gazetteer, towns: Gazetteer) -> int:
    """Where a name starting here would end; `start` itself when none does."""
    for length in (4, 3, 2, 1):
        words = [token.text for token in tokens[start : start + length]]
        joined = " ".join(words)
        if len(words) == length and (
            joined in known or (joined in towns and _may_be_town(tokens, start, length, spelling))
        ):
            return start + length
    end = start
    while end < len(tokens) and end - start < 4 and _namelike(tokens, end, start, spelling):
        end += 1
    while end > start and tokens[end - 1].norm in {"the", "of", "on", "and", "st"}:
        end -= 1
    return end


def _may_be_town(tokens: Sequence[Token], start: int, length: int, spelling: Spelling) -> bool:
    """A town whose name is also an English word ("Reading", "Bath") needs its capital or a word like "in" before it."""
    token = tokens[start]
    plain_word = length == 1 and spelling.knows(token.text.lower())
    before = tokens[start - 1].norm if start else ""
    return (
        not plain_word
        or (token.text[0].isupper() and not _opens(tokens, start))
        or (before in {"in", "near"} and token.text[0].isupper())
    )


def _opens(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at].sentence != tokens[at - 1].sentence


def _namelike(tokens: Sequence[Token], at: int, start: int, spelling: Spelling) -> bool:
    token = tokens[at]
    if (at > start and token.sentence != tokens[start].sentence) or (
        at > start and token.clause != tokens[start].clause
    ):
        return False
    word = token.norm
    if word in _NOT_PLACES or not token.text[0].isalpha():
        return False
    if at > start:
        if word in _ROADS or word in _LANDMARKS:
            return True
        if (
            word in {"on", "upon", "of", "the", "in", "le", "under"}
            and at + 1 < len(tokens)
            and tokens[at + 1].text[0].isupper()
        ):
            return word != "in" and tokens[start].text[0].isupper()
    capital = token.text[0].isupper() and not token.text.isupper()
    if capital and not (_opens(tokens, at) and spelling.knows(token.text.lower())):
        return True
    return (at == start and _street_follows(tokens, at) and not spelling.knows(word)) or (
        not spelling.knows(token.text.lower())
        and at > 0
        and tokens[at - 1].norm in {"in", "near", "nr"}
        and token.text.isalpha()
        and not token.mended
        and len(word) > 3
    )


def _street_follows(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].norm in _ROADS and tokens[at + 1].clause == tokens[at].clause


def _judge(
    message: Message, start: int, end: int, spelling: Spelling, known: Gazetteer, towns: Gazetteer
) -> tuple[float, str]:
    tokens = message.tokens
    joined = " ".join(token.text for token in tokens[start:end])
    before = tokens[start - 1].norm if start else ""
    if before == "the" and start > 1:
        before = tokens[start - 2].norm
    score = _WITHIN.get(before, 0.0) if start and tokens[start - 1].sentence == tokens[start].sentence else 0.0
    rule = f"after '{before}'" if score else "a name"
    if joined in known or joined in towns:
        score, rule = score + 3.0, "a known place"
    elif tokens[end - 1].norm in _ROADS and end - start > 1:
        score, rule = score + 2.5, "a street"
    elif before in _PERSON_BEFORE and before not in _WITHIN:
        score -= 2.0
    if _stands_alone(tokens, start, end):
        score, rule = score + (3.0 if end == len(tokens) else 2.0), "a name standing alone"
    return score, rule


def _stands_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the name is a clause by itself, as in "…, Wigan"."""
    clause = tokens[start].clause
    alone_before = start == 0 or tokens[start - 1].clause != clause
    alone_after = end == len(tokens) or tokens[end].clause != clause
    return alone_before and alone_after and start > 0
