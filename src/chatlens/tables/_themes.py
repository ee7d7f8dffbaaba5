"""Theme words: what sets the answers to a question apart from the answers to the others.

Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"). Each
different answer has one vote per term, so that neither a retweet nor a person who says a word thrice counts more.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatlens.tables._words import Word, shown

MIN_ANSWERS = 8
"""Different answers under which a question has no theme words: below, chance looks like a theme."""

MIN_USES = 2
"""Different answers that must use a term, at least."""

USES_PER_ROOT = 0.5
"""... and so many for each unit of the root of their number, with which chance grows: 3 of 30, 5 of 100, 10 of 400."""

PRIOR = 12.0
"""Imagined answers on either side that use each term as often as the chat does: they draw rare terms towards no
difference, and a term that only one question's answers use does not count as infinitely theirs."""

MIN_Z = 1.28
"""Standard errors that a term must stand out by: chance alone reaches as much once in ten."""

MAX_WORDS = 5
"""Theme words of a question, at most: what fits on a line or two of the report."""

MOST = 0.5
"""The share of a word's users from which a two-word term stands for the word."""


class Theme(NamedTuple):
    """A theme word or two-word term."""

    term: str  # in its commonest spelling
    answers: int  # different answers that use it

    def __str__(self) -> str:
        return f"{self.term} ({self.answers})"


Term = tuple[str, ...]
"""One or two folded words."""


def themes(
    answers: Mapping[str, Sequence[tuple[Word, ...]]], asked: Mapping[str, tuple[Word, ...]]
) -> dict[str, tuple[Theme, ...]]:
    """The theme words of each question, strongest first: its different answers' words, set apart from the others'.

    `asked` holds the words of the questions' own texts, which are no themes of their answers.
    """
    votes = {name: Counter(itertools.chain.from_iterable(map(_terms, texts))) for name, texts in answers.items()}
    everywhere: Counter[Term] = Counter()
    for counted in votes.values():
        everywhere.update(counted)
    everyone = sum(len(texts) for texts in answers.values())
    found: dict[str, tuple[Theme, ...]] = {}
    for name, texts in answers.items():
        own = {word.key for word in asked.get(name, ())}
        needed = max(MIN_USES, math.ceil(USES_PER_ROOT * math.sqrt(len(texts))))
        uses = {t: n for t, n in votes[name].items() if n >= needed and own.isdisjoint(t)}
        if len(texts) < MIN_ANSWERS or not uses:
            found[name] = ()
            continue
        scores = _scores(uses, everywhere, len(texts), everyone)
        terms = _settled(scores, votes[name])[:MAX_WORDS]
        spelled = _spellings(texts, set(terms))
        found[name] = tuple(Theme(shown(spelled[term].items()), uses[term]) for term in terms)
    return found


def _terms(words: tuple[Word, ...]) -> set[Term]:
    """The content words of an answer, and the pairs of them that stand side by side."""
    found: set[Term] = {(word.key,) for word in words if word.content}
    for before, word in itertools.pairwise(words):
        if word.follows and word.content and before.content and word.key != before.key:
            found.add((before.key, word.key))
    return found


def _scores(uses: Mapping[Term, int], everywhere: Mapping[Term, int], answers: int, everyone: int) -> dict[Term, float]:
    """The terms that stand out, with their z-scores; with no other answers to compare, the counts instead."""
    others = everyone - answers
    if not others:
        return {term: float(n) for term, n in uses.items()}
    found = {}
    for term, n in uses.items():
        prior = PRIOR * everywhere[term] / (everyone + 1)  # + 1: also of those that use it, some might not
        here, there = n + prior, everywhere[term] - n + prior
        odds = math.log(here / (answers + PRIOR - here)) - math.log(there / (others + PRIOR - there))
        z = odds / math.sqrt(1 / here + 1 / there)
        if z >= MIN_Z:
            found[term] = z
    return found


def _settled(scores: Mapping[Term, float], uses: Mapping[Term, int]) -> list[Term]:
    """The terms in order, strongest first; of a pair and its words only those that say something of their own."""
    settled: set[Term] = set()
    for term in scores:
        if len(term) == 2 and any(uses[term] >= MOST * uses[(word,)] for word in term):
            settled.add(term)
    covered = {(word,) for pair in settled for word in pair if uses[pair] >= MOST * uses[(word,)]}
    kept = [term for term in scores if term in settled or (len(term) == 1 and term not in covered)]
    return sorted(kept, key=lambda term: (-scores[term], -uses[term], term))


def _spellings(texts: Sequence[tuple[Word, ...]], terms: set[Term]) -> dict[Term, Counter[str]]:
    """How often each term was written in which way."""
    found: dict[Term, Counter[str]] = {term: Counter() for term in terms}
    for words in texts:
        before = None
        for word in words:
            if (word.key,) in found:
                found[(word.key,)][word.surface] += 1
            if before and word.follows and (before.key, word.key) in found:
                found[(before.key, word.key)][f"{before.surface} {word.surface}"] += 1
            before = word
    return found
