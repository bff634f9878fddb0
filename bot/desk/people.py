"""People: making someone known, their own details, whom they ask for, and where they live."""

from dataclasses import dataclass, replace
from datetime import datetime

import phonenumbers

from bot.access import of_person
from bot.errors import NotPossible
from bot.model import Person, PersonId, Place, new_id
from bot.store import keys
from bot.store.change import Change, put
from bot.world import World

KEPT = ("name", "phone", "door", "place", "wishes")  # what someone may see, change and take away again

SHORTEST, SHORTEST_HOME = 8, 9  # digits of a whole number without its country or trunk code
HOME = 44  # the country whose numbers are said without their country code


@dataclass(frozen=True, slots=True)
class Told:
    """What an asker says of whoever is to be helped. What was not said is ""."""

    name: str = ""
    phone: str = ""
    door: str = ""
    wishes: str = ""
    place: Place | None = None
    point: tuple[float, float] | None = None


def meet(world: World, platform: str, sender: str, at: datetime) -> tuple[Person, Change]:
    """Someone new at this address. Returns them unwritten, and the Change that gives them a key and an address."""
    person, made = unaddressed(world, at)
    digest = world.vault.digest(platform, sender)
    person = world.access.with_private(person, **{f"address.{platform}": sender})
    known = ("HSET", keys.addresses(), digest, person.id)
    return person, made + Change(writes=(known,), free=((keys.addresses(), digest),))


def unaddressed(world: World, at: datetime) -> tuple[Person, Change]:
    """Someone with no address yet (helped on another's word, or imported): unwritten, and the Change for their key."""
    person = Person(PersonId(new_id("p")), at)
    key = world.vault.new_key(person.id)
    return person, Change(writes=(("HSET", keys.person_keys(), person.id, key),))


def helped(world: World, told: Told, at: datetime) -> tuple[PersonId, Change]:
    """Someone helped on another's word: a record of their own, apart from the asker's, under their own key."""
    person, made = unaddressed(world, at)
    private = {"name": told.name, "door": told.door, "wishes": told.wishes, "point": point_text(told.point)}
    person = world.access.with_private(person, **private)
    number = Change()
    if told.phone:
        person, number = with_phone(world, person, told.phone)
    if told.place:
        person = living_at(person, told.place, world)
    return person.id, made + put(replace(person, details_asked=True)) + number


# ---- one's own details
def parse_phone(text: str) -> str | None:
    """A phone number in British or international form as E.164, or None when it is not one."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    shortest = SHORTEST_HOME if number.country_code == HOME else SHORTEST
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < shortest:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken_phone(number: str) -> str:
    """A number in international form as people here read and dial it: 07700 900123."""
    parsed = phonenumbers.parse(number, "GB")
    home = parsed.country_code == HOME
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def with_phone(world: World, person: Person, phone: str) -> tuple[Person, Change]:
    """The person with this number, and the Change that lets them be known again by it.

    A number someone else gave before (one phone for a household) stays theirs to be known by; nothing is said of it.
    """
    digest = world.vault.digest("phone", phone)
    gone = without_phone(world, person)
    person = replace(world.access.with_private(person, phone=spoken_phone(phone)), chat_only=False)
    taken = world.register.person_with_phone(digest) not in (None, person.id)
    known = Change() if taken else Change(writes=(("HSET", keys.phones(), digest, person.id),))
    return person, gone + known


def without_phone(world: World, person: Person) -> Change:
    """Nobody is known by this person's number any more."""
    kept = world.access.read(person.id, of_person(person.id, "phone"))
    number = parse_phone(kept) if kept else None
    digest = world.vault.digest("phone", number) if number else ""
    if not digest or world.register.person_with_phone(digest) != person.id:
        return Change()
    return Change(writes=(("HDEL", keys.phones(), digest),))


def with_wishes(world: World, person: Person, wishes: tuple[str, ...]) -> Person:
    """The person with these wishes ("please don't ring") beside those they had."""
    if not wishes:
        return person
    return world.access.with_private(person, wishes="; ".join(dict.fromkeys((*wishes_of(world, person.id), *wishes))))


def wishes_of(world: World, person: PersonId) -> tuple[str, ...]:
    """What to take care over with this person, in their own words."""
    kept = world.access.read(person, of_person(person, "wishes"))
    return tuple(kept.split("; ")) if kept else ()


def living_at(person: Person, place: Place, world: World) -> Person:
    """The person with a place, and the area that serves it."""
    area = world.areas.serving(place)
    return replace(person, place=place, area=area.id if area else person.area)


def point_text(point: tuple[float, float] | None) -> str:
    """An exact point as it is kept, sealed."""
    return "" if point is None else f"{point[0]:.6f},{point[1]:.6f}"


def without(world: World, person: Person, detail: str) -> tuple[Person, Change]:
    """The person without one of `KEPT`, and what else must go with it. Raises NotPossible for a volunteer's name.

    Whoever they help is told it ("Joe is on the way"): without it that news would reach nobody.
    """
    volunteer = world.register.volunteer(person.id) if detail == "name" else None
    if volunteer and volunteer.status != "left":
        raise NotPossible("whoever they help must know what to call them")
    if detail == "place":
        return replace(world.access.with_private(person, point=None), place=None), Change()
    if detail == "phone":
        return world.access.with_private(person, phone=None), without_phone(world, person)
    return world.access.with_private(person, **{detail: None}), Change()


def has(person: Person, detail: str) -> bool:
    """Whether one of `KEPT` is kept."""
    return person.place is not None if detail == "place" else detail in person.sealed
