"""What copied pages of a chat archive share: the head of the page, a moderator's mark, times without a year."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from chatlens.models import Moment, Note, Options, Tweet
from chatlens.readers._moments import completed, moment

_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}+"
_ORDINAL = "(?:st|nd|rd|th)?"

MARK = r"[-–—]\s*+(?P<mark>[A-Za-z][A-Za-z-]{2,20})"
"""A person's part in the chat, as archives write it behind the handle: "- Moderator"."""
STAMP = rf"(?P<stamp>{_MONTH}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\s@\s\d{{1,2}}:\d\d\s?[ap]m(?:\s[a-z]{{1,5}})?)"
"""A time as archives write it, without regard to case: "Jan 3 @ 8:00 PM EST"."""
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


def posted_at(stamp: str, head: Head, options: Options) -> Moment | None:
    """The moment of a `STAMP`; of the year that brings it nearest to the page's or the user's day if it names none."""
    found = moment(stamp)
    return completed(found, options, head.day) if found is not None else None


def moderators(marked: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """Of handles and their marks the handles that a mark names as moderator or host, each once."""
    hosts: dict[str, str] = {}
    for handle, mark in marked:
        if mark and any(word in mark.casefold() for word in ("moderator", "host")):
            hosts.setdefault(handle.casefold(), handle)
    return tuple(hosts.values())


def notes(tweets: Sequence[Tweet]) -> tuple[Note, ...]:
    """What to say where the times could not be completed."""
    undated = [tweet.first_line for tweet in tweets if tweet.posted_at is None]
    if not undated:
        return ()
    return (
        Note(
            f"{len(undated)} of {len(tweets)} tweets have no time, since the page does not say of which year it is.",
            "Give a day of that year with --date.",
            tuple(undated[:20]),
        ),
    )
