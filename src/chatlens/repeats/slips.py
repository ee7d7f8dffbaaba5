"""Whether two like cores say the same: slips of the fingers are told from other words by what the file holds besides.

"Feed the oil" is "feed the soil" with a letter lost, "feed the toil" may be another thought. Who sees two long texts
that are the same but for a letter looks at three things, and so does this:

- A slip makes a word that nobody uses: it stands in no other sentence, or hardly ever beside the word that was meant
  (`Usage.sentences`). What is said elsewhere in the file is a word of its own.
- Where a third text has another word in the very place and is the same besides, all are sentences on one pattern, whose
  words differ because what people mean does (`Usage.instead`).
- What agrees must be long enough that two people do not write it by chance.

All of it is counted over all cores, in whatever order they come.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from chatlens.repeats.guards import (
    Run,
    is_slip,
    joined_related,
    negations,
    plain,
    related,
    replacements,
    words,
)
from chatlens.repeats.usage import Usage
from chatlens.repeats.wording import Wording

LEAST_AGREEING = 50
"""Characters of the words that agree: two answers to one question may both begin with the question's words, which are
fewer. With less, words must look like one: begin with the same letter, and be long enough for a letter to be a slip."""

_DENSE = 3
"""Letters: most strings this short are a word or short for one, so the other must be known for this to be its slip."""
_COMMONER = 50
"""Times: the slips of common words ("teh") come again in a large file, and stay so much rarer than the word."""


class _Pair(NamedTuple):
    """Two cores as they are judged."""

    one: int  # place of the shorter
    other: int
    left: tuple[str, ...]  # words of the shorter
    right: tuple[str, ...]
    handles: str  # both cores, if they name anybody
    agrees: bool  # enough for slips of all kinds


class Slips:
    """Judges like cores by how all cores use their words."""

    def __init__(self, wording: Wording) -> None:
        self._cores = wording.cores
        self._usage = Usage(wording)
        self._remembered = functools.lru_cache(maxsize=1 << 13)(self._alone)

    def alone(self, one: int, other: int) -> bool:
        """Whether nothing but slips, other spellings, and words more and less tell two like cores apart. They are given
        by their places among all.

        >>> rest = "the soil with compost in autumn and again in spring, but do not dig it over"
        >>> feed, slip, mind = (f"{word} {rest}" for word in ("feed", "eed", "mind"))
        >>> Slips(Wording([feed, slip])).alone(0, 1), Slips(Wording([feed, mind])).alone(0, 1)
        (True, False)
        >>> Slips(Wording([feed, slip, mind])).alone(0, 1)
        False
        """
        return self._remembered(*sorted((one, other), key=lambda core: (len(self._cores[core]), self._cores[core])))

    def _alone(self, one: int, other: int) -> bool:
        short, long = self._cores[one], self._cores[other]
        left, right = words(short), words(long)
        if left == right:
            return True
        if negations(left) != negations(right):
            return False
        runs = list(replacements(left, right))
        agreeing = len(short) - sum(len(word) for run in runs for word in left[run.here])
        handles = f"{short} {long}" if "@" in short or "@" in long else ""
        pair = _Pair(one, other, left, right, handles, agreeing >= LEAST_AGREEING)
        return all(self._same(pair, run) for run in runs)

    def _same(self, pair: _Pair, run: Run) -> bool:
        """Whether two runs of words can be the same words: written together, or each with a counterpart."""
        here, there = pair.left[run.here], pair.right[run.there]
        if len(here) == len(there) == 1:
            return self._one_word(pair, *here, *there) and not self._on_a_pattern(pair, run)
        if joined_related(here, there):
            return True
        fewer, more = sorted((here, there), key=len)
        return all(any(self._one_word(pair, word, candidate) for candidate in more) for word in fewer)

    def _one_word(self, pair: _Pair, one: str, other: str) -> bool:
        """Whether one of two words is the other, written otherwise or with a slip."""
        if related(one, other):
            return True
        if not pair.agrees or not is_slip(one, other) or any(f"@{word}" in pair.handles for word in (one, other)):
            return False
        rarer, other_uses = sorted((self._usage.sentences(one), self._usage.sentences(other)))
        short = max(len(one), len(other)) <= _DENSE
        return (rarer <= 1 and (not short or other_uses > 1)) or rarer * _COMMONER <= other_uses

    def _on_a_pattern(self, pair: _Pair, run: Run) -> bool:
        """Whether a third core has a word there that is neither of the two, and no slip of them."""
        one, other = pair.left[run.here.start], pair.right[run.there.start]
        if plain(one) == plain(other):
            return False
        return any(
            not (related(word, one) or related(word, other) or is_slip(word, one) or is_slip(word, other))
            for core, part in ((pair.one, run.here), (pair.other, run.there))
            for word in self._usage.instead(core, part.start)
        )
