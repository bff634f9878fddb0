"""Words that say someone else reads this phone: never said back, whatever else is."""

from bot.talk.details_words import any_of, says

_WATCHED = any_of(
    r"(?:read|check|look|see|go|monitor|track|watch)\w* .{0,20}(?:phone|mobile|messages?|texts?|emails?|whatsapp)",
    "(?:cant|must ?nt|must not|cannot|doesnt|does not|wont|dont let (?:him|her|them)) know",
    "dont tell (?:my|him|her|them)",
    "without .{0,20}knowing",
    "when (?:he|she|they)(?:s| is|re| are)? (?:at work|out)",
)


_NO_REPLY = any_of(
    "(?:dont|do not|cant|cannot|stop|no) (?:text|message|messages|messaging|reply|replies|write|ring|call)"
)


def wants_silence(words: str) -> bool:
    """Whether these words ask that nothing be written back: said so, or because someone else would see it."""
    return by(words) or says(_NO_REPLY, words)


def by(words: str) -> bool:
    """Whether these words tell of someone who must not see what is written here."""
    return says(_WATCHED, words)
