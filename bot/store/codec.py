"""Records to bytes and back: JSON checked against the record's own types, defaults left out to keep it small."""

from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

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
    """The record as JSON, without its version (a field of its own in the store)."""
    exclude = {"version"} if hasattr(value, "version") else None
    return _adapter(type(value)).dump_json(value, exclude=exclude, exclude_defaults=True)


def decode(kind: type[T], data: bytes | str, **more: object) -> T:
    """The record of this kind. Raises Unreadable when the bytes are not one.

    `more`: a field or two that the store keeps beside the JSON (a version, a lease).
    """
    try:
        return cast("T", _adapter(kind).validate_json(_with(data, more) if more else data))
    except ValidationError as problem:
        faults = {(one["type"], ".".join(map(str, one["loc"][:1]))) for one in problem.errors(include_input=False)}
        raise Unreadable(f"this is no {kind.__name__}: {sorted(faults)}") from None


def _with(data: bytes | str, more: dict[str, object]) -> bytes:
    plain = _adapter(dict)
    return plain.dump_json(plain.validate_json(data) | more)
