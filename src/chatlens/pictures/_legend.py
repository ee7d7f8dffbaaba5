"""Which colour is which question: a row of small squares with names, or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatlens.pictures._sheet import BODY, MARGIN, WIDTH, Sheet

if TYPE_CHECKING:
    from chatlens.pictures._colors import Fill

ROW = 0.24  # inches from row to row
SIDE = 0.12  # inches of a square
AIR = 0.06  # inches between a square and its name
GAP = 0.18  # inches between two entries
LETTER = (
    0.085  # inches that a letter takes, rather more than less: the sheet's height is settled before it can be measured
)

Entry = tuple[str, "Fill"]


def rows(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries, as many in a row as fit."""
    found: list[list[Entry]] = []
    used = WIDTH
    for entry in entries:
        if used + _width(entry) > WIDTH - 2 * MARGIN:
            found.append([])
            used = 0.0
        found[-1].append(entry)
        used += _width(entry) + GAP
    return found


def height(entries: Sequence[Entry]) -> float:
    """Inches that the legend takes."""
    return ROW * len(rows(entries))


def draw(sheet: Sheet, top: float, entries: Sequence[Entry]) -> None:
    """Draw it from so many inches below the sheet's top."""
    for k, row in enumerate(rows(entries)):
        x, base = MARGIN, top + ROW * k + ROW / 2 + SIDE / 2
        for name, fill in row:
            if fill.round:
                sheet.dot(x + SIDE / 2, base - SIDE / 2, SIDE / 2, fill)
            else:
                sheet.block(x, base, SIDE, SIDE, fill)
            sheet.write(x + SIDE + AIR, base - 0.02, name, size=BODY)
            x += SIDE + AIR + sheet.length(name) + GAP


def _width(entry: Entry) -> float:
    return SIDE + AIR + LETTER * len(entry[0])
