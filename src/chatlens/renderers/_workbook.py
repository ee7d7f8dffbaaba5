"""Workbooks for Excel, LibreOffice and their like, written by XlsxWriter (the extra `excel`) row by row.

Text is text in them: a cell is never a formula, a link or a number because it looks like one, not even when somebody
edits it. The same sheets give the same bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from chatlens._phrases import number_of
from chatlens.errors import OutputError
from chatlens.models import Note
from chatlens.renderers import Settings, _cells, _documents

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.models import Moment

ROWS = 1_048_576
"""Rows of a sheet, the header included: Excel's limit."""

CELL = 32_767
"""UTF-16 units of a cell's text: Excel's limit."""

EXACT = 10**15
"""From here on a spreadsheet rounds whole numbers; they are written as text."""

NARROWEST, WIDEST = 6, 60
"""Widths of columns, in characters."""

LINE, HIGHEST = 15, 405
"""Points of a line and of the highest row that a spreadsheet shows. LibreOffice does not find heights by itself."""

BESIDE_NAME = 3
"""Characters that the filter's button takes beside a column's name."""

TIME_WIDTH = 26
"""Characters of a time with its offset."""

BLOCK = 2**20
"""Bytes that are handed on at once."""

CREATED = datetime(2000, 1, 1)
"""When each workbook says that it was made, so that nothing in it depends on the clock."""

EPOCH = datetime(1899, 12, 30)
"""Day 0 of spreadsheets, as they count from March 1900 on."""

FIRST_DAY = datetime(1900, 3, 1)
"""Spreadsheets disagree about earlier days."""


_Value = str | int | float | bool | None


class Sheet(NamedTuple):
    """One sheet: its name, at most 31 letters, and what stands on it."""

    name: str
    frame: pd.DataFrame
    settings: Settings  # with the table that the frame is


def write(sheets: Sequence[Sheet], title: str) -> Iterator[bytes]:
    """The workbook's bytes. Raises `OutputError` where a sheet has more rows than a workbook can hold."""
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    for sheet in sheets:
        if (rows := len(sheet.frame)) >= ROWS:
            raise OutputError(
                f"the sheet {sheet.name}",
                f"has {rows:,} rows, and a workbook holds {ROWS - 1:,} below the header",
                "Write CSV or JSON, or choose sessions with --session.",
            )
    with tempfile.TemporaryDirectory(prefix="chatlens-", ignore_cleanup_errors=True) as folder:
        path = os.path.join(folder, "book.xlsx")
        options = {
            "constant_memory": True,  # a row is written before the next one is made
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        try:
            book = xlsxwriter.Workbook(path, options)
            book.set_properties(
                {"title": _documents.harmless(title), "comments": "Made by chatlens", "created": CREATED}
            )
            formats = _Formats(book)
            for sheet in sheets:
                _fill(book.add_worksheet(sheet.name), sheet, formats)
            book.close()
            with open(path, "rb") as file:
                while block := file.read(BLOCK):
                    yield block
        except (OSError, FileCreateError) as error:
            raise OutputError(
                "the workbook", f"cannot be made ({error})", f"There must be room for it in {tempfile.gettempdir()}."
            ) from None


def losses(frame: pd.DataFrame) -> Iterator[Note]:
    """A note for each column with cells that are too long for a workbook."""
    for name, column in zip(frame.columns, _cells.columns(frame), strict=True):
        cut = sum(isinstance(value, str | list) and _units(_cells.text(value)) > CELL for value in column)
        if cut:
            cells = number_of(cut, "cell")
            yield Note(
                f"{cells} of the column {name} had to be cut: a workbook holds {CELL:,} characters in a cell.",
                "Write CSV or JSON to have them whole.",
            )


def fitted(text: str) -> str:
    """The text as a cell can hold it: cut where it is too long, with a mark that says so.

    >>> fitted("thyme"), fitted("x" * 40_000)[-30:]
    ('thyme', 'xxxx… [cut: 40,000 characters]')
    """
    if _units(text) <= CELL:
        return text
    mark = f"… [cut: {len(text):,} characters]"
    return text.encode("utf-16-le")[: 2 * (CELL - len(mark))].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    """UTF-16 units, by which a spreadsheet measures."""
    return len(text) if len(text) <= CELL // 2 or text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


class _Formats:
    """The looks of cells; those of times are made when they are needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        top = {"valign": "top"}
        self.header = book.add_format({**top, "bold": True, "bottom": 1, "bg_color": "#EEF1F4"})
        text = {**top, "quote_prefix": True, "indent": 1}  # it stays text when somebody edits the cell
        self.text = book.add_format(text)
        self.long = book.add_format({**text, "text_wrap": True})
        self.integer = book.add_format({**top, "num_format": "0"})
        self.number = book.add_format(top)
        self._times: dict[str, Any] = {}

    def time(self, code: str) -> Any:
        """The look of times that are shown in this way."""
        if code not in self._times:
            self._times[code] = self._book.add_format({"valign": "top", "num_format": code, "align": "left"})
        return self._times[code]


def _fill(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    names = [_documents.harmless(str(name)) for name in sheet.frame.columns]
    looks = []
    for at, (name, column, kind) in enumerate(
        zip(names, _cells.columns(sheet.frame), _documents.kinds(sheet.frame, sheet.settings), strict=True)
    ):
        times = _times(column) if kind == "time" else None
        long = times is None and _documents.is_long(column)
        worksheet.set_column(at, at, TIME_WIDTH if times else _width(name, column))
        worksheet.write_string(0, at, name, formats.header)
        looks.append(
            _clock(times, formats) if times else _plain(column, formats.long if long else formats.text, formats)
        )
    for row, cells in enumerate(zip(*looks, strict=True), 1):
        if (lines := max((_lines(value) for value, look in cells if look is formats.long), default=1)) > 1:
            worksheet.set_row(row, min(lines * LINE, HIGHEST))  # before the cells: then the row is written
        for at, (value, look) in enumerate(cells):
            if isinstance(value, str):
                worksheet.write_string(row, at, value, look)
            elif isinstance(value, bool):
                worksheet.write_boolean(row, at, value, look)
            elif value is not None:
                worksheet.write_number(row, at, value, look)
    worksheet.freeze_panes(1, 0)
    if names:
        worksheet.autofilter(0, 0, len(sheet.frame), len(names) - 1)
        worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS}"})  # ids are meant to be text
    worksheet.set_landscape()
    worksheet.repeat_rows(0)


def _plain(column: Sequence[_cells.Value], look: Any, formats: _Formats) -> Iterator[tuple[_Value, Any]]:
    """Cells of a column and their looks; None for an empty one."""
    for value in column:
        if isinstance(value, str | list):
            yield _text(_cells.text(value)) or None, look
        elif isinstance(value, bool) or value is None:
            yield value, formats.number
        elif isinstance(value, int):
            yield (value, formats.integer) if abs(value) < EXACT else (str(value), formats.text)
        else:
            yield value, formats.number


def _text(text: str) -> str:
    """A text as a cell holds it."""
    text = fitted(_documents.harmless(text))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take it for markup of its own, and write it as it stands
    return text


def _lines(value: _Value) -> int:
    """Lines that a wrapped text takes in the widest column, a little more than fewer: words are not cut."""
    return sum(1 + int(len(line) * 1.1) // WIDEST for line in value.split("\n")) if isinstance(value, str) else 1


def _width(name: str, column: Sequence[_cells.Value]) -> int:
    """Characters that a column is wide."""
    longest = max((len(line) for value in column for line in _cells.text(value).split("\n")), default=0)
    return max(NARROWEST, len(name) + BESIDE_NAME, min(longest + 2, WIDEST))


def _times(column: Sequence[_cells.Value]) -> list[Moment | None] | None:
    """The column's times, if every one can be a time of a spreadsheet and nothing is lost by it: those know no offset,
    so that all of them must have the same, or none; and they know no more than milliseconds.
    """
    moments: list[Moment | None] = []
    offsets = set()
    for value in column:
        if value is None:
            moments.append(None)
            continue
        text = str(value)
        try:
            moment = date.fromisoformat(text) if len(text) == len("2014-05-31") else datetime.fromisoformat(text)
        except ValueError:
            return None
        if moment.isoformat() != text or _naive(moment) < FIRST_DAY or _naive(moment).microsecond % 1000:
            return None
        moments.append(moment)
        offsets.add(moment.utcoffset() if isinstance(moment, datetime) else None)
    return moments if len(offsets) == 1 else None


def _clock(times: Sequence[Moment | None], formats: _Formats) -> Iterator[tuple[float | None, Any]]:
    """Times as a spreadsheet counts them, in days, and looks that show them in ISO 8601 with their offset."""
    for when in times:
        if when is None:
            yield None, None
            continue
        code = "yyyy-mm-dd"
        if isinstance(when, datetime):
            fraction = '.000"000"' if when.microsecond else ""
            offset = when.isoformat()[len(when.replace(tzinfo=None).isoformat()) :]
            code += f'"T"hh:mm:ss{fraction}' + (f'"{offset}"' if offset else "")
        yield (_naive(when) - EPOCH) / timedelta(days=1), formats.time(code)


def _naive(when: Moment) -> datetime:
    """The time that the clock shows."""
    return when.replace(tzinfo=None) if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
