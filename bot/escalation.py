"""The escalation ladder: how many are asked, how long they have, what falls due and what comes of it (a table)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from bot import moments
from bot.model import When
from config.settings import BadSettings, what_is_wrong

OVER, WAIT = "over", "wait"


@dataclass(frozen=True, slots=True)
class Waves:
    """For one urgency: how many each wave asks, waking minutes until the next, how many waves before a person looks."""

    size: int
    minutes: int
    most: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Waking minutes, but for `welfare`, `unheard` and a case's danger, which do not stop at night."""

    remind_before: int  # before the agreed part of the day begins
    check_in_after: int  # after the agreed time
    unconfirmed: int  # between asking the resident, asking once more, and a person looking
    welfare: int  # "they weren't there": a welfare case is due
    unheard: int  # a message someone needs was not read: a coordinator rings them
    invite_thanks: int  # after closing: would you like to help someone one day?
    keep: int  # after their last request ended: what is known of them is erased


@dataclass(frozen=True, slots=True)
class CaseWaits:
    """Minutes until an unclaimed case climbs: to the deputies, then to the area above."""

    deputy: int
    above: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One kind of follow-up: what it does each time it falls due, and while what it is about stands how."""

    does: tuple[str, ...]  # the first time, the second...
    night: Literal["waits", "goes_on", "if_urgent"]
    during: tuple[str, ...] = ()  # states; none: however it stands
    again: int = 0  # waking minutes between one time and the next

    def held_back(self, at: datetime, *, urgent: bool) -> bool:
        """Whether it is night, and this can wait for the morning."""
        return moments.is_quiet(at) and (self.night == "waits" or (self.night == "if_urgent" and not urgent))


@dataclass(frozen=True, slots=True)
class Ladder:
    """The whole table. `waves` by urgency; `cases` by urgency 0, 1, 2; `follow_ups` by a diary line's job."""

    waves: Mapping[str, Waves]
    waits: Waits
    cases: tuple[CaseWaits, CaseWaits, CaseWaits]
    follow_ups: Mapping[str, Rung]
    check_in_without_day: Mapping[str, int]  # by urgency: minutes, day or night, from a volunteer's yes
    reach_km: float

    @classmethod
    def load(cls, path: Path) -> "Ladder":
        """Read escalation.toml. Raises BadSettings."""
        try:
            return TypeAdapter(cls).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
            raise BadSettings(f"{path} is not as it should be: {what_is_wrong(problem)}") from None


def check_in_due(ladder: Ladder, when: When, urgency: str, accepted: datetime) -> datetime:
    """When whoever asked is asked how it went: after the agreed time, or so long after a yes; never at night."""
    end = moments.ends(when, accepted)
    minutes = ladder.waits.check_in_after if end else ladder.check_in_without_day[urgency]
    due = (end or accepted) + timedelta(minutes=minutes)
    return moments.next_morning(due) if moments.is_quiet(due) else due


@dataclass(frozen=True, slots=True)
class Stands:
    """How what a follow-up is about stands now. `times`: how often this follow-up has come round already."""

    state: str
    urgent: bool = False
    times: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What falls due: something of the table's `does`, OVER (it goes), or WAIT. `again`: when it comes round next."""

    does: str
    again: datetime | None = None


def next_step(rung: Rung, stands: Stands, at: datetime) -> Step:
    """What falls due at this rung of the ladder, for something that stands so."""
    if rung.during and stands.state not in rung.during:
        return Step(OVER)
    if rung.held_back(at, urgent=stands.urgent):
        return Step(WAIT, moments.next_morning(at))
    last = len(rung.does) - 1
    if stands.times >= last:
        return Step(rung.does[last])
    return Step(rung.does[stands.times], moments.waking(at, rung.again))
