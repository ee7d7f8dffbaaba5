"""Cuts the lines of a pasted dump into tweets: the best segmentation of the whole file, by dynamic programming.

A tweet is usually one line, but it may span several, and nothing in the text says for certain where one ends. Each
piece of evidence is worth some log-odds (natural logarithm; positive speaks for, negative against), and the
segmentation with the greatest sum wins. Rates in which files differ most are learnt from the file itself: how often a
line goes on on the next one, how often a tweet lacks the chat's hashtag, and whether empty lines stand between tweets
or inside them. They start from what is certain (a line of hashtags alone is no tweet) and settle in a few rounds.

The weights below were set by hand so that one strong piece of evidence outweighs two weak ones; they were checked on
pasted transcripts of education chats, and the result does not hang on the second digit of any of them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from chatlens import entities, forms, labels
from chatlens.models import Label

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
SURE_LABEL_INSIDE = -6.0  # a line that is not its first starts with "A1:"
LABEL_INSIDE = -2.5  # ... with "A1 " that may be something else
RETWEET_INSIDE = -4.0  # ... with "RT @x:"
OPENING_INSIDE = -2.0  # ... with a greeting, a reaction or a handle, as tweets of their own do
OPENING_NO_TAG = 1.0  # tweets that begin so are replies, which lack the hashtag more often than others
TAGS_ALONE_JOINED = 4.0  # a line of hashtags alone goes on from the line above
TAGS_ALONE_START = -6.0  # ... and is hardly a tweet of its own
LABEL_ALONE_JOINED = 6.0  # a line that is a label alone goes on
ITEM_JOINED = 2.0  # a list item or a line that starts in the middle of a sentence goes on from the line above
ITEM_START = -2.0  # ... and hardly starts a tweet
OPEN_END_JOINED = 1.5  # a line that ends in a colon or comma goes on
SEQUEL_JOINED = 2.0  # a line that starts with "Second," or "Finally," goes on
NAMES_JOINED = 2.0  # a line of handles or links alone goes on from the line above, and one of handles on the one below
BLANK_END_JOINED = 2.0  # a line with a blank at its end goes on: Twitter cuts blanks off a tweet's end
BLANK_ENDS = 0.2  # ... unless more lines than this share end so: then the copying put the blanks there
SHORT_ABOVE = 1.0  # a short line goes on, as in a list or a sentence a line ...
SHORT_BOTH = 0.5  # ... more so on another short one
SHORT = 60  # characters of a short line
SAME_NEIGHBOUR = 1.5  # wherever this line stands, the same line follows it; for each place but one ...
SAME_NEIGHBOUR_MOST = 4.5  # ... and for all together: a popular tweet may be shown under its comment each time
PASSAGE = 12  # lines that follow each other wherever they stand, beyond which a part of the chat was pasted twice
OTHER_NEIGHBOUR = -4.0  # it also stands before (after) another line
CUT_END = 2.0  # a retweet that ends in an ellipsis: its end, and with it the hashtag, was cut off
BROKEN_UP = 1.0  # each break in a tweet whose hashtags stand alone on the last line: its author breaks lines
TOO_LONG = -6.0  # longer than a tweet can be ...
TOO_LONG_EACH = -0.02  # ... and for each weighted character of it

_ITEM = re.compile(r"\s*+(?:[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT)\s?+@|[“\"]@\w)")
_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet
_SEQUEL = re.compile(
    r"(?i)\s*+(?:second|third|secondly|thirdly|finally|lastly|also|then|next|plus|and|but|so|because|however|therefore|instead)\b"
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")
_VIA = re.compile(r"(?i)\s*+[/(]?+(?:via|h/?t|cc)\b:?+")
_BETWEEN_ENTITIES = frozenset(".,;:&()/…|")


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
    tag_not_last: float  # score of a tweet that has it, but in a line before its last one
    empty: float  # score of an empty line between two lines for the second going on from the first ...
    no_empty: float  # ... and of none


class _Facts(NamedTuple):
    length: int  # weighted characters
    tag: bool  # has the chat's hashtag
    tag_at_end: bool  # nothing but tags, handles and links behind it
    opening: float  # 0-1: how much it begins as replies and greetings do
    start: float  # score of starting a tweet here
    join: float  # score of going on here from the line above, but for the learnt rate
    retweet: bool  # starts with a retweet mark
    cut: bool  # ends in an ellipsis
    tags_alone: bool
    names_alone: bool  # nothing but handles or links
    empty_above: bool
    must_join: bool  # certainly goes on from the line above
    must_start: bool  # certainly starts a tweet


def segment(lines: Sequence[Line], hashtag: str | None) -> list[tuple[int, int]]:
    """Spans of `lines` (first and last index, both included) that are a tweet each; they cover all lines in order."""
    if not lines:
        return []
    facts = _facts(lines, hashtag)
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


def _facts(lines: Sequence[Line], hashtag: str | None) -> list[_Facts]:
    tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)") if hashtag else None
    blank_ends = sum(line.text[-1:].isspace() for line in lines) <= BLANK_ENDS * len(lines)
    facts: list[_Facts] = []
    above: Line | None = None
    for line, neighbours in zip(lines, _neighbours(lines), strict=True):
        text = line.text
        found = labels.find(text)
        kinds = _alone(text)
        tags_alone = "hashtag" in kinds and text.lstrip()[0] in "#＃"
        item = bool(_ITEM.match(text)) and not found
        retweet = bool(_RETWEET.match(text))
        opening = _opening(text)
        closed = above is not None and above.closed
        after_label = above is not None and _label_alone(above.text)
        join = (
            -math.inf
            if closed
            else neighbours + _join(above, line, found, tags_alone, item, retweet, after_label, opening)
        )
        if above is not None and blank_ends and above.text[-1:].isspace():
            join += BLANK_END_JOINED
        last = max(tag.finditer(text), key=re.Match.start, default=None) if tag else None
        facts.append(
            _Facts(
                length=entities.weighted_length(text) + 1,
                tag=last is not None,
                tag_at_end=last is not None and _only_entities(text[last.end() :]),
                opening=opening,
                start=(TAGS_ALONE_START if tags_alone else 0.0) + (ITEM_START if item else 0.0),
                join=join,
                retweet=retweet,
                cut=bool(_CUT.search(text[-8:])),
                tags_alone=tags_alone,
                names_alone=bool(kinds) and "hashtag" not in kinds,
                empty_above=line.blank_before,
                must_join=not closed and above is not None and (tags_alone or item or after_label),
                must_start=closed or (bool(found) and found[0].sure),
            )
        )
        above = line
    return facts


def _opening(text: str) -> float:
    if text.lstrip()[:1] in ("@", "＠"):
        return 1.0
    body = forms.body(text)
    return max(forms.greeting(body), forms.reaction(body))


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
    opening: float,
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
    elif _alone(line.text) or _alone(above.text) == {"mention"}:
        join += NAMES_JOINED
    elif item:
        join += ITEM_JOINED
    elif _SEQUEL.match(line.text):
        join += SEQUEL_JOINED
    else:
        join += OPENING_INSIDE * opening
    if len(above.text) < SHORT:
        join += SHORT_ABOVE + (SHORT_BOTH if len(line.text) < SHORT else 0.0)
    return join


def _alone(text: str) -> frozenset[str]:
    """The kinds of entities in a line that holds nothing else ("via" before them aside); empty for any other line."""
    found = entities.find(text)
    via = _VIA.match(text)
    position = via.end() if via else 0
    for entity in (*found, entities.Entity("", "", len(text), len(text))):
        if any(not c.isspace() and c not in _BETWEEN_ENTITIES for c in text[position : entity.start]):
            return frozenset()
        position = entity.end
    return frozenset(entity.kind for entity in found)


def _only_entities(rest: str) -> bool:
    """Whether a tail holds nothing but hashtags, handles, links and punctuation."""
    return all(
        word[0] in "#＃@＠"
        or "://" in word
        or word.startswith("pic.twitter.com/")
        or not any(c.isalnum() for c in word)
        for word in rest.split()
    )


def _neighbours(lines: Sequence[Line]) -> list[float]:
    """For each line: what the other places of it and of the line above say for its going on from the line above."""
    folded = [" ".join(_RETWEETED.sub("", line.text).casefold().split()) for line in lines]
    times = Counter(folded)
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for one, other in zip(folded, [*folded[1:], ""], strict=True):
        if times[one] > 1:
            after[one].add(other)
        if other and times[other] > 1:
            before[other].add(one)
    scores = [0.0]
    for one, other in pairwise(folded):
        if len(after.get(one, ())) > 1 or len(before.get(other, ())) > 1:
            scores.append(OTHER_NEIGHBOUR)
        else:
            scores.append(min(SAME_NEIGHBOUR * (min(times[one], times[other]) - 1), SAME_NEIGHBOUR_MOST))
    for same, run in groupby(range(len(scores)), key=lambda place: scores[place] > 0):
        passage = list(run)
        if same and len(passage) > PASSAGE:
            scores[passage[0] : passage[-1] + 1] = [0.0] * len(passage)
    return scores


def _limit(facts: Sequence[_Facts]) -> int:
    """The longest a tweet of this chat can be, in weighted characters."""
    lengths = [fact.length for fact in facts if fact.tag_at_end]
    short = sum(length <= OLD_TWEET_LENGTH + 1 for length in lengths)
    return OLD_TWEET_LENGTH if len(lengths) >= OLD_LINES and short >= OLD_SHARE * len(lengths) else TWEET_LENGTH


def _rates(
    facts: Sequence[_Facts],
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


def _plain(fact: _Facts) -> bool:
    """Whether nothing but the habit of the file speaks for this line going on from the line above."""
    return not fact.must_join and not fact.must_start and fact.join <= 0


def _first_rates(facts: Sequence[_Facts], limit: int) -> Rates:
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


def _learn(facts: Sequence[_Facts], spans: Sequence[tuple[int, int]]) -> Rates:
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


def _best(facts: Sequence[_Facts], limit: int, rates: Rates) -> list[tuple[int, int]]:
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
