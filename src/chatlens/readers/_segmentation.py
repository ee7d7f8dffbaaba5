"""Cuts the lines of a pasted dump into tweets: the best segmentation of the whole file, by dynamic programming.

A tweet is usually one line, but it may span several, and nothing in the text says for certain where one ends. Each
piece of evidence is worth some log-odds (natural logarithm; positive speaks for, negative against), and the
segmentation with the greatest sum wins. Rates in which files differ most are learnt from the file itself: how often a
line goes on on the next one, how often a tweet lacks the chat's hashtag, and whether empty lines stand between tweets
or inside them. They start from what is certain (a line of hashtags alone is no tweet) and settle in a few rounds.

What a line's own words say is gathered in `_line_evidence`; here stand the rates, the shape of a whole tweet, and the
search. The result does not hang on the second digit of any weight.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from chatlens.readers._line_evidence import Facts, Line, gather

MAX_LINES = 40  # lines a tweet can have; 280 characters hold hardly more of any length
USUAL_GOING_ON = 0.05  # rate that a line goes on without a sign of it, before the file has shown its own ...
USUAL_NO_TAG = 0.05  # ... and that a tweet lacks the hashtag
LEAST_GOING_ON = 0.01  # ... and the least: where all else is one line, the odd list must still find together
PRIOR_LINES = 20  # lines (tweets) that these guesses are worth
USUAL_EMPTY_INSIDE = 0.3  # share of breaks inside tweets that are empty lines
PRIOR_BREAKS = 5  # breaks inside tweets that this guess is worth
EMPTY_LINE = 2.5  # the most that an empty line, or none, may say for or against a boundary
ROUNDS = 3  # re-estimations of the rates; they settle after two

TWEET_LENGTH = 280  # weighted characters, since November 2017
OLD_TWEET_LENGTH = 140  # before that
OLD_SHARE = 0.98  # share of lines with a tag that fit the old length in a chat of that time
OLD_LINES = 30  # lines needed to tell

TAG_AT_END = 2.0  # the tweet ends with the chat's hashtag
TAG_NOT_LAST = -3.0  # it has the hashtag, but in a line before its last one, where all tweets end with the hashtag
TAG_AGAIN = -5.0  # each further line of it that has the hashtag
OPENING_NO_TAG = 1.0  # tweets that begin so are replies, which lack the hashtag more often than others
CUT_END = 2.0  # a retweet that ends in an ellipsis: its end, and with it the hashtag, was cut off
BROKEN_UP = 1.0  # each break in a tweet whose hashtags stand alone on the last line: its author breaks lines
TOO_LONG = -6.0  # longer than a tweet can be ...
TOO_LONG_EACH = -0.02  # ... and for each weighted character of it


class Rates(NamedTuple):
    """What is learnt from the file."""

    going_on: float  # log-odds that a line goes on on the next one where nothing else speaks for it
    no_tag: float  # log-probability that a tweet lacks the chat's hashtag
    tag_not_last: float  # score of a tweet that has it, but in a line before its last one
    empty: float  # score of an empty line between two lines for the second going on from the first ...
    no_empty: float  # ... and of none


def segment(lines: Sequence[Line], hashtag: str | None) -> list[tuple[int, int]]:
    """Spans of `lines` (first and last index, both included) that are a tweet each; they cover all lines in order."""
    if not lines:
        return []
    facts = gather(lines, hashtag)
    limit = _limit(facts)
    rates = _first_rates(facts, limit)
    spans = _best(facts, limit, rates)
    for _ in range(ROUNDS):
        learnt = _learn(facts, spans)
        if learnt == rates:
            break
        rates = learnt
        spans = _best(facts, limit, rates)
    return spans


def _limit(facts: Sequence[Facts]) -> int:
    """The longest a tweet of this chat can be, in weighted characters."""
    lengths = [fact.length for fact in facts if fact.tag_at_end]
    short = sum(length <= OLD_TWEET_LENGTH + 1 for length in lengths)
    return OLD_TWEET_LENGTH if len(lengths) >= OLD_LINES and short >= OLD_SHARE * len(lengths) else TWEET_LENGTH


def _rates(
    facts: Sequence[Facts],
    plain: tuple[float, int],
    untagged: tuple[float, int],
    inside: tuple[float, int],
    between: tuple[float, int],
) -> Rates:
    """Each pair: how many of how many. Lines joined of those that nothing speaks for; tweets without the hashtag; empty
    lines of the breaks inside tweets and between them."""
    going_on = max(LEAST_GOING_ON, (plain[0] + USUAL_GOING_ON * PRIOR_LINES) / (plain[1] + PRIOR_LINES))
    no_tag = (untagged[0] + USUAL_NO_TAG * PRIOR_LINES) / (untagged[1] + PRIOR_LINES)
    empty_inside = (inside[0] + USUAL_EMPTY_INSIDE * PRIOR_BREAKS) / (inside[1] + PRIOR_BREAKS)
    empty_between = (between[0] + 1) / (between[1] + 2)
    tagged = sum(fact.tag for fact in facts)
    return Rates(
        going_on=math.log(going_on / (1 - going_on)),
        no_tag=math.log(no_tag) if tagged else 0.0,
        tag_not_last=TAG_NOT_LAST * sum(fact.tag_at_end for fact in facts) / max(tagged, 1),
        empty=_capped(math.log(empty_inside / empty_between)),
        no_empty=_capped(math.log((1 - empty_inside) / (1 - empty_between))),
    )


def _capped(score: float) -> float:
    return max(-EMPTY_LINE, min(EMPTY_LINE, score))


def _plain(fact: Facts) -> bool:
    """Whether nothing but the habit of the file speaks for this line going on from the line above."""
    return not fact.must_join and not fact.must_start and fact.join <= 0


def _first_rates(facts: Sequence[Facts], limit: int) -> Rates:
    """From what is certain: lines without the hashtag that cannot go on on the next one. Of empty lines, most stand
    between tweets."""
    untagged = sum(
        not fact.tag and not fact.cut and (below.must_start or fact.length + below.length > limit + 2)
        for fact, below in pairwise(facts)
    )
    empty = sum(fact.empty_above for fact in facts)
    return _rates(
        facts, (USUAL_GOING_ON * len(facts), len(facts)), (untagged, len(facts)), (0, 0), (empty, len(facts) - 1)
    )


def _learn(facts: Sequence[Facts], spans: Sequence[tuple[int, int]]) -> Rates:
    whole = [span for span in spans if not facts[span[1]].cut]  # where the end is cut off, so may be the hashtag
    untagged = sum(not any(facts[i].tag for i in range(first, last + 1)) for first, last in whole)
    inside = [facts[i] for first, last in spans for i in range(first + 1, last + 1)]
    between = [facts[first] for first, _ in spans[1:]]
    return _rates(
        facts,
        (sum(map(_plain, inside)), sum(map(_plain, facts[1:]))),
        (untagged, len(whole)),
        (sum(fact.empty_above for fact in inside), len(inside)),
        (sum(fact.empty_above for fact in between), len(between)),
    )


def _best(facts: Sequence[Facts], limit: int, rates: Rates) -> list[tuple[int, int]]:
    """Viterbi over ends of tweets; `best[j]` is the best score of the first j lines. Lines times MAX_LINES steps."""
    n = len(facts)
    best = [0.0] + [-math.inf] * n
    back = [0] * (n + 1)
    for first in range(n):
        base = best[first] + facts[first].start
        length = tags = 0
        joined = 0.0
        tag_last = tag_at_end = False
        for last in range(first, min(first + MAX_LINES, n)):
            fact = facts[last]
            if last > first:
                joined += rates.going_on + fact.join + (rates.empty if fact.empty_above else rates.no_empty)
                if joined == -math.inf:
                    break
            length += fact.length
            tags += fact.tag
            if fact.tag or not fact.names_alone:  # handles and links may stand behind the hashtag
                tag_last, tag_at_end = fact.tag, fact.tag_at_end
            broken = BROKEN_UP * (last - first - 1) if fact.tags_alone and last > first else 0.0
            if not tags:
                ending = (
                    rates.no_tag
                    + OPENING_NO_TAG * facts[first].opening
                    + (CUT_END if facts[first].retweet and fact.cut else 0.0)
                )
            else:
                ending = TAG_AGAIN * (tags - 1) + (
                    TAG_AT_END if tag_at_end else 0.0 if tag_last else rates.tag_not_last
                )
            score = base + joined + broken + ending + _too_long(length - 1, limit)
            if score > best[last + 1]:
                best[last + 1], back[last + 1] = score, first
            if length > 2 * limit and last > first:
                break
    spans = []
    end = n
    while end:
        spans.append((back[end], end - 1))
        end = back[end]
    return spans[::-1]


def _too_long(length: int, limit: int) -> float:
    return TOO_LONG + TOO_LONG_EACH * (length - limit) if length > limit else 0.0
