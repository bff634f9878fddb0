"""How answers are read: a yes, a no, a skip, a name, a number, a place, a way to pay."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import people
from bot.model import Person, Place
from bot.store.change import Change, put
from bot.talk.details_words import any_of, plain, says
from bot.talk.types import Heard, Reply
from matching.names import closest
from matching.places import find_postcodes
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

WAYS_TO_PAY = ("shop_line", "receipt", "already")
LONGEST_NAME, LONGEST_DOOR = 60, 200  # letters kept
MOST_OF_A_NAME = 4  # words

_YES = frozenset(
    (
        *(
            "yes",
            "y",
            "yep",
            "yeah",
            "yeh",
            "yea",
            "yup",
            "ye",
            "yh",
            "ya",
            "tak",
            "aye",
            "ok",
            "okay",
            "oki",
            "sure",
            "please",
            "do",
            "👍",
        ),
        *(
            "correct",
            "right",
            "thats right",
            "that is right",
            "thats it",
            "thats all",
            "thats correct",
            "yes thats right",
            "all good",
        ),
        *("go on", "go on then", "go ahead", "yes do", "please do", "course", "of course", "definitely", "sounds good"),
        *("fine", "thats fine", "yes thats fine", "perfect", "great", "spot on", "lovely", "looks good", "yes ok"),
    )
)
_NO = frozenset(
    (
        *("no", "n", "nope", "nah", "na", "not really", "no its not", "no it isnt", "thats wrong", "wrong", "👎"),
        *(
            "not yet",
            "havent yet",
            "no not yet",
            "i havent asked",
            "not asked yet",
            "thats not right",
            "not right",
            "no thats wrong",
            "no thats not right",
            "dont",
            "no dont",
        ),
    )
)
_SKIP = frozenset(
    (
        *(
            "skip",
            "skip it",
            "pass",
            "next",
            "none",
            "nothing",
            "nothing to add",
            "nothing else",
            "rather not",
            "id rather not",
            "id rather not say",
        ),
        *("prefer not to say", "prefer not", "not telling you", "dont want to", "dont want to say", "i dont want to"),
        *("havent got one", "havent one", "i havent got one", "dont have one", "i dont have one", "no number"),
        *("no phone", "i have no phone", "not got one", "aint got one", "this chat", "this chat only", "chat only"),
        *("here is fine", "just here", "just message me", "message me here", "ill tell them", "ill tell them myself"),
        *("i will tell them", "i will tell them myself", "they will tell them", "ill say", "leave it", "leave it out"),
        *("dont know", "i dont know", "not sure", "im not sure", "no idea", "dunno"),
    )
)
_POLITE = re.compile(
    r"^(?:oh |well |um |erm )+|(?: please| pls| plz| thanks| thank you| thx| ta| cheers| love| mate)+$"
)
_NAMED = re.compile(
    r"^(?:hi|hello|hey)?\W*(?:(?:my|her|his|their|the)\s+(?:first\s+)?name(?:'?s|\s+is)|i\s?'?am|i'?m|it'?s|its|call\s+me|"
    r"(?:she|he|they)(?:'?s|\s+is|\s+are)\s+called|just|this\s+is)\s+(?=\S)",
    re.IGNORECASE,
)
_PAID_WORDS = (
    (
        "receipt",
        ("cash", "receipt", "at the door", "when they come", "pay them", "pay the helper", "give them the money"),
    ),
    (
        "shop_line",
        ("shop line", "ring the shop", "pay the shop", "phone the shop", "call the shop", "by phone", "over"),
    ),
    ("already", ("already", "paid", "free", "nothing to pay", "no charge", "exempt", "pre paid", "prepaid", "account")),
)


def is_yes(text: str) -> bool:
    """A plain yes."""
    return _is_one_of(_YES, text)


def is_no(text: str) -> bool:
    """A plain no."""
    return _is_one_of(_NO, text)


def is_skip(text: str) -> bool:
    """They would rather not say, or have none."""
    return _is_one_of(_SKIP | _NO, text)


def _is_one_of(words: frozenset[str], text: str) -> bool:
    said = plain(text)
    return said in words or _POLITE.sub("", said) in words


def name_said(text: str) -> str:
    """The name in "my name is Amina", or the words as they are."""
    return _NAMED.sub("", text.strip()).strip(" .,!")[:LONGEST_NAME]


def is_a_name(said: str) -> bool:
    """Whether it can be what to call someone: a few words, no number and no question."""
    return 0 < len(said.split()) <= MOST_OF_A_NAME and not {"?", *"0123456789"} & set(said)


def phone_said(text: str) -> str | None:
    """A number in the words ("its 07700 900123 after 6"), in international form; None when there is none."""
    found = re.search(r"\+?\d[\d ()./-]{8,}\d", text)
    return people.parse_phone(found.group() if found else text)


def paid_said(text: str) -> str:
    """The way to pay that the words name, or ""."""
    said = plain(text)
    return next((way for way, words in _PAID_WORDS if any(word in said for word in words)), "")


def place_said(app: "App", heard: Heard) -> Place | None:
    """A shared location, a postcode, or a place's name, as a rough place."""
    if heard.location:
        return app.world.areas.around(*heard.location)
    meant = app.meaning(heard.text, heard.at)
    found = app.world.areas.locate(_with_noughts(heard.text)) or place_meant(app, heard, meant)
    return found or _likest(app, heard.text)


_NOUGHT = re.compile(r"\b([a-z]{1,2}\d)o(?=\b|\s?\d)", re.IGNORECASE)
NAME = 3  # words of a place's name at most


def _with_noughts(words: str) -> str:
    """The words with a letter o that was typed for the number ("sn1o") put right."""
    return _NOUGHT.sub(r"\g<1>0", words)


def _likest(app: "App", words: str) -> Place | None:
    """The one of our own places whose name is most like a few hasty words ("great chevral")."""
    if len(words.split()) > NAME:
        return None
    likest = closest(words, {name: name for name in app.world.areas.names}, most=1)
    return app.world.areas.locate(likest[0]) if likest else None


def place_meant(app: "App", heard: Heard, meant: Understanding) -> Place | None:
    """The place a message names, when we know where it is; a postcode in it counts however it is written."""
    found = app.world.areas.locate(meant.place) if meant.place else None
    codes = [str(code) for code, _, _ in find_postcodes(_with_noughts(heard.text))]
    return found or next(filter(None, map(app.world.areas.locate, codes)), None)


_CLAUSE_ENDS = re.compile(r"[,.;!?\n]| (?:as|because|cos|coz|but|so|thanks|ta|pls)\b", re.IGNORECASE)
LONGEST_WISH = 60  # letters


def wishes_in(text: str, meant: Understanding) -> tuple[str, ...]:
    """What to take care over, each to the end of its clause: "dont ring before 9", not "dont ring"."""
    whole = [_to_the_end(text, wish) for wish in meant.wishes]
    return tuple(wish for wish in dict.fromkeys(whole) if not any(wish != other and wish in other for other in whole))


def _to_the_end(text: str, wish: str) -> str:
    at = text.find(wish)
    ends = _CLAUSE_ENDS.search(text, at + len(wish)) if at >= 0 else None
    clause = text[at : ends.start() if ends else None].strip() if at >= 0 else wish
    return clause if len(clause) <= LONGEST_WISH else wish


_FOR_ME = any_of("(?:for|its) (?:just )?me(?! and)")
_SOMEONE = (
    *(
        "mum",
        "mam",
        "mom",
        "dad",
        "nan",
        r"gran\w*",
        "mother",
        "father",
        "parents?",
        "husband",
        "wife",
        "partner",
        "son",
    ),
    *("daughter", "brother", "sister", r"aunt\w*", "uncle", "neighbou?r", "friend", "mate", "man", "woman", "lady"),
    *("couple", "tenant", "patient", "client"),
)
_FOR_THEM = any_of(
    "for (?:her|him|them)(?! to)",
    rf"for (?:my|our|the|an?|her|his) (?:\w+ )?(?:{'|'.join(_SOMEONE)})",
    rf"my (?:\w+ )?(?:{'|'.join(_SOMEONE)})(?: \w+)? (?:needs|wants|would like|could do with|has run out)",
)


def for_another(text: str, meant: Understanding) -> bool | None:
    """Whether it is for someone else, or for whoever writes; None when they do not say."""
    if says(_FOR_ME, text):
        return False
    return True if meant.on_behalf or says(_FOR_THEM, text) else None


def keep(app: "App", heard: Heard, reply: Reply) -> Reply:
    """The reply with whoever writes written as `heard` has them, unless it writes them already (later, so better)."""
    if any(isinstance(one.new, Person) and one.new.id == heard.who for one in reply.change.puts):
        return reply
    before = app.world.register.find(Person, heard.who)
    kept = Change() if heard.person == before else put(heard.person, before)
    return replace(reply, change=reply.change + kept)
