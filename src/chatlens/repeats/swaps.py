"""Which of many pairs say other words in some place: the guard of `slips.Slips` in bulk, in numpy.

Thousands of sentences on one pattern ("Hello from NAME, school gardener") are all alike, pair by pair. Asking the guard
for each would take minutes, and keeping them gigabytes; here words are numbers, and only different pairs of swapped
words are looked at one by one. Whether what may be a slip is one, is left to the guard.

Only such pairs are judged whose other words stand nowhere in the other text. These can only be aligned in one way, word
by word before, between and behind the swapped runs, so that the guard sees the same runs in each other's place.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatlens.repeats.guards import (
    LONGEST_SHORTHAND,
    MOST_SLIPS,
    SHARED,
    SHORT,
    is_bare,
    is_slip,
    plain,
    related,
)
from chatlens.repeats.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

MOST_SWAPS = 4
"""Other words up to which pairs are judged here; more are rare among like texts."""

_CELLS = 1 << 16
"""Words compared at once: a quarter of a megabyte on either side, which stays in the processor's cache."""


class Swaps:
    """Some of the cores, by the places where they stand among all."""

    def __init__(self, wording: Wording, cores: Ints) -> None:
        import numpy as np

        numbers = wording.numbers
        self._words = list(numbers)
        self._written_otherwise = np.fromiter((plain(word) != word for word in numbers), np.bool_)
        self._initials = np.fromiter((ord(word[0]) for word in numbers), np.int32)
        self._letters = np.fromiter(map(len, numbers), np.int32)
        self._without_first = np.fromiter((numbers.get(word[1:], -1) for word in numbers), np.int32)
        self._begins = _numbered([word[:SHARED] for word in numbers])
        self._bare = np.fromiter(map(is_bare, numbers), np.bool_)
        self._bags = np.fromiter(map(_bag, numbers), np.uint64)
        self._forms = [_numbered(list(map(key, numbers))) for key in (plain, _first_changed, _first_swapped)]
        self._counts, self._starts, self._flat = wording.counts[cores], wording.starts[cores], wording.flat

    def found(self, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which pairs have a run of words in the place of another's to which it is not related.

        >>> import numpy as np
        >>> own = "mira", "tobo", "miira", "tobo lund", "all"
        >>> swaps = Swaps(Wording([f"hello from {name} to all" for name in own]), np.arange(5))
        >>> swaps.found(np.array([0, 0, 0, 0]), np.array([1, 2, 3, 4])).tolist()
        [True, False, True, False]
        """
        import numpy as np

        swapped = np.zeros(len(one), np.bool_)
        counts = self._counts[one], self._counts[other]
        order = np.lexsort(counts)
        changes = [np.diff(count[order], prepend=-1, append=-1) != 0 for count in counts]
        bounds = np.flatnonzero(changes[0] | changes[1])
        for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            fewer, more = sorted(int(count[order[first]]) for count in counts)
            if not fewer or more - fewer >= MOST_SWAPS:
                continue
            compared = self._places if fewer == more else self._middles
            step = max(_CELLS // more, 1)
            for start in range(first, last, step):
                places = order[start : min(start + step, last)]
                swapped[places] = compared(self._row(one[places]), self._row(other[places]))
        return swapped

    def _row(self, cores: Ints) -> Ints:
        """The words of cores that all have as many, a row each."""
        import numpy as np

        row: Ints = self._flat[self._starts[cores][:, None] + np.arange(int(self._counts[cores[0]]))]
        return row

    def _places(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """The same for pairs with one number of words."""
        import numpy as np

        differ = left != right
        swaps = differ.sum(axis=1)
        swapped = np.zeros(len(left), np.bool_)
        for number in range(1, MOST_SWAPS + 1):
            if len(rows := np.flatnonzero(swaps == number)):
                places = np.nonzero(differ[rows])[1].reshape(len(rows), number)
                swapped[rows] = self._unrelated(left[rows], right[rows], places)
        return swapped

    def _unrelated(self, left: Ints, right: Ints, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which rows with other words in these places, which are the same number in all, have an unrelated run of them.

        Two runs of as many words are related if each word of the one has a counterpart in the other; which one is
        asked of, the guard decides by the texts. Here both must have a word without.
        """
        import numpy as np

        number = places.shape[1]
        here, there = (np.take_along_axis(side, places, axis=1) for side in (left, right))
        foreign = np.ones(len(left), np.bool_)
        for at in range(number):
            foreign &= ~(right == here[:, at, None]).any(axis=1) & ~(left == there[:, at, None]).any(axis=1)
        rows = np.flatnonzero(foreign)
        judged = np.zeros(len(left), np.bool_)
        if not len(rows):
            return judged
        here, there, places = here[rows], there[rows], places[rows]
        pairs = [(a, b) for a in range(number) for b in range(number)]
        one_run = {(a, b): places[:, b] - places[:, a] == b - a for a, b in pairs}
        related = {(a, b): one_run[a, b] & self._related(here[:, a], there[:, b], one_run[a, b]) for a, b in pairs}
        longer = [self._letters[here[:, a]] - self._letters[there[:, a]] for a in range(number)]
        found = np.zeros(len(rows), np.bool_)
        for a, b in pairs:
            mates = [one_run[a, at] for at in range(number)]
            stray_here = ~np.logical_or.reduce([related[a, at] for at in range(number)])
            stray_there = ~np.logical_or.reduce([related[at, b] for at in range(number)])
            alone = sum(mate.astype(np.int8) for mate in mates) == 1
            as_long = sum(np.where(mate, more, 0) for mate, more in zip(mates, longer, strict=True)) == 0
            found |= one_run[a, b] & stray_here & stray_there & (alone | ~as_long)  # as long: "re start", "rest art"
        judged[rows] = found
        return judged

    def _middles(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """The same for pairs of which one has more words, if there is one run alone.

        Such runs are related if each word of the shorter has a counterpart in the longer, and if they may be the same
        written together and apart, which is left to the guard.
        """
        import numpy as np

        if left.shape[1] > right.shape[1]:
            left, right = right, left
        fewer, more = left.shape[1], right.shape[1]
        same_before = np.logical_and.accumulate(left == right[:, :fewer], axis=1).sum(axis=1)
        same_behind = np.logical_and.accumulate((left == right[:, more - fewer :])[:, ::-1], axis=1).sum(axis=1)
        inner = fewer - same_before - np.minimum(same_behind, fewer - same_before)
        judged = np.zeros(len(left), np.bool_)
        for number in range(1, MOST_SWAPS + 1 - (more - fewer)):
            if len(rows := np.flatnonzero(inner == number)):
                begin = same_before[rows][:, None]
                here = np.take_along_axis(left[rows], begin + np.arange(number), axis=1)
                there = np.take_along_axis(right[rows], begin + np.arange(number + more - fewer), axis=1)
                judged[rows] = self._stray(here, there, left[rows], right[rows])
        return judged

    def _stray(self, here: Ints, there: Ints, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """Which runs of words have one without counterpart in the other row's longer run, and cannot be the same in one
        word: both begin with other letters, and neither is written for another."""
        import numpy as np

        fit = self._initials[here[:, 0]] != self._initials[there[:, 0]]
        for run in (here, there):
            if run.shape[1] == 1:
                fit &= ~self._written_otherwise[run[:, 0]]
            else:
                fit &= self._letters[run].sum(axis=1) > LONGEST_SHORTHAND
        for word in here.T:
            fit &= ~(right == word[:, None]).any(axis=1)
        for word in there.T:
            fit &= ~(left == word[:, None]).any(axis=1)
        found = np.zeros(len(here), np.bool_)
        for word in here.T:
            found |= ~np.logical_or.reduce([self._related(word, candidate, fit) for candidate in there.T])
        judged: NDArray[np.bool_] = found & fit
        return judged

    def _related(self, one: Ints, other: Ints, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which pairs of words may be one, of those that matter; each different pair is asked once.

        Related words that differ in the first letter share their form, and what is a slip in that letter is known by
        what stands behind it: all others need not be asked.
        """
        import numpy as np

        judged: NDArray[np.bool_] = (self._without_first[one] == other) | (self._without_first[other] == one)
        for form in self._forms:
            judged |= form[one] == form[other]
        asked = np.flatnonzero(which & ~judged & (self._initials[one] == self._initials[other]))
        numbers = one[asked].astype(np.int64) * len(self._words) + other[asked]
        pairs, back = np.unique(numbers, return_inverse=True)
        here, there = np.divmod(pairs, len(self._words))
        answers = self._may_be_one(here, there)
        for at in np.flatnonzero(answers).tolist():
            words = self._words[int(here[at])], self._words[int(there[at])]
            answers[at] = related(*words) or is_slip(*words)
        judged[asked] = answers[back.reshape(-1)]
        return judged

    def _may_be_one(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which pairs of words with one first letter it pays to ask of: a slip or two change few letters, what is
        inflected or cut off has its beginning, and what is abbreviated else has no vowel behind the first letter."""
        import numpy as np

        changed = (self._bags[one] ^ self._bags[other]).view(np.uint8).reshape(-1, 8)
        near = np.unpackbits(changed, axis=1).sum(axis=1) <= 2 * MOST_SLIPS
        near &= np.abs(self._letters[one] - self._letters[other]) <= MOST_SLIPS
        may: NDArray[np.bool_] = near | (self._begins[one] == self._begins[other]) | self._bare[one] | self._bare[other]
        return may


def _bag(word: str) -> int:
    """The characters of a word, a bit for each; a few share one. An edit changes two at most.

    >>> (_bag("soil") ^ _bag("oils")).bit_count(), (_bag("soil") ^ _bag("soul")).bit_count()
    (0, 2)
    """
    return functools.reduce(operator.or_, (1 << ord(letter) % 64 for letter in word), 0)


def _first_changed(word: str) -> str:
    """A word as all have it that differ in the first letter alone; short words, where that is no slip, as they are.

    >>> _first_changed("garden") == _first_changed("harden"), _first_changed("seed") == _first_changed("weed")
    (True, False)
    """
    return f" {word[1:]}" if len(word) >= SHORT else word


def _first_swapped(word: str) -> str:
    """A word as all have it that differ in the order of the first two letters.

    >>> _first_swapped("thanks"), _first_swapped("htanks")
    ('htanks', 'htanks')
    """
    return "".join(sorted(word[:2])) + word[2:]


def _numbered(keys: Sequence[str]) -> Ints:
    """Numbers that are equal where the keys are."""
    import numpy as np

    numbers: dict[str, int] = {}
    return np.fromiter((numbers.setdefault(key, len(numbers)) for key in keys), np.int32, len(keys))
