"""A plain fuzzy search over everyone: the first thing one would write, and fine for a street."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from benchmarks.match.others import MOST, Pair, Row
from bot.desk.candidates import Asking


class Plain:
    """Everyone's kinds, place and likes as one line of words each, all of them compared with the request's."""

    name = "rapidfuzz over everyone"

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pairs: list[Pair] = []

    def add(self, rows: Sequence[Row]) -> None:
        """So many more volunteers."""
        for row in rows:
            place = row.volunteer.place.label if row.volunteer.place else ""
            self._lines.append(" ".join((place, *row.volunteer.kinds, *row.volunteer.likes)))
            self._pairs.append(row.packed)

    def ready(self) -> None:
        """Nothing to do."""

    def near(self, this: Asking, reach_km: float) -> list[Pair]:
        """Those whose words are most like the request's."""
        place = this.request.place.label if this.request.place else ""
        asked = " ".join((place, this.request.kind, *this.need.words))
        best = process.extract(asked, self._lines, scorer=fuzz.WRatio, limit=MOST)
        return [self._pairs[number] for _, _, number in best]

    def close(self) -> None:
        """Nothing to stop."""
