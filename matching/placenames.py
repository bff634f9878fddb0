"""Places as sentences name them: "I'm in …", "round the corner from …", a trailing "…, Wigan".

No gazetteer holds every street and landmark, so the sentence itself is evidence: the words before a name, a street's
last word, a capital where none is due, a name at the very end. Each run of words that could be a place is weighed; the
heaviest wins, if it weighs enough.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple

from matching.days import MONTHS
from matching.message import Message
from matching.places import Gazetteer, Outcodes, find_postcodes
from matching.words import Token, plain, word_set

LEAST: Final = 2.0
_NO_RUN: Final = (0, 0.0, "")
_LONGEST_NAME: Final = 4


class PlaceFound(NamedTuple):
    """A place as written, how much speaks for it, and why it was taken for one."""

    words: str
    score: float
    rule: str


class PlaceFinder:
    """Finds the place of the help in a message."""

    def __init__(
        self, book: Mapping[str, Any], ordinary: AbstractSet[str], towns: Gazetteer, outcodes: Outcodes
    ) -> None:
        """`book`: the `[places]` table of `reading.toml`; `ordinary`: words that are English and no names."""
        self._leads: Mapping[str, float] = book["leads"]
        self._longer_leads: Mapping[tuple[str, ...], float] = {
            tuple(words.split()): weight for words, weight in book["longer_leads"].items()
        }
        self._roads = frozenset(book["roads"])
        self._landmarks = frozenset(book["landmarks"])
        self._never = frozenset(plain(word) for word in book["never"])
        self._names = frozenset(plain(name) for name in book["first_names"])
        self._ordinary = ordinary
        self._towns = towns
        self._outcodes = outcodes

    def find(self, message: Message, known: Gazetteer) -> PlaceFound | None:
        """The place this message most likely names for the help, or None; `known` are the area's own names."""
        found = [*self._postcodes(message), *self._runs(message, known)]
        best = max(found, key=lambda place: place.score, default=None)
        return best if best and best.score >= LEAST else None

    def _postcodes(self, message: Message) -> Iterator[PlaceFound]:
        for postcode, start, end in find_postcodes(message.text):
            words = message.text[start:end]
            before = message.text[:start].rstrip().lower().rsplit(" ", 1)[-1]
            alone = not message.text[end:].strip(" .!?") and message.text[:start].rstrip().endswith(
                (".", ",", "?", "!")
            )
            plain_enough = len(words) > 3 or (words.isupper() and len(words) > 2)
            clear = postcode.incode or before in self._leads or alone or plain_enough
            if postcode.outcode in self._outcodes and clear:
                yield PlaceFound(words, 9.0 if postcode.incode else 7.0, "postcode")

    def _runs(self, message: Message, known: Gazetteer) -> Iterator[PlaceFound]:
        """Each run of words that could be a name, weighed."""
        tokens = message.tokens
        index = 0
        while index < len(tokens):
            length, weight, rule = (
                self._run_at(tokens, index, known) if self._may_start(tokens[index], known) else _NO_RUN
            )
            if not length:
                index += 1
                continue
            weight += self._around(tokens, index, index + length)
            yield PlaceFound(_written(message, index, index + length), weight, rule)
            index += length

    def _run_at(self, tokens: Sequence[Token], start: int, known: Gazetteer) -> tuple[int, float, str]:
        """The weightiest run starting here, what it weighs by itself, and why; length 0 when there is none."""
        best = _NO_RUN
        for length in range(1, min(_LONGEST_NAME, len(tokens) - start) + 1):
            run = tokens[start : start + length]
            if run[-1].clause != run[0].clause or self._barred(run[0]):
                break
            weight, rule = self._weigh(run, known, starts=_opens(tokens, start))
            if weight and (not best[0] or weight >= best[1]):
                best = (length, weight, rule)
        return best

    def _may_start(self, token: Token, known: Gazetteer) -> bool:
        """Whether a name could begin here: a quick look that passes over most words."""
        word = plain(token.text)
        unusual = token.text[0].isupper() or word not in self._ordinary
        return unusual or word in self._towns.openings or word in known.openings

    def _barred(self, token: Token) -> bool:
        word = plain(token.text)
        return not word[0].isalpha() or word in self._never or word.removesuffix("s") in self._never

    def _weigh(self, run: Sequence[Token], known: Gazetteer, *, starts: bool) -> tuple[float, str]:
        words = [plain(token.text) for token in run]
        joined = " ".join(token.text for token in run)
        ordinary = all(word in self._ordinary for word in words)
        upper = run[0].text[0].isupper()
        if joined in known:
            return (4.0 if not ordinary or upper else 0.0), "one of the area's places"
        if joined in self._towns:
            return (3.0 if not ordinary else 2.0 if upper and not starts else 1.0 if upper else -0.5), "a known town"
        if any(word in self._roads for word in words[1:-1]) and all(map(_capital, run)):
            return 2.7, "a road and its town"
        if len(run) > 1 and words[-1] in self._roads and self._names_a_road(run, words):
            return 2.6, "a road"
        if len(run) > 1 and words[-1] in self._landmarks and self._names_a_landmark(run, known):
            return 3.1 if words[0] in self._towns else 1.8, "a landmark"
        return self._by_look(run, words, starts=starts)

    def _names_a_road(self, run: Sequence[Token], words: Sequence[str]) -> bool:
        """Whether the words before "road", "lane"… look like a name rather than "the main road"."""
        return all(token.text[0].isupper() for token in run[:-1]) or not any(
            map(self._ordinary.__contains__, words[:-1])
        )

    def _names_a_landmark(self, run: Sequence[Token], known: Gazetteer) -> bool:
        """A name, then landmark words: "St Mark's hall", "Plymouth city centre"."""
        names = [token for token in run if plain(token.text) not in self._landmarks]
        return bool(names) and (
            all(t.text[0].isupper() for t in names) or " ".join(t.text for t in names) in self._towns
        )

    def _by_look(self, run: Sequence[Token], words: Sequence[str], *, starts: bool) -> tuple[float, str]:
        """A name nobody listed: capitals where none are due, or words that are not English."""
        joiners = {"on", "upon", "of", "the", "le", "under", "by", "in", "and"}
        solid = [token for token, word in zip(run, words, strict=True) if word not in joiners]
        if run[0] not in solid or run[-1] not in solid or any(word in self._never for word in words):
            return 0.0, ""
        if all(_capital(token) for token in solid):
            due = starts and words[0] in self._ordinary and len(run) == 1
            person = words[0] in self._names or words[-1] in self._names
            return (0.0 if due and words[0] in _COMMON else -1.0 if person else 0.3 if due else 1.0), "a name"
        if (
            len(run) <= 2
            and not any(map(self._ordinary.__contains__, words))
            and all(w.isalpha() and len(w) > 3 for w in words)
        ):
            return (0.0 if run[0].mended or words[0] in self._names else 0.2), "an unknown word"
        return 0.0, ""

    def _around(self, tokens: Sequence[Token], start: int, end: int) -> float:
        """What the words around a run add: "in …", "… way", standing alone at the end."""
        weight = self._lead(tokens, start)
        after = tokens[end].norm if end < len(tokens) and tokens[end].sentence == tokens[start].sentence else ""
        weight += {"way": 1.8, "area": 1.8, "side": 1.2, "based": 1.5, "here": 1.0, "or": 0.3, "near": 0.8}.get(
            after, 0.0
        )
        if after == "to" and _opens_clause(tokens, start):
            weight += 2.4
        if start and _opens_clause(tokens, start) and (end == len(tokens) or _opens_clause(tokens, end)):
            weight += 2.6 if end == len(tokens) else 1.4
            weight -= 3.0 if tokens[start - 1].norm in _SIGNS_OFF else 0.0
        return weight

    def _lead(self, tokens: Sequence[Token], start: int) -> float:
        """What the words just before say, in the same sentence."""
        before = [t.norm for t in tokens[max(0, start - 4) : start] if t.sentence == tokens[start].sentence]
        if before and before[-1] == "the":
            before.pop()
        for size in (3, 2):
            longer = tuple(before[-size:])
            if longer in self._longer_leads:
                return self._longer_leads[longer]
        if tokens[start].norm in MONTHS:  # "two years in March": a time, unless "I live in" or a comma says otherwise
            return -1.0
        return self._leads.get(before[-1], 0.0) if before else 0.0


_SIGNS_OFF: Final = word_set("thanks thank you regards wishes cheers ta love sincerely x xx xxx")
_COMMON: Final = word_set(
    "i a an the my our we he she it they you any is are can could would will do does did has have had who what "
    "where when why how if please hi hello thanks thank no yes not just so and but or in on at to for from with "
    "some someone anyone need looking want been still also this that these those there here got get one two three "
    "all"
)


def _capital(token: Token) -> bool:
    return token.text[0].isupper() and (len(token.text) < 4 or not token.text.isupper())


def _opens(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at].sentence != tokens[at - 1].sentence


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    return at == 0 or tokens[at].clause != tokens[at - 1].clause


def _written(message: Message, start: int, end: int) -> str:
    """The run as written, with a house number before it."""
    begins = message.tokens[start].start
    number = re.search(r"\b\d{1,3}[a-z]?,?\s+$", message.text[:begins])
    return message.text[number.start() if number else begins : message.tokens[end - 1].end]
