"""The stage without a platform: turns are taken and messages read straight from the bot, on a real Redis."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from bot import turn as taking
from bot.desk import follow_up
from bot.errors import Stale
from bot.messages import Inbound, Spoken
from bot.model import Check
from bot.store.change import put
from tests.dialogs.format import Dialog, Someone, Turn
from tests.dialogs.player import inbound_of, start_of
from tests.support.town import Town, areas_on, open_town


def settle_town(town: Town, dialog: Dialog) -> None:
    """The people of a transcript, and the hour it begins."""
    town.at(start_of(dialog))
    for someone in dialog.town:
        _settle(town, someone)
    if dialog.services:
        town.services()


def _settle(town: Town, someone: Someone) -> None:
    if someone.coordinates:
        town.coordinator(someone.name, on_duty=someone.on_duty)
    elif someone.listed:
        town.listed(someone.name, *someone.kinds, level=someone.level)
    elif someone.kinds:
        given = {
            "nights": someone.nights,
            "phone_only": someone.phone_only,
            "weekly_limit": someone.weekly_limit,
            "check": Check(someone.level, None, date(2026, 1, 5)),
        }
        town.volunteer(someone.name, *someone.kinds, **(given | dict(someone.given)))
    else:
        town.meet(someone.name)
    if not someone.listed:
        before = town.person(someone.name)
        avoid = tuple(town.person(name).id for name in someone.avoids)
        known = town.app.world.access.with_private(before, **(someone.known or {}))
        town.commit(put(replace(known, avoid=avoid, **someone.person), before))  # type: ignore[arg-type]


def run_due(town: Town) -> None:
    """Do everything that has fallen due, as worker processes would."""
    while True:
        leased = town.app.world.diary.lease(town.app.world.clock.now())
        if not leased:
            return
        for line_id, lease in leased:
            _work_off(town, line_id, lease)


def _work_off(town: Town, line_id: str, lease: int) -> None:
    for attempt in range(5):
        line = town.app.world.diary.line(line_id)  # type: ignore[arg-type]
        if line is None or line.lease != lease:
            return
        try:
            change = follow_up.run(town.app.world, line, town.app.world.clock.now())
            town.app.ledger.commit(f"line:{line_id}:{lease}:{attempt}", change)
        except Stale:
            continue
        return


class Plain:
    """The whole bot with nothing between it and the people."""

    def __init__(self, redis_url: str, folder: Path, dialog: Dialog, platform: str = "console") -> None:
        self.town = open_town(redis_url, folder, areas=areas_on(platform, str, folder))
        self.town.platform = platform
        settle_town(self.town, dialog)

    def act(self, name: str, turn: Turn) -> None:
        """Take the turn and send what waits."""
        self._take(self._inbound(name, turn))
        self.town.deliver()

    def act_together(self, names: Sequence[str], turn: Turn) -> None:
        """Take everyone's turn at once, a thread each."""
        inbound = [self._inbound(name, turn) for name in names]
        with ThreadPoolExecutor(len(inbound)) as pool:
            list(pool.map(self._take, inbound))
        self.town.deliver()

    def _take(self, inbound: Inbound) -> None:
        taking.take(self.town.app, inbound)

    def _inbound(self, name: str, turn: Turn) -> Inbound:
        return self.town.inbound(name, **inbound_of(turn, partial(self.town.button, name)))

    def chat(self, name: str) -> dict[str, Spoken]:
        """What they have now."""
        self.town.deliver()
        return self.town.heard[name]

    def clock(self, to: datetime) -> None:
        """Move on, then let what is due happen."""
        self.town.at(to)
        run_due(self.town)
        self.town.deliver()

    def now(self) -> datetime:
        """Town time."""
        return self.town.app.world.clock.now()

    def link(self, name: str) -> str:
        """What is in the join link their group handed out."""
        return self.town.links[name]
