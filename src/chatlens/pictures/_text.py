"""Text in pictures: what XML may hold, what a font can show, and no more.

The letters are DejaVu Sans, which comes with matplotlib: the same on every machine. What it lacks (Chinese, Japanese,
Korean, emoji) is taken from the machine's own fonts, if it has any; what nothing can show is left out, or is a square.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable

FAMILY = "DejaVu Sans"

FALLBACKS = (
    *("Noto Sans CJK JP", "Noto Sans CJK SC", "Noto Sans CJK KR", "Source Han Sans", "WenQuanYi Zen Hei"),
    *("Hiragino Sans", "PingFang SC", "Apple SD Gothic Neo", "Yu Gothic", "Microsoft YaHei", "Malgun Gothic"),
    *("Noto Sans", "Arial Unicode MS", "Noto Emoji", "Segoe UI Symbol", "Segoe UI Emoji", "Symbola", "Apple Symbols"),
)
"""Families with outlines (fonts of coloured pictures cannot be drawn) of the usual systems, the likeliest first."""

SQUARE = "□"
"""Stands for a letter that no font here can show."""

DECORATION = ("S", "M", "C")
"""Categories of characters that a name can lose: symbols and emoji, marks, and what has no form at all."""


def clean(text: str) -> str:
    r"""A text on one line, without what XML forbids or what turns the direction of writing.

    >>> clean("a\x1b[31m\tb\n\u202ec\ud800")
    'a[31m b c'
    """
    kept = (" " if character.isspace() else "" if _forbidden(character) else character for character in text)
    return " ".join("".join(kept).split())


def _forbidden(character: str) -> bool:
    """Controls, surrogates, bidi overrides and isolates, and code points that are no characters."""
    return (
        unicodedata.category(character) in ("Cc", "Cs")
        or "\u202a" <= character <= "\u202e"
        or "\u2066" <= character <= "\u2069"
        or ord(character) & 0xFFFE == 0xFFFE
        or "\ufdd0" <= character <= "\ufdef"
    )


def legible(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as the fonts can show it, and the families that are needed, in the order in which they are asked.

    Emoji that no font has are left out: "mira_k 🥔" is ('mira_k', ('DejaVu Sans',)) then.
    """
    kept, families = [], [FAMILY]
    for character in clean(text):
        if unicodedata.category(character) == "Cf":  # joins or parts what stands beside it, and has no form
            continue
        if ord(character) in _glyphs(FAMILY):
            kept.append(character)
        elif family := _showing(character):
            kept.append(character)
            families += [family] if family not in families else []
        elif not unicodedata.category(character).startswith(DECORATION):
            kept.append(SQUARE)
    return " ".join("".join(kept).split()), tuple(families)


def hidden(texts: Iterable[str]) -> int:
    """How many different characters of some texts no font here can show."""
    return sum(
        ord(character) not in _glyphs(FAMILY)
        and not _showing(character)
        and unicodedata.category(character)[0] not in "MC"
        for character in set().union(*map(clean, texts))
    )


@functools.cache
def _showing(character: str) -> str | None:
    """The first family of this machine that has the character; none for what has no form."""
    if unicodedata.category(character) in ("Cf", "Mn", "Co", "Cn"):
        return None
    return next((family for family in _installed() if ord(character) in _glyphs(family)), None)


@functools.cache
def _installed() -> tuple[str, ...]:
    from matplotlib import font_manager

    names = {font.name for font in font_manager.fontManager.ttflist}
    return tuple(family for family in FALLBACKS if family in names)


@functools.cache
def _glyphs(family: str) -> frozenset[int]:
    """The code points that a family can show, upright and bold."""
    from matplotlib import font_manager

    paths = {font_manager.findfont(font_manager.FontProperties(family=[family], weight=w)) for w in ("normal", "bold")}
    return frozenset.intersection(*(frozenset(font_manager.get_font(path).get_charmap()) for path in paths))
