"""The best segmentation under given rates: certain boundaries first, dynamic programming in the stretches between.

Most boundaries are certain. Take a tweet S that goes on across the boundary above line i, and cut it there into S1 and
S2. The cut changes the sum of all scores by

    start[i] - join[i] - going_on - empty        what the lines say for a boundary
    + ending(S1) + ending(S2) - ending(S)        what hashtags say: at least what `_needed` counts, but for CUT_END
    + too_long(S1) + too_long(S2) - too_long(S)  negative only where S1 alone is longer than the limit
    + broken(S1) + broken(S2) - broken(S)        negative only where S ends with tags alone

and where that is positive whatever S is, no best segmentation has such an S: the boundary is certain. `join` without
how line i opens is the most it can be, so most lines need not be settled to know.

S need not begin above the last certain boundary: if it did, it could be cut there first. So S1 lies between the two,
which keeps the losses small: CUT_END where one of its lines begins a retweet (S may end in an ellipsis, and S1 not),
`both_too_long` where S1 may be longer than the limit, BROKEN_UP for each of its lines where lines of tags alone occur.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import product
from typing import NamedTuple

from chatlens.readers._line_evidence import Facts, exact

MAX_LINES = 40  # lines a tweet can have; 280 characters hold hardly more of any length

TAG_AT_END = 2.0  # the tweet ends with the chat's hashtag
TAG_AGAIN = -5.0  # each further line of it that has the hashtag
OPENING_NO_TAG = 1.0  # tweets that begin so are replies, which lack the hashtag more often than others
CUT_END = 2.0  # a retweet that ends in an ellipsis: its end, and with it the hashtag, was cut off
BROKEN_UP = 1.0  # each break in a tweet whose hashtags stand alone on the last line: its author breaks lines
TOO_LONG = -6.0  # longer than a tweet can be ...
TOO_LONG_EACH = exact(-0.02)  # ... and for each weighted character of it


class Rates(NamedTuple):
    """What is learnt from the file."""

    going_on: float  # log-odds that a line goes on on the next one where nothing else speaks for it
    no_tag: float  # log-probability that a tweet lacks the chat's hashtag
    tag_not_last: float  # score of a tweet that has it, but in a line before its last one
    empty: float  # score of an empty line between two lines for the second going on from the first ...
    no_empty: float  # ... and of none


Span = tuple[int, int]  # first and last line of a tweet, both included


@dataclass(frozen=True, slots=True)
class Search:
    """What a search needs of a file, whatever the rates."""

    facts: Facts
    limit: int  # the longest a tweet can be, in weighted characters
    kinds: Sequence[int]  # of the boundary above each line: place in `KINDS`
    both_too_long: float  # what two tweets that are too long lose against one of both
    longer: set[int]  # lines longer than the limit
    risks: Sequence[int]  # boundaries that may lose by the line above them alone
    breaks: bool  # whether there are lines of tags alone


KINDS = tuple(product(("no tag", "tag", "tag at end"), ("tag", "words", "names"), (False, True)))
"""Kinds of boundaries: the line above, the line below, whether an empty line stands between."""


def prepare(facts: Facts, limit: int) -> Search:
    """Look at each boundary once."""
    above = [0, *(2 if end else 1 if tag else 0 for tag, end in zip(facts.tag, facts.tag_at_end, strict=True))]
    below = [0 if tag else 1 for tag in facts.tag]
    for at in facts.names_alone:
        below[at] = 2
    kinds = [6 * a + 2 * b + e for a, b, e in zip(above, below, facts.empty_above, strict=False)]
    longer = {at for at in range(len(below)) if not facts.fits(at, limit)}
    retweets = (at for at in facts.retweet if not facts.tag[at])
    risks = sorted(at + 1 for at in longer.union(retweets) if at + 1 < len(below))
    both_too_long = max(0.0, TOO_LONG_EACH * (limit + 1) - TOO_LONG)
    return Search(facts, limit, kinds, both_too_long, longer, risks, bool(facts.tags_alone))


def best(search: Search, rates: Rates) -> list[Span]:
    """The tweets of several lines, in order; every other line is a tweet of its own."""
    return [span for stretch in _stretches(search, rates) for span in _viterbi(search, rates, *stretch)]


def _stretches(search: Search, rates: Rates) -> Iterator[Span]:
    """First and last lines between certain boundaries, where that is more than one line."""
    facts, count = search.facts, len(search.kinds)
    needs = [_needed(rates, *KINDS[kind]) + BROKEN_UP * search.breaks for kind in range(len(KINDS))]
    rows = zip(range(count), facts.start, facts.join, search.kinds, strict=True)
    doubtful = [at for at, start, join, kind in rows if start - join <= needs[kind] and at]
    for at in facts.unsettled.intersection(doubtful):
        facts.settle(at)
    first = end = 0  # the stretch that the walk is in
    for at in [*merge(doubtful, search.risks), count]:
        while end > first and end + 1 < at and not _is_certain(search, needs, end + 1, first):
            end += 1
        if end + 1 < at:  # certain, as all up to `at` are
            if end > first:
                yield first, end
            first = end = at - 1
        if end + 1 == at < count and not _is_certain(search, needs, at, first):
            end = at
        elif at > end:
            if end > first:
                yield first, end
            first = end = at


def _is_certain(search: Search, needs: Sequence[float], at: int, first: int) -> bool:
    """Whether no best segmentation goes on across the boundary above `at`, the one above `first` being certain."""
    facts = search.facts
    gain = facts.start[at] - facts.join[at] - needs[search.kinds[at]]
    if gain <= 0:
        return False
    first = max(first, at + 1 - MAX_LINES)
    if not facts.retweet.isdisjoint(range(first, at)):
        gain -= CUT_END
    if at - first > 1 or first in search.longer:
        gain -= search.both_too_long
    if search.breaks:
        gain -= BROKEN_UP * (at - first - 1)  # the first of them is in `needs`
    return gain > 0


def _needed(rates: Rates, above: str, below: str, empty: bool) -> float:
    """What the lines must say for a boundary of that kind to be certain, but for rare losses."""
    going_on = rates.going_on + (rates.empty if empty else rates.no_empty)
    ends = {"no tag": rates.tag_not_last, "tag": 0.0, "tag at end": TAG_AT_END}[above]  # S1, the least
    tag_below = ends - TAG_AGAIN if above != "no tag" else rates.no_tag
    # Without a hashtag in S2, S ends as S1 does if all lines of S2 are names, else behind its hashtag's line.
    no_tag_below = rates.no_tag + (ends - rates.tag_not_last if below == "words" else 0.0)
    return going_on - (tag_below if below == "tag" else min(tag_below, no_tag_below))


def _viterbi(search: Search, rates: Rates, start: int, end: int) -> list[Span]:
    """The tweets of several lines in a stretch. `best[j]` is the best score of its first j lines.

    Lines times MAX_LINES steps.
    """
    facts, limit = search.facts, search.limit
    rows = list(_rows(facts, rates, start, end))
    best = [0.0] + [-math.inf] * len(rows)
    back = [0] * (len(rows) + 1)
    for first in range(len(rows)):
        score = best[first] + facts.start[start + first]
        length = -1
        tags, tail = 0, 0.0
        for last in range(first, min(first + MAX_LINES, len(rows))):
            join, own_length, own_tail, is_odd = rows[last]
            if last > first:
                score += join
            length += own_length
            if own_tail is not None:
                tags += 1
                tail = own_tail
            elif not is_odd or start + last not in facts.names_alone:  # handles and links may stand behind the hashtag
                tail = rates.tag_not_last
            whole = score + (TAG_AGAIN * (tags - 1) + tail if tags else rates.no_tag)
            if length > limit:
                whole += _too_long(length, limit)
            if is_odd:
                whole += _odd_end(facts, start + first, start + last, tags)
            if not tags and whole + OPENING_NO_TAG > best[last + 1]:  # else no opening makes it the best
                whole += OPENING_NO_TAG * facts.opening(start + first)
            if whole > best[last + 1]:
                best[last + 1], back[last + 1] = whole, first
            if length >= 2 * limit and last > first:
                break
    return [(start + first, start + last) for first, last in _walk(back) if last > first][::-1]


def _rows(facts: Facts, rates: Rates, start: int, end: int) -> Iterator[tuple[float, int, float | None, bool]]:
    """Of each line: the score of going on on it, its length, what a tweet gains that has its hashtag there (None for a
    line without it), and whether one of the rare facts is true of it."""
    for at in range(start, end + 1):
        if at > start:
            facts.settle(at)
        join = rates.going_on + facts.join[at] + (rates.empty if facts.empty_above[at] else rates.no_empty)
        tail = None if not facts.tag[at] else TAG_AT_END if facts.tag_at_end[at] else 0.0
        is_odd = at in facts.names_alone or at in facts.tags_alone or at in facts.cut
        yield join, facts.length(at), tail, is_odd


def _odd_end(facts: Facts, first: int, last: int, tags: int) -> float:
    """What the last line of a tweet says if it is cut off or holds tags alone."""
    cut = CUT_END if not tags and last in facts.cut and first in facts.retweet else 0.0
    return cut + (BROKEN_UP * (last - first - 1) if last in facts.tags_alone and last > first else 0.0)


def _walk(back: Sequence[int]) -> Iterator[Span]:
    end = len(back) - 1
    while end:
        yield back[end], end - 1
        end = back[end]


def _too_long(length: int, limit: int) -> float:
    return TOO_LONG + TOO_LONG_EACH * (length - limit) if length > limit else 0.0
