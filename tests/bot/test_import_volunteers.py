"""`import volunteers`: a group's own spreadsheet, whatever it looks like, and joining by its links."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.commands import export_volunteers, sheets
from bot.commands.import_volunteers import LinksNotWritten
from bot.commands.sheets import SheetNotRead
from matching.week import named
from tests.bot.asking import asks, open_to
from tests.bot.lists import ANN, BOB, HEADINGS, listed, run, token_of, written
from tests.support.town import DEVIZES, Town


# ---- taking the rows
def test_rows_are_taken_as_waiting_volunteers(town: Town, tmp_path: Path) -> None:
    """What a row says is kept as an offer; nobody is asked anything, and nothing private lies in clear."""
    report = run(town, written(tmp_path, ANN, BOB))
    ann, bob = listed(town)["Ann Example"], listed(town)["Bob Exämple"]
    assert (ann.status, ann.kinds, ann.range_km, ann.car) == ("waiting", ("shopping", "prescription"), 8.0, True)
    assert named(ann.available) == ("weekday_mornings",)
    assert (bob.kinds, bob.place and bob.place.label, bob.range_km) == (("pets",), "Potterne", 5.0)
    assert report.count("taken") == 3  # each row, and the total
    town.meet("amina")
    assert open_to(town, asks(town, "shopping")) == []
    client = town.app.ledger.client
    stored = b"".join(bytes(client.dump(key) or b"") for key in client.scan_iter("*"))
    for private in (b"Example", b"900111", b"horses"):
        assert private not in stored


def test_the_mapping_is_shown_before_anything_is_written(town: Town, tmp_path: Path) -> None:
    """Each column, what it was taken for and an example; a dry run stops there and says what would happen."""
    report = run(town, written(tmp_path, ANN), dry_run=True)
    for shown in ("Mobile No.", "phone", "How can you help?", "kinds", "07700 900111", "Nothing was changed"):
        assert shown in report
    assert listed(town) == {}


def test_without_a_yes_nothing_is_taken(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked, and answered with no or not at all, it changes nothing."""
    for answer in ("n\n", ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        assert "Nothing was changed" in run(town, written(tmp_path, ANN), yes=False)
    assert listed(town) == {}


def test_each_refused_row_says_why_and_stops_no_other(town: Town, tmp_path: Path) -> None:
    """Row by row: no name, no number, an unknown place, no kind, under 18, twice the same; the rest is taken."""
    report = run(
        town,
        written(
            tmp_path,
            ["", "07700 900113", "SN10", "shopping"],
            ["Cy", "12", "SN10", "shopping"],
            ["Di", "07700 900114", "Atlantis", "shopping"],
            ["Ed", "07700 900115", "SN10", "zzz qqq"],
            ANN,
            ["Ann Again", "+44 7700 900111", "SN10", "shopping"],
        ),
    )
    for row, why in (
        (2, "no name"),
        (3, "no whole phone"),
        (4, "Atlantis"),
        (5, "no kind"),
        (7, "same phone as row 6"),
    ):
        line = next(line for line in report.splitlines() if line.startswith(f"│ {row} "))
        assert "refused" in line
        assert why in line
    assert set(listed(town)) == {"Ann Example"}


def test_under_18s_are_refused(town: Town, tmp_path: Path) -> None:
    """A birthday says so: a coordinator should speak with them instead."""
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,Postcode,Help offered,D.O.B.\nKit,07700 900116,SN10,shopping,1/5/2012\n", encoding="utf-8"
    )
    assert "under 18" in run(town, path)
    assert listed(town) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: str) -> None:
    """However the file was saved, the same cells come out, a title and blank rows above the headings too."""
    rows = [["Volunteers of Example Aid"], [""], HEADINGS, BOB]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    found = sheets.rows(path)
    assert found[2] == HEADINGS
    assert found[3] == BOB


def test_excel_with_numbers_and_dates(town: Town, tmp_path: Path) -> None:
    """A phone number Excel made a number of, a real date and a tick are read; the sheet may be the second one."""
    book = Workbook()
    sheet = book.create_sheet("People")
    sheet.append(["First name", "Surname", "Phone", "Village", "Shopping", "Dog walking", "ID seen", "Date checked"])
    sheet.append(["Ann", "Example", 7700900111, "Rowde", True, None, "yes", datetime(2026, 2, 1)])  # noqa: DTZ001 - as Excel has it
    book.save(tmp_path / "list.xlsx")
    town.coordinator("rowan")
    run(town, tmp_path / "list.xlsx", approved_by="Rowan")
    ann = listed(town)["Ann Example"]
    assert (ann.kinds, ann.place and ann.place.label) == (("shopping",), "Rowde")
    assert (ann.check.level, str(ann.check.on)) == ("identity", "2026-02-01")
    assert town.app.world.access.read(ann.id, f"person:{ann.id}#phone") == "+447700900111"


@pytest.mark.parametrize(("name", "content"), [("none.csv", None), ("empty.csv", b"\n\n"), ("bad.xlsx", b"not a zip")])
def test_files_that_cannot_be_read(town: Town, tmp_path: Path, name: str, content: bytes | None) -> None:
    """Missing, empty or damaged: one plain line says which file and what to give instead."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SheetNotRead, match=name):
        run(town, path)


# ---- again
def test_the_same_file_again_changes_nothing(town: Town, tmp_path: Path) -> None:
    """Known by the number, a row that says the same is the same; the person is not doubled."""
    path = written(tmp_path, ANN, BOB)
    run(town, path)
    before = listed(town)
    assert "2 same" in run(town, path)
    assert listed(town) == before


def test_a_row_that_says_something_new_changes_the_entry(town: Town, tmp_path: Path) -> None:
    """Until they have joined, the newer row counts, and their first link still works."""
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    changed = [*ANN[:3], "shopping", "evenings", *ANN[5:]]
    assert "1 changed" in run(town, written(tmp_path, changed))
    assert named(listed(town)["Ann Example"].available) == ("evenings",)
    assert town.says("ann", f"join {token}")[-1].text_id == "offer-hello-again"


def test_a_new_link_ends_the_older_one(town: Town, tmp_path: Path) -> None:
    """A lost link can be made anew; the older one then opens nothing."""
    path = written(tmp_path, ANN)
    old = token_of(run(town, path), 2)
    new = token_of(run(town, path, new_links=True), 2)
    assert town.says("eve", f"join {old}")[-1].text_id == "join-link-unknown"
    assert town.says("ann", f"join {new}")[-1].text_id == "offer-hello-again"


# ---- links
def test_links_for_every_way_to_join(town: Town, tmp_path: Path) -> None:
    """A code to type, and Telegram's deep link where a bot is named; in a file when one is asked for."""
    links = tmp_path / "links.csv"
    report = run(town, written(tmp_path, ANN), telegram_bot="@example_bot", links=links)
    token = token_of(report, 2)
    said = links.read_text(encoding="utf-8")
    assert f"join {token}" in said
    assert f"https://t.me/example_bot?start=join-{token}" in said


def test_a_links_file_that_cannot_be_written_stops_before_any_row(town: Town, tmp_path: Path) -> None:
    """Links are shown once, so nothing is taken when there is nowhere to put them."""
    with pytest.raises(LinksNotWritten):
        run(town, written(tmp_path, ANN), links=tmp_path / "nowhere" / "links.csv")
    assert listed(town) == {}


# ---- out again
def test_what_was_put_in_comes_out_and_goes_in_again(town: Town, tmp_path: Path) -> None:
    """An export read by another import is the same list."""
    run(town, written(tmp_path, ANN, BOB))
    before = listed(town)
    out = tmp_path / "out.csv"
    assert export_volunteers.main(town.app.settings, out) == 2
    assert "2 same" in run(town, out)
    assert listed(town) == before


def test_two_who_import_the_same_list_at_once(town: Town, tmp_path: Path) -> None:
    """Whoever finds a row just written by another reads it again: nobody is taken twice, and no import breaks off."""
    rows = [[f"Ann {n}", f"07700 900{n}", "SN10", "shopping", "", "", "", "", ""] for n in range(200, 212)]
    path = written(tmp_path, *rows)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: run(town, path), range(4)))
    assert len(town.app.world.register.volunteers_in(DEVIZES)) == len(listed(town)) == len(rows)
    assert not any("refused" in report for report in reports)
