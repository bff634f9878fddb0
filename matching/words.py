"""Words: cutting a message up, and seeing through how it was spelt.

A message becomes tokens. Each keeps the letters as typed and gains a `norm` (text-speak opened, spelling mended against
the vocabulary) and a `stem` (endings off), so that a phrasebook phrase and a hurried message can meet.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import extract

MAX_CHARS: Final = 5_000
"""Longer messages are read up to here: nobody's need starts later, and time stays bounded."""


def word_set(words: str) -> frozenset[str]:
    """Words written in a row, as a set."""
    return frozenset(words.split())


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’`][^\W\d_]+)*\d?\b|\d+(?:[.:/,]\d+)*(?:[^\W\d_]+)?|[^\W\d_]+\d\w*|\w+)"
    r"|(?P<emoji>[\U0001F300-\U0001FAFF\u2600-\u27BF])"
    r"|(?P<sentence>[.!?…]+|\n+)"
    r"|(?P<clause>[,;:()\u2013\u2014]|\s-+\s|\.\.+)"
)
_SPLITTERS: Final = word_set("but because cos although except however though whereas")
_KEEP_WHOLE: Final = word_set(
    "bedding building ceiling clothing during evening everything hearing housing meeting morning nothing something "
    "anything shopping wedding feeling being feed need seed speed bleed indeed exceed proceed clothes news does goes "
    "bus gas yes this his has was always perhaps less address stress process business access mess dress miss loss "
    "boss pass class glass press red bed wed shed led fed thing things king ring wing sing bring string spring swing "
    "sling"
)
_SHORT_VERBS: Final = word_set(
    "take make give have move save hope care bake wake ride hide live lose use wipe tune type bite fake love like "
    "dare file fire hire lace mine name pave pipe rate rave ripe rise save shove stab time tire vote wave wire dose "
    "dine chase lease phone note poke race rage rape robe rope rule sake side site size sole tape tile tone trade "
    "tube urge vape wade cure date face fade fine free hate host"
)
_PAIRS: Final = {
    ("can", "not"): "cant",
    ("do", "not"): "dont",
    ("does", "not"): "doesnt",
    ("did", "not"): "didnt",
    ("is", "not"): "isnt",
    ("are", "not"): "arent",
    ("was", "not"): "wasnt",
    ("has", "not"): "hasnt",
    ("have", "not"): "havent",
    ("had", "not"): "hadnt",
    ("will", "not"): "wont",
    ("would", "not"): "wouldnt",
    ("could", "not"): "couldnt",
    ("i", "am"): "im",
    ("i", "have"): "ive",
    ("i", "will"): "ill",
    ("i", "would"): "id",
    ("we", "are"): "were",
    ("we", "have"): "weve",
    ("it", "is"): "its",
    ("any", "one"): "anyone",
    ("some", "one"): "someone",
    ("any", "body"): "anyone",
    ("some", "body"): "someone",
    ("no", "one"): "noone",
    ("every", "one"): "everyone",
}


_SHORT_WE: Final = re.compile("we['’`]d", re.IGNORECASE)
_WE_WOULD: Final = ("we", "would")  # else it would read as Wednesday


class Token(NamedTuple):
    """One word of a message."""

    text: str
    norm: str
    stem: str
    start: int
    end: int
    clause: int
    sentence: int
    mended: bool
    """True when the spelling was mended rather than known."""


class _Piece(NamedTuple):
    text: str
    start: int
    end: int
    clause: int
    sentence: int


Openings = Mapping[str, tuple[str, ...]]
"""Text-speak and common misspellings, plain, each with the words it stands for."""


def openings_in(table: Mapping[str, str]) -> Openings:
    """The `[spellings]` of `words.toml`, ready for use."""
    return {plain(written): tuple(meant.split()) for written, meant in table.items()}


def _open(word: str, openings: Openings) -> tuple[str, ...]:
    return openings.get(word, (word,))


def plain(word: str) -> str:
    """Lower case, apostrophes gone: "Can’t" -> "cant"."""
    return word.lower().replace("'", "").replace("’", "").replace("`", "")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word with its commonest endings off, the same for "collect", "collecting" and "collected"."""
    if len(word) <= 3 or word in _KEEP_WHOLE:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            return _undouble(base)
    return word[:-1] if word.endswith("e") and (len(word) > 4 or word in _SHORT_VERBS) else word


def _undouble(base: str) -> str:
    """Such as "shopp" -> "shop"; "fill" and "miss" stay."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base.removesuffix("e")


_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^wh", "w"),
        (r"ph", "f"),
        (r"(gh)(?=t|$|[^aeiou])", ""),
        (r"(ti|si|ci|sh|ssi)(?=on|en|an|ous|al)", "X"),
        (r"(s?ch|tch|sh)", "X"),
        (r"dg|j", "J"),
        (r"g(?=[eiy])", "J"),
        (r"ck|q|x", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"th", "T"),
        (r"^h(?=[aeiou])", "h"),
        (r"(?<=.)[hw]", ""),
        (r"(?<=.)[aeiouy]+", ""),
        (r"^[aeiouy]+", "A"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A rough key of how an English word sounds: "fone" and "phone" share one."""
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


class Spelling:
    """Knows which words are right, which are text-speak, and what a misspelt one most likely was."""

    def __init__(
        self, known: Iterable[str], telling: Iterable[str], openings: Openings, names: Iterable[str] = ()
    ) -> None:
        """What is right, and what wrong spellings stand for.

        `known`: rightly spelt words; `telling`: words that matter to us, which typos are mended to; `openings`:
        text-speak and common misspellings, each with what it stands for; `names`: of places, right but not ordinary.
        """
        self._openings = openings
        self._telling = {word for word in telling if len(word) >= 3}
        self.ordinary = frozenset(known) | self._telling
        """Rightly spelt words that are not (only) names."""
        self._known = self.ordinary.union(names)
        self._by_sound: dict[str, list[str]] = {}
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(self._telling):
            if len(word) >= 4:
                self._by_sound.setdefault(sound(word), []).append(word)
                self._by_start.setdefault(word[0], []).append(word)
        self.mend = lru_cache(maxsize=20_000)(self._mend)

    def _mend(self, word: str) -> tuple[str, ...]:
        """What a plain word stands for: itself when it is right or beyond us."""
        opened = self._openings.get(word)
        if opened:
            return opened
        if word in self._known or len(word) < 4 or not word.isalpha() or stem(word) in self._known:
            return (word,)
        squeezed = re.sub(r"(.)\1{2,}", r"\1\1", word)
        best = self._nearest(squeezed)
        return (best,) if best else (word,)

    def _nearest(self, word: str) -> str | None:
        """The telling word this one was most likely meant to be, by letters or by sound."""
        if word in self._known:
            return word
        limit = 1 if len(word) <= 5 else 2 if len(word) <= 8 else 3
        near = extract(word, self._by_start.get(word[0], ()), scorer=OSA.distance, score_cutoff=limit, limit=4)
        found = {candidate: 1.0 - distance / len(word) for candidate, distance, _ in near}
        for candidate in self._by_sound.get(sound(word), ()):
            likeness = JaroWinkler.similarity(word, candidate)
            if likeness >= 0.7:
                found[candidate] = max(found.get(candidate, 0.0), likeness) + 0.05
        if not found:
            return None
        best = max(sorted(found), key=lambda candidate: (found[candidate], JaroWinkler.similarity(word, candidate)))
        return best if found[best] >= 0.7 else None


def tokenise(text: str, spelling: Spelling) -> list[Token]:
    """The words of `text` in order, emoji included, punctuation turned into clause and sentence numbers."""
    tokens: list[Token] = []
    for piece in _pieces(text[:MAX_CHARS]):
        word = plain(piece.text)
        norms = _WE_WOULD if _SHORT_WE.fullmatch(piece.text) else spelling.mend(word)
        mended = norms != (word,)
        tokens.extend(
            Token(piece.text, n, stem(n), piece.start, piece.end, piece.clause, piece.sentence, mended) for n in norms
        )
    return list(_joined(tokens))


def _pieces(text: str) -> Iterator[_Piece]:
    clause = sentence = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "sentence":
            sentence += 1
            clause += 1
        elif match.lastgroup == "clause":
            clause += 1
        else:
            clause += match.group().lower() in _SPLITTERS
            yield _Piece(match.group(), match.start(), match.end(), clause, sentence)


def phrase_words(phrase: str, openings: Openings) -> tuple[str, ...]:
    """The words of a phrase from one of our books, as they will stand in a message once its spelling is mended."""
    words = [opened for word in phrase.replace("-", " ").split() for opened in _open(plain(word), openings)]
    joined: list[str] = []
    for word in words:
        pair = _PAIRS.get((joined[-1], word)) if joined else None
        if pair:
            joined[-1] = pair
        else:
            joined.append(word)
    return tuple(joined)


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """Two words that English also writes as one, made one: "can not" -> "cant"."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        pair = _PAIRS.get((token.norm, after.norm)) if after and after.clause == token.clause else None
        if after and pair:
            yield token._replace(
                text=f"{token.text} {after.text}", norm=pair, stem=stem(pair), end=after.end, mended=token.mended
            )
            index += 2
        else:
            yield token
            index += 1
