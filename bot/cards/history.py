"""The history of a request or a case, for a coordinator: who did what, and when, in plain words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.messages import Param, Ref, Say
from bot.model import Event, Person, PersonId

if TYPE_CHECKING:
    from bot.app import App

CODES = ("reason", "outcome", "level")  # facts told by name, where there are words for them
PLAIN = ("code", "service", "asked", "wave", "rung")  # facts told as they are
PEOPLE = ("to", "volunteer")


def lines(app: "App", viewer: Person, events: Iterable[Event]) -> tuple[Say, ...]:
    """These events, each with the words kept with it."""
    return tuple(_line(app, viewer, event) for event in events if app.texts.has(_text_id(event)))


def _text_id(event: Event) -> str:
    return f"event-{event.what.replace('_', '-')}"


def _line(app: "App", viewer: Person, event: Event) -> Say:
    facts: dict[str, Param] = {"at": event.at.isoformat(), "name": _by(app, viewer, event)}
    facts |= {name: _code(app, name, event) for name in CODES}
    facts |= {name: event.facts.get(name, "") for name in PLAIN}
    facts |= {name: called(app, viewer, str(event.facts.get(name, ""))) for name in PEOPLE}
    return Say(_text_id(event), facts, (), _words(app, viewer, event))


def _by(app: "App", viewer: Person, event: Event) -> Param:
    """Whoever did it; a coordinator by the name they had then."""
    return str(event.facts.get("me", "")) or called(app, viewer, event.who)


def _code(app: "App", name: str, event: Event) -> str:
    value = str(event.facts.get(name, ""))
    return value if app.texts.has(f"{name}-{value}") else ""


def called(app: "App", viewer: Person, who: str) -> Param:
    """Whoever did it, as far as the viewer may know their name."""
    if who in ("", "onedoor"):
        return "Onedoor"
    known = app.world.team.name_of(PersonId(who))
    path = of_person(PersonId(who), "name")
    if not known and app.world.access.readable(viewer.id, path):
        return Ref(path)
    return known or app.texts.text("someone", viewer.language, {})


def _words(app: "App", viewer: Person, event: Event) -> tuple[Say, ...]:
    path = f"case:{event.facts.get('case', '')}#{event.facts.get('field', '')}"
    if not event.facts.get("field") or not app.world.access.readable(viewer.id, path):
        return ()
    return (Say("event-words", {"gist": Ref(path)}),)
