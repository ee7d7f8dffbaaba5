"""A transcript's lines with the tweets that were found in them: its head, the days that it names, what is no tweet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from chatlens.models import Moment, Options
from chatlens.readers._archive import Head, head_of
from chatlens.readers._days import headings, posted, under
from chatlens.readers._moments import Written, YearlessDay
from chatlens.readers._pages import Record

DATED, ABOVE = "a heading with the date of what follows", "a line above the first tweet"
BETWEEN = "a line of the page, not of a tweet"
"""Reasons for lines that are no tweets."""


class Sheet(NamedTuple):
    """What stands where; lines are 0-based."""

    starts: list[int]  # first lines of the tweets
    covered: set[int]  # lines of tweets
    first: int  # the line with which the first tweet begins
    head: Head  # what stands above it
    days: dict[int, date | YearlessDay]  # lines of no tweet that name a day

    def moments(self, written: Sequence[Written | None], options: Options) -> list[Moment | None]:
        """The moment of each tweet, from what is written beside it and the headings."""
        return posted(written, under(self.starts, self.days), options, self.head.day)

    def reason(self, at: int) -> str:
        """Why a line is no tweet."""
        return DATED if at in self.days else ABOVE if at < self.first else BETWEEN


def sheet(lines: Sequence[str], records: Iterable[Record]) -> Sheet:
    """The lines with the tweets that stand in them, in order."""
    records = list(records)
    covered = {at for record in records for at in range(record.start, record.end)}
    first = records[0].start if records else len(lines)
    return Sheet([record.start for record in records], covered, first, head_of(lines[:first]), headings(lines, covered))
