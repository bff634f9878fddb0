"""The questions a draft still needs answered before anyone is asked, each put once, each to be skipped."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.messages import Button, Ref, Say
from bot.model import Chat, Person, PersonId
from bot.talk import twins
from bot.talk.details import WAYS_TO_PAY
from bot.talk.drafts import Draft
from bot.talk.types import Heard, say

if TYPE_CHECKING:
    from bot.app import App

OWN = ("name", "phone", "door")  # of whoever writes, asked once in all
DROP = Button("drop")
COMMON = ("shopping", "prescription", "transport", "befriending", "food", "home", "digital", "money")


@dataclass(frozen=True, slots=True)
class Question:
    """The next thing to ask, and the step that hears the answer."""

    step: str
    says: tuple[Say, ...]


def missing(app: "App", heard: Heard, draft: Draft) -> Question | None:
    """The first thing still missing for this draft, or None when it may be opened."""
    step = next(filter(None, (_theirs(app, heard, draft) if draft.on_behalf else _own(app, heard, draft),)), "")
    if not step and app.world.rules[draft.kind].paid and not draft.paid and "paid" not in draft.asked:
        step = "paid"
    if not step:
        return None
    first = () if any(one in heard.person.asked for one in OWN) or step not in OWN else (say("who-sees"),)
    return Question(step, (*first, *question(app, heard, draft, step)))


def _own(app: "App", heard: Heard, draft: Draft) -> str:
    """What we do not know of whoever writes and have never asked."""
    person = heard.person
    known = {
        "name": "name" in person.sealed,
        "phone": "phone" in person.sealed or person.chat_only,
        "door": "door" in person.sealed or person.door_by_self or not app.world.rules[draft.kind].door,
    }
    return next((step for step in OWN if not known[step] and not _asked(person, step)), "")


def _asked(person: Person, step: str) -> bool:
    return person.details_asked or step in person.asked


def _theirs(app: "App", heard: Heard, draft: Draft) -> str:
    """What we do not know of whoever is helped: their yes first of all."""
    if draft.consent is None:
        return "consent"
    steps = ["their-same"] if perhaps_the_same(app, heard, draft) else []
    if draft.resident is None:
        steps += ["their-name", "their-phone"]
        steps += ["their-door"] if app.world.rules[draft.kind].door else []
    steps += ["phone"] if only_a_page(heard.person) and "phone" not in heard.person.sealed else []
    return next((step for step in steps if step not in (*draft.asked, *heard.person.asked)), "")


def perhaps_the_same(app: "App", heard: Heard, draft: Draft) -> bool:
    """Whether it may be for someone they asked for before, and they were not asked yet: their place is known then."""
    open_still = draft.on_behalf and draft.resident is None and "their-same" not in draft.asked
    return open_still and helped_before(app, heard) is not None


def helped_before(app: "App", heard: Heard) -> PersonId | None:
    """Whom this person last asked for, when their name is known: they need not be asked about twice."""
    own = [*app.world.register.requests_of(heard.who), *app.world.register.past_requests_of(heard.who)]
    asked_for = [one.resident for one in own if one.on_behalf and one.asked_by == heard.who]
    return next((one for one in asked_for if app.world.access.readable(heard.who, of_person(one, "name"))), None)


def only_a_page(person: Person) -> bool:
    """Whether a closed page is all we could reach them by."""
    addresses = [name.partition(".")[2] for name in person.sealed if name.startswith("address.")]
    return all(platform == "web" or platform in person.unreachable for platform in addresses)


# ---- the questions
def question(app: "App", heard: Heard, draft: Draft, step: str) -> tuple[Say, ...]:
    """The question of a step, to be put or put again; nothing for a step that asks none."""
    if step == "their-same":
        before = helped_before(app, heard)
        return (_same(before),) if before else ()
    if step == "same":
        return twins.again(app, heard, draft)
    ask = {
        "which": lambda: which(draft),
        "what": lambda: what(draft),
        "place": place,
        "consent": consent,
        "name": lambda: say("ask-name", Button("skip")),
        "phone": lambda: phone(heard),
        "door": lambda: say("ask-door", Button("door-by-self")),
        "their-name": lambda: say("ask-their-name", Button("skip-theirs", "", "button-skip")),
        "their-phone": lambda: say("ask-their-phone", Button("skip-theirs", "", "button-skip")),
        "their-door": lambda: say("ask-their-door", Button("skip-theirs", "", "button-skip")),
        "paid": lambda: paid(draft.kind),
        "when": when,
    }.get(step)
    return (ask(),) if ask else ()


def _same(before: PersonId) -> Say:
    return say("ask-their-same", Button("same-yes"), Button("same-no"), name=Ref(of_person(before, "name")))


def which(draft: Draft) -> Say:
    """Two needs in one message: both, or one of them."""
    second = draft.also[0] if draft.also else draft.kind
    only = tuple(Button("only", kind, "button-only", {"kind": kind}) for kind in (draft.kind, second))
    return say("two-needs", Button("both"), *only, kind=draft.kind, second_kind=second)


def what(draft: Draft) -> Say:
    """Something else: the common kinds as buttons, and an open question."""
    shown = [one for one in COMMON if one not in (draft.kind, *draft.others)]
    return say("what-kind", *(Button("kind", one, "button-kind", {"kind": one}) for one in shown), DROP)


def place() -> Say:
    """Where, roughly."""
    return say("ask-place", DROP)


def when() -> Say:
    """Another time."""
    return say("ask-when", *(Button("day", choice, f"button-day-{choice}") for choice in ("today", "tomorrow", "any")))


def consent() -> Say:
    """Nobody is helped without their own yes."""
    return say("ask-consent", Button("consent-yes"), Button("consent-no"), Button("for-me"))


def phone(heard: Heard) -> Say:
    """A number, or this chat only. A closed page cannot be reached, so there a number matters more."""
    closed = only_a_page(heard.person) and is_web(heard.chat)
    return say("ask-phone-web" if closed else "ask-phone", Button("chat-only"))


def is_web(chat: Chat) -> bool:
    """Whether this chat is a page."""
    return chat.partition(":")[0] == "web"


def paid(kind: str) -> Say:
    """How it is paid for; never a card or PIN."""
    ways = tuple(Button("paid", way, f"button-paid-{way.replace('_', '-')}") for way in WAYS_TO_PAY)
    return say("ask-paid", *ways, kind=kind)
