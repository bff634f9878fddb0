"""A helper's answer typed instead of tapped: "yes", "accept K7-42", "on my way", "can't make it"."""

import re
from typing import NamedTuple

_CODE = re.compile(r"\b([a-z]\d)[\s-]?(\d\d)\b", re.IGNORECASE)
_POLITE = re.compile(r"\b(?:please|thanks|thank|you|sorry|so|very|really|oh|but|hi|hello|im|i|m|am|afraid)\b")
_SAID = {
    "accept": "yes|y|yep|yeah|yup|ok|okay|sure|accept|can|yes can|can help|yes can help|ll do it|will|happy to",
    "not-this-time": "no|n|nope|nah|not this time|decline|cant|can t|no cant|no can t|not today|pass|not available",
    "on-my-way": "on my way|omw|setting off|on the way|leaving now|just leaving|heading over",
    "done": "done|it s done|its done|all done|finished|job done|sorted|ve done it",
    "hand-back": "hand back|give back|cant make it|can t make it|cant do it|can t do it|cant after all|can t after all",
    "not-there": "not there|they weren t there|they werent there|no answer|no one in|nobody there|nobody in",
    "coordinator": "coordinator|need a coordinator",
}
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
    action = _ACTIONS.get(" ".join(_POLITE.sub(" ", " ".join(words)).split()))
    if action is None:
        return None
    return Answer(action, f"{code[1]}-{code[2]}".upper() if code else "")
