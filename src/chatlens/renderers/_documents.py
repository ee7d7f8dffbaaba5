"""What the formats for people and programs alike share: md, html and xlsx. Text that is harmless in any document, what
a table is called, and which kinds its columns are of.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from chatlens.renderers import Settings, _cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

REPLACEMENT = "\ufffd"
"""Stands for a character that no document may hold."""

EMPTY = "(no rows)"
"""What is said of a table without rows."""

NUMBERS = ("integer", "number")
"""Kinds of columns that stand at the right."""

LONG = 40
"""Characters from which a cell is one to read, which is wrapped, and its column a wide one."""

CHATS_NAMED = 3
"""Chats that a caption names; of more it says how many there are."""

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}-{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"


@functools.cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"\r\n?|[\u2028\u2029]|[{_CONTROLS}{_NO_CHARACTERS}]")


@functools.cache
def _bidi() -> re.Pattern[str]:
    return re.compile(f"[{_EMBEDDINGS}{_ISOLATES}{_END_OF_EMBEDDING}{_END_OF_ISOLATE}]")


def harmless(text: str) -> str:
    r"""The text as a document may hold it: every kind of line end as LF; control characters but tabs, lone surrogates
    and what Unicode says is no character replaced.

    >>> harmless("a\x00b\r\nc\ud83d")
    'a�b\nc�'
    """
    if text.isprintable():
        return text
    return _unsafe().sub(lambda match: "\n" if match[0][0] in "\r\u2028\u2029" else REPLACEMENT, text)


def closed(text: str) -> str:
    r"""The text with an end behind it for every direction that it turns to and does not turn back from, so that what
    follows stands as it should.

    >>> closed("a\u202eb"), closed("\u2067a\u2069 b")
    ('a\u202eb\u202c', '\u2067a\u2069 b')
    """
    if text.isprintable():
        return text
    open_ends: list[str] = []
    isolates = 0
    for mark in _bidi().findall(text):
        if mark in _EMBEDDINGS:
            open_ends.append(_END_OF_EMBEDDING)
        elif mark in _ISOLATES:
            open_ends.append(_END_OF_ISOLATE)
            isolates += 1
        elif mark == _END_OF_EMBEDDING:
            if open_ends and open_ends[-1] == mark:
                open_ends.pop()
        elif isolates:  # its end ends the embeddings within it too
            while open_ends.pop() != mark:
                pass
            isolates -= 1
    return text + "".join(reversed(open_ends))


def line(text: str) -> str:
    r"""The text on one line of a document, its outer blanks cut.

    >>> line(" one\r\n\ntwo ")
    'one / two'
    """
    if text.isprintable():
        return text.strip()
    from chatlens.tables import _cells as cells_of_tables

    return closed(cells_of_tables.one_line(harmless(text)))


def caption(settings: Settings) -> str:
    """What the table is and of which chats: "gardenchat: tweets"; "" where that is not known.

    >>> caption(Settings(chats=("spring", "summer", "autumn", "winter")))
    'spring, summer, autumn and 1 more'
    """
    named = ", ".join(settings.chats[:CHATS_NAMED])
    if more := len(settings.chats) - CHATS_NAMED:
        named += f" and {more} more" if more > 0 else ""
    return ": ".join(filter(None, (named, settings.table.called if settings.table else "")))


def kinds(frame: pd.DataFrame, settings: Settings) -> list[str]:
    """Each column's kind: as published, else as its dtype says, else text."""
    from chatlens.tables import DTYPES

    published = {column.name: column.kind for column in settings.table.columns} if settings.table else {}
    by_dtype = {dtype: kind for kind, dtype in DTYPES.items() if kind not in ("text", "time")}
    return [
        published.get(str(name), by_dtype.get(str(dtype), "text"))
        for name, dtype in zip(frame.columns, frame.dtypes, strict=True)
    ]


def long_columns(frame: pd.DataFrame) -> list[bool]:
    """Of each column, whether it is a long one; looked at in pieces, as it is written."""
    found = [False] * frame.shape[1]
    for columns in _cells.pieces(frame):
        found = [long or is_long(column) for long, column in zip(found, columns, strict=True)]
    return found


def is_long(column: Sequence[_cells.Value]) -> bool:
    """Whether some cell of the column is long, or has several lines."""
    return any(
        isinstance(value, str | list) and (len(text := _cells.text(value)) > LONG or "\n" in text) for value in column
    )
