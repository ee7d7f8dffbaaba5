"""Stage 9: a frame in every output format, whatever the tweets hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workbooks
from chatlens.renderers import Settings, _cells, _delimited, _terminal, _workbook, renderers

HOSTILE = {
    "escape": "a\x1b[31mred\x1b]0;title\x07",
    "c1": "a\x9b31m\x85b",
    "nul": "a\0b",
    "bidi": "a\u202eright\u2066isolated",
    "markup": "[bold]x[/] [/] [link=https://x.example]y",
    "emoji code": ":smile: :warning:",
    "formula": '=HYPERLINK("https://x.example";"win")',
    "full-width formula": "\u200b ＝1+1",
    "mention": "@mira_k and I; she\tsaid",
    "lines": "one\r\ntwo\rthree\nfour\u2028five",
    "quotes": '“A1: yes”, "no"',
    "surrogate": "lone \ud83d here",
    "astral": "👩‍🌾 日本語 é́",
    "long": "x" * 300 + " " + "日" * 100,
    "html": "<b>&amp;</b> | **x** `y`",
    "empty": "",
}


def frame(texts: Mapping[str, str] = HOSTILE) -> pd.DataFrame:
    """A row per text with a column of each kind, and a row in which everything is missing."""
    rows = len(texts)
    return pd.DataFrame(
        {
            "text": pd.Series([*texts.values(), None], dtype="string"),
            "number": pd.Series([*range(-1, rows - 1), None], dtype="Int64"),
            "share": pd.Series([*[0.1] * rows, None], dtype="Float64"),
            "is_host": pd.Series([*(at % 2 == 0 for at in range(rows)), None], dtype="boolean"),
            "names": pd.Series([*[(text, "b") for text in texts.values()], None], dtype="object"),
        }
    )


def written(name: str, shown: pd.DataFrame, /, **settings: object) -> str:
    """The whole output of a text format."""
    return "".join(renderers()[name].render(shown, Settings(**settings)))  # type: ignore[arg-type]  # by name


def stored(name: str, shown: pd.DataFrame, /, **settings: object) -> bytes:
    """The whole output of any format, as a file holds it."""
    chunks = renderers()[name].render(shown, Settings(**settings))  # type: ignore[arg-type]  # by name
    return b"".join(chunk if isinstance(chunk, bytes) else chunk.encode("utf-8") for chunk in chunks)


@pytest.mark.parametrize("name", workbooks.formats())
class TestEveryFormat:
    """What all formats promise."""

    def test_has_what_the_command_line_needs(self, name: str) -> None:
        """A format has its module's name, a summary and extensions of its own."""
        renderer = renderers()[name]
        assert renderer.name == name
        assert renderer.summary
        others = {ending for other in renderers().values() if other is not renderer for ending in other.extensions}
        assert all(ending.startswith(".") and ending not in others for ending in renderer.extensions)

    def test_can_be_stored(self, name: str) -> None:
        """Hostile text neither raises nor leaves what UTF-8 cannot hold; what is no text is bytes from end to end."""
        chunks = list(renderers()[name].render(frame(), Settings()))
        assert {type(chunk) for chunk in chunks} == {bytes if renderers()[name].binary else str}
        assert renderers()[name].binary or stored(name, frame()).endswith(b"\n")

    def test_is_the_same_twice_and_leaves_the_frame(self, name: str) -> None:
        """Same frame, same bytes; the frame is not changed."""
        table = frame()
        assert stored(name, table) == stored(name, table)
        pd.testing.assert_frame_equal(table, frame())

    def test_streams(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Long tables come in chunks, a workbook in blocks of bytes."""
        if renderers()[name].binary:
            monkeypatch.setattr(_workbook, "BLOCK", 5000)
        table = pd.concat([frame({"plain": "x"})] * 1000, ignore_index=True)
        assert sum(1 for _ in renderers()[name].render(table, Settings())) > 2

    def test_empty_frame_is_written(self, name: str) -> None:
        """A table without rows is no error, and only JSON Lines has nothing to write then."""
        assert bool(stored(name, frame().iloc[:0])) is (name != "jsonl")


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        pytest.param("a=b", "a=b", id="sign inside"),
        pytest.param("'tis the season", "'tis the season", id="apostrophe before a letter"),
        pytest.param("", "", id="empty"),
        pytest.param("−5 degrees", "−5 degrees", id="minus sign that is no hyphen"),
        pytest.param("A1: =x", "A1: =x", id="after a label"),
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="hyphen"),
        pytest.param("@mira_k", "'@mira_k", id="at"),
        pytest.param("＝1", "'＝1", id="full-width equals"),
        pytest.param("＠mira_k", "'＠mira_k", id="full-width at"),
        pytest.param("\tx", "'\tx", id="tab"),
        pytest.param("\rx", "'\rx", id="carriage return"),
        pytest.param("  =1", "'  =1", id="after blanks"),
        pytest.param("\u200b\ufeff\u3000=1", "'\u200b\ufeff\u3000=1", id="after zero-width and wide blanks"),
        pytest.param("\xa0=1", "'\xa0=1", id="after a no-break space"),
        pytest.param("\u034f+1", "'\u034f+1", id="after a grapheme joiner"),
        pytest.param("\u200d-1", "'\u200d-1", id="after a zero-width joiner"),
        pytest.param("\xa0\u034f\u2060@x", "'\xa0\u034f\u2060@x", id="after several that are not seen"),
        pytest.param("\n=1", "'\n=1", id="after a line end"),
        pytest.param("'=1", "''=1", id="apostrophe before a sign"),
        pytest.param("''  @x", "'''  @x", id="two apostrophes"),
    ],
)
def test_formulas_are_guarded(cell: str, guarded: str) -> None:
    """An apostrophe keeps a spreadsheet from calculating, and can be taken away again."""
    assert _delimited.guard(cell) == guarded
    assert _delimited.unguard(guarded) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@＝＠ \t\r\n\u200bab") | st.characters()))
def test_guard_can_be_undone(cell: str) -> None:
    """Reading back finds the cell that was written, whatever it was."""
    assert _delimited.unguard(_delimited.guard(cell)) == cell


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5), st.sampled_from([",", ";", "\t", "|"]))
def test_csv_reads_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    """Python's csv module reads the cells that were written."""
    table = pd.DataFrame({"a": [a for a, _ in rows], "b": [b for _, b in rows]}, dtype="string")
    text = written("csv", table, delimiter=delimiter)
    header, *read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert header == ["a", "b"]
    assert [tuple(map(_delimited.unguard, row)) for row in read] == rows


class TestDelimited:
    """csv and tsv."""

    @pytest.mark.parametrize("name", ["csv", "tsv"])
    def test_file_is_for_spreadsheets(self, name: str) -> None:
        """A file has mark and CRLF, stdout neither; line ends within cells stay."""
        table = frame({"lines": "one\ntwo"})
        to_file = written(name, table, to_file=True)
        assert to_file.startswith("\ufefftext")
        assert to_file.count("\r\n") == 3
        assert to_file.removeprefix("\ufeff").replace("\r\n", "\n") == written(name, table)
        assert "\r" not in written(name, table)

    @pytest.mark.parametrize(("to_file", "bom"), [(True, False), (False, True)], ids=["file without", "stdout with"])
    def test_mark_can_be_chosen(self, to_file: bool, bom: bool) -> None:
        """`--bom` and `--no-bom` beat the habit."""
        assert written("csv", frame(), to_file=to_file, bom=bom).startswith("\ufeff") is bom

    @pytest.mark.parametrize("char", ';\t",\n\r\v\f\x85\u2028', ids=ascii)
    @pytest.mark.parametrize("name", ["csv", "tsv"])
    def test_risky_cells_are_quoted(self, name: str, char: str) -> None:
        """Whatever some program takes for a border stands in quotes, in both formats."""
        cell = f"a{char}b"
        assert written(name, pd.DataFrame({"x": [cell]})) == 'x\n"' + cell.replace('"', '""') + '"\n'

    def test_kinds_of_cells(self) -> None:
        """Integers stay integers beside missing ones, truth is true and false, lists are joined, missing is empty."""
        assert written("csv", frame({"a": "x", "b": "y"})) == (
            'text,number,share,is_host,names\nx,-1,0.1,true,"x; b"\ny,0,0.1,false,"y; b"\n,,,,\n'
        )

    def test_numbers_are_not_guarded(self) -> None:
        """A negative number is a number; a list that starts with a sign is text."""
        _, row, _ = csv.reader(io.StringIO(written("csv", frame({"mention": "@mira_k"}))))
        assert row == ["'@mira_k", "-1", "0.1", "true", "'@mira_k; b"]

    def test_raw_leaves_formulas(self) -> None:
        """`--raw` writes cells as they are."""
        assert "\n=1+1,-1" in written("csv", frame({"formula": "=1+1"}), raw=True)

    def test_single_empty_cell_is_a_row(self) -> None:
        """A row of one empty cell is no empty line, which readers skip."""
        assert written("csv", pd.DataFrame({"x": [None]})) == 'x\n""\n'


class TestJson:
    """json and jsonl."""

    def test_both_hold_the_frame(self) -> None:
        """Both read back to the same objects: hostile text, lists, numbers and null untouched."""
        expected = [
            {"text": text, "number": at - 1, "share": 0.1, "is_host": at % 2 == 0, "names": [text, "b"]}
            for at, text in enumerate(HOSTILE.values())
        ]
        expected.append(dict.fromkeys(("text", "number", "share", "is_host", "names")))
        assert json.loads(written("json", frame())) == expected
        assert [json.loads(line) for line in written("jsonl", frame()).splitlines()] == expected

    def test_letters_are_readable(self) -> None:
        """Letters of all scripts stand as they are; only what a file or terminal cannot bear is escaped."""
        line = written("jsonl", frame({"text": "é日👩\u202e\x9b\ud83d\0"}))
        assert '"é日👩\\u202e\\u009b\\ud83d\\u0000"' in line

    def test_no_rows_are_an_empty_array(self) -> None:
        """json stays valid without rows."""
        assert json.loads(written("json", frame().iloc[:0])) == []

    def test_infinite_is_missing(self) -> None:
        """JSON knows neither infinity nor NaN."""
        table = pd.DataFrame({"x": [float("inf"), float("nan"), 1.5]})
        assert json.loads(written("json", table)) == [{"x": None}, {"x": None}, {"x": 1.5}]


class TestTable:
    """table."""

    @pytest.mark.parametrize("width", [20, 40, 60, 100, 160])
    def test_fits_the_width_and_loses_nothing(self, width: int) -> None:
        """No line is wider than asked for, and every letter of every text is there."""
        from rich.cells import cell_len

        texts = {
            name: text for name, text in HOSTILE.items() if name in ("markup", "emoji code", "long", "html", "quotes")
        }
        output = written("table", frame(texts), width=width)
        assert max(map(cell_len, output.split("\n"))) <= width
        letters = "".join(output.split())
        for text in texts.values():
            assert all(letters.count(word[:10]) for word in text.split())
        assert output.count("x") >= 2 * 300
        assert output.count("日") == 2 * 100

    @pytest.mark.parametrize("width", [20, 40, 100, 1000])
    def test_text_is_inert(self, width: int) -> None:
        """Nothing that a terminal obeys comes out, and markup and emoji codes stay letters."""
        output = written("table", frame(), width=width)
        assert not {c for c in output if c != "\n" and not c.isprintable()} - {"\u200b", "\u200d", "\u3000"}
        assert ":smile:" in output
        assert "[bold]x[/]" in output

    def test_side_by_side_where_there_is_room(self) -> None:
        """Header, rule, a line per row; numbers at the right."""
        table = frame({"a": "thyme", "b": "sage"}).iloc[:2]
        assert written("table", table, width=60) == (
            "text   number  share  is_host  names\n"
            "─────  ──────  ─────  ───────  ────────\n"
            "thyme      -1    0.1  true     thyme; b\n"
            "sage        0    0.1  false    sage; b\n"
        )

    def test_blocks_where_there_is_none(self) -> None:
        """A narrow terminal gets a block per row; values go under their names where it is very narrow."""
        table = frame({"a": "thyme and rosemary, in pots"}).iloc[:1, :2]
        assert written("table", table, width=26) == (
            "── 1 ─────────────────────\ntext    thyme and\n        rosemary, in pots\nnumber  -1\n"
        )
        assert written("table", table, width=20) == (
            "── 1 ───────────────\ntext\n  thyme and\n  rosemary, in pots\nnumber\n  -1\n"
        )

    @pytest.mark.parametrize("width", [20, 100])
    def test_ascii_terminals_get_ascii_lines(self, width: int) -> None:
        """Where the terminal shows no more than ASCII, the frame around the texts is ASCII."""
        assert written("table", frame({"a": "thyme"}), width=width, unicode=False).isascii()

    def test_colour_only_on_request(self) -> None:
        """Escape codes come from us alone, and only where they are wanted."""
        assert "\x1b" not in written("table", frame())
        assert written("table", frame(), color=True).count("\x1b[1m") > 0

    def test_no_rows_are_said(self) -> None:
        """An empty table says so under its header."""
        assert written("table", frame().iloc[:0], width=80).endswith("\n(no rows)\n")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("é 日 👩‍🌾 \u200f", "é 日 👩‍🌾 \u200f", id="letters and marks stay"),
        pytest.param("a\nb", "a\nb", id="line end stays"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="other line ends"),
        pytest.param("a\tb\u2028c", "a b c", id="blanks"),
        pytest.param("\x1b[2J\0\x07\x7f\x9b\x85", "�[2J�����", id="controls"),
        pytest.param("\ud83d\udc00x", "��x", id="surrogates"),
        pytest.param("\u202ea\u2067b\u202c", "ab", id="bidi"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    """What a terminal would obey is replaced, all else stays."""
    assert _terminal.clean(text) == cleaned


@given(st.text(alphabet=st.characters() | st.characters(categories=["Cs", "Cc", "Cf"])), st.integers(2, 40))
def test_wrapped_text_is_whole_and_fits(text: str, width: int) -> None:
    """Wrapping keeps every character but blanks at the cuts."""
    from rich.cells import cell_len

    lines = _terminal.wrap(_terminal.clean(text), width)
    assert "".join("".join(lines).split()) == "".join(_terminal.clean(text).split())
    assert all(cell_len(line) <= width for line in lines)


def test_cells_are_plain_values() -> None:
    """Cells are Python's own values: no NA, no numpy."""
    table = frame({"a": "x"})
    assert [list(map(type, column)) for column in _cells.columns(table)] == [
        [str, type(None)],
        [int, type(None)],
        [float, type(None)],
        [bool, type(None)],
        [list, type(None)],
    ]
