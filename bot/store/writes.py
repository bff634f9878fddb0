"""A Change put into Redis's own words: the guards that must hold, then the writes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages import Outgoing
from bot.model import (
    Case,
    Duty,
    Event,
    Invite,
    Line,
    Person,
    Record,
    Request,
    Service,
    StoredSession,
    Volunteer,
    new_id,
)
from bot.store import codec, counts, indexes, keys, trace

if TYPE_CHECKING:
    from bot.store.change import Change, Put

Command = tuple[str | bytes | int | float, ...]

_NAMES: dict[type, tuple[str, str]] = {
    Person: ("person", "id"),
    Volunteer: ("volunteer", "id"),
    Request: ("request", "id"),
    Invite: ("invite", "id"),
    Case: ("case", "id"),
    Duty: ("duty", "area"),
    Service: ("service", "id"),
    StoredSession: ("session", "chat"),
}


def kind_name(kind: type) -> str:
    """What a class of record is called in keys and references."""
    return _NAMES[kind][0]


def key_of(record: Record) -> str:
    """The key of this record."""
    name, id_field = _NAMES[type(record)]
    return keys.record(name, getattr(record, id_field))


def guards(change: "Change") -> list[str | bytes | int | float]:
    """Triples for commit.lua. A record read twice must stand at both its readings, so that one which moved is stale."""
    versions = [(key_of(record), record.version) for record in change.relies]
    put_keys = [key_of(put.new) for put in change.puts]
    if len(set(put_keys)) < len(put_keys):
        raise ValueError(f"one Change writes a record twice: {sorted(put_keys)}")
    versions += [(key_of(put.new), put.before.version if put.before else 0) for put in change.puts]
    versions += [(keys.diary_line(line.id), line.lease) for line in change.done]
    found: list[str | bytes | int | float] = []
    for key, version in dict.fromkeys(versions):
        found += ["v", key, version]
    for name, field in (*change.free, *_new_codes(change)):
        found += ["free", name, field]
    for name, value in change.holds:
        found += ["holds", name, value]
    return found


def _new_codes(change: "Change") -> Iterator[tuple[str, str]]:
    """The codes of requests that are opened, or opened again: nobody else's may be the same by then."""
    for put in change.puts:
        if isinstance(put.new, Request):
            codes = keys.codes(put.new.area)
            new = indexes.entries(put.new) - indexes.entries(put.before)
            yield from ((entry.key, entry.member) for entry in new if entry.key == codes)


def commands(change: "Change") -> Iterator[Command]:
    """Every write of the Change, in order."""
    for put in change.puts:
        yield from _put(put)
    for line in change.done:
        yield from _drop_line(line.id, line.about)
    for line_id, about in change.drops:
        yield from _drop_line(line_id, about)
    for line in change.lines:
        yield from _line(line)
    for event in change.events:
        yield from _event(event)
    about = trace.requests_of(change)
    for outgoing in change.says:
        yield say(outgoing if outgoing.about else replace(outgoing, about=about))
    yield from change.writes


def _put(put: "Put") -> Iterator[Command]:
    version = (put.before.version if put.before else 0) + 1
    yield ("HSET", key_of(put.new), "v", version, "d", codec.encode(put.new))
    old, new = indexes.entries(put.before), indexes.entries(put.new)
    kept = {(entry.key, entry.member) for entry in new}
    for entry in old - new:
        if (entry.key, entry.member) not in kept:
            yield _unindex(entry)
    for entry in new - old:
        yield _index(entry)


def _index(entry: indexes.Entry) -> Command:
    if entry.value is None:
        return ("SADD", entry.key, entry.member)
    if isinstance(entry.value, str):
        return ("HSET", entry.key, entry.member, entry.value)
    return ("ZADD", entry.key, entry.value, entry.member)


def _unindex(entry: indexes.Entry) -> Command:
    remove = "SREM" if entry.value is None else "HDEL" if isinstance(entry.value, str) else "ZREM"
    return (remove, entry.key, entry.member)


def _line(line: Line) -> Iterator[Command]:
    due = line.due.timestamp()
    # Under no lease and untried, so that a job still at work on the line as it was cannot commit.
    yield ("HSET", keys.diary_line(line.id), "d", codec.encode(line), "due", due, "v", 0, "tries", 0)
    yield ("ZADD", keys.diary_due(), due, line.id)
    yield ("ZREM", keys.diary_leased(), line.id)
    yield ("SADD", keys.lines_about(line.about), line.id)


def _drop_line(line: str, about: str) -> Iterator[Command]:
    yield ("ZREM", keys.diary_due(), line)
    yield ("ZREM", keys.diary_leased(), line)
    yield ("DEL", keys.diary_line(line))
    yield ("SREM", keys.lines_about(about), line)


def _event(event: Event) -> Iterator[Command]:
    yield ("RPUSH", keys.history(event.about), codec.encode(event))
    count = counts.of_event(event)
    if count:
        yield count


def say(outgoing: Outgoing) -> Command:
    """One outbox line. A card waiting in the queue is replaced by its newer self and keeps its turn."""
    platform = outgoing.chat.partition(":")[0]
    line = f"card:{outgoing.card}" if outgoing.card and not outgoing.fresh else outgoing.id or new_id("s")
    chat = outgoing.chat
    return (
        "say",
        keys.outbox_chats(platform, outgoing.priority),
        keys.outbox_queue(chat),
        keys.outbox_lines(chat),
        keys.outbox_sending(chat),
        keys.outbox_order(),
        chat,
        line,
        outgoing.priority,
        codec.encode(outgoing),
    )
