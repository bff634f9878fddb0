"""A task's card: what a helper needs to know, and nothing a private fact was not given for."""

from typing import TYPE_CHECKING

from bot.access import of_person
from bot.cards.facts import facts, when
from bot.desk import relay
from bot.messages import Button, Param, Ref, Say
from bot.model import Invite, Person, Request

if TYPE_CHECKING:
    from bot.app import App

_BUTTONS = {
    "accepted": ("on-my-way", "done", "not-there", "hand-back", "coordinator"),
    "under_way": ("done", "not-there", "hand-back", "coordinator"),
}


def task(app: "App", invite: Invite, request: Request) -> Say:
    """What to take care over first; then whom, when, where, how to reach them, how it is paid, and what to do next."""
    person = app.world.register.person(request.resident)
    reachable = relay.can_reach(app.world, request)
    at_door = app.world.rules[request.kind].door
    lines = (
        *_wishes(request),
        *_who(person, request),
        when(request.when, request.urgency),
        *(_door(person, request) if at_door else ()),
        *_contact(person, reachable=reachable),
        *_words(request),
        *paid(request),
        Say(_next(invite, at_door=at_door)),
    )
    names = (*(("message-them",) if reachable else ()), *_BUTTONS[invite.state])
    buttons = tuple(Button(name, invite.id) for name in names)
    text_id = "accepted" if invite.state == "accepted" else "invite-under-way"
    return Say(text_id, facts(request) | _given(person, request, at_door=at_door), buttons, lines)


def _next(invite: Invite, *, at_door: bool) -> str:
    if not at_door:
        return "task-next"
    return "task-next-door" if invite.state == "accepted" else "task-next-there"


def _given(person: Person, request: Request, *, at_door: bool) -> dict[str, Param]:
    """The private facts by reference, those that were given and are needed: no door for a chat by phone."""
    found = {
        "name": _of(person, "name"),
        "contact": None if person.chat_only else _of(person, "phone"),
        "address": _of(person, "door") if at_door and not person.door_by_self else None,
        "wishes": Ref(f"request:{request.id}#wishes") if "wishes" in request.sealed else None,
    }
    return {name: value for name, value in found.items() if value}


def _of(person: Person, name: str) -> Ref | None:
    return Ref(of_person(person.id, name)) if name in person.sealed else None


def _wishes(request: Request) -> tuple[Say, ...]:
    return (Say("task-wishes", {"wishes": Ref(f"request:{request.id}#wishes")}),) if "wishes" in request.sealed else ()


def _who(person: Person, request: Request) -> tuple[Say, ...]:
    name = _of(person, "name")
    who = Say("task-name", {"name": name}) if name else Say("task-no-name")
    return (who, Say("task-on-behalf")) if request.on_behalf else (who,)


def _door(person: Person, request: Request) -> tuple[Say, ...]:
    """The door; or that they will tell it, and roughly where it is."""
    door = None if person.door_by_self else _of(person, "door")
    if door:
        return (Say("task-address", {"address": door}),)
    return (Say("task-door-by-self", {"place": request.place.label if request.place else ""}),)


def _contact(person: Person, *, reachable: bool) -> tuple[Say, ...]:
    phone = None if person.chat_only else _of(person, "phone")
    if phone:
        return (Say("task-contact", {"contact": phone}),)
    return (Say("task-message-only" if reachable else "task-no-contact"),)


def _words(request: Request) -> tuple[Say, ...]:
    """Their own words: which chemist, which shop."""
    return (Say("task-words", {"words": Ref(f"request:{request.id}#words")}),) if "words" in request.sealed else ()


def paid(request: Request) -> tuple[Say, ...]:
    """How it is paid for, where money changes hands."""
    return (Say(f"task-paid-{request.paid.replace('_', '-')}"),) if request.paid else ()
