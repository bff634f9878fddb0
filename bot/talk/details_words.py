"""Words looked at without their capitals, apostrophes and punctuation, so that a pattern need say them only once."""

import re


def plain(text: str) -> str:
    """The words alone: lower case, no apostrophes or punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w👍👎]+", " ", re.sub(r"['’`]", "", text.casefold())).split())


CODE = re.compile(r"\b([a-z]\d)[\s-]?(\d\d)\b", re.IGNORECASE)  # a request's, as people type it


def codes_in(text: str) -> set[str]:
    """The codes of requests in a text ("k7 42"), as they are written on cards."""
    return {f"{found[1]}-{found[2]}".upper() for found in CODE.finditer(text)}


def without_codes(text: str) -> str:
    """The text without them: "E1-23" is no place in London."""
    return CODE.sub(" ", text)


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern for any of these phrases, as whole words of a `plain` text."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def says(phrases: re.Pattern[str], text: str) -> bool:
    """Whether one of the phrases is anywhere in the text."""
    return bool(phrases.search(plain(text)))


def is_only(phrases: re.Pattern[str], text: str) -> bool:
    """Whether the text is one of the phrases and nothing else."""
    return bool(phrases.fullmatch(plain(text)))


_A_YES = any_of("yes", "yep", "yeah", "aye", "please do", "go ahead", "thats right", "thats it", "spot on")
_AGAINST = any_of("no", "not", "nope", "but", "dont", "except", "only", "wrong", "wait", "instead", "actually", "never")


_AS_IT_IS = any_of("(?:fine|good|right|ok(?:ay)?) as (?:it|that) is", "leave it (?:as it is|like that)")
_IS_NOT = any_of("not", "isnt", "wasnt", "dont", "but", "except")


def as_it_is(text: str) -> bool:
    """Nothing is to be changed ("no its fine as it is")."""
    return says(_AS_IT_IS, text) and not says(_IS_NOT, text)


_RIGHT = any_of("(?:(?:thats|that is|its|it is|all|quite|exactly|just) )+right")


def without_right(text: str) -> str:
    """The words without "that is quite right", whose "right" is nobody's rights."""
    return _RIGHT.sub(" ", plain(text))


def leans_to_yes(text: str) -> bool:
    """A yes with kind words around it ("oh that is clever, yes please"), and nothing against it."""
    return says(_A_YES, text) and not says(_AGAINST, text) and "?" not in text
