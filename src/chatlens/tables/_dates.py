"""Days and clocks in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chatlens.models import Moment

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day(when: Moment) -> str:
    """A day: "2 May 2026"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def days(moments: Iterable[Moment | None]) -> str:
    """The day, or the first and the last of several days; "" for none.

    >>> from datetime import date
    >>> days([date(2026, 5, 2)]), days([date(2026, 5, 2), None, date(2026, 6, 6)])
    ('2 May 2026', '2 May 2026 to 6 June 2026')
    """
    named = [day(when) for when in moments if when is not None]
    if not named:
        return ""
    return named[0] if named[0] == named[-1] else f"{named[0]} to {named[-1]}"


def zone(when: datetime) -> str:
    """The offset of a moment: "UTC", "UTC-05:00"; "" where it is not known.

    >>> zone(datetime.fromisoformat("2026-05-02T20:00-05:00")), zone(datetime(2026, 5, 2))
    ('UTC-05:00', '')
    """
    offset = when.strftime("%z")
    if not offset:
        return ""
    return "UTC" if offset.strip("+-0") == "" else f"UTC{offset[:3]}:{offset[3:5]}"
