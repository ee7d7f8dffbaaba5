"""What the readers of copied pages share: records found line by line, and the lines that belong to none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from chatlens.models import Unread


class Record(NamedTuple):
    """Where a tweet stands in a list of lines: its own line, where its text begins, and the line after it."""

    start: int  # 0-based, as all three
    body: int
    end: int


LONGEST_RECORD = 60
"""Lines of a tweet, cut up as it may be, that a sniffer takes for explained; what follows is something else."""


def explained(records: Iterable[Record], lines: Sequence[str]) -> float:
    """The share of the lines that are not blank which belong to the records."""
    written = sum(not line.isspace() and bool(line) for line in lines)
    inside = sum(
        bool(line.strip())
        for record in records
        for line in lines[record.start : min(record.end, record.start + LONGEST_RECORD)]
    )
    return inside / written if written else 0.0


def joined(lines: Iterable[str]) -> str:
    """The lines of a text, blanks at its ends and at the ends of its lines cut."""
    return "\n".join(line.rstrip() for line in lines).strip()


def last_written(lines: Sequence[str], start: int, end: int) -> int:
    """0-based index of the last line that is not blank among those from `start` to before `end`; `start` if none."""
    return next((at for at in range(end - 1, start, -1) if lines[at].strip()), start)


def page_end(lines: Sequence[str], records: Sequence[Record]) -> int:
    """0-based index of the line behind the last tweet (ends of records do not count): the first blank line in it, if
    no other tweet has a blank line inside. What follows is the page's foot. Lines are stripped."""
    for record, below in pairwise(records):
        last = last_written(lines, record.body - 1, below.start)
        if not all(lines[record.body : last]):
            return len(lines)
    first = next((at for at in range(records[-1].body, len(lines)) if lines[at]), len(lines))
    return next((at for at in range(first, len(lines)) if not lines[at]), len(lines))


def without_foot(lines: Sequence[str], records: Sequence[Record]) -> Record:
    """The last record without the page's foot, where texts begin on their record's first line."""
    start, body, end = records[-1]
    foot = page_end(lines, [record._replace(body=record.start) for record in records])
    return Record(start, body, last_written(lines, start, max(body, min(end, foot))) + 1)


def left_over(lines: Sequence[str], covered: set[int], reason: Callable[[int], str]) -> tuple[Unread, ...]:
    """What no tweet covers (0-based indices): lines that follow each other for one reason are one `Unread`."""
    runs: list[tuple[int, int, str]] = []  # first line and the one behind the last, 0-based
    for at, line in enumerate(lines):
        if at in covered or not line.strip():
            continue
        why = reason(at)
        if runs and runs[-1][1:] == (at, why):
            runs[-1] = runs[-1][0], at + 1, why
        else:
            runs.append((at, at + 1, why))
    return tuple(Unread(first + 1, end, why, "\n".join(lines[first:end])) for first, end, why in runs)
