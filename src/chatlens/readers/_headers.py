"""Where a table's header is, or, without one, what its columns look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from chatlens.readers._dialects import Layout, by_hand, layout, plain
from chatlens.readers._moments import moment, numeric_order
from chatlens.readers._quotes import Quotes, quotes_of
from chatlens.readers._rows import blocks, lines

DELIMITERS = (",", ";", "\t")
HEADER_LIMIT = 20_000  # characters; a longer line is no header
NAME_LIMIT = 60  # characters of a column's name
BANNER = 5  # lines that may stand above a header
LOOKED_AT = 200  # rows that show what a table without header holds
LEAST_ROWS = 5  # of them, before they are a table
SAME = 0.9  # share of the rows that have a table's number of cells, and of the cells that are of their column's kind
LEAST_TEXT = 20  # characters of a text on average; shorter ones are names
LEAST_HANDLE = 3.5  # characters of a handle on average; shorter ones are codes of languages
UNDER_BANNER = 3  # columns that a header names, if something stands above it
ADDRESSED = 0.5  # share of the texts that name the handle beside them, from which on it is of whom they are to
SURE, LOOSE = 1.0, 0.9  # how well a table is explained by names that only tables of tweets have, and by others

OF_OTHERS = re.compile(
    r"(?i)user|account|profile|joined|birth|followers|mention|repl(?:y|ied)"
    r"|updat|collect|scrap|crawl|retriev|download|fetch|harvest|extract|insert|import|export|ingest"
)
"""In the name of a column whose times and handles are not the tweets' own."""

_ID = re.compile(r"['x]?\d{8,20}$")
_EPOCH = re.compile(r"1[1-9]\d{11}$")  # milliseconds since 1970, of 2004 to 2033
_HANDLE = re.compile(r"[@＠]?\w{1,20}$")


class Table(NamedTuple):
    """How a table is written."""

    delimiter: str
    header: list[str] | None  # its cells as they stand; None: it has none
    skip: int  # lines down to the header, and it
    width: int  # cells of a row
    layout: Layout
    share: float  # of it that is explained, 0 to 1
    quotes: Quotes = "doubled"


def find(pieces: Iterable[str], columns: Mapping[str, str] | None = None) -> Table | None:
    """The table that a text is, if it is one. `columns` are the user's (`--columns`)."""
    head = [line[:-1] for line in islice(lines(pieces), LOOKED_AT)]
    found: Table | None
    if columns:
        found = _named(head, columns) or _canonical(head) or _loose(pieces, head)
        found = found or _by_look(pieces, head, plain_columns=True)
        return found and found._replace(layout=by_hand(found.layout, found.header or [""] * found.width, columns))
    if (found := _canonical(head)) is not None:
        return _with_looks(pieces, found)
    return _loose(pieces, head) or _by_look(pieces, head)


def _candidates(head: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Lines that may be the header: how many stand above, the delimiter, the cells."""
    import csv

    written = [place for place, line in enumerate(head) if line.strip()]
    for place in written[: BANNER + 1]:
        line = head[place]
        for delimiter in DELIMITERS:
            if delimiter in line and len(line) <= HEADER_LIMIT:
                cells = next(csv.reader([line.removeprefix("\ufeff")], delimiter=delimiter), [])
                if all(len(cell) <= NAME_LIMIT for cell in cells):
                    yield place, delimiter, cells


def _best(tables: Iterator[Table]) -> Table | None:
    """Of the tables with the topmost header the one with the most known columns, then the most columns."""
    return max(tables, key=lambda table: (-table.skip, len(table.layout.places), table.width), default=None)


def _canonical(head: Sequence[str]) -> Table | None:
    def tables() -> Iterator[Table]:
        first = next((place for place, line in enumerate(head) if line.strip()), 0)
        for place, delimiter, cells in _candidates(head):
            found = layout(cells)
            if "text" in found.places and len(set(found.places.values())) >= (2 if place == first else UNDER_BANNER):
                quotes = quotes_of(head[place + 1 :], delimiter, len(cells))
                yield Table(delimiter, cells, place + 1, len(cells), found, SURE, quotes)

    return _best(tables())


def _loose(pieces: Iterable[str], head: Sequence[str]) -> Table | None:
    """A header with names that other tables use too, above rows of its width."""

    def tables() -> Iterator[Table]:
        for place, delimiter, cells in _candidates(head):
            found = layout(cells, loose=True)
            if "text" not in found.places:
                continue
            quotes = quotes_of(head[place + 1 :], delimiter, len(cells))
            widths = _widths(pieces, delimiter, place + 1, len(cells), quotes)
            share = widths[len(cells)] / max(sum(widths.values()), 1)
            if widths[len(cells)] <= 1 or share < SAME:
                continue
            table = _with_looks(pieces, Table(delimiter, cells, place + 1, len(cells), found, LOOSE * share, quotes))
            if len(set(table.layout.places.values())) >= 2:
                yield table

    return _best(tables())


def _named(head: Sequence[str], columns: Mapping[str, str]) -> Table | None:
    """The table whose header has the columns that the user names."""
    asked = {plain(column) for column in columns.values() if not column.isdecimal()}

    def tables() -> Iterator[Table]:
        for place, delimiter, cells in _candidates(head):
            if asked and asked <= set(map(plain, cells)):
                quotes = quotes_of(head[place + 1 :], delimiter, len(cells))
                yield Table(delimiter, cells, place + 1, len(cells), layout(cells), SURE, quotes)

    return _best(tables())


def _first_rows(pieces: Iterable[str], delimiter: str, skip: int, width: int, quotes: Quotes) -> Iterator[list[str]]:
    found = blocks(pieces, delimiter, skip, width, quotes)
    return islice((cells for block in found for cells in block.rows), LOOKED_AT)


def _widths(pieces: Iterable[str], delimiter: str, skip: int, width: int, quotes: Quotes) -> Counter[int]:
    """How many rows have how many cells; the last one seen may be cut and does not count."""
    looked = list(_first_rows(pieces, delimiter, skip, width, quotes))
    return Counter(len(cells) for cells in (looked[:-1] if len(looked) > 2 else looked) if cells)


def _with_looks(pieces: Iterable[str], table: Table) -> Table:
    """The table with the columns of people and of times that its header names otherwise, by their look: handles that
    all have their "@", and the first column of times."""
    places = dict(table.layout.places)
    sought = {"author", "posted_at"} - places.keys()
    if not sought or "text" not in places or table.header is None:
        return table
    looked = list(_first_rows(pieces, table.delimiter, table.skip, table.width, table.quotes))
    columns = list(zip(*(cells for cells in looked if len(cells) == table.width), strict=True))
    for place, column in enumerate(columns):
        if place in places.values() or OF_OTHERS.search(table.header[place]):
            continue
        if "author" in sought and _signed(column) and not _addressed(column, columns[places["text"]]):
            places["author"] = place
        elif "posted_at" in sought and _kind(column) == "posted_at":
            places["posted_at"] = place
        sought -= places.keys()
    guessed = tuple(what for what in places if what not in table.layout.places)
    return table._replace(layout=table.layout._replace(places=places, guessed=table.layout.guessed + guessed))


def _signed(column: tuple[str, ...]) -> bool:
    """Whether a column has handles with their "@", one in each cell."""
    cells = [cell.strip() for cell in column if cell.strip()]
    signed = sum(cell.startswith(("@", "＠")) and _HANDLE.match(cell) is not None for cell in cells)
    return len(cells) >= LEAST_ROWS and signed == len(cells) >= SAME * len(column)


def _addressed(column: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    """Whether a column's handles are of whom the texts are to: they stand in the texts, where few name themselves."""
    named = [
        handle.strip().lower() in text.lower() for handle, text in zip(column, texts, strict=True) if handle.strip()
    ]
    return sum(named) > ADDRESSED * len(named)


def _by_look(pieces: Iterable[str], head: Sequence[str], *, plain_columns: bool = False) -> Table | None:
    """A table without header: rows of one width, with texts and with times or ids. `plain_columns`: rows will do."""
    for delimiter in DELIMITERS:
        quotes = quotes_of(head, delimiter)
        looked = [cells for cells in _first_rows(pieces, delimiter, 0, -1, quotes) if any(cells)]
        if not looked:
            continue
        width, count = Counter(map(len, looked)).most_common(1)[0]
        if width < 2 or (not plain_columns and (count < LEAST_ROWS or width < 3 or count < SAME * len(looked))):
            continue
        places = _places(list(zip(*(cells for cells in looked if len(cells) == width), strict=True)))
        if plain_columns or places:
            share = LOOSE * count / len(looked)
            return Table(delimiter, None, 0, width, Layout(places, guessed=tuple(places)), share, quotes)
    return None


def _places(columns: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Field -> place of the column that looks like it; empty without texts, and without times and ids."""
    kinds = [_kind(column) for column in columns]
    spoken = [
        (sum(map(len, column)), -place)
        for place, (column, kind) in enumerate(zip(columns, kinds, strict=True))
        if kind == "text"
    ]
    if not spoken or not {"posted_at", "tweet_id"} & set(kinds):
        return {}
    places = {"text": -max(spoken)[1]}
    for what in ("posted_at", "tweet_id"):
        if what in kinds:
            places[what] = kinds.index(what)
    handles = [place for place, kind in enumerate(kinds) if kind == "author"]
    signed = [place for place in handles if columns[place][0].startswith(("@", "＠"))]
    if handles:
        places["author"] = (signed or handles)[0]
    return places


def _kind(column: tuple[str, ...]) -> str:
    """What the cells of a column look like: a field, or ""."""
    cells = [cell.strip() for cell in column if cell.strip()]
    enough = SAME * len(column)
    if len(cells) < enough:
        return ""
    length = sum(map(len, cells)) / len(cells)
    if sum(_EPOCH.match(cell) is not None for cell in cells) >= enough:
        return "posted_at"
    if sum(_ID.match(cell) is not None for cell in cells) >= enough:
        return "tweet_id" if len(set(cells)) > len(cells) / 2 else ""
    order = numeric_order(cells)
    if sum(isinstance(moment(cell, order), date) for cell in cells) >= enough:
        return "posted_at"
    if length >= LEAST_TEXT and sum(" " in cell for cell in cells) >= enough:
        return "text"
    if length >= LEAST_HANDLE and len(set(cells)) > 1 and not {"true", "false"} & {cell.casefold() for cell in cells}:
        handles = sum(_HANDLE.match(cell) is not None and not cell.isdecimal() for cell in cells)
        return "author" if handles >= enough else ""
    return ""
