"""A Spoken as Telegram shows it: HTML with everything typed escaped, buttons, and its own way to share a place."""

from collections.abc import Iterator, Sequence
from html import escape

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Segment, Spoken, SpokenButton

LONGEST = 4096  # UTF-16 code units of one message
NARROW = 14  # characters of a label that leave room for another beside it on a small phone
# Where the bot asks for a place or a number, Telegram can give it with one tap.
SHARES = {
    "ask-place": "place",
    "ask-place-again": "place",
    "offer-place": "place",
    "ask-phone": "phone",
    "ask-phone-again": "phone",
}


def pieces(spoken: Spoken) -> list[str]:
    """The words as HTML: one message, or several where one cannot hold them, cut at the ends of lines."""
    return [_html(_between(spoken.segments, start, end)) for start, end in _cuts(spoken.plain)]


def keyboard(spoken: Spoken) -> InlineKeyboardMarkup | None:
    """The buttons, two beside each other where both are short."""
    rows = [[InlineKeyboardButton(one.label, callback_data=one.id) for one in row] for row in _rows(spoken.buttons)]
    return InlineKeyboardMarkup(rows) if rows else None


def _rows(buttons: Sequence[SpokenButton]) -> Iterator[Sequence[SpokenButton]]:
    at = 0
    while at < len(buttons):
        pair = buttons[at : at + 2]
        row = pair if all(len(one.label) <= NARROW for one in pair) else pair[:1]
        yield row
        at += len(row)


def _html(segments: Iterator[Segment]) -> str:
    words = ((escape(one.text, quote=False), one.bold) for one in segments)
    return "".join(f"<b>{text}</b>" if bold else text for text, bold in words)


def _between(segments: Sequence[Segment], start: int, end: int) -> Iterator[Segment]:
    """What lies between two places of the whole text."""
    at = 0
    for segment in segments:
        text = segment.text[max(0, start - at) : max(0, end - at)]
        if text:
            yield Segment(text, segment.bold)
        at += len(segment.text)


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Where each message's part begins and ends; what is blank is left out."""
    start = 0
    while start < len(text):
        end = _furthest(text, start)
        if end < len(text):
            end = _good_place(text, start, end)
        if text[start:end].strip():
            yield start, end
        start = end


def _furthest(text: str, start: int) -> int:
    """The furthest end that one message can hold. Letters outside the common plane count twice."""
    end = min(len(text), start + LONGEST)
    while (over := len(text[start:end].encode("utf-16-le")) // 2 - LONGEST) > 0:
        end -= (over + 1) // 2
    return end


def _good_place(text: str, start: int, end: int) -> int:
    """After the last line that fits whole, else after the last word, else where it is full."""
    for mark in ("\n", " "):
        at = text.rfind(mark, start, end)
        if at > start:
            return at + 1
    return end
