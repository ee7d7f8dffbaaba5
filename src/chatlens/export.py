"""All tables of some chats together: as the sheets of a workbook, or as the files of a folder, and with them what they
were made from, with which options, and what their columns mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from chatlens._phrases import number_of
from chatlens.renderers import Chunk, Settings
from chatlens.tables import DTYPES, Column, Table, frame, tables

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.analysis import Analysis
    from chatlens.models import Note

FIRST = ("summarize", "answers", "tweets", "participants", "links", "hashtags", "edges")
"""Tables that most people open, in this order; all others follow by name."""

README = "README.md"
"""The file that says what the others are."""

HEADING = "# Tables written by chatlens"
"""Its first line, by which a folder is known for one of ours."""

GUARDED = ("csv", "tsv")
"""Formats in which a spreadsheet program could take a tweet for a formula."""

APOSTROPHES = "Text that a spreadsheet would take for a formula has an apostrophe in front.\n\n"

TIMES = "As the transcript's clocks show them; an offset from UTC stands behind them and does not count."
"""What a time in a sheet is: spreadsheets know no zones."""

_ABOUT = ("part", "name", "value")
"""Columns of what is said about the tables."""


class Part(NamedTuple):
    """One table of the chats."""

    name: str  # of its sheet, and of its file without extension
    table: Table
    frame: pd.DataFrame


def names() -> tuple[str, ...]:
    """The names of all parts, in their order."""
    return tuple(table.called for table in _ordered())


def workbook(analyses: Sequence[Analysis]) -> tuple[Iterator[bytes], tuple[Note, ...]]:
    """A workbook with a sheet per table and one about them all, and notes about what it cannot hold."""
    from chatlens.renderers import _documents, _workbook, renderers

    chats, parts = _chats(analyses), _parts(analyses)
    sheets = [_workbook.Sheet(part.name, part.frame, Settings(table=part.table, chats=chats)) for part in parts]
    lost = tuple(
        replace(note, message=f"Sheet {sheet.name}: {note.message}")
        for sheet in sheets
        for note in renderers()["xlsx"].losses(sheet.frame, sheet.settings)
    )
    about = [*_facts(analyses, lost), ("times", "", TIMES), *_described(parts)]
    sheets.append(_workbook.Sheet("about", _frame(_ABOUT, about), Settings()))
    return _workbook.write(sheets, _documents.caption(Settings(chats=chats))), lost


def files(analyses: Sequence[Analysis], format: str, settings: Settings) -> Iterator[tuple[str, Iterator[Chunk]]]:  # noqa: A002
    """Names and contents of a folder's files: first the README, then a file per table."""
    from chatlens.renderers import renderers

    renderer = renderers()[format]
    extension = renderer.extensions[0]
    chats, parts = _chats(analyses), _parts(analyses)
    yield README, _readme(analyses, parts, extension, format in GUARDED and not settings.raw)
    for part in parts:
        yield part.name + extension, renderer.render(part.frame, settings._replace(table=part.table, chats=chats))


def _ordered() -> list[Table]:
    """The tables, most wanted first; one that has the rows of another (under another command's name) is left out."""
    known = tables()
    ordered = [known[name] for name in (*(n for n in FIRST if n in known), *sorted(known.keys() - set(FIRST)))]
    first: dict[object, Table] = {}
    for table in ordered:
        first.setdefault((table.columns, table.rows), table)
    return list(first.values())


def _parts(analyses: Sequence[Analysis]) -> list[Part]:
    return [Part(table.called, table, frame(table, analyses)) for table in _ordered()]


def _chats(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    return tuple(analysis.source.chat for analysis in analyses)


def _facts(analyses: Sequence[Analysis], lost: Sequence[Note]) -> Iterator[tuple[str, str, str]]:
    """What the tables were made with and from: part, name, value."""
    from chatlens import provenance
    from chatlens.tables import _counts

    yield "chatlens", "version", provenance.version()
    for name, value in provenance.given(analyses[0].options):
        yield "option", name, value
    for analysis in analyses:
        counted = _counts.totals(analysis)
        facts = {
            "file": os.path.basename(analysis.source.name),
            "sha256": analysis.source.sha256,
            "encoding": analysis.source.encoding,
            "shape": analysis.reading.shape,
            "hashtag": analysis.reading.hashtag or "",
            "sessions": str(len(analysis.timeline.sessions)),
            "tweets": str(counted.tweets),
            "different": str(counted.different),
            "repeats": str(counted.repeats),
            "unread": str(len(analysis.reading.unread)),
        }
        yield from ((f"transcript {analysis.source.chat}", name, value) for name, value in facts.items() if value)
    for chat, note in [("", note) for note in lost] + [(a.source.chat, n) for a in analyses for n in a.notes]:
        if not note.detail:
            yield "note", chat, f"{note.message} {note.advice}".strip()


def _described(parts: Sequence[Part]) -> Iterator[tuple[str, str, str]]:
    """What each table and each of its columns is: part, name, value."""
    for part in parts:
        yield "table", part.name, f"{part.table.summary} ({_rows(part)})"
    for part in parts:
        yield from ((f"column of {part.name}", c.name, f"{c.kind}: {c.meaning}") for c in part.table.columns)


def _readme(analyses: Sequence[Analysis], parts: Sequence[Part], extension: str, guarded: bool) -> Iterator[str]:
    """The README: what the tables were made from, then a section for each file."""
    from chatlens.renderers import renderers

    markdown = renderers()["md"].render
    yield f"{HEADING}\n\nEach file is one table. {APOSTROPHES if guarded else ''}What they were made from:\n\n"
    yield from (str(chunk) for chunk in markdown(_frame(_ABOUT, _facts(analyses, ())), Settings()))
    for part in parts:
        yield f"\n## {part.name}{extension}\n\n{part.table.summary} ({_rows(part)})\n\n"
        yield from (str(chunk) for chunk in markdown(_frame(Column._fields, part.table.columns), Settings()))


def _rows(part: Part) -> str:
    return number_of(len(part.frame), "row")


def _frame(columns: Sequence[str], rows: Iterable[tuple[str, ...]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns), dtype=DTYPES["text"])
