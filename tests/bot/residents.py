"""Short ways through a resident's chat, for tests that begin where it ends."""

from bot.messages import Spoken
from bot.model import Case, Chat, Request, Session
from tests.support.town import DEVIZES, Town

SHOPPING = "can someone get my shopping please, SN10"
PRESCRIPTION = "can someone collect my prescription please, SN10"
DOG = "can someone walk my dog please, SN10"

# What to press to every question that may stand between a yes and an open request.
_QUICKEST = {
    "ask-name": "skip",
    "ask-phone": "chat-only",
    "ask-phone-web": "chat-only",
    "ask-door": "door-by-self",
    "ask-paid": "paid:already",
    "ask-same": "is-new",
    "ask-consent": "consent-yes",
    "ask-their-name": "skip-theirs",
    "ask-their-phone": "skip-theirs",
    "ask-their-door": "skip-theirs",
}


def opens(town: Town, name: str = "amina", text: str = SHOPPING) -> Request:
    """Someone asks, says yes to the card, and skips whatever can be skipped; their newest open request."""
    town.says(name, text)
    town.presses(name, "confirm")
    through(town, name)
    return newest(town, name)


def through(town: Town, name: str) -> None:
    """Skip what is asked, until nothing is."""
    while town.last(name).text_id in _QUICKEST:
        town.presses(name, _QUICKEST[town.last(name).text_id])


def newest(town: Town, name: str) -> Request:
    """Their newest open request."""
    return town.app.world.register.requests_of(town.person(name).id)[-1]


def again(town: Town, request: Request) -> Request:
    """The request as it stands now."""
    return town.app.world.register.request(request.id)


def ids(heard: list[Spoken]) -> list[str]:
    """The text ids of what was heard."""
    return [spoken.text_id for spoken in heard]


def lines(spoken: Spoken) -> list[str]:
    """The text ids of a message's further lines."""
    found = spoken.data.get("lines")
    return found if isinstance(found, list) else []


def actions(spoken: Spoken) -> list[str]:
    """The actions of a message's buttons."""
    return [button.id.partition(":")[0] for button in spoken.buttons]


def card(town: Town, name: str) -> Spoken:
    """The newest card of a draft that someone has."""
    return next(spoken for spoken in reversed(town.heard[name].values()) if spoken.text_id == "understood")


def cases(town: Town) -> list[Case]:
    """The cases waiting in Devizes."""
    return town.app.world.register.queue(DEVIZES)


def session(town: Town, name: str) -> Session:
    """Where someone's chat stands."""
    person = town.person(name)
    return town.app.world.sessions.load(Chat(f"{town.platform}:{person.id}"), person.id)


def private(town: Town, reader: str, path: str) -> str | None:
    """A private fact as someone may read it."""
    return town.app.world.access.read(town.person(reader).id, path)


def own(town: Town, name: str, detail: str) -> str | None:
    """One of someone's own private details."""
    return private(town, name, f"person:{town.person(name).id}#{detail}")
