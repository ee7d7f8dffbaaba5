"""Columns of a table as text -> fields of tweets, a column at a time: what its cells mean is decided over all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any, Generic, TypeVar

from chatlens.models import Moment, Note, Options
from chatlens.readers._days import posted
from chatlens.readers._dialects import Dialect
from chatlens.readers._moments import Order, Written, completed, moment, numeric_order

MISSING = frozenset({"", "NA", "NaN", "None", "null"})  # how tables write that a cell holds nothing (never a text)
NAMED = 20  # lines that a note names at most
PROBED = 50  # cells that show how a column writes its times
EXACT_DIGITS = 15  # of a number that a spreadsheet keeps; it makes the rest of an id zeros
ROUNDED_SHARE = 0.9  # of the long ids that end in zeros before they are rounded ones (by chance one in a hundred does)
ROUNDED_LEAST = 3  # long ids, before that can be told
ROUNDED_PROBED = 1_000  # ids that show it
DAY_LENGTH = 10  # characters of 2024-05-01
TWITTER_LENGTH = 30
SECONDS, MILLISECONDS = 10, 13  # digits of a time that counts from 1970

_ID = re.compile(r"['x]?(\d{1,20})")
_SPOILT_ID = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"([0-9]{1,18})(?:\.0)?")
_GUARD = re.compile(r"'(?='*[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠\t\r])")

_MONTHS = {
    f" {name} ": f"{number:02}"
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}

_T = TypeVar("_T")


class _Memo(dict[str, _T], Generic[_T]):
    """What a function makes of each different cell. Equal results are one object, which saves memory too."""

    def __init__(self, function: Callable[[str], _T]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, cell: str) -> _T:
        made = self[cell] = self._function(cell)
        return made


def _each(function: Callable[[str], _T], column: Sequence[str]) -> list[_T]:
    return list(map(_Memo(function).__getitem__, column))


class Columns:
    """The cells of a table's tweets, field by field, and what they mean."""

    def __init__(
        self, cells: Mapping[str, Sequence[str]], lines: Sequence[int], dialect: Dialect | None, options: Options
    ) -> None:
        self._cells = cells
        self._lines = lines  # the first of each row
        self._dialect = dialect
        self._options = options
        self._spoilt: list[int] = []  # lines with ids that are none any more
        self._undated: list[int] = []
        self._order: Order | None = None
        self._parts: _Memo[Written | None] = _Memo(moment)
        self._clocks = False  # whether some times are clocks without a day
        self._tells = True  # whether day and month can be told apart

    def texts(self) -> list[str]:
        """The texts, without line ends around them."""
        texts = [text.strip("\r\n") if text[0] < " " or text[-1] < " " else text for text in self._cells["text"]]
        if self._dialect is not None and self._dialect.guarded:
            return [_GUARD.sub("", text, 1) if _GUARD.match(text) else text for text in texts]
        return texts

    def fields(self) -> dict[str, Sequence[Any]]:
        """Field of `Tweet` -> its value for each tweet; fields that the table has not are left out."""
        made: dict[str, Sequence[Any]] = {}
        for what, column in self._cells.items():
            if what in ("author", "name"):
                made[what] = _each(_handle if what == "author" else _cell, column)
            elif what == "reply_to":
                made[what] = _each(_handles, column)
            elif what in ("likes", "retweets"):
                made[what] = _each(_count, column)
            elif what == "tweet_url":
                made[what] = [_cell(cell) for cell in column]
            elif what.endswith("_id"):
                made[what] = self._ids(column)
        if "posted_at" in self._cells:
            made["posted_at"] = self._times()
        if "either_id" in made:
            kinds = [cell.strip().casefold() for cell in self._cells.get("kind", ())] or [""] * len(made["either_id"])
            for what, kind in (("retweet_of_id", "retweet"), ("quote_of_id", "quote")):
                made[what] = [one if of == kind else None for one, of in zip(made["either_id"], kinds, strict=True)]
        if self._has_urls() and {"author", "tweet_id"} <= made.keys():
            made.setdefault(
                "tweet_url",
                [
                    f"https://twitter.com/{author}/status/{tweet_id}" if author and tweet_id else None
                    for author, tweet_id in zip(made["author"], made["tweet_id"], strict=True)
                ],
            )
        return made

    def _has_urls(self) -> bool:
        return self._dialect is not None and self._dialect.twitter and not self._dialect.numbered

    def _ids(self, column: Sequence[str]) -> list[str | None]:
        ids: list[str | None]
        if _all_digits(column):
            ids = list(column)
        else:
            ids = [None if cell in MISSING else _identity(cell) for cell in column]
            self._spoilt += [
                line
                for line, cell, found in zip(self._lines, column, ids, strict=True)
                if found is None and cell not in MISSING and _SPOILT_ID.fullmatch(cell.strip())
            ]
        if _rounded(ids):
            self._spoilt += [line for line, found in zip(self._lines, ids, strict=True) if found]
            ids = [None] * len(ids)
        return ids

    def _times(self) -> Sequence[Moment | None]:
        column = self._cells["posted_at"]
        if "clock" in self._cells and not any(":" in cell for cell in column[:PROBED]):
            clocks = self._cells["clock"]
            column = [f"{day.strip()} {clock.strip()}" for day, clock in zip(column, clocks, strict=True)]
        quick = _quick_times(column)
        if quick is not None:
            return self._zoned(quick)
        probed = [cell for cell in column[:PROBED] if cell.strip() not in MISSING]
        if any(moment(cell) is None for cell in probed):
            self._order = numeric_order(column)
            self._tells = self._order is not None
        self._parts = _Memo(lambda part: moment(part, self._order))
        times = _each(self._time, column)
        if self._clocks:
            times = self._dated(column)
        self._undated = [line for line, when in zip(self._lines, times, strict=True) if when is None]
        return times

    def _zoned(self, times: Sequence[datetime]) -> Sequence[Moment | None]:
        """The times with the zone that the dialect or the user knows, where they carry none."""
        utc = self._dialect is not None and self._dialect.utc
        if not utc and self._options.timezone is None:
            return times
        if utc:
            return [when if when.tzinfo else when.replace(tzinfo=UTC) for when in times]
        return [completed(when, self._options) for when in times]

    def _time(self, cell: str) -> Moment | None:
        written = cell.strip()
        if written.isdecimal() and len(written) in (SECONDS, MILLISECONDS):
            return datetime.fromtimestamp(int(written[:SECONDS]), UTC)
        day, _, clock = written.partition(" ")
        date_part, time_part = self._parts[day], self._parts[clock]  # few different ones make up all the times
        if type(date_part) is date and isinstance(time_part, time):
            return self._zoned((datetime.combine(date_part, time_part),))[0]
        when = moment(written, self._order)
        if isinstance(when, datetime):
            return self._zoned((when,))[0]
        self._clocks = self._clocks or isinstance(when, time)
        return None if when is None else completed(when, self._options)

    def _dated(self, column: Sequence[str]) -> list[Moment | None]:
        """The times of a column with clocks alone, whose day goes on at midnight as in transcripts without columns."""
        utc = self._dialect is not None and self._dialect.utc
        options = replace(self._options, timezone="UTC") if utc else self._options
        written = _each(self._written, column)
        return posted(written, [None] * len(written), options)

    def _written(self, cell: str) -> Written | None:
        when = moment(cell, self._order)
        return self._time(cell) if when is None or isinstance(when, datetime) else when

    def notes(self) -> Iterator[Note]:
        """What a person should know of the columns; after `fields`."""
        total = len(self._lines)
        if self._dialect is not None and self._dialect.numbered:
            yield Note("The table names people by their numbers alone, and so do the tables made of it.")
        if self._spoilt:
            lines = sorted(set(self._spoilt))
            yield Note(
                f"{len(lines)} of {total} tweets have ids that a spreadsheet spoilt (1.22585E+18), so there are no "
                "links to these tweets.",
                "Import the column as text where the table was made.",
                tuple(lines[:NAMED]),
            )
        if self._undated:
            numeric = "" if self._tells else " (whether the day or the month stands first cannot be told)"
            yield Note(
                f"{len(self._undated)} of {total} tweets have no time that can be read{numeric}, so the file's order "
                "is used.",
                "Write times as 2024-05-01 20:15; where they have no day, give it with --date.",
                tuple(self._undated[:NAMED]),
            )


def _identity(cell: str) -> str | None:
    match = _ID.fullmatch(cell) or _ID.fullmatch(cell.strip())
    return match[1] if match else None


def _all_digits(column: Sequence[str]) -> bool:
    """Whether every cell is an id without more ado."""
    lengths = {*map(len, column)}
    return lengths <= set(range(1, 21)) and all(map(str.isdecimal, column)) and all(map(str.isascii, column))


def _rounded(ids: Sequence[str | None]) -> bool:
    """Whether a spreadsheet has made zeros of the last digits of the ids."""
    long = [found for found in islice(filter(None, ids), ROUNDED_PROBED) if len(found) > EXACT_DIGITS + 1]
    rounded = sum(not found[EXACT_DIGITS:].strip("0") for found in long)
    return len(long) >= ROUNDED_LEAST and rounded >= ROUNDED_SHARE * len(long)


def _quick_times(column: Sequence[str]) -> list[datetime] | None:
    """The times of a column in which all are written as the interfaces write them, in full; None for any other. What
    `moment` makes of each, at a tenth of the time."""
    try:
        lengths = {*map(len, column)}
        if lengths == {TWITTER_LENGTH}:  # Wed Apr 08 03:20:36 +0000 2015
            column = [
                f"{cell[25:]}-{_MONTHS[cell[3:8]]}-{cell[8:11]}T{cell[11:19]}{cell[19:25]}".replace(" ", "", 3)
                for cell in column
            ]
        elif min(lengths, default=0) <= DAY_LENGTH:
            return None
        return list(map(datetime.fromisoformat, column))
    except (KeyError, ValueError):
        return None


def _cell(cell: str) -> str | None:
    value = cell.strip()
    return None if value in MISSING else value


def _handle(cell: str) -> str | None:
    value = _cell(cell)
    if value is None:
        return None
    return value.removeprefix("'").lstrip("@＠") or None


def _handles(cell: str) -> tuple[str, ...]:
    value = _cell(cell)
    if value is None:
        return ()
    return tuple(dict.fromkeys(handle for one in re.split(r"[;,\s]+", value) if (handle := _handle(one))))


def _count(cell: str) -> int | None:
    match = _COUNT.fullmatch(cell.strip())
    return int(match[1]) if match else None
