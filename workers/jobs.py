"""What RQ runs: ids in, one call of the bot."""

from typing import TYPE_CHECKING, ClassVar

from bot import due
from bot.model import LineId

if TYPE_CHECKING:
    from bot.app import App


class Bench:
    """The App of this process, built once and before RQ forks, so that each job starts with everything at hand."""

    app: ClassVar["App"]


class FollowUpFailed(Exception):
    """What went wrong with a follow-up, by its kind: RQ keeps it, in clear, for a day."""


def follow_up(line: str, lease: int) -> None:
    """Do what fell due under this lease; nothing, when it is done already or under another's."""
    try:
        due.work_off(Bench.app, LineId(line), lease)
    except Exception as problem:  # noqa: BLE001 - the edge of a job: its own words may be what people typed
        raise FollowUpFailed(type(problem).__name__) from None
