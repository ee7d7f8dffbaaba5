"""All cores as words and the words as numbers, made once for all who compare words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from chatlens.repeats.guards import negations, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class _Numbers(dict[str, int]):
    """Words in the order in which they come first, numbered so."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Wording:
    """The cores, a word behind the other.

    >>> wording = Wording(["feed the soil", "not the toads"])
    >>> list(wording.numbers), wording.flat.tolist(), wording.starts.tolist(), wording.counts.tolist()
    (['feed', 'the', 'soil', 'not', 'toads'], [0, 1, 2, 3, 1, 4], [0, 3], [3, 3])
    """

    cores: Sequence[str]
    numbers: Mapping[str, int]  # of the words, in the order in which they come first
    flat: NDArray[np.int32]  # the numbers of the words of all cores
    starts: NDArray[np.int64]  # of each core among these
    counts: NDArray[np.int64]  # of the words of each core

    def __init__(self, cores: Sequence[str]) -> None:
        import numpy as np

        self.cores = cores
        numbers = _Numbers()
        rows = [list(map(numbers.__getitem__, words(core))) for core in cores]
        self.numbers = dict(numbers)
        self.counts = np.fromiter(map(len, rows), np.int64, len(rows))
        self.starts = np.cumsum(self.counts) - self.counts
        self.flat = np.fromiter(chain.from_iterable(rows), np.int32, int(self.counts.sum()))

    def core_of(self, place: int) -> int:
        """The core to which the word in a place of all belongs."""
        return int(self.starts.searchsorted(place, "right")) - 1

    def negations(self) -> dict[int, list[str]]:
        """The words that negate, sorted, of each core that has any.

        >>> Wording(["feed the soil", "not now, never"]).negations()
        {1: ['never', 'not']}
        """
        import numpy as np

        negating = {self.numbers[word]: word for word in negations(list(self.numbers))}
        found: dict[int, list[str]] = {}
        for place in np.flatnonzero(np.isin(self.flat, list(negating))).tolist():
            found.setdefault(self.core_of(place), []).append(negating[int(self.flat[place])])
        return {core: sorted(those) for core, those in found.items()}
