"""Texts sorted by length, and with each the window of those behind it that are not too long to be like it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats.sketches import sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

SHORT_CORE = 100
"""Characters: a shorter core that differs in a tenth may well be another sentence: its threshold is half-way to 100."""

FEW_PAIRS = 250_000
"""Pairs in all windows up to which rapidfuzz alone is quickest: those of about a thousand texts."""

_COMMON = " etao"
"""Characters that make up about half of a text, whose number an edit changes by one at most: texts in which it differs
by more than the edits allowed are unlike, and a number near half of the length tells most of them apart. In other
scripts it tells less, or nothing, and is true all the same."""

_ALMOST = 1e-9
"""Of an edit: by less, the product of a similarity and a length is off."""


class Pairs(NamedTuple):
    """Some of the pairs, side by side: places of both texts, and how many edits lie between them."""

    one: Ints
    other: Ints
    edits: Ints

    @classmethod
    def none(cls) -> Pairs:
        """No pairs."""
        import numpy as np

        return cls(*np.empty((3, 0), np.int32))

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """All pairs of some parts, of one at least."""
        import numpy as np

        return cls(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def those(self, chosen: NDArray[np.bool_]) -> Pairs:
        """The pairs that are chosen."""
        return Pairs(self.one[chosen], self.other[chosen], self.edits[chosen])


def threshold(similarity: float, shorter: int) -> float:
    """The similarity, 0-100, that two cores need when the shorter one has `shorter` characters.

    >>> threshold(90, 140), threshold(90, 50)
    (90, 95.0)
    """
    return similarity if shorter >= SHORT_CORE else similarity + (100 - similarity) / 2


class Windows:
    """The texts in the order in which they are compared, and all that is known of each."""

    edits: Ints  # for each length of the longer text, how many may lie between two at most
    longest: NDArray[np.int64]  # for each length of the shorter text, how long the other may be

    def __init__(self, texts: Sequence[str], similarity: float, keys: Sequence[Hashable] | None) -> None:
        import numpy as np

        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        groups: dict[Hashable, int] = {}
        of = np.fromiter((groups.setdefault(key, len(groups)) for key in keys or [0] * len(texts)), np.int64)
        common = np.fromiter((sum(map(text.count, _COMMON)) for text in texts), np.int64, len(texts))
        self.order = np.lexsort((common, lengths, of)).astype(np.int32)
        self.texts = np.array(texts, np.object_)[self.order]  # many are taken at once three times as fast as of a list
        self.lengths = lengths[self.order]
        self.keys = of[self.order]
        self._common = common[self.order]
        size = int(lengths.max(initial=0)) + 1
        self._allowed = {
            short: np.floor(
                (100 - threshold(similarity, 0 if short else SHORT_CORE)) * np.arange(size) / 100 + _ALMOST
            ).astype(np.int32)
            for short in (True, False)
        }  # by the length of the longer text
        short = np.arange(size) < SHORT_CORE
        self.edits = np.where(short, self._allowed[True], self._allowed[False])
        self.longest = np.where(short, self._longest(short=True), self._longest(short=False))
        places = self.keys * size
        self.ends = np.searchsorted(places + self.lengths, places + self.longest[self.lengths], side="right")
        starts = np.flatnonzero(np.diff(places + self.lengths, prepend=-1))  # of each run of one length
        self._runs = starts
        self._first_key = (places + self.lengths)[starts] * size
        self._keys = (places + self.lengths) * size + self._common
        self.total = self.size(np.arange(len(texts)))
        self.sketches = sketch(self.texts.tolist()) if self.total > FEW_PAIRS else None

    def _longest(self, short: bool) -> NDArray[np.int64]:
        """For each length of the shorter text, how long the other may be."""
        import numpy as np

        sizes = np.arange(len(self._allowed[short]))
        return np.searchsorted(sizes - self._allowed[short], sizes, side="right").astype(np.int64) - 1

    def allowed(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Ints:
        """How many edits may lie between pairs of texts."""
        import numpy as np

        longer = self.lengths[columns]
        short = self.lengths[rows] < SHORT_CORE
        return np.where(short, self._allowed[True][longer], self._allowed[False][longer])

    def near(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The columns for neighbouring rows: of their windows, those with so many common characters that they may be
        like one of the rows. The more texts a length has, the more are left out: a quarter at a hundred thousand."""
        import numpy as np

        first, end = int(rows[0]), int(self.ends[rows].max())
        loosest = int(rows[self.lengths[rows].argmax()])
        edits = int(self.allowed(np.array([loosest]), np.array([end - 1]))[0])
        common = self._common[rows]
        run = int(np.searchsorted(self._runs, first, side="right")) - 1
        keys = self._first_key[run : int(np.searchsorted(self._runs, end))]
        # Numbers below none or above the length would reach into the neighbouring runs.
        size = len(self._allowed[True])
        starts = np.searchsorted(self._keys, keys + max(int(common.min()) - edits, 0))
        ends = np.searchsorted(self._keys, keys + min(int(common.max()) + edits, size - 1), side="right")
        starts, ends = np.maximum(starts, first), np.minimum(ends, end)
        counts = np.maximum(ends - starts, 0)
        columns: NDArray[np.int64] = np.arange(int(counts.sum()))
        columns += np.repeat(starts - (np.cumsum(counts) - counts), counts)
        return columns

    def size(self, rows: NDArray[np.int64]) -> int:
        """How many pairs lie in the windows of some rows."""
        return int((self.ends[rows] - rows - 1).sum())

    def within(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which columns stand in their row's window, behind it."""
        inside: NDArray[np.bool_] = (columns > rows) & (columns < self.ends[rows])
        return inside

    def pairs(self, rows: NDArray[np.int64], columns: NDArray[np.int64], edits: Ints) -> Pairs:
        """Pairs by the places that the texts came in."""
        return Pairs(self.order[rows], self.order[columns], edits)
