"""`unread`: what of the transcript is no tweet, with its lines and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _cells

    for unread in analysis.reading.unread:
        yield (
            analysis.source.chat,
            unread.first_line,
            unread.last_line,
            _cells.one_line(unread.reason),
            _cells.one_line(unread.text),
        )


TABLE = Table(
    "unread",
    "What was not understood, with its lines and the reason.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("first_line", "integer", "lines of the transcript, from 1"),
        Column("last_line", "integer", "lines of the transcript, from 1"),
        Column("reason", "text", "why it is no tweet"),
        Column("text", "text", "verbatim, line ends as /"),
    ),
    _rows,
)
