"""Sketches of texts: bits of which an edit turns few, so that many unlike pairs are known without being compared.

A sketch holds, for each of its bits, whether the pairs of neighbouring characters that fall on it are odd or even in
number. An edit takes away at most two such pairs and puts at most two in their place, so it turns at most four bits:
texts whose sketches differ in more than four times the edits allowed are further apart than allowed. (A character more
or less turns three at most, so that the limit is lower by the difference in length.) No like pair is lost, whatever
falls together on a bit. This is the count filter on q-grams of Gravano et al. (Approximate String Joins
in a Database (Almost) for Free, 2001), with counts hashed and cut to their parity, so that it is an XOR and a popcount.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from math import exp, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 8
"""Words of 64 bits in a sketch: enough for texts of 500 characters, in 64 bytes of memory a text."""

TURNED = 4
"""Bits that an edit turns at most: a character put for another ends two pairs and begins two."""

_SURE = 6.0
"""Standard deviations between what unlike texts differ in by chance and what is allowed. Texts of one language are less
unlike than chance: at 3.5, two fifths of the pairs of some lengths passed, at 5 a seventh, at 6 some in a hundred."""

_CHUNK = 4096
"""Texts whose pairs of characters are hashed at once: some megabytes."""

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
"""Odd numbers with mixed bits, by which both characters of a pair are multiplied to spread over the bits."""


def sketch(texts: Sequence[str]) -> NDArray[np.uint64]:
    """The sketches of texts, a column each.

    >>> rows = sketch(["feed the soil", "feed the soils", "a word apart"])
    >>> int(popcount(rows[:, 0] ^ rows[:, 1]).sum()), int(popcount(rows[:, 0] ^ rows[:, 2]).sum()) > TURNED
    (1, True)
    """
    import numpy as np

    sketches = np.zeros((WORDS, len(texts)), np.uint64)
    for first in range(0, len(texts), _CHUNK):
        sketches[:, first : first + _CHUNK] = _sketch(texts[first : first + _CHUNK])
    return sketches


def _sketch(texts: Sequence[str]) -> NDArray[np.uint64]:
    import numpy as np

    # A character of its own before each text keeps the texts apart; pairs with it count for nothing.
    codes = np.frombuffer("".join(f"\0{text}" for text in texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    starts = np.cumsum(lengths) - lengths
    wide = codes.astype(np.uint64)
    hashes = wide * np.uint64(_FACTORS[0])
    hashes[:-1] += wide[1:] * np.uint64(_FACTORS[1])
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(_FACTORS[1])
    hashes >>= np.uint64(55)  # 9 bits: a place among 512
    ones = np.uint64(1) << (hashes & np.uint64(63))
    ones[starts] = 0
    ones[starts + lengths - 1] = 0
    words = hashes >> np.uint64(6)
    return np.stack(
        [np.bitwise_xor.reduceat(np.where(words == word, ones, 0), starts) for word in range(WORDS)]
    ).astype(np.uint64)


class Needed(NamedTuple):
    """How much of the sketches to compare."""

    folded: int  # into so many words, a power of two
    words: int  # how many of these


def fold(sketches: NDArray[np.uint64], needed: Needed) -> NDArray[np.uint64]:
    """The same sketches in fewer words: parities that fall together by XOR are parities again."""
    while len(sketches) > needed.folded:
        half = len(sketches) // 2
        sketches = sketches[:half] ^ sketches[half:]
    return sketches[: needed.words]


@functools.lru_cache(maxsize=1 << 10)
def words_needed(length: int, edits: int) -> Needed | None:
    """The fewest words in which unlike texts of this length differ in more bits than so many edits turn; None: in none.

    >>> [tuple(words_needed(*case) or ()) for case in ((60, 3), (140, 7), (140, 14), (140, 70))]
    [(2, 2), (2, 2), (4, 4), ()]
    """
    enough = []
    for folded in (1, 2, 4, 8):
        odd = (1 - exp(-2 * length / (64 * folded))) / 2  # the share of odd bits, pairs falling on them by chance
        differ = 2 * odd * (1 - odd)
        for words in range(1, folded + 1):
            bits = 64 * words
            if bits * differ - _SURE * sqrt(bits * differ * (1 - differ)) > TURNED * edits:
                enough.append(Needed(folded, words))
    return min(enough, key=lambda needed: (needed.words, needed.folded), default=None)


def popcount(words: NDArray[np.uint64], out: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
    """The bits that are set in each word; `out` as numpy has it."""
    import numpy as np

    if hasattr(np, "bitwise_count"):  # since numpy 2.0
        counts: NDArray[np.uint8] = np.bitwise_count(words, out=out)
        return counts
    return popcount_by_table(words, out)


def popcount_by_table(words: NDArray[np.uint64], out: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
    """The same by looking up each half of the halves of a word in a table."""
    import numpy as np

    quarters = np.ascontiguousarray(words).reshape(-1).view(np.uint16)
    by_quarter = _table().take(quarters).view(np.uint32)
    added = (by_quarter * np.uint32(0x01010101)) >> np.uint32(24)  # the sum of the four bytes, in the highest one
    counts = added.astype(np.uint8).reshape(words.shape)
    if out is not None:
        out[...] = counts
    return counts


def _table() -> NDArray[np.uint8]:
    """For each number of 16 bits, how many are set."""
    global _TABLE
    if _TABLE is None:
        import numpy as np

        halves = np.array([number.bit_count() for number in range(256)], np.uint8)
        _TABLE = np.add.outer(halves, halves).reshape(-1)
    return _TABLE


_TABLE: NDArray[np.uint8] | None = None
