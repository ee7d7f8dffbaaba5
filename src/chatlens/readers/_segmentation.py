"""Cuts the lines of a pasted dump into tweets: the best segmentation of the whole file, by dynamic programming.

A tweet is usually one line, but it may span several, and nothing in the text says for certain where one ends. Each
piece of evidence is worth some log-odds (natural logarithm; positive speaks for, negative against), and the
segmentation with the greatest sum wins. Rates in which files differ most are learnt from the file itself: how often a
line goes on on the next one, how often a tweet lacks the chat's hashtag, and whether empty lines stand between tweets
or inside them. They start from what is certain (a line of hashtags alone is no tweet) and settle in a few rounds.

What the lines' words say is gathered in `_line_evidence`; what a whole tweet is worth stands in `_stretch`, the search
in `_best_split`; here stand the rates. The result does not hang on the second digit of any weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatlens.readers._best_split import Search, best, prepare
from chatlens.readers._line_evidence import Facts, Lines, exact, gather
from chatlens.readers._stretch import Rates, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

USUAL_GOING_ON = 0.05  # rate that a line goes on without a sign of it, before the file has shown its own ...
USUAL_NO_TAG = 0.05  # ... and that a tweet lacks the hashtag
LEAST_GOING_ON = 0.01  # ... and the least: where all else is one line, the odd list must still find together
PRIOR_LINES = 20  # lines (tweets) that these guesses are worth
USUAL_EMPTY_INSIDE = 0.3  # share of breaks inside tweets that are empty lines
PRIOR_BREAKS = 5  # breaks inside tweets that this guess is worth
EMPTY_LINE = 2.5  # the most that an empty line, or none, may say for or against a boundary
ROUNDS = 3  # re-estimations of the rates; they settle after two
LEARNT_LINES = 10_000  # lines of a longer file from which its rates are learnt: a rate of 0.01 to a tenth of itself ...
BLOCK_LINES = 1_000  # ... in blocks of so many

TWEET_LENGTH = 280  # weighted characters, since November 2017
OLD_TWEET_LENGTH = 140  # before that
OLD_SHARE = 0.98  # share of lines with a tag that fit the old length in a chat of that time
OLD_LINES = 30  # lines needed to tell
TAG_NOT_LAST = -3.0  # a tweet has the hashtag, but in a line before its last one, where all tweets end with the hashtag


def segment(lines: Lines, hashtag: str | None) -> list[Span]:
    """Spans of `lines` (first and last index, both included) that are a tweet each; they cover all lines in order."""
    return list(_all_spans(joined(lines, hashtag), len(lines.texts)))


def joined(lines: Lines, hashtag: str | None) -> list[Span]:
    """The spans of the tweets of several lines, in order; every other line is a tweet of its own."""
    if not lines.texts:
        return []
    facts = gather(lines, hashtag)
    search, rates = _learnt(_sample(facts))
    if search.facts is not facts:
        search = prepare(facts, search.limit)
    return best(search, rates)


def _sample(facts: Facts) -> Facts:
    """Lines enough to learn the rates from, in blocks from all over a long file."""
    import numpy as np

    count = len(facts.texts)
    if count <= LEARNT_LINES:
        return facts
    starts = np.linspace(0, count - BLOCK_LINES, LEARNT_LINES // BLOCK_LINES).astype(np.intp)
    return facts.of((starts[:, None] + np.arange(BLOCK_LINES)).ravel())


def _learnt(facts: Facts) -> tuple[Search, Rates]:
    """The rates of these lines, and the search that found them."""
    limit = _limit(facts)
    totals = _totals(facts)
    rates = _first_rates(facts, totals, limit)
    search = prepare(facts, limit)
    for _ in range(ROUNDS):
        learnt = _learn(facts, totals, best(search, rates))
        if learnt == rates:
            break
        rates = learnt
    return search, rates


def _all_spans(several: Sequence[Span], count: int) -> Iterator[Span]:
    """The tweets of several lines, and each other line as a tweet."""
    below = 0
    for first, last in several:
        yield from ((at, at) for at in range(below, first))
        yield first, last
        below = last + 1
    yield from ((at, at) for at in range(below, count))


def _limit(facts: Facts) -> int:
    """The longest a tweet of this chat can be, in weighted characters."""
    ended = int(facts.tag_at_end.sum())
    if ended < OLD_LINES:
        return TWEET_LENGTH
    longer = 0
    for at in (facts.tag_at_end & (facts.most > OLD_TWEET_LENGTH)).nonzero()[0].tolist():
        longer += not facts.fit(at, at, OLD_TWEET_LENGTH)
        if ended - longer < OLD_SHARE * ended:
            return TWEET_LENGTH
    return OLD_TWEET_LENGTH


@dataclass(frozen=True, slots=True)
class _Totals:
    """What is counted of all lines, whatever the tweets."""

    plain: NDArray[np.bool_]  # whether nothing but the habit of the file speaks for a line's going on
    empty: int  # breaks that are empty lines
    cut: NDArray[np.bool_]  # whether a line ends in an ellipsis
    bare: NDArray[np.bool_]  # ... does not, and is without the hashtag
    untagged: int  # such lines
    tagged: int
    tagged_at_end: int


def _totals(facts: Facts) -> _Totals:
    import numpy as np

    cut = np.zeros(len(facts.texts), np.bool_)
    cut[list(facts.cut)] = True
    bare = ~(facts.tag | cut)
    return _Totals(
        plain=facts.plain(),
        empty=int(facts.empty_above[1:].sum()),
        cut=cut,
        bare=bare,
        untagged=int(bare.sum()),
        tagged=int(facts.tag.sum()),
        tagged_at_end=int(facts.tag_at_end.sum()),
    )


def _rates(
    totals: _Totals,
    plain: tuple[float, int],
    untagged: tuple[int, int],
    inside: tuple[int, int],
    between: tuple[int, int],
) -> Rates:
    """Each pair: how many of how many. Lines joined of those that nothing speaks for; tweets without the hashtag; empty
    lines of the breaks inside tweets and between them."""
    going_on = max(LEAST_GOING_ON, (plain[0] + USUAL_GOING_ON * PRIOR_LINES) / (plain[1] + PRIOR_LINES))
    no_tag = (untagged[0] + USUAL_NO_TAG * PRIOR_LINES) / (untagged[1] + PRIOR_LINES)
    empty_inside = (inside[0] + USUAL_EMPTY_INSIDE * PRIOR_BREAKS) / (inside[1] + PRIOR_BREAKS)
    empty_between = (between[0] + 1) / (between[1] + 2)
    return Rates(
        going_on=exact(math.log(going_on / (1 - going_on))),
        no_tag=exact(math.log(no_tag)) if totals.tagged else 0.0,
        tag_not_last=exact(TAG_NOT_LAST * totals.tagged_at_end / max(totals.tagged, 1)),
        empty=_capped(math.log(empty_inside / empty_between)),
        no_empty=_capped(math.log((1 - empty_inside) / (1 - empty_between))),
    )


def _capped(score: float) -> float:
    return exact(max(-EMPTY_LINE, min(EMPTY_LINE, score)))


def _first_rates(facts: Facts, totals: _Totals, limit: int) -> Rates:
    """From what is certain: lines without the hashtag that cannot go on on the next one. Of empty lines, most stand
    between tweets."""
    count = len(facts.texts)
    bare = totals.bare[:-1]
    parted = facts.must_start[1:]
    doubtful = bare & ~parted & (facts.most[:-1] + facts.most[1:] > limit)  # the others fit together
    untagged = int((bare & parted).sum())
    untagged += sum(not facts.fit(at, at + 1, limit + 1) for at in doubtful.nonzero()[0].tolist())
    empty = int(facts.empty_above.sum())
    return _rates(totals, (USUAL_GOING_ON * count, count), (untagged, count), (0, 0), (empty, count - 1))


def _learn(facts: Facts, totals: _Totals, spans: Sequence[Span]) -> Rates:
    """From the tweets as they are put together now: those of several lines, and each other line alone."""
    import numpy as np

    firsts, lasts = np.array(spans, np.intp).reshape(-1, 2).T
    joins = np.zeros(len(facts.texts) + 1, np.int8)
    joins[firsts + 1] = 1
    joins[lasts + 1] = -1
    inside = np.cumsum(joins[:-1], dtype=np.int8) > 0  # lines that go on from the one above
    count, empty_inside = int(inside.sum()), int((facts.empty_above & inside).sum())
    tweets = len(facts.texts) - count
    # A cut end may cut the hashtag off.
    whole = tweets - int(totals.cut.sum()) + int((totals.cut[:-1] & inside[1:]).sum())
    # A tweet counts instead of each of its lines.
    alone = _sums(totals.bare, firsts, lasts).sum()
    together = (~totals.cut[lasts] & (_sums(facts.tag, firsts, lasts) == 0)).sum()
    return _rates(
        totals,
        (int((totals.plain & inside).sum()), int(totals.plain[1:].sum())),
        (totals.untagged - int(alone) + int(together), whole),
        (empty_inside, count),
        (totals.empty - empty_inside, tweets - 1),
    )


def _sums(lines: NDArray[np.bool_], firsts: NDArray[np.intp], lasts: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many of the lines of each span are marked."""
    import numpy as np

    below = np.concatenate(([0], np.cumsum(lines)))
    return below[lasts + 1] - below[firsts]
