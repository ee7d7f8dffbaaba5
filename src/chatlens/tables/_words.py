"""The words of answers, as theme words and ranking count them: case, apostrophes and plurals folded.

Hashtags, handles, links and numbers are no words. A plural is folded only when its singular stands in the same chat, so
that nothing is cut that only looks like one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, cast

from chatlens import entities
from chatlens.tables._stopwords import ENGLISH

_NOT_PLURAL = frozenset({"news", "goods", "species", "series", "always", "perhaps", "besides"})
"""Words in -s whose shorter twin ("new", "good") is another word."""

_CONTRACTED = frozenset({"s", "re", "ve", "ll", "d", "m"})
_SENTENCE_ENDS = frozenset('.!?:;\n"“>)-–—')
_GAPS = frozenset({" ", "  ", "-", "‐"})

_IN_WORD = (
    r"\w\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff\u0e30-\u0e4e"
)
"""Letters, digits, and the signs that join them in scripts where `re` takes these for no part of a word."""


class Word(NamedTuple):
    """A word where it stands."""

    key: str  # folded: what is counted
    surface: str  # as written, but for a capital at a sentence's start and for what is contracted
    content: bool  # False: a stop word
    follows: bool  # only a blank or a hyphen parts it from the word before


@functools.cache
def _pattern() -> re.Pattern[str]:
    """A word, as a group."""
    return re.compile(rf"(?<![{_IN_WORD}])([^\W\d_][{_IN_WORD}]*+(?:['’ʼ][^\W\d_][{_IN_WORD}]*+)*+)")


def count(text: str) -> int:
    """How many words a person wrote: runs of letters and digits, without hashtags, handles and links.

    >>> count("Don't @mira_k, 2 worms are enough! #gardenchat")
    5
    """
    return sum(any(c.isalnum() for c in piece) for piece in _without_entities(text).split())


def read(texts: Sequence[str], stopwords: Collection[str] = ()) -> list[tuple[Word, ...]]:
    """The words of each text, plurals folded by the vocabulary of all of them together.

    >>> [[w.key for w in words if w.content] for words in read(["The worms' bins", "One worm’s bin!"])]
    [['worm', 'bin'], ['worm', 'bin']]
    """
    stop = ENGLISH | {_fold(word) for word in stopwords} | {word.casefold() for word in stopwords}
    written, gaps = _Written(), _Gaps()
    raw = [_written(text, written, gaps) for text in texts]
    vocabulary = {key for key, _, _ in written.found}
    known = []
    for key, surface, follows in written.found:
        singular = _singular(key, vocabulary)
        content = len(key.strip("_")) > 1 and key not in stop and singular not in stop
        known.append(Word(singular, surface, content, follows))
    return [tuple(map(known.__getitem__, words)) for words in raw]


def shown(surfaces: Iterable[tuple[str, int]]) -> str:
    """The spelling to show of a word that was written in several: the commonest, lower case if anyone wrote it so.

    >>> shown([("Trust", 5), ("trust", 2)]), shown([("PLN", 3)])
    ('trust', 'PLN')
    """
    written = list(surfaces)
    lower = [(surface, uses) for surface, uses in written if surface == surface.lower()]
    return min(lower or written, key=lambda pair: (-pair[1], pair[0]))[0]


class _Gaps(dict[str | None, str]):
    """What the text between two words says of the second; None: there is none before it."""

    def __missing__(self, gap: str | None) -> str:
        if gap is None:
            how = "starts"
        else:
            how = "follows" if gap in _GAPS else "inside" if _SENTENCE_ENDS.isdisjoint(gap) else "starts"
        self[gap] = how
        return how


class _Written(dict[tuple[str, str], int]):
    """Spelling and what the gap before it says -> the place in `found` of what is told of them: folded key (not yet
    without plural), surface, and whether it follows the word before directly. A chat has few spellings and many words.
    """

    def __init__(self) -> None:
        self.found: list[tuple[str, str, bool]] = []

    def __missing__(self, spelling: tuple[str, str]) -> int:
        written, how = spelling
        surface = _uncontracted(written.replace("’", "'").replace("ʼ", "'"))
        if how == "starts" and surface[1:].islower():
            surface = surface.lower()
        place = self[spelling] = len(self.found)
        self.found.append((_fold(written), surface, how == "follows"))
        return place


def _written(text: str, written: _Written, gaps: _Gaps) -> list[int]:
    """The words of a text in order, by their places in `written`."""
    pieces: list[str | None] = _pattern().split(_without_entities(text))  # gap, word, gap, word ... and a gap
    pieces[0] = None
    words = cast(list[str], pieces[1::2])
    return [written[spelling] for spelling in zip(words, map(gaps.__getitem__, pieces[:-1:2]), strict=True)]


def _without_entities(text: str) -> str:
    """The text with a line end for every hashtag, handle and link, so that no two words meet over one."""
    found = entities.find(text)
    if not found:
        return text
    kept, at = [], 0
    for entity in found:
        kept.append(text[at : entity.start])
        at = entity.end
    return "\n".join((*kept, text[at:]))


def _fold(word: str) -> str:
    """Case and apostrophes folded, what is contracted cut: "Teacher’s" and "teacher" are one; "don't" stays."""
    return _uncontracted(word.replace("’", "'").replace("ʼ", "'")).casefold()


def _uncontracted(word: str) -> str:
    before, apostrophe, ending = word.rpartition("'")
    return before if apostrophe and ending.casefold() in _CONTRACTED else word


def _singular(key: str, vocabulary: Collection[str]) -> str:
    """The singular of a plural whose singular is in the vocabulary, else the word itself.

    >>> [_singular(w, {"story", "class", "new", "bin"}) for w in ("stories", "classes", "class", "news", "bins")]
    ['story', 'class', 'class', 'news', 'bin']
    """
    if len(key) < 4 or not key.endswith("s") or key.endswith(("ss", "us", "is")) or key in _NOT_PLURAL:
        return key
    candidates = [key[:-1]]
    if key.endswith("ies"):
        candidates.append(key[:-3] + "y")
    if key.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        candidates.append(key[:-2])
    return next((candidate for candidate in candidates if candidate in vocabulary), key)
