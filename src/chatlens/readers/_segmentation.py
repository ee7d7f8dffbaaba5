"""Cuts the lines of a pasted dump into tweets: the best segmentation of the whole file, by dynamic programming.

A tweet is usually one line, but it may span several, and nothing in the text says for certain where one ends. Each
piece of evidence is worth some log-odds (natural logarithm; positive speaks for, negative against), and the
segmentation with the greatest sum wins. Two rates are learnt from the file itself, since files differ most in them:
how often a line goes on on the next one, and how often a tweet lacks the chat's hashtag. They start from what is
certain (a line of hashtags alone is no tweet) and settle in a few rounds.

The weights below were set by hand so that one strong piece of evidence outweighs two weak ones; they were checked on
pasted transcripts of education chats, and the result does not hang on the second digit of any of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from chatlens import entities, forms, labels
from chatlens.models import Label

MAX_LINES = 40  # lines a tweet can have; 280 characters hold hardly more of any length
USUAL_GOING_ON = 0.05  # rate that a line goes on without a sign of it, before the file has shown its own ...
USUAL_NO_TAG = 0.05  # ... and that a tweet lacks the hashtag
PRIOR_LINES = 20  # lines (tweets) that these guesses are worth
ROUNDS = 3  # re-estimations of the two rates; they settle after two

TWEET_LENGTH = 280  # weighted characters, since November 2017
OLD_TWEET_LENGTH = 140  # before that
OLD_SHARE = 0.98  # share of lines with a tag that fit the old length in a chat of that time
OLD_LINES = 30  # lines needed to tell

TAG_AT_END = 2.0  # the tweet ends with the chat's hashtag
TAG_NOT_LAST = -3.0  # it has the hashtag, but in a line before its last one
TAG_AGAIN = -5.0  # each further line of it that has the hashtag
SURE_LABEL_INSIDE = -6.0  # a line that is not its first starts with "A1:"
LABEL_INSIDE = -2.5  # ... with "A1 " that may be something else
RETWEET_INSIDE = -4.0  # ... with "RT @x:"
OPENING_INSIDE = -2.0  # ... with a greeting, a reaction or a handle, as tweets of their own do
TAGS_ALONE_JOINED = 4.0  # a line of hashtags alone goes on from the line above
TAGS_ALONE_START = -6.0  # ... and is hardly a tweet of its own
LABEL_ALONE_JOINED = 6.0  # a line that is a label alone goes on
ITEM_JOINED = 2.0  # a list item or a line that starts in the middle of a sentence goes on from the line above
ITEM_START = -2.0  # ... and hardly starts a tweet
OPEN_END_JOINED = 1.5  # a line that ends in a colon or comma goes on
SEQUEL_JOINED = 2.0  # a line that starts with "Second," or "Finally," goes on
NAMES_JOINED = 2.0  # a line of handles alone goes on from the line above
SHORT_ABOVE = 1.0  # a short line goes on, as in a list or a sentence a line ...
SHORT_BOTH = 0.5  # ... more so on another short one
SHORT = 60  # characters of a short line
SAME_NEIGHBOUR = 1.5  # wherever this line stands, the same line follows it
OTHER_NEIGHBOUR = -4.0  # it also stands before (after) another line
CUT_END = 2.0  # a retweet that ends in an ellipsis: its end, and with it the hashtag, was cut off
BROKEN_UP = 1.0  # each break in a tweet whose hashtags stand alone on the last line: its author breaks lines
BLANK_BETWEEN = -1.5  # an empty line between two lines
TOO_LONG = -6.0  # longer than a tweet can be ...
TOO_LONG_EACH = -0.02  # ... and for each weighted character of it

_ITEM = re.compile(r"\s*+(?:[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT)\s?+@|[“\"]@\w)")
_SEQUEL = re.compile(
    r"(?i)\s*+(?:second|third|secondly|thirdly|finally|lastly|also|then|next|plus|and|but|so|because|however|therefore|instead)\b"
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")
_HANDLES = re.compile(r"\s*+(?:[@＠]\w{1,15}[\s,&]*+)++$")
_TAGS = re.compile(r"\s*+(?:[#＃]\w++[\s.,]*+)++$")


class Line(NamedTuple):
    """A line of the transcript that is no page furniture."""

    number: int  # 1-based physical line
    text: str
    blank_before: bool  # an empty line stands above it
    closed: bool  # page furniture below it ends its tweet


class Rates(NamedTuple):
    """What is learnt from the file."""

    going_on: float  # log-odds that a line goes on on the next one where nothing else speaks for it
    no_tag: float  # log-probability that a tweet lacks the chat's hashtag


class _Facts(NamedTuple):
    length: int  # weighted characters
    tag: bool  # has the chat's hashtag
    tag_at_end: bool  # nothing but tags, handles and links behind it
    start: float  # score of starting a tweet here
    join: float  # score of going on here from the line above, but for the learnt rate
    cut: bool  # a retweet whose end is cut off
    tags_alone: bool
    must_join: bool  # certainly goes on from the line above
    must_start: bool  # certainly starts a tweet


def segment(lines: Sequence[Line], hashtag: str | None) -> list[tuple[int, int]]:
    """Spans of `lines` (first and last index, both included) that are a tweet each; they cover all lines in order."""
    if not lines:
        return []
    facts = _facts(lines, hashtag)
    limit = _limit(facts)
    rates = _first_rates(facts, limit, hashtag is not None)
    spans = _best(facts, limit, rates)
    for _ in range(ROUNDS):
        learnt = _learn(facts, spans, hashtag is not None)
        if learnt == rates:
            break
        rates = learnt
        spans = _best(facts, limit, rates)
    return spans


def _facts(lines: Sequence[Line], hashtag: str | None) -> list[_Facts]:
    tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)") if hashtag else None
    facts: list[_Facts] = []
    above: Line | None = None
    for line, neighbours in zip(lines, _neighbours(lines), strict=True):
        text = line.text
        found = labels.find(text)
        tags_alone = bool(_TAGS.match(text))
        item = bool(_ITEM.match(text)) and not found
        retweet = bool(_RETWEET.match(text))
        closed = above is not None and above.closed
        after_label = above is not None and _label_alone(above.text)
        join = -math.inf if closed else neighbours + _join(above, line, found, tags_alone, item, retweet, after_label)
        last = None
        for last in tag.finditer(text) if tag else ():
            pass
        facts.append(
            _Facts(
                length=entities.weighted_length(text) + 1,
                tag=last is not None,
                tag_at_end=last is not None and _only_entities(text[last.end() :]),
                start=(TAGS_ALONE_START if tags_alone else 0.0) + (ITEM_START if item else 0.0),
                join=join,
                cut=retweet and bool(_CUT.search(text[-8:])),
                tags_alone=tags_alone,
                must_join=not closed and above is not None and (tags_alone or item or after_label),
                must_start=closed or (bool(found) and found[0].sure),
            )
        )
        above = line
    return facts


def _label_alone(text: str) -> bool:
    return any(label.end >= len(text.rstrip()) for label in labels.find(text))


def _join(
    above: Line | None,
    line: Line,
    found: tuple[Label, ...],
    tags_alone: bool,
    item: bool,
    retweet: bool,
    after_label: bool,
) -> float:
    """What the words of two lines say for the second going on from the first."""
    if above is None:
        return 0.0
    join = LABEL_ALONE_JOINED if after_label else OPEN_END_JOINED if _OPEN_END.search(above.text[-8:]) else 0.0
    if tags_alone:
        join += TAGS_ALONE_JOINED
    elif found:
        join += SURE_LABEL_INSIDE if found[0].sure else LABEL_INSIDE
    elif retweet:
        join += RETWEET_INSIDE
    elif _HANDLES.match(line.text):
        join += NAMES_JOINED
    elif item:
        join += ITEM_JOINED
    elif _SEQUEL.match(line.text):
        join += SEQUEL_JOINED
    else:
        body = forms.body(line.text)
        addressed = 1.0 if line.text.lstrip()[:1] in ("@", "＠") else 0.0
        join += OPENING_INSIDE * max(addressed, forms.greeting(body), forms.reaction(body))
    if len(above.text) < SHORT:
        join += SHORT_ABOVE + (SHORT_BOTH if len(line.text) < SHORT else 0.0)
    return join + (BLANK_BETWEEN if line.blank_before else 0.0)


def _only_entities(rest: str) -> bool:
    """Whether a tail holds nothing but hashtags, handles, links and punctuation."""
    return all(word[0] in "#＃@＠" or "://" in word or not any(c.isalnum() for c in word) for word in rest.split())


def _neighbours(lines: Sequence[Line]) -> list[float]:
    """For each line: what the places where it and the line above stand elsewhere say for going on from the line above."""
    folded = [" ".join(line.text.casefold().split()) for line in lines]
    times = Counter(folded)
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for one, other in zip(folded, [*folded[1:], ""], strict=True):
        if times[one] > 1:
            after[one].add(other)
        if other and times[other] > 1:
            before[other].add(one)
    scores = [0.0]
    for one, other in zip(folded, folded[1:], strict=False):
        if len(after.get(one, ())) > 1 or len(before.get(other, ())) > 1:
            scores.append(OTHER_NEIGHBOUR)
        else:
            scores.append(SAME_NEIGHBOUR if times[one] > 1 and times[other] > 1 else 0.0)
    return scores


def _limit(facts: Sequence[_Facts]) -> int:
    """The longest a tweet of this chat can be, in weighted characters."""
    lengths = [fact.length for fact in facts if fact.tag_at_end]
    short = sum(length <= OLD_TWEET_LENGTH + 1 for length in lengths)
    return OLD_TWEET_LENGTH if len(lengths) >= OLD_LINES and short >= OLD_SHARE * len(lengths) else TWEET_LENGTH


def _rates(joins: float, pairs: int, untagged: float, tweets: int, tagged: bool) -> Rates:
    going_on = (joins + USUAL_GOING_ON * PRIOR_LINES) / (pairs + PRIOR_LINES)
    no_tag = (untagged + USUAL_NO_TAG * PRIOR_LINES) / (tweets + PRIOR_LINES)
    return Rates(math.log(going_on / (1 - going_on)), math.log(no_tag) if tagged else 0.0)


def _plain(fact: _Facts) -> bool:
    """Whether nothing but the habit of the file speaks for this line going on from the line above."""
    return not fact.must_join and not fact.must_start and fact.join <= 0


def _first_rates(facts: Sequence[_Facts], limit: int, tagged: bool) -> Rates:
    """From what is certain: lines without the hashtag that cannot go on on the next one."""
    untagged = sum(
        not fact.tag and (below.must_start or fact.length + below.length > limit + 2)
        for fact, below in zip(facts, facts[1:], strict=False)
    )
    return _rates(USUAL_GOING_ON * len(facts), len(facts), untagged, len(facts), tagged)


def _learn(facts: Sequence[_Facts], spans: Sequence[tuple[int, int]], tagged: bool) -> Rates:
    untagged = sum(not any(facts[i].tag for i in range(first, last + 1)) for first, last in spans)
    joins = sum(_plain(facts[i]) for first, last in spans for i in range(first + 1, last + 1))
    return _rates(joins, sum(map(_plain, facts[1:])), untagged, len(spans), tagged)


def _best(facts: Sequence[_Facts], limit: int, rates: Rates) -> list[tuple[int, int]]:
    """Viterbi over ends of tweets. `best[j]` is the best score of the first j lines; linear in lines times MAX_LINES."""
    n = len(facts)
    best = [0.0] + [-math.inf] * n
    back = [0] * (n + 1)
    for first in range(n):
        base = best[first] + facts[first].start
        length = tags = 0
        joined = 0.0
        for last in range(first, min(first + MAX_LINES, n)):
            fact = facts[last]
            if last > first:
                joined += rates.going_on + fact.join
                if joined == -math.inf:
                    break
            length += fact.length
            tags += fact.tag
            broken = BROKEN_UP * (last - first - 1) if fact.tags_alone and last > first else 0.0
            score = base + joined + broken + _ending(fact, tags, length - 1, limit, rates)
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


def _ending(last: _Facts, tags: int, length: int, limit: int, rates: Rates) -> float:
    """What speaks for a tweet that ends with this line, has the hashtag in so many lines, and is so long."""
    if not tags:
        score = rates.no_tag + (CUT_END if last.cut else 0.0)
    else:
        score = TAG_AGAIN * (tags - 1) + (TAG_AT_END if last.tag_at_end else 0.0 if last.tag else TAG_NOT_LAST)
    return score + (TOO_LONG + TOO_LONG_EACH * (length - limit) if length > limit else 0.0)
