"""The best tweets of a stretch of lines under given rates, by dynamic programming.

Stretches whose rows and lengths are the same are split alike, whatever their words: a search is a function of these.

How a line opens is dear to find out, so it is guessed. In a segmentation its opening counts the more, the more it is
cut there: `OPENING_NO_TAG` times where the line starts a tweet without hashtag, `OPENING_INSIDE` times inside a tweet,
else not at all. The best segmentation under the guess 0 is the best under the truth as well if the line counts in it as
much as it can: then the truth adds no more to any other. So is the best under the guess 1, the most there is, if the
line counts in it as little as it can. `Found` names the lines of which neither holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from chatlens.readers._line_evidence import OPENING_INSIDE, exact

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
class Row:
    """What a search needs of a line. Lines that are alike share a row."""

    start: float  # score of starting a tweet on it
    join: float  # score of going on on it from the line above, but for the rates
    empty: bool  # an empty line stands above it
    tag: int  # `TAGGED`, `TAG_LAST` or 0
    rare: int  # `NAMES` and so on, added up
    opening: float  # how much it begins as replies do ...
    guess: int  # ... and whether that is a guess: `AT_START`, `ANYWHERE` or 0


Stretch = tuple[tuple[int, ...], tuple[int, ...]]
"""The rows of the lines of a stretch, each by its number, and their lengths where they may matter."""

TAGGED, TAG_LAST = 1, 2  # it has the chat's hashtag; nothing but other tags, handles and links stands behind it
NAMES, TAGS, CUT, RETWEET = 1, 2, 4, 8  # nothing but handles or links, but hashtags; ends in an ellipsis; a retweet
AT_START, ANYWHERE = 1, 2  # the guess counts where the line starts a tweet without hashtag; inside a tweet as well


class Found(NamedTuple):
    """What the search of a stretch has found; lines count from its first."""

    spans: list[Span]  # the tweets of several lines
    guess: list[int]  # lines whose opening to guess at its most instead
    ask: list[int]  # lines whose opening must be known


def searched(rows: Sequence[Row], lengths: Sequence[int], rates: Rates, limit: int) -> Found:
    """The best tweets under the guesses, and the guesses on which they may hang."""
    found = Found(viterbi(rows, lengths, rates, limit), [], [])
    counts = [0.0 if row.tag else OPENING_NO_TAG for row in rows]  # how often an opening counts, as tweets of one line
    for first, last in found.spans:
        if any(row.tag for row in rows[first : last + 1]):
            counts[first] = 0.0
        for at in range(first + 1, last + 1):
            counts[at] = OPENING_INSIDE if rows[at].guess == ANYWHERE else 0.0
    for at, (row, count) in enumerate(zip(rows, counts, strict=True)):
        most, least = 0.0 if row.tag else OPENING_NO_TAG, OPENING_INSIDE if row.guess == ANYWHERE else 0.0
        if row.guess and count != (least if row.opening else most):
            (found.guess if count == least else found.ask).append(at)
    return found


def viterbi(rows: Sequence[Row], lengths: Sequence[int], rates: Rates, limit: int) -> list[Span]:
    """The tweets of several lines in a stretch. `best[j]` is the best score of its first j lines.

    Lines times MAX_LINES steps.
    """
    best = [0.0] + [-math.inf] * len(rows)
    back = [0] * (len(rows) + 1)
    for first, top in enumerate(rows):
        score = best[first] + top.start
        length = -1
        tags, tail = 0, 0.0
        for last in range(first, min(first + MAX_LINES, len(rows))):
            row = rows[last]
            if last > first:
                score += rates.going_on + row.join + (rates.empty if row.empty else rates.no_empty)
            if row.tag:
                tags += 1
                tail = TAG_AT_END if row.tag == TAG_LAST else 0.0
            elif not row.rare & NAMES:  # handles and links may stand behind the hashtag
                tail = rates.tag_not_last
            if tags:
                whole = score + TAG_AGAIN * (tags - 1) + tail
            else:
                whole = score + rates.no_tag + OPENING_NO_TAG * top.opening
                if row.rare & CUT and top.rare & RETWEET:
                    whole += CUT_END
            if row.rare & TAGS and last > first:
                whole += BROKEN_UP * (last - first - 1)
            if lengths:
                length += lengths[last]
                if length > limit:
                    whole += TOO_LONG + TOO_LONG_EACH * (length - limit)
            if whole > best[last + 1]:
                best[last + 1], back[last + 1] = whole, first
            if length >= 2 * limit and last > first:
                break
    return [(first, last) for first, last in _walk(back) if last > first][::-1]


def _walk(back: Sequence[int]) -> Iterator[Span]:
    end = len(back) - 1
    while end:
        yield back[end], end - 1
        end = back[end]
