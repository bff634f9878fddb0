"""One diary line that fell due, from its lease to its commit: read, decide, one Change, once."""

from enum import StrEnum
from typing import TYPE_CHECKING

import structlog
from structlog.contextvars import bound_contextvars

from bot.desk import follow_up
from bot.errors import Stale, TryLater
from bot.model import Line, LineId
from bot.store import counts, trace
from bot.store.change import READINGS, Change, rest
from bot.store.connect import STORE_AWAY

if TYPE_CHECKING:
    from bot.app import App

MOST_TRIES = 8  # leases of a line that came to nothing before it is set aside for a person
log = structlog.get_logger()


class Worked(StrEnum):
    """What became of a lease."""

    DONE = "done"
    OVER = "over"  # the line is gone, or under another's lease
    ASIDE = "aside"  # it failed too often: a person sees to it


def work_off(app: "App", line_id: LineId, lease: int) -> Worked:
    """Do what fell due under this lease. Run twice, it does nothing the second time.

    Raises what went wrong: the line then stays as it is and rings again when its lease ends.
    """
    with bound_contextvars(line=line_id, lease=lease):
        try:
            return _committed(app, line_id, lease)
        except (TryLater, *STORE_AWAY):
            raise
        except Exception:  # the edge of a follow-up: whatever broke, after some tries a person must see to it
            log.exception("follow_up_failed")
            line = app.world.diary.line(line_id)
            app.ledger.tally("follow_ups", line.job if line else "", "failed")
            if line is None or line.lease != lease or line.tries < MOST_TRIES:
                raise
            return _set_aside(app, line)


def _committed(app: "App", line_id: LineId, lease: int) -> Worked:
    for attempt in range(READINGS):
        line = app.world.diary.line(line_id)
        if line is None or line.lease != lease:
            return Worked.OVER
        if line.tries > MOST_TRIES:  # its jobs never came back to say what was wrong
            return _set_aside(app, line)
        try:
            change = follow_up.run(app.world, line, app.world.clock.now()) + _counted(line, Worked.DONE)
            app.ledger.commit(_operation(line), change)
        except Stale:
            rest(attempt)
            continue
        log.info("follow_up_done", job=line.job, request=trace.requests_of(change))
        return Worked.DONE
    raise TryLater("others kept changing the same records")


def _set_aside(app: "App", line: Line) -> Worked:
    log.error("follow_up_set_aside", about=line.about, tries=line.tries)
    try:
        change = follow_up.set_aside(app.world, line, app.world.clock.now())
    except STORE_AWAY:
        raise
    except Exception:  # what it is about cannot even be read: set aside all the same, or it would ring for ever
        log.exception("set_aside_unread")
        change = follow_up.set_aside_unread(app.world, line, app.world.clock.now())
    app.ledger.commit(_operation(line), change + _counted(line, Worked.ASIDE))
    return Worked.ASIDE


def _counted(line: Line, worked: Worked) -> Change:
    return Change(writes=(counts.one("follow_ups", line.job, worked.value),))


def _operation(line: Line) -> str:
    return f"follow_up:{line.id}:{line.lease}"
