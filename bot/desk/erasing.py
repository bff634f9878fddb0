"""Forgetting someone who asks for it: what is open is withdrawn, their key destroyed, their addresses unknown again."""

from datetime import datetime
from typing import NamedTuple

from bot.desk import about, cases, holding, people, reach, requests, roster
from bot.desk.telling import tell
from bot.messages import Say
from bot.model import Case, Chat, Person, PersonId, Request
from bot.store import keys
from bot.store.change import Change, Write, put, total
from bot.world import World

MOST_PAST = 1000  # ended requests of one person that are looked through
WITHDRAWN = ("open", "held", "matched", "under_way", "merged")


class Blank(NamedTuple):
    """A stranger at the address of whoever was forgotten: nothing is known of them, and they can be told it is done."""

    person: PersonId
    chat: Chat


def forget(world: World, person: Person, platform: str, at: datetime) -> tuple[Change, Blank]:
    """Erase a person; `platform` is where they asked for it, and where they are told."""
    address = world.access.address(person, platform) or ""
    made, stranger = _stranger(world, platform, address, at)
    return erase(world, person, at) + made, Blank(stranger.id, Chat(f"{platform}:{stranger.id}"))


def erase(world: World, person: Person, at: datetime) -> Change:
    """Destroy a person's key: from this Change on no process opens what is theirs, and they are a stranger.

    A backup made before keeps what it holds until it is thrown away; put back, it is told of those erased since.
    """
    own, erased = world.register.requests_of(person.id), (person, *_known_only_by(world, person))
    change = _settled(world, erased, own, at) + _withdrawn(world, own, person, at) + _left(world, person, at)
    change += reach.cases_left(world, person, at, *(put.new.id for put in change.puts if isinstance(put.new, Case)))
    for one in erased:
        change += put(Person(one.id, one.created, version=one.version), one) + _unkeyed(world, one, at)
        change += _unlisted(world, one, own)
    return change


def _settled(world: World, erased: tuple[Person, ...], own: list[Request], at: datetime) -> Change:
    """Cases about them, and about getting done what is withdrawn, are over; whoever has one is told.

    Nothing in them can be read, and nothing more kept.
    """
    theirs = {case.id: case for one in erased for case in world.register.cases_of(one.id)}
    theirs = {name: case for name, case in theirs.items() if case.reason not in roster.OFFER_CASES}
    of_requests = [case for request in own for case in world.register.cases_of(request.id)]
    theirs |= {case.id: case for case in of_requests if case.reason in holding.OVER_WITH_REQUEST}
    settled = [holding.settled(world, case, "forgotten", erased[0].id, at) for case in theirs.values()]
    told = total(_told(world, case, at) for case in theirs.values())
    return total(settled) + told + _still_held(world, list(theirs.values()), own, at)


def _still_held(world: World, over: list[Case], own: list[Request], at: datetime) -> Change:
    """Someone else's request that was held with no case but these: a coordinator goes on looking after it."""
    ended, mine = {case.id for case in over}, {request.id for request in own}
    others = dict.fromkeys(case.request for case in over if case.request and case.request not in mine)
    held = [one for one in world.register.all_of(Request, others) if one.state == "held"]
    return total(
        about.case(world, one, "helper_gone", at, urgency=cases.TODAY)
        for one in held
        if {case.id for case in world.register.cases_of(one.id)} <= ended
    )


def _told(world: World, case: Case, at: datetime) -> Change:
    return tell(world, case.owner, Say("case-forgotten", {"reason": case.reason}), at) if case.owner else Change()


def _withdrawn(world: World, own: list[Request], person: Person, at: datetime) -> Change:
    """Open requests end, and helpers are told; where one is on the way a coordinator makes sure they have heard."""
    change, over = Change(), []
    ids = {one.id for one in own}
    for request in own:
        if request.state == "merged" and request.merged and request.merged.into in ids:
            continue  # it ends with the one it was merged into
        happens, outcome = ("cancel", "cancelled") if request.state in WITHDRAWN else ("settle", "forgotten")
        ended, closed = requests.ended(world, request, happens, outcome, person.id, at)
        change += ended + requests.helpers_told_off(world, request, at)
        over.append(closed)
        if request.state == "under_way":
            change += cases.open_case(world, request.area, "forgotten", at, request=request.id, urgency=cases.TODAY)
    lines = Change(drops=tuple((line.id, line.about) for line in world.diary.about(f"person:{person.id}")))
    return change + requests.freed(world, *over) + lines


def _left(world: World, person: Person, at: datetime) -> Change:
    """As a volunteer they leave: what they had taken on goes to others."""
    volunteer = world.register.volunteer(person.id)
    return roster.leave(world, volunteer.id, at) if volunteer and volunteer.status != "left" else Change()


def _known_only_by(world: World, person: Person) -> list[Person]:
    """People with no address of their own, for whom nobody but this person ever asked."""
    asked = [*world.register.requests_of(person.id), *world.register.past_requests_of(person.id, most=MOST_PAST)]
    for_them = {request.resident for request in asked if request.asked_by == person.id != request.resident}
    return [one for one in world.register.all_of(Person, sorted(for_them)) if not _addresses(one)]


def _addresses(person: Person) -> list[str]:
    return [name.partition(".")[2] for name in person.sealed if name.startswith("address.")]


def _unlisted(world: World, person: Person, withdrawn: list[Request]) -> Change:
    """No list of what ended leads to their requests any more, and no code does."""
    past = world.register.past_requests_of(person.id, most=MOST_PAST)
    theirs = [one for one in past if world.register.had_code(one.area, one.code) == one.id]
    theirs = [one for one in (*theirs, *withdrawn) if one.resident == person.id]
    codes: list[Write] = [("HDEL", keys.past_codes(one.area), one.code) for one in theirs]
    return Change(writes=(*codes, ("DEL", keys.past_of(person.id))))


def _unkeyed(world: World, person: Person, at: datetime) -> Change:
    """No key, number, address or list leads to them any more; what a page showed of their chats is gone.

    That they were erased stays, by their id, in case an older backup is put back.
    """
    writes: list[Write] = [("HDEL", keys.person_keys(), person.id), ("DEL", keys.history(f"person:{person.id}"))]
    writes.append(("ZADD", keys.erased(), at.timestamp(), person.id))
    for platform in _addresses(person):
        address = world.access.address(person, platform) or ""
        writes.append(("HDEL", keys.addresses(), world.vault.digest(platform, address)))
        chat = f"{platform}:{person.id}"
        writes += [("DEL", name) for name in _chat_keys(chat)]
    writes += [("HDEL", keys.imported_rows(), row) for row in world.register.rows_of(person.id)]
    return people.without_phone(world, person) + Change(writes=tuple(writes))


def _chat_keys(chat: str) -> tuple[str, ...]:
    shown = (keys.mailbox(chat), keys.mailbox_seen(chat))
    return (keys.record("session", chat), *shown, keys.outbox_cards(chat), keys.outbox_cards_shown(chat))


def _stranger(world: World, platform: str, address: str, at: datetime) -> tuple[Change, Person]:
    person, made = people.unaddressed(world, at)
    person = world.access.with_private(person, **{f"address.{platform}": address})
    person = Person(person.id, at, platform=platform, sealed=person.sealed)
    known: Write = ("HSET", keys.addresses(), world.vault.digest(platform, address), person.id)
    return made + put(person) + Change(writes=(known,)), person
