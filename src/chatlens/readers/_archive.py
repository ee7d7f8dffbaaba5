"""What copied pages of a chat archive share: the head of the page, a moderator's mark, how times are written."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from chatlens.readers._moments import Written, moment
from chatlens.readers._month_names import in_english

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}+"
_ORDINAL = "(?:st|nd|rd|th)?"

MARK = r"[-–—]\s*+(?P<mark>[A-Za-z][A-Za-z-]{2,20})"
"""A person's part in the chat, as archives write it behind the handle: "- Moderator"."""
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{1,5})?"
_WORD = r"[^\W\d_]{3,12}"  # a month, as `stamped` finds out
STAMP = (
    rf"(?P<stamp>(?:{_WORD}\.?\s\d{{1,2}}{_ORDINAL}|\d{{1,2}}{_ORDINAL}\.?\s{_WORD}\.?)(?:,?\s\d{{4}})?,?"
    rf"\s(?:@|at)\s{_CLOCK})"
)
"""A time as archives write it, without regard to case: "Jan 3 @ 8:00 PM EST", "3 January 2017 @ 20:00"."""
TITLE_LENGTH = 100  # characters; a longer first line describes the chat and does not name it


class Head(NamedTuple):
    """What stands above the first tweet."""

    title: str | None
    day: date | None


@functools.cache
def _days() -> re.Pattern[str]:
    """Dates as page heads write them: "Tuesday, March 23, 2021", "23 March 2021", "2021-03-23"."""
    return re.compile(
        rf"(?i)\b(?:{_MONTH}\.?\s\d{{1,2}}{_ORDINAL},?\s\d{{4}}|\d{{1,2}}{_ORDINAL}\s{_MONTH}\.?,?\s\d{{4}}"
        r"|\d{4}-\d\d-\d\d)\b"
    )


@functools.cache
def _months() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b{_MONTH}\.?,?\s\d{{4}}\b")


def head_of(lines: Sequence[str]) -> Head:
    """The first line as the chat's name, and the first date that a line names."""
    written = [line.strip() for line in lines if line.strip()]
    title = written[0] if written and len(written[0]) <= TITLE_LENGTH else None
    return Head(title, next((day for line in written if (day := day_in(line)) is not None), None))


def day_in(text: str) -> date | None:
    """The date in a text that names one with its year.

    >>> day_in("Tuesday, March 23rd, 2021, 8 PM"), day_in("March 23"), day_in("March 2021")
    (datetime.date(2021, 3, 23), None, None)
    """
    found = _days().search(text)
    day = moment(found[0]) if found else None
    return day if isinstance(day, date) and not isinstance(day, datetime) else None


def month_in(text: str) -> date | None:
    """The first day of the month in a text that names one with its year.

    >>> month_in("#February 2020"), month_in("#gardenchat 2020")
    (datetime.date(2020, 2, 1), None)
    """
    found = _months().search(text)
    day = moment(f"1 {found[0]}") if found else None
    return day if isinstance(day, date) and not isinstance(day, datetime) else None


def stamped(stamp: str) -> Written | None:
    """What a `STAMP` says; None if its word is no month.

    >>> stamped("3 Mai 2017 @ 20:00"), stamped("Friday 3 @ 20:00")
    (datetime.datetime(2017, 5, 3, 20, 0), None)
    """
    return moment(stamp) or moment(in_english(stamp))


def moderators(marked: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Of handles and their marks the handles that a mark names as moderator or host, each once."""
    hosts: dict[str, str] = {}
    for handle, mark in marked:
        if mark and any(word in mark.casefold() for word in ("moderator", "host")):
            hosts.setdefault(handle.casefold(), handle)
    return tuple(hosts.values())
