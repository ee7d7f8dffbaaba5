"""How a table writes the quotes in its cells, where it does not double them as the csv module expects.

Some programs put a backslash before each (R, databases), some nothing at all, and some that part cells by tabs quote no
cell: there a quote is a sign as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Literal

Quotes = Literal["doubled", "bare", "none"]
"""Doubled, as the csv module reads them; bare: as they stand, or behind a backslash; none: cells are never quoted."""

_QUOTE = re.compile(r'\\?"')


def quotes_of(lines: Sequence[str], delimiter: str, width: int | None = None) -> Quotes:
    r"""How the table that begins with these lines writes quotes. `width`: cells of a row, where it is known.

    >>> quotes_of(['1,"Beans, ""tall"" ones"', '2,"Peas"'], ",", 2)
    'doubled'
    >>> quotes_of(['1,"Beans, \\"tall\\" ones"', '2,"Peas"'], ",", 2)
    'bare'
    >>> quotes_of(['1\t"Tall" beans', '2\t"peas', '3\tsheds'], "\t")
    'none'
    """
    written = [line for line in lines if line.strip()]
    widths = {line.count(delimiter) + 1 for line in written}
    if delimiter == "\t" and len(widths) == 1 and width in (None, *widths) and any(map(_half_quoted, written)):
        return "none"
    quoted = [line for line in written if f'{delimiter}"' in line or line.startswith('"')]
    right = re.compile(rf'[^{delimiter}"\\]""[^{delimiter}"]')
    bare = sum(_is_bare(line, delimiter, width) for line in quoted)
    return "bare" if bare > sum(right.search(line) is not None for line in quoted) else "doubled"


def _half_quoted(line: str) -> bool:
    """Whether a cell of the line begins with a quote and does not end with one."""
    return any(cell.startswith('"') and (len(cell) == 1 or not cell.endswith('"')) for cell in line.split("\t"))


def _is_bare(line: str, delimiter: str, width: int | None) -> bool:
    """Whether a quoted cell of the line goes on behind its second quote, and makes the line a row if it does."""
    import csv

    repaired = next(doubled([f"{line}\n"], delimiter))
    try:
        return repaired != f"{line}\n" and len(next(csv.reader([repaired], delimiter=delimiter), ())) == width
    except csv.Error:  # a cell longer than the module reads unasked: the other lines show how quotes are written
        return False


def doubled(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    r"""The lines (each with "\n" behind it), the bare quotes in quoted cells doubled.

    >>> list(doubled(['1,"Beans, "tall" ones"\n', '2,so "tall"\n'], ","))
    ['1,"Beans, ""tall"" ones"\n', '2,so "tall"\n']
    """
    inside = False
    for line in lines:
        if '"' not in line:
            yield line
            continue
        made: list[str] = []
        done = paired = 0
        for found in _QUOTE.finditer(line):
            start, end = found.span()
            if start < paired:
                continue
            ends = line[end] == "\n" or line[end] == delimiter
            escaped = end - start > 1
            if not inside:
                inside = not escaped and (start == 0 or line[start - 1] == delimiter)
            elif ends and not (escaped and line[end + 1 : end + 2] in (" ", "")):
                inside = False
            elif not escaped and line[end] == '"' and line[end + 1] not in (delimiter, "\n"):
                paired = end + 1  # it is doubled
            else:
                made += (line[done:start], '""')
                done = end
        yield "".join((*made, line[done:])) if made else line


def rows_inside(rows: Iterable[tuple[int, str]], delimiter: str, width: int) -> Iterator[int]:
    r"""The lines (1-based) that are rows themselves, with a quoted cell, within rows of several lines: each is told by
    the line that it begins on and its text. A bare quote at a cell's end cannot be told from one that was forgotten.

    >>> list(rows_inside([(4, '7,"Beans\n8,"Peas"\nand sheds')], ",", 2))
    [5]
    """
    import csv

    for first, words in rows:
        for number, line in enumerate(words.split("\n")[1:], first + 1):
            if f'{delimiter}"' not in line and not line.startswith('"'):
                continue
            with suppress(csv.Error):  # a cell longer than the module reads unasked is no row's
                if len(next(csv.reader(doubled([f"{line}\n"], delimiter), delimiter=delimiter), ())) == width:
                    yield number
