"""`check`: a row per thing that was looked at: what was read, what is missing or damaged, and the sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chatlens.analysis import Analysis
    from chatlens.models import Note


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _cells, _checks

    for check in _checks.checks(analysis):
        lines = _cells.spans(check.lines)
        more = (f"{len(lines) - _checks.NAMED} more",) if len(lines) > _checks.NAMED else ()
        yield (
            analysis.source.chat,
            check.session,
            check.finding,
            check.check,
            check.value,
            (*lines[: _checks.NAMED], *more),
            check.advice or None,
        )


def _notes(analyses: Sequence[Analysis]) -> Iterator[Note]:
    from chatlens.models import Note
    from chatlens.tables import _checks

    found = sum(check.finding == _checks.PROBLEM for analysis in analyses for check in _checks.checks(analysis))
    if found:
        yield Note(
            f"{found} {'problem' if found == 1 else 'problems'} found.", "The rows that begin so say what to do."
        )


TABLE = Table(
    "check",
    "What was read, what may be missing or damaged, and whether the sums come out.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1; empty: the whole file"),
        Column("finding", "text", "problem (missing, damaged), notice (worth a look), fine, or fact; problems first"),
        Column("check", "text", "what was looked at"),
        Column("value", "text", "what was found: how many, or which"),
        Column("lines", "list", "lines of the transcript that it speaks of, the first twenty places"),
        Column("advice", "text", "what it means, and what to do"),
    ),
    _rows,
    notes=_notes,
)
