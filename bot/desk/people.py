"""People: making someone known, their own details, and where they live."""

from dataclasses import replace
from datetime import datetime

import phonenumbers

from bot.model import Person, PersonId, Place, new_id
from bot.store import keys
from bot.store.change import Change
from bot.world import World


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


def parse_phone(text: str) -> str | None:
    """A phone number in British or international form as E.164, or None when it is not one."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def with_phone(world: World, person: Person, phone: str) -> tuple[Person, Change]:
    """The person with this number, and the Change that lets them be known again by it."""
    digest = world.vault.digest("phone", phone)
    known = Change(writes=(("HSET", keys.phones(), digest, person.id),))
    return replace(world.access.with_private(person, phone=phone), chat_only=False), known


def living_at(person: Person, place: Place, world: World) -> Person:
    """The person with a place, and the area that serves it."""
    area = world.areas.serving(place)
    return replace(person, place=place, area=area.id if area else person.area)
