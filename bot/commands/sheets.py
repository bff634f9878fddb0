"""A spreadsheet as rows of text, whoever made it: CSV in any common encoding and delimiter, or XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import OnedoorError

DELIMITERS = ",;\t|"
EXCEL = (".xlsx", ".xlsm")


class SheetNotRead(OnedoorError):
    """The file is not there, or is no spreadsheet we can read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be read ({why}): give a CSV or XLSX file.")


def rows(path: Path) -> list[list[str]]:
    """Every row, blank ones too, so that a row's number is the one the spreadsheet shows. Raises SheetNotRead."""
    try:
        found = list(_excel(path)) if path.suffix.lower() in EXCEL else list(_csv(path.read_bytes()))
    except OSError as problem:
        raise SheetNotRead(path, problem.strerror or "it cannot be opened") from None
    except (BadZipFile, InvalidFileException, KeyError, csv.Error) as problem:
        raise SheetNotRead(path, str(problem) or "it is damaged") from None
    if not any(cell for row in found for cell in row):
        raise SheetNotRead(path, "it is empty")
    return found


def _csv(data: bytes) -> Iterator[list[str]]:
    text = decoded(data)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        yield [cell.strip() for cell in row]


def decoded(data: bytes) -> str:
    """The text of a file whose encoding nobody noted: by its mark, else UTF-8, else as older Windows wrote it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the most cells, outside quotes, and the same number each time."""
    lines = [line for line in text.splitlines() if line.strip()][:20]

    def cells(mark: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark)]
        most = max(set(counts), key=counts.count, default=0)
        return (counts.count(most) if most > 1 else 0, most)

    return max(DELIMITERS, key=cells)


def _excel(path: Path) -> Iterator[list[str]]:
    """The first sheet with anything on it."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            found = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            if any(cell for row in found for cell in row):
                yield from found
                return
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell).strip()


def blank(row: Sequence[str]) -> bool:
    """Whether nothing stands in a row."""
    return not any(cell.strip() for cell in row)
