"""Which cores are like which: all pairs at or above the threshold, and all that begin or end with another.

Every pair is found, none is guessed away (`join`). Numbers and negations must agree, so cores are only joined with
those that have the same, and what differs in a swapped word (`swaps`) is dropped by the thousand. Beginnings and ends
come from sorting: what begins with a text stands right behind it in order (a suffix array of whole texts, turned round
for ends; after Manber and Myers, Suffix Arrays, 1990).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats.guards import unchanged
from chatlens.repeats.join import join
from chatlens.repeats.swaps import Swaps
from chatlens.repeats.windows import Pairs

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
"""Like pairs from which it pays to number the words of all cores and to look for swapped words in bulk."""


class Like(NamedTuple):
    """The cores that each core is like."""

    starts: NDArray[np.int64]  # where a core's own stand in the others, by its place among the cores
    places: NDArray[np.int32]
    scores: NDArray[np.float32]  # similarity, 0-100

    def of(self, place: int) -> Iterator[tuple[int, float]]:
        """Place and similarity of each core that this one is like."""
        own = slice(int(self.starts[place]), int(self.starts[place + 1]))
        yield from zip(self.places[own].tolist(), self.scores[own].tolist(), strict=True)


def like(cores: Sequence[str], similarity: float, progress: Progress = unseen) -> Like:
    """For each core those others whose similarity (normalised Levenshtein, 0-100) reaches the threshold, if neither
    their numbers nor their negations differ and no word is swapped in the plain. The guards have the last word.
    """
    import numpy as np

    long = [place for place, core in enumerate(cores) if len(core) >= LEAST_EQUAL]
    texts = [cores[place] for place in long]
    swaps: Swaps | None = None
    kept, many = [Pairs.none()], 0
    with closing(join(texts, similarity, [unchanged(text) for text in texts])) as steps:  # ends its threads on Ctrl-C
        for pairs, share in steps:
            many += len(pairs.one)
            if swaps is None and many > _MANY:
                swaps = Swaps(texts)
            kept.append(pairs if swaps is None else pairs.those(~swaps.found(pairs.one, pairs.other)))
            progress("comparing tweets", share)
    one, other, edits = Pairs.joined(kept)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    scores = np.round(100 * (1 - edits / np.maximum(lengths[one], lengths[other])), 2).astype(np.float32)
    own = np.array(long, np.int32)
    sources, targets = (own[np.concatenate(pair)] for pair in ((one, other), (other, one)))
    order = np.argsort(sources, kind="stable")
    starts = np.searchsorted(sources[order], np.arange(len(cores) + 1))
    return Like(starts, targets[order], np.concatenate([scores, scores])[order])


def beginnings(parts: Iterable[str], wholes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """All pairs of a part, long enough to tell, and a whole that is it or begins with it and goes on with another word.

    >>> mulch = "mulch before the first frost, never after"
    >>> list(beginnings([mulch, "mulch"], [f"{mulch} it", f"{mulch}wards", "mulch"])) == [(mulch, f"{mulch} it")]
    True
    """
    ordered = sorted(wholes)
    for part in parts:
        if len(part) < LEAST_PART:
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
