"""Contracts of everything that is found by itself: input shapes, label conventions, tables and output formats.

The tests loop over the registries and over `samples/`, so a new variant is tested before anyone writes a test for it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import golden
import workbooks
from chatlens import labels
from chatlens.models import Options
from chatlens.readers import HEAD, THRESHOLD, TOO_NEAR, Shape, shapes
from chatlens.renderers import Settings, _cells, renderers
from chatlens.sources import split_lines
from chatlens.tables import DTYPES, frame, tables

SAMPLES = pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
SOME_SAMPLES = pytest.mark.parametrize(
    "sample",
    [
        golden.SAMPLES / name
        for name in ("gardenchat.txt", "gardenchat.v2.json", "seasons.csv", "gardenchat.bluesky.json")
    ],
    ids=lambda path: path.name,
)
"""Samples whose tables go through every format: without authors, with all that a platform knows, of several sessions,
and with other addresses and ids. (Every table of every sample is compared as CSV in `test_golden.py`.)"""
TABLES = pytest.mark.parametrize("name", tables())
SHAPES = pytest.mark.parametrize("shape", shapes().values(), ids=lambda shape: shape.name)
FORMATS = pytest.mark.parametrize("format", workbooks.formats())

CELLS = {"text": str, "time": str, "integer": int, "number": float, "truth": bool, "list": tuple}
"""Column kind -> type of the cells that are not missing."""

NO_CHATS = {
    "nothing": "",
    "blank lines": "\n \n\t\n" * 50,
    "prose": "Mulching is simple. First you rake, then you wait for rain.\n\nThen you rest, for a day or two.\n" * 40,
    "a table without texts": "id,day,beds\n" + "1,2021-03-23,4\n" * 40,
    "code": "def mulch(bed: Bed) -> None:\n    # water first\n    bed.water()\n\n" * 40,
    "one tag among many lines": "We bring cake and the neighbours bring spades.\n" * 40 + "See you at #gardenchat\n",
}

ONE_PARAGRAPH = ("gardenchat.flat-story.txt",)
"""Samples of which all tweets stand on one line."""


def cells_of(sample: Path, name: str) -> list[tuple[object, ...]]:
    """The rows of a table, as the table gives them."""
    return [row for analysis in golden.chat(sample).analyses for row in tables()[name].rows(analysis)]


@SHAPES
class TestEveryShape:
    """What every input shape promises."""

    def test_is_described(self, shape: Shape) -> None:
        """Its name is one that can be typed behind --from, and a line says how one recognises it."""
        assert re.fullmatch(r"[a-z][a-z0-9-]*", shape.name)
        assert shape.summary
        assert "\n" not in shape.summary

    @pytest.mark.parametrize("text", NO_CHATS.values(), ids=NO_CHATS)
    def test_does_not_claim_what_is_no_chat(self, shape: Shape, text: str) -> None:
        """What is no chat stays below the threshold."""
        assert 0 <= shape.sniff(text) < THRESHOLD

    def test_has_a_sample(self, shape: Shape) -> None:
        """Some file in `samples/` is of this shape."""
        read = [golden.chat(sample).analyses[0].reading.shape for sample in golden.samples()]
        assert shape.name in read


@SAMPLES
class TestEverySample:
    """What holds for every transcript that is read."""

    def test_one_shape_wins_clearly(self, sample: Path) -> None:
        """The shape that it is read as explains it far better than any other; all shares are shares."""
        [analysis] = golden.chat(sample).analyses
        shares = {name: shape.sniff(analysis.source.text[:HEAD]) for name, shape in shapes().items()}
        assert all(0 <= share <= 1 for share in shares.values())
        own = shares.pop(analysis.reading.shape)
        assert own >= 2 * THRESHOLD
        assert [name for name, share in shares.items() if own - share < 2 * TOO_NEAR] == []

    def test_is_the_same_when_named_by_hand(self, sample: Path) -> None:
        """--from SHAPE reads what is read without it."""
        [analysis] = golden.chat(sample).analyses
        shape = shapes()[analysis.reading.shape]
        assert shape.read(analysis.source, Options(shape=shape.name)) == analysis.reading

    def test_nothing_is_dropped(self, sample: Path) -> None:
        """Every line with text belongs to one tweet or is unread; the header of a table alone belongs to neither."""
        [analysis] = golden.chat(sample).analyses
        reading = analysis.reading
        covered = [
            line
            for found in (*reading.tweets, *reading.unread)
            for line in range(found.first_line, found.last_line + 1)
        ]
        written = [at for at, line in enumerate(split_lines(analysis.source.text), 1) if line.strip()]
        if sample.name not in ONE_PARAGRAPH:
            assert len(covered) == len(set(covered))
        banners = {line for line, unread in enumerate(reading.unread, 1) if unread.first_line == line}  # on top
        header = next((line for line in written if line not in banners), 0)
        assert set(written) - set(covered) <= (set() if reading.shape == "pasted" else {header})

    def test_tweets_are_clean_records(self, sample: Path) -> None:
        """Texts are not empty, names stand without their signs, and an unknown author is None."""
        for tweet in golden.chat(sample).analyses[0].reading.tweets:
            assert tweet.text.strip()
            assert tweet.first_line <= tweet.last_line
            handles = tuple(handle for handle in (tweet.author, *tweet.reply_to) if handle is not None)
            assert all(re.fullmatch(r"[\w.@-]+", handle) for handle in handles)

    def test_stages_stand_side_by_side(self, sample: Path) -> None:
        """Every stage has a record for every tweet, and what it points at is there."""
        [analysis] = golden.chat(sample).analyses
        count = len(analysis.timeline.tweets)
        per_tweet = (analysis.labels, analysis.repeats, analysis.links, analysis.placements)
        assert [len(records) for records in per_tweet] == [count] * len(per_tweet)
        for at, repeat in enumerate(analysis.repeats):
            assert repeat is None or (repeat.original != at and analysis.repeats[repeat.original] is None)
        asked = {question.name for inquiry in analysis.inquiries for question in inquiry.questions}
        assert {name for placement in analysis.placements for name in placement.questions} <= asked


@pytest.mark.parametrize("row", labels.CONVENTIONS, ids=lambda row: row.name)
class TestEveryConvention:
    """What every row of `labels.CONVENTIONS` promises."""

    def test_finds_its_examples(self, row: labels.Convention) -> None:
        """Its examples are found as it says, by this row and by no earlier one."""
        assert row.examples
        for text, names in row.examples:
            found = labels.find(text)
            assert "; ".join(label.name for label in found) == names
            assert {label.convention for label in found} == {row.name}

    def test_says_where_the_label_stands(self, row: labels.Convention) -> None:
        """Behind a retweet mark and a mention the same labels are found, as many characters further on."""
        before = "RT @mira_k: "
        for text, _ in row.examples:
            behind = [label.name for label in labels.find(before + text)]
            assert behind == [label.name for label in labels.find(text)]
            assert all(
                later.start == label.start + len(before)
                for later, label in zip(labels.find(before + text), labels.find(text), strict=True)
            )

    def test_has_a_name_of_its_own(self, row: labels.Convention) -> None:
        """Its name stands in a label's record and in the README."""
        assert [other.name for other in labels.CONVENTIONS].count(row.name) == 1


@TABLES
class TestEveryTable:
    """What every table promises."""

    def test_is_described(self, name: str) -> None:
        """It has the name of its key, a summary in a line, and columns with kinds and meanings."""
        table = tables()[name]
        assert table.name == name
        assert table.summary
        assert "\n" not in table.summary
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
            assert column.kind in DTYPES
            assert column.meaning.strip(), column.name
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)

    @SAMPLES
    def test_rows_are_as_published(self, name: str, sample: Path) -> None:
        """A row has a cell for every column, missing or of its kind."""
        columns = tables()[name].columns
        for row in cells_of(sample, name):
            for column, cell in zip(columns, row, strict=True):
                assert cell is None or type(cell) is CELLS[column.kind], f"{column.name}: {cell!r}"

    @SAMPLES
    def test_frame_is_as_published(self, name: str, sample: Path) -> None:
        """The frame has the published columns, a row for each row, and the dtypes of a frame without rows."""
        found, empty = golden.chat(sample).table(name), frame(tables()[name], [])
        assert list(found.columns) == [column.name for column in tables()[name].columns]
        assert len(found) == len(cells_of(sample, name))
        assert found.dtypes.to_dict() == empty.dtypes.to_dict()


@FORMATS
class TestEveryFormat:
    """What every output format promises."""

    @TABLES
    @SOME_SAMPLES
    def test_writes_every_table(self, format: str, name: str, sample: Path) -> None:  # noqa: A002
        """A table is written in whole lines that UTF-8 can hold, or as bytes that read back, with all its columns.

        In the terminal a wide one has a block for each row, without lines for what is empty."""
        table = golden.chat(sample).table(name)
        chunks = renderers()[format].render(table, Settings(table=tables()[name], chats=("gardenchat",)))
        if renderers()[format].binary:
            header, *rows = workbooks.one(b"".join(chunks))  # type: ignore[arg-type]  # a binary format's are bytes
            assert (header, len(rows)) == (list(table.columns), len(table))
            return
        written = "".join(chunks)  # type: ignore[arg-type]  # a text format's are text
        assert written.encode("utf-8").endswith(b"\n") or not len(table)
        told = zip(table.columns, _cells.columns(table), strict=True)
        shown = [name for name, cells in told if format != "table" or any(map(_cells.text, cells))]
        assert all(column in written for column in shown) or not len(table)

    @TABLES
    def test_writes_tables_without_rows(self, format: str, name: str) -> None:  # noqa: A002
        """A table without rows is written, not refused: whole lines, or nothing where a row is a line, or a header."""
        empty = frame(tables()[name], [])
        chunks = renderers()[format].render(empty, Settings(table=tables()[name]))
        if renderers()[format].binary:
            assert workbooks.one(b"".join(chunks)) == [list(empty.columns)]  # type: ignore[arg-type]
            return
        written = "".join(chunks)  # type: ignore[arg-type]
        assert not written or written.endswith("\n")
