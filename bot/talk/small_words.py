"""Small words: hello, all right, a swear word; and the few phrases that mean one thing whenever they are said.

The patterns look at the words alone, without capitals, apostrophes or punctuation (`details.plain`).
"""

import re

from bot.talk.details_words import plain


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_GREETING = _any(
    *("hi+", "hello+", "hullo", "ello", "hey+", "hiya", "howdy", "yo", "watcha", "wotcha", "salaam", "salam"),
    *("h?[ae]y up", "now then", "how do", "how are (?:you|u)", "(?:you|u) ok", "nice to meet you", "greetings"),
    *("(?:good )?(?:morning|afternoon|evening)", "good day", "alright", "all", "everyone", "there", "again"),
    *("(?:is )?any(?:one|body) there", "(?:are )?(?:you|u) there", "test(?:ing)?", "onedoor", "please", "pls"),
)
_GREETINGS = re.compile(rf"(?:(?:{_GREETING.pattern})\s*)+")
_ALL_RIGHT = frozenset(
    (
        *("ok", "okay", "k", "kk", "oki", "ok then", "ok thanks", "ok thank you", "ok ta", "okay thanks", "right"),
        *("right o", "righto", "fine", "great", "lovely", "brilliant", "perfect", "good", "cool", "nice one", "sound"),
        *("grand", "no problem", "no worries", "will do", "got it", "i see", "understood", "alright", "all right"),
        *("sure", "👍", "good night", "goodnight", "night", "night night", "bye", "bye bye", "see you", "see ya"),
        *("ta ra", "cheerio"),
    )
)
_THANKS = re.compile(r"^(?:oh |many |ok )?(?:thanks?|ta|cheers|thx|much obliged)\b|\b(?:thanks?|thank you|ta|cheers)$")
_OFFERS = re.compile(r"\b(?:can|could|may) i (?:help|volunteer|lend a hand)\b(?! me\b| my\b)")
_RUDE = re.compile(
    r"\bf+u+c+k\w*|\bf\*+\w*|\bfck\w*|\bsh[i1]t\w*|\bsh\*+\w*|\bb[o0]ll[o0]cks\b|\bw[a@]nk\w*|\btw[a@]ts?\b|\bc[u*]nts?\b"
    r"|\bbastards?\b|\bpiss(?:ed)? off\b|\barse\w*|\bcrap\b|\buseless\b|\bidiots?\b|\bstupid\b|\brubbish\b|\bpathetic\b"
    r"|\bshut up\b|\bwaste of (?:time|space)\b",
    re.IGNORECASE,
)
_PERSON = (
    "(?:(?:a|an|the|some|any) ?)?(?:(?:real|actual|human|local) )?"
    "(?:person|human|coordinator|one|body|someone|somebody)"
)
_A_PERSON = _any(
    rf"(?:.* )?(?:talk|speak|chat)(?:ing)? (?:to|with) {_PERSON}(?: (?:please|pls|instead|now|there|real|human))*",
    rf"(?:(?:i )?(?:want|need)|id like|get me|give me)? ?{_PERSON}(?: please| pls)?(?<!one)(?<!body)",
)
_ABOUT_ME = _any(
    "my details",
    ".*what (?:do|have) (?:you|u) (?:know|keep|kept|got|hold|have|store|stored)(?: got)? (?:about|on|of) me",
    ".*what (?:details|data|information|info) (?:do|have) (?:you|u) .*",
    "(?:can i |let me |show me )?(?:see |show |change |check )?my (?:details|data)",
)
_POLITE = r"(?:(?:please|pls|can (?:i|you)|could (?:i|you)|i (?:want|need) (?:you )?to|id like (?:you )?to) )*"
_GET_RID = r"(?:forget|erase|delete|remove|wipe|dont keep|get rid of|take (?:away|off|out))"
_FORGET_ME = _any(
    rf"{_POLITE}{_GET_RID} me(?: .*)?",
    rf"{_POLITE}{_GET_RID} (?:everything|all)(?: about me| of mine| of it)?(?: please)?",
    rf"{_POLITE}{_GET_RID} (?:all )?(?:of )?my (?:account|data|details|information|info)(?: please)?",
)
_DETAIL_NAMES = {
    "name": _any("name"),
    "phone": _any("(?:phone |mobile |telephone )?(?:number|no)", "phone", "mobile", "telephone"),
    "door": _any("address", "door", "house(?: number)?", "street"),
    "place": _any("postcode", "post code", "village", "town", "place", "location", "area"),
    "wishes": _any("wishes", "notes?"),
}
_TAKE_AWAY = re.compile(rf"{_POLITE}{_GET_RID} my (?P<what>[\w ]+?)(?: please)?")
_CHANGE = re.compile(
    rf"\W*(?:{_POLITE}(?:change|update|correct|edit) my (?P<a>[a-z ]+?)(?: to (?P<to>.+))?"
    r"|(?:my|i have a|ive got a|i've got a) new (?P<b>[a-z ]+?)(?:(?:'s| is)? (?P<new>(?:is )?.+))?"
    r"|my (?P<c>[a-z ]+?) (?:is now|has changed)(?: to)?(?: (?P<now>.+))?)\W*",
    re.IGNORECASE,
)


def is_greeting(text: str) -> bool:
    """Hello, in any of the usual ways."""
    return bool(_GREETINGS.fullmatch(plain(text)))


def is_all_right(text: str) -> bool:
    """A word that only says they have read it."""
    return plain(text) in _ALL_RIGHT


def is_small(text: str) -> bool:
    """Nothing but hello, or a word that they have read it."""
    return is_greeting(text) or is_all_right(text)


def offers_help(text: str) -> bool:
    """They ask whether they may help."""
    return bool(_OFFERS.search(plain(text)))


def is_thanks(text: str) -> bool:
    """It begins or ends with thanks; what stands beside that may be anything."""
    return bool(_THANKS.search(plain(text)))


def is_rude(text: str) -> bool:
    """Whether they are cross; it is no reason not to help."""
    return bool(_RUDE.search(text))


def wants_a_person(text: str) -> bool:
    """They would rather talk to a person."""
    return bool(_A_PERSON.fullmatch(plain(text)))


def about_me(text: str) -> bool:
    """They ask what is kept about them."""
    return bool(_ABOUT_ME.fullmatch(plain(text)))


def forget_me(text: str) -> bool:
    """They ask to be forgotten."""
    return bool(_FORGET_ME.fullmatch(plain(text)))


def detail_to_take_away(text: str) -> str:
    """Which of their details they want taken away, or ""."""
    found = _TAKE_AWAY.fullmatch(plain(text))
    return _detail(found["what"]) if found else ""


def detail_to_change(text: str) -> tuple[str, str]:
    """Which of their details they want changed, and to what where they say so; ("", "") for any other message."""
    found = _CHANGE.fullmatch(text.strip())
    what = _detail(found["a"] or found["b"] or found["c"]) if found else ""
    return (what, (found["to"] or found["new"] or found["now"] or "").strip()) if found and what else ("", "")


def _detail(words: str) -> str:
    said = words.strip().casefold()
    return next((detail for detail, names in _DETAIL_NAMES.items() if names.fullmatch(said)), "")
