"""Workbooks read back: what a program other than the one that wrote them finds in them."""

from __future__ import annotations

import importlib.util
import io
from datetime import date, datetime
from typing import Any

import pytest

LIBRARIES = ("xlsxwriter", "python_calamine")

needed = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in LIBRARIES), reason="the extra “excel” is not installed"
)
"""Marks tests that write workbooks and read them."""


def formats() -> list[Any]:
    """Parameters for tests that go over all output formats; those whose library is not there are skipped."""
    from chatlens.renderers import renderers

    return [pytest.param(name, marks=needed if made.needs else (), id=name) for name, made in renderers().items()]


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet by its name: text, numbers, truth, times; "" for an empty cell."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def one(data: bytes) -> list[list[Any]]:
    """The cells of the only sheet."""
    [cells] = sheets(data).values()
    return cells


def text(value: Any) -> str:
    """A cell as CSV has it, but for the offset of a time, which a cell shows and does not hold."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
