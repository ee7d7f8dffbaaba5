"""Changes of a text: pieces of it and what stands in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatlens.models import LEFT_OUT

Span = tuple[int, int]
"""From where to where in a text."""


class Edit(NamedTuple):
    """A piece of a text and what stands in its place."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made."""
    if not edits:
        return text
    kept, at = [], 0
    for edit in edits:
        kept += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*kept, text[at:]))


def moved(position: int, edits: Sequence[Edit]) -> int:
    """Where a place of a text is once the edits are made: what stood within an edit is at its start.

    >>> moved(12, [Edit(4, 10, "p1")]), moved(5, [Edit(4, 10, "p1")])
    (8, 4)
    """
    shift = 0
    for edit in edits:
        if position < edit.end:
            return min(position, edit.start) + shift if position > edit.start else position + shift
        shift += len(edit.new) - (edit.end - edit.start)
    return position + shift


def with_cuts(text: str, edits: Sequence[Edit], spans: Sequence[Span]) -> list[Edit]:
    """The edits of a text with the spans cut out of it."""
    cuts = (Edit(start, end, _set_off(text, start, end)) for start, end in spans)
    return sorted((*_outside(edits, spans), *cuts)) if spans else list(edits)


def _outside(edits: Sequence[Edit], spans: Sequence[Span]) -> Iterator[Edit]:
    """The edits that touch none of the spans; both ascending."""
    at = 0
    for edit in edits:
        while at < len(spans) and spans[at][1] <= edit.start:
            at += 1
        if at == len(spans) or edit.end <= spans[at][0]:
            yield edit


def _set_off(text: str, start: int, end: int) -> str:
    """What stands for words that are left out, with a blank where they had one."""
    before = " " if text[start - 1 : start] in {":", ",", "."} or text[start - 1 : start].isalnum() else ""
    behind = " " if end < len(text) and text[end - 1 : end].isspace() else ""
    return f"{before}{LEFT_OUT}{behind}"
