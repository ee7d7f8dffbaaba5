"""The grams of texts, their runs of so many characters: hashes of all of them, and which of a text's to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
"""Odd numbers with mixed bits."""


class Grams:
    """The grams of some texts: a column for each text, a row for each place where one starts.

    >>> import numpy as np
    >>> grams = Grams(["mud", "a mud"], np.array([3, 5]), np.array([0, 0]))
    >>> hashes = grams.hashes(3)
    >>> hashes.shape, bool(hashes[0, 0] == hashes[2, 1])
    ((3, 2), True)
    >>> grams.beyond(3)[:, 0].tolist()
    [False, True, True]
    """

    def __init__(self, texts: Sequence[str], lengths: Ints, keys: Ints) -> None:
        import numpy as np

        table = np.zeros((len(texts), int(lengths.max())), np.uint32)
        table[np.arange(table.shape[1]) < lengths[:, None]] = np.frombuffer(
            "".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32
        )
        self._letters = np.ascontiguousarray(table.T).astype(np.uint64)
        self._lengths = lengths
        self._keys = keys.astype(np.uint64) * np.uint64(_FACTORS[1])

    def hashes(self, size: int) -> Hashes:
        """Of all runs of so many characters; others for a text with another key."""
        import numpy as np

        hashes = np.tile(self._keys, (len(self._letters) - size + 1, 1))
        for start in range(size):
            hashes *= np.uint64(_FACTORS[0])
            hashes += self._letters[start : start + len(hashes)]
        hashes ^= hashes >> np.uint64(32)
        hashes *= np.uint64(_FACTORS[1])
        return hashes

    def beyond(self, size: int) -> NDArray[np.bool_]:
        """Which of these reach over their text's end, and are none."""
        import numpy as np

        beyond: NDArray[np.bool_] = np.arange(len(self._letters) - size + 1)[:, None] > self._lengths - size
        return beyond


def bucket(hashes: Hashes, band: Ints | int, bits: int) -> Ints:
    """Hashes cut to so many bits; others for texts of another band."""
    import numpy as np

    mixed = hashes + np.atleast_1d(band).astype(np.uint64) * np.uint64(_FACTORS[0])
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(_FACTORS[1])
    buckets: Ints = (mixed >> np.uint64(64 - bits)).view(np.int64)
    return buckets


def middles(starts: Ints, lengths: Ints) -> Ints:
    """Where grams stand, counted twice from the middle of their texts: between two texts whose gram is one lie at least
    as many edits as these differ, since those before it and behind it make up for how far it moved."""
    middles: Ints = 2 * starts - lengths
    return middles


def rarest(costs: NDArray[np.float32], size: int, wanted: Ints) -> NDArray[np.bool_]:
    """Of all places in texts where a chunk of so many characters may start, as many as are wanted, which do not overlap
    and together cost least. A column is a text; where none may start it costs infinitely much.

    >>> import numpy as np
    >>> rarest(np.array([[5, 1, 1, 7, 4]], np.float32).T, 2, np.array([2])).T.astype(int).tolist()
    [[0, 1, 0, 0, 1]]
    """
    import numpy as np

    grams, texts = costs.shape
    sums = np.full((grams + size, int(wanted.max()) + 1, texts), np.inf, np.float32)
    """Costs of so many chunks before a place."""
    sums[:, 0] = 0
    for end in range(size, grams + size):
        np.add(sums[end - size, :-1], costs[end - size], out=sums[end, 1:])
        np.minimum(sums[end, 1:], sums[end - 1, 1:], out=sums[end, 1:])
    chosen = np.zeros(costs.shape, np.bool_)
    left, before, every = wanted.copy(), np.full(texts, grams + size), np.arange(texts)
    for end in range(grams + size - 1, size - 1, -1):
        chosen[end - size] = (end <= before) & (sums[end, left, every] < sums[end - 1, left, every])
        before[chosen[end - size]] = end - size
        left -= chosen[end - size]
    return chosen
