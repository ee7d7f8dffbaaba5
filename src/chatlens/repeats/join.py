"""The exact join: all pairs of different texts whose similarity reaches the threshold, none guessed away.

Texts are sorted by length, so that those which a text may be like stand behind it in one window (a text that is a
tenth longer is no nine tenths like it). Of the pairs in the windows

- few are compared by rapidfuzz one and all;
- among many, the sketches of both texts are compared first, tile by tile: an XOR and a popcount in numpy, a nanosecond
  a word. See `sketches` for why no like pair is lost. Texts of one length are sorted by how many common characters they
  have, so that most of those with too many or too few are never looked at;
- among many times as many, those are looked up that share a chunk of which one must survive (`chunks`): one in some
  hundreds, if the threshold leaves chunks long enough, as from 87 on. Only crowds on one pattern are compared so then.

What these leave, rapidfuzz verifies (`exact`). Filters and exact verification are the scheme of All-Pairs (Bayardo et
al., Scaling Up All Pairs Similarity Search, 2007), PPJoin (Xiao et al., Efficient Similarity Joins for Near Duplicate
Detection, 2008) and Ed-Join (Xiao, Wang, Lin: Ed-Join, 2008).

The work is cut into tiles of a few milliseconds, spread over the machine's cores (numpy and rapidfuzz let go of the
interpreter meanwhile). Pairs come tile by tile and are never held all together.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats import sketches
from chatlens.repeats.chunks import Chunks
from chatlens.repeats.exact import like_in_block, like_of
from chatlens.repeats.windows import Pairs, Windows

if TYPE_CHECKING:
    from threading import Event

    import numpy as np
    from numpy.typing import NDArray

_ROWS = 128
"""Texts compared at once with those that stand in their windows: of half as many, the steps take a tenth longer."""

_ROWS_LOOKED_UP = 128
"""Texts whose candidates are looked up at once. Where all are like, the pairs of these with all others are held
together, a kilobyte and a half for each of the others."""

_COLUMNS = 1 << 11
"""Texts of the windows in a block of the work: where all are like, the pairs of a block are held together, some
megabytes of them."""

_TILE = 1 << 16
"""Pairs compared in one step: half a megabyte of words, which stays in the processor's cache."""

_LEFT = 1 << 14
"""Pairs that sketches leave and that are verified together."""

_MOST_WORKERS = 4
"""Threads that compare: each holds a block's pairs, and one thread takes them all. More would wait for each other."""


class Step(NamedTuple):
    """What came of a block of the work."""

    pairs: Pairs
    share: float  # of all the work, 0-1, done with this step


def join(
    texts: Sequence[str], similarity: float, keys: Sequence[Hashable] | None = None
) -> Generator[Step, None, None]:
    """All pairs of texts that reach the threshold, each once; where keys are given, only those with equal ones.

    >>> [step] = join(["feed the soil with compost", "fed the soil with compost", "feed the toads"], 90)
    >>> step.pairs.one.tolist(), step.pairs.other.tolist(), step.pairs.edits.tolist()
    ([1], [0], [1])
    """
    windows = Windows(texts, similarity, keys)
    if windows.total:
        yield from _spread(windows)


def _spread(windows: Windows) -> Iterator[Step]:
    """All blocks of the work, compared by as many workers as there are cores, in order."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    stop = Event()
    blocks, compare = _way(windows, stop)
    workers = 1 if windows.sketches is None else _cores()
    done = 0
    with ThreadPoolExecutor(workers) as pool:
        try:
            waiting = deque((block, pool.submit(compare, block)) for block in islice(blocks, workers))
            while waiting:
                block, work = waiting.popleft()
                pairs = work.result()
                waiting.extend((block, pool.submit(compare, block)) for block in islice(blocks, 1))
                done += block.compared
                yield Step(pairs, done / windows.total)
        finally:  # also on Ctrl-C: a worker ends after the tile that it is at
            stop.set()
            pool.shutdown(cancel_futures=True)


class _Block(NamedTuple):
    """Some texts, and some that stand in the windows of these."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    compared: int  # pairs in the windows of which all is known with this block


def _way(windows: Windows, stop: Event) -> tuple[Iterator[_Block], Callable[[_Block], Pairs]]:
    """All the work, and how it is done."""
    if windows.sketches is None:
        return _blocks(windows), partial(_by_score, windows, stop)
    if Chunks.pay(windows):
        chunks = Chunks(windows)
        return _blocks_by_length(windows, chunks.by_length), partial(_by_chunk, windows, chunks, stop)
    return _blocks(windows), partial(_by_sketch, windows, stop)


def _blocks(windows: Windows) -> Iterator[_Block]:
    """All texts with those in their windows."""
    import numpy as np

    for first in range(0, len(windows.texts), _ROWS):
        rows = np.arange(first, min(first + _ROWS, len(windows.texts)))
        if not (size := windows.size(rows)):
            continue
        columns = windows.near(rows)
        for start in range(0, len(columns), _COLUMNS):
            done = start + _COLUMNS >= len(columns)
            yield _Block(rows, columns[start : start + _COLUMNS], size if done else 0)


def _blocks_by_length(windows: Windows, by_length: NDArray[np.int64]) -> Iterator[_Block]:
    """All texts, those together whose lengths a window spans. The columns are found later."""
    lengths = windows.lengths[by_length]
    first = 0
    while first < len(by_length):
        end = int(lengths.searchsorted(windows.longest[lengths[first]], side="right"))
        rows = by_length[first : min(first + _ROWS_LOOKED_UP, end)]
        first += len(rows)
        if size := windows.size(rows):
            yield _Block(rows, by_length[:0], size)


def _cores() -> int:
    """The cores that this process may use, as far as they are of use."""
    with suppress(AttributeError):  # not on every system
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _by_score(windows: Windows, stop: Event, block: _Block) -> Pairs:
    """The like pairs of a block, all of it compared by rapidfuzz."""
    return like_in_block(windows, block.rows, block.columns, stop)


def _by_sketch(windows: Windows, stop: Event, block: _Block) -> Pairs:
    """The same where sketches of that length tell enough: rapidfuzz verifies what they leave."""
    import numpy as np

    rows, columns = block.rows, block.columns
    assert windows.sketches is not None
    longest = int(windows.lengths[rows].max())
    # Some rows may be short cores and others not: what is allowed to the longest is the most, and holds for all.
    allowed = windows.allowed(np.full_like(columns, rows[windows.lengths[rows].argmax()]), columns)
    needed = sketches.words_needed(longest, int(allowed.max()))
    if needed is None:
        return _by_score(windows, stop, block)
    bits = sketches.TURNED * allowed - np.maximum(windows.lengths[columns] - longest, 0)
    ahead = sketches.fold(windows.sketches[:, rows], needed)
    behind = sketches.fold(windows.sketches[:, columns], needed)
    found, rows_left, columns_left, left = [Pairs.none()], [], [], 0
    for row, column in _tiles(ahead, behind, bits, stop):
        ones, others = rows[row], columns[column]
        near = windows.within(ones, others)
        rows_left.append(ones[near])
        columns_left.append(others[near])
        left += len(rows_left[-1])
        if left > _LEFT:
            found.append(like_of(windows, np.concatenate(rows_left), np.concatenate(columns_left), stop))
            rows_left, columns_left, left = [], [], 0
    if left:
        found.append(like_of(windows, np.concatenate(rows_left), np.concatenate(columns_left), stop))
    return Pairs.joined(found)


def _tiles(
    ahead: NDArray[np.uint64], behind: NDArray[np.uint64], bits: NDArray[np.int32] | NDArray[np.int64], stop: Event
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Places of the pairs whose sketches differ in no more than so many bits (by column), tile by tile."""
    import numpy as np

    height = ahead.shape[1]
    width = _TILE // height
    mixed = np.empty((height, width), np.uint64)
    counts, sums = np.empty((height, width), np.uint8), np.empty((height, width), np.uint8)
    # A sum that does not fit its byte comes out smaller, which lets a pair pass; so does a limit that is no limit.
    limits = np.clip(bits, 0, np.iinfo(np.uint8).max).astype(np.uint8)
    for start in range(0, behind.shape[1], width):
        if stop.is_set():
            return
        size = min(width, behind.shape[1] - start)
        for number, (one, other) in enumerate(zip(ahead, behind, strict=True)):
            np.bitwise_xor(one[:, None], other[None, start : start + size], out=mixed[:, :size])
            sketches.popcount(mixed[:, :size], out=(counts if number else sums)[:, :size])
            if number:
                np.add(sums[:, :size], counts[:, :size], out=sums[:, :size])
        row, column = np.divmod(np.flatnonzero(sums[:, :size] <= limits[start : start + size]), size)
        yield row, column + start


def _by_chunk(windows: Windows, chunks: Chunks, stop: Event, block: _Block) -> Pairs:
    """The like pairs of some texts, of those that have chunks in common."""
    found = [Pairs.none()]
    for rows, columns, crossed in chunks.candidates(block.rows):
        if stop.is_set():
            break
        if crossed:
            found.append(_by_sketch(windows, stop, _Block(rows, columns, 0)))
        else:
            found.append(like_of(windows, rows, columns, stop))
    return Pairs.joined(found)
