"""Languages by the names people give them, and by their codes (ISO 639-1; `bsl` for British Sign Language)."""

import re
from typing import Final

from rapidfuzz import fuzz, process

NAMES: Final = {
    "en": "english",
    "cy": "welsh cymraeg",
    "bsl": "bsl signing makaton",
    "pl": "polish polski",
    "ro": "romanian moldovan",
    "pa": "punjabi panjabi",
    "ur": "urdu",
    "bn": "bengali sylheti bangla",
    "gu": "gujarati",
    "hi": "hindi",
    "ta": "tamil",
    "ne": "nepali gurkhali",
    "ar": "arabic",
    "fa": "farsi persian dari",
    "ps": "pashto",
    "ku": "kurdish sorani kurmanji",
    "tr": "turkish",
    "so": "somali",
    "ti": "tigrinya",
    "am": "amharic",
    "sw": "swahili kiswahili",
    "yo": "yoruba",
    "fr": "french francais",
    "es": "spanish",
    "pt": "portuguese brazilian",
    "it": "italian",
    "de": "german",
    "el": "greek",
    "nl": "dutch flemish",
    "sq": "albanian",
    "bg": "bulgarian",
    "cs": "czech",
    "sk": "slovak",
    "hu": "hungarian",
    "lt": "lithuanian",
    "lv": "latvian",
    "uk": "ukrainian",
    "ru": "russian",
    "he": "hebrew yiddish",
    "zh": "chinese cantonese mandarin",
    "ja": "japanese",
    "ko": "korean",
    "th": "thai",
    "vi": "vietnamese",
    "tl": "tagalog filipino",
}
"""Names of each language, a word each."""

_BY_WORD: Final = {word: code for code, names in NAMES.items() for word in names.split()}
_NOT_NAMES: Final = frozenset(("and", "also", "some", "little", "speak", "fluent", "basic", "none", "sign", "language"))


def languages_in(text: str) -> tuple[str, ...]:
    """The languages these words name, in order, forgiving their spelling.

    >>> languages_in("English, some Polsih and sign language")
    ('en', 'pl', 'bsl')
    """
    words = re.sub(r"\bsign language\b", "bsl", text.casefold())
    found = (_code(word) for word in re.findall(r"[^\W\d_]+", words))
    return tuple(dict.fromkeys(code for code in found if code))


def _code(word: str) -> str | None:
    if word in _BY_WORD:
        return _BY_WORD[word]
    if len(word) < 4 or word in _NOT_NAMES:
        return None
    near = process.extractOne(word, _BY_WORD.keys(), scorer=fuzz.ratio, score_cutoff=80)
    return _BY_WORD[near[0]] if near else None


_NEEDED: Final = re.compile(
    r"\b(?:only|just)\s+(?:speaks?|understands?|talks?)\s+(?:in\s+)?([^\W\d_]+(?:\s+sign\s+language)?)"
    r"|\b(?:speaks?|understands?|talks?)\s+only\s+([^\W\d_]+)"
    r"|\b(?:who|that|someone|anyone|somebody)\s+(?:can\s+)?(?:speaks?|signs?|talks?)\s+([^\W\d_]+)"
    r"|\b([^\W\d_]+)[\s-]speak(?:ing|er)\b"
    r"|\b(?:no|not much|little|hardly any)\s+english,?\s+(?:only|just|but|mostly)\s+(?:speaks?\s+)?([^\W\d_]+)",
    re.IGNORECASE,
)


def language_needed(text: str) -> str | None:
    """The language a helper must speak, where the words plainly say so; None for English or when they do not.

    >>> language_needed("my mum only speaks Punjabi")
    'pa'
    """
    said = (word for found in _NEEDED.finditer(text) for word in found.groups() if word)
    codes = [code for word in said for code in languages_in(word)]
    return next((code for code in codes if code != "en"), None)
