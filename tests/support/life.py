"""A town left to live at random for a while: everyone does whatever they may, and the clock goes on."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from bot.desk import altering, casework, confirming, holding, invites, reach, requests, roster, settling, tasks
from bot.desk.altering import Altered
from bot.desk.requests import Wanted
from bot.errors import NotPossible, Stale
from bot.model import Case, Invite, PersonId, Request, When
from bot.store.change import Change
from tests.support.diary import run_due
from tests.support.town import DEVIZES, SN10, Town

RESIDENTS = ("amina", "bela")
VOLUNTEERS = ("joe", "sue", "bob", "eve", "flo")
COORDINATORS = ("rowan", "dev")
T = TypeVar("T")
TASKS = (tasks.start, tasks.finish, tasks.hand_back, tasks.no_show, tasks.need_coordinator)


@dataclass
class Life:
    """`story` tells what happened, for whoever must find out why."""

    town: Town
    chance: random.Random
    story: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Who lives there."""
        for name in RESIDENTS:
            self.town.meet(name, phone="+447700900123")
        for name in VOLUNTEERS:
            self.town.volunteer(name, "prescription", nights=name == "eve", weekly_limit=50)
        for name in COORDINATORS:
            self.town.coordinator(name, on_duty=name == "rowan")

    def step(self) -> None:
        """Somebody does something they may, or time goes by."""
        acts: list[Callable[[], Change | None]] = [
            *(self._asks, self._says_how_it_went, self._cancels, self._alters),
            *(self._answers, self._works, self._works, self._leaves_for_now),
            *(self._takes_a_case, self._settles_a_case, self._settles_a_case, self._asks_one),
            *(self._blocks, self._time_goes_by, self._time_goes_by),
        ]
        act = self.chance.choice(acts)
        try:
            change = act()
            if change is not None:
                self.town.commit(change)
        except (NotPossible, Stale) as no:
            self.story[-1] += f" -> {type(no).__name__} {no}"
        self.town.deliver()

    # ---- residents
    def _asks(self) -> Change:
        who = self._person(RESIDENTS)
        urgency = self.chance.choice(("now", "today", "week"))
        when = self.chance.choice((When(), When(date(2026, 11, 25), "morning")))
        wanted = Wanted(DEVIZES, who, who, "prescription", SN10, when, urgency, wants=self.chance.choice((1, 1, 2)))
        change, request = requests.open_request(self.town.app.world, wanted, self._now())
        self._tell(f"asks {request.id} {urgency}, wants {request.wants}")
        return change

    def _says_how_it_went(self) -> Change | None:
        request = self._pick(self._requests())
        act = self.chance.choice((confirming.confirm, confirming.deny))
        if request is None or self.chance.random() < 0.6:
            return None
        self._tell(f"{act.__name__} {request.id}")
        return act(self.town.app.world, request.id, request.resident, self._now())

    def _cancels(self) -> Change | None:
        request = self._pick(self._requests())
        if request is None or self.chance.random() < 0.85:
            return None
        self._tell(f"cancels {request.id}")
        return requests.cancel(self.town.app.world, request.id, request.resident, self._now())[0]

    def _alters(self) -> Change | None:
        request = self._pick(self._requests())
        if request is None:
            return None
        when = self.chance.choice((When(), When(date(2026, 11, 26), "afternoon")))
        new = Altered("please", when, urgency="today")
        self._tell(f"alters {request.id}")
        return altering.alter(self.town.app.world, request.id, request.resident, new, self._now())[0]

    # ---- volunteers
    def _answers(self) -> Change | None:
        invite = self._pick(self._invites("open"))
        act = self.chance.choice((invites.accept, invites.accept, invites.decline))
        return self._volunteer_does(act, invite)

    def _works(self) -> Change | None:
        return self._volunteer_does(self.chance.choice(TASKS), self._pick(self._invites("accepted", "under_way")))

    def _volunteer_does(self, act: Callable[..., Change], invite: Invite | None) -> Change | None:
        if invite is None:
            return None
        self._tell(f"{act.__name__} {invite.id} of {invite.request}")
        return act(self.town.app.world, invite.id, invite.volunteer, self._now())

    def _leaves_for_now(self) -> Change | None:
        who = self._person(VOLUNTEERS)
        if self.chance.random() < 0.7:
            return None
        if roster.known(self.town.app.world, who).status == "paused":
            self._tell(f"resume {who}")
            return roster.resume(self.town.app.world, who, self._now())
        if who == self.town.person("flo").id and self.chance.random() < 0.1:
            self._tell("flo leaves")
            return roster.leave(self.town.app.world, who, self._now())
        self._tell(f"pause {who}")
        return roster.pause(self.town.app.world, who, None, self._now())

    # ---- coordinators
    def _takes_a_case(self) -> Change | None:
        case = self._pick(self._cases())
        if case is None:
            return None
        act = self.chance.choice((holding.claim, holding.claim, holding.take_over, holding.release))
        self._tell(f"{act.__name__} {case.id} {case.reason} of {case.request}")
        return act(self.town.app.world, case.id, self._person(COORDINATORS), self._now())

    def _settles_a_case(self) -> Change | None:
        case = self._pick([case for case in self._cases() if case.owner])
        if case is None or case.owner is None:
            return None
        outcome = self.chance.choice((*settling.OUTCOMES, "searching"))
        then = self.chance.choice(settling.choices(self.town.app.world, case, outcome))
        self._tell(f"settles {case.id} {case.reason} of {case.request}: {outcome}, then {then}")
        return settling.resolve(self.town.app.world, case.id, outcome, case.owner, self._now(), then=then)

    def _asks_one(self) -> Change | None:
        case = self._pick([case for case in self._cases() if case.owner and case.request])
        if case is None or case.owner is None:
            return None
        who = self._person(VOLUNTEERS)
        self._tell(f"asks {who} for {case.request}")
        return casework.ask_one(self.town.app.world, case.id, who, case.owner, self._now())

    # ---- the world
    def _blocks(self) -> None:
        name = self.chance.choice((*RESIDENTS, *VOLUNTEERS))
        person = self.town.person(name)
        if person.unreachable:
            self._tell(f"{name} is back")
            self.town.does(name, text="status")
        elif self.chance.random() < 0.2:
            self._tell(f"{name} blocks")
            self.town.commit(reach.lost(self.town.app.world, person, self.town.platform, self._now()))

    def _time_goes_by(self) -> None:
        minutes = self.chance.choice((3, 12, 40, 130, 700))
        self.town.later(minutes=minutes)
        self._tell(f"{minutes} minutes go by: {', '.join(run_due(self.town))}")

    # ---- looking
    def _requests(self) -> list[Request]:
        register = self.town.app.world.register
        return register.all_of(Request, register.open_requests())

    def _invites(self, *states: str) -> list[Invite]:
        register = self.town.app.world.register
        found = [one for request in register.open_requests() for one in register.invites_for(request)]
        return sorted((one for one in found if one.state in states), key=lambda one: one.id)

    def _cases(self) -> list[Case]:
        return self.town.app.world.register.queue(DEVIZES)

    def _person(self, names: tuple[str, ...]) -> PersonId:
        return self.town.person(self.chance.choice(names)).id

    def _pick(self, found: list[T]) -> T | None:
        return self.chance.choice(found) if found else None

    def _now(self) -> datetime:
        return self.town.app.world.clock.now()

    def _tell(self, what: str) -> None:
        self.story.append(f"{self._now():%a %H:%M} {what}")
