"""The phrasebook: phrases looked for in a message, quickly and all at once.

Phrases of every book live in one tree of words. A phrase may hold `..` (up to three words of anything) and `@group`
(any member of a named group). In the message, small words that carry no meaning may stand between a phrase's words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from matching.words import Openings, Token, phrase_words, stem, word_set

GAP: Final = ".."
MAX_GAP: Final = 3
_FILLERS: Final = word_set(
    "really just even actually bit quite very so also still now maybe like bloody then please properly always "
    "currently probably only both all up down sort kind of totally literally basically hardly sometimes today "
    "tomorrow again much too bleeding flipping blooming"
)
_POINTERS: Final = word_set("the a an some any this that these those of one")
_OWNERS: Final = word_set("my her his their our your its")
_SKIPPABLE: Final = _FILLERS | _POINTERS | _OWNERS | word_set("them little old new big")
_GROUP: Final = "group"


class Entry(NamedTuple):
    """A phrase, and what it says: in which book, about what, at which level."""

    phrase: str
    book: str
    about: str
    level: str


class Span(NamedTuple):
    """A phrase found: tokens `start` up to, not including, `end`."""

    start: int
    end: int
    phrase: str
    about: str
    level: str

    @property
    def size(self) -> int:
        """How many of the message's words it covers."""
        return self.end - self.start

    @property
    def places(self) -> range:
        """The tokens it covers."""
        return range(self.start, self.end)


@dataclass(slots=True)
class _Node:
    onward: dict[str, "_Node"] = field(default_factory=dict)
    ends: list[Entry] = field(default_factory=list)


Edges = Sequence[Sequence[tuple[str, int]]]
"""For each token, the symbols that start there (its word, its groups) and where each of them ends."""


def symbols_of(phrase: str, openings: Openings) -> tuple[str, ...]:
    """A phrase as symbols: stems, groups, gaps.

    >>> symbols_of("collecting my @medicine .. boots", {})
    ('collect', 'my', '@medicine', '..', 'boot')
    """
    symbols: list[str] = []
    for part in _parts(phrase):
        symbols.extend([part] if part.startswith("@") or part == GAP else map(stem, phrase_words(part, openings)))
    return tuple(symbols)


def _parts(phrase: str) -> Iterator[str]:
    """Runs of plain words, kept together so that "can not" is read as one word; groups and gaps by themselves."""
    if "@" not in phrase and GAP not in phrase:
        yield phrase
        return
    run: list[str] = []
    for word in phrase.split():
        if word.startswith("@") or word == GAP:
            if run:
                yield " ".join(run)
            run = []
            yield word
        else:
            run.append(word)
    if run:
        yield " ".join(run)


def spellings_of(phrase: str, openings: Openings, *, loose: bool) -> Iterator[tuple[str, ...]]:
    """The phrase as written and, when enough of it remains, without "the", "a" and (if `loose`) "my", "her"."""
    symbols = symbols_of(phrase, openings)
    yield symbols
    dropped = _POINTERS | _OWNERS if loose else _POINTERS
    bare = tuple(symbol for symbol in symbols if symbol not in dropped)
    if bare != symbols and len(bare) >= 2 and len(symbols) >= 3:
        yield bare


class Phrases:
    """Many phrases of many books, all looked for in one pass."""

    def __init__(self, openings: Openings) -> None:
        """`openings`: the text-speak and dialect that messages are cleared of, so that phrases may use it too."""
        self._root = _Node()
        self._openings = openings

    def add(self, entry: Entry, *, loose: bool = False) -> None:
        """Remember one phrase; a `loose` one is found without its "my", "her" and so on too."""
        for symbols in spellings_of(entry.phrase, self._openings, loose=loose):
            node = self._root
            for symbol in symbols:
                node = node.onward.setdefault(symbol, _Node())
            if symbols and entry not in node.ends:
                node.ends.append(entry)

    def find(self, tokens: Sequence[Token], edges: Edges) -> dict[str, list[Span]]:
        """By book, every phrase in the message, overlapping ones too, none across the end of a sentence."""
        shortest: dict[tuple[int, Entry], int] = {}
        opening = self._root.onward
        for start, starting in enumerate(edges):
            if any(symbol in opening for symbol, _ in starting):
                for end, entry in self._from(start, tokens, edges):
                    key = (start, entry)
                    shortest[key] = min(end, shortest.get(key, end))
        found: dict[str, list[Span]] = defaultdict(list)
        for (start, entry), end in shortest.items():
            found[entry.book].append(Span(start, end, entry.phrase, entry.about, entry.level))
        return found

    def _from(self, start: int, tokens: Sequence[Token], edges: Edges) -> list[tuple[int, Entry]]:
        """The phrases that start at one token, each with where it ends."""
        sentence = tokens[start].sentence
        ended: list[tuple[int, Entry]] = []
        stack: list[tuple[_Node, int, int, bool]] = [(self._root, start, 0, False)]
        while stack:
            node, at, skipped, in_gap = stack.pop()
            if node.ends and not skipped and not in_gap:
                ended.extend((at, entry) for entry in node.ends)
            onward = node.onward
            if not onward or at >= len(tokens) or tokens[at].sentence != sentence:
                continue
            for symbol, end in edges[at]:
                if symbol in onward:
                    stack.append((onward[symbol], end, 0, False))
            if at > start:
                stack.extend(_sideways(node, at, skipped, tokens[at].norm, in_gap=in_gap))
        return ended


def _sideways(node: _Node, at: int, skipped: int, word: str, *, in_gap: bool) -> Iterator[tuple[_Node, int, int, bool]]:
    """Ways on that use up no word of the phrase: into a gap, along a gap, over a small word."""
    if in_gap:
        if skipped < MAX_GAP:
            yield node, at + 1, skipped + 1, True
        return
    if GAP in node.onward:
        yield node.onward[GAP], at, 0, True
    if skipped < 2 and word in _SKIPPABLE:
        yield node, at + 1, skipped + 1, False


class Groups:
    """Named groups of words and short phrases that stand for each other in the phrasebook."""

    def __init__(self, groups: Mapping[str, Sequence[str]], openings: Openings) -> None:
        self._phrases = Phrases(openings)
        for name, words in groups.items():
            for word in words:
                self._phrases.add(Entry(word, _GROUP, f"@{name}", ""))

    def edges(self, tokens: Sequence[Token]) -> Edges:
        """What starts at each token: its own stem, and every group of which a member starts there."""
        edges: list[list[tuple[str, int]]] = [[(token.stem, index + 1)] for index, token in enumerate(tokens)]
        for span in self._phrases.find(tokens, edges).get(_GROUP, ()):
            if (span.about, span.end) not in edges[span.start]:
                edges[span.start].append((span.about, span.end))
        return edges


def longest_only(spans: Iterable[Span], order: Mapping[str, float]) -> list[Span]:
    """Of the overlapping phrases about one thing only the longest and weightiest, so that no word is counted twice.

    `order`: what each level is worth; those that speak against are kept apart from those that speak for.
    """
    taken: dict[tuple[str, bool], set[int]] = defaultdict(set)
    kept = []
    for span in sorted(spans, key=lambda s: (-s.size, -abs(order[s.level]), s.start, s.phrase)):
        covered = taken[span.about, order[span.level] < 0]
        if covered.isdisjoint(span.places):
            covered.update(span.places)
            kept.append(span)
    return kept


def words_of(phrases: Iterable[str], openings: Openings) -> set[str]:
    """Every plain word of these phrases, for spelling to be mended to."""
    return {
        word
        for phrase in phrases
        for part in _parts(phrase)
        if not part.startswith("@") and part != GAP
        for word in phrase_words(part, openings)
        if word.isalpha()
    }
