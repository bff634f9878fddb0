"""Counts of what happened, kept in Redis for every process of every machine together; by codes, never by person.

A count is one more write of the Change it counts: what was committed is counted, once, and nothing else is.
"""

from typing import Any

from redis import Redis

from bot.model import Event
from bot.store import keys
from bot.store.reply import text

Count = tuple[str, ...]
"""What, and a value for each of its labels: `("turns", "telegram", "stored")`."""
BETWEEN = "|"

# What is counted, and its labels.
COUNTED: dict[str, tuple[str, ...]] = {
    "turns": ("platform", "outcome"),
    "sends": ("platform", "outcome"),
    "follow_ups": ("job", "outcome"),
    "events": ("about", "what", "reason"),
}


def one(*count: str) -> tuple[str, str, str, int]:
    """The write that adds one to a count."""
    return ("HINCRBY", keys.counts(), BETWEEN.join(count), 1)


def of_event(event: Event) -> tuple[str, str, str, int] | None:
    """The write that counts an event of a history; a case's stands in several, and is counted in its own."""
    about = event.about.partition(":")[0]
    if event.what.startswith("case-") and about != "case":
        return None
    reason = str(event.facts.get("reason", "")) if about == "case" else ""
    return one("events", about, event.what, reason)


def read(client: Redis) -> dict[Count, int]:
    """Every count, since the store was new."""
    found: Any = client.hgetall(keys.counts())
    return {tuple(text(count).split(BETWEEN)): int(number) for count, number in found.items()}
