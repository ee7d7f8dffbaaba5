"""Workbooks as LibreOffice opens them: what it sees in the cells is what the CSV files have."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import golden
import workbooks
from chatlens import export
from chatlens.renderers import Settings, _cells, _documents, _workbook
from chatlens.tables import tables
from test_documents import ALL
from test_workbooks import FORMULAS, LOOK_ALIKES, MARKUP, book, texts

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    workbooks.needed,
    pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (Debian: apt-get install libreoffice-calc)"),
]

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Comma, quotes, UTF-8; cells as they are shown; formulas as what they come to; each sheet into a file of its own."""

PATIENCE = 180
"""Seconds for a conversion on a busy machine: a few are usual."""


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A profile of its own, so that an office that is open is not disturbed."""
    return tmp_path_factory.mktemp("profile")


def opened(data: bytes, folder: Path, profile: Path) -> dict[str, list[list[str]]]:
    """The cells of each sheet, as LibreOffice shows them."""
    (folder / "book.xlsx").write_bytes(data)
    subprocess.run(
        [str(OFFICE), "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", CSV, "book.xlsx"],
        cwd=folder, check=True, timeout=PATIENCE, capture_output=True,
    )  # fmt: skip
    found = {}
    for path in folder.glob("book-*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix("book-")] = list(csv.reader(file))
    return found


def as_csv(frame: pd.DataFrame, kinds: list[str]) -> list[list[str]]:
    """The cells of a table as text; truth in capitals, numbers without needless zeros, as spreadsheets show them."""
    columns = []
    for kind, column in zip(kinds, _cells.columns(frame), strict=True):
        cells = [_cells.text(value) for value in column]
        if kind == "truth":
            cells = [cell.upper() for cell in cells]
        if kind == "number":
            cells = [cell.removesuffix(".0") for cell in cells]
        columns.append(cells)
    return [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("name", ["gardenchat.csv", "gardenchat.txt"])
def test_every_sheet_has_the_cells_of_its_table(tmp_path: Path, profile: Path, name: str) -> None:
    """The exported workbook, opened and written as CSV, has the cells of our CSV, times with their offset included."""
    chat = golden.chat(golden.SAMPLES / name)
    sheets = opened(b"".join(export.workbook(chat.analyses)[0]), tmp_path, profile)
    assert set(sheets) == {*export.names(), "about"}
    for table in tables().values():
        if table.called in export.names() and table.name != "questions":
            header, *rows = sheets[table.called]
            assert header == [column.name for column in table.columns]
            assert rows == as_csv(chat.table(table.name), [column.kind for column in table.columns])


def test_hostile_text_is_shown_as_it_is(tmp_path: Path, profile: Path) -> None:
    """Formulas, markup and what looks like numbers or dates is the text that was written."""
    hostile = [_documents.harmless(cell) for cell in (*FORMULAS, *LOOK_ALIKES, *MARKUP, *ALL.values()) if cell]
    [rows] = opened(book(texts(*hostile)), tmp_path, profile).values()
    assert [row[0].removesuffix(" ") for row in rows[1:]] == [cell.removesuffix(" ") for cell in hostile]


def test_long_text_is_cut_where_the_mark_says(tmp_path: Path, profile: Path) -> None:
    """A text of 300 kB opens as what a cell holds, with the mark at its end."""
    text = "=thyme " * 43_000
    [rows] = opened(book(texts(text)), tmp_path, profile).values()
    assert rows[1] == [_workbook.fitted(text)]


def test_empty_tables_open(tmp_path: Path, profile: Path) -> None:
    """A table without rows is a sheet with a header."""
    empty = golden.chat(golden.SAMPLES / "gardenchat.csv").table("tweets").iloc[:0]
    [rows] = opened(book(empty, Settings(table=tables()["tweets"])), tmp_path, profile).values()
    assert rows == [list(empty.columns)]
