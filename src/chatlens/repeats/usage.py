"""How a file uses its words: which of them stand in other sentences too, and in which places the words change.

Both are counted over all cores at once, in numpy: words are numbers, and a sentence without one of its words is the sum
of what the others are worth in their places. It costs some hundred nanoseconds a word, and nothing until somebody asks.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats.guards import words
from chatlens.repeats.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Sums = NDArray[np.uint64]

_MIXERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""Of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014)."""

_MOST_INSTEAD = 32
"""Words in one place that are told: among so many, there are some of every kind."""


class _Frames(NamedTuple):
    """Every core without one of its words, for each of them."""

    sums: Sums  # ascending; equal where the same words stand before and behind the one left out
    places: Ints  # of the word left out, in the same order


class Usage:
    """The words of all cores."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._asked: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}

    def sentences(self, word: str) -> int:
        """In how many different sentences a word stands at least: behind so many different words, or before.

        Copies have the same words on either side. What stands before the first and behind the last tells nothing: a
        comment may be there.

        >>> usage = Usage(Wording(["oil the soil", "so true! oil the soil", "the soil with mulch", "mind the gap"]))
        >>> [usage.sentences(word) for word in ("the", "oil", "soil", "never")]
        [2, 1, 1, 0]
        """
        number = self._wording.numbers.get(word)
        return 0 if number is None else int(self._neighbours[number])

    def instead(self, sentence: tuple[str, ...], at: int) -> tuple[str, ...]:
        """What stands in that place of a sentence in cores that are the same otherwise: by the alphabet, of many words
        the first.

        >>> Usage(Wording(["feed the soil", "mind the soil", "feed the toads"])).instead(("feed", "the", "soil"), 0)
        ('feed', 'mind')
        """
        frame = (at, sentence[:at] + sentence[at + 1 :])
        if (found := self._asked.get(frame)) is None:
            found = self._asked[frame] = self._found_instead(*frame)
        return found

    def _found_instead(self, at: int, rest: tuple[str, ...]) -> tuple[str, ...]:
        import numpy as np

        numbers = np.array([self._wording.numbers.get(word, -1) for word in rest], np.int64)
        positions = np.delete(np.arange(len(rest) + 1), at)
        wanted = _worth(numbers, positions).sum(dtype=np.uint64) + _left_out(np.array([at]), len(rest) + 1)
        first, last = (np.searchsorted(self._frames.sums, wanted, side) for side in ("left", "right"))
        found = set()
        for place in self._frames.places[int(first[0]) : int(last[0])].tolist():
            core = words(self._wording.cores[self._wording.core_of(place)])
            if core[:at] + core[at + 1 :] == rest:  # sums of others are hardly ever equal
                found.add(core[at])
        return tuple(sorted(found)[:_MOST_INSTEAD])

    @cached_property
    def _neighbours(self) -> Ints:
        """How many different neighbours each word has, on the side where they are more."""
        import numpy as np

        wording, size = self._wording, max(len(self._wording.numbers), 1)
        inner = np.ones(len(wording.flat), np.bool_)
        inner[wording.starts[wording.counts > 0]] = False
        later = np.flatnonzero(inner)
        pairs = np.unique(wording.flat[later - 1].astype(np.int64) * size + wording.flat[later])
        before, behind = (np.bincount(words, minlength=size) for words in np.divmod(pairs, size))
        return np.maximum(before, behind)

    @cached_property
    def _frames(self) -> _Frames:
        import numpy as np

        flat, starts, counts = self._wording.flat.astype(np.int64), self._wording.starts, self._wording.counts
        positions = np.arange(len(flat)) - np.repeat(starts, counts)
        worth = _worth(flat, positions)
        running = np.concatenate(([np.uint64(0)], np.cumsum(worth, dtype=np.uint64)))
        sums = np.repeat(running[starts + counts] - running[starts], counts) - worth
        sums += _left_out(positions, np.repeat(counts, counts))
        order = np.argsort(sums, kind="stable")
        return _Frames(sums[order], order)


def _worth(numbers: Ints, positions: Ints) -> Sums:
    """What words are worth in their places: other words, or in other places, are worth other amounts."""
    return _mixed(numbers * (1 << 16) + positions)


def _left_out(positions: Ints, count: Ints | int) -> Sums:
    """What tells apart that another of so many words is left out."""
    return _mixed(-1 - (positions * (1 << 16) + count))


def _mixed(values: Ints) -> Sums:
    """Numbers spread over all of 64 bits, different ones to different places."""
    import numpy as np

    mixed = values.astype(np.uint64) * np.uint64(_MIXERS[0])
    for shift, factor in ((30, _MIXERS[1]), (27, _MIXERS[2])):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
