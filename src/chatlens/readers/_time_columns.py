"""A column of written times -> moments. How it is written is found once; where all of it is written in one of the usual
ways, it is read in one go, and else cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import groupby, repeat
from operator import add
from typing import Generic, NamedTuple, TypeVar

from chatlens.models import Moment, Options
from chatlens.readers._days import posted
from chatlens.readers._moments import Order, Written, completed, moment, numeric_order

PROBED = 50  # cells that show how a column writes its times
MISSING = frozenset({"", "NA", "NaN", "None", "null"})  # how tables write that a cell holds nothing (never a text)
DAY_LENGTH = 10  # characters of 2024-05-01
TWITTER_LENGTH = 30
SECONDS, MILLISECONDS = 10, 13  # digits of a time that counts from 1970

_MONTHS = {
    f" {name} ": f"{number:02}"
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_HOURS = {written: f"{hour:02}" for hour in range(24) for written in (f"{hour}", f"{hour:02}")} | {
    f"{written} {half}": f"{hour % 12 + 12 * (half in 'pmPM'):02}"
    for hour in range(1, 13)
    for written in (f"{hour}", f"{hour:02}")
    for half in ("am", "pm", "AM", "PM")
}
"""Hours as clocks write them -> as ISO 8601 does."""

_T = TypeVar("_T")


class Memo(dict[str, _T], Generic[_T]):
    """What a function makes of each different cell. Equal results are one object, which saves memory too."""

    def __init__(self, function: Callable[[str], _T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, cell: str) -> _T:
        made = self[cell] = self._function(cell)
        return made


class Times(NamedTuple):
    """What a column says."""

    moments: Sequence[Moment | None]
    tells: bool = True  # whether day and month can be told apart


def read(column: Sequence[str], clocks: Sequence[str] | None, utc: bool, options: Options) -> Times:
    """The moments of a column, beside one with the clocks where the day stands apart. `utc`: its times are UTC and do
    not say so."""
    if not column:
        return Times(())
    if clocks is not None and any(":" in cell or _counts(cell) for cell in column[:PROBED]):
        clocks = None
    quick = in_full(column, utc) if clocks is None else None
    if quick is None:
        quick = _numeric(column, clocks, utc)
    if quick is not None:
        return Times(quick if options.timezone is None else [completed(when, options) for when in quick])
    if clocks is not None:
        column = [f"{day.strip()} {clock.strip()}" for day, clock in zip(column, clocks, strict=True)]
    return _Cells(column, utc, options).times()


def _counts(cell: str) -> bool:
    """Whether a cell counts from 1970."""
    written = cell.strip()
    return len(written) in (SECONDS, MILLISECONDS) and written.isascii() and written.isdecimal()


def in_full(column: Sequence[str], utc: bool = False) -> list[datetime] | None:
    """The times of a column in which all are written as the interfaces write them, in full; None for any other. What
    `moment` makes of each, at a tenth of the time."""
    try:
        lengths = {*map(len, column)}
        if lengths == {TWITTER_LENGTH}:  # Wed Apr 08 03:20:36 +0000 2015
            written = "".join(column)
            if written.count(":") != 2 * len(column) or "," in written or "." in written:
                return None
            column = [
                f"{cell[25:]}-{_MONTHS[cell[3:8]]}-{cell[8:11]}T{cell[11:19]}{cell[19:25]}".replace(" ", "", 3)
                for cell in column
            ]
        elif min(lengths, default=0) <= DAY_LENGTH:
            return None
        elif utc:
            return _as_utc(column)
        return list(map(datetime.fromisoformat, column))
    except (KeyError, ValueError):
        return None


def _as_utc(column: Sequence[str]) -> list[datetime]:
    """Times in ISO 8601 that are UTC where they have no offset of their own."""
    written = "".join(column)
    if "+" not in written and "Z" not in written and written.count("-") == 2 * len(column):
        return list(map(datetime.fromisoformat, map(add, column, repeat("+00:00"))))
    times = map(datetime.fromisoformat, column)
    return [when if when.tzinfo else when.replace(tzinfo=UTC) for when in times]


def _numeric(column: Sequence[str], clocks: Sequence[str] | None, utc: bool) -> list[datetime] | None:
    """The times of a column in which all are written in numbers, such as 5/10/2012 20:01 or 10.5.12 8:01:30 PM; None
    for any other. Few different days make up all the times."""
    days: Sequence[str]
    if clocks is None:
        days, _, clocks = zip(*map(str.partition, column, repeat(" ")), strict=True)
    else:
        days = column
    order = numeric_order(day for day, _ in groupby(days)) or numeric_order(column)
    written: dict[str, str] = {}
    for cell in {*days}:
        day = moment(cell, order)
        if type(day) is not date:
            return None
        written[cell] = f"{day.isoformat()}T"
    return _joined(list(map(written.__getitem__, days)), clocks, "+00:00" if utc else "")


_CLOCK_SIGNS = str.maketrans("", "", ": AaPpMm")


def _joined(days: Sequence[str], clocks: Sequence[str], offset: str) -> list[datetime] | None:
    """Days, as ISO 8601 writes them before a clock, with the clocks beside them; None where not all clocks are written
    in the same way."""
    joined = "".join(clocks)
    digits = joined.translate(_CLOCK_SIGNS)
    colons = joined.count(":") // len(clocks)
    if not (digits.isascii() and digits.isdecimal()) or colons not in (1, 2):
        return None
    at = -3 * colons  # where the minutes begin
    try:
        if "m" in joined or "M" in joined:
            halves = [clock[-3:] for clock in clocks]
            clocks = [clock[:-3] for clock in clocks]
            clocks = [_HOURS[clock[:at] + half] + clock[at:] for clock, half in zip(clocks, halves, strict=True)]
        elif {*map(len, clocks)} != {2 - at}:  # some have hours of one digit
            clocks = [_HOURS[clock[:at]] + clock[at:] for clock in clocks]
        times = map(add, days, clocks)
        return list(map(datetime.fromisoformat, map(add, times, repeat(offset)) if offset else times))
    except (KeyError, ValueError):
        return None


class _Cells:
    """The times of a column that are read cell by cell."""

    def __init__(self, column: Sequence[str], utc: bool, options: Options) -> None:
        self._column = column
        self._utc = utc
        self._options = options
        self._order: Order | None = None
        self._parts: Memo[Written | None] = Memo(moment)
        self._clocks = False  # whether some times are clocks without a day

    def times(self) -> Times:
        tells = True
        probed = [cell for cell in self._column[:PROBED] if cell.strip() not in MISSING]
        if any(moment(cell) is None for cell in probed):
            self._order = numeric_order(self._column)
            tells = self._order is not None
        self._parts = Memo(lambda part: moment(part, self._order))
        moments: Sequence[Moment | None] = list(map(Memo(self._time).__getitem__, self._column))
        return Times(self._dated() if self._clocks else moments, tells)

    def _zoned(self, when: datetime) -> Moment | None:
        """The time with the zone that the table or the user knows, where it carries none."""
        if self._utc:
            return when if when.tzinfo else when.replace(tzinfo=UTC)
        return completed(when, self._options)

    def _time(self, cell: str) -> Moment | None:
        written = cell.strip()
        if _counts(written):
            return datetime.fromtimestamp(int(written[:SECONDS]), UTC)
        day, _, clock = written.partition(" ")
        date_part, time_part = self._parts[day], self._parts[clock]  # few different ones make up all the times
        if type(date_part) is date and isinstance(time_part, time):
            return self._zoned(datetime.combine(date_part, time_part))
        when = moment(written, self._order)
        if isinstance(when, datetime):
            return self._zoned(when)
        self._clocks = self._clocks or isinstance(when, time)
        return None if when is None else completed(when, self._options)

    def _dated(self) -> list[Moment | None]:
        """The times of a column with clocks alone, whose day goes on at midnight as in transcripts without columns."""
        options = replace(self._options, timezone="UTC") if self._utc else self._options
        written = list(map(Memo(self._written).__getitem__, self._column))
        return posted(written, [None] * len(written), options)

    def _written(self, cell: str) -> Written | None:
        when = moment(cell, self._order)
        return self._time(cell) if when is None or isinstance(when, datetime) else when
