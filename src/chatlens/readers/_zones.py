"""Time zones as transcripts and users write them."""

from __future__ import annotations

import functools
import re
from datetime import UTC, timedelta, timezone, tzinfo

from chatlens.errors import OptionError

_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")

_HOURS = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "jst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
"""Hours ahead of UTC. Where an abbreviation has several meanings, the one of Twitter chats is taken: EST, CST, MST and
PST are North American (not Australian, Chinese, Malaysian, Philippine), BST is British (not Bangladeshi). An EST that
a page prints in summer is taken at its word."""

_NAMED = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
"""Abbreviations that leave it to the day whether it is summer time."""

_UNDECIDED = frozenset({"ist", "ast"})
"""Indian, Irish or Israeli? Atlantic or Arabian? The clock before such a word stays without an offset."""


def is_zone(word: str) -> bool:
    """Whether a casefolded word names a time zone.

    >>> is_zone("est"), is_zone("mars")
    (True, False)
    """
    return word in _HOURS or word in _NAMED or word in _UNDECIDED


def written_zone(word: str) -> tzinfo | None:
    """The zone that a casefolded abbreviation or offset names; None where it has several meanings. Raises
    `ValueError` for an offset of a day or more, `OptionError` where the computer lacks the zone.

    >>> str(written_zone("edt")), str(written_zone("gmt+2")), written_zone("ist")
    ('UTC-04:00', 'UTC+02:00', None)
    """
    if word in _HOURS:
        return _fixed(_HOURS[word] * 60)
    if word in _NAMED:
        return zone(_NAMED[word])
    if match := _OFFSET.search(word):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return _fixed(-minutes if match[1] == "-" else minutes)
    return None


@functools.lru_cache(maxsize=256)
def _fixed(minutes: int) -> tzinfo:
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def zone(name: str) -> tzinfo:
    """The time zone of that IANA name or offset ("-05:00"). Raises `OptionError` for another word."""
    from zoneinfo import ZoneInfo

    try:
        if match := _OFFSET.match(name):
            offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
            return timezone(-offset if match[1] == "-" else offset)
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as exc:
        raise OptionError(f"There is no time zone {name!r}.", "Write it as America/Chicago or -05:00.") from exc
