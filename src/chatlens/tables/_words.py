"""The words of answers, as theme words and ranking count them: case, apostrophes and plurals folded.

Hashtags, handles, links and numbers are no words. A plural is folded only when its singular stands in the same chat, so
that nothing is cut that only looks like one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

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
    return re.compile(rf"(?<![{_IN_WORD}])[^\W\d_][{_IN_WORD}]*+(?:['’ʼ][^\W\d_][{_IN_WORD}]*+)*+")


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
    folds: dict[str, tuple[str, str]] = {}
    raw = [_written(text, folds) for text in texts]
    different = set().union(*raw)
    vocabulary = {key for key, _, _ in different}
    known = {}
    for key, surface, follows in different:
        singular = _singular(key, vocabulary)
        content = len(key.strip("_")) > 1 and key not in stop and singular not in stop
        known[key, surface, follows] = Word(singular, surface, content, follows)
    return [tuple(map(known.__getitem__, words)) for words in raw]


def shown(surfaces: Iterable[tuple[str, int]]) -> str:
    """The spelling to show of a word that was written in several: the commonest, lower case if anyone wrote it so.

    >>> shown([("Trust", 5), ("trust", 2)]), shown([("PLN", 3)])
    ('trust', 'PLN')
    """
    written = list(surfaces)
    lower = [(surface, uses) for surface, uses in written if surface == surface.lower()]
    return min(lower or written, key=lambda pair: (-pair[1], pair[0]))[0]


def _written(text: str, folds: dict[str, tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Folded key (not yet without plural), surface, and whether it follows the word before directly. `folds` remembers
    the first two by spelling: a chat has few spellings and many words."""
    text = _without_entities(text)
    found: list[tuple[str, str, bool]] = []
    end = 0
    for match in _pattern().finditer(text):
        start, written = match.start(), match[0]
        gap = text[end:start]
        if written not in folds:
            folds[written] = (_fold(written), _uncontracted(written.replace("’", "'").replace("ʼ", "'")))
        key, surface = folds[written]
        follows = bool(found) and gap in _GAPS
        if not follows and surface[1:].islower() and (not found or not _SENTENCE_ENDS.isdisjoint(gap)):
            surface = surface.lower()
        found.append((key, surface, follows))
        end = match.end()
    return found


def _without_entities(text: str) -> str:
    """The text with a line end for every hashtag, handle and link, so that no two words meet over one."""
    kept, at = [], 0
    for entity in entities.find(text):
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
