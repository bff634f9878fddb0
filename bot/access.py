"""The only way to private records. Every question says who wants to know; the answer may be no."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot import lifecycle
from bot.errors import NotFound
from bot.model import AreaId, Case, Person, PersonId, Request, RequestId, Sealed, Volunteer
from bot.store.register import Register
from bot.store.seal import Vault
from bot.team import Team

HELPER_SEES = ("name", "phone", "door", "wishes")
WAITING_SEES = ("name",)  # of whoever comes to help them
SAID = "said"  # a case's fields that hold what a coordinator wrote to someone


class _Field(NamedTuple):
    """One sealed field: whose key it lies under, whom it concerns, in which area, and the sealed text."""

    owner: PersonId
    area: AreaId | None
    sealed: Sealed | None
    request: RequestId | None = None


@dataclass(frozen=True)
class Access:
    """Opens private fields by reference (`person:<id>#name`) for someone who may see them; seals new ones."""

    register: Register
    vault: Vault
    team: Team

    def read(self, who: PersonId, path: str) -> str | None:
        """The text, or None: nothing there, its owner erased, or not for this person's eyes."""
        kind, record_id, name = parts(path)
        try:
            found = self._find(kind, record_id, name)
        except NotFound:
            return None
        if found.sealed is None or not self._may(who, kind, name, found):
            return None
        return self.vault.open(found.owner, path, found.sealed)

    def readable(self, who: PersonId, path: str) -> bool:
        """Whether `read` would answer."""
        return self.read(who, path) is not None

    def address(self, person: Person, platform: str) -> str | None:
        """The platform's own id of a person, for the door that speaks to them."""
        sealed = person.sealed.get(f"address.{platform}")
        path = f"person:{person.id}#address.{platform}"
        return self.vault.open(person.id, path, sealed) if sealed else None

    def features(self, request: Request) -> tuple[str, ...]:
        """What the phrasebook found in a request's words, stored yet or not: for ranking; nobody is shown it."""
        sealed = request.sealed.get("features")
        found = self.vault.open(request.resident, f"request:{request.id}#features", sealed) if sealed else None
        return tuple(found.split("\n")) if found else ()

    def compared(self, person: Person | None, name: str) -> str:
        """One of a person's fields, stored yet or not, to be held beside another's: nobody is shown it."""
        sealed = person.sealed.get(name) if person else None
        return (self.vault.open(person.id, of_person(person.id, name), sealed) or "") if person and sealed else ""

    def compared_words(self, request: Request) -> str:
        """What was written in a request, to be held beside another's: nobody is shown it."""
        sealed = request.sealed.get("words")
        return (self.vault.open(request.resident, f"request:{request.id}#words", sealed) or "") if sealed else ""

    def _find(self, kind: str, record_id: str, name: str) -> _Field:
        if kind == "person":
            person = self.register.person(PersonId(record_id))
            return _Field(person.id, person.area, person.sealed.get(name))
        if kind == "volunteer":
            volunteer = self.register.get(Volunteer, record_id)
            return _Field(volunteer.id, volunteer.area, volunteer.sealed.get(name))
        if kind == "request":
            request = self.register.request(record_id)
            return _Field(request.resident, request.area, request.sealed.get(name), request.id)
        case = self.register.get(Case, record_id)
        return _Field(case.subject or PersonId(""), case.area, case.sealed.get(name), case.request)

    def _may(self, who: PersonId, kind: str, name: str, found: _Field) -> bool:
        if kind != "case" and who == found.owner:
            return True
        if self._coordinates(who, found):
            return True
        if kind == "case":
            return name.partition(".")[0] == SAID and who in self._written_to(found)
        if kind == "request":
            request = self.register.request(found.request or "")
            return who == request.asked_by or (who in request.helpers and request.state in lifecycle.ACTIVE)
        return kind == "person" and (self._helps(who, found.owner, name) or self._waits_for(who, found.owner, name))

    def _written_to(self, found: _Field) -> set[PersonId]:
        """Whom a coordinator may write to about a case: whoever it is about, whoever asked, and the helpers."""
        request = self.register.find(Request, found.request) if found.request else None
        return {found.owner} | ({request.asked_by, *request.helpers} if request else set())

    def _coordinates(self, who: PersonId, found: _Field) -> bool:
        areas = {found.area, *(request.area for request in self.register.requests_of(found.owner))}
        areas |= {case.area for case in self.register.cases_of(found.owner)}
        return any(self.team.coordinates(who, area) for area in areas if area)

    def _helps(self, who: PersonId, owner: PersonId, name: str) -> bool:
        """Whether `who` has a task for the owner now, and so needs this field; the name they keep for a while."""
        known = name in HELPER_SEES and self.register.requests_of(owner)
        known = known or (name in WAITING_SEES and self.register.past_requests_of(owner))
        return any(who in request.helpers and request.resident == owner for request in known or ())

    def _waits_for(self, who: PersonId, owner: PersonId, name: str) -> bool:
        """Whether `owner` comes to help them, or is whom they asked for: they know them by name."""
        own = [*self.register.requests_of(who), *self.register.past_requests_of(who)]
        return name in WAITING_SEES and any(
            owner in request.helpers or (owner == request.resident and who == request.asked_by) for request in own
        )

    def sealed(self, owner: PersonId, record: str, fields: Mapping[str, str]) -> dict[str, Sealed]:
        """These fields sealed under the owner's key, each bound to `record` (`request:<id>`) and its own name."""
        return {name: self.vault.seal(owner, f"{record}#{name}", text) for name, text in fields.items()}

    def with_private(self, person: Person, **fields: str | None) -> Person:
        """The person with these private fields set; an empty one is taken away."""
        kept = {name: sealed for name, sealed in person.sealed.items() if name not in fields}
        given = {name: text for name, text in fields.items() if text}
        return replace(person, sealed=kept | self.sealed(person.id, f"person:{person.id}", given))


def parts(path: str) -> tuple[str, str, str]:
    """`person:<id>#name` as (person, id, name)."""
    record, _, name = path.partition("#")
    kind, _, record_id = record.partition(":")
    return kind, record_id, name


def of_person(person: PersonId, name: str) -> str:
    """The reference to one of a person's private fields."""
    return f"person:{person}#{name}"
