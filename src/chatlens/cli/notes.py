"""Notes on stderr: what a person should know about what was read and decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from chatlens.cli.options import Display
from chatlens.errors import shown

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Note

SHOWN = 5
"""Notes that are printed without -v: more are not read."""


def show(analyses: Sequence[Analysis], display: Display, more: Iterable[Note] = ()) -> int:
    """Print the notes that the user wants to see, first those of the output itself (`more`); return how many there are,
    single repairs not counted.
    """
    named = len(analyses) > 1
    notes = [("", note) for note in more]
    notes += [(analysis.source.chat if named else "", note) for analysis in analyses for note in analysis.notes]
    important = [(chat, note) for chat, note in notes if not note.detail]
    if display.quiet:
        return len(important)
    printed = notes if display.verbose else important[:SHOWN]
    for chat, note in printed:
        click.echo(_line(chat, note, display.verbose), err=True)
    if left := (0 if display.verbose else len(important) - len(printed)):
        click.echo(f"note: and {left} more (-v shows them)", err=True)
    return len(important)


def _line(chat: str, note: Note, verbose: bool) -> str:
    where = f" ({ranges(note.lines)})" if verbose and note.lines else ""
    parts = (f"{chat}:" if chat else "", note.message + where, note.advice)
    return shown(" ".join(["note:", *filter(None, parts)]))


def ranges(lines: Iterable[int]) -> str:
    """Line numbers in words, neighbours joined.

    >>> ranges([7]), ranges([3, 1, 2, 9])
    ('line 7', 'lines 1-3, 9')
    """
    from chatlens.tables._cells import spans

    found = spans(lines)
    return f"line{'' if len(found) == 1 and '-' not in found[0] else 's'} {', '.join(found)}"
