"""Retweets that people typed by hand: what a named author wrote, with words left out or shortened to make room.

"MT @mira_k: Feed soil in autumn & again in spring" tells "Feed the soil with compost in autumn and again in spring"
though the texts are not like. That it names the author makes it a repeat of one of her tweets, and that its words stand
in one of them, in order, says of which. Words of its own it has none: then it would say something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chatlens.repeats.guards import digits, negations, related, words

LEAST_RETOLD = 40
"""Characters of a core: with fewer, its words may stand in many a tweet of somebody who writes much."""
LEAST_SHARE = 0.6
"""Of the original's characters that are left: from less, people make another point."""
SOUGHT = 3
"""Words by which an original is looked for: the rarest that its author has; one may be written otherwise in it ..."""
TRIED = 16
"""... and tweets at most that have such a word: of more, it tells none."""


class Retold:
    """The tweets of an author, to be found by what others make of them."""

    def __init__(self) -> None:
        self._cores: dict[int, str] = {}  # by position among all tweets
        self._by_word: dict[str, list[int]] = {}  # made when it is needed

    def add(self, position: int, core: str) -> None:
        """Another tweet of the author."""
        if len(core) >= LEAST_RETOLD:
            self._cores[position] = core
            self._by_word.clear()

    def of(self, core: str) -> Iterator[tuple[int, float]]:
        """Positions of the tweets that a core retells, with their similarity (normalised Levenshtein, 0-100).

        >>> retold = Retold()
        >>> retold.add(3, "feed the soil with compost in autumn and again in spring")
        >>> list(retold.of("feed soil with compost in autumn & again spring"))
        [(3, 82.14)]
        >>> list(retold.of("feed the hens with compost in autumn and again in spring"))
        []
        """
        if len(core) < LEAST_RETOLD or not self._cores:
            return
        from rapidfuzz.distance import Levenshtein

        own, numbers = words(core), digits(core)
        for position in self._sought(own):
            other = self._cores[position]
            if len(core) >= LEAST_SHARE * len(other) and digits(other) == numbers and retells(own, words(other)):
                yield position, round(100 * Levenshtein.normalized_similarity(core, other), 2)

    def _sought(self, own: tuple[str, ...]) -> list[int]:
        """The tweets that have one of the rarest words, in order."""
        if not self._by_word:
            by_word: dict[str, list[int]] = defaultdict(list)
            for position, core in self._cores.items():
                for word in dict.fromkeys(words(core)):
                    by_word[word].append(position)
            self._by_word = dict(by_word)
        having = sorted((self._by_word[word] for word in dict.fromkeys(own) if word in self._by_word), key=len)
        return sorted({position for positions in having[:SOUGHT] if len(positions) <= TRIED for position in positions})


def retells(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of the one stand in the other in order, as they are or written otherwise, and none is left out
    that negates.

    >>> retells(("ppl", "dig", "beds"), ("people", "dig", "their", "beds")), retells(("dig",), ("do", "not", "dig"))
    (True, False)
    """
    if negations(short) != negations(long):
        return False
    left = iter(long)
    return all(any(word == other or related(word, other) for other in left) for word in short)
