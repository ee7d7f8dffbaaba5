"""Lines for a terminal: words that wrap to its width with a hanging indent, and styles that leave their text alone.

Text is data here: nothing in it is markup. It is made harmless where it becomes words, and measured in the terminal's
cells (a wide character or an emoji takes two).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

BREAK = re.compile(r"[ \n]++")

STYLES = {"title": "bold", "name": "bold cyan", "bar": "cyan", "theme": "green", "meta": "dim"}
"""What a style's name means to rich; plain text has none ("")."""

QUESTIONS = ("blue", "yellow", "green", "magenta", "cyan", "red")
"""What stands for questions in turn; rich knows these names as they are."""


class Bit(NamedTuple):
    """Text that stays on one line if it fits there."""

    text: str
    style: str = ""  # a key of STYLES, or one of QUESTIONS

    @property
    def cells(self) -> int:
        """Its width in the terminal's cells."""
        from rich.cells import cell_len

        return cell_len(self.text)


class Page(NamedTuple):
    """What the terminal can show."""

    width: int  # cells
    color: bool
    unicode: bool

    def sign(self, fine: str, plain: str) -> str:
        """A sign of ours, or its ASCII stand-in."""
        return fine if self.unicode else plain


def clean(text: str) -> str:
    """Text from a transcript, harmless and on one line."""
    from chatlens.renderers import _terminal

    return BREAK.sub(" ", _terminal.clean(text)).strip()


def words(text: str, style: str = "") -> list[Bit]:
    """The words of a text from a transcript."""
    return [Bit(word, style) for word in clean(text).split(" ") if word]


def separated(bits: Iterable[str], separator: str, style: str = "") -> list[Bit]:
    """Facts in a row: each stays together, the separator at its end."""
    texts = list(bits)
    return [Bit(text + separator * (k < len(texts)), style) for k, text in enumerate(texts, 1)]


def flow(bits: Iterable[Bit], page: Page, first: str = "", hang: str = "") -> list[str]:
    """Wrap to the page's width: `first` stands before the first line, `hang` before the others. No bits, no lines."""
    lines: list[list[Bit]] = [[]]
    used, room = 0, page.width - len(first)
    for bit in _fitting(bits, max(page.width - max(len(first), len(hang)), 1)):
        needed = bit.cells + (1 if lines[-1] else 0)
        if lines[-1] and used + needed > room:
            lines.append([])
            used, room, needed = 0, page.width - len(hang), bit.cells
        lines[-1].append(bit)
        used += needed
    return [((hang if k else first) + paint(line, page)).rstrip() for k, line in enumerate(lines) if line]


def paint(line: Sequence[Bit], page: Page) -> str:
    """Bits with a blank between them, neighbours of one style painted as one."""
    runs: list[Bit] = []
    for bit in line:
        if runs and runs[-1].style == bit.style:
            runs[-1] = Bit(f"{runs[-1].text} {bit.text}", bit.style)
        else:
            runs.append(bit)
    return " ".join(_painted(run) if page.color and run.style else run.text for run in runs)


def _painted(bit: Bit) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(STYLES.get(bit.style, bit.style)).render(bit.text, color_system=ColorSystem.STANDARD)


def _fitting(bits: Iterable[Bit], room: int) -> Iterator[Bit]:
    """The bits, those that are wider than a line cut at blanks, or where they must."""
    from rich.cells import chop_cells

    for bit in bits:
        if bit.cells <= room:
            yield bit
        elif " " in bit.text:
            yield from _fitting((Bit(part, bit.style) for part in bit.text.split(" ")), room)
        else:
            yield from (Bit(piece, bit.style) for piece in chop_cells(bit.text, room))
