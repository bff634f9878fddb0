"""Volunteers from a group's own list: taken row by row, waiting until they join by their own link."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from bot.access import of_person
from bot.desk import people, roster
from bot.model import ALL_DAY_EVERY_DAY, Check, Person, PersonId, Place, Volunteer
from bot.store import keys
from bot.store.change import Change, put
from bot.world import World

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that sound or look like another
TAKEN, CHANGED, SAME, REFUSED = "taken", "changed", "same", "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says of one volunteer. `private` is sealed: name, phone, email, words."""

    kinds: tuple[str, ...]
    place: Place
    private: Mapping[str, str] = field(default_factory=dict)
    range_km: float = 5.0
    phone_only: bool = False
    available: int = ALL_DAY_EVERY_DAY
    nights: bool = False
    languages: tuple[str, ...] = ("en",)
    car: bool = False
    weekly_limit: int = 3
    likes: tuple[str, ...] = ()
    level: str = "none"
    checked_on: date | None = None


class Outcome(NamedTuple):
    """What became of a row: a code, what they offer (or why it was refused), the token of a join link made for it."""

    what: str
    why: str = ""
    token: str = ""


def key_of(world: World, row: Row) -> str:
    """What a row is known by when it comes again: the number, else the mail address, else name and place."""
    said = row.private
    parts = [said.get("phone"), said.get("email", "").casefold()]
    known = next((part for part in parts if part), f"{said.get('name', '').casefold()}|{row.place.label}")
    return world.vault.digest("row", known)


def take(
    world: World, row: Row, approved_by: PersonId | None, at: datetime, *, new_link: bool = False
) -> tuple[Change, Outcome]:
    """One row, as it stands against what is known already. Refused: nothing changes."""
    area = world.areas.serving(row.place)
    if area is None:
        return Change(), Outcome(REFUSED, f"{row.place.label} is in none of our areas")
    phone = row.private.get("phone", "")
    signed_up = world.register.person_with_phone(world.vault.digest("phone", phone)) if phone else None
    known = world.register.person_of_row(key_of(world, row)) or signed_up
    volunteer = world.register.volunteer(known) if known else None
    if volunteer is None or volunteer.status == "left":
        return _taken(world, row, Volunteer(PersonId(""), area.id), approved_by, at)
    if roster.has_joined(world.register.person(volunteer.id)):
        return _checked(world, volunteer, row, approved_by, at)
    return _changed(world, row, replace(volunteer, area=area.id), approved_by, at, new_link=new_link)


def _taken(
    world: World, row: Row, volunteer: Volunteer, approved_by: PersonId | None, at: datetime
) -> tuple[Change, Outcome]:
    person, made = people.unaddressed(world, at)
    private = {name: text for name, text in row.private.items() if name != "words"}
    person = replace(world.access.with_private(person, **private), place=row.place, area=volunteer.area)
    key, (link, token) = key_of(world, row), _link(world, person.id)
    new = _as_row(world, row, replace(volunteer, id=person.id), approved_by, at, key)
    known = Change(writes=(("HSET", keys.imported_rows(), key, person.id),), free=((keys.imported_rows(), key),))
    return made + put(person) + put(new) + known + link, Outcome(TAKEN, _offers(row, approved_by), token)


def _offers(row: Row, approved_by: PersonId | None) -> str:
    """What a row was taken to say, for whoever reads the report."""
    check = "" if row.level == "none" else f"; check: {row.level}{'' if approved_by else ' (nobody answers for it)'}"
    return f"{', '.join(row.kinds)}; {row.place.label}{check}"


def _as_row(
    world: World, row: Row, volunteer: Volunteer, approved_by: PersonId | None, at: datetime, key: str
) -> Volunteer:
    """The volunteer as the row has them: waiting, with the check a coordinator answers for, where one does."""
    new = replace(
        volunteer,
        kinds=row.kinds,
        place=row.place,
        range_km=row.range_km,
        phone_only=row.phone_only,
        available=row.available,
        nights=row.nights,
        languages=row.languages,
        car=row.car,
        weekly_limit=row.weekly_limit,
        likes=row.likes,
        check=_check(row, volunteer.check, approved_by, at),
    )
    return roster.with_private(world, new, {"words": row.private.get("words", ""), "row": key})


def _check(row: Row, before: Check, approved_by: PersonId | None, at: datetime) -> Check:
    if row.level == "none" or approved_by is None:
        return before
    return Check(row.level, approved_by, row.checked_on or at.date())


def _link(world: World, person: PersonId) -> tuple[Change, str]:
    """A join link's token, handed out once: only its digest is kept."""
    token = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return Change(writes=(("HSET", keys.join_links(), token_digest(world, token), person),)), token


def token_digest(world: World, token: str) -> str:
    """A token's keyed digest, whatever dashes, spaces and capitals it was typed with."""
    return world.vault.digest("join", re.sub(r"[^a-z0-9]", "", token.casefold()))


def _changed(
    world: World, row: Row, volunteer: Volunteer, approved_by: PersonId | None, at: datetime, *, new_link: bool
) -> tuple[Change, Outcome]:
    """Known from an earlier import and not joined yet: the newer row counts; a new link ends the older one."""
    before = roster.known(world, volunteer.id)
    person = world.register.person(volunteer.id)
    new = _as_row(world, row, volunteer, approved_by, at, key_of(world, row))
    links, token = (_unlinked(world, person.id), "") if new_link else (Change(), "")
    if new_link:
        link, token = _link(world, person.id)
        links += link
    if _alike(world, new, before, row) and _said(world, person, row):
        return links, Outcome(SAME, token=token)
    private = {name: row.private.get(name) for name in ("name", "phone", "email")}
    told = replace(world.access.with_private(person, **private), place=row.place, area=volunteer.area)
    return put(new, before) + put(told, person) + links, Outcome(CHANGED, _offers(row, approved_by), token)


def _unlinked(world: World, person: PersonId) -> Change:
    digests = world.register.join_links_of(person)
    return Change(writes=tuple(("HDEL", keys.join_links(), digest) for digest in digests))


def _alike(world: World, new: Volunteer, before: Volunteer, row: Row) -> bool:
    """Whether nothing changed, own words included."""
    same_words = _own(world, before, "words") == row.private.get("words", "")
    return same_words and replace(new, sealed={}, version=0) == replace(before, sealed={}, version=0)


def _own(world: World, volunteer: Volunteer, name: str) -> str:
    """What is kept sealed of a listed volunteer, read as themselves: it goes nowhere but into their own record."""
    return world.access.read(volunteer.id, f"volunteer:{volunteer.id}#{name}") or ""


def _said(world: World, person: Person, row: Row) -> bool:
    names = ("name", "phone", "email")
    return all(
        (world.access.read(person.id, of_person(person.id, name)) or "") == row.private.get(name, "") for name in names
    )


def _checked(
    world: World, volunteer: Volunteer, row: Row, approved_by: PersonId | None, at: datetime
) -> tuple[Change, Outcome]:
    """They have joined, so what they offer is for them to change; a check a coordinator answers for is recorded."""
    check = _check(row, volunteer.check, approved_by, at)
    if approved_by is None or check.level == volunteer.check.level:
        return Change(), Outcome(SAME, "they have joined: what they offer is theirs to change")
    return roster.approve(world, volunteer.id, check.level, "", approved_by, at), Outcome(CHANGED, "check recorded")


# ---- joining
def joined(world: World, token: str, person: Person, at: datetime) -> tuple[Change, Person, Volunteer] | None:
    """Whoever opened the link becomes the volunteer the group listed, and keeps the one identity they have.

    The listed entry, its key and its link are gone from then on. None when there is no such link (any more). The
    person is returned as the caller must put them.
    """
    listed_id = world.register.person_invited_by(token_digest(world, token))
    listed = world.register.volunteer(listed_id) if listed_id else None
    if listed is None or listed_id is None:
        return None
    before = world.register.volunteer(person.id)
    person, number = _told(world, person, listed_id)
    new = _merged(world, listed, before if before and before.status != "left" else None, person.id)
    seen = roster.to_be_seen(world, new, at) if new.status == "waiting" else Change()
    change = put(new, before) + seen + number + roster.noted(new, person.id, "joined", at)
    return change + _gone(world, listed, new), person, new


def _told(world: World, person: Person, listed: PersonId) -> tuple[Person, Change]:
    """Name, number and mail address as the group gave them, where the person has not given their own."""
    given = {name: world.access.read(listed, of_person(listed, name)) for name in ("name", "phone", "email")}
    lacking = {name: text for name, text in given.items() if text and name not in person.sealed and name != "phone"}
    person = world.access.with_private(person, **lacking)
    home = world.register.person(listed)
    if person.place is None:
        person = replace(person, place=home.place, area=person.area or home.area)
    phone = given["phone"]
    return people.with_phone(world, person, phone) if phone and "phone" not in person.sealed else (person, Change())


def _merged(world: World, listed: Volunteer, before: Volunteer | None, person: PersonId) -> Volunteer:
    """The listed offer under the person's own key; for a volunteer already, their own offer and the better check."""
    words, row = _own(world, listed, "words"), _own(world, listed, "row")
    vouched = listed.check.by is not None
    if before is None:
        new = replace(listed, id=person, sealed={}, status="approved" if vouched else "waiting")
        return roster.with_private(world, new, {"words": words, "row": row})
    better = vouched and roster.higher(listed.check, before.check)
    status = "approved" if vouched and before.status == "waiting" else before.status
    new = replace(before, status=status, check=listed.check if better else before.check)
    return roster.with_private(world, new, {"row": row})


def _gone(world: World, listed: Volunteer, new: Volunteer) -> Change:
    """The listed entry, its key and its links are no more; its row now leads to the person."""
    row = _own(world, listed, "row")
    left = put(Volunteer(listed.id, listed.area, status="left", version=listed.version), listed)
    writes = (
        ("HSET", keys.imported_rows(), row, new.id),
        ("HDEL", keys.person_keys(), listed.id),
        ("DEL", keys.record("person", listed.id)),
        ("DEL", keys.record("volunteer", listed.id)),
    )
    return left + _unlinked(world, listed.id) + Change(writes=writes)
