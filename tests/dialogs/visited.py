"""What a played transcript visits: the texts put into words, the moves of the lifecycle tables, the buttons pressed."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.app import App
from bot.model import Case, Invite, Request, Volunteer
from bot.store.change import OPERATION_MEMORY_MS, Change, Ledger, Outcome
from bot.texts import Texts
from tests.dialogs.format import Dialog
from tests.dialogs.plain import Plain
from tests.dialogs.player import play

Move = tuple[str, str, str]  # which table, from, to


@dataclass
class Visits:
    """Collected over any number of transcripts."""

    texts: set[str] = field(default_factory=set)
    moves: set[Move] = field(default_factory=set)
    presses: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class WatchedTexts(Texts):
    """Texts that note what they were asked for."""

    visits: Visits = field(default_factory=Visits)

    def text(self, text_id: str, language: str, params: "dict[str, object]") -> str:  # type: ignore[override]
        """The words, noted."""
        self.visits.texts.add(text_id)
        return super().text(text_id, language, params)


@dataclass(frozen=True)
class WatchedLedger(Ledger):
    """A ledger that notes which moves were truly committed."""

    visits: Visits = field(default_factory=Visits)

    def commit(self, operation: str, change: Change, result: str = "", memory_ms: int = OPERATION_MEMORY_MS) -> Outcome:
        """Committed, and noted."""
        outcome = super().commit(operation, change, result, memory_ms)
        for put in change.puts:
            before, new = put.before, put.new
            if isinstance(before, (Request, Invite, Case)) and isinstance(new, (Request, Invite, Case)):
                self.visits.moves.add((type(new).__name__, before.state, new.state))
            elif isinstance(before, Volunteer) and isinstance(new, Volunteer):
                self.visits.moves.add(("Volunteer", before.status, new.status))
        return outcome


def watched(app: App, visits: Visits) -> App:
    """The same bot, watched."""
    texts = WatchedTexts(app.texts.bundles, app.texts.now, visits)
    ledger = WatchedLedger(app.ledger.client, app.ledger.scripts, visits)
    return replace(app, texts=texts, ledger=ledger)


def play_watched(dialog: Dialog, redis_url: str, folder: Path, visits: Visits, platform: str = "console") -> None:
    """Play a transcript without a platform, noting what it visits."""
    stage = Plain(redis_url, folder, dialog, platform)
    stage.town.app = watched(stage.town.app, visits)
    visits.presses |= {turn.presses.partition(":")[0].partition("/")[0] for turn in dialog.turn if turn.presses}
    play(dialog, stage)


def said_otherwise(dialog: Dialog) -> bool:
    """Whether something in it is said otherwise where a closed page is all we could reach someone by."""
    return any("-web" in wanted.text for turn in dialog.turn for wanted in turn.hears)
