"""Stage 9: workbooks. Another library reads back the cells that were written, as the kinds that they are."""

from __future__ import annotations

import io
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

import golden
import workbooks
from chatlens.errors import OutputError
from chatlens.renderers import Settings, _cells, _documents, _workbook, check_installed, renderers
from chatlens.tables import Column, Table, tables
from conftest import Cli
from test_documents import ALL
from test_renderers import frame, stored

pytestmark = workbooks.needed

FORMULAS = ["=1+1", "@SUM(A1)", "+1", "-1+2", "\t=1+1", " =1+1", "'=1+1", '=HYPERLINK("https://x.example";"w")', "＝1"]
LOOK_ALIKES = ["007", "1e5", "12345678901234567890", "TRUE", "2014-01-03", "1/2", "#N/A", "https://x.example"]
MARKUP = ["<r></b></r>", "<r><t>x</t></r>", "<t>&amp;</t>", "_x0041_ and _x000D_", "]]>", "<!--"]


def texts(*cells: str) -> pd.DataFrame:
    """A column of texts."""
    return pd.DataFrame({"text": pd.Series(list(cells), dtype="string")})


def times(*cells: str | None) -> tuple[pd.DataFrame, Settings]:
    """A column that is published as one of times."""
    table = Table("sessions", "", (Column("starts_at", "time", ""),), lambda _: ())
    return pd.DataFrame({"starts_at": pd.Series(list(cells), dtype="string")}), Settings(table=table)


def book(shown: pd.DataFrame, settings: Settings | None = None) -> bytes:
    """The workbook of a frame."""
    return b"".join(renderers()["xlsx"].render(shown, settings or Settings()))  # type: ignore[arg-type]  # bytes


def part(data: bytes, name: str) -> str:
    """A file in a workbook; that it is XML is seen as well."""
    text = zipfile.ZipFile(io.BytesIO(data)).read(name).decode("utf-8")
    ElementTree.fromstring(text)
    return text


class TestCells:
    """What stands in the cells."""

    @pytest.mark.parametrize("text", [*FORMULAS, *LOOK_ALIKES, *MARKUP, *ALL.values()], ids=ascii)
    def test_text_is_text(self, text: str) -> None:
        """Whatever a text looks like, it is read back as that text, and neither formula, link nor number."""
        data = book(texts(text, "end"))
        expected = _documents.harmless(text)
        assert workbooks.one(data)[1][0].removesuffix(" ") == expected.removesuffix(" ")
        sheet = part(data, "xl/worksheets/sheet1.xml")
        assert not re.search("<f[ >]|<hyperlink", sheet)
        kinds = set(re.findall(r'<c r="A2" s="\d+"(?: t="(\w+)")?', sheet))
        assert kinds == ({"inlineStr"} if text else set())

    @given(st.lists(st.text(st.characters(categories=["Cs", "Cc", "Cf", "L", "P", "S", "Z"])), max_size=5))
    @examples(max_examples=50)
    def test_any_text_is_read_back(self, cells: list[str]) -> None:
        """Whatever the texts, they come back with what no document may hold replaced."""
        read = [row[0] for row in workbooks.one(book(texts(*cells, "end")))[1:-1]]
        assert read == [_documents.harmless(cell) for cell in cells]

    def test_text_stays_text_when_it_is_edited(self) -> None:
        """Every text has the mark that an apostrophe leaves in a spreadsheet: to edit it makes no formula of it."""
        data = book(texts("=1+1", "thyme " * 20))
        looks = re.findall(r"<xf [^>]*>", part(data, "xl/styles.xml").split("<cellXfs")[1])
        used = [int(at) for at in re.findall(r'<c r="A[23]" s="(\d+)"', part(data, "xl/worksheets/sheet1.xml"))]
        assert [bool(re.search('quotePrefix="1"', looks[at])) for at in used] == [True, True]

    def test_kinds_of_cells(self) -> None:
        """Numbers are numbers, truth is truth, lists are joined, missing cells are empty."""
        header, *rows = workbooks.one(book(frame({"a": "x", "b": "=y"})))
        assert header == ["text", "number", "share", "is_host", "names"]
        assert rows[:2] == [["x", -1, 0.1, True, "x; b"], ["=y", 0, 0.1, False, "=y; b"]]
        assert rows[2:] in ([], [[""] * 5])

    def test_large_numbers_keep_their_digits(self) -> None:
        """A whole number with more digits than a spreadsheet keeps is written as text."""
        table = pd.DataFrame({"id": pd.Series([1374450894632255488, 10**15 - 1], dtype="Int64")})
        assert [row[0] for row in workbooks.one(book(table))[1:]] == ["1374450894632255488", 10**15 - 1]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("x" * 32_768, id="one too many"),
            pytest.param("=" * 300_000, id="300 kB"),
            pytest.param("👩" * 20_000, id="astral"),
        ],
    )
    def test_long_text_is_cut_with_a_mark(self, text: str) -> None:
        """What a cell cannot hold is cut, says so where it ends, and is said in a note."""
        cell = workbooks.one(book(texts(text)))[1][0]
        mark = f"… [cut: {len(text):,} characters]"
        assert cell.endswith(mark)
        assert text.startswith(cell.removesuffix(mark))
        assert len(cell.encode("utf-16-le")) // 2 in (_workbook.CELL, _workbook.CELL - 1)
        [note] = renderers()["xlsx"].losses(texts(text, "short"), Settings())
        assert note.message.startswith("1 cell of the column text had to be cut")

    def test_text_that_fits_is_whole(self) -> None:
        """The longest text that a cell holds is neither cut nor noted."""
        text = "x" * _workbook.CELL
        assert workbooks.one(book(texts(text)))[1][0] == text
        assert list(renderers()["xlsx"].losses(texts(text), Settings())) == []

    def test_too_many_rows_are_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A table that a sheet cannot hold is refused in words, with a way out."""
        monkeypatch.setattr(_workbook, "ROWS", 4)
        assert len(workbooks.one(book(texts("a", "b", "c")))) == 4
        with pytest.raises(OutputError, match=r"has 4 rows, and a workbook holds 3 below the header.*CSV"):
            book(texts("a", "b", "c", "d"))


class TestTimes:
    """Times, which a spreadsheet counts without zone."""

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            pytest.param("2014-01-03T20:00:01", datetime(2014, 1, 3, 20, 0, 1), id="no offset"),
            pytest.param("2014-01-03T20:00:01-05:00", datetime(2014, 1, 3, 20, 0, 1), id="offset"),
            pytest.param("2014-01-03T20:00:01.250000+00:00", datetime(2014, 1, 3, 20, 0, 1, 250000), id="milliseconds"),
            pytest.param("2014-01-03", date(2014, 1, 3), id="day"),
            pytest.param("2014-01-03T20:00:01.000001", "2014-01-03T20:00:01.000001", id="too fine"),
            pytest.param("1899-01-03", "1899-01-03", id="too early"),
            pytest.param("20140103T200001", "20140103T200001", id="written otherwise"),
            pytest.param("soon", "soon", id="no time"),
        ],
    )
    def test_a_time_is_a_time(self, cell: str, expected: object) -> None:
        """A complete time is one in the sheet; what a sheet cannot hold exactly is text."""
        [value] = workbooks.one(book(*times(cell)))[1]
        assert (type(value), value) == (type(expected), expected)

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("2014-01-03T20:00:01-05:00", 'yyyy-mm-dd"T"hh:mm:ss"-05:00"'),
            ("2014-01-03T20:00:01", 'yyyy-mm-dd"T"hh:mm:ss'),
            ("2014-01-03T20:00:01.250000+00:00", 'yyyy-mm-dd"T"hh:mm:ss.000"000""+00:00"'),
            ("2014-01-03", "yyyy-mm-dd"),
        ],
    )
    def test_it_is_shown_with_its_offset(self, cell: str, code: str) -> None:
        """The cell shows what every other format has, the offset included."""
        styles = ElementTree.fromstring(part(book(*times(cell)), "xl/styles.xml"))
        assert [found.get("formatCode") for found in styles.iter() if found.tag.endswith("numFmt")] == ["0", code][-1:]

    @pytest.mark.parametrize(
        "other", ["2014-01-03T20:00:01", "2014-07-03T20:00:01-04:00", "2014-01-03T20:00:01.0000015", "soon"]
    )
    def test_mixed_offsets_stay_text(self, other: str) -> None:
        """Times that a sheet would sort wrongly, since it does not count offsets, stay text, all of the column."""
        cells = ["2014-01-03T20:00:01-05:00", other]
        assert [row[0] for row in workbooks.one(book(*times(*cells)))[1:]] == cells

    def test_missing_times_are_empty(self) -> None:
        """An unknown time is an empty cell among times."""
        read = [row[0] for row in workbooks.one(book(*times(None, "2014-01-03T20:00:01", None, "2014-01-04T00:00:00")))]
        assert read[1:] == [
            "",
            datetime(2014, 1, 3, 20, 0, 1),
            "",
            date(2014, 1, 4),
        ]  # its reader takes midnight for a day

    def test_texts_that_look_like_times_stay_texts(self) -> None:
        """A tweet that is a date is a tweet."""
        assert workbooks.one(book(texts("2014-01-03")))[1] == ["2014-01-03"]

    @given(st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)))
    @examples(max_examples=50)
    def test_every_millisecond_comes_back(self, when: datetime) -> None:
        """A time to the millisecond is the same when it is read back."""
        when = when.replace(microsecond=when.microsecond // 1000 * 1000)
        [value] = workbooks.one(book(*times(when.isoformat())))[1]
        assert pd.Timestamp(value) == pd.Timestamp(when)


class TestSheets:
    """How a sheet looks."""

    @pytest.mark.parametrize("name", tables())
    def test_sample_is_read_back(self, name: str) -> None:
        """Every table of the sample has the cells of its CSV file."""
        chat = golden.chat(golden.SAMPLES / "gardenchat.csv")
        shown = chat.table(name)
        header, *rows = workbooks.one(book(shown, Settings(table=tables()[name])))
        assert header == list(shown.columns)
        for column, *cells in zip(tables()[name].columns, *rows, strict=True):
            expected = [_cells.text(value) for value in _cells.columns(shown[[column.name]])[0]]
            if column.kind == "time":
                expected = [cell.removesuffix("+00:00") for cell in expected]
            if column.kind == "number":
                assert [cell if cell == "" else float(cell) for cell in cells] == [
                    cell if cell == "" else float(cell) for cell in expected
                ]
            else:
                assert [workbooks.text(cell) for cell in cells] == expected

    def test_header_stays_and_filters(self) -> None:
        """The header is bold and frozen, and has a filter over all rows; the sheet has the table's name."""
        data = book(frame({"a": "x"}), Settings(table=tables()["summarize"], chats=("spring",)))
        sheet = part(data, "xl/worksheets/sheet1.xml")
        assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
        assert '<autoFilter ref="A1:E3"/>' in sheet
        assert list(workbooks.sheets(data)) == ["summary"]
        assert "<dc:title>spring: summary</dc:title>" in part(data, "docProps/core.xml")

    def test_long_columns_are_wide_and_wrapped(self) -> None:
        """Texts to read have a wide column in which they are wrapped; short ones have the room that they need."""
        table = pd.DataFrame({"id": ["12"], "text": ["thyme and sage " * 20], "lines": ["one\ntwo"]}, dtype="string")
        data = book(table)
        sheet = part(data, "xl/worksheets/sheet1.xml")
        widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', sheet)]
        assert [width > 50 for width in widths] == [False, True, False]
        looks = re.findall(r"<xf .*?(?=<xf |</cellXfs>)", part(data, "xl/styles.xml").split("<cellXfs")[1])
        used = [int(at) for at in re.findall(r'<c r="[ABC]2" s="(\d+)"', sheet)]
        assert ["wrapText" in looks[at] for at in used] == [False, True, True]

    def test_nothing_depends_on_the_clock(self) -> None:
        """The workbook and all files in it have dates that do not change."""
        data = stored("xlsx", frame(ALL))
        assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}
        assert "2000-01-01T00:00:00Z" in part(data, "docProps/core.xml")


class TestCommand:
    """`-f xlsx`."""

    def test_into_a_pipe_and_into_a_file(self, cli: Cli, tmp_path) -> None:  # type: ignore[no-untyped-def]
        """The same bytes go to stdout and into a file; a terminal gets none."""
        sample = golden.SAMPLES / "gardenchat.csv"
        piped = cli("participants", sample, "-f", "xlsx", "-q").out
        cli("participants", sample, "-o", tmp_path / "x.xlsx", "-q")
        assert (tmp_path / "x.xlsx").read_bytes() == piped
        assert list(workbooks.sheets(piped)) == ["participants"]
        assert "is nothing that a terminal can show" in cli("tweets", sample, "-f", "xlsx", terminal=True, code=2).err

    def test_what_is_cut_is_noted(self, cli: Cli, tmp_path) -> None:  # type: ignore[no-untyped-def]
        """A cell that had to be cut is a note, which --strict counts."""
        path = tmp_path / "long.csv"
        path.write_text(f"from_user,text\nmira_k,Q1: What grows? #gardenchat\ndun_oakhey,A1: {'thyme ' * 9000}\n")
        told = "of the column text had to be cut: a workbook holds 32,767 characters in a cell."
        assert told in cli("tweets", path, "-o", tmp_path / "x.xlsx").err
        assert told not in cli("tweets", path, "-o", tmp_path / "x.csv").err
        cli("tweets", path, "-o", tmp_path / "x.xlsx", "--strict", code=1)

    def test_without_its_library_it_says_what_to_install(
        self,
        cli: Cli,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path,  # type: ignore[no-untyped-def]
    ) -> None:
        """Where the extra is not installed, one line says so before anything is read."""
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(OutputError, match=re.escape('pip install ".[excel]"')):
            check_installed(renderers()["xlsx"])
        err = cli("tweets", tmp_path / "not read.txt", "-o", tmp_path / "x.xlsx", code=1).err
        assert err.startswith("chatlens: error: xlsx: needs xlsxwriter, which is not installed.")
        check_installed(renderers()["csv"])
