"""Which of many pairs say another word in one place: the guard of `guards.same_but_for_slips` in bulk, in numpy.

Thousands of sentences on one pattern ("Hello from NAME, school gardener") are all alike, pair by pair. Asking the guard
for each would take minutes; here words are numbers, and only different pairs of swapped words are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatlens.repeats.guards import plain, related, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

MOST_SWAPS = 3
"""Places with another word up to which pairs are judged here; more are rare among like texts."""

_CELLS = 1 << 18
"""Words compared at once: a megabyte on either side."""


class Swaps:
    """The words of all cores as numbers."""

    def __init__(self, cores: Sequence[str]) -> None:
        import numpy as np

        numbers: dict[str, int] = {}
        rows = [[numbers.setdefault(word, len(numbers)) for word in words(core)] for core in cores]
        self._words = list(numbers)
        forms: dict[str, int] = {}
        self._forms = np.fromiter((forms.setdefault(plain(word), len(forms)) for word in numbers), np.int64)
        self._initials = np.fromiter((ord(word[0]) for word in numbers), np.int32)
        self._counts = np.fromiter(map(len, rows), np.int64, len(rows))
        self._starts = np.cumsum(self._counts) - self._counts
        self._flat = np.fromiter((number for row in rows for number in row), np.int32, int(self._counts.sum()))

    def found(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which pairs have words in the same places but for some that are unrelated to those in the other's place.

        >>> swaps = Swaps(["hello from mira all", "hello from tobo all", "hello from miira all", "hello mira all"])
        >>> import numpy as np
        >>> swaps.found(np.array([0, 0, 0]), np.array([1, 2, 3])).tolist()
        [True, False, False]
        """
        import numpy as np

        swapped = np.zeros(len(one), np.bool_)
        counts = self._counts[one]
        same = np.flatnonzero(counts == self._counts[other])
        same = same[np.argsort(counts[same], kind="stable")]
        bounds = np.flatnonzero(np.diff(counts[same], prepend=-1, append=-1))
        for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            step = max(_CELLS // max(int(counts[same[first]]), 1), 1)
            for start in range(first, last, step):
                places = same[start : min(start + step, last)]
                swapped[places] = self._compared(one[places], other[places])
        return swapped

    def _compared(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """The same for pairs with one number of words."""
        import numpy as np

        columns = np.arange(int(self._counts[one[0]]))
        left = self._flat[self._starts[one][:, None] + columns]
        right = self._flat[self._starts[other][:, None] + columns]
        differ = left != right
        swaps = differ.sum(axis=1)
        swapped = np.zeros(len(one), np.bool_)
        for number in range(1, MOST_SWAPS + 1):
            if len(rows := np.flatnonzero(swaps == number)):
                swapped[rows] = self._unrelated(left[rows], right[rows], differ[rows], number)
        return swapped

    def _unrelated(self, left: Ints, right: Ints, differ: NDArray[np.bool_], number: int) -> NDArray[np.bool_]:
        """Which rows, all with so many other words, have an unrelated one between two words that are the same.

        Where no such word stands anywhere in the other text, the two can only be aligned place by place, so that the
        guard too sees these words in each other's place.
        """
        import numpy as np

        rows = np.arange(len(left))
        places = np.nonzero(differ)[1].reshape(len(left), number)
        foreign = np.ones(len(left), np.bool_)
        unrelated = np.zeros(len(left), np.bool_)
        framed = np.pad(differ, ((0, 0), (1, 1)))
        for place in places.T:
            here, there = left[rows, place], right[rows, place]
            foreign &= ~(right == here[:, None]).any(axis=1) & ~(left == there[:, None]).any(axis=1)
            alone = ~(framed[rows, place] | framed[rows, place + 2])
            unrelated |= alone & ~self._related(here, there)
        judged: NDArray[np.bool_] = foreign & unrelated
        return judged

    def _related(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which pairs of words are related; each different pair is asked once."""
        import numpy as np

        judged: NDArray[np.bool_] = self._forms[one] == self._forms[other]
        asked = np.flatnonzero(~judged & (self._initials[one] == self._initials[other]))  # all others are strangers
        numbers = one[asked].astype(np.int64) * len(self._words) + other[asked]
        pairs, back = np.unique(numbers, return_inverse=True)
        answers = [
            related(self._words[here], self._words[there])
            for here, there in zip(*(part.tolist() for part in np.divmod(pairs, len(self._words))), strict=True)
        ]
        judged[asked] = np.array(answers, np.bool_)[back.reshape(-1)]
        return judged
