"""Times as transcripts write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from chatlens.errors import OptionError
from chatlens.models import Moment, Options

_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_TWITTER = re.compile(
    r"\w{3} (\w{3}) (\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})$"
)  # Wed Apr 08 03:29:36 +0000 2015
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s?([AaPp][Mm])?$")
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")


def moment(text: str) -> Moment | time | None:
    """The moment that a cell names: ISO 8601, Twitter's own format, a date, or a clock alone; None if it is none of them.

    >>> moment("Wed Apr 08 03:29:36 +0000 2015").isoformat()
    '2015-04-08T03:29:36+00:00'
    >>> moment("8:02 PM")
    datetime.time(20, 2)
    """
    text = text.strip()
    if match := _TWITTER.match(text):
        month, day, hour, minute, second, offset, year = match.groups()
        return _checked(
            lambda: datetime(
                int(year),
                _MONTHS[month.casefold()],
                int(day),
                int(hour),
                int(minute),
                int(second),
                tzinfo=_offset(offset),
            )
        )
    if match := _CLOCK.match(text):
        hours, minutes, seconds, half = int(match[1]), int(match[2]), int(match[3] or 0), (match[4] or "").casefold()
        if half and not 1 <= hours <= 12:
            return None
        if half:
            hours = hours % 12 + (12 if half == "pm" else 0)
        return _checked_time(hours, minutes, seconds)
    text = text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else "")
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _checked(make: object) -> Moment | None:
    try:
        return make()  # type: ignore[operator, no-any-return]
    except (ValueError, KeyError):
        return None


def _checked_time(hour: int, minute: int, second: int) -> time | None:
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _offset(text: str) -> tzinfo:
    minutes = int(text[1:3]) * 60 + int(text[3:5])
    return UTC if not minutes else timezone((-1 if text[0] == "-" else 1) * timedelta(minutes=minutes))


def zone(name: str) -> tzinfo:
    """The time zone of that IANA name or offset ("-05:00"). Raises `OptionError` for another word."""
    if match := _OFFSET.match(name):
        return timezone((-1 if match[1] == "-" else 1) * timedelta(hours=int(match[2]), minutes=int(match[3] or 0)))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError) as exc:
        raise OptionError(f"There is no time zone {name!r}.", "Write it as America/Chicago or -05:00.") from exc


def completed(value: Moment | time, options: Options) -> Moment | None:
    """A moment with what the user knows about it: the day of a bare clock, the zone of a time without one."""
    if isinstance(value, time):
        if options.date is None:
            return None
        value = datetime.combine(options.date, value)
    if isinstance(value, datetime) and value.tzinfo is None and options.timezone is not None:
        return value.replace(tzinfo=zone(options.timezone))
    return value
