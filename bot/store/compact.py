"""The two records there is one of for every person, packed small: short names, sealed text as plain bytes.

A million volunteers lie in memory, so each name written in each record counts. What is packed here reads back as the
same record; `bot.store.seen` reads the part that matching needs straight from it.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import msgspec
from pydantic import TypeAdapter

from bot.model import Check, Person, Place, Volunteer

# Names as they are packed. One that was ever used keeps its meaning: records written long ago are still read.
PERSON = {
    "id": "i", "created": "c", "platform": "p", "unreachable": "u", "language": "l", "area": "a", "place": "w",
    "under_18": "y", "hushed": "h", "details_asked": "d", "asked": "q", "chat_only": "o", "door_by_self": "b",
    "asked_to_help": "t", "avoid": "v", "sealed": "s",
}  # fmt: skip
VOLUNTEER = {
    "id": "i", "area": "a", "status": "t", "kinds": "k", "place": "w", "range_km": "r", "phone_only": "o",
    "available": "b", "nights": "n", "languages": "l", "car": "c", "weekly_limit": "m", "check": "h", "likes": "j",
    "avoid": "v", "paused_until": "u", "last_asked": "q", "tasks": "x", "accepted_at": "y", "replies": "p",
    "helped": "g", "sealed": "s",
}  # fmt: skip
PACKED: Mapping[type, Mapping[str, str]] = {Person: PERSON, Volunteer: VOLUNTEER}
_ADAPTERS: dict[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in PACKED}
_LONG = {kind: {short: name for name, short in names.items()} for kind, names in PACKED.items()}


def pack(record: Person | Volunteer) -> bytes:
    """The record as MessagePack, without its version and what is as by default."""
    names = PACKED[type(record)]
    given = _ADAPTERS[type(record)].dump_python(record, exclude={"version"}, exclude_defaults=True)
    small = {names[name]: value for name, value in given.items()}
    for name, shrink in _SMALL.items():
        if name in given:
            small[names[name]] = shrink(getattr(record, name))
    return msgspec.msgpack.encode(small)


def unpack(kind: type, data: bytes, version: int) -> Any:  # noqa: ANN401 - of the kind asked for
    """The record again. Raises msgspec.MsgspecError or pydantic's ValidationError when the bytes are not one."""
    small = msgspec.msgpack.decode(data, type=dict[str, Any])
    found = {_LONG[kind].get(short, short): value for short, value in small.items()}
    for name, grow in _WHOLE.items():
        if found.get(name) is not None:
            found[name] = grow(found[name])
    return _ADAPTERS[kind].validate_python(found | {"version": version})


def _place(place: Place | None) -> list[Any] | None:
    return None if place is None else [place.label, place.lat, place.lon]


def _check(check: Check) -> list[Any]:
    return [check.level, check.by, check.on]


def _bytes(sealed: Mapping[str, str]) -> dict[str, bytes]:
    return {name: base64.urlsafe_b64decode(text) for name, text in sealed.items()}


def _text(sealed: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.urlsafe_b64encode(given).decode() for name, given in sealed.items()}


_SMALL: Mapping[str, Callable[[Any], object]] = {"place": _place, "check": _check, "sealed": _bytes}
_WHOLE: Mapping[str, Callable[[Any], object]] = {
    "place": lambda place: dict(zip((one.name for one in fields(Place)), place, strict=True)),
    "check": lambda check: dict(zip((one.name for one in fields(Check)), check, strict=True)),
    "sealed": _text,
}
