"""Stage 8, an `Analysis` -> one DataFrame with published columns. The folder is the registry: each module without a
leading underscore has a `TABLE`, and the command of that name comes from it.

No table module imports pandas, numpy or rapidfuzz at its top: the command line lists the tables for its help.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.analysis import Analysis

Cell = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """A published column. `kind` is text, time (text in ISO 8601), integer, number, truth or list (of texts; a tuple in
    the frame).
    """

    name: str
    kind: str
    meaning: str  # one line for the README


class Table(NamedTuple):
    """A table: its name (and its command's), what one row is, its columns, and the rows of one analysis in order."""

    name: str
    summary: str
    columns: tuple[Column, ...]
    rows: Callable[[Analysis], Iterable[tuple[Cell, ...]]]
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


@functools.cache
def tables() -> Mapping[str, Table]:
    """All tables by name."""
    modules = (m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))
    found = [importlib.import_module(f"{__name__}.{name}").TABLE for name in modules]
    return MappingProxyType({table.name: table for table in found})


def frame(table: Table, analyses: Sequence[Analysis]) -> pd.DataFrame:
    """The table of several chats, one under the other: columns and dtypes as published, missing cells <NA>."""
    import pandas as pd

    rows = [row for analysis in analyses for row in table.rows(analysis)]
    cells = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=DTYPES[column.kind])
            for column, values in zip(table.columns, cells, strict=True)
        }
    )
