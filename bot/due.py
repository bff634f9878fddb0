"""One diary line that fell due, from its lease to its commit: read, decide, one Change, once."""

import random
import time
from enum import StrEnum
from typing import TYPE_CHECKING

import structlog

from bot.desk import follow_up
from bot.errors import Stale, TryLater
from bot.model import Line, LineId
from bot.store.connect import STORE_AWAY

if TYPE_CHECKING:
    from bot.app import App

READINGS = 8  # fresh readings under one lease before it is left for the next
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
    try:
        return _committed(app, line_id, lease)
    except (TryLater, *STORE_AWAY):
        raise
    except Exception:  # the edge of a follow-up: whatever broke, after some tries a person must see to it
        log.exception("follow_up_failed", line=line_id, lease=lease)
        line = app.world.diary.line(line_id)
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
            app.ledger.commit(_operation(line), follow_up.run(app.world, line, app.world.clock.now()))
        except Stale:
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - spreads the tries, keeps no secret
            continue
        return Worked.DONE
    raise TryLater("others kept changing the same records")


def _set_aside(app: "App", line: Line) -> Worked:
    log.error("follow_up_set_aside", line=line.id, tries=line.tries)
    try:
        change = follow_up.set_aside(app.world, line, app.world.clock.now())
    except STORE_AWAY:
        raise
    except Exception:  # what it is about cannot even be read: set aside all the same, or it would ring for ever
        log.exception("set_aside_unread", line=line.id)
        change = follow_up.set_aside_unread(app.world, line, app.world.clock.now())
    app.ledger.commit(_operation(line), change)
    return Worked.ASIDE


def _operation(line: Line) -> str:
    return f"follow_up:{line.id}:{line.lease}"
