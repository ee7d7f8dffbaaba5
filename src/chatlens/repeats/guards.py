"""What keeps two like texts apart: other labels, other numbers, a negation more, a word swapped for another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatlens.models import Label

LabelNames = frozenset[tuple[int | None, str]]
"""Number (None: the closing thought's) and part of each label of a tweet; empty for a tweet without one."""

_NEGATIONS = frozenset({
    "no", "not", "never", "none", "nothing", "nobody", "nor", "neither", "without", "cannot", "cant", "dont",
    "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "shouldnt", "couldnt", "hasnt",
    "havent", "hadnt", "mustnt", "aint", "hardly", "less", "fewer",
})  # fmt: skip
_SAME_AS = {  # words that chat writes for each other -> one of them
    "&": "and", "n": "and", "u": "you", "ya": "you", "r": "are", "ur": "your", "youre": "your",
    "til": "until", "till": "until", "cuz": "because", "cos": "because", "coz": "because", "bcoz": "because",
    "thx": "thanks", "tx": "thanks", "em": "them", "gonna": "going", "an": "a", "the": "a", "is": "are", "s": "are",
    "was": "are", "which": "that", "who": "that",
}  # fmt: skip
LONGEST_SHORTHAND = max(map(len, _SAME_AS))
"""Letters."""
_ENDINGS = frozenset({"", "s", "es", "d", "ed", "r", "er", "ers", "ing", "ly", "y", "ies", "e", "ion", "ions", "n"})
_VOWELS = frozenset("aeiou")
SHORT = 6
"""Letters: in a shorter word another letter makes another word ("seed", "seek"); a letter more or less is a slip."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Most keyboards: each row stands half a key to the right of the one above."""
SHARED = 3
"""Letters that an inflected word, or one that is cut off, has in common with the other at least."""
MOST_SLIPS = 2
"""Slips that may make one word of another, in long words."""
_LONG = 9
"""Letters: a word this long is still the same with two letters wrong."""


def label_names(labels: Sequence[Label]) -> LabelNames:
    """What must agree between two tweets' labels: numbers and parts, not the letter."""
    return frozenset((label.number, label.part) for label in labels)


def contradict(one: LabelNames, other: LabelNames) -> bool:
    """Whether labels speak of different questions. A tweet without label contradicts none.

    >>> contradict(frozenset({(1, "")}), frozenset({(2, "")})), contradict(frozenset(), frozenset({(2, "")}))
    (True, False)
    """
    return bool(one and other and not one & other)


def digits(core: str) -> str:
    """All digits of a core in a row: different in texts that name different numbers.

    >>> digits("from 1,000 seeds at 7pm")
    '10007'
    """
    return "".join(_DIGIT.findall(core))


_DIGIT = re.compile(r"\d")


def negates(core: str) -> bool:
    """Whether a text holds a negation.

    >>> negates("not that i think"), negates("now i think")
    (True, False)
    """
    return not _NEGATIONS.isdisjoint(words(core))


def words(core: str) -> tuple[str, ...]:
    """The words of a core, "&" among them; "w/o" is written out.

    >>> words("dig w/o turning & rest.")
    ('dig', 'without', 'turning', '&', 'rest')
    """
    return tuple(_WORD.findall(core.replace("w/o", "without")))


_WORD = re.compile(r"\w+|&")


def negations(text: Sequence[str]) -> list[str]:
    """The words of a text that negate, sorted.

    >>> negations(("never", "dig", "no", "not"))
    ['never', 'no', 'not']
    """
    return sorted(word for word in text if word in _NEGATIONS)


class Run(NamedTuple):
    """Words that stand in place of each other in two texts."""

    here: slice
    there: slice


def replacements(left: Sequence[str], right: Sequence[str]) -> Iterator[Run]:
    """The runs of words that stand in place of each other.

    >>> left, right = "dig in wet soil".split(), "dig the soil up".split()
    >>> [(left[run.here], right[run.there]) for run in replacements(left, right)]
    [(['in', 'wet'], ['the'])]
    """
    from rapidfuzz.distance import LCSseq

    a = c = 0  # where the current run starts on either side
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            if step.src_start > a and step.dest_start > c:
                yield Run(slice(a, step.src_start), slice(c, step.dest_start))
            a, c = step.src_end, step.dest_end
    if len(left) > a and len(right) > c:
        yield Run(slice(a, len(left)), slice(c, len(right)))


def joined_related(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of words are the same but for blanks: exactly, or with a slip where their numbers differ.

    >>> joined_related(["re", "start"], ["rest", "art"]), joined_related(["over", "winter"], ["overwintr"])
    (True, True)
    """
    together = "".join(one), "".join(other)
    return together[0] == together[1] or (len(one) != len(other) and related(*together))


def plain(word: str) -> str:
    """The word that stands for all that chat writes for each other. Related words share it, or their first letter.

    >>> plain("ur"), plain("soil")
    ('your', 'soil')
    """
    return _SAME_AS.get(word, word)


@functools.lru_cache(maxsize=1 << 13)
def related(one: str, other: str) -> bool:
    """Whether two words are one: equal, inflected, misspelt or abbreviated.

    >>> [related(*pair.split()) for pair in ("seed seeds", "wtih with", "importnat important", "ppl people", "w with")]
    [True, True, True, True, True]
    >>> [related(*pair.split()) for pair in ("seed weed", "able unable", "seed seek", "cat carrot", "mira tobo")]
    [False, False, False, False, False]
    """
    if plain(one) == plain(other):
        return True
    if one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    return _inflected(short, long) or _abbreviated(short, long) or _misspelt(short, long)


def _inflected(short: str, long: str) -> bool:
    """Whether both are one stem of at least three letters with different endings."""
    shared = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return shared >= SHARED and short[shared:] in _ENDINGS and long[shared:] in _ENDINGS


def _abbreviated(short: str, long: str) -> bool:
    """Whether the short word is the other's beginning, or some of its letters with no vowel but the first."""
    if len(short) >= SHARED and long.startswith(short):
        return True
    letters = iter(long)
    return is_bare(short) and all(letter in letters for letter in short)


def is_bare(word: str) -> bool:
    """Whether a word has no vowel but perhaps its first letter, as what is written short for another.

    >>> is_bare("ppl"), is_bare("imp"), is_bare("people")
    (True, True, False)
    """
    return _VOWELS.isdisjoint(word[1:])


def _misspelt(short: str, long: str) -> bool:
    """Whether a slip or two of the fingers make the one word of the other."""
    from rapidfuzz.distance import OSA

    allowed = MOST_SLIPS if len(long) >= _LONG else 1
    if len(long) < SHORT and len(short) == len(long):
        return sorted(short) == sorted(long) and OSA.distance(short, long) == 1
    return len(long) > 3 and OSA.distance(short, long, score_cutoff=allowed) <= allowed


@functools.lru_cache(maxsize=1 << 13)
def is_slip(one: str, other: str) -> bool:
    """Whether one slip may make the one word of the other, in whichever place: a letter more or less, two swapped, in a
    long word another letter, as the first one that of a key beside it. Many words are this near; what surrounds them
    must tell.

    >>> [is_slip(*pair.split()) for pair in ("soil oil", "the teh", "garden harden")]
    [True, True, True]
    >>> [is_slip(*pair.split()) for pair in ("carrot parrot", "seed weed", "8th th")]
    [False, False, False]
    """
    from rapidfuzz.distance import OSA

    if OSA.distance(one, other, score_cutoff=1) != 1 or _DIGIT.search(one + other):
        return False
    if len(one) != len(other) or sorted(one) == sorted(other):
        return True
    return len(one) >= SHORT and (one[0] == other[0] or _beside(one[0], other[0]))


def _beside(one: str, other: str) -> bool:
    """Whether two letters are on keys beside each other.

    >>> _beside("g", "h"), _beside("g", "b"), _beside("g", "p"), _beside("g", "é")
    (True, True, False, False)
    """
    places = [(row, keys.index(letter)) for letter in (one, other) for row, keys in enumerate(_KEYS) if letter in keys]
    if len(places) < 2:
        return False
    (row, column), (other_row, other_column) = sorted(places)
    return other_column - column in ((-1, 1) if row == other_row else (-1, 0)) and other_row - row <= 1
