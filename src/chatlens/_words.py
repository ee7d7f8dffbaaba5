"""Words of a tweet as the middle stages compare them: folded, without handles, tags, links and function words."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

FUNCTION_WORDS = frozenset(
    """a about above after again all also am an and any are aren't as at be because been before being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each else
    even ever every few for from further get gets getting got had has hasn't have haven't having he he's her
    here hers him his how i i'd i'll i'm i've if in into is isn't it it's its itself just let's like lot make
    makes many may me might more most much must my need not now of off often on once one only or other our ours
    out over own really same say see she should so some still such than that that's the their theirs them then
    there there's these they they're this those through to too u under until up us very via was wasn't way we
    we'll we're we've well were what what's when where which while who whom why will with without won't would
    you you'd you'll you're you've your yours amp rt mt im dont cant w""".split()
)
_DRESS = re.compile(r"(?:https?://|pic\.twitter\.com/)\S++|[@＠]\w++")
_WORD = re.compile(r"[#＃]?+[^\W\d_]\w*+(?:['’][^\W\d_]++)*+")


def content_words(text: str) -> frozenset[str]:
    """The content words of a text, each once: casefolded, plurals folded, links and handles left out. A hashtag is a
    word of its own; what all tweets of a chat have weighs next to nothing by its rarity.

    >>> sorted(content_words("Worms don’t like lemons #gardenchat @mira_k"))
    ['#gardenchat', 'lemon', 'worm']
    """
    said = text.casefold()
    if "@" in said or "://" in said or "pic.twitter.com/" in said or "＠" in said:
        said = _DRESS.sub(" ", said)
    return frozenset(filter(None, map(_content, _WORD.findall(said))))


@functools.lru_cache(maxsize=1 << 16)
def _content(written: str) -> str:
    """A casefolded word as it is compared, "" for one without content. A chat says few words often."""
    word = written.replace("’", "'")
    return _singular(word) if len(word) > 1 and word not in FUNCTION_WORDS else ""


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def rarity(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """Each word's inverse document frequency, ln((n + 1) / (texts with it)), natural units."""
    listed = list(texts)
    counts = Counter(chain.from_iterable(listed))
    return {word: math.log((len(listed) + 1) / count) for word, count in counts.items()}


def likeness(one: frozenset[str], other: frozenset[str], rare: dict[str, float]) -> float:
    """Cosine of two texts' words weighted by rarity, 0-1."""
    if not one or not other:
        return 0.0
    both = math.fsum(rare.get(word, 0.0) ** 2 for word in one & other)  # exact: sets come in any order
    if not both:
        return 0.0
    norm = math.fsum(rare.get(w, 0.0) ** 2 for w in one) * math.fsum(rare.get(w, 0.0) ** 2 for w in other)
    return both / math.sqrt(norm) if norm else 0.0


def runs(words: Sequence[str], length: int) -> set[tuple[str, ...]]:
    """Every run of so many neighbouring words."""
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
