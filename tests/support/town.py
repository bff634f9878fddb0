"""A town to test in: the whole bot on a real Redis, with people who write, press and hear, and no platform between."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from bot import deliver, turn
from bot.app import App, build
from bot.commands import demo
from bot.desk import imports, people
from bot.messages import Inbound, Spoken, SpokenButton
from bot.model import ALL_DAY_EVERY_DAY, AreaId, Check, Duty, Person, PersonId, Place, Volunteer
from bot.store import keys
from bot.store.change import Change, put
from bot.store.outbox import Pace
from bot.store.reply import text
from config.settings import EXAMPLE_AREAS, Settings

MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
DEVIZES = AreaId("devizes")
SN10 = Place("SN10", 51.3445, -1.9756)
PLATFORM = "console"


@dataclass
class Town:
    """People are known by name. What each hears is kept in `heard`, newest last, edits in place."""

    app: App
    platform: str = PLATFORM
    sender: Callable[[str], str] = str  # a name's id on the platform
    heard: dict[str, dict[str, Spoken]] = field(default_factory=lambda: defaultdict(dict))
    names: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)  # by name, what is in a join link handed out
    _events: "count[int]" = field(default_factory=lambda: count(1))

    # ---- what people do
    def says(self, name: str, text: str) -> list[Spoken]:
        """Someone writes; what they hear next."""
        return self._does(name, text=text)

    def presses(self, name: str, action: str) -> list[Spoken]:
        """Someone taps the newest button with this action; what they hear next."""
        return self._does(name, press=self.button(name, action))

    def does(self, name: str, **what: object) -> list[Spoken]:
        """Someone does anything an Inbound can carry."""
        return self._does(name, **what)

    def _does(self, name: str, **what: object) -> list[Spoken]:
        before = list(self.heard[name].items())
        turn.take(self.app, self.inbound(name, **what))
        self.deliver()
        return [spoken for item, spoken in self.heard[name].items() if (item, spoken) not in before]

    def inbound(self, name: str, **what: object) -> Inbound:
        """One event on this town's platform."""
        at = self.app.world.clock.now()
        self.names.add(name)
        return Inbound(event=f"e{next(self._events)}", platform=self.platform, sender=self.sender(name), at=at, **what)  # type: ignore[arg-type]

    def button(self, name: str, action: str) -> str:
        """The id of the newest button with this action. Raises AssertionError when there is none."""
        for spoken in reversed(self.heard[name].values()):
            for button in spoken.buttons:
                if is_button(button, action):
                    return button.id
        raise AssertionError(f"{name} sees no button {action}: {self.ids(name)}")

    # ---- what people hear
    def deliver(self) -> None:
        """Send everything that waits, as a door would."""
        while True:
            found = deliver.next_up(self.app, self.platform, Pace())
            if isinstance(found, deliver.Delivery):
                shown_as = found.edit or f"m{next(self._events)}"
                self.heard[self.name_of(found.person)][shown_as] = found.spoken
                deliver.sent(self.app, found, shown_as)
            elif found > 0:
                return

    def name_of(self, person: Person) -> str:
        """The name someone writes under."""
        address = self.app.world.access.address(person, self.platform)
        return next((name for name in self.names if self.sender(name) == address), address or "")

    def ids(self, name: str) -> list[str]:
        """Text ids someone has in their chat now, oldest first."""
        return [spoken.text_id for spoken in self.heard[name].values()]

    def last(self, name: str) -> Spoken:
        """The newest message someone has."""
        return list(self.heard[name].values())[-1]

    # ---- who lives there
    def person(self, name: str) -> Person:
        """The person who writes under this name."""
        digest = self.app.world.vault.digest(self.platform, self.sender(name))
        found = self.app.world.register.person_at(digest)
        assert found, f"{name} has never written"
        return self.app.world.register.person(found)

    def meet(self, name: str, **private: str) -> Person:
        """Someone known already, with a name and what else is private of theirs."""
        self.names.add(name)
        person, change = people.meet(self.app.world, self.platform, self.sender(name), MONDAY_TEN)
        person = self.app.world.access.with_private(person, name=name.title(), **private)
        known = replace(person, platform=self.platform, place=SN10, area=DEVIZES, details_asked=True)
        self.commit(change + put(known))
        return self.person(name)

    def volunteer(self, name: str, *kinds: str, **more: object) -> Volunteer:
        """An approved volunteer in SN10 (unless said otherwise), free at any time."""
        person = self.meet(name)
        given = {
            "status": "approved",
            "kinds": kinds,
            "place": SN10,
            "available": ALL_DAY_EVERY_DAY,
            "check": Check("dbs_basic", None, date(2026, 1, 5)),
        }
        volunteer = Volunteer(person.id, DEVIZES, **(given | more))  # type: ignore[arg-type]
        self.commit(put(volunteer))
        return volunteer

    def listed(self, name: str, *kinds: str, level: str = "none") -> None:
        """A volunteer on a group's list, with a join link; Rowan, who must be there, vouches for a check of theirs."""
        vouched = None if level == "none" else self.person("rowan").id
        row = imports.Row(kinds, SN10, {"name": name.title()}, level=level)
        change, outcome = imports.take(self.app.world, row, vouched, MONDAY_TEN)
        self.commit(change)
        self.links[name] = outcome.token

    def coordinator(self, name: str = "rowan", *, on_duty: bool = True) -> Person:
        """One of areas.toml's coordinators, on duty."""
        person = self.meet(name)
        if on_duty:
            before = self.app.world.register.duty(DEVIZES)
            duty = Duty(DEVIZES, (*before.on, person.id))
            self.commit(put(duty, before if before.version else None))
        return person

    def services(self) -> None:
        """The example services are there."""
        for change in demo.services(self.app.world):
            self.commit(change)

    def commit(self, change: Change) -> None:
        """Write a Change."""
        self.app.ledger.commit(f"town{next(self._events)}", change)

    def at(self, moment: datetime) -> None:
        """Move town time to a moment, forward or back."""
        self.app.world.clock.forward(moment - self.app.world.clock.now())

    def later(self, **by: float) -> datetime:
        """Move town time on."""
        return self.app.world.clock.forward(timedelta(**by))


def is_button(button: SpokenButton, wanted: str) -> bool:
    """Whether it is the one wanted: by its whole id, its action, or `action/which` where several share an action.

    `which` is how the id ends, or a name in the label: `outcome/found`, `write-to/Joe`.
    """
    action, _, which = wanted.partition("/")
    said = button.id.endswith(which) or which in button.label
    return button.id == wanted or (button.id.partition(":")[0] == action and said)


def open_town(redis_url: str, folder: Path, **more: object) -> Town:
    """An empty town at ten on a Monday morning. `more`: settings."""
    settings = Settings(redis_url=redis_url, data_dir=folder, **more)  # type: ignore[arg-type]
    town = Town(build(settings))
    town.at(MONDAY_TEN)
    return town


def areas_on(platform: str, sender: Callable[[str], str], folder: Path) -> Path:
    """A copy of the example areas whose coordinators write on another platform."""
    written: list[str] = []
    for line in EXAMPLE_AREAS.read_text(encoding="utf-8").splitlines():
        name = re.fullmatch(r'id = "(\w+)"', line)
        here = bool(written) and written[-1] == 'platform = "console"'
        written.append(f'id = "{sender(name[1])}"' if name and here else line)
    path = folder / "areas.toml"
    text = "\n".join(written).replace('platform = "console"', f'platform = "{platform}"')
    path.write_text(text, encoding="utf-8")
    return path


def due_lines(town: Town) -> list[str]:
    """Ids of the diary's lines, by when they fall due."""
    client = town.app.ledger.client
    return [text(line) for line in client.zrange(keys.diary_due(), 0, -1)]


def person_id(town: Town, name: str) -> PersonId:
    """The id of the person who writes under this name."""
    return town.person(name).id
