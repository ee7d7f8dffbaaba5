"""Stage 8, an `Analysis` -> one DataFrame with published columns. The folder is the registry: each module without a
leading underscore has a `TABLE`, and the command of that name comes from it.

No table module imports pandas, numpy or rapidfuzz at its top: the command line lists the tables for its help.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from chatlens._variants import by_name

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.analysis import Analysis
    from chatlens.models import Note

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """A published column. `kind` is text, time (text in ISO 8601), integer, number, truth or list (of texts; a tuple in
    the frame).
    """

    name: str
    kind: str
    meaning: str  # one line for the README


class Option(NamedTuple):
    """An option that only one table has: it changes the table that is there."""

    name: str  # as on the command line, without the dashes
    summary: str  # one line for the help
    apply: Callable[[pd.DataFrame, str], pd.DataFrame]  # the whole table and the value -> the table to show
    values: tuple[str, ...] = ()  # what it takes, one of these; (): it is a flag
    takes: str = ""  # what that is called in the help


class Format(NamedTuple):
    """An output format that only one table has, since its rows alone do not make it."""

    name: str
    summary: str  # one line for people
    extensions: tuple[str, ...]  # of files, with the dot
    write: Callable[[Sequence[Analysis]], Iterable[str]]


class Table(NamedTuple):
    """A table: its name (and its command's), what one row is, its columns, and the rows of one analysis in order.

    A table that compares has rows `across` all analyses instead. What a person should know of the table besides the
    analyses' own notes, `notes` says.
    """

    name: str
    summary: str
    columns: tuple[Column, ...]
    rows: Callable[[Analysis], Iterable[tuple[Cell, ...]]]
    across: Callable[[Sequence[Analysis]], Iterable[tuple[Cell, ...]]] | None = None
    notes: Callable[[Sequence[Analysis]], Iterable[Note]] | None = None
    options: tuple[Option, ...] = ()
    formats: tuple[Format, ...] = ()
    example: str = "transcript.txt"  # files that the help's example names
    reported: bool = False  # where no other format is asked for, a whole report stands for it
    title: str = ""  # what it is called where it is no command: "summary"; "": its name

    @property
    def called(self) -> str:
        """Its name as a noun: that of a sheet or of a file."""
        return self.title or self.name


DTYPES: Mapping[str, str] = MappingProxyType(
    {
        "text": "string[python]",
        "time": "string[python]",
        "integer": "Int64",
        "number": "Float64",
        "truth": "boolean",
        "list": "object",
    }
)
"""Column kind -> pandas dtype; all of them hold missing values without changing the others' type. Text is kept by
Python, not by pyarrow where that happens to be installed, since tweets may hold lone surrogates."""


ROWS = 2_000
"""Rows that are turned into columns at once: of a million rows, no second copy is ever held."""


@functools.cache
def tables() -> Mapping[str, Table]:
    """All tables by name."""
    return by_name(__name__, __path__, "TABLE")


def own_formats() -> Mapping[str, tuple[Table, Format]]:
    """The formats that only one table has, by name."""
    return MappingProxyType({own.name: (table, own) for table in tables().values() for own in table.formats})


def frame(table: Table, analyses: Sequence[Analysis]) -> pd.DataFrame:
    """The table of several chats, one under the other: columns and dtypes as published, missing cells <NA>."""
    import pandas as pd

    from chatlens._collector import no_collector

    columns: list[list[Cell]] = [[] for _ in table.columns]
    with no_collector():
        rows = iter(table.across(analyses) if table.across else chain.from_iterable(map(table.rows, analyses)))
        while some := list(islice(rows, ROWS)):
            for column, cells in zip(columns, zip(*some, strict=True), strict=True):
                column.extend(cells)
    return pd.DataFrame(
        {
            column.name: pd.Series(columns.pop(0), dtype=DTYPES[column.kind])  # each given free when its series is made
            for column in table.columns
        }
    )


def sorted_by(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows ordered by a column: numbers and truths from the greatest, text and lists from A, whatever their case,
    the missing last; what is equal stays as it was."""
    cells = frame[column].tolist()
    missing = frame[column].isna().tolist()
    known = [at for at in range(len(cells)) if not missing[at]]
    if known and isinstance(cells[known[0]], str | tuple):
        known.sort(key=lambda at: (cells[at] if isinstance(cells[at], str) else "; ".join(cells[at])).casefold())
    else:
        known.sort(key=lambda at: -cells[at])
    return frame.iloc[[*known, *(at for at in range(len(cells)) if missing[at])]].reset_index(drop=True)
