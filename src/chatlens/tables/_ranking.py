"""The order of a question's answers, and why each stands where it stands.

What was shared most comes first. Among answers shared as often, one that says what many say goes before one that stands
alone, less what it only repeats of those already chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
Cost is near linear in the words: centrality comes from the sum of all vectors, and only the first picks are compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from chatlens.tables._counts import Answer
from chatlens.tables._words import Word

PICKS = 10
"""Answers chosen one by one, with an eye on those before; the rest follow by shares and centrality."""

POOL = 200
"""Answers, most central first, among which a pick is looked for; bounds the cost in a chat of thousands."""

RELEVANCE = 0.5
"""Weight of centrality in a pick, 0-1; the rest is the weight of likeness to those already chosen. With half and half
the most central answer said once more is worth nothing."""

FULL_WORDS = 6
"""Different content words from which centrality counts in full: "Students!" is near everybody and says little."""

CENTRAL = 0.7
"""Share of the question's highest centrality from which an answer says what many say."""

APART = 0.25
"""Share of the question's highest centrality under which an answer stands alone."""

NEW = 0.1
"""Cosine to the likest answer above it under which an answer adds something new."""

ALIKE = 0.5
"""Cosine to the likest answer above it from which an answer is much like that one."""

Vector = dict[int, float]
"""Word, by its number, -> weight."""


class Ranked(NamedTuple):
    """A different answer at its place."""

    answer: Answer
    rank: int  # counts from 1 within the question
    why: str  # in words


def rank(answers: Sequence[Answer], words: Sequence[tuple[Word, ...]]) -> list[Ranked]:
    """The answers of one question, best first. `words` holds each one's words."""
    found = Vectors(words)
    central = found.centralities()
    shares = [answer.shares for answer in answers]
    order = sorted(range(len(answers)), key=lambda k: (-shares[k], -central[k]))  # else as they are: sorting is stable
    chosen, likeness = _picks(order, shares, found, central)
    picked = set(chosen)
    rest = [k for k in order if k not in picked]
    sizes = found.sizes.tolist()
    return [
        Ranked(answers[k], place, _why(shares[k], central[k], likeness.get(k), sizes[k], len(answers)))
        for place, k in enumerate((*chosen, *rest), 1)
    ]


class Vectors:
    """TF-IDF of the content words of answers, at unit length; empty for an answer without any. A sparse table: an entry
    for each different word of each answer, answer after answer."""

    def __init__(self, words: Sequence[tuple[Word, ...]]) -> None:
        import numpy as np

        keys = [[word.key for word in text if word.content] for text in words]
        number = {key: at for at, key in enumerate(dict.fromkeys(chain.from_iterable(keys)))}
        owner = np.repeat(np.arange(len(keys)), [len(text) for text in keys])
        written = np.fromiter(map(number.__getitem__, chain.from_iterable(keys)), np.intp, len(owner))
        pairs, times = np.unique(owner * max(len(number), 1) + written, return_counts=True)
        self._answer, self._word = np.divmod(pairs, max(len(number), 1))
        self.sizes = np.bincount(self._answer, minlength=len(keys))
        """Different content words of each answer."""
        rare = np.log(1 + len(keys) / np.bincount(self._word, minlength=len(number)))
        weights = (1 + np.log(times)) * rare[self._word]
        length = np.sqrt(np.bincount(self._answer, weights * weights, minlength=len(keys)))
        self._weights = weights / length[self._answer]
        self._ends = np.cumsum(self.sizes)

    def __getitem__(self, answer: int) -> Vector:
        end = int(self._ends[answer])
        part = slice(end - int(self.sizes[answer]), end)
        return dict(zip(self._word[part].tolist(), self._weights[part].tolist(), strict=True))

    def centralities(self) -> list[float]:
        """Mean cosine of each to all others as a share of the highest (0-1), less for answers of a few words."""
        import numpy as np

        total = np.bincount(self._word, self._weights)
        others = self._weights * (total[self._word] - self._weights)
        means = np.maximum(np.bincount(self._answer, others, minlength=len(self.sizes)), 0.0)
        means *= np.minimum(1.0, self.sizes / FULL_WORDS)
        highest = means.max(initial=0.0)
        return np.round(means / highest, 9).tolist() if highest > 1e-9 else [0.0] * len(means)


def _picks(
    order: Sequence[int], shares: Sequence[int], vectors: Vectors, central: Sequence[float]
) -> tuple[list[int], dict[int, float]]:
    """The first answers, and how like each is to the likest of those before it (none for the first). `order` has all of
    them by shares and centrality."""
    chosen: list[int] = []
    nearest: dict[int, float] = {}
    at_most = min(PICKS, len(order))
    pool = list(order[: POOL + PICKS])
    while len(chosen) < at_most:
        most = shares[pool[0]]
        tier = [k for k in pool if shares[k] == most]
        best = max(tier, key=lambda k: (RELEVANCE * central[k] - (1 - RELEVANCE) * nearest.get(k, 0.0), -k))
        chosen.append(best)
        pool.remove(best)
        for k in pool:
            nearest[k] = max(nearest.get(k, 0.0), cosine(vectors[best], vectors[k]))
    return chosen, {k: nearest[k] for k in chosen if k in nearest}


def cosine(one: Vector, other: Vector) -> float:
    """How like two answers are, 0-1."""
    if len(other) < len(one):
        one, other = other, one
    return round(math.fsum(weight * other[word] for word, weight in one.items() if word in other), 9)


def _why(shares: int, central: float, likeness: float | None, words: int, answers: int) -> str:
    """What put an answer at its place.

    >>> _why(2, 0.9, None, 8, 20)
    'shared 2 times, says what many say'
    """
    reasons = [f"shared {shares} times" if shares > 1 else "shared once"] if shares else []
    if answers == 1:
        reasons.append("the only answer")
    elif not words:
        reasons.append("too short to compare")
    elif likeness is not None and likeness >= ALIKE:
        reasons.append("much like one above")
    elif central >= CENTRAL:
        reasons.append("says what many say")
    elif likeness is not None and likeness < NEW:
        reasons.append("adds something new")
    elif central >= APART:
        reasons.append("says what some say")
    else:
        reasons.append("stands alone")
    return ", ".join(reasons)
