"""Tweets led by their authors, the time at the end: "mira_k: Welcome to the shed. -8:59 PM Aug 18th, 2011".

A tweet goes from its author's line down to the line that ends in a time. The colon may be missing.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import time
from typing import NamedTuple

from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._days import heading, notes
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._pages import Record, explained, joined, left_over
from chatlens.readers._sheet import sheet
from chatlens.readers._trailing import Trailing, trailing_time
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance
MIN_PEOPLE = 2  # different authors
LEAST_DENSITY = 0.2  # share of lines that end in a time; tweets of more than five lines are rare
COLONS = 0.5  # share of tweets that have a colon behind the author, from which one without does not begin a tweet

_COLON = re.compile(r"[@＠]?(?P<handle>\w[\w.@-]{0,59})\s?:\s++(?P<text>\S.*)$")
_PLAIN = re.compile(r"[@＠]?(?P<handle>\w[\w.@-]{0,59})(?:\s?:)?\s++(?P<text>\S.*)$")
RARE_FORM = 0.2  # share of times below which those without a day are words of a tweet
LINE_END = sys.maxsize  # a position behind any line's end


class Said(NamedTuple):
    """A tweet's place, who says it, and when."""

    record: Record
    head: re.Match[str]
    time: Trailing


def sniff(head: str) -> float:
    """The share of lines that belong to tweets which end in a time, where several people's do."""
    lines = [line.strip() for line in split_lines(head)]
    said = _said(lines)
    people = Counter(one.head["handle"].casefold() for one in said)
    if len(said) < max(MIN_RECORDS, LEAST_DENSITY * sum(map(bool, lines))) or len(people) < MIN_PEOPLE:
        return 0.0
    return explained((one.record for one in said), lines)


def read(source: Source, options: Options) -> Reading:
    """Read every tweet; headings and lines that lead to no time are `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    said = _said(lines)
    page = sheet(lines, (one.record for one in said))
    written = [one.time.written for one in said]
    moments = page.moments(written, options)
    tweets = [
        Tweet(one.record.start + 1, one.record.end, _text(lines, one), one.head["handle"], posted_at=when)
        for one, when in zip(said, moments, strict=True)
    ]
    unread = left_over(physical, page.covered, page.reason)
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading("trailing-times", tuple(tweets), unread, notes(tweets, written), hashtag, page.head.title)


def _said(lines: Sequence[str]) -> list[Said]:
    """Every tweet that has an author and ends in a time."""
    ends = [(at, stamp) for at, line in enumerate(lines) if (stamp := trailing_time(line)) is not None]
    ends = _without_words(lines, ends)
    segments = [*zip([0, *(at + 1 for at, _ in ends)], ends, strict=False)]
    with_colon = [_places(lines, start, at, stamp, _COLON) for start, (at, stamp) in segments]
    by_colon = sum(map(bool, with_colon)) >= COLONS * len(segments)
    found = []
    for (start, (at, stamp)), places in zip(segments, with_colon, strict=True):
        found.append(places if by_colon and places else _places(lines, start, at, stamp, _PLAIN))
    alone = {places[0].head["handle"].casefold() for places in found if len(places) == 1}
    if not by_colon:  # every word may be an author: one that is seen elsewhere is, and none of a heading's
        for places in found:
            places.sort(key=lambda one: one.head["handle"].casefold() not in alone)
    return [places[0] for places in found if places]


def _without_words(lines: Sequence[str], ends: list[tuple[int, Trailing]]) -> list[tuple[int, Trailing]]:
    """The times without those that are words of a tweet: nearly all others name a day, and no author of others
    follows."""
    dayless = [isinstance(stamp.written, time) for _, stamp in ends]
    if sum(dayless) >= RARE_FORM * len(ends):
        return ends
    below = [_PLAIN.match(next((line for line in lines[at + 1 : at + 4] if line), "")) for at, _ in ends]
    authors = {head["handle"].casefold() for head, bare in zip(below, dayless, strict=True) if head and not bare}
    return [
        end
        for end, head, bare in zip(ends, below, dayless, strict=True)
        if not bare or head is None or head["handle"].casefold() in authors
    ]


def _places(lines: Sequence[str], start: int, end: int, stamp: Trailing, pattern: re.Pattern[str]) -> list[Said]:
    """Where the tweet that ends in that time may begin: below what heads it."""
    for at in range(start, end):
        if heading(lines[at]) is not None or (not start and not lines[at]):
            start = at + 1
    return [
        Said(Record(place, place + 1, end + 1), head, stamp)
        for place in range(start, end + 1)
        if (head := pattern.match(lines[place], 0, stamp.start if place == end else LINE_END))
    ]


def _text(lines: Sequence[str], one: Said) -> str:
    """What stands between author and time."""
    _, body, end = one.record
    if end == body:
        return one.head["text"].strip()
    return joined([one.head["text"], *lines[body : end - 1], lines[end - 1][: one.time.start]])


SHAPE = Shape(
    "trailing-times",
    "tweets that begin with their author and end in their time: handle: text -8:59 PM Aug 18th, 2011",
    sniff,
    read,
)
