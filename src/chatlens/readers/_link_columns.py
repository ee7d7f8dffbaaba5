"""Columns that say where the short links of a table's texts lead: the platform's records as JSON, short links beside
what they stand for, or addresses alone in the order of the text. What they say counts where it is beyond doubt; a cell
that is broken or cut says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from chatlens.readers._dialects import Dialect, plain
from chatlens.readers._json_records import SHORT_HOST, short_links

RECORDS = ("entities_str", "entities", "entities.urls")
"""Columns with the platform's own records of a tweet's links, as JSON."""

PAIRS = (
    ("urls_t.co", "urls_expanded_url"),
    ("media_t.co", "media_expanded_url"),
    ("url1", "url1_expanded"),
    ("url2", "url2_expanded"),
)
"""Columns with short links, and with what they stand for in the same order."""

ADDRESSES = ("expanded_urls", "expanded_url", "urls_expanded_url")
"""Columns with the addresses alone; the dialects' own columns (`Dialect.leads_to`) come first."""

Leads = tuple[tuple[str, str], ...]
"""Short links and what they stand for."""

_SHORT = re.compile(r"(?:https?://)?t\.co/[A-Za-z0-9]++(?P<cut>…|\.\.)?")
_ADDRESS = re.compile(r"https?://\S+")
_BETWEEN = re.compile(r"[\s,;|]+(?=https?://)")


class LinkColumns(NamedTuple):
    """Where they stand in a table: 0-based places."""

    records: tuple[int, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    addresses: tuple[int, ...] = ()
    media_apart: bool = False  # links to pictures, which end a text, are not among the addresses

    def leads(self, texts: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Leads]:
        """For each text where its short links lead, as the row's other cells say."""
        for text, cells in zip(texts, rows, strict=True):
            yield self._of(text, cells) if SHORT_HOST in text else ()

    def _of(self, text: str, cells: Sequence[str]) -> Leads:
        for place in self.records:
            if found := tuple(_recorded(cells[place])):
                return found
        found = tuple(
            pair for short, whole in self.pairs for pair in _beside(cells[short].split(), cells[whole].split())
        )
        if found:
            return found
        for place in self.addresses:
            if found := _in_order(text, cells[place], self.media_apart):
                return found
        return ()


def find(header: Sequence[str] | None, dialect: Dialect | None) -> LinkColumns | None:
    """The columns under a header; None if there are none."""
    at = {plain(name): place for place, name in reversed(list(enumerate(header or ()))) if name}
    own = (dialect.leads_to,) if dialect is not None and dialect.leads_to else ()
    found = LinkColumns(
        _places(RECORDS, at),
        tuple(
            (at[plain(short)], at[plain(whole)]) for short, whole in PAIRS if {plain(short), plain(whole)} <= at.keys()
        ),
        _places((*own, *ADDRESSES), at),
        dialect is not None and dialect.media_apart,
    )
    return found if found.records or found.pairs or found.addresses else None


def _places(names: Sequence[str], at: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(at[name] for name in dict.fromkeys(map(plain, names)) if name in at)


def _recorded(cell: str) -> Iterator[tuple[str, str]]:
    """What the platform's records say: a list of links, or lists of links and of media by these names."""
    if SHORT_HOST not in cell:
        return
    import json

    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):  # cut, or damaged by a spreadsheet
        return
    for listed in (value.get("urls"), value.get("media")) if isinstance(value, dict) else (value,):
        yield from short_links(listed)


def _beside(short: Sequence[str], whole: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Two lists of one length; another would tell no pairs."""
    if len(short) == len(whole):
        yield from (pair for pair in zip(short, whole, strict=True) if SHORT_HOST in pair[0] and _leads(pair[1]))


def _in_order(text: str, cell: str, media_apart: bool) -> Leads:
    """The text's short links with the addresses in that order, where there are as many; where pictures are apart, and
    where the text was cut, the first ones are those of the text.

    >>> _in_order("Two: t.co/AbCdEf1234 https://t.co/GhIjKl5678", "https://a.example/1,https://b.example", False)
    (('t.co/AbCdEf1234', 'https://a.example/1'), ('https://t.co/GhIjKl5678', 'https://b.example'))
    >>> _in_order("A picture: https://t.co/AbCdEf1234 https://t.co/GhIjKl5678", "https://a.example/1", False)
    ()
    """
    short = list(_SHORT.finditer(text))
    whole = _BETWEEN.split(cell.strip())
    if not all(map(_leads, whole)):
        return ()
    if len(short) != len(whole) and not media_apart:
        whole = list(dict.fromkeys(whole))  # some programs say the address of each of several pictures
        if len(short) != len(whole):
            return ()
    return tuple((link[0], address) for link, address in zip(short, whole, strict=False) if not link["cut"])


def _leads(address: str) -> bool:
    """Whether it is an address that is no short link itself.

    >>> _leads("https://a.example/1"), _leads("https://t.co/AbCdEf1234"), _leads("NA")
    (True, False, False)
    """
    return bool(_ADDRESS.fullmatch(address)) and f"//{SHORT_HOST}" not in address
