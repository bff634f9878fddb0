"""Which index entries a record stands in. The store keeps them true by writing what differs between old and new."""

from collections.abc import Callable
from typing import NamedTuple

from bot import lifecycle
from bot.cells import cell_of
from bot.model import Case, Invite, Record, Request, Service, Volunteer
from bot.store import keys, narrowing

LIVE_INVITES = ("open", "accepted", "under_way", "finished")


class Entry(NamedTuple):
    """A member of a set (value None), a sorted set (a number) or a field of a hash (text)."""

    key: str
    member: str
    value: float | str | None = None


def entries(record: Record | None) -> frozenset[Entry]:
    """Every index entry this record stands in; none for no record."""
    build = _BUILDERS.get(type(record))
    return frozenset(build(record)) if build else frozenset()


def _request(request: Request) -> list[Entry]:
    people = {request.resident, request.asked_by}
    if request.state in lifecycle.ACTIVE:
        return [
            Entry(keys.codes(request.area), request.code, request.id),
            Entry(keys.open_requests(), request.id, request.opened.timestamp()),
            *(Entry(keys.requests_of(person), request.id) for person in people),
            *_alike(request),
        ]
    ended = (request.closed or request.opened).timestamp()
    known = Entry(keys.past_codes(request.area), request.code, request.id)
    return [known, *(Entry(keys.past_of(person), request.id, ended) for person in people)]


def _alike(request: Request) -> list[Entry]:
    """Where the same need, asked for again, looks for it; and which request it was merged into."""
    found = [Entry(keys.asked_from(mark), request.id) for mark in request.marks]
    if request.place:
        cell = cell_of(request.place.lat, request.place.lon)
        found.append(Entry(keys.asked_near(request.kind, cell), request.id, request.opened.timestamp()))
    if request.state == "merged" and request.merged:
        found.append(Entry(keys.followers(request.merged.into), request.id))
    return found


def _invite(invite: Invite) -> list[Entry]:
    found = [Entry(keys.invites_for(invite.request), invite.id)]
    if invite.state in LIVE_INVITES:
        found.append(Entry(keys.invites_of(invite.volunteer), invite.id))
    return found


def _case(case: Case) -> list[Entry]:
    if case.state == "resolved":
        return []
    score = case.urgency * 1e11 + case.due.timestamp()
    about = [name for name in (case.subject, case.request) if name]
    return [Entry(keys.queue(case.area), case.id, score), *(Entry(keys.cases_of(name), case.id) for name in about)]


def _volunteer(volunteer: Volunteer) -> list[Entry]:
    if volunteer.status == "left":
        return []
    found = [Entry(keys.volunteers(volunteer.area), volunteer.id)]
    if volunteer.status == "waiting":
        found.append(Entry(keys.waiting_volunteers(volunteer.area), volunteer.id))
    if volunteer.status == "approved":
        # Whole seconds: a short number takes less room than a long one.
        asked = int(volunteer.last_asked.timestamp()) if volunteer.last_asked else 0
        cell, member = _cell(volunteer), narrowing.member(volunteer)
        found += [Entry(keys.can_help(kind, cell), member, asked) for kind in volunteer.kinds]
    return found


def _cell(volunteer: Volunteer) -> str:
    if volunteer.phone_only or volunteer.place is None:
        return narrowing.by_phone(volunteer.area)
    return cell_of(volunteer.place.lat, volunteer.place.lon)


def _service(service: Service) -> list[Entry]:
    cell = cell_of(service.place.lat, service.place.lon)
    return [
        Entry(keys.all_services(), service.id),
        *(Entry(keys.services(kind, cell), service.id) for kind in service.kinds),
    ]


_BUILDERS: dict[type, Callable[..., list[Entry]]] = {
    Request: _request,
    Invite: _invite,
    Case: _case,
    Volunteer: _volunteer,
    Service: _service,
}
