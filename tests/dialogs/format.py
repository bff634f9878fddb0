"""Transcripts as files: who says or presses what, and what is heard, by text id and facts, never by wording."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

FOLDER = Path(__file__).parent / "chats"
_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, config=_STRICT)
class Hears:
    """One message someone must have: its text id, facts in it, the actions of its buttons, facts that are shown or not.

    A text said otherwise on some doors is written with all its ids, `ask-phone|ask-phone-web`.
    `who` when it is not whoever acts in this turn; of `joe|sue` exactly one hears it.
    `absent = true`: nothing with this text id may have come.
    """

    text: str
    who: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    buttons: tuple[str, ...] | None = None
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    absent: bool = False


@checked(frozen=True, config=_STRICT)
class Turn:
    """One thing someone does, after the clock moved (`+20m`, `+3h`, `22:30`); then what is heard.

    With neither says nor presses the turn only moves the clock and listens. In what is said `{code}` stands for the
    code of the newest message that has one, `{code:shopping}` for that of the newest about shopping, `{link}` for what
    is in the join link a group handed out. `presses` is a button's action, or `action/which` (see `is_button`).
    """

    who: str
    clock: str = ""
    says: str = ""
    presses: str = ""
    sends: str = ""  # voice, photo, document...
    shares: tuple[float, float] | None = None
    shares_number: str = ""
    blocks: bool | None = None
    opens: bool = False
    late: bool = False  # the button is gone from the screen already: it was pressed a moment before
    together: tuple[str, ...] = ()  # others who do the same at the same moment
    hears: tuple[Hears, ...] = ()
    silence: bool = False  # nothing at all is said to whoever acts


@checked(frozen=True, config=_STRICT)
class Someone:
    """Who lives in the town before the chat begins."""

    name: str
    kinds: tuple[str, ...] = ()  # an approved volunteer for these
    level: str = "dbs_basic"
    nights: bool = False
    phone_only: bool = False
    weekly_limit: int = 3
    coordinates: bool = False  # one of areas.toml's, on duty
    on_duty: bool = True
    listed: bool = False  # a volunteer on a group's list, who has not come by their link yet
    known: Mapping[str, str] | None = None  # a resident whose details are known: name, phone, door
    given: Mapping[str, str | int | float | bool | tuple[str, ...]] = field(default_factory=dict)  # of the volunteer
    avoids: tuple[str, ...] = ()  # people named before whom they asked not to meet
    person: Mapping[str, str | bool] = field(default_factory=dict)  # of the person: under_18, chat_only, language


@checked(frozen=True, config=_STRICT)
class Dialog:
    """A whole transcript."""

    title: str
    turn: tuple[Turn, ...]
    town: tuple[Someone, ...] = ()
    starts: str = "10:00"  # on Monday 23 November 2026
    services: bool = False  # the example services are there


@dataclass(frozen=True)
class Named:
    """A transcript and its file's name."""

    name: str
    dialog: Dialog


def load(path: Path) -> Dialog:
    """One file. Raises pydantic's ValidationError naming what does not belong."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    for turn in found.get("turn", []):
        if isinstance(turn.get("hears"), dict):
            turn["hears"] = [turn["hears"]]
    return TypeAdapter(Dialog).validate_python(found)


def every() -> list[Named]:
    """Every transcript, by name."""
    return [Named(path.stem, load(path)) for path in sorted(FOLDER.glob("*.toml"))]
