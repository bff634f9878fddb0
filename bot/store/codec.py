"""Records to bytes and back, checked against the record's own types, defaults left out to keep them small.

Those there is one of for every person are packed (`bot.store.compact`); everything else is JSON.
"""

from typing import Any, TypeVar, cast

from msgspec import MsgspecError
from pydantic import TypeAdapter, ValidationError

from bot.model import Person, Volunteer
from bot.store import compact

T = TypeVar("T")
_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


class Unreadable(Exception):
    """Bytes that are no such record. It names none of them: they may be private, and this ends in a log."""


def _adapter(kind: type) -> TypeAdapter[Any]:
    """A record's class, prepared once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def encode(value: object) -> bytes:
    """The record as bytes, without its version (a field of its own in the store)."""
    if isinstance(value, Person | Volunteer):
        return compact.pack(value)
    exclude = {"version"} if hasattr(value, "version") else None
    return _adapter(type(value)).dump_json(value, exclude=exclude, exclude_defaults=True)


def decode(kind: type[T], data: bytes | str, **more: int) -> T:
    """The record of this kind. Raises Unreadable when the bytes are not one.

    `more`: a number or two that the store keeps beside them (a version, a lease).
    """
    try:
        if kind in compact.PACKED:
            return cast("T", compact.unpack(kind, data if isinstance(data, bytes) else data.encode(), **more))
        return cast("T", _adapter(kind).validate_json(_with(data, more) if more else data))
    except ValidationError as problem:
        faults = {(one["type"], ".".join(map(str, one["loc"][:1]))) for one in problem.errors(include_input=False)}
        raise Unreadable(f"this is no {kind.__name__}: {sorted(faults)}") from None
    except (MsgspecError, AttributeError, TypeError, ValueError):
        raise Unreadable(f"this is no {kind.__name__}: it is not as it was packed") from None


def _with(data: bytes | str, more: dict[str, int]) -> bytes:
    """The JSON with these numbers as its last fields, which win: much quicker than to take it apart and back."""
    plain = data.rstrip() if isinstance(data, bytes) else data.rstrip().encode()
    last = b",".join(b'"%s":%d' % (name.encode(), number) for name, number in more.items())
    return (b"{" if plain == b"{}" else plain[:-1] + b",") + last + b"}"
