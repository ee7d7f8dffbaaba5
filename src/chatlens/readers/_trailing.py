"""A time at the end of a line, behind a dash: "Sitting down. -8:59 PM Aug 18th, 2011"."""

from __future__ import annotations

import re
from typing import NamedTuple

from chatlens.readers._days import has_clock
from chatlens.readers._moments import Written, moment

LONGEST = 60  # characters of a time with its dash

_CLOCK = re.compile(r"\d(?::\d\d|\s?[AaPp]\.?[Mm])")
_DASH = re.compile(r"(?<![\d-])\s*[-–—]{1,2}(?=\s?\w)")


class Trailing(NamedTuple):
    """A time behind a text."""

    start: int  # 0-based position in the line where the text ends
    written: Written


def trailing_time(line: str) -> Trailing | None:
    """The time at a line's end, with a clock and behind a dash; None where there is none.

    >>> trailing_time("Sitting down. -8:59 PM Aug 18th, 2011").start
    13
    >>> trailing_time("Open 8-9:30") or trailing_time("Sitting down - Aug 18th")
    """
    tail = max(0, len(line) - LONGEST)
    if not _CLOCK.search(line, tail):
        return None
    for dash in _DASH.finditer(line, tail):
        written = moment(line[dash.end() :])
        if written is not None and has_clock(written):
            return Trailing(dash.start(), written)
    return None
