"""Dates and times as Twitter's own pages and embedded tweets print them: where one stands, and what it says."""

from __future__ import annotations

import functools
import re
from datetime import date

from chatlens.models import Moment, Options
from chatlens.readers._moments import completed, moment
from chatlens.readers._month_names import in_english, month_words

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}+\.?"
_DAY = r"\d{1,2}+(?:st|nd|rd|th)?"
_ELSEWHERE = rf"{_DAY}\.?\s(?:de\s)?(?:{month_words()})\.?(?:,?\s(?:de\s)?\d{{4}})?"  # in other languages
_DATE = (
    rf"(?:{_MONTH}\s{{1,2}}{_DAY}(?:,?\s\d{{4}})?|{_DAY}\s{_MONTH}(?:,?\s(?:\d{{4}}|’\d\d))?|\d{{4}}-\d\d-\d\d"
    rf"|{_ELSEWHERE})"
)
_YEAR = r"\.?,?\s(?:de\s)?20\d\d"
_GLUED = rf"(?:{_MONTH}\s{{1,2}}{_DAY}|{_DAY}\.?\s(?:de\s)?(?:{_MONTH}|{month_words()})){_YEAR}(?=\w)"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?"
_AGO = r"\d{1,2}\s?(?:s|m|h|d|secs?|mins?|hrs?)(?:\s?\d{1,2}\s(?:seconds?|minutes?|hours?|days?)\sago)?"
_IN_WORDS = r"(?:\d{1,2}|an?)\s(?:seconds?|minutes?|hours?|days?)\sago|yesterday|now"
STAMP = rf"(?:{_CLOCK}\s?[·•∙,–-]\s?{_DATE}|{_DATE}(?:,?\s(?:at\s)?{_CLOCK})?|{_AGO}|{_IN_WORDS})(?!\w)"
"""A time as a page prints it; case is ignored: "Jun 9", "9 Jun 2018", "8:05 PM · Jun 9, 2018", "23h"."""

PASTED_STAMP = rf"(?:{_GLUED}|{STAMP})"
"""... in a text from which line ends are gone: the next tweet may begin right behind the year."""


@functools.cache
def dated_stamp() -> re.Pattern[str]:
    """A clock and a date, alone on a line but for what the page adds: "8:05 PM · Jun 9, 2018 · Web App"."""
    return re.compile(rf"(?i)(?P<stamp>{_CLOCK}\s?[·•∙–-]\s?{_DATE})\s*+(?:[·•∙].{{0,80}})?$")


def read_stamp(text: str, options: Options, day: date | None = None) -> Moment | None:
    """What a stamp says; None for "23h" and its like. A day without its year is the one nearest to the user's date, or
    else to `day`.

    >>> read_stamp("8:05 PM · Jun 9th, 2018", Options())
    datetime.datetime(2018, 6, 9, 20, 5)
    >>> read_stamp("Jun 9", Options(), date(2018, 7, 1))
    datetime.date(2018, 6, 9)
    """
    found = moment(text) or moment(in_english(text))
    return None if found is None else completed(found, options, options.date or day)
