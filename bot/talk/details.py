"""What a request still lacks, and how answers are read: a name, a number, a door, a place, a time, a yes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import moments
from bot.messages import Button, Say
from bot.model import Person, Place, When
from bot.store.change import Change, put
from bot.talk.drafts import Draft
from bot.talk.types import Heard, say
from matching.types import Understanding

if TYPE_CHECKING:
    from bot.app import App

YES = frozenset(
    [
        "yes",
        "y",
        "yep",
        "yeah",
        "yeh",
        "ok",
        "okay",
        "please",
        "yes please",
        "sure",
        "correct",
        "right",
        "that's right",
        "thats right",
        "aye",
        "go on then",
    ]
)
NO = frozenset(("no", "n", "nope", "nah", "no thanks", "no thank you"))


@dataclass(frozen=True, slots=True)
class Question:
    """The next thing to ask, and the step that hears the answer."""

    step: str
    says: tuple[Say, ...]


def is_yes(text: str) -> bool:
    """A plain yes."""
    return text.casefold().strip(" .!") in YES


def is_no(text: str) -> bool:
    """A plain no."""
    return text.casefold().strip(" .!") in NO


def missing(app: "App", heard: Heard, draft: Draft) -> Question | None:
    """The first thing still missing for this draft, or None when it may be opened."""
    person = heard.person
    if not person.details_asked and not draft.on_behalf:
        return _first_details(person, heard)
    if app.world.rules[draft.kind].paid and not draft.paid:
        return Question("paid", (ask_paid(),))
    return None


def ask_paid() -> Say:
    """How it is paid for; never a card or PIN."""
    return say("ask-paid", *(Button("paid", way, f"button-paid-{way.replace('_', '-')}") for way in WAYS_TO_PAY))


WAYS_TO_PAY = ("shop_line", "receipt", "already")


def _first_details(person: Person, heard: Heard) -> Question:
    if "name" not in person.sealed:
        return Question("name", (say("who-sees"), say("ask-name", Button("skip"))))
    if "phone" not in person.sealed and not person.chat_only:
        return Question("phone", (ask_phone(heard),))
    return Question("door", (ask_door(),))


def ask_phone(heard: Heard) -> Say:
    """A closed page cannot be reached, so there a number matters more."""
    web = heard.chat.startswith("web:")
    return say("ask-phone-web" if web else "ask-phone", Button("chat-only"))


def ask_door() -> Say:
    """The door, or they tell the helper themselves."""
    return say("ask-door", Button("door-by-self"))


def place_said(app: "App", heard: Heard) -> Place | None:
    """A shared location, a postcode, or a place's name, as a rough place."""
    if heard.location:
        return Place("", *heard.location)
    meant = app.reader.read(heard.text, heard.at, app.world.areas.names)
    return app.world.areas.locate(heard.text) or (app.world.areas.locate(meant.place) if meant.place else None)


def when_said(app: "App", heard: Heard, words: str) -> When | None:
    """A button's day or a time in their own words; None when no time is in it."""
    today = moments.local(heard.at).date()
    fixed = {"today": When(today), "tomorrow": When(today + timedelta(days=1)), "any": When()}
    if words in fixed:
        return fixed[words]
    meant = app.reader.read(words, heard.at)
    return When(meant.date, meant.part) if meant.date or meant.part else None


def when_meant(meant: Understanding, before: When) -> When:
    """The time a correction names, else the time before."""
    return When(meant.date or before.day, meant.part or before.part) if meant.date or meant.part else before


def urgency_of(when: When, at: datetime) -> str:
    """How soon, from the day alone."""
    if when.day is None:
        return "flexible"
    days = (when.day - moments.local(at).date()).days
    return "today" if days <= 0 else "week" if days <= 7 else "flexible"


def saved(app: "App", heard: Heard, person: Person) -> Change:
    """Write what changed about the person who writes."""
    before = app.world.register.find(Person, heard.who)
    return Change() if person == before else put(person, before)
