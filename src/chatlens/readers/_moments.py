"""Times as transcripts write them.

`moment` reads what is written and guesses nothing: a clock alone is a `time`, a day without its year a `YearlessDay`,
and numeric dates such as 5/10/12 are read only in an order that `numeric_order` found over the whole column.
`completed` adds what the page or the user knows: the day, the year, the zone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from chatlens.errors import OptionError
from chatlens.models import Moment, Options
from chatlens.readers._zones import is_zone, written_zone, zone

__all__ = ["Order", "Written", "YearlessDay", "completed", "moment", "numeric_order", "zone"]

Order = Literal["mdy", "dmy", "ymd"]
"""Which number of a numeric date is the month, the day, the year."""

LONGEST = 80  # characters of a written time; a longer text is none
YEARS = range(1970, 2200)  # a number of four digits beside a month is a year within these
LEAP_YEAR = 2000  # every day of any year is one of it

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name: number for number, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
_WEEKDAYS = frozenset(
    "mon tue tues wed wednes thu thur thurs fri sat sun".split()
    + "monday tuesday wednesday thursday friday saturday sunday".split()
)
_BESIDE = frozenset({"at", "on"})  # words between a day and a clock

_TWITTER = re.compile(
    r"\w{3} (\w{3}) (\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})$"
)  # Wed Apr 08 03:20:36 +0000 2015
_NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d\d?)(?:,?\s+(?:at\s+)?(\d.*))?$")
_HALF = re.compile(r"\d\s?[ap]\.?m", re.IGNORECASE)


class YearlessDay(NamedTuple):
    """A day whose year is not written, as in "Jan 3 @ 8:00 PM EST"."""

    month: int
    day: int
    clock: time | None = None  # with its zone, where one is written

    def near(self, known: date) -> Moment:
        """The one of its days that is nearest to a known day: the chat's, or any of the page."""
        reach = 8 if (self.month, self.day) == (2, 29) else 1  # years between two of them
        days = []
        for year in range(known.year - reach, known.year + reach + 1):
            try:
                days.append(date(year, self.month, self.day))
            except ValueError:  # no leap year, or a year that no calendar has
                continue
        day = min(days, key=lambda one: abs(one.toordinal() - known.toordinal()))
        return day if self.clock is None else datetime.combine(day, self.clock)


Written = Moment | time | YearlessDay
"""What a text says of a time, all or a part of it."""


def moment(text: str, order: Order | None = None) -> Written | None:
    """What a text that is a time says; None if it is none.

    Zones become offsets. A numeric date whose year does not stand first is read in `order` alone.

    >>> moment("Wed Apr 08 03:20:36 +0000 2015").isoformat()
    '2015-04-08T03:20:36+00:00'
    >>> moment("8:59 PM Aug 18th, 2011").isoformat()
    '2011-08-18T20:59:00'
    >>> moment("8:02 PM")
    datetime.time(20, 2)
    >>> moment("Jan 3 @ 8:00 PM")
    YearlessDay(month=1, day=3, clock=datetime.time(20, 0))
    >>> moment("5/10/12 20:01"), moment("5/10/12 20:01", "dmy").isoformat()
    (None, '2012-10-05T20:01:00')
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    try:
        if match := _TWITTER.match(text):
            month, day, hour, minute, second, offset, year = match.groups()
            number = _MONTHS.get(month.casefold(), 0)
            return datetime.fromisoformat(f"{year}-{number:02}-{day:0>2}T{hour}:{minute}:{second}{offset}")
        if text[:4].isdecimal() and (found := _iso(text)) is not None:
            return found
        if match := _NUMERIC.match(text):
            return _numeric(match, order)
        return _in_words(text)
    except (ValueError, OptionError):
        return None


def numeric_order(texts: Iterable[str]) -> Order | None:
    """In which order the numeric dates of a column stand; None where there are none, or nothing tells, or they
    contradict each other.

    A year of four digits in front, or a number over 12, tells. Where neither is there: in a column by time the month
    is what changes less often from row to row; points between the numbers are European, clocks with AM and PM
    American.

    >>> numeric_order(["5/10/12 20:01", "5/13/12 20:04"])
    'mdy'
    >>> numeric_order(["5/10/12 20:01", "6/10/12 20:04"])
    'dmy'
    """
    seen: dict[Order, bool] = {}
    changes = [0, 0]
    before: tuple[int, int] | None = None
    points = halves = False
    for text in texts:
        match = _NUMERIC.match(text.strip()[:LONGEST])
        if not match:
            continue
        first, second = int(match[1]), int(match[3])
        if len(match[1]) == 4:
            seen["ymd"] = True
            continue
        if max(first, second) > 12:
            seen["dmy" if first > 12 else "mdy"] = True
        if before is not None:
            changes = [changes[0] + (first != before[0]), changes[1] + (second != before[1])]
        before = first, second
        points = points or match[2] == "."
        halves = halves or bool(match[5] and _HALF.search(match[5]))
    if seen:
        return next(iter(seen)) if len(seen) == 1 and (before is None or "ymd" not in seen) else None
    if changes[0] != changes[1]:
        return "mdy" if changes[0] < changes[1] else "dmy"
    return "dmy" if points else "mdy" if halves else None


def completed(value: Written, options: Options, day: date | None = None) -> Moment | None:
    """A moment with what is known about it: the day of a bare clock and the year of a day without one, from the page
    (`day`, a heading's say) or else from the user; the zone of a time without one. None if that is not enough."""
    known = day or options.date
    if isinstance(value, time | YearlessDay):
        if known is None:
            return None
        value = datetime.combine(known, value) if isinstance(value, time) else value.near(known)
    if isinstance(value, datetime) and value.tzinfo is None and options.timezone is not None:
        return value.replace(tzinfo=zone(options.timezone))
    return value


def _iso(text: str) -> Moment | None:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _numeric(match: re.Match[str], order: Order | None) -> Written | None:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        year, month, day = first, second, third
    elif order in ("mdy", "dmy") and len(match[1]) <= 2 and len(match[4]) != 1:
        month, day = (first, second) if order == "mdy" else (second, first)
        year = third if len(match[4]) == 4 else 2000 + third
    else:
        return None
    if match[5] is None:
        return date(year, month, day)
    clock = _in_words(match[5])
    return datetime.combine(date(year, month, day), clock) if isinstance(clock, time) else None


def _in_words(text: str) -> Written | None:
    """Weekday, month, day, year, clock and zone in any order, each once at most."""
    said: dict[str, str] = {}
    at = 0
    while at < len(text):
        token = _token().match(text, at)
        if not token or not (kind := token.lastgroup):
            return None
        at = token.end()
        if kind == "gap":
            continue
        if kind == "half":
            kind = "clock"
        found = token[kind].casefold()
        if kind == "word":
            if found in _BESIDE:
                continue
            kind = (
                "month" if found in _MONTHS else "weekday" if found in _WEEKDAYS else "zone" if is_zone(found) else ""
            )
        if not kind or kind in said:
            return None
        said[kind] = found
        if token["half"]:
            said["half"] = token["half"].casefold()
    return _put_together(said)


@functools.cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"""(?ix)
          (?P<zone>(?:utc|gmt)[+-]\d\d?(?::?\d\d)?(?!\d)|(?<![^\W\d_])[+-]\d\d:?\d\d(?!\d))
        | (?P<gap>[\s,@|·•∙()–—-])
        | (?P<iso>\d{4}-\d\d?-\d\d?(?!\d))
        | (?P<clock>\d\d?(?::\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?!\d)|\.\d\d(?=\s?[ap]\.?\s?m)|(?=\s?[ap]\.?m\b)))
          (?:\s?(?P<half>[ap])\.?\s?m(?!\w)\.?)?
        | (?P<year>\d{4}(?!\w)|['’]\d\d(?!\w))
        | (?P<day>\d\d?(?:st|nd|rd|th)?(?!\w))
        | (?P<word>[^\W\d_]+)\.?
        """
    )


def _put_together(said: dict[str, str]) -> Written | None:
    clock = _clock(said)
    if "zone" in said and clock is None:
        return None
    if "iso" in said:
        if said.keys() & {"month", "day", "year"}:
            return None
        year, month, day = map(int, said["iso"].split("-"))
        return _joined(date(year, month, day), clock)
    if not said.keys() & {"month", "day", "year", "weekday"}:
        return clock
    if "month" not in said or "day" not in said:
        return None
    month, day = _MONTHS[said["month"]], int(said["day"].rstrip("stndrh"))
    if "year" not in said:
        date(LEAP_YEAR, month, day)  # raises for a day that no year has
        return YearlessDay(month, day, clock)
    written = said["year"]
    year = int(written) if written.isdecimal() else 2000 + int(written[1:])
    return _joined(date(year, month, day), clock) if year in YEARS else None


def _joined(day: date, clock: time | None) -> Moment:
    return day if clock is None else datetime.combine(day, clock)


def _clock(said: dict[str, str]) -> time | None:
    if "clock" not in said:
        return None
    text = said["clock"].replace(",", ".")
    if ":" not in text:  # 8.02 pm, 8 pm
        text = text.replace(".", ":") if "." in text else f"{text}:00"
    clock = time.fromisoformat(text if text[1] != ":" else f"0{text}")
    if half := said.get("half"):
        if not 1 <= clock.hour <= 12:
            raise ValueError(text)
        clock = clock.replace(hour=clock.hour % 12 + (12 if half == "p" else 0))
    return clock.replace(tzinfo=written_zone(said["zone"])) if "zone" in said else clock
