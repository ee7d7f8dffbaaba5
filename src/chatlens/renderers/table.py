"""Text for people: columns side by side where the terminal is wide enough for them, else a block of lines per row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings, _cells, _terminal

if TYPE_CHECKING:
    import pandas as pd

GUTTER = "  "
"""Between two columns, and between a name and its value."""

READABLE = 24
"""Cells of width that a column of longer texts needs to be read with pleasure; with less, rows become blocks."""

VALUE_READABLE = 16
"""The same for the value behind a name; with less, it goes under the name."""


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Chunks of the text, a row each; of a long table on a terminal, the first rows."""
    shown = frame if settings.rows is None else frame.head(settings.rows)
    names = [_terminal.clean(str(name)).replace("\n", " ") for name in frame.columns]
    natural, numbers = _measured(names, shown)
    widths = _widths(names, natural, settings.width)
    rows = (row for columns in _cells.pieces(shown) for row in zip(*map(_texts, columns), strict=True))
    yield from _blocks(names, rows, settings) if widths is None else _grid(names, rows, widths, numbers, settings)
    if not len(frame):
        yield "(no rows)\n"
    if len(shown) < len(frame):
        more = f"{len(frame) - len(shown):,} more rows: all of them with -o FILE, or through a pager."
        yield "".join(f"{line}\n" for line in _terminal.wrap(more, settings.width))


def _texts(column: Sequence[_cells.Value]) -> list[str]:
    return [_terminal.clean(_cells.text(value)) for value in column]


def _measured(names: Sequence[str], frame: pd.DataFrame) -> tuple[list[int], list[bool]]:
    """Of each column, the cells of its widest line, and whether it holds numbers alone, which stand at its right."""
    from rich.cells import cell_len

    natural = [cell_len(name) for name in names]
    kinds: list[set[type]] = [set() for _ in names]
    for columns in _cells.pieces(frame):
        for at, column in enumerate(columns):
            lines = (line for text in _texts(column) for line in text.split("\n"))
            natural[at] = max(natural[at], max(map(cell_len, lines), default=0))
            kinds[at].update(type(value) for value in column if value is not None)
    return natural, [bool(kind) and kind <= {int, float} for kind in kinds]


def _widths(names: Sequence[str], natural: Sequence[int], width: int) -> list[int] | None:
    """Cells for each column, or None where they do not fit side by side. Spare room goes to those that lack it."""
    from rich.cells import cell_len

    if not names:
        return []
    widths = [max(cell_len(name), min(wide, READABLE)) for name, wide in zip(names, natural, strict=True)]
    spare = width - sum(widths) - len(GUTTER) * (len(names) - 1)
    if spare < 0:
        return None
    short = sorted(
        (wide - have, at) for at, (wide, have) in enumerate(zip(natural, widths, strict=True)) if wide > have
    )
    for turn, (lacking, at) in enumerate(short):
        given = min(lacking, spare // (len(short) - turn))
        widths[at] += given
        spare -= given
    return widths


def _grid(
    names: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    numbers: Sequence[bool],
    settings: Settings,
) -> Iterator[str]:
    rule = "─" if settings.unicode else "-"
    header = _line([[name] for name in names], 0, widths, numbers)
    yield f"{_bold(header, settings)}\n{GUTTER.join(rule * width for width in widths)}\n"
    for row in rows:
        cells = [_terminal.wrap(text, width) for text, width in zip(row, widths, strict=True)]
        yield "".join(_line(cells, at, widths, numbers) + "\n" for at in range(max(map(len, cells))))


def _line(cells: Sequence[Sequence[str]], at: int, widths: Sequence[int], numbers: Sequence[bool]) -> str:
    """Line `at` of a row of wrapped cells."""
    from rich.cells import cell_len

    parts = []
    for lines, width, number in zip(cells, widths, numbers, strict=True):
        text = lines[at] if at < len(lines) else ""
        fill = " " * (width - cell_len(text))
        parts.append(fill + text if number else text + fill)
    return GUTTER.join(parts).rstrip(" ")


def _blocks(names: Sequence[str], rows: Iterable[Sequence[str]], settings: Settings) -> Iterator[str]:
    """A block per row, a line per value beside its column's name, or under it where there is too little room."""
    from rich.cells import cell_len

    rule = "─" if settings.unicode else "-"
    beside = max(map(cell_len, names)) + len(GUTTER)
    stacked = settings.width - beside < VALUE_READABLE
    indent = " " * (len(GUTTER) if stacked else beside)
    for number, row in enumerate(rows, 1):
        lines = [f"{rule * 2} {number} ".ljust(settings.width, rule)]
        for name, text in zip(names, row, strict=True):
            if not text:
                continue
            values = _terminal.wrap(text, settings.width - len(indent))
            heads = _terminal.wrap(name, settings.width) if stacked else [name]
            if not stacked:
                fill = " " * (beside - cell_len(name))
                lines.append(_bold(name, settings) + fill + values.pop(0))
            else:
                lines += [_bold(head, settings) for head in heads]
            lines += [indent + value for value in values]
        yield "".join(line.rstrip(" ") + "\n" for line in lines)


def _bold(text: str, settings: Settings) -> str:
    return f"\x1b[1m{text}\x1b[0m" if settings.color else text


RENDERER = Renderer("table", "text for the terminal", (".txt",), render)
