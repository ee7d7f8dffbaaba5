"""What rapidfuzz says of pairs of texts: the edits between them, and whether they are as few as the threshold asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.repeats import sketches
from chatlens.repeats.windows import Pairs, Windows

if TYPE_CHECKING:
    from threading import Event

    import numpy as np
    from numpy.typing import NDArray

_TOGETHER = 1 << 16
"""Pairs in a block that is compared in one call."""

_LEFT = 1 << 14
"""Pairs, one by one, that are compared in one call: it holds some hundred bytes for each."""

_LETTERS = 1 << 31
"""Products of lengths, summed, that rapidfuzz compares in one call: some tenths of a second at most."""


def like_in_block(windows: Windows, rows: NDArray[np.int64], columns: NDArray[np.int64], stop: Event) -> Pairs:
    """The like pairs of some texts and others that stand in their windows, all of which are compared."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    loosest = int(rows[windows.lengths[rows].argmax()])
    found = [Pairs.none()]
    start = 0
    while start < len(columns) and not stop.is_set():
        ahead = columns[start : start + _TOGETHER // len(rows)]
        longest = max(int(windows.lengths[ahead].max()), int(windows.lengths[loosest])) + 1
        some = ahead[: max(_LETTERS // (longest * longest * len(rows)), 1)]
        most = int(windows.allowed(np.full_like(some, loosest), some).max())
        edits = cdist(
            windows.texts[rows].tolist(),
            windows.texts[some].tolist(),
            scorer=Levenshtein.distance,
            score_cutoff=most,
            dtype=np.int32,
        )
        row, column = np.nonzero(edits <= most)
        ones, others, left = rows[row], some[column], edits[row, column]
        like = windows.within(ones, others) & (left <= windows.allowed(ones, others))
        found.append(windows.pairs(ones[like], others[like], left[like]))
        start += len(some)
    return Pairs.joined(found)


def like_of(windows: Windows, rows: NDArray[np.int64], columns: NDArray[np.int64], stop: Event) -> Pairs:
    """Of pairs of places in each other's windows, those that are like; the sketches are asked first."""
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
            windows.texts[rows[part]].tolist(),
            windows.texts[columns[part]].tolist(),
            scorer=Levenshtein.distance,
            score_cutoff=int(allowed[part].max()),
            dtype=np.int32,
        ).reshape(-1)
        like = edits <= allowed[part]
        found.append(windows.pairs(rows[part][like], columns[part][like], edits[like]))
    return Pairs.joined(found)
