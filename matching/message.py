"""A message made ready for reading: its words, and which phrases may start where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matching.phrasebook import Edges, Groups, Phrases, Span
from matching.words import MAX_CHARS, Spelling, Token, tokenise


@dataclass(frozen=True, slots=True)
class Message:
    """One message, read once and then looked at from many sides."""

    text: str
    tokens: Sequence[Token]
    edges: Edges

    @classmethod
    def read(cls, text: str, spelling: Spelling, groups: Groups) -> "Message":
        """The message's first 5,000 characters, cut into words."""
        text = text[:MAX_CHARS]
        tokens = tokenise(text, spelling)
        return cls(text, tokens, groups.edges(tokens))

    def words(self, start: int, end: int) -> str:
        """The sender's own words, tokens `start` up to, not including, `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def found_outside(message: Message, phrases: Phrases[Any], blanked: Iterable[Span[Any]]) -> list[Span[Any]]:
    """Phrases found, less those that lie wholly inside a blanked span or share words with a longer one."""
    shadows = list(blanked)
    return [span for span in phrases.find(message.tokens, message.edges) if not _shadowed(span, shadows)]


def _shadowed(span: Span[Any], shadows: Sequence[Span[Any]]) -> bool:
    for shadow in shadows:
        overlaps = span.start < shadow.end and shadow.start < span.end
        if overlaps and shadow.end - shadow.start >= span.end - span.start:
            return True
    return False
