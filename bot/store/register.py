"""The register: typed reads of every record. It writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeVar

from redis import Redis

from bot.cells import rings
from bot.errors import NotFound
from bot.model import (
    AreaId,
    Case,
    CaseId,
    Duty,
    Event,
    Invite,
    InviteId,
    Person,
    PersonId,
    Place,
    Request,
    RequestId,
    Service,
    ServiceId,
    Volunteer,
)
from bot.store import codec, keys, narrowing, writes
from bot.store.narrowing import Wanted
from bot.store.reply import text, text_or_none
from bot.store.scripts import Scripts
from bot.store.seen import Seen, seen
from matching.misleading import Correction

T = TypeVar("T", Person, Volunteer, Request, Invite, Case, Duty, Service)
MOST_FROM_A_CELL = 40
MOST_NARROWED = 120
MOST_ALIKE, ALIKE_KM = 20, 1.0


@dataclass(frozen=True)
class Register:
    """What is known, as it stands now. Every record carries the version it was read at."""

    client: Redis
    scripts: Scripts = field(repr=False)

    # ---- one record
    def find(self, kind: type[T], record_id: str) -> T | None:
        """The record, or None."""
        return self.find_all(kind, [record_id])[0] if record_id else None

    def get(self, kind: type[T], record_id: str) -> T:
        """The record. Raises NotFound."""
        found = self.find(kind, record_id)
        if found is None:
            raise NotFound(f"{writes.kind_name(kind)} {record_id}")
        return found

    def find_all(self, kind: type[T], record_ids: Iterable[str]) -> list[T | None]:
        """These records in one round trip, in order; None where there is none."""
        pipe = self.client.pipeline(transaction=False)
        for record_id in record_ids:
            pipe.hmget(keys.record(writes.kind_name(kind), record_id), "v", "d")
        return [self._record(kind, version, data) for version, data in pipe.execute()]

    def all_of(self, kind: type[T], record_ids: Iterable[str]) -> list[T]:
        """These records, those that exist."""
        return [record for record in self.find_all(kind, record_ids) if record is not None]

    @staticmethod
    def _record(kind: type[T], version: bytes | None, data: bytes | None) -> T | None:
        if data is None or version is None:
            return None
        return codec.decode(kind, data, version=int(version))

    def person(self, person_id: PersonId) -> Person:
        """Raises NotFound."""
        return self.get(Person, person_id)

    def request(self, request_id: RequestId | str) -> Request:
        """Raises NotFound."""
        return self.get(Request, request_id)

    def invite(self, invite_id: InviteId | str) -> Invite:
        """Raises NotFound."""
        return self.get(Invite, invite_id)

    def case(self, case_id: CaseId | str) -> Case:
        """Raises NotFound."""
        return self.get(Case, case_id)

    def volunteer(self, person_id: PersonId) -> Volunteer | None:
        """The volunteer side of a person, or None."""
        return self.find(Volunteer, person_id)

    def duty(self, area: AreaId) -> Duty:
        """Who is on duty in an area; nobody when it was never said."""
        return self.find(Duty, area) or Duty(area)

    # ---- who is this
    def wrapped_key(self, person: PersonId) -> bytes | None:
        """A person's wrapped key (bot.store.seal.KeyShelf)."""
        wrapped = self.client.hget(keys.person_keys(), person)
        return wrapped if isinstance(wrapped, bytes) else None

    def person_at(self, digest: str) -> PersonId | None:
        """Who has this address, by its keyed digest."""
        return self._known(keys.addresses(), digest)

    def people_at(self, digests: Sequence[str]) -> list[PersonId | None]:
        """Who has each of these addresses, in order, in one round trip."""
        found = self.client.hmget(keys.addresses(), list(digests)) if digests else []
        return [None if one is None else PersonId(text(one)) for one in found]

    def person_with_phone(self, digest: str) -> PersonId | None:
        """Who gave this number, by its keyed digest."""
        return self._known(keys.phones(), digest)

    def person_invited_by(self, digest: str) -> PersonId | None:
        """Whose join link this is, by its keyed digest."""
        return self._known(keys.join_links(), digest)

    def join_links_of(self, person: PersonId) -> list[str]:
        """The digests of the join links made out to someone and not used yet."""
        found = self.client.hscan_iter(keys.join_links())
        return [text(digest) for digest, owner in found if text(owner) == person]

    def person_of_row(self, digest: str) -> PersonId | None:
        """Whom a row of a group's spreadsheet was taken for, by its keyed digest."""
        return self._known(keys.imported_rows(), digest)

    def rows_of(self, person: PersonId) -> list[str]:
        """The digests of the rows that were taken for someone."""
        found = self.client.hscan_iter(keys.imported_rows())
        return [text(digest) for digest, owner in found if text(owner) == person]

    def _known(self, key: str, digest: str) -> PersonId | None:
        found = text_or_none(self.client.hget(key, digest))
        return None if found is None else PersonId(found)

    # ---- what belongs to whom
    def _members(self, key: str) -> list[str]:
        return sorted(text(member) for member in self.client.smembers(key))

    def requests_of(self, person: PersonId) -> list[Request]:
        """Open requests this person waits for, oldest first."""
        found = self.all_of(Request, self._members(keys.requests_of(person)))
        return sorted(found, key=lambda request: request.opened)

    def past_requests_of(self, person: PersonId, most: int = 10) -> list[Request]:
        """Ended requests, latest first."""
        ids = [text(member) for member in self.client.zrange(keys.past_of(person), 0, most - 1, desc=True)]
        return self.all_of(Request, ids)

    def followers_of(self, request: RequestId) -> list[Request]:
        """Requests merged into this one, oldest first."""
        found = self.all_of(Request, self._members(keys.followers(request)))
        return sorted(found, key=lambda one: one.opened)

    def asked_alike(
        self, kinds: Iterable[str], point: tuple[float, float] | None, marks: Iterable[str], people: Iterable[str]
    ) -> set[str]:
        """Ids of open requests that may be the same as one: of these people, from these homes, of these kinds near by.

        One round trip; of a cell the latest MOST_ALIKE.
        """
        cells = list(rings(*point, ALIKE_KM)) if point else []
        pipe = self.client.pipeline(transaction=False)
        for key in (*map(keys.requests_of, people), *map(keys.asked_from, marks)):
            pipe.smembers(key)
        for kind, cell in product(kinds, cells):
            pipe.zrange(keys.asked_near(kind, cell), 0, MOST_ALIKE - 1, desc=True)
        return {text(member) for found in pipe.execute() for member in found}

    def open_requests(self) -> list[RequestId]:
        """Every request not ended, oldest first."""
        return [RequestId(text(member)) for member in self.client.zrange(keys.open_requests(), 0, -1)]

    def by_code(self, area: AreaId, code: str) -> Request | None:
        """The open request people call by this code."""
        found = text_or_none(self.client.hget(keys.codes(area), code))
        return None if found is None else self.find(Request, found)

    def latest_by_code(self, area: AreaId, code: str) -> Request | None:
        """The open request people call by this code, else the latest ended one that was."""
        found = self.had_code(area, code)
        return self.by_code(area, code) or (self.find(Request, found) if found else None)

    def had_code(self, area: AreaId, code: str) -> RequestId | None:
        """The latest ended request that people called by this code."""
        found = text_or_none(self.client.hget(keys.past_codes(area), code))
        return RequestId(found) if found else None

    def codes_in_use(self, area: AreaId) -> frozenset[str]:
        """Codes of the area's open requests."""
        return frozenset(text(code) for code in self.client.hkeys(keys.codes(area)))

    def invites_of(self, person: PersonId) -> list[Invite]:
        """A volunteer's invites that still matter, oldest first."""
        found = self.all_of(Invite, self._members(keys.invites_of(person)))
        return sorted(found, key=lambda invite: invite.sent)

    def invites_for(self, request: RequestId) -> list[Invite]:
        """Every invite sent for a request, oldest first."""
        found = self.all_of(Invite, self._members(keys.invites_for(request)))
        return sorted(found, key=lambda invite: invite.sent)

    def queue(self, area: AreaId, most: int = 50) -> list[Case]:
        """An area's unresolved cases, most urgent first, then by when they are due."""
        ids = [text(member) for member in self.client.zrange(keys.queue(area), 0, most - 1)]
        return self.all_of(Case, ids)

    def cases_of(self, subject: str) -> list[Case]:
        """Unresolved cases about a person or a request."""
        return sorted(self.all_of(Case, self._members(keys.cases_of(subject))), key=lambda case: case.opened)

    def volunteers_in(self, area: AreaId) -> list[Volunteer]:
        """Every volunteer of an area who has not left."""
        return self.all_of(Volunteer, self._members(keys.volunteers(area)))

    def waiting_volunteers(self, area: AreaId) -> list[Volunteer]:
        """Volunteers no coordinator has approved yet."""
        return self.all_of(Volunteer, self._members(keys.waiting_volunteers(area)))

    def history(self, about: str) -> list[Event]:
        """What happened to a request or a case, oldest first."""
        return [codec.decode(Event, line) for line in self.client.lrange(keys.history(about), 0, -1)]

    def corrections(self) -> list[Correction]:
        """What people corrected, oldest first."""
        return [codec.decode(Correction, text(line)) for line in self.client.zrange(keys.corrections(), 0, -1)]

    # ---- who and what is near
    def near(self, wanted: Wanted, page: int = 0) -> list[Seen]:
        """Approved volunteers who may suit, as far as Redis can tell; the rules are for the caller to hold them to.

        At most MOST_NARROWED, in one round trip: those who help by phone from the whole area, then cells outward, in
        each and in each ring those asked longest ago first. `page`: those further down each cell, MOST_FROM_A_CELL at
        a time; a page shorter than that is the last.
        """
        found = self.narrowed(wanted, page)
        return [seen(*three) for three in zip(found[::3], found[1::3], found[2::3], strict=True)]

    def narrowed(self, wanted: Wanted, page: int = 0) -> list[bytes]:
        """The same, as the store holds them: version, volunteer, person, version..."""
        where = [keys.record("volunteer", ""), keys.record("person", "")]
        found: list[bytes] = self.scripts.narrow(
            keys=[narrowing.phone_key(wanted)],
            args=[MOST_FROM_A_CELL, MOST_NARROWED, *where, page * MOST_FROM_A_CELL, *narrowing.facts(wanted)],
        )
        return found

    def services_near(self, kind: str, place: Place, reach_km: float) -> list[Service]:
        """Services of a kind within the cells around a place, nearest ring first."""
        cells = list(rings(place.lat, place.lon, reach_km))
        pipe = self.client.pipeline(transaction=False)
        for cell in cells:
            pipe.smembers(keys.services(kind, cell))
        ids = [text(member) for members in pipe.execute() for member in sorted(members)]
        return self.all_of(Service, ids)

    def services(self) -> list[Service]:
        """Every service."""
        return self.all_of(Service, [ServiceId(name) for name in self._members(keys.all_services())])
