"""A frame's cells as plain Python values, and as text for the formats that know nothing but text."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | list[str] | None

LIST_SEPARATOR = "; "

ROWS = 500
"""Rows that are made text at once: few enough that a table of a million needs no more memory, enough that the calls do
not count."""


def pieces(frame: pd.DataFrame) -> Iterator[list[list[Value]]]:
    """The frame's cells, some rows at a time, column by column."""
    for start in range(0, len(frame), ROWS):
        yield columns(frame.iloc[start : start + ROWS])


def columns(frame: pd.DataFrame) -> list[list[Value]]:
    """The frame's cells column by column: missing ones are None, lists are lists."""
    return [_column(frame.iloc[:, at]) for at in range(frame.shape[1])]


def text(value: Value) -> str:
    """One cell as text.

    >>> [text(v) for v in (None, True, 3, 0.5, ["a", "b"])]
    ['', 'true', '3', '0.5', 'a; b']
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return LIST_SEPARATOR.join(value)
    return repr(value)


def _column(series: pd.Series[Any]) -> list[Value]:
    values: list[Any] = series.astype(object).where(series.notna(), None).tolist()
    return [value if isinstance(value, str) else _plain(value) for value in values]


def _plain(value: Any) -> Value:
    """A cell that is no str as one of the plain types."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, tuple | list):
        return [str(item) for item in value]
    if value is None or isinstance(value, int | float):
        return value
    return str(value)
