"""The days of tweets whose transcript writes clocks alone: under headings with a date, behind a dated tweet, past
midnight."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from chatlens.models import Moment, Note, Options, Tweet
from chatlens.readers._moments import Order, Written, YearlessDay, completed, moment, numeric_order

HALF_A_DAY = 12  # hours; a clock that goes back by more has passed midnight
LONGEST_HEADING = 60  # characters

_ORDERS: tuple[Order, ...] = ("mdy", "dmy")
_FRAME = re.compile(
    r"(?i)[-=*#_~\s]*+(?:(?:day changed(?: to)?|log (?:opened|closed)|session (?:start|close|end)|date)\s?:?\s)?"
    r"(?P<day>.*)"
)


def heading(line: str) -> date | YearlessDay | None:
    """The day that a line names and nothing else: "Friday, March 1, 2019", "--- Day changed Fri Mar 01 2019".

    >>> heading("*** Tuesday, March 23, 2021 ***"), heading("20:01")
    (datetime.date(2021, 3, 23), None)
    """
    if len(line) > LONGEST_HEADING or not any(c.isdecimal() for c in line):
        return None
    match = _FRAME.match(line)
    found = moment(match["day"].rstrip("-=*#_~ :")) if match else None
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date | YearlessDay) else None


def headings(lines: Sequence[str], tweets: Collection[int]) -> dict[int, date | YearlessDay]:
    """The days that lines name which are of no tweet (0-based, as `tweets`, and ascending)."""
    return {at: day for at, line in enumerate(lines) if at not in tweets and (day := heading(line)) is not None}


def under(starts: Sequence[int], days: Mapping[int, date | YearlessDay]) -> list[date | YearlessDay | None]:
    """Of each tweet's first line (ascending) the day of the last heading above it."""
    marks = list(days.items())
    found: list[date | YearlessDay | None] = []
    passed = 0
    for start in starts:
        while passed < len(marks) and marks[passed][0] < start:
            passed += 1
        found.append(marks[passed - 1][1] if passed else None)
    return found


def has_clock(written: Written | None) -> bool:
    """Whether a time says more than the day."""
    return isinstance(written, datetime | time) or (isinstance(written, YearlessDay) and written.clock is not None)


def posted(
    written: Sequence[Written | None],
    under: Sequence[date | YearlessDay | None],
    options: Options,
    page: date | None = None,
) -> list[Moment | None]:
    """The moment of each tweet, from what is written beside it and the heading that it stands under.

    Where neither names the day, it is that of the tweet above (the next or the last one, where the clock passes
    midnight), else the page's or the user's: the day on which the chat began.
    """
    day = _first_day(written, page or options.date)
    last: date | YearlessDay | None = None
    before: time | None = None
    moments: list[Moment | None] = []
    for what, named in zip(written, under, strict=True):
        if named is not None and named != last:
            known = completed(named, options, day)
            day, before, last = (_date(known) if known else day), None, named
        if isinstance(what, time) and day is not None:
            day = _shifted(day, _midnights(before, what))
            before = what
        when = None if what is None else completed(what, options, day)
        if isinstance(when, datetime) and not isinstance(what, time):
            day, before = when.date(), when.timetz()
        elif when is not None and not isinstance(what, time):
            day, before = _date(when), None
        moments.append(when)
    return moments


def order_of(texts: Sequence[str], known: date | None) -> Order | None:
    """The order of a column's numeric dates; where it does not tell, the one that brings them nearest to a known
    day."""
    found = numeric_order(texts)
    if found is not None or known is None:
        return found
    first = next((text for text in texts if isinstance(moment(text, "mdy"), date)), "")
    days = [(order, day) for order in _ORDERS if isinstance(day := moment(first, order), date)]
    distances = [(abs(day.toordinal() - known.toordinal()), order) for order, day in days]
    return min(distances)[1] if distances else None


def notes(tweets: Sequence[Tweet], written: Sequence[Written | None]) -> tuple[Note, ...]:
    """What to say where times are written, but not of which day."""
    lines = [t.first_line for t, what in zip(tweets, written, strict=True) if what is not None and t.posted_at is None]
    if not lines:
        return ()
    missing = "year" if any(isinstance(what, YearlessDay) for what in written) else "day"
    return (
        Note(
            f"{len(lines)} of {len(tweets)} tweets have no time, since the transcript does not say of which {missing}.",
            "Give the day of the chat with --date.",
            tuple(lines[:20]),
        ),
    )


def _first_day(written: Sequence[Written | None], began: date | None) -> date | None:
    """The day of the first tweet in the file, by the day on which the chat began: another one in a file that is
    newest first."""
    clocks = [what for what in written if isinstance(what, time)]
    if began is None or not newest_first(clocks):
        return began
    return _shifted(began, -sum(_midnights(above, below) for above, below in pairwise(clocks)))


def newest_first(written: Sequence[Written | None]) -> bool | None:
    """Whether the times go back from line to line; None where they do not tell."""
    clocks = [what for what in written if isinstance(what, time)]
    days = [what.replace(tzinfo=None) for what in written if isinstance(what, datetime)]
    back = sum(_step(above, below) < 0 for above, below in pairwise(clocks))
    onwards = sum(_step(above, below) > 0 for above, below in pairwise(clocks))
    back += sum(above > below for above, below in pairwise(days))
    onwards += sum(above < below for above, below in pairwise(days))
    return None if onwards == back else onwards < back


def _step(above: time, below: time) -> int:
    """Minutes from one clock to the next, forwards or backwards, whichever is shorter."""
    half = 60 * HALF_A_DAY
    return (_minutes(below) - _minutes(above) + half) % (2 * half) - half


def _midnights(before: time | None, after: time) -> int:
    """How many midnights lie between two clocks that follow each other: 1, -1 in a file that is newest first, or 0."""
    if before is None:
        return 0
    minutes = _minutes(after) - _minutes(before)
    return (_step(before, after) - minutes) // (2 * 60 * HALF_A_DAY)


def _minutes(clock: time) -> int:
    return 60 * clock.hour + clock.minute


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:  # the calendar's first or last day
        return day


def _date(when: Moment) -> date:
    return when.date() if isinstance(when, datetime) else when
