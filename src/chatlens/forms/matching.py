"""How the rows of a table are matched: all at once, and each as if it stood alone."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from chatlens.forms.rows import Row

_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


class _Rows(NamedTuple):
    """Some rows of a table in one pattern; its group number n is the row `numbers[n - 1]` of the table."""

    pattern: re.Pattern[str]
    numbers: tuple[int, ...]
    folds: bool  # it looks at no capitals, and is for folded text, where it is matched much more quickly
    holds: tuple[str, ...]  # of which the text must have one for it to match; none: it is always tried


class Table:
    """The rows of a form. Their patterns are made when a text is first asked."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows

    def strength(self, body: str) -> float:
        """The strength of the first row that matches; 0 for none."""
        text, first = folded(body), len(self._rows)
        for pattern, numbers, folds, holds in self._parts:
            for letters in holds:  # no `any`, which costs more than the looking itself
                if letters in text:
                    break
            else:
                if holds:
                    continue
            found = pattern.match(text if folds else body)
            if found and found.lastindex:
                first = min(first, numbers[found.lastindex - 1])
        return self._rows[first][0] if first < len(self._rows) else 0.0

    @functools.cached_property
    def _parts(self) -> tuple[_Rows, ...]:
        return _compiled(self._rows)


def _compiled(rows: tuple[Row, ...]) -> tuple[_Rows, ...]:
    """The rows in few patterns: those that look at no capitals, the others, and each that is seldom tried."""
    seldom = [at for at, row in enumerate(rows) if len(row) > 2]
    capitals = [_CAPITAL.search(row[1]) is not None for row in rows]
    small = [at for at, has in enumerate(capitals) if not has and at not in seldom]
    written = [at for at, has in enumerate(capitals) if has and at not in seldom]
    parts = [_alternatives(rows, small, folds=True), _alternatives(rows, written, folds=False)]
    parts += [_alternatives(rows, [at], folds=not capitals[at]) for at in seldom]
    return tuple(part for part in parts if part.numbers)


def _alternatives(rows: tuple[Row, ...], numbers: Sequence[int], *, folds: bool) -> _Rows:
    # an empty group behind each row tells which it was: in front, it would keep `re` from passing over rows by their
    # first letter
    pattern = "|".join(f"(?:{rows[at][1]}\n)()" for at in numbers)
    holds = rows[numbers[0]][2:] if len(numbers) == 1 else ()
    flags = re.VERBOSE | re.DOTALL | (0 if folds else re.IGNORECASE)
    return _Rows(re.compile(pattern, flags), tuple(numbers), folds, holds[0] if holds else ())


def folded(text: str) -> str:
    """The text as `re.IGNORECASE` sees it where a pattern has small ASCII letters; each character stays one."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")
