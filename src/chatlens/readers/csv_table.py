"""Tables of tweets as text: a header that names the columns, then a row a tweet (commas, semicolons or tabs).

What the columns are called is written in `_dialects`, where the header is in `_headers`, how rows are found in `_rows`.
Here the columns that matter are taken out of the rows, one row at a time, and made tweets column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from chatlens._collector import no_collector
from chatlens.models import Note, Options, Reading, Source, Unread
from chatlens.readers import Shape, _link_columns
from chatlens.readers._columns import MISSING, Columns
from chatlens.readers._dialects import Dialect
from chatlens.readers._hashtag import own_hashtag, sample
from chatlens.readers._headers import DELIMITERS, Table, find
from chatlens.readers._link_columns import Leads
from chatlens.readers._making import tweets_of
from chatlens.readers._mending import mended
from chatlens.readers._quotes import rows_inside
from chatlens.readers._rows import blocks, excerpts

__all__ = ["DELIMITERS", "MISSING", "SHAPE"]

NAMED = 20  # lines that a note names at most

_SAME_RECORD = "the same record again"
_SAME_EDGE = "the same tweet again, for another person that it mentions"


class _Picked(NamedTuple):
    """The rows that hold a tweet, and where the others are."""

    first: list[int]
    last: list[int]
    cells: Mapping[str, list[str]]  # field -> a cell for each row
    unread: list[tuple[int, int, str]]  # first line, last line, reason
    leads: list[Leads] | None = None  # where a row's short links lead; None: the table does not say


def sniff(head: str) -> float:
    """1 under a header that names a text column and another known one as tables of tweets do; less where the names are
    common ones, or where the columns only look like it; else 0."""
    found = find([head])
    return found.share if found else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every row; a row without text, of the wrong length, the header or a record again becomes `Unread`."""
    pieces = source.pieces
    table = find(pieces, options.columns)
    if table is None or "text" not in table.layout.places:
        from chatlens.errors import ShapeError

        raise ShapeError(
            source.name,
            "its first line names no column with the tweets' text",
            "Name that column “text”, or say which it is with --columns text=NAME.",
        )
    with no_collector():
        picked = _distinct(pieces, _picked(pieces, table), table.layout.dialect)
        columns = Columns(picked.cells, picked.first, table.layout.dialect, options)
        texts = mended(columns.texts(), picked.first)
        found: dict[str, Any] = {"first_line": picked.first, "last_line": picked.last, "text": texts.texts}
        found |= columns.fields()
        if picked.leads is not None:
            found["leads_to"] = picked.leads
        tweets = tweets_of(found)
    hashtag = own_hashtag(options, sample(texts.texts))
    notes = (*_layout_notes(table), *_quote_notes(pieces, picked, table), *columns.notes(), *texts.notes)
    return Reading("csv", tweets, tuple(_unread(pieces, picked.unread)), notes, hashtag)


def _picked(pieces: Iterable[str], table: Table) -> _Picked:
    """The cells that matter, some rows at a time; the others are let go at once."""
    places, width, header = table.layout.places, table.width, table.header
    at = places["text"]
    pick = itemgetter(*places.values(), at)  # the texts last; and a second one, so that it is a tuple always
    links = _link_columns.find(header, table.layout.dialect)
    picked = _Picked([], [], {what: [] for what in places}, list(_banner(pieces, table)), [] if links else None)
    ragged = table.layout.dialect is not None and table.layout.dialect.ragged
    for block in blocks(pieces, table.delimiter, table.skip, width, table.quotes):
        rows: Sequence[list[str]] = block.rows
        if ragged:
            rows = [[*cells, ""] if len(cells) == width - 1 else cells for cells in rows]
        last: Sequence[int] = list(block.last)
        first: Sequence[int] = last if block.plain else block.first
        columns = _columns(rows, pick, width, header[at] if header else "")
        if columns is None:
            good = []
            for start, end, cells in zip(first, last, rows, strict=True):
                reason = _why_not(cells, width, at, header, block.broken)
                good.append(reason is None)
                if reason and (block.broken or any(cells)):
                    picked.unread.append((start, end, reason))
            first, last, rows = list(compress(first, good)), list(compress(last, good)), list(compress(rows, good))
            columns = list(zip(*map(pick, rows), strict=True))
        picked.first.extend(first)
        picked.last.extend(last)
        for column, part in zip(picked.cells.values(), columns, strict=False):
            column.extend(part)
        if links and picked.leads is not None and columns:  # such cells are long: they are let go with their rows
            picked.leads.extend(links.leads(columns[-1], rows))
    return picked


def _columns(
    rows: Sequence[list[str]], pick: Callable[[list[str]], tuple[str, ...]], width: int, title: str
) -> list[tuple[str, ...]] | None:
    """The columns of the rows, if none is one that `_why_not` has a word for: the usual case, found out quickly."""
    if {*map(len, rows)} != {width}:
        return None
    columns = list(zip(*map(pick, rows), strict=True))
    texts = columns[-1]
    return columns if all(texts) and title not in texts and not any(map(str.isspace, texts)) else None


def _banner(pieces: Iterable[str], table: Table) -> Iterator[tuple[int, int, str]]:
    above = [(line, line) for line in range(1, table.skip)]
    for (line, _), words in zip(above, excerpts(pieces, above), strict=True):
        if words.casefold().startswith("sep="):
            yield line, line, "the line that names the separator"
        elif words.strip():
            yield line, line, "a banner line above the header"


def _why_not(cells: list[str], width: int, text: int, header: list[str] | None, broken: bool) -> str | None:
    """Why a row is no tweet, in words; None when it is one."""
    if broken:
        return "a row with a quote that is never closed"
    if cells == header:
        return "the header again"
    if len(cells) != width:
        whose = "the header has" if header else "the others have"
        return f"a row of {len(cells)} cells where {whose} {width}"
    return None if cells[text].strip() else "a row without text"


def _distinct(pieces: Iterable[str], picked: _Picked, dialect: Dialect | None) -> _Picked:
    """The rows without those that are the record of an earlier row again: the same id, and the same in all cells."""
    ids = picked.cells.get("tweet_id", [])
    if len(set(ids)) == len(ids):
        return picked
    rows_of: dict[str, list[int]] = {}
    for place, written in enumerate(ids):
        if written.strip() not in MISSING:
            rows_of.setdefault(written, []).append(place)
    several = sorted(place for places in rows_of.values() if len(places) > 1 for place in places)
    spans = [(picked.first[place], picked.last[place]) for place in several]
    seen: set[tuple[str, str]] = set()
    again: dict[int, str] = {}
    if dialect is not None and dialect.edges:
        again = dict.fromkeys((place for places in rows_of.values() for place in places[1:]), _SAME_EDGE)
    else:
        for place, words in zip(several, excerpts(pieces, spans), strict=True):
            if (ids[place], words) in seen:
                again[place] = _SAME_RECORD
            seen.add((ids[place], words))
    if not again:
        return picked
    kept = [place not in again for place in range(len(ids))]
    unread = [(picked.first[place], picked.last[place], reason) for place, reason in again.items()]
    return _Picked(
        list(compress(picked.first, kept)),
        list(compress(picked.last, kept)),
        {what: list(compress(cells, kept)) for what, cells in picked.cells.items()},
        sorted(picked.unread + unread),
        None if picked.leads is None else list(compress(picked.leads, kept)),
    )


def _unread(pieces: Iterable[str], spans: list[tuple[int, int, str]]) -> Iterator[Unread]:
    texts = excerpts(pieces, [(first, last) for first, last, _ in spans])
    for (first, last, reason), words in zip(spans, texts, strict=True):
        yield Unread(first, last, reason, words)


def _layout_notes(table: Table) -> Iterator[Note]:
    layout, header = table.layout, table.header
    if layout.guessed:
        taken = "; ".join(
            f"{what} from {f'“{header[layout.places[what]]}”' if header else f'column {layout.places[what] + 1}'}"
            for what in layout.places
            if what != "clock"
        )
        yield Note(
            f"The columns of the table were taken as {'their names say' if header else 'they look'}: {taken}.",
            "If that is wrong, say it by hand: --columns text=NAME,author=NAME.",
        )
    elif layout.dialect is not None:
        yield Note(f"The table's columns are those of {layout.dialect.name}.", detail=True)


def _quote_notes(pieces: Iterable[str], picked: _Picked, table: Table) -> Iterator[Note]:
    """Where quotes stand bare, one that is never closed may have taken the rows below into a tweet."""
    if table.quotes != "bare":
        return
    several = [(first, last) for first, last in zip(picked.first, picked.last, strict=True) if last > first]
    told = zip((first for first, _ in several), excerpts(pieces, several), strict=True)
    if inside := tuple(rows_inside(told, table.delimiter, table.width)):
        yield Note(
            "Lines of tweets of several lines look like rows of their own: a quote above them may never be closed.",
            "Look at these lines in the file, and close the quote of the cell above them.",
            inside,
        )


SHAPE = Shape(
    "csv",
    "a table as text: a header that names the columns (id, created_at, from_user, text), a row a tweet",
    sniff,
    read,
    by_pieces=True,
)
