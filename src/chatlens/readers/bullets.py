"""A page of a chat archive, copied as a list: author and time behind a bullet, the text indented below.

      • mira_k - Moderator Mar 23 @ 8:05 PM EDT
        Q1: What is your shed really for? #gardenchat
          • dun_oakhey Mar 23 @ 8:01 PM EDT
            A tweet that the one above quotes, one level deeper: a printed copy.

A quoted copy is a tweet of its own, directly behind the one that quotes it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._archive import MARK, STAMP, moderators, stamped
from chatlens.readers._days import notes
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._pages import Record, explained, joined, last_written, left_over
from chatlens.readers._sheet import sheet
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance
WIDEST_WRAP = 100  # characters; programs that break lines at a width take 72 to 80


class Item(NamedTuple):
    """An item of the list, and the line that says who wrote it and when."""

    record: Record
    said: re.Match[str]
    indent: int  # blanks before it; an item deeper than the one above is quoted by that one


@functools.cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:[•●◦○▪■‣⁃∙·*o+-]\s++)?@?(?P<handle>[a-z0-9_]{{1,15}})(?:\s++{MARK})?\s++{STAMP}$")


def sniff(head: str) -> float:
    """The share of lines that belong to items with an author and a time, where several do."""
    lines = split_lines(head)
    items = _items(lines)
    return explained((item.record for item in items), lines) if len(items) >= MIN_RECORDS else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every item of the list; the page's head and what stands between the items is `Unread`."""
    lines = split_lines(source.text)
    items = _items(lines)
    page = sheet(lines, (item.record for item in items))
    written = [stamped(item.said["stamp"]) for item in items]
    width = _wrap_width([lines[item.record.body : item.record.end] for item in items])
    tweets = []
    for (record, said, indent), posted, below in zip_longest(items, page.moments(written, options), items[1:]):
        text = _text(lines[record.body : record.end], width)
        quotes = below.record.start + 1 if below and below.indent > indent else None
        tweets.append(Tweet(record.start + 1, record.end, text, said["handle"], posted_at=posted, quotes_line=quotes))
    unread = left_over(lines, page.covered, lambda at: _reason(lines[at], at < page.first))
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    hosts = moderators((said["handle"], said["mark"]) for _, said, _ in items)
    return Reading("bullets", tuple(tweets), unread, notes(tweets, written), hashtag, page.head.title, hosts)


def _items(lines: Sequence[str]) -> list[Item]:
    """Every item with a text. Its text is what is indented deeper, or all up to the next item if nothing is."""
    heads = [
        (at, said)
        for at, line in enumerate(lines)
        if ":" in line and (said := _said().match(line.strip())) and stamped(said["stamp"])
    ]
    if not heads:
        return []
    ends = [*(at for at, _ in heads[1:]), len(lines)]
    below = [
        _indent(lines[at + 1]) > _indent(lines[at])
        for (at, _), end in zip(heads, ends, strict=True)
        if at + 1 < end and lines[at + 1].strip()
    ]
    indented = 2 * sum(below) >= len(below)
    found = []
    for (start, said), end in zip(heads, ends, strict=True):
        if indented:
            outside = (
                at for at in range(start + 1, end) if lines[at].strip() and _indent(lines[at]) <= _indent(lines[start])
            )
            end = next(outside, end)
        last = last_written(lines, start, end)
        if last > start:
            found.append(Item(Record(start, start + 1, last + 1), said, _indent(lines[start])))
    return found


def _indent(line: str) -> int:
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def _wrap_width(bodies: Sequence[Sequence[str]]) -> int | None:
    """The width at which a program broke the texts' lines: most of them end where the next word does not fit."""
    width = max((len(line) for body in bodies for line in body), default=0)
    ends = [_overflows(line, below, width) for body in bodies for line, below in pairwise(body) if below.strip()]
    return width if width <= WIDEST_WRAP and 2 * sum(ends) > len(ends) else None


def _overflows(line: str, below: str, width: int) -> bool:
    """Whether the first word of the line below does not fit behind a line."""
    words = below.split(None, 1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) > width


def _text(lines: Sequence[str], width: int | None) -> str:
    """The lines without their indentation; those that were broken at the page's width are put together again."""
    kept = [lines[0].strip()]
    for line, below in pairwise(lines):
        if width is not None and line.strip() and _overflows(line, below, width):
            kept[-1] += " " + below.strip()
        else:
            kept.append(below.strip())
    return joined(kept)


def _reason(line: str, above: bool) -> str:
    if _said().match(line.strip()):
        return "a tweet without text"
    return "the head of the page" if above else "a line of the page, not of a tweet"


SHAPE = Shape(
    "bullets",
    "a page of a chat archive as a list: • handle Jan 3 @ 8:00 PM EST, the text indented below",
    sniff,
    read,
)
