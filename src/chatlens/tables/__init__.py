"""Stage 8, an `Analysis` -> one DataFrame with published columns. The folder is the registry: each module without a
leading underscore has a `TABLE`, and the command of that name comes from it.

No table module imports pandas, numpy or rapidfuzz at its top: the command line lists the tables for its help.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.analysis import Analysis

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """A published column. `kind` is text, integer, number, truth or list (a tuple of str in the frame)."""

    name: str
    kind: str
    meaning: str  # one line for the README


class Table(NamedTuple):
    """A table: its name (and its command's), what one row is, its columns, and the rows of one analysis in order."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    rows: Callable[[Analysis], Iterable[tuple[Cell, ...]]]


DTYPES: Mapping[str, str] = MappingProxyType(
    {"text": "string[python]", "integer": "Int64", "number": "Float64", "truth": "boolean", "list": "object"}
)
"""Column kind -> pandas dtype; all of them hold missing values without changing the others' type. Text is kept by
Python, not by pyarrow where that happens to be installed, since tweets may hold lone surrogates."""


ROWS = 2_000
"""Rows that are turned into columns at once: of a million rows, no second copy is ever held."""


@functools.cache
def tables() -> Mapping[str, Table]:
    """All tables by name."""
    modules = (m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found = [importlib.import_module(f"{__name__}.{name}").TABLE for name in modules]
    return MappingProxyType({table.name: table for table in found})


def frame(table: Table, analyses: Sequence[Analysis]) -> pd.DataFrame:
    """The table of several chats, one under the other: columns and dtypes as published, missing cells <NA>."""
    import pandas as pd

    columns: list[list[Cell]] = [[] for _ in table.columns]
    rows = (row for analysis in analyses for row in table.rows(analysis))
    while some := list(islice(rows, ROWS)):
        for column, cells in zip(columns, zip(*some, strict=True), strict=True):
            column.extend(cells)
    return pd.DataFrame(
        {
            column.name: pd.Series(columns.pop(0), dtype=DTYPES[column.kind])  # each given free when its series is made
            for column in table.columns
        }
    )
