"""The people in a case's file: how to reach them, what to take care over, who was asked and what they answered."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.access import of_person
from bot.desk import casework
from bot.desk.telling import chat_of
from bot.messages import Param, Ref, Say
from bot.model import Case, Invite, Person, PersonId, Request, Volunteer
from bot.texts import GIST

if TYPE_CHECKING:
    from bot.app import App

MOST_ASKED = 6


@dataclass(frozen=True)
class File:
    """What a file is drawn from, for one viewer. `person` is whoever the case is about."""

    app: "App"
    viewer: Person
    case: Case
    request: Request | None
    person: Person | None

    @property
    def now(self) -> datetime:
        """Town time."""
        return self.app.world.clock.now()

    def may(self, path: str) -> bool:
        """Whether the viewer may read a private fact; one they may not would keep the whole file from them."""
        return self.app.world.access.readable(self.viewer.id, path)

    def named(self, person: PersonId) -> Param:
        """Someone's name as far as the viewer may know it; None for somebody unnamed."""
        path = of_person(person, "name")
        return Ref(path) if self.may(path) else self.app.world.team.name_of(person) or None

    def code(self, name: str, value: str) -> str:
        """A code there are words for, or ""."""
        return value if value and self.app.texts.has(f"{name}-{value}") else ""

    def for_viewer(self, say: Say) -> Say:
        """A Say meant for someone else, without its buttons and without what the viewer may not read."""
        facts = {name: self._shown(value) for name, value in say.params.items()}
        return replace(say, params=facts, buttons=(), more=tuple(self.for_viewer(part) for part in say.more))

    def _shown(self, value: Param) -> Param:
        return "…" if isinstance(value, Ref) and not self.may(value.path) else value

    @property
    def volunteer(self) -> Volunteer | None:
        """The volunteer side of whoever it is about."""
        return self.app.world.register.volunteer(self.person.id) if self.person else None

    @property
    def waits_for_approval(self) -> bool:
        """Whether it is about a new volunteer whom nobody has approved yet."""
        return self.case.reason == "new_volunteer" and self.is_about_checks and self._status == "waiting"

    @property
    def is_about_checks(self) -> bool:
        """Whether a coordinator is to see who a volunteer is."""
        return self.case.reason in ("new_volunteer", "check_needed") and self._status not in ("", "left")

    @property
    def _status(self) -> str:
        return self.volunteer.status if self.volunteer else ""

    @property
    def has_long_words(self) -> bool:
        """Whether something is shown shortened."""
        paths = casework.words_of(self.app.world, self.case)
        return any(len(self.app.world.access.read(self.viewer.id, ref.path) or "") > GIST for ref in paths)


def wishes(file: File) -> tuple[Say, ...]:
    """What to take care over comes first."""
    paths = [of_person(file.person.id, "wishes")] if file.person else []
    paths += [f"request:{file.request.id}#wishes"] if file.request else []
    said = {file.app.world.access.read(file.viewer.id, path): path for path in paths}
    lines = [Say("file-wish", {"gist": Ref(path)}) for words, path in said.items() if words]
    if file.person and file.person.hushed:
        lines.append(Say("file-hushed"))
    if file.person and file.person.under_18:
        lines.append(Say("file-under-18"))
    return tuple(lines)


def who(file: File) -> tuple[Say, ...]:
    """Whoever it is about: name, number, door."""
    person = file.person
    if person is None:
        return ()
    lines = [_name(file, "file-who", person), *_reach(file, person)]
    door = of_person(person.id, "door")
    if file.may(door):
        lines.append(Say("file-door", {"address": Ref(door)}))
    if person.language != "en" and file.code("lang", person.language):
        lines.append(Say("file-language", {"lang": person.language}))
    return tuple(lines)


def _name(file: File, text_id: str, person: Person) -> Say:
    name = file.named(person.id)
    return Say(text_id, {"name": name}) if name else Say(f"{text_id}-unnamed")


def _reach(file: File, person: Person) -> tuple[Say, ...]:
    """The number to ring; or that there is none, and whether the chat reaches them."""
    path = of_person(person.id, "phone")
    lines = [Say("file-phone", {"contact": Ref(path)})] if file.may(path) else []
    if person.chat_only:
        lines = [Say("file-chat-only")]
    if chat_of(person) is None:
        lines.append(Say("file-no-chat"))
    elif not lines:
        lines.append(Say("file-no-phone"))
    return tuple(lines)


def asker(file: File) -> tuple[Say, ...]:
    """Whoever asked for someone else, how to reach them, and whether they said the other agrees."""
    if file.request is None or not file.request.on_behalf:
        return ()
    person = file.app.world.register.find(Person, file.request.asked_by)
    if person is None:
        return ()
    agreed = (Say("file-consent"),) if file.request.consent else ()
    return (_name(file, "file-asker", person), *_reach(file, person), *agreed)


def asked(file: File) -> tuple[Say, ...]:
    """Who was asked and what each answered last, the latest few."""
    if file.request is None:
        return ()
    latest = {one.volunteer: one for one in file.app.world.register.invites_for(file.request.id)}
    invites = [one for one in latest.values() if one.volunteer not in file.request.helpers]
    lines = [Say(f"file-asked-{_code(one)}", {"name": file.named(one.volunteer) or "…"}) for one in invites]
    more = len(invites) - MOST_ASKED
    return (*((Say("file-asked-more", {"n": more}),) if more > 0 else ()), *lines[-MOST_ASKED:])


def _code(invite: Invite) -> str:
    return invite.state.replace("_", "-")


def helpers(file: File) -> tuple[Say, ...]:
    """Whoever is on it, with a number."""
    found = []
    for helper in file.request.helpers if file.request else ():
        phone = of_person(helper, "phone")
        facts = {"name": file.named(helper) or "…"}
        found.append(
            Say("file-helper", {**facts, "contact": Ref(phone)}) if file.may(phone) else Say("file-helper-only", facts)
        )
    return tuple(found)


def volunteer(file: File) -> tuple[Say, ...]:
    """What somebody offers who waits to be approved, or asks as a volunteer."""
    found = file.volunteer
    if found is None or found.status == "left":  # what they offered is forgotten
        return ()
    langs = tuple(one for one in found.languages if one != "en" and file.code("lang", one))
    lines = [Say("file-offers", {"kinds": found.kinds}), _where(found)]
    lines += [Say("file-car")] if found.car else []
    lines += [Say("file-speaks", {"langs": langs})] if langs else []
    words = f"volunteer:{found.id}#words"
    lines += [Say("file-own-words", {"gist": Ref(words)})] if file.may(words) else []
    return (*lines, Say("file-check", {"level": found.check.level}))


def _where(found: Volunteer) -> Say:
    if found.phone_only or found.place is None:
        return Say("file-by-phone")
    return Say("file-around", {"place": found.place.label, "km": round(found.range_km)})
