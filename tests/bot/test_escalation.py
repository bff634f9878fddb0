"""The table of follow-ups: what falls due for what stands how, by day and by night."""

from datetime import UTC, datetime

import pytest

from bot.app import CONFIG
from bot.desk import rounds
from bot.escalation import OVER, WAIT, Ladder, Stands, Step, check_in_due, next_step
from bot.model import When

LADDER = Ladder.load(CONFIG / "escalation.toml")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
THREE = datetime(2026, 11, 23, 15, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, tzinfo=UTC)
EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
LATE = datetime(2026, 11, 23, 20, tzinfo=UTC)  # an hour before the night, so three hours on is ten in the morning
TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)

NOW, CAN_WAIT = True, False

# fmt: off
#  follow-up      stands        urgent    times  at      does           and comes round again
TABLE = [
    ("wave",        "open",       CAN_WAIT, 0, NOON,  "next_wave",  None),
    ("wave",        "held",       CAN_WAIT, 0, NOON,  "next_wave",  None),
    ("wave",        "matched",    CAN_WAIT, 0, NOON,  OVER,         None),
    ("wave",        "cancelled",  NOW,      0, NOON,  OVER,         None),
    ("wave",        "open",       CAN_WAIT, 0, NIGHT, WAIT,         EIGHT),
    ("wave",        "open",       NOW,      0, NIGHT, "next_wave",  None),
    ("remind",      "matched",    CAN_WAIT, 0, NOON,  "remind",     None),
    ("remind",      "finished",   CAN_WAIT, 0, NOON,  OVER,         None),
    ("remind",      "matched",    NOW,      0, NIGHT, WAIT,         EIGHT),
    ("check_in",    "matched",    CAN_WAIT, 0, NOON,  "check_in",   THREE),
    ("check_in",    "under_way",  CAN_WAIT, 0, LATE,  "check_in",   TEN),
    ("check_in",    "matched",    CAN_WAIT, 1, NOON,  "ask_again",  THREE),
    ("check_in",    "matched",    CAN_WAIT, 2, NOON,  "open_case",  None),
    ("check_in",    "closed",     CAN_WAIT, 1, NOON,  OVER,         None),
    ("check_in",    "matched",    NOW,      0, NIGHT, WAIT,         EIGHT),
    ("unconfirmed", "finished",   CAN_WAIT, 0, NOON,  "ask_again",  THREE),
    ("unconfirmed", "finished",   CAN_WAIT, 1, NOON,  "open_case",  None),
    ("unconfirmed", "held",       CAN_WAIT, 1, NOON,  OVER,         None),
    ("unconfirmed", "finished",   CAN_WAIT, 1, NIGHT, WAIT,         EIGHT),
    ("would_help",  "free",       CAN_WAIT, 0, NOON,  "would_help", None),
    ("would_help",  "waiting",    CAN_WAIT, 0, NOON,  OVER,         None),
    ("would_help",  "not_asked",  CAN_WAIT, 0, NOON,  OVER,         None),
    ("would_help",  "free",       CAN_WAIT, 0, NIGHT, WAIT,         EIGHT),
    ("keep",        "free",       CAN_WAIT, 0, NIGHT, "forget",     None),
    ("keep",        "not_asked",  CAN_WAIT, 0, NOON,  "forget",     None),
    ("keep",        "waiting",    CAN_WAIT, 0, NOON,  OVER,         None),
    ("keep",        "helping",    CAN_WAIT, 0, NOON,  OVER,         None),
    ("resume",      "paused",     CAN_WAIT, 0, NOON,  "resume",     None),
    ("resume",      "left",       CAN_WAIT, 0, NOON,  OVER,         None),
    ("climb",       "open",       CAN_WAIT, 0, NOON,  "climb",      None),
    ("climb",       "passed",     CAN_WAIT, 0, NOON,  "climb",      None),
    ("climb",       "claimed",    NOW,      0, NOON,  OVER,         None),
    ("climb",       "open",       CAN_WAIT, 0, NIGHT, WAIT,         EIGHT),
    ("climb",       "open",       NOW,      0, NIGHT, "climb",      None),
    ("welfare",     "held",       CAN_WAIT, 0, NOON,  "press",      None),
    ("welfare",     "held",       CAN_WAIT, 0, NIGHT, "press",      None),
    ("welfare",     "closed",     CAN_WAIT, 0, NOON,  OVER,         None),
    ("ring_them",   "free",       CAN_WAIT, 0, NOON,  "ring_them",  None),
    ("ring_them",   "waiting",    CAN_WAIT, 0, NIGHT, "ring_them",  None),
]
# fmt: on


@pytest.mark.parametrize(("job", "state", "urgent", "times", "at", "does", "again"), TABLE)
def test_what_falls_due(
    job: str,
    state: str,
    urgent: bool,  # noqa: FBT001 - a column of the table
    times: int,
    at: datetime,
    does: str,
    again: datetime | None,
) -> None:
    """Each row of escalation.toml does what it says, and nothing once what it is about has moved on."""
    assert next_step(LADDER.follow_ups[job], Stands(state, urgent, times), at) == Step(does, again)


def test_every_row_is_tried_here() -> None:
    """No follow-up of the table is left out above."""
    assert {row[0] for row in TABLE} == set(LADDER.follow_ups)


def test_what_the_table_names_can_be_done() -> None:
    """The table names only what there is a function for, and no function waits in vain."""
    named = {does for rung in LADDER.follow_ups.values() for does in rung.does}
    assert named == set(rounds.DOES)


TODAY, TOMORROW = NOON.date(), EIGHT.date()
# fmt: off
#  agreed                        urgency     accepted  is asked how it went
CHECK_INS = [
    (When(),                     "now",      NOON,     datetime(2026, 11, 23, 14, tzinfo=UTC)),
    (When(),                     "today",    NOON,     datetime(2026, 11, 23, 16, tzinfo=UTC)),
    (When(),                     "week",     NOON,     datetime(2026, 11, 24, 12, tzinfo=UTC)),
    (When(),                     "flexible", NOON,     datetime(2026, 11, 24, 12, tzinfo=UTC)),
    (When(),                     "now",      NIGHT,    EIGHT),
    (When(),                     "today",    LATE,     EIGHT),
    (When(None, "evening"),      "today",    NOON,     datetime(2026, 11, 23, 16, tzinfo=UTC)),
    (When(TODAY, "afternoon"),   "today",    NOON,     datetime(2026, 11, 23, 18, tzinfo=UTC)),
    (When(TODAY, "evening"),     "today",    NOON,     EIGHT),
    (When(TOMORROW),             "week",     NOON,     datetime(2026, 11, 24, 20, tzinfo=UTC)),
]
# fmt: on


@pytest.mark.parametrize(("when", "urgency", "accepted", "due"), CHECK_INS)
def test_when_they_are_asked_how_it_went(when: When, urgency: str, accepted: datetime, due: datetime) -> None:
    """After the agreed time; without a day so long after the yes as it presses; never at night."""
    assert check_in_due(LADDER, when, urgency, accepted) == due
