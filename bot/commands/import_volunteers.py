"""`import volunteers`: a group's own spreadsheet in; a row-by-row report and a join link for each out."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Console
from rich.prompt import Confirm
from rich.table import Table

from bot import moments
from bot.app import build
from bot.commands import sheets
from bot.commands.listed import Lister, NotTaken
from bot.desk import imports
from bot.desk.imports import REFUSED, Outcome, Row
from bot.errors import OnedoorError, Stale
from bot.model import PersonId, new_id
from bot.store.change import READINGS, Change, rest
from config.settings import Settings
from matching import columns
from matching.columns import Columns
from matching.offered import kind_named

if TYPE_CHECKING:
    from bot.app import App

SAMPLE = 200  # rows looked at to tell what a column holds


class NoSuchCoordinator(OnedoorError):
    """--approved-by names nobody who may answer for a check."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"--approved-by {name}: no coordinator of that name in areas.toml has written to Onedoor yet. Use the name "
            "as it stands there, and let them say hello once first."
        )


@dataclass(frozen=True)
class Options:
    """How the file is taken."""

    yes: bool = False  # go on without asking
    dry_run: bool = False  # say what would happen, and change nothing
    approved_by: str = ""  # the coordinator who answers for the checks the rows record
    telegram_bot: str = ""  # the bot's username, for Telegram join links
    new_links: bool = False  # make new links for those who have not joined, ending the older ones
    links: Path | None = None  # a CSV file to write the join links to


class LinksNotWritten(OnedoorError):
    """The file for the join links cannot be written, which is looked at before any row is taken."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}), so no row was taken: name another file for --links.")


class Line(NamedTuple):
    """What became of one row of the file (numbered as a spreadsheet shows it)."""

    number: int
    name: str
    outcome: Outcome


def main(settings: Settings, source: Path, options: Options, console: Console | None = None) -> int:
    """Read, show how the columns were understood, take the rows, report each. The number of rows refused.

    Raises SheetNotRead, NoSuchCoordinator.
    """
    app, out = build(settings), console or Console()
    rows = sheets.rows(source)
    top = columns.heading_row(rows)
    body = rows[top + 1 :]
    now = moments.local(app.world.clock.now())
    found = columns.understood(rows[top], _sample(body), lambda words: kind_named(app.reader, words, now))
    approver = _coordinator(app, options.approved_by)
    out.print(_preview(found, body))
    for heading in found.unused:
        out.print(f"Not used: {heading}", markup=False)
    if not options.dry_run and not _go_on(options, out):
        out.print("Nothing was changed.")
        return 0
    _must_write(options)
    lines = list(_taken(app, found, list(enumerate(body, top + 2)), approver, options))
    _report(app, out, lines, options)
    return sum(line.outcome.what == REFUSED for line in lines)


def _must_write(options: Options) -> None:
    if options.links and not options.dry_run:
        try:
            options.links.touch()
        except OSError as problem:
            raise LinksNotWritten(options.links, problem.strerror or "no reason given") from None


def _sample(body: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return [row for row in body if not sheets.blank(row)][:SAMPLE]


def _coordinator(app: "App", name: str) -> PersonId | None:
    """Who answers for the checks, or None when nobody was named. Raises NoSuchCoordinator."""
    if not name:
        return None
    for area in app.world.areas:
        for person in app.world.team.coordinators(area.id):
            if app.world.team.name_of(person).casefold() == name.casefold():
                return person
    raise NoSuchCoordinator(name)


def _preview(found: Columns, body: Sequence[Sequence[str]]) -> Table:
    table = Table("Column", "Taken as", "For example", title="How the columns were understood")
    meant = {number: field.replace("_", " ") for field, number in found.fields.items()}
    meant |= {number: f"offers {kind} where ticked" for number, kind in found.ticks.items()}
    for number, heading in enumerate(found.headings):
        cells = [row[number] for row in body if number < len(row) and row[number]]
        if heading or cells:
            table.add_row(heading, meant.get(number, "—"), cells[0][:40] if cells else "")
    return table


def _go_on(options: Options, out: Console) -> bool:
    if options.yes:
        return True
    try:
        return Confirm.ask("Take the rows like this?", console=out, default=False)
    except EOFError:
        out.print("Say --yes to go on without being asked.")
        return False


def _taken(
    app: "App",
    found: Columns,
    body: list[tuple[int, list[str]]],
    approver: PersonId | None,
    options: Options,
) -> Iterator[Line]:
    """Each row that is not blank, a Change each, so that one refused row stops no other."""
    lister = Lister(app, found, moments.local(app.world.clock.now()))
    seen: dict[str, int] = {}
    for number, cells in body:
        if sheets.blank(cells):
            continue
        try:
            row = lister.row(cells)
        except NotTaken as problem:
            yield Line(number, "", Outcome(REFUSED, str(problem)))
            continue
        key = imports.key_of(app.world, row)
        if key in seen:
            why = "the same phone" if row.private.get("phone") else "the same person"
            yield Line(number, row.private["name"], Outcome(REFUSED, f"{why} as row {seen[key]}"))
            continue
        seen[key] = number
        yield Line(number, row.private["name"], _one(app, row, approver, options))


def _one(app: "App", row: Row, approver: PersonId | None, options: Options) -> Outcome:
    """One row, read again while others change the same people."""
    for attempt in range(READINGS):
        change, outcome = imports.take(app.world, row, approver, app.world.clock.now(), new_link=options.new_links)
        if options.dry_run:
            return outcome._replace(token="")
        try:
            if change != Change():
                app.ledger.commit(new_id("import"), change)
        except Stale:
            rest(attempt)
            continue
        return outcome
    return Outcome(REFUSED, "others kept changing this person just then: import the list once more")


def _report(app: "App", out: Console, lines: Sequence[Line], options: Options) -> None:
    table = Table("Row", "Name", "Outcome", "What")
    table.add_column("To join, they say or open", overflow="fold")
    for line in lines:
        links = "\n".join(_links(app, options, line.outcome.token))
        table.add_row(str(line.number), line.name, line.outcome.what, line.outcome.why, links)
    out.print(table)
    counts = Counter(line.outcome.what for line in lines)
    said = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    out.print(f"{'Nothing was changed; it would be' if options.dry_run else 'Done'}: {said or 'no rows'}.")
    if options.links and not options.dry_run:
        _written(app, options.links, options, lines)
        out.print(f"The join links are in {options.links}. Each works once; send it to that person only.", markup=False)


def _links(app: "App", options: Options, token: str) -> list[str]:
    """Every way to join with this token."""
    if not token:
        return []
    ways = [f"join {token}"]
    if app.settings.public_url:
        ways.append(f"{app.settings.public_url.rstrip('/')}/join/{token}")
    if options.telegram_bot:
        ways.append(f"https://t.me/{options.telegram_bot.lstrip('@')}?start=join-{token}")
    return ways


def _written(app: "App", path: Path, options: Options, lines: Sequence[Line]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "name", "to join"])
        for line in lines:
            if line.outcome.token:
                writer.writerow([line.number, line.name, " | ".join(_links(app, options, line.outcome.token))])
