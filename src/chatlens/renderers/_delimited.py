"""What csv and tsv share: quoting, and the guard that keeps a spreadsheet from taking a tweet for a formula."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Settings, _cells

if TYPE_CHECKING:
    import pandas as pd

BOM = "\ufeff"

_BLANKS = (
    "\x00-\x08\x0a-\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
"""Blanks, zero-width and control characters, which a spreadsheet may skip; a class for `re`."""

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\t\r"
"""What starts a formula, full-width forms included, and what Excel drops before it looks for one."""


@functools.cache
def _formula() -> re.Pattern[str]:
    return re.compile(f"'*+[{_BLANKS}]*+[{_SIGNS}]")


@functools.cache
def _quotable(delimiter: str) -> Callable[[str], object]:
    """Finds what makes quotes necessary: the usual delimiters all the same, so that a wrong guess of a program does no
    harm, and everything that some program takes for a line end.
    """
    return re.compile(f'["\t;,\n\r\v\f\x1c-\x1e\x85\u2028\u2029{re.escape(delimiter)}]').search


def guard(cell: str) -> str:
    """The cell, with an apostrophe in front if a spreadsheet would take it for a formula (or if such a cell already has
    apostrophes in front, so that `unguard` knows them apart).

    >>> guard("=1+1"), guard(" @mira"), guard("'=x"), guard("'tis"), guard("a=b")
    ("'=1+1", "' @mira", "''=x", "'tis", 'a=b')
    """
    return f"'{cell}" if _formula().match(cell) else cell


def unguard(cell: str) -> str:
    """What `guard` made the cell from.

    >>> unguard("'=1+1"), unguard("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _formula().match(cell) else cell


def render(frame: pd.DataFrame, settings: Settings, delimiter: str) -> Iterator[str]:
    """Header and rows. Files are for spreadsheets: byte order mark, CRLF; LF between rows elsewhere."""
    if settings.to_file if settings.bom is None else settings.bom:
        yield BOM
    end = "\r\n" if settings.to_file else "\n"
    quotable = _quotable(delimiter)
    yield delimiter.join(_quoted(str(name), quotable) for name in frame.columns) + end
    guarded = (lambda cell: cell) if settings.raw else guard
    for piece in _cells.pieces(frame):
        columns = [
            [
                _quoted(guarded(_whole(_cells.text(v))) if isinstance(v, str | list) else _cells.text(v), quotable)
                for v in column
            ]
            for column in piece
        ]
        rows = [delimiter.join(row) or '""' for row in zip(*columns, strict=True)]
        yield end.join([*rows, ""])


def _quoted(cell: str, quotable: Callable[[str], object]) -> str:
    return '"' + cell.replace('"', '""') + '"' if quotable(cell) else cell


def _whole(cell: str) -> str:
    """Lone surrogates, which no file can hold, replaced."""
    return cell if cell.isprintable() else cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
