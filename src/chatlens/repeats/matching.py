"""Which cores are like which: all pairs at or above the threshold, and all that begin or end with another.

Every pair is found, none is guessed away (`join`). Numbers and negations must agree, so cores are only joined with
those that have the same, and what differs in a swapped word (`swaps`) is dropped by the thousand. Beginnings and ends
come from sorting: what begins with a text stands right behind it in order (a suffix array of whole texts, turned round
for ends; after Manber and Myers, Suffix Arrays, 1990).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from chatlens.repeats.guards import digits
from chatlens.repeats.join import join
from chatlens.repeats.swaps import Swaps
from chatlens.repeats.windows import Pairs
from chatlens.repeats.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[str, float], None]
"""Is told a stage's name and the share of it that is done, 0-1; may raise to stop the work."""


def unseen(stage: str, share: float) -> None:
    """Progress that nobody watches."""


LEAST_EQUAL = 20
"""Characters: shorter cores ("thanks!", "so true") are said by many, so alone they tell nothing of a repeat."""

LEAST_PART = 40
"""Characters: a core this long stands whole or as a beginning in another text only if it was copied."""

_MANY = 2_000
"""Like pairs from which it pays to look for swapped words in bulk."""

_TOGETHER = 1 << 17
"""Like pairs in which these are looked for at once: a megabyte or two. In the few of one step at a time it takes more
than twice as long."""


class _Side(NamedTuple):
    """Pairs by the one core of each."""

    starts: list[int]  # where a core's own stand in the others, by its place among the cores; most cores have none
    places: NDArray[np.int32]  # of the other cores
    scores: NDArray[np.float32]  # similarity, 0-100

    @classmethod
    def of(cls, own: NDArray[np.int32], others: NDArray[np.int32], scores: NDArray[np.float32], cores: int) -> _Side:
        """The pairs sorted."""
        import numpy as np

        order = np.argsort(own, kind="stable")
        starts = np.concatenate(([0], np.cumsum(np.bincount(own, minlength=cores))))
        return cls(starts.tolist(), others[order], scores[order])


class Like(NamedTuple):
    """The cores that each core is like: each pair twice, once from either side."""

    sides: tuple[_Side, _Side]

    def of(self, place: int) -> Iterator[tuple[int, float]]:
        """Place and similarity of each core that this one is like."""
        for side in self.sides:
            first, last = side.starts[place], side.starts[place + 1]
            if first < last:
                own = slice(first, last)
                yield from zip(side.places[own].tolist(), side.scores[own].tolist(), strict=True)

    @property
    def pairs(self) -> int:
        """How many there are."""
        return len(self.sides[0].places)


def like(wording: Wording, similarity: float, progress: Progress = unseen) -> Like:
    """For each core those others whose similarity (normalised Levenshtein, 0-100) reaches the threshold, if neither
    their numbers nor their negations differ and no word is swapped in the plain. The guards have the last word.
    """
    import numpy as np

    cores = wording.cores
    long = [place for place, core in enumerate(cores) if len(core) >= LEAST_EQUAL]
    texts = [cores[place] for place in long]
    own, lengths = np.array(long, np.int32), np.fromiter(map(len, texts), np.int32, len(texts))
    ones, others, scores = [own[:0]], [own[:0]], [np.empty(0, np.float32)]
    negations = wording.negations()
    unchanged = [(digits(cores[place]), *negations.get(place, ())) for place in long]
    swaps: Swaps | None = None
    many = judged = 0
    waiting: list[Pairs] = []

    def keep() -> None:
        """Keep of the pairs that wait those without swapped words."""
        pairs = Pairs.joined(waiting)
        waiting.clear()
        kept = pairs if swaps is None else pairs.those(~swaps.found(pairs.one, pairs.other))
        longer = np.maximum(lengths[kept.one], lengths[kept.other])
        ones.append(own[kept.one])
        others.append(own[kept.other])
        scores.append(np.round(100 * (1 - kept.edits / longer), 2).astype(np.float32))

    progress("comparing tweets", 0.0)  # of a million, what is looked up is made in a quarter of a minute
    with closing(join(texts, similarity, unchanged)) as steps:  # ends its threads on Ctrl-C
        for pairs, share in steps:
            many += len(pairs.one)
            if swaps is None and many > _MANY:
                swaps = Swaps(wording, own)
            waiting.append(pairs)
            if swaps is None or many >= judged + _TOGETHER:
                keep()
                judged = many
            progress("comparing tweets", share)
    if waiting:
        keep()
    one, other, score = _emptied(ones), _emptied(others), _emptied(scores)
    return Like((_Side.of(one, other, score, len(cores)), _Side.of(other, one, score, len(cores))))


def _emptied(parts: list[NDArray[Any]]) -> NDArray[Any]:
    """All parts in one; they are given free."""
    import numpy as np

    whole = np.concatenate(parts)
    parts.clear()
    return whole


def beginnings(parts: Iterable[str], wholes: Iterable[str], least: int = LEAST_PART) -> Iterator[tuple[str, str]]:
    """All pairs of a part of at least so many characters and a whole that is it, or begins with it and goes on with
    another word.

    >>> mulch = "mulch before the first frost, never after"
    >>> list(beginnings([mulch, "mulch"], [f"{mulch} it", f"{mulch}wards", "mulch"])) == [(mulch, f"{mulch} it")]
    True
    """
    ordered = sorted(wholes)
    for part in parts:
        if len(part) < least:
            continue
        for place in range(bisect_left(ordered, part), len(ordered)):
            whole = ordered[place]
            if not whole.startswith(part):
                break
            if not (whole[len(part) - 1 : len(part) + 1].isalnum() and len(whole) > len(part)):
                yield part, whole


def endings(cores: Collection[str]) -> Iterator[tuple[str, str]]:
    """All pairs of a core and a longer one that ends with it, at a word's start."""
    turned = [core[::-1] for core in cores]
    for part, whole in beginnings(turned, turned):
        if part != whole:
            yield part[::-1], whole[::-1]
