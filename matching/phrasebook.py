"""The phrasebook: phrases looked for in a message, quickly and all at once.

Phrases live in a tree of words. A phrase may hold `..` (up to three words of anything) and `@group` (any member of a
named group). In the message, small words that carry no meaning may stand between the words of a phrase.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar

from matching.words import Token, stem, tokenise

GAP: Final = ".."
MAX_GAP: Final = 3
_FILLERS: Final = frozenset(
    [
        "really",
        "just",
        "even",
        "actually",
        "bit",
        "quite",
        "very",
        "so",
        "also",
        "still",
        "now",
        "maybe",
        "like",
        "bloody",
        "then",
        "please",
        "properly",
        "always",
        "currently",
        "probably",
        "only",
        "both",
        "all",
        "up",
        "down",
        "sort",
        "kind",
        "of",
        "totally",
        "literally",
        "basically",
        "hardly",
        "sometimes",
        "today",
        "tomorrow",
        "again",
        "much",
        "too",
        "bleeding",
        "flipping",
        "blooming",
    ]
)
_POINTERS: Final = frozenset(["the", "a", "an", "some", "any", "this", "that", "these", "those", "of", "one"])
_OWNERS: Final = frozenset(["my", "her", "his", "their", "our", "your", "its"])
_SKIPPABLE: Final = _FILLERS | _POINTERS | _OWNERS | frozenset(["them", "little", "old", "new", "big"])

Payload = TypeVar("Payload")


class Span(NamedTuple, Generic[Payload]):
    """A phrase found: tokens `start` up to, not including, `end`."""

    start: int
    end: int
    phrase: str
    payload: Payload


@dataclass(slots=True)
class _Node(Generic[Payload]):
    onward: dict[str, "_Node[Payload]"] = field(default_factory=dict)
    ends: list[tuple[str, Payload]] = field(default_factory=list)


Edges = Sequence[Sequence[tuple[str, int]]]
"""For each token, the symbols that start there (its word, its groups) and where each of them ends."""


def symbols_of(phrase: str) -> tuple[str, ...]:
    """A phrase as symbols: stems, groups, gaps.

    >>> symbols_of("collecting my @medicine .. boots")
    ('collect', 'my', '@medicine', '..', 'boot')
    """
    symbols: list[str] = []
    for part in _parts(phrase):
        symbols.extend([part] if part.startswith("@") or part == GAP else [t.stem for t in tokenise(part)])
    return tuple(symbols)


def _parts(phrase: str) -> Iterator[str]:
    """Runs of plain words, kept together so that "can not" is read as one word; groups and gaps by themselves."""
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


def spellings_of(phrase: str, loose: bool) -> Iterator[tuple[str, ...]]:
    """The phrase as written and, when enough of it remains, without "the", "a" and (if `loose`) "my", "her"…"""
    symbols = symbols_of(phrase)
    yield symbols
    dropped = _POINTERS | _OWNERS if loose else _POINTERS
    bare = tuple(symbol for symbol in symbols if symbol not in dropped)
    if bare != symbols and len(bare) >= 2 and len(symbols) >= 3:
        yield bare


class Phrases(Generic[Payload]):
    """Many phrases, each with something to remember it by."""

    def __init__(self, entries: Iterable[tuple[str, Payload]] = (), loose: bool = False) -> None:
        """`loose` phrases are found without their "my", "her" and so on too: "collect (my) tablets"."""
        self._root: _Node[Payload] = _Node()
        self._loose = loose
        for phrase, payload in entries:
            self.add(phrase, payload)

    def add(self, phrase: str, payload: Payload) -> None:
        """Remember one phrase."""
        for symbols in spellings_of(phrase, self._loose):
            node = self._root
            for symbol in symbols:
                node = node.onward.setdefault(symbol, _Node())
            if node is not self._root and (phrase, payload) not in node.ends:
                node.ends.append((phrase, payload))

    def find(self, tokens: Sequence[Token], edges: Edges) -> list[Span[Payload]]:
        """Every phrase in the message, overlapping ones too, none across the end of a sentence."""
        found: dict[tuple[int, str, object], Span[Payload]] = {}
        for start in range(len(tokens)):
            for end, phrase, payload in self._from(start, tokens, edges):
                key = (start, phrase, payload)
                if key not in found or end < found[key].end:
                    found[key] = Span(start, end, phrase, payload)
        return list(found.values())

    def _from(self, start: int, tokens: Sequence[Token], edges: Edges) -> Iterator[tuple[int, str, Payload]]:
        sentence = tokens[start].sentence
        stack: list[tuple[_Node[Payload], int, int, bool]] = [(self._root, start, 0, False)]
        while stack:
            node, at, skipped, in_gap = stack.pop()
            if node.ends and not skipped and not in_gap:
                yield from ((at, phrase, payload) for phrase, payload in node.ends)
            if at >= len(tokens) or tokens[at].sentence != sentence:
                continue
            for symbol, end in edges[at]:
                onward = node.onward.get(symbol)
                if onward is not None:
                    stack.append((onward, end, 0, False))
            self._sideways(stack, node, at, skipped, in_gap, tokens[at].norm, at > start)

    @staticmethod
    def _sideways(
        stack: list[tuple[_Node[Payload], int, int, bool]],
        node: _Node[Payload],
        at: int,
        skipped: int,
        in_gap: bool,
        word: str,
        inside: bool,
    ) -> None:
        """Ways on that use up no word of the phrase: into a gap, along a gap, over a small word."""
        gap = node.onward.get(GAP)
        if gap is not None and not in_gap:
            stack.append((gap, at, 0, True))
        if in_gap and skipped < MAX_GAP:
            stack.append((node, at + 1, skipped + 1, True))
        elif inside and not in_gap and skipped < 2 and word in _SKIPPABLE:
            stack.append((node, at + 1, skipped + 1, False))


class Groups:
    """Named groups of words and short phrases that stand for each other in the phrasebook."""

    def __init__(self, groups: Mapping[str, Sequence[str]]) -> None:
        self._phrases: Phrases[str] = Phrases((word, f"@{name}") for name, words in groups.items() for word in words)

    def edges(self, tokens: Sequence[Token]) -> Edges:
        """What starts at each token: its own stem, and every group of which a member starts there."""
        edges: list[list[tuple[str, int]]] = [[(token.stem, index + 1)] for index, token in enumerate(tokens)]
        for span in self._phrases.find(tokens, edges):
            if (span.payload, span.end) not in edges[span.start]:
                edges[span.start].append((span.payload, span.end))
        return edges


def words_of(phrases: Iterable[str]) -> set[str]:
    """Every plain word of these phrases, for spelling to be mended to."""
    return {
        token.norm
        for phrase in phrases
        for part in _parts(phrase)
        if not part.startswith("@") and part != GAP
        for token in tokenise(part)
        if token.norm.isalpha()
    }


__all__ = ["GAP", "Edges", "Groups", "Phrases", "Span", "spellings_of", "stem", "symbols_of", "words_of"]
