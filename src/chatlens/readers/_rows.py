"""Rows of a table as text, one by one, with the lines they stand on. No copy of the text is made.

A text comes in pieces, as `Source.pieces` has it: they can be gone through again and again.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice, repeat, tee
from operator import add
from typing import Literal, NamedTuple

from chatlens.readers._quotes import Quotes, doubled

CELL_LIMIT = 2**31 - 1  # characters; the csv module's own limit of 131,072 is too low for long posts with their quotes
CHUNK = 2**18  # characters that are cut into lines at a time
BLOCK = 512  # rows that are looked at together ...
FIRST_BLOCK = 16  # ... but fewer before it is known how long they are ...
BLOCK_SIZE = 2**20  # ... so that they have no more characters than that
UNCLOSED = 20  # quotes that are opened and never closed, until which the rows behind each are still read


def lines(pieces: Iterable[str]) -> Iterator[str]:
    r"""The text's lines, each with "\n" behind it. They end at LF, CR and CRLF only, as in `sources.split_lines`.

    >>> list(lines(["a\r", "\nb\rc\u2028", "d"]))
    ['a\n', 'b\n', 'c\u2028d\n']
    """
    return chain.from_iterable(io.StringIO(chunk, newline="\n") for chunk in _chunks(pieces))


def _chunks(pieces: Iterable[str]) -> Iterator[str]:
    """The text cut where lines end, all ends made LF."""
    held: list[str] = []  # the begin of a line that goes on in the next piece
    for piece in pieces:
        at = 0
        while at < len(piece):
            end = _line_end(piece, at)
            if end == at:
                held.append(piece[at:])
                break
            yield _with_lf("".join((*held, piece[at:end])) if held else piece[at:end])
            held.clear()
            at = end
    if held:
        chunk = _with_lf("".join(held))
        yield chunk if chunk.endswith("\n") else chunk + "\n"


def _with_lf(chunk: str) -> str:
    return chunk.replace("\r\n", "\n").replace("\r", "\n") if "\r" in chunk else chunk


def _line_end(piece: str, at: int) -> int:
    """The last line's end within the next `CHUNK` characters, else the first one behind them; `at` if there is none.
    A CR that ends the piece may have its LF in the next, and counts as no end."""
    stop = min(at + CHUNK, len(piece))
    end = max(piece.rfind("\n", at, stop), piece.rfind("\r", at, min(stop, len(piece) - 1))) + 1
    if end <= at:  # a line that is longer than that
        places = piece.find("\n", stop), piece.find("\r", stop, -1)
        end = min((place for place in places if place >= 0), default=at - 1) + 1
    return end + 1 if end > at and piece[end - 1 : end + 1] == "\r\n" else end


class Block(NamedTuple):
    """Some rows, one after the other."""

    before: int  # line that the row above the first ends on
    last: Sequence[int]  # the line that each row ends on, 1-based
    rows: Sequence[list[str]]  # their cells
    broken: bool = False  # it is one line with a quote that is never closed, and its cells are nothing

    @property
    def first(self) -> list[int]:
        """The line that each row begins on, 1-based."""
        return [self.before + 1, *map(add, self.last[:-1], repeat(1))]

    @property
    def plain(self) -> bool:
        """Whether each row is a line."""
        return self.last[-1] - self.before == len(self.last)


def blocks(pieces: Iterable[str], delimiter: str, skip: int, width: int, quotes: Quotes = "doubled") -> Iterator[Block]:
    """The rows behind the first `skip` lines, some at a time: asking the csv module for each alone costs as much again.

    A line with a quote that is never closed comes alone, and the rows of `width` cells behind it are rows again.
    """
    import csv

    limit = csv.field_size_limit(CELL_LIMIT)
    feed = lines(pieces)
    deque(islice(feed, skip), maxlen=0)
    if quotes == "bare":
        feed = doubled(feed, delimiter)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if quotes == "none" else csv.QUOTE_MINIMAL
    before, unclosed, count = skip, 0, FIRST_BLOCK
    try:
        while unclosed <= UNCLOSED:
            feed, again = tee(feed)
            passed = before
            reader = csv.reader(feed, delimiter=delimiter, quoting=quoting)
            while rows := list(islice(reader, count)):
                end = passed + reader.line_num
                raw = list(islice(again, end - before))
                count = min(BLOCK, BLOCK_SIZE * len(rows) // sum(map(len, raw)) + 1)
                last = _ends(rows, before, end)
                long = end - before > len(rows) and unclosed < UNCLOSED
                place = _first_unclosed(raw, before, last, delimiter, width) if long else None
                if place is not None:
                    break
                yield Block(before, last, rows)
                before = end
            else:
                return
            line = last[place - 1] if place else before
            if place:
                yield Block(before, last[:place], rows[:place])
            yield Block(line, (line + 1,), ([],), broken=True)
            unclosed += 1
            feed = chain(raw[line + 1 - before :], feed)
            before = line + 1
    finally:
        csv.field_size_limit(limit)


def _ends(rows: Sequence[list[str]], before: int, end: int) -> Sequence[int]:
    """The line that each row ends on: a line more for each line end in its cells, and the last one ends on line `end`
    (where a quote in it is never closed, its cell holds one more)."""
    if end - before == len(rows):
        return range(before + 1, end + 1)
    breaks = accumulate(map(str.count, map("".join, rows), repeat("\n")))
    return [*map(add, breaks, range(before + 1, before + len(rows))), end]


def _first_unclosed(raw: list[str], before: int, last: Sequence[int], delimiter: str, width: int) -> int | None:
    """The place of the first row whose quote is never closed; `raw` are all the rows' lines."""
    start = 0
    for place, end in enumerate(last):
        stop = end - before
        if stop - start > 1 and _is_unclosed(raw[start:stop], delimiter, width):
            return place
        start = stop
    return None


def _is_unclosed(raw: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is one only because a quote in it was never closed: there is an odd number of
    quotes, and a line behind the first is a row itself."""
    import csv

    if "".join(raw).count('"') % 2 == 0:
        return False
    return any(len(next(csv.reader([line], delimiter=delimiter), ())) == width for line in raw[1:])


def excerpts(pieces: Iterable[str], spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    r"""What stands on these lines (first and last, 1-based), spans in ascending order.

    >>> list(excerpts(["a\nb\nc\nd"], [(1, 1), (3, 4)]))
    ['a', 'c\nd']
    """
    feed: Iterator[str] | None = None
    at = 0  # lines that were passed
    for first, last in spans:
        feed = lines(pieces) if feed is None else feed
        deque(islice(feed, first - 1 - at), maxlen=0)
        at = last
        yield "".join(islice(feed, last - first + 1))[:-1]
