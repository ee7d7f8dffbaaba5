"""Rows of a table as text, one by one, with the lines they stand on. No copy of the text is made."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import NamedTuple

CELL_LIMIT = 2**31 - 1  # characters; the csv module's own limit of 131,072 is too low for long posts with their quotes
CHUNK = 2**20  # characters that are cut into lines at a time
BLOCK = 256  # rows that are looked at together
UNCLOSED = 20  # quotes that are opened and never closed, until which the rows behind each are still read


def lines(text: str) -> Iterator[str]:
    r"""The text's lines, each with "\n" behind it. They end at LF, CR and CRLF only, as in `sources.split_lines`.

    >>> list(lines("a\r\nb\rc\u2028d"))
    ['a\n', 'b\n', 'c\u2028d\n']
    """
    return chain.from_iterable(io.StringIO(chunk, newline="\n") for chunk in _chunks(text))


def _chunks(text: str) -> Iterator[str]:
    """Pieces of the text that end where a line ends, all ends made LF."""
    at, marks = 0, [mark for mark in "\n\r" if mark in text]
    while at < len(text):
        end = at + CHUNK
        if end < len(text):
            end = max(text.rfind("\n", at, end), text.rfind("\r", at, end - 1)) + 1  # CR and its LF stay together
            if end <= at:  # a line that is longer than that
                ends = [place for mark in marks if (place := text.find(mark, at)) >= 0]
                end = min(ends, default=len(text)) + 1
            if text[end - 1 : end + 1] == "\r\n":
                end += 1
        chunk = text[at:end]
        if "\r" in marks:
            chunk = chunk.replace("\r\n", "\n").replace("\r", "\n")
        yield chunk if chunk.endswith("\n") else chunk + "\n"
        at = end


class _Excerpts:
    """Lines of the text by number, asked for in ascending order."""

    def __init__(self, text: str) -> None:
        self._feed = lines(text)
        self._at = 0  # lines that were passed

    def take(self, first: int, last: int) -> list[str]:
        """The lines behind line `first` up to line `last`."""
        deque(islice(self._feed, first - self._at), maxlen=0)
        self._at = last
        return list(islice(self._feed, last - first))

    def back(self, raw: list[str]) -> None:
        """Ask for these lines, the last that were taken, again."""
        self._feed = chain(raw, self._feed)
        self._at -= len(raw)


class Block(NamedTuple):
    """Some rows, one after the other."""

    before: int  # line that the row above the first ends on
    last: Sequence[int]  # the line that each row ends on, 1-based
    rows: Sequence[list[str]]  # their cells
    broken: bool = False  # it is one line with a quote that is never closed, and its cells are nothing

    @property
    def first(self) -> Iterator[int]:
        """The line that each row begins on, 1-based."""
        return (line + 1 for line in chain((self.before,), self.last[:-1]))


def blocks(text: str, delimiter: str, skip: int, width: int) -> Iterator[Block]:
    """The rows behind the first `skip` lines, some at a time: asking the csv module for each alone costs as much again.

    A line with a quote that is never closed comes alone, and the rows of `width` cells behind it are rows again.
    """
    import csv

    limit = csv.field_size_limit(CELL_LIMIT)
    found = _Excerpts(text)
    feed = lines(text)
    deque(islice(feed, skip), maxlen=0)
    passed = before = skip
    unclosed = 0
    try:
        reader = csv.reader(feed, delimiter=delimiter)
        while True:
            numbered = zip(reader, map(attrgetter("line_num"), repeat(reader)), strict=False)
            while block := list(islice(numbered, BLOCK)):
                cells, ends = zip(*block, strict=True)
                last = ends if not passed else tuple(map(passed.__add__, ends))
                long = last[-1] - before > len(last) and unclosed < UNCLOSED
                damage = _first_unclosed(found, before, last, delimiter, width) if long else None
                if damage is not None:
                    break
                yield Block(before, last, cells)
                before = last[-1]
            else:
                return
            place, line, raw = damage
            if place:
                yield Block(before, last[:place], cells[:place])
            yield Block(line, (line + 1,), ([],), broken=True)
            unclosed += 1
            rest = [*raw[1:], *found.take(last[place], last[-1])]
            found.back(rest)
            passed = before = line + 1
            feed = chain(rest, feed)
            reader = csv.reader(feed, delimiter=delimiter)
    finally:
        csv.field_size_limit(limit)


def _first_unclosed(
    found: _Excerpts, before: int, last: Sequence[int], delimiter: str, width: int
) -> tuple[int, int, list[str]] | None:
    """The first row whose quote is never closed: its place, the line before it, and its lines."""
    for place, end in enumerate(last):
        if end - before > 1:
            raw = found.take(before, end)
            if _is_unclosed(raw, delimiter, width):
                return place, before, raw
        before = end
    return None


def _is_unclosed(raw: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is one only because a quote in it was never closed: there is an odd number of
    quotes, and a line behind the first is a row itself."""
    import csv

    if sum(line.count('"') for line in raw) % 2 == 0:
        return False
    return any(len(next(csv.reader([line], delimiter=delimiter), ())) == width for line in raw[1:])


def excerpts(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    r"""What stands on these lines (first and last, 1-based), spans in ascending order.

    >>> list(excerpts("a\nb\nc\nd", [(1, 1), (3, 4)]))
    ['a', 'c\nd']
    """
    found = _Excerpts(text)
    for first, last in spans:
        yield "".join(found.take(first - 1, last))[:-1]
