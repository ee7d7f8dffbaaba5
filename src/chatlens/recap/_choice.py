"""Which answers a recap quotes: those that rank high, by different people, saying different things.

Maximal marginal relevance over the ranking of the tables: an answer is worth its rank, less how much it is like those
already chosen. Whole answers go before fragments, a person's first before another one's second, and a host's never
first. What greets, takes leave or only reacts is not quoted at all.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens import forms, links
from chatlens._ellipses import CUT_SIGN, DAMAGED
from chatlens.recap import _threads
from chatlens.tables import _cells, _digest, _ranking, _words

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.tables._counts import Answer

LEAST = 3
"""Answers that a question gets, even if some of them are fragments; more only of whole ones."""

WHOLE = 6
"""Words from which an answer says something by itself; a shorter one needs the question to be understood."""

ALIKE = 0.45
"""Cosine to an answer that is already quoted from which another says the same once more."""

SURE = 0.5
"""Confidence under which an answer may be one to another question."""

LATER = 0.15
"""What an answer loses, of 1 that the best rank is worth, where it begins as if something stood before it."""

GREETS = 0.7
TAKES_LEAVE = 0.8
REACTS = 0.8
ASKS = 0.6
"""Strength of a form (0-1) from which an answer is of that kind."""

_BEGINS_LATER = re.compile(
    r"\W*+(?:(?:also|and|but|so|plus|or|then|which|because|another)\b|(?-i:[a-z]))|\s*+(?:\.\.|…)", re.IGNORECASE
)
_CUT = re.compile(rf"(?:{CUT_SIGN}|\w\.\.\.?|{'|'.join(DAMAGED)})\s*(?:https?:\S*)?\Z")
_REMARK = re.compile(r"[^.!?…]{0,30}+[.!?…]?\s*\Z")


class Choice(NamedTuple):
    """An answer that may be quoted: the tweets that it was given in."""

    thread: tuple[Answer, ...]
    author: str | None  # casefolded; None: unknown
    rank: int  # the best of its tweets
    sound: bool  # whole, sure, and for everybody
    host: bool
    later: bool  # begins as if something stood before it
    vector: _ranking.Vector
    nearest: float = 0.0  # cosine to the likest answer that is quoted already

    @property
    def tweets(self) -> tuple[int, ...]:
        """Their indices."""
        return tuple(answer.tweet for answer in self.thread)


def choose(
    analysis: Analysis, digest: _digest.Digest, most: int, hosts: frozenset[str], used: Collection[int] = ()
) -> list[Choice]:
    """The answers to quote under a question, best first, at most so many. `hosts` are casefolded handles; tweets that
    are `used` under another question are left to it while there are others."""
    waiting = list(_choices(analysis, digest, hosts, used))
    chosen: list[Choice] = []
    spoken: Counter[str | None] = Counter()
    while waiting and len(chosen) < most:
        best = max(waiting, key=lambda choice: _worth(choice, spoken[choice.author], first=not chosen))
        if len(chosen) >= LEAST and not _stands_alone(best):
            break
        waiting.remove(best)
        chosen.append(best)
        if best.author is not None:
            spoken[best.author] += 1
        waiting = [
            choice._replace(nearest=max(choice.nearest, _ranking.cosine(best.vector, choice.vector)))
            for choice in waiting
        ]
    return chosen


def _worth(choice: Choice, spoken: int, *, first: bool) -> tuple[bool, int, bool, float, int]:
    """Greatest for the answer to quote next; `spoken` is how many of its author's are quoted already."""
    standing = 1 / (1 + math.log(choice.rank)) - LATER * choice.later
    return (
        _stands_alone(choice),
        -spoken,
        not (first and choice.host),
        standing - choice.nearest,
        -choice.rank,
    )


def _stands_alone(choice: Choice) -> bool:
    return choice.sound and choice.nearest < ALIKE


def _choices(
    analysis: Analysis, digest: _digest.Digest, hosts: frozenset[str], used: Collection[int]
) -> Iterator[Choice]:
    ranks = {ranked.answer.tweet: ranked.rank for ranked in _digest.quoted(analysis, digest)}
    answers = [answer for answer in digest.tally.answers if answer.tweet in ranks]
    threads = [thread for thread in _threads.join(analysis, answers) if _speaks(analysis, thread[0].tweet)]
    texts = [" ".join(_digest.reading(analysis, answer.tweet) for answer in thread) for thread in threads]
    vectors = _ranking.Vectors(_words.read(texts, analysis.options.stopwords))
    for at, (thread, text) in enumerate(zip(threads, texts, strict=True)):
        author = analysis.timeline.tweets[thread[0].tweet].author
        key = author.casefold() if author else None
        yield Choice(
            thread,
            key,
            min(ranks[answer.tweet] for answer in thread),
            _is_sound(analysis, thread, text, hosts) and all(answer.tweet not in used for answer in thread),
            key in hosts,
            bool(_BEGINS_LATER.match(text)),
            vectors[at],
        )


def _speaks(analysis: Analysis, tweet: int) -> bool:
    """Whether a tweet says anything to all: no greeting, goodbye or mere reaction."""
    body = forms.body(_digest.reading(analysis, tweet))
    if forms.greeting(body) >= GREETS or forms.closing(body) >= TAKES_LEAVE:
        return False
    if forms.agreement(body) >= REACTS:
        return False
    return not (forms.reaction(body) >= REACTS and _REMARK.match(body))


def _is_sound(analysis: Analysis, thread: Sequence[Answer], text: str, hosts: frozenset[str]) -> bool:
    """Whether an answer can stand alone: whole, said in this chat, turned to nobody but hosts, no question, and surely
    to this question."""
    first = thread[0].tweet
    tweet, placement = analysis.timeline.tweets[first], analysis.placements[first]
    body = forms.body(text)
    return (
        _words.count(text) >= WHOLE
        and not _CUT.search(_cells.body(analysis.timeline.tweets[thread[-1].tweet].text))
        and not _cells.retweet_prefix(tweet.text)
        and not _threads.is_part(analysis, thread)
        and hosts >= {handle.casefold() for handle in links.addressed(tweet)}
        and forms.asking(body) < ASKS
        and forms.reaction(body) < REACTS
        and (placement.confidence is None or placement.confidence >= SURE)
    )
