"""How far behind Onedoor is: what waits to be said, what has fallen due, who is alive."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.store import lags
from bot.store.alive import Roll
from config.settings import Settings

if TYPE_CHECKING:
    from bot.app import App

SILENT = 10.0  # seconds after which a process that says nothing counts as not running
LATE = timedelta(minutes=5)  # town time by which what is due should have been done
UNSAID = 60.0  # seconds by which someone who waits should have been answered
PRIORITIES = ("danger", "waiting", "bulk")
PRESSING = PRIORITIES[:2]  # a bulk send may take its time


def alive(app: "App", role: str) -> int:
    """How many processes of a role have said lately that they are alive."""
    return sum(seconds < SILENT for seconds in Roll(app.ledger.client).silent_for(role).values())


def platforms(settings: Settings) -> list[str]:
    """The platforms on which this Onedoor should be speaking."""
    given = (("telegram", settings.telegram_token), ("slack", settings.slack_bot_token))
    return ["web", *(name for name, token in given if token)]


def unsaid(app: "App", platform: str) -> dict[str, lags.Unsaid]:
    """By priority, how many chats of a platform wait for something to be said, and for how long the longest."""
    return dict(zip(PRIORITIES, lags.unsaid(app.ledger.client, platform), strict=True))


def overdue(app: "App") -> timedelta:
    """For how long the oldest thing that is due, and nobody has in hand, has been due."""
    due = app.world.diary.next_due()
    return max(app.world.clock.now() - due, timedelta(0)) if due else timedelta(0)


# ---- what is amiss, in sentences
def clock(app: "App") -> Iterator[str]:
    """Whether anyone sees what falls due."""
    if not alive(app, "clock"):
        yield "clock: not running, so nothing falls due: start Onedoor, or python run_bot.py clock"


def diary(app: "App") -> Iterator[str]:
    """Whether what is due is done."""
    late = overdue(app)
    if late > LATE:
        minutes = int(late.total_seconds() // 60)
        yield f"diary: something has been due for {minutes} minutes: look at the clock and the workers"


def outbox(app: "App") -> Iterator[str]:
    """Whether those who wait are answered."""
    for platform in platforms(app.settings):
        found = unsaid(app, platform)
        seconds = max(found[priority].seconds for priority in PRESSING)
        if seconds > UNSAID:
            chats = sum(found[priority].chats for priority in PRESSING)
            yield (
                f"outbox: {chats} chats on {platform} wait to be answered, the longest for {int(seconds)} seconds: "
                f"look at the {platform} process"
            )


def amiss(app: "App") -> list[str]:
    """Every sentence about what is behind; none when all is well. Raises redis errors while the store is away."""
    return [words for part in (clock, diary, outbox) for words in part(app)]
