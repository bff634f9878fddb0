"""Plays a transcript on a stage. A stage is a door (or none) with people at it; the checks are the same for all."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.messages import Spoken, SpokenButton
from tests.dialogs.format import Dialog, Hears, Turn
from tests.support.town import is_button

MONDAY = date(2026, 11, 23)
LONDON = ZoneInfo("Europe/London")


class Stage(Protocol):
    """What a door must offer for a transcript to be played through it."""

    def act(self, name: str, turn: Turn) -> None:
        """Someone does what the turn says."""
        ...

    def act_together(self, names: Sequence[str], turn: Turn) -> None:
        """Several people do the same in the same instant."""
        ...

    def chat(self, name: str) -> dict[str, Spoken]:
        """Everything someone has in their chat now, oldest first, by message; edits in place."""
        ...

    def clock(self, to: datetime) -> None:
        """Move town time there and let everything due happen."""
        ...

    def now(self) -> datetime:
        """Town time."""
        ...

    def link(self, name: str) -> str:
        """What is in the join link their group handed out."""
        ...


@dataclass
class Screens:
    """Every button someone ever saw, for those who press late."""

    names: frozenset[str]
    seen: dict[str, list[SpokenButton]] = field(default_factory=dict)

    def look(self, stage: Stage) -> None:
        """Remember what is there now."""
        for name in self.names:
            now = [button for spoken in stage.chat(name).values() for button in spoken.buttons]
            self.seen[name] = [*self.seen.get(name, []), *now]

    def gone(self, name: str, wanted: str) -> str:
        """The id of the newest button like this they ever saw."""
        return next(button.id for button in reversed(self.seen[name]) if is_button(button, wanted))


def start_of(dialog: Dialog) -> datetime:
    """When the transcript begins."""
    return datetime.combine(MONDAY, time.fromisoformat(dialog.starts), LONDON)


def play(dialog: Dialog, stage: Stage) -> None:
    """Play it to the end. Raises AssertionError saying which turn went otherwise and what was heard."""
    screens = Screens(frozenset(_name(turn.who) for turn in dialog.turn if turn.late))
    for number, turn in enumerate(dialog.turn, 1):
        try:
            _turn(stage, _filled(stage, screens, turn))
            screens.look(stage)
        except AssertionError as other:
            raise AssertionError(f"turn {number} ({turn.who} {turn.says or turn.presses}): {other}") from None


def _filled(stage: Stage, screens: Screens, turn: Turn) -> Turn:
    """The turn with what only this playing of it can know: a code, a link, the id of a button that is gone."""
    name = _name(turn.who)
    if turn.late:
        return replace(turn, presses=screens.gone(name, turn.presses))
    said = re.sub(r"\{code:?(\w*)\}", lambda wanted: _code(stage.chat(name).values(), wanted[1]), turn.says)
    return replace(turn, says=said.replace("{link}", stage.link(name)) if "{link}" in said else said)


def _code(heard: Iterable[Spoken], kind: str) -> str:
    about = [one.data for one in heard if one.data.get("code") and str(one.data.get("kind", "")).startswith(kind)]
    codes = [str(facts["code"]) for facts in about]
    assert codes, f"no message so far has a code {kind}"
    return codes[-1]


def _turn(stage: Stage, turn: Turn) -> None:
    names = [_name(turn.who), *map(_name, turn.together)]
    before = {
        name: dict(stage.chat(name)) for name in {*names, *(one for wanted in turn.hears for one in _who(wanted))}
    }
    if turn.clock:
        stage.clock(_moment(turn.clock, stage.now()))
    if len(names) > 1:
        stage.act_together(names, turn)
    elif _does_something(turn):
        stage.act(names[0], turn)
    for wanted in turn.hears:
        _check(stage, _listener(stage, wanted, before) or names[0], wanted, before)
    if turn.silence:
        new = _new(stage, names[0], before)
        assert not new, f"there should be silence, but {names[0]} hears {[one.text_id for one in new]}"


def inbound_of(turn: Turn, button: Callable[[str], str]) -> dict[str, object]:
    """What an Inbound carries for this turn; `button` finds the id behind an action."""
    if turn.presses:
        return {"press": turn.presses if turn.late else button(turn.presses)}
    if turn.blocks is not None:
        return {"blocked": turn.blocks}
    if turn.opens:
        return {"opened": True}
    if turn.shares:
        return {"location": turn.shares}
    return {"text": turn.says, "attachment": turn.sends, "contact": turn.shares_number}


def _does_something(turn: Turn) -> bool:
    return bool(turn.says or turn.presses or turn.sends or turn.shares or turn.shares_number or turn.opens) or (
        turn.blocks is not None
    )


def _name(who: str) -> str:
    """`resident:amina` is said as amina; the part before is for the reader."""
    return who.rpartition(":")[2]


def _moment(clock: str, now: datetime) -> datetime:
    step = re.fullmatch(r"\+(\d+)([mhd])", clock)
    if step:
        unit = {"m": "minutes", "h": "hours", "d": "days"}[step[2]]
        return now + timedelta(**{unit: int(step[1])})
    here = now.astimezone(LONDON)
    wanted = datetime.combine(here.date(), time.fromisoformat(clock), LONDON)
    return wanted if wanted > here else wanted + timedelta(days=1)


def _new(stage: Stage, name: str, before: dict[str, dict[str, Spoken]]) -> list[Spoken]:
    had = before.get(name, {})
    return [spoken for item, spoken in stage.chat(name).items() if had.get(item) != spoken]


def _who(wanted: Hears) -> list[str]:
    return [_name(one) for one in wanted.who.split("|") if one]


def _listener(stage: Stage, wanted: Hears, before: dict[str, dict[str, Spoken]]) -> str:
    """Who is to hear it, or "" for whoever acts; of several named exactly one does."""
    people = _who(wanted)
    if len(people) < 2:
        return "".join(people)
    heard = [name for name in people if wanted.text in [one.text_id for one in _new(stage, name, before)]]
    assert len(heard) == 1, f"exactly one of {people} should hear {wanted.text}, not {heard}"
    return heard[0]


def _check(stage: Stage, name: str, wanted: Hears, before: dict[str, dict[str, Spoken]]) -> None:
    new = _new(stage, name, before)
    found = [spoken for spoken in new if spoken.text_id in wanted.text.split("|")]
    if wanted.absent:
        assert not found, f"{name} must not hear {wanted.text}"
        return
    assert found, f"{name} should hear {wanted.text}, but hears {[one.text_id for one in new]}"
    spoken = next((one for one in reversed(found) if wanted.facts.items() <= one.data.items()), found[-1])
    actions = [button.id.partition(":")[0] for button in spoken.buttons]
    for fact, value in wanted.facts.items():
        assert spoken.data.get(fact) == value, f"{wanted.text}: {fact} is {spoken.data.get(fact)!r}, not {value!r}"
    for action in wanted.buttons or ():
        assert action in actions, f"{wanted.text} has buttons {actions}, not {action}"
    assert wanted.buttons != () or not actions, f"{wanted.text} should have no buttons, but has {actions}"
    _check_shown(spoken, wanted)


def _check_shown(spoken: Spoken, wanted: Hears) -> None:
    for fact in wanted.shows:
        value = spoken.data.get(fact)
        assert value, f"{wanted.text} should show {fact}"
        assert str(value) in spoken.plain, f"{wanted.text} has {fact} but its words do not say it: {spoken.plain}"
    for fact in wanted.hides:
        assert not spoken.data.get(fact), f"{wanted.text} must not carry {fact}"
    said = spoken.data.get("lines") or []
    for line in wanted.lines:
        assert isinstance(said, list), said
        assert line in said, f"{wanted.text} says {said}, not {line}"
