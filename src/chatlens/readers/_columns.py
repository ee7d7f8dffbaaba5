"""Columns of a table as text -> fields of tweets, a column at a time: what its cells mean is decided over all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Any, TypeVar

from chatlens.models import Moment, Note, Options
from chatlens.readers import _time_columns
from chatlens.readers._addresses import is_of_post, owner_and_id, person
from chatlens.readers._dialects import Dialect
from chatlens.readers._time_columns import MISSING, PROBED, Memo

__all__ = ["MISSING", "Columns"]

NAMED = 20  # lines that a note names at most
ID_LENGTH = 20  # digits at most
ID_GUARDS = frozenset("x'")  # signs before an id that keep R or a spreadsheet from rounding it
EXACT_DIGITS = 15  # of a number that a spreadsheet keeps; it makes the rest of an id zeros
ROUNDED_SHARE = 0.9  # of the long ids that end in zeros before they are rounded ones (by chance one in a hundred does)
ROUNDED_LEAST = 3  # long ids, before that can be told
ROUNDED_PROBED = 1_000  # ids that show it

SPOILT = "that a spreadsheet spoilt"
"""What a note says of ids that lost digits."""

_T = TypeVar("_T")

_ID = re.compile(r"['x]?(\d{1,20})")
_SPOILT_ID = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"([0-9]{1,18})(?:\.0)?")
_HANDLE = re.compile(r"\w{1,20}")
_SAID = re.compile(
    r"""\b(?:screen_?name|user_?name)['"]?\s?[:=]\s?['"](\w{1,20})['"]""", re.IGNORECASE
)  # in a Python object
_LISTED = re.compile(r"""['"]@?(\w{1,20})['"]""")
_GUARD = re.compile(r"'(?='*[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠\t\r])")


def _each(function: Callable[[str], _T], column: Sequence[str]) -> list[_T]:
    """What the function makes of each cell, asked once for each different one."""
    return list(map(Memo(function).__getitem__, column))


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
        self._tells = True  # whether day and month can be told apart

    def texts(self) -> list[str]:
        """The texts, without line ends around them."""
        texts = list(map(str.strip, self._cells["text"], repeat("\r\n")))
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
                made[what] = _present(column)
            elif what.endswith("_id"):
                made[what] = self._ids(column)
        if "posted_at" in self._cells:
            made["posted_at"] = self._times()
        if either := made.pop("either_id", None):  # no field of a tweet itself
            kinds = [cell.strip().casefold() for cell in self._cells.get("kind", ())] or [""] * len(either)
            for what, kind in (("retweet_of_id", "retweet"), ("quote_of_id", "quote")):
                made[what] = [one if of == kind else None for one, of in zip(either, kinds, strict=True)]
        if "tweet_url" in made:
            self._complete(made)
        if self._has_urls() and {"author", "tweet_id"} <= made.keys():
            made.setdefault(
                "tweet_url",
                [
                    f"https://twitter.com/{author}/status/{tweet_id}" if author and tweet_id else None
                    for author, tweet_id in zip(made["author"], made["tweet_id"], strict=True)
                ],
            )
        return made

    def _complete(self, made: dict[str, Sequence[Any]]) -> None:
        """Add the ids and handles that only the tweets' addresses say; a column of other addresses is taken out."""
        addresses = made["tweet_url"]
        probed = [address for address in islice(addresses, PROBED) if address]
        if sum(map(is_of_post, probed)) < len(probed) / 2:
            del made["tweet_url"]
            return
        authors, ids = made.get("author"), made.get("tweet_id")
        named = authors is not None and _are_handles(authors)
        if named and ids is not None and None not in ids:
            return
        said = [owner_and_id(address) if address else None for address in addresses]
        if not any(said):
            return
        made["tweet_id"] = [one or (found and found[1]) for one, found in zip(ids or repeat(None), said, strict=False)]
        lost = {line for line, found in zip(self._lines, made["tweet_id"], strict=True) if found is None}
        self._spoilt = [line for line in self._spoilt if line in lost]
        owners = [found and found[0] for found in said]
        if authors is None:
            made["author"] = owners
        elif not named and 2 * sum(map(bool, owners)) >= sum(map(bool, authors)):
            made.setdefault("name", authors)
            made["author"] = _owned(authors, owners)

    def _has_urls(self) -> bool:
        return self._dialect is not None and self._dialect.twitter and not self._dialect.numbered

    def _ids(self, column: Sequence[str]) -> list[str | None]:
        ids = _plain_ids(column)
        if ids is None:
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
        utc = self._dialect is not None and self._dialect.utc
        moments, self._tells = _time_columns.read(
            self._cells["posted_at"], self._cells.get("clock"), utc, self._options
        )
        if not all(moments):
            self._undated = [line for line, when in zip(self._lines, moments, strict=True) if when is None]
        return moments

    def notes(self) -> Iterator[Note]:
        """What a person should know of the columns; after `fields`."""
        total = len(self._lines)
        if self._dialect is not None and self._dialect.numbered:
            yield Note("The table names people by their numbers alone, and so do the tables made of it.")
        if self._spoilt:
            lines = sorted(set(self._spoilt))
            yield Note(
                f"{len(lines)} of {total} tweets have ids {SPOILT} (1.22585E+18), so there are no links to "
                "these tweets.",
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
    if match is None and "/" in cell:
        found = owner_and_id(cell)
        return found and found[1]
    return match[1] if match else None


def _owned(names: Sequence[str | None], owners: Sequence[str | None]) -> list[str | None]:
    """The handle in each row: as its address says, else as other rows with that name do, where they agree; else the
    name."""
    said: dict[str | None, set[str]] = {}
    for name, owner in zip(names, owners, strict=True):
        if owner:
            said.setdefault(name, set()).add(owner)
    agreed = {name: next(iter(handles)) for name, handles in said.items() if name and len(handles) == 1}
    return [owner or agreed.get(name or "", name) for name, owner in zip(names, owners, strict=True)]


def _are_handles(column: Sequence[str | None]) -> bool:
    """Whether a column of people has handles rather than names, as its first cells show."""
    probed = [cell for cell in islice(column, PROBED) if cell]
    return bool(probed) and sum(_HANDLE.fullmatch(cell) is not None for cell in probed) >= len(probed) / 2


def _plain_ids(column: Sequence[str]) -> list[str | None] | None:
    """The ids of a column in which every cell is one without more ado, one that R keeps from being a number (x137), or
    nothing; None for any other."""
    if _all_digits(column):
        return list(column)
    present = [cell for cell in column if cell not in MISSING]
    if not present:
        return [None] * len(column)
    guarded = {cell[0] for cell in present} <= ID_GUARDS
    if not _all_digits([cell[1:] for cell in present] if guarded else present):
        return None
    return [None if cell in MISSING else cell[1:] if guarded else cell for cell in column]


def _all_digits(column: Sequence[str]) -> bool:
    """Whether every cell is an id as platforms write it."""
    digits = "".join(column)
    lengths = {*map(len, column)}
    return digits.isascii() and digits.isdecimal() and min(lengths) > 0 and max(lengths) <= ID_LENGTH


def _rounded(ids: Sequence[str | None]) -> bool:
    """Whether a spreadsheet has made zeros of the last digits of the ids."""
    long = [found for found in islice(filter(None, ids), ROUNDED_PROBED) if len(found) > EXACT_DIGITS + 1]
    rounded = sum(not found[EXACT_DIGITS:].strip("0") for found in long)
    return len(long) >= ROUNDED_LEAST and rounded >= ROUNDED_SHARE * len(long)


def _present(column: Sequence[str]) -> list[str | None]:
    """The cells without blanks around them."""
    return [None if cell in MISSING else cell for cell in map(str.strip, column)]


def _cell(cell: str) -> str | None:
    value = cell.strip()
    return None if value in MISSING else value


def _handle(cell: str) -> str | None:
    value = _cell(cell)
    if value is None:
        return None
    if "/" in value or "(" in value or "{" in value:
        said = _SAID.search(value)
        return said[1] if said else person(value) or value
    return value.removeprefix("'").lstrip("@＠") or None


def _handles(cell: str) -> tuple[str, ...]:
    value = _cell(cell)
    if value is None:
        return ()
    if value[0] in "[{(" or "(" in value:  # as Python writes people or handles
        return tuple(dict.fromkeys(_SAID.findall(value) or _LISTED.findall(value)))
    return tuple(dict.fromkeys(handle for one in re.split(r"[;,\s]+", value) if (handle := _handle(one))))


def _count(cell: str) -> int | None:
    match = _COUNT.fullmatch(cell.strip())
    return int(match[1]) if match else None
