"""Workbooks of spreadsheet programs (xlsx, ods) as the text of a table. The extra `excel` reads them."""

from __future__ import annotations

import csv
import importlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from chatlens.errors import SourceError, installing, shown
from chatlens.models import Note

MARKS = (b"xl/workbook", b"application/vnd.oasis.opendocument.spreadsheet")
"""What a zip archive holds that is a workbook."""
HEADER_ROWS = 6  # rows that may name the columns
EXACT = 2**53  # whole numbers up to which a cell keeps every digit; ids of tweets are larger


class Sheet(NamedTuple):
    """One sheet's cells."""

    name: str
    rows: list[list[Any]]


def is_workbook(data: bytes) -> bool:
    """Whether an input's bytes are a workbook that can be read."""
    return data.startswith(b"PK\x03\x04") and any(mark in data for mark in MARKS)


def as_table(data: bytes, name: str, limit: int) -> tuple[str, tuple[Note, ...]]:
    """The sheet with the tweets as CSV, and which one it was where there are several. `limit`: bytes, unpacked."""
    try:
        reader = importlib.import_module("python_calamine")
    except ImportError:
        raise SourceError(
            name,
            "is a workbook, and what reads workbooks is not installed",
            f"{installing('excel')}, or save the sheet as CSV and read that.",
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > limit:
            raise SourceError(name, f"is larger than {limit // 2**20} MB", "Split it into several files.")
        workbook = reader.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [Sheet(title, workbook.get_sheet_by_name(title).to_python()) for title in workbook.sheet_names]
    except (zipfile.BadZipFile, reader.CalamineError, OSError, ValueError) as error:
        raise SourceError(
            name, f"is a damaged workbook ({error})", "Save it again, or save the sheet as CSV."
        ) from None
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SourceError(name, "is a workbook without a filled sheet", "Name another file.")
    chosen = max(filled, key=lambda sheet: (_names_texts(sheet.rows), len(sheet.rows)))
    notes: tuple[Note, ...] = ()
    if len(filled) > 1:
        message = f"The workbook has {len(filled)} sheets, and “{shown(chosen.name)}” was read."
        notes = (Note(message, "To read another one, save it as CSV."),)
    return _csv(chosen.rows), notes


def _names_texts(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a row at the top names a column with texts."""
    cells = (str(cell).casefold() for row in rows[:HEADER_ROWS] for cell in row)
    return any(cell.replace("_", " ").endswith(("text", "tweet")) for cell in cells)


def _csv(rows: Iterable[Sequence[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: Any) -> str:
    """A cell as a table has it: whole numbers without a point, and those that lost digits as what they are.

    >>> _cell(7.0), _cell(1.2258512345678e18), _cell(True)
    ('7', '1.22585123E+18', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and abs(value) >= EXACT:
        return f"{value:.8E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
