"""The exact join: all pairs of different texts whose similarity reaches the threshold, none guessed away.

Texts are sorted by length, so that those which a text may be like stand behind it in one window (a text that is a
tenth longer is no nine tenths like it), and texts of one length by how many common characters they have, so that most
of those with too many or too few are never looked at. Within the windows

- few pairs are compared by rapidfuzz one and all;
- among many, the sketches of both texts are compared first, tile by tile: an XOR and a popcount in numpy, a nanosecond
  a word. What they leave, rapidfuzz verifies (`cpdist`). See `sketches` for why no like pair is lost.

Filters and exact verification are the scheme of All-Pairs (Bayardo et al., Scaling Up All Pairs Similarity Search,
2007), PPJoin (Xiao et al., Efficient Similarity Joins for Near Duplicate Detection, 2008) and Ed-Join (Xiao, Wang, Lin:
Ed-Join, 2008). These, and Pass-Join (Li et al., 2011), which looks up disjoint chunks of which one must survive
(pigeonhole), keep an index of rare pieces; at a tenth of the letters changed the pieces are so short that hardly any
is rare, and comparing sketches of all costs less, up to millions of texts.

The work is cut into tiles of a few milliseconds, spread over the machine's cores (numpy and rapidfuzz let go of the
interpreter meanwhile). Pairs come tile by tile and are never held all together.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Hashable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats import sketches
from chatlens.repeats.windows import Pairs, Windows

if TYPE_CHECKING:
    from threading import Event

    import numpy as np
    from numpy.typing import NDArray

_ROWS = 64
"""Texts compared at once with those that stand in their windows."""

_COLUMNS = 1 << 11
"""Texts of the windows in a block of the work: where all are like, the pairs of a block are held together, some
megabytes of them."""

_TILE = 1 << 16
"""Pairs compared in one step: half a megabyte of words, which stays in the processor's cache."""

_LEFT = 1 << 14
"""Pairs that sketches leave and rapidfuzz verifies in one call: it holds some hundred bytes for each."""

_LETTERS = 1 << 31
"""Products of lengths, summed, that rapidfuzz compares in one call: some tenths of a second at most."""

_MOST_WORKERS = 8
"""Threads that compare: each holds a block's pairs, and one thread takes them all."""


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
    """All blocks of rows, compared by as many workers as there are cores, in order."""
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    stop = Event()
    compare = partial(_by_score if windows.sketches is None else _by_sketch, windows, stop)
    blocks = _blocks(windows)
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

    first: int  # of the rows
    last: int  # one behind
    columns: NDArray[np.int64]
    compared: int  # pairs in the windows of which all is known with this block


def _blocks(windows: Windows) -> Iterator[_Block]:
    """All the work."""
    for first in range(0, len(windows.texts), _ROWS):
        last = min(first + _ROWS, len(windows.texts))
        if not (size := windows.size(first, last)):
            continue
        columns = windows.near(first, last)
        for start in range(0, len(columns), _COLUMNS):
            done = start + _COLUMNS >= len(columns)
            yield _Block(first, last, columns[start : start + _COLUMNS], size if done else 0)


def _cores() -> int:
    """The cores that this process may use, as far as they are of use."""
    with suppress(AttributeError):  # not on every system
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def _by_score(windows: Windows, stop: Event, block: _Block) -> Pairs:
    """The like pairs of a block, all of it compared by rapidfuzz."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    first, last = block.first, block.last
    loosest = first + int(windows.lengths[first:last].argmax())
    found = [Pairs.none()]
    start = 0
    while start < len(block.columns) and not stop.is_set():
        ahead = block.columns[start : start + _TILE // _ROWS]
        longest = max(int(windows.lengths[ahead].max()), int(windows.lengths[loosest])) + 1
        columns = ahead[: max(_LETTERS // (longest * longest * (last - first)), 1)]
        most = int(windows.allowed(np.full_like(columns, loosest), columns).max())
        edits = cdist(
            windows.texts[first:last],
            [windows.texts[column] for column in columns.tolist()],
            scorer=Levenshtein.distance,
            score_cutoff=most,
            dtype=np.int32,
        )
        row, column = np.nonzero(edits <= most)
        rows, behind, left = row + first, columns[column], edits[row, column]
        like = windows.within(rows, behind) & (left <= windows.allowed(rows, behind))
        found.append(windows.pairs(rows[like], behind[like], left[like]))
        start += len(columns)
    return Pairs.joined(found)


def _by_sketch(windows: Windows, stop: Event, block: _Block) -> Pairs:
    """The same where sketches of that length tell enough: rapidfuzz verifies what they leave."""
    import numpy as np

    first, last, columns = block.first, block.last, block.columns
    assert windows.sketches is not None
    longest = int(windows.lengths[first:last].max())
    # Some rows may be short cores and others not: what is allowed to the longest is the most, and holds for all.
    allowed = windows.allowed(np.full_like(columns, first + int(windows.lengths[first:last].argmax())), columns)
    needed = sketches.words_needed(longest, int(allowed.max()))
    if needed is None:
        return _by_score(windows, stop, block)
    bits = sketches.TURNED * allowed - np.maximum(windows.lengths[columns] - longest, 0)
    ahead = sketches.fold(windows.sketches[:, first:last], needed)
    behind = sketches.fold(windows.sketches[:, columns], needed)
    found, rows_left, columns_left, left = [Pairs.none()], [], [], 0
    for row, column in _tiles(ahead, behind, bits, stop):
        rows, others = row + first, columns[column]
        near = windows.within(rows, others)
        rows_left.append(rows[near])
        columns_left.append(others[near])
        left += len(rows_left[-1])
        if left > _LEFT:
            found.append(_verified(windows, np.concatenate(rows_left), np.concatenate(columns_left), stop))
            rows_left, columns_left, left = [], [], 0
    if left:
        found.append(_verified(windows, np.concatenate(rows_left), np.concatenate(columns_left), stop))
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


def _verified(windows: Windows, rows: NDArray[np.int64], columns: NDArray[np.int64], stop: Event) -> Pairs:
    """Of pairs of places, those that are like, by rapidfuzz."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    assert windows.sketches is not None
    allowed = windows.allowed(rows, columns)
    differ = np.zeros(len(rows), np.uint16)
    for word in windows.sketches:
        differ += sketches.popcount(word[rows] ^ word[columns])
    near = differ <= sketches.TURNED * allowed - (windows.lengths[columns] - windows.lengths[rows])
    rows, columns, allowed = rows[near], columns[near], allowed[near]
    longest = int(windows.lengths[columns].max(initial=1))
    step = min(max(_LETTERS // (longest * longest), 1), _LEFT)
    found = [Pairs.none()]
    for start in range(0, len(rows), step):
        if stop.is_set():
            break
        part = slice(start, start + step)
        edits = cpdist(
            [windows.texts[place] for place in rows[part].tolist()],
            [windows.texts[place] for place in columns[part].tolist()],
            scorer=Levenshtein.distance,
            score_cutoff=int(allowed[part].max()),
            dtype=np.int32,
        ).reshape(-1)
        like = edits <= allowed[part]
        found.append(windows.pairs(rows[part][like], columns[part][like], edits[like]))
    return Pairs.joined(found)
