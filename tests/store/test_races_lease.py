"""Many clocks and workers at once: every line is handed out to one, and done once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot import due
from bot.due import Worked
from bot.model import Line, LineId
from bot.store.change import Change
from tests.support.town import Town

THREADS, LINES = 50, 200


def write_lines(town: Town) -> None:
    """So many lines about Amina, all due now."""
    amina = town.meet("amina")
    at = town.app.world.clock.now()
    lines = tuple(Line(LineId(f"would_help.{n}"), "would_help", f"person:{amina.id}", at) for n in range(LINES))
    town.commit(Change(lines=lines))


def test_fifty_clocks_lease_disjoint_lines(town: Town) -> None:
    """Fifty that ask in the same instant get every line between them, no line twice and no lease number twice."""
    write_lines(town)
    at, start = town.app.world.clock.now(), Barrier(THREADS)

    def ask(_: int) -> list[tuple[str, int]]:
        start.wait()
        return [(one.line, one.lease) for one in town.app.world.diary.lease(at, most=7)]

    with ThreadPoolExecutor(THREADS) as pool:
        found = [one for part in pool.map(ask, range(THREADS)) for one in part]
    assert Counter(line for line, _ in found) == Counter(f"would_help.{n}" for n in range(LINES))
    assert len({lease for _, lease in found}) == LINES


def test_fifty_workers_with_one_lease(town: Town) -> None:
    """A line rung fifty times at once is done by one of them; the gentle question is asked once."""
    amina = town.meet("amina")
    town.commit(
        Change(lines=(Line(LineId("would_help.1"), "would_help", f"person:{amina.id}", town.app.world.clock.now()),))
    )
    (leased,) = town.app.world.diary.lease(town.app.world.clock.now())
    start = Barrier(THREADS)

    def work(_: int) -> Worked:
        start.wait()
        return due.work_off(town.app, *leased)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    town.deliver()
    assert town.ids("amina") == ["would-help"]
    assert town.app.world.diary.line(leased.line) is None
