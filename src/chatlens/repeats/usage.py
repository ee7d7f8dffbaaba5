"""How a file uses its words: which of them stand in other sentences too, and in which places the words change.

Both are counted over all cores at once, in numpy: words are numbers, and a sentence without one of its words is the sum
of what the others are worth in their places, in 64 bits, so that two are hardly ever taken for one. It costs some
hundred nanoseconds a word, and nothing until somebody asks.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

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
    """Every core without one of its words, for each of them; those are one frame that are the same."""

    of: Ints  # for each word of all cores, the frame without it
    bounds: Ints  # of each frame among the places, one more behind the last
    places: Ints  # where the words left out stand among those of all cores, frame by frame


class Usage:
    """The words of all cores."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._asked: dict[int, tuple[str, ...]] = {}

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

    def instead(self, core: int, at: int) -> tuple[str, ...]:
        """What all cores that are the same otherwise have in the place of one of a core's words: by the alphabet, of
        many words the first; nothing where no other core is.

        >>> usage = Usage(Wording(["feed the soil", "mind the soil", "feed the toads"]))
        >>> usage.instead(0, 0), usage.instead(0, 1)
        (('feed', 'mind'), ())
        """
        frame = int(self._frames.of[self._wording.starts[core] + at])
        first, last = int(self._frames.bounds[frame]), int(self._frames.bounds[frame + 1])
        if last - first == 1:
            return ()
        if frame not in self._asked:
            words = {self._words[number] for number in self._wording.flat[self._frames.places[first:last]].tolist()}
            self._asked[frame] = tuple(sorted(words)[:_MOST_INSTEAD])
        return self._asked[frame]

    @cached_property
    def _words(self) -> list[str]:
        """By their numbers."""
        return list(self._wording.numbers)

    @cached_property
    def _neighbours(self) -> Ints:
        """How many different neighbours each word has, on the side where they are more."""
        import numpy as np

        wording, size = self._wording, max(len(self._wording.numbers), 1)
        inner = np.ones(len(wording.flat), np.bool_)
        inner[wording.starts[wording.counts > 0]] = False
        later = np.flatnonzero(inner)
        pairs = wording.flat[later - 1].astype(np.int64) * size + wording.flat[later]
        pairs.sort()  # then equal ones are neighbours; `np.unique` goes by hashes, ten times as slow here
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]
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
        first = np.diff(sums[order], prepend=sums[order][:1] - np.uint64(1)) != 0
        of = np.empty(len(order), np.int64)
        of[order] = np.cumsum(first) - 1
        return _Frames(of, np.append(np.flatnonzero(first), len(order)), order)


def _worth(numbers: Ints, positions: Ints) -> Sums:
    """What words are worth in their places: other words, or in other places, are worth other amounts."""
    return _mixed(numbers * (1 << 16) + positions)


def _left_out(positions: Ints, count: Ints) -> Sums:
    """What tells apart that another of so many words is left out."""
    return _mixed(-1 - (positions * (1 << 16) + count))


def _mixed(values: Ints) -> Sums:
    """Numbers spread over all of 64 bits, different ones to different places."""
    import numpy as np

    mixed = values.astype(np.uint64) * np.uint64(_MIXERS[0])
    for shift, factor in ((30, _MIXERS[1]), (27, _MIXERS[2])):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
