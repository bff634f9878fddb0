"""A case's file: everything known, opened by a coordinator of its area (each opening is noted in its history)."""

from typing import TYPE_CHECKING

from bot.cards import case as short
from bot.cards import file_people, file_same, history
from bot.cards.file_people import File
from bot.desk import candidates, casework, services, settling
from bot.messages import Button, Ref, Say
from bot.model import Case, Event, Person, Request
from bot.store import codec

if TYPE_CHECKING:
    from bot.app import App

MOST_WORDS, MOST_EARLIER, MOST_NOTES, MOST_UNHEARD = 2, 3, 3, 3  # so that a file fits into one message


def draw(app: "App", record_id: str, viewer: Person) -> Say | None:
    """For those who coordinate its area or one above; nothing for anyone else."""
    case = app.world.register.find(Case, record_id)
    if case is None or not app.world.team.coordinates(viewer.id, case.area):
        return None
    request = app.world.register.find(Request, case.request) if case.request else None
    person = app.world.register.find(Person, case.subject) if case.subject else None
    file = File(app, viewer, case, request, person)
    lines = (
        *(*file_people.wishes(file), *file_people.who(file), *file_people.asker(file)),
        *(*file_same.lines(file), *_words(file), *_unheard(file), *short.about(request), *_request(file)),
        *(*file_people.volunteer(file), *file_people.asked(file), *file_people.helpers(file)),
        *(*_services(file), *_earlier(file), *_notes(file)),
        *(*short.due(case), *short.came(app, case, viewer.id), *short.stands(app, case, viewer.id)),
    )
    return Say("case-file", short.head(case, request), _buttons(file), lines)


def _words(file: File) -> tuple[Say, ...]:
    """What they wrote that brought it here, the latest last, and what they first asked."""
    fields = [name for name in file.case.sealed if name.partition(".")[0] == "words"]
    paths = [f"case:{file.case.id}#{name}" for name in fields[-MOST_WORDS:]]
    if file.request:
        paths.append(f"request:{file.request.id}#words")
    return tuple(Say("file-words", {"gist": Ref(path)}) for path in paths if file.may(path))


def _unheard(file: File) -> tuple[Say, ...]:
    """What was to be said to them and did not arrive: to be said by phone."""
    says = [codec.decode(Say, text) for text in file.case.unheard[-MOST_UNHEARD:]]
    known = [say for say in says if file.app.texts.has(say.text_id)]  # it may lie there since before a text was renamed
    return tuple(part for say in known for part in (Say("file-unheard"), file.for_viewer(say)))


def _request(file: File) -> tuple[Say, ...]:
    """How the request stands."""
    request = file.request
    if request is None:
        return ()
    lines = [Say(f"file-{request.state.replace('_', '-')}", {"age": request.opened.isoformat()})]
    if file.code("outcome", request.outcome):
        lines.append(Say("file-outcome", {"outcome": request.outcome}))
    if request.wants > 1:
        lines.append(Say("file-wants", {"wants": request.wants, "found": len(request.helpers)}))
    if request.paid:
        lines.append(Say("file-paid", {"paid": request.paid}))
    return tuple(lines)


def _services(file: File) -> tuple[Say, ...]:
    request = settling.active_request(file.app.world, file.case)
    if request is None or request.state not in ("open", "held"):
        return ()
    found = services.near(file.app.world, request.kind, request.place, request.when, file.now)
    return (Say("file-services"), *services.lines(found)) if found else ()


def _earlier(file: File) -> tuple[Say, ...]:
    """Their other cases: those still waiting, and how the latest before were settled."""
    if file.person is None:
        return ()
    about = file.app.world.register.history(f"person:{file.person.id}")
    others = {event.facts["case"]: event for event in about if event.facts.get("case") not in (None, file.case.id)}
    return tuple(line for event in list(others.values())[-MOST_EARLIER:] for line in _other(file, event))


def _other(file: File, event: Event) -> tuple[Say, ...]:
    facts = {name: str(event.facts.get(name, "")) for name in ("reason", "outcome")}
    if not file.code("reason", facts["reason"]):
        return ()
    settled = file.code("outcome", facts["outcome"])
    text_id = "file-earlier" if settled else "file-other"
    return (Say(text_id, {"reason": facts["reason"], "outcome": settled, "age": event.at.isoformat()}),)


def _notes(file: File) -> tuple[Say, ...]:
    """The latest notes and messages, oldest first; the history has them all."""
    events = file.app.world.register.history(f"case:{file.case.id}")
    told = [event for event in events if event.facts.get("field") and not str(event.facts["field"]).startswith("words")]
    return history.lines(file.app, file.viewer, told[-MOST_NOTES:])


# ---- buttons that make sense as it stands
def _buttons(file: File) -> tuple[Button, ...]:
    case, viewer = file.case, file.viewer.id
    if case.state == "resolved":
        return _reading(file)
    if case.owner is None or (case.state == "passed" and case.owner == viewer):
        return (Button("claim", case.id), *_reading(file))
    if case.owner != viewer:
        return (*_reading(file), Button("take-over", case.id))
    settle = () if file.waits_for_approval else (Button("settle", case.id),)
    return (*_doing(file), *settle, Button("hand-over", case.id), *_reading(file))


def _doing(file: File) -> tuple[Button, ...]:
    case = file.case
    buttons = [_write(file, person) for person in casework.people_of(file.app.world, case) if not person.hushed]
    if file.is_about_checks:
        buttons += [Button("approve", case.id)]
        buttons += [Button("turn-down", case.id)] if file.waits_for_approval else []
    request = settling.active_request(file.app.world, case)
    if request and request.state in ("open", "held"):
        buttons += [Button("ask-someone", case.id)] if request.places_left else []
        again = request.state == "held" and candidates.may_search(file.app.world, request)
        buttons += [Button("search-again", case.id)] if again else []
    if case.subject and not file.is_about_checks:
        buttons.append(Button("signpost", case.id))
    return (*buttons, *file_same.buttons(file), *((Button("case-note", case.id),) if case.subject else ()))


def _write(file: File, person: Person) -> Button:
    name = file.named(person.id)
    arg = f"{file.case.id}.{person.id}"
    return Button("write-to", arg, "button-write-to" if name else "button-write-to-them", {"name": name or ""})


def _reading(file: File) -> tuple[Button, ...]:
    long = (Button("read-all", file.case.id),) if file.has_long_words else ()
    about = f"request.{file.case.request}" if file.case.request else f"case.{file.case.id}"
    return (*long, Button("history", about))
