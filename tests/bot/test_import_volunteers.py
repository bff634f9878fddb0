"""`import volunteers`: a group's own spreadsheet, whatever it looks like, and joining by its links."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from rich.console import Console

from bot.commands import export_volunteers, import_volunteers, sheets
from bot.commands.import_volunteers import LinksNotWritten, NoSuchCoordinator, Options
from bot.commands.sheets import SheetNotRead
from bot.model import Volunteer
from matching.week import named
from tests.bot.asking import asks, helper, open_to
from tests.support.asking import reasons
from tests.support.town import DEVIZES, Town

HEADINGS = ["Name", "Mobile No.", "Post Code", "How can you help?", "Availability", "Miles", "Car?", "DBS", "Notes"]
ANN = [
    "Ann Example",
    "07700 900111",
    "SN10 1AA",
    "shopping; prescriptions",
    "weekday mornings",
    "5",
    "Y",
    "Basic",
    "I love horses",
]
BOB = ["Bob Exämple", "07700 900112", "Potterne", "dog walking", "weekends", "", "", "", ""]


def written(folder: Path, *rows: Sequence[str], name: str = "list.csv") -> Path:
    """A CSV file of these rows below the usual headings."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def run(town: Town, path: Path, **options: object) -> str:
    """Import it without asking; what was printed."""
    out = io.StringIO()
    chosen = Options(**({"yes": True} | options))  # type: ignore[arg-type]
    import_volunteers.main(town.app.settings, path, chosen, Console(file=out, width=200))
    return out.getvalue()


def listed(town: Town) -> dict[str, Volunteer]:
    """Every volunteer by name."""
    found = town.app.world.register.volunteers_in(DEVIZES)
    return {town.app.world.access.read(one.id, f"person:{one.id}#name") or "": one for one in found}


def token_of(report: str, row: int) -> str:
    """The code a row's person joins with, from the report."""
    line = next(line for line in report.splitlines() if line.startswith(f"│ {row} "))
    return line.split("join ")[1].split()[0]


def joined(town: Town, path: Path, sender: str, **options: object) -> list[str]:
    """The first row of a file is imported and joins under a new sender; the text ids they heard last."""
    token = token_of(run(town, path, **options), 2)
    town.says(sender, f"join {token}")
    return [one.text_id for one in town.presses(sender, "over-18")]


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


# ---- joining
def test_joining_binds_the_address_and_waits(town: Town, tmp_path: Path) -> None:
    """Over 18 and in: their group's entry is theirs, a coordinator has a case, and no invite comes before."""
    town.coordinator("rowan")
    assert joined(town, written(tmp_path, ANN), "ann") == ["joined-waiting", "card-offer"]
    ann = helper(town, "ann")
    assert (ann.status, ann.kinds) == ("waiting", ("shopping", "prescription"))
    assert set(listed(town)) == {"Ann Example"}
    assert reasons(town, ann.id) == ["new_volunteer"]
    access = town.app.world.access
    assert (access.read(ann.id, f"person:{ann.id}#phone") or "").endswith("900111")
    assert access.read(ann.id, f"volunteer:{ann.id}#words") == "I love horses"
    assert "I love horses" in town.last("ann").plain


def test_a_link_works_once(town: Town, tmp_path: Path) -> None:
    """Passed on, it opens nothing for the next."""
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    town.says("ann", f"join {token}")
    town.presses("ann", "over-18")
    assert town.says("eve", f"join {token}")[-1].text_id == "join-link-unknown"


@pytest.mark.parametrize("said", ["join {}", "JOIN {}", "/start join-{}", "Join {}."])
def test_codes_as_people_send_them(town: Town, tmp_path: Path, said: str) -> None:
    """Typed in capitals, with a full stop, or by Telegram's link: the same code."""
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    assert town.says("ann", said.format(token))[-1].text_id == "offer-hello-again"


def test_under_18_does_not_join(town: Town, tmp_path: Path) -> None:
    """The entry stays unbound, and a coordinator speaks with them."""
    town.coordinator("rowan")
    token = token_of(run(town, written(tmp_path, ANN)), 2)
    town.says("kit", f"join {token}")
    assert town.presses("kit", "under-18")[-1].text_id == "offer-under-18"
    assert town.app.world.register.volunteer(town.person("kit").id) is None


def test_a_recorded_check_counts_when_a_coordinator_answers_for_it(town: Town, tmp_path: Path) -> None:
    """With --approved-by they are approved the moment they join, and not before: someone unjoined cannot be asked."""
    rowan = town.coordinator("rowan")
    town.meet("amina")
    token = token_of(run(town, written(tmp_path, ANN), approved_by="rowan"), 2)
    assert listed(town)["Ann Example"].status == "waiting"
    town.says("ann", f"join {token}")
    assert "approved" in [one.text_id for one in town.presses("ann", "over-18")]
    ann = helper(town, "ann")
    assert (ann.status, ann.check.level, ann.check.by) == ("approved", "dbs_basic", rowan.id)
    assert open_to(town, asks(town, "shopping")) == ["ann"]


def test_without_a_coordinator_no_check_counts(town: Town, tmp_path: Path) -> None:
    """A sheet's word alone approves nobody; a name that is no coordinator's is refused before any row."""
    assert joined(town, written(tmp_path, ANN), "ann")[0] == "joined-waiting"
    assert helper(town, "ann").check.level == "none"
    with pytest.raises(NoSuchCoordinator):
        run(town, written(tmp_path, BOB), approved_by="Nobody")
    assert "Bob Exämple" not in listed(town)


def test_a_resident_who_joins_keeps_one_identity(town: Town, tmp_path: Path) -> None:
    """Someone we know as a resident becomes the volunteer as the same person, name and requests kept."""
    town.coordinator("rowan")
    town.meet("amina", phone="+447700900999")
    before = town.person("amina").id
    joined(town, written(tmp_path, ANN), "amina")
    assert helper(town, "amina").id == before
    assert town.app.world.access.read(before, f"person:{before}#name") == "Amina"
    assert (town.app.world.access.read(before, f"person:{before}#phone") or "").endswith("900999")
    assert list(listed(town)) == ["Amina"]


def test_a_volunteer_who_joins_by_link_keeps_their_own_offer(town: Town, tmp_path: Path) -> None:
    """Signed up already, they keep what they said themselves; the group's check is added."""
    town.coordinator("rowan")
    town.volunteer("ann", "pets", status="waiting", check=Volunteer("", DEVIZES).check)  # type: ignore[arg-type]
    joined(town, written(tmp_path, ANN), "ann", approved_by="Rowan")
    ann = helper(town, "ann")
    assert (ann.status, ann.kinds, ann.check.level) == ("approved", ("pets",), "dbs_basic")


def test_once_joined_a_newer_row_leaves_their_offer_alone(town: Town, tmp_path: Path) -> None:
    """What they changed themselves is theirs; a check a coordinator answers for is still recorded."""
    town.coordinator("rowan")
    joined(town, written(tmp_path, ANN), "ann")
    changed = [*ANN[:3], "gardening", "evenings", *ANN[5:]]
    assert "1 same" in run(town, written(tmp_path, changed))
    assert helper(town, "ann").kinds == ("shopping", "prescription")
    assert "1 changed" in run(town, written(tmp_path, changed), approved_by="Rowan")
    assert (helper(town, "ann").status, helper(town, "ann").check.level) == ("approved", "dbs_basic")


# ---- out again
def test_what_was_put_in_comes_out_and_goes_in_again(town: Town, tmp_path: Path) -> None:
    """An export read by another import is the same list."""
    run(town, written(tmp_path, ANN, BOB))
    before = listed(town)
    out = tmp_path / "out.csv"
    assert export_volunteers.main(town.app.settings, out) == 2
    assert "2 same" in run(town, out)
    assert listed(town) == before
