"""Which cores are like which: all pairs at or above the threshold, and all that begin or end with another.

Every pair is found, none is guessed away: only cores with the same digits and with lengths that allow the threshold are
compared, and rapidfuzz compares those exactly. Beginnings and ends come from sorting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from chatlens.repeats.guards import digits, same_but_for_slips

SHORT_CORE = 100
"""Characters: a shorter core that differs in a tenth may well be another sentence: its threshold is half-way to 100."""

LEAST_EQUAL = 20
"""Characters: shorter cores ("thanks!", "so true") are said by many, so alone they tell nothing of a repeat."""

LEAST_PART = 40
"""Characters: a core this long stands whole or as a beginning in another text only if it was copied."""

_BLOCK = 256
"""Cores compared at once with their window: large enough to spend the time in rapidfuzz, small enough for memory."""


def threshold(similarity: float, shorter: int) -> float:
    """The similarity, 0-100, that two cores need when the shorter one has `shorter` characters.

    >>> threshold(90, 140), threshold(90, 50)
    (90, 95.0)
    """
    return similarity if shorter >= SHORT_CORE else similarity + (100 - similarity) / 2


def like(cores: Collection[str], similarity: float) -> Iterator[tuple[str, str, float]]:
    """All pairs of different cores whose similarity (normalised Levenshtein, 0-100) reaches the threshold and that
    differ by slips alone; with it.
    """
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    by_digits: dict[str, list[str]] = defaultdict(list)
    for core in cores:
        if len(core) >= LEAST_EQUAL:
            by_digits[digits(core)].append(core)
    for texts in by_digits.values():
        texts.sort(key=len)
        lengths = [len(text) for text in texts]
        for start in range(0, len(texts) if len(texts) > 1 else 0, _BLOCK):
            rows = texts[start : start + _BLOCK]
            least = lengths[start] * threshold(similarity, lengths[start]) / 100
            first = min(bisect_left(lengths, int(least)), start)
            columns = texts[first : start + len(rows)]
            scores = cdist(
                rows, columns, scorer=Levenshtein.normalized_similarity, score_cutoff=similarity / 100, dtype=np.float32
            )
            for row, column in zip(*np.nonzero(scores), strict=True):
                one, other = start + int(row), first + int(column)
                if other >= one or not _reaches(score := float(scores[row, column]) * 100, similarity, lengths[other]):
                    continue
                if same_but_for_slips(texts[one], texts[other]):
                    yield texts[one], texts[other], round(score, 2)


def _reaches(score: float, similarity: float, shorter: int) -> bool:
    """Whether a score, rounded by single precision, reaches the threshold."""
    return score > threshold(similarity, shorter) - _ROUNDING


_ROUNDING = 1e-4
"""Percent: cdist's single precision is off by less, and different ratios of lengths in tweets lie further apart."""


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
