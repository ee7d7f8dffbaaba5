"""What keeps two like texts apart: other labels, other numbers, a negation more, a word swapped for another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

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
_SHORT = 6
"""Letters: in a shorter word another letter makes another word ("seed", "seek"); a letter more or less is a slip."""
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
_remembered_words = functools.lru_cache(maxsize=1 << 13)(words)


def unchanged(core: str) -> tuple[str, ...]:
    """What two like cores must have in common to say the same, to look them up by: digits and negations.

    >>> unchanged("never dig at 7, no, not at 8")
    ('78', 'never', 'no', 'not')
    """
    return digits(core), *sorted(word for word in words(core) if word in _NEGATIONS)


@functools.lru_cache(maxsize=1 << 13)
def same_but_for_slips(one: str, other: str) -> bool:
    """Whether two like cores say the same: what differs is spelling, abbreviation, or words more and less.

    >>> same_but_for_slips("feed the soil with compost", "feed the soil w/ composts")
    True
    >>> same_but_for_slips("feed the soil with compost", "feed the soil with ashes")
    False
    >>> same_but_for_slips("do water them at noon", "do not water them at noon")
    False
    """
    left, right = _remembered_words(one), _remembered_words(other)
    if left == right:
        return True
    only_left, only_right = {*left} - {*right}, {*right} - {*left}
    swapped = len(left) == len(right) and len(only_left) == len(only_right) == 1
    if swapped and not related(*only_left, *only_right):  # most pairs of one template end here
        return False
    if sorted(w for w in left if w in _NEGATIONS) != sorted(w for w in right if w in _NEGATIONS):
        return False
    return all(_related_runs(a, b) for a, b in _replacements(left, right))


def _replacements(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The runs of words that stand in place of each other.

    >>> [pair for pair in _replacements("dig in wet soil".split(), "dig the soil up".split())]
    [(['in', 'wet'], ['the'])]
    """
    from rapidfuzz.distance import LCSseq

    a = c = 0  # where the current run starts on either side
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            if step.src_start > a and step.dest_start > c:
                yield left[a : step.src_start], right[c : step.dest_start]
            a, c = step.src_end, step.dest_end
    if len(left) > a and len(right) > c:
        yield left[a:], right[c:]


def _related_runs(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two runs of words can be the same words: written together, or each with a counterpart."""
    if "".join(one) == "".join(other):
        return True
    if len(one) != len(other) and related("".join(one), "".join(other)):
        return True
    fewer, more = (one, other) if len(one) <= len(other) else (other, one)
    return all(any(related(word, candidate) for candidate in more) for word in fewer)


def plain(word: str) -> str:
    """The word that stands for all that chat writes for each other. Related words share it, or their first letter.

    >>> plain("ur"), plain("soil")
    ('your', 'soil')
    """
    return _SAME_AS.get(word, word)


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
    return shared >= 3 and short[shared:] in _ENDINGS and long[shared:] in _ENDINGS


def _abbreviated(short: str, long: str) -> bool:
    """Whether the short word is the other's beginning, or some of its letters with no vowel but the first."""
    if len(short) >= 3 and long.startswith(short):
        return True
    letters = iter(long)
    return not _VOWELS & set(short[1:]) and all(letter in letters for letter in short)


def _misspelt(short: str, long: str) -> bool:
    """Whether a slip or two of the fingers make the one word of the other."""
    from rapidfuzz.distance import OSA

    allowed = 2 if len(long) >= _LONG else 1
    if len(long) < _SHORT and len(short) == len(long):
        return sorted(short) == sorted(long) and OSA.distance(short, long) == 1
    return len(long) > 3 and OSA.distance(short, long, score_cutoff=allowed) <= allowed
