"""A helper's answer typed instead of tapped: "yes", "accept K7-42", "on my way", "can't make it"."""

import re
from typing import NamedTuple

_CODE = re.compile(r"\b([a-z]\d)[\s-]?(\d\d)\b", re.IGNORECASE)
_POLITE = re.compile(r"\b(?:please|thanks|thank|you|sorry|so|very|really|oh|but|hi|hello|im|i|m|am|afraid)\b")
_SAID = {
    "accept": "yes|y|yep|yeah|yup|yh|ok|okay|sure|accept|can|yes can|can help|yes can help|ll do it|will|happy to"
    "|can do|yes can do|yeah can do|yh can do|fine|that s fine|thats fine|both|both fine|no problem|happy to help",
    "not-this-time": "no|n|nope|nah|not this time|decline|cant|can t|no cant|no can t|not today|pass|not available",
    "on-my-way": "on my way|omw|setting off|on the way|leaving now|just leaving|heading over",
    "done": "done|it s done|its done|all done|finished|job done|sorted|ve done it",
    "hand-back": "hand back|give back|cant make it|can t make it|cant do it|can t do it|cant after all|can t after all",
    "not-there": "not there|they weren t there|they werent there|no answer|no one in|nobody there|nobody in|nobody home"
    "|no ans|no ans at door|no answer at door|no answer at the door|there s nobody in|theres nobody in"
    "|nobody s in|nobody answers|nobody answers the door|nobody is answering|no one is answering",
    "coordinator": "coordinator|need a coordinator",
}
_DONE_FIRST = re.compile(r"(?:all |job |its |it s )?(?:done|finished|sorted|delivered)\b")  # "all done, she's fine"
FEW = 8  # words of it
_ACTIONS = {words: action for action, said in _SAID.items() for words in said.split("|")}


class Answer(NamedTuple):
    """What was said, as a button's action, and the code of the request it was said of ("" when none was)."""

    action: str
    code: str


def read(text: str) -> Answer | None:
    """The answer in a message that says nothing else; None for any other message.

    >>> read("Yes please, k7 42!")
    Answer(action='accept', code='K7-42')
    """
    code = _CODE.search(text)
    words = re.findall(r"[a-z]+", _CODE.sub(" ", text).casefold())
    said = " ".join(_POLITE.sub(" ", " ".join(words)).split())
    done = len(words) <= FEW and "?" not in text and (_DONE_FIRST.match(said) or said.endswith("all done"))
    action = _ACTIONS.get(said) or ("done" if done else None)
    if action is None:
        return None
    return Answer(action, f"{code[1]}-{code[2]}".upper() if code else "")
