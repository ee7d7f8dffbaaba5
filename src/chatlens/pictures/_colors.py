"""Colours that people with colour-blind eyes can tell apart: Okabe's and Ito's, in an order in which neighbours differ.

Their yellow is left out, as it is too pale for bars on white. Questions beyond the sixth get the same colours, hatched;
labels say which is which, so that nothing hangs on the colour alone.
"""

from __future__ import annotations

from typing import NamedTuple

INK = "#1f1f1f"  # text
SOFT = "#5c5c5c"  # text of less weight; contrast with white above 6
GRID = "#e2e2e2"
LINE = "#b9c3cb"  # between people
PAPER = "#ffffff"
NOTHING = "#bcbcbc"  # what is under no question

PALE = "#a9cfe6"  # of the blue, for what counts less

BLUE, ORANGE, GREEN = "#0072b2", "#e69f00", "#009e73"
PURPLE, SKY, VERMILLION = "#cc79a7", "#56b4e9", "#d55e00"

CYCLE = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION)
HATCHES = ("", "////", "....", "xxxx")


class Fill(NamedTuple):
    """How an area is filled."""

    color: str
    hatch: str = ""
    round: bool = False  # of a mark: no square

    @property
    def ink(self) -> str:
        """The colour of text upon it, of black and white the one with more contrast."""
        return PAPER if _luminance(self.color) < DARK else INK


ALONE = Fill(BLUE)
"""Where nothing is to be told apart."""

DARK = 0.179
"""Relative luminance at which white and black text have the same contrast (WCAG 2)."""


def fills(names: tuple[str, ...]) -> dict[str, Fill]:
    """A fill for each question, and the grey of no question.

    >>> fills(("Q1", ""))["Q1"].color, fills(("Q1", ""))["Q1"].ink
    ('#0072b2', '#ffffff')
    """
    asked = [name for name in names if name]
    found = {name: Fill(CYCLE[k % len(CYCLE)], HATCHES[k // len(CYCLE) % len(HATCHES)]) for k, name in enumerate(asked)}
    return {**found, "": Fill(NOTHING)}


def _luminance(color: str) -> float:
    """Relative luminance, 0-1, as WCAG 2 has it."""
    parts = [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
