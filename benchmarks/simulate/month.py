"""A month in the town: requests come in, people answer or do not, turn up or do not, and the bot's clock goes round."""

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from benchmarks.simulate.house import House
from benchmarks.simulate.town import AREA, Asked, Town
from bot import due, moments
from bot.desk import candidates, confirming, holding, invites, requests, settling, tasks
from bot.desk.requests import Wanted
from bot.errors import NotPossible
from bot.model import Case, Invite, PersonId, Request, RequestId
from bot.store.change import Change

AFTER = timedelta(days=12)  # what was asked on the last day is seen to its end
LOOKS = timedelta(minutes=30)  # between a coordinator's looks at the queue
SMALL = timedelta(milliseconds=1)
GOES_AHEAD = {"now": 0.5, "today": 3.0, "week": 10.0, "flexible": 14.0}  # waking hours from yes to task, no day agreed
SEARCHES = 3  # of a coordinator's, before they give up
GAVE_UP, HELD = "could_not_help", "searching"


@dataclass
class Record:
    """What became of one request."""

    asked: Asked
    accepted: datetime | None = None
    km: float | None = None
    helper: PersonId | None = None
    helped: bool = False


@dataclass
class Month:
    """One policy's month, and what is counted of it."""

    house: House
    town: Town
    seed: int
    records: dict[str, Record] = field(default_factory=dict)
    invited: dict[PersonId, int] = field(default_factory=dict)
    could_be_asked: set[PersonId] = field(default_factory=set)
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _searched: dict[str, list[date]] = field(default_factory=dict)

    def play(self) -> None:
        """Let the month go by."""
        for asked in self.town.requests:
            self._at(asked.at, lambda asked=asked: self._opens(asked))  # type: ignore[misc]
        self._at(self.house.clock.now() + LOOKS, self._coordinator_looks)
        end = self.town.requests[-1].at + AFTER
        while self._now < end:
            line = self.house.app.world.diary.next_due()
            if line is not None and line <= self._heap[0][0]:
                self.house.clock.set(max(line, self._now) + SMALL)
                self._what_is_due()
            else:
                moment, _, act = heapq.heappop(self._heap)
                self.house.clock.set(max(moment, self._now))
                act()
            self._phones_ring()

    @property
    def _now(self) -> datetime:
        return self.house.clock.now()

    def _at(self, moment: datetime, act: Callable[[], None]) -> None:
        heapq.heappush(self._heap, (moment, next(self._numbers), act))

    def _does(self, decide: Callable[[], Change]) -> bool:
        """Commit what someone decided; False when it cannot be done any more."""
        try:
            change = decide()
        except NotPossible:
            return False
        self.house.ledger.commit(f"act:{next(self._numbers)}", change)
        return True

    def _what_is_due(self) -> None:
        for line, lease in self.house.app.world.diary.lease(self._now):
            if due.work_off(self.house.app, line, lease) is due.Worked.ASIDE:
                raise RuntimeError(f"{line} was set aside")

    # ---- asking
    def _opens(self, asked: Asked) -> None:
        request_id = RequestId(f"r{asked.number:04}")
        self.records[request_id] = Record(asked)
        private = {"features": asked.features} if asked.features else {}
        wanted = Wanted(
            area=AREA,
            resident=asked.resident,
            asked_by=asked.resident,
            kind=asked.kind,
            place=asked.place,
            when=asked.when,
            urgency=asked.urgency,
            language=asked.language,
            private=private,
            id=request_id,
        )
        self._does(lambda: requests.open_request(self.house.app.world, wanted, self._now)[0])
        looked_at = moments.next_morning(self._now) if self._waits(request_id) else self._now
        self._at(looked_at, lambda: self._count_who_could(request_id))

    def _waits(self, request_id: RequestId) -> bool:
        return moments.is_quiet(self._now) and self.records[request_id].asked.urgency != "now"

    def _count_who_could(self, request_id: RequestId) -> None:
        """Whoever passes every hard rule for this request when the first are asked could have been asked for it."""
        world = self.house.app.world
        request = world.register.request(request_id)
        barred = {one.id for one, _ in candidates.left_out(world, request, self._now)}
        self.could_be_asked |= {one.id for one in self.town.volunteers} - barred

    # ---- answering
    def _phones_ring(self) -> None:
        ledger = self.house.ledger
        for invite in ledger.invited:
            self.invited[invite.volunteer] = self.invited.get(invite.volunteer, 0) + 1
            self._may_answer(invite)
        for request in ledger.moved:
            self._note(request)
        ledger.invited.clear()
        ledger.moved.clear()

    def _luck(self, *what: object) -> Random:
        """The same for the same people and the same request, whatever the policy."""
        return Random(":".join(map(str, (self.seed, *what))))

    def _may_answer(self, invite: Invite) -> None:
        who, luck = self.town.characters[invite.volunteer], self._luck(invite.volunteer, invite.request)
        if luck.random() > who.answers:
            return
        volunteer = self.house.app.world.register.volunteer(invite.volunteer)
        share = (invite.distance_km or 0) / volunteer.range_km if volunteer and not volunteer.phone_only else 0
        says_yes = luck.random() < who.willing * (1 - 0.35 * share)
        delay = timedelta(minutes=luck.lognormvariate(math.log(who.minutes), 0.8))
        self._at(self._awake(self._now + delay, luck), lambda: self._answers(invite, yes=says_yes))

    def _awake(self, moment: datetime, luck: Random) -> datetime:
        """Nobody answers at night, save those whom it was right to wake."""
        if not moments.is_quiet(moment) or moments.is_quiet(self._now):
            return moment
        return moments.next_morning(moment) + timedelta(minutes=luck.expovariate(1 / 40))

    def _answers(self, invite: Invite, *, yes: bool) -> None:
        world, by = self.house.app.world, invite.volunteer
        if world.register.invite(invite.id).state not in ("open", "expired"):
            return
        if not yes:
            self._does(lambda: invites.decline(world, invite.id, by, self._now))
        elif self._does(lambda: invites.accept(world, invite.id, by, self._now)):
            self._accepted(invite)

    def _accepted(self, invite: Invite) -> None:
        record = self.records[invite.request]
        record.accepted = record.accepted or self._now
        record.km, record.helper = invite.distance_km, invite.volunteer
        luck = self._luck("task", invite.volunteer, invite.request)
        comes = self._task_time(record.asked, luck)
        fate, keeps_word = luck.random(), self.town.characters[invite.volunteer].keeps_word
        if fate < keeps_word:
            self._at(comes, lambda: self._comes(invite))
        elif fate < (1 + keeps_word) / 2:  # tells us, more or less in time; the others just do not come
            self._at(self._now + (comes - self._now) * luck.random(), lambda: self._hands_back(invite))
        else:
            self._at(comes + timedelta(hours=2), lambda: self._was_not_there(invite))

    def _task_time(self, asked: Asked, luck: Random) -> datetime:
        begins = moments.begins(asked.when)
        if begins:
            return max(begins, self._now) + timedelta(minutes=luck.uniform(20, 120))
        waking = GOES_AHEAD[asked.urgency] * 60 * luck.uniform(0.3, 1.3)
        return self._now + timedelta(minutes=30) if asked.urgency == "now" else moments.waking(self._now, waking)

    # ---- and coming
    def _still_theirs(self, invite: Invite) -> bool:
        return self.house.app.world.register.invite(invite.id).state in ("accepted", "under_way")

    def _comes(self, invite: Invite) -> None:
        if not self._still_theirs(invite):
            return
        world, record = self.house.app.world, self.records[invite.request]
        record.helped, record.km = True, invite.distance_km
        luck = self._luck("done", invite.volunteer, invite.request)
        if luck.random() < 0.7:
            self._does(lambda: tasks.finish(world, invite.id, invite.volunteer, self._now))
        if luck.random() < 0.85:
            later = moments.waking(self._now, luck.uniform(10, 400))
            resident = record.asked.resident
            self._at(
                later, lambda: self._ignored(lambda: confirming.confirm(world, invite.request, resident, self._now))
            )

    def _ignored(self, decide: Callable[[], Change]) -> None:
        self._does(decide)

    def _hands_back(self, invite: Invite) -> None:
        if self._still_theirs(invite):
            self._does(lambda: tasks.hand_back(self.house.app.world, invite.id, invite.volunteer, self._now))

    def _was_not_there(self, invite: Invite) -> None:
        if self._still_theirs(invite):
            resident = self.records[invite.request].asked.resident
            self._does(lambda: confirming.deny(self.house.app.world, invite.request, resident, self._now))

    def _note(self, request: Request) -> None:
        """A helper no longer on it leaves it without one."""
        record = self.records[request.id]
        if record.helper not in request.helpers and request.state in ("open", "held"):
            record.helper = None

    # ---- the coordinator
    def _coordinator_looks(self) -> None:
        here = moments.local(self._now)
        if here.weekday() < 5 and 9 <= here.hour < 17:
            for case in self.house.app.world.register.queue(AREA):
                self._sees_to(case)
        self._at(self._now + LOOKS, self._coordinator_looks)

    def _sees_to(self, case: Case) -> None:
        """Others are asked again, once a day; when that has come to nothing too often, it counts as not helped."""
        world, rowan, key = self.house.app.world, self.house.coordinator, str(case.request)
        if case.reason == "failed_line":
            raise RuntimeError(f"something failed: {case}")
        tried = self._searched.setdefault(key, [])
        if tried and tried[-1] == self._now.date():
            return
        tried.append(self._now.date())
        self._does(lambda: holding.claim(world, case.id, rowan, self._now))
        if case.reason == "unconfirmed" or len(tried) > SEARCHES:
            self._does(lambda: settling.resolve(world, case.id, GAVE_UP, rowan, self._now, then="close"))
        else:
            self._does(lambda: settling.resolve(world, case.id, HELD, rowan, self._now))
