"""A message made ready for reading: its words, and every phrase of every book found in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.phrasebook import Edges, Span
from matching.words import Token


@dataclass(frozen=True, slots=True)
class Message:
    """One message, cut up once and then looked at from many sides."""

    text: str
    tokens: Sequence[Token]
    edges: Edges
    found: Mapping[str, Sequence[Span]]
    """By book, the phrases found."""

    def spans(self, book: str) -> Sequence[Span]:
        """The phrases of one book."""
        return self.found.get(book, ())

    def words(self, span: Span) -> str:
        """The sender's own words that a phrase was found in."""
        return self.text[self.tokens[span.start].start : self.tokens[span.end - 1].end]


def outside(spans: Iterable[Span], shadows: Sequence[Span]) -> list[Span]:
    """The spans less those that share words with a shadow at least as long."""
    if not shadows:
        return list(spans)
    return [span for span in spans if not any(_shadows(shadow, span) for shadow in shadows)]


def _shadows(shadow: Span, span: Span) -> bool:
    return span.start < shadow.end and shadow.start < span.end and shadow.size >= span.size
