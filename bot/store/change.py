"""A Change: what a decision relied on and what it writes. `Ledger.commit` applies it, all or nothing, once."""

import random
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from redis import Redis

from bot.errors import Stale
from bot.messages import Outgoing
from bot.model import Event, Line, LineId, Record
from bot.store import counts, keys, writes
from bot.store.connect import STORE_AWAY
from bot.store.reply import text_or_none
from bot.store.scripts import Scripts

OPERATION_MEMORY_MS = 8 * 24 * 3600 * 1000  # longer than any platform goes on delivering an event again
READINGS = 8  # of what was found stale, before it is left for later
BRIEF_MEMORY_MS = 60 * 60 * 1000  # enough for the client's own retries, where no event stands behind the operation


class Put(NamedTuple):
    """A record as it will be, and as it was read (None when it is new)."""

    new: Record
    before: Record | None


Write = tuple[str | bytes | int | float, ...]  # a plain Redis command that depends on nothing read


@dataclass(frozen=True, slots=True)
class Change:
    """Writes nothing by itself. Add Changes together to make one step of several decisions."""

    puts: tuple[Put, ...] = ()
    relies: tuple[Record, ...] = ()  # read and unchanged, but what was decided rests on them
    lines: tuple[Line, ...] = ()  # new diary lines, or the same line due again
    drops: tuple[tuple[LineId, str], ...] = ()  # diary lines to remove: (line, about)
    done: tuple[Line, ...] = ()  # leased lines this Change is the work of
    says: tuple[Outgoing, ...] = ()
    events: tuple[Event, ...] = ()
    writes: tuple[Write, ...] = ()
    free: tuple[tuple[str, str], ...] = ()  # (hash, field) that must not exist yet
    holds: tuple[tuple[str, str], ...] = ()  # (key, value) that must stand

    def __add__(self, other: "Change") -> "Change":
        return Change(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def put(new: Record, before: Record | None = None) -> Change:
    """Write one record. `before` is as read; None says it must not exist yet."""
    return Change(puts=(Put(new, before),))


def relying(*records: Record) -> Change:
    """Refuse the Change if any of these moved since it was read."""
    return Change(relies=records)


def total(changes: Iterable[Change]) -> Change:
    """All of these as one."""
    result = Change()
    for change in changes:
        result += change
    return result


def rest(attempt: int) -> None:
    """A short pause before what was found stale is read again, longer each time and not as long as anyone else's."""
    time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - spreads the tries, keeps no secret


LOADED_AT_ONCE = 500


class Outcome(NamedTuple):
    """What became of a commit: `seen` is True when this operation had been committed before."""

    result: str
    seen: bool


@dataclass(frozen=True)
class Ledger:
    """The one place that writes."""

    client: Redis
    scripts: Scripts = field(repr=False)

    def seen(self, operation: str) -> str | None:
        """The result of an operation already committed, or None."""
        return text_or_none(self.client.get(keys.operation(operation)))

    def count(self, counter: str) -> int:
        """One more on a counter that is forgotten after a day; the new count."""
        pipe = self.client.pipeline()
        pipe.incr(counter)
        pipe.pexpire(counter, 24 * 3600 * 1000)
        return int(pipe.execute()[0])

    def tally(self, *count: str) -> None:
        """Count something that no commit stands behind; while the store is away, it goes uncounted."""
        with suppress(*STORE_AWAY):
            self.client.execute_command(*counts.one(*count))  # type: ignore[no-untyped-call]  # as redis-py left it

    def commit(self, operation: str, change: Change, result: str = "", memory_ms: int = OPERATION_MEMORY_MS) -> Outcome:
        """Apply it. Raises Stale when something it relied on has moved: read again and decide again."""
        guards = writes.guards(change)
        arguments: list[str | bytes | int | float] = [memory_ms, result, len(guards) // 3, *guards]
        for command in writes.commands(change):
            arguments += [len(command), *command]
        answer = self.scripts.commit(keys=[keys.operation(operation)], args=arguments)
        status, detail = answer[0].decode(), answer[1].decode()
        if status == "stale":
            raise Stale(detail)
        return Outcome(detail, status == "seen")

    def load(self, changes: Iterable[Change]) -> None:
        """Write these as `commit` would, many at a time and without a guard or an operation to remember.

        Only for records that are all new, into a store nobody else writes to. Raises ValueError for a Change that
        says something or rests on what was read.
        """
        pipe = self.client.pipeline(transaction=False)
        for number, change in enumerate(changes, 1):
            if change.says or change.relies or change.holds or change.done or any(one.before for one in change.puts):
                raise ValueError("only what is new can be loaded")
            for command in writes.commands(change):
                pipe.execute_command(*command)  # type: ignore[no-untyped-call]
            if number % LOADED_AT_ONCE == 0:
                pipe.execute()
        pipe.execute()
