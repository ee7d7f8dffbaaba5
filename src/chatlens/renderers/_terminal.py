"""Text from tweets made harmless for a terminal."""

from __future__ import annotations

import functools
import re

REPLACEMENT = "\ufffd"
"""Stands for a character that a terminal might obey or cannot show."""

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_BLANKS = "\t\u2028\u2029"


@functools.cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROLS}{_BIDI}{_BLANKS}]")


def _harmless(match: re.Match[str]) -> str:
    char = match[0]
    if char in _BLANKS:
        return " "
    return "" if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" else REPLACEMENT


def clean(text: str) -> str:
    r"""The text as it may stand in a terminal: what it would obey (C0 but LF, DEL, C1) and lone surrogates replaced,
    tabs and Unicode's line separators as blanks, CR and CRLF as LF, and no bidi overrides, embeddings and isolates:
    wrapping would part them from their ends, and then they would turn round what stands behind.

    >>> clean("a\x1b[31m\tb\r\n\u202ec")
    'a�[31m b\nc'
    """
    if text.isprintable():
        return text
    return _unsafe().sub(_harmless, text.replace("\r\n", "\n").replace("\r", "\n"))


def wrap(text: str, width: int) -> list[str]:
    """The text's lines, cut at blanks, or within words that are too long, so that none is wider than `width` cells.

    >>> wrap("what grows best in shade", 10)
    ['what grows', 'best in', 'shade']
    """
    from rich.cells import cell_len

    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line] if cell_len(line) <= width else _wrapped(line, width)
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    from rich.cells import cell_len, chop_cells

    lines: list[str] = []
    taken, used = "", 0  # the line so far with its trailing blanks, and its cells
    for word in re.findall(r"\s*+\S++|\s++", line):
        cells = cell_len(word)
        if used + cells > width:
            if taken:
                lines.append(taken)
            word = word.lstrip() if taken else word
            *full, taken = chop_cells(word, width) if cell_len(word) > width else [word]
            lines += full
            used = cell_len(taken)
        else:
            taken, used = taken + word, used + cells
    return [*lines, taken] if taken else lines
