"""A page of a chat archive, copied: handle, moderator's mark and time on lines of their own, then the text, which is
cut into a new line at every mention, hashtag and link.

    mira_k
    - Moderator
    Mar 23 @ 8:05 PM EDT
    Q1: What is your shed really for?
    #gardenchat
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from chatlens import entities
from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._archive import MARK, STAMP, moderators, stamped
from chatlens.readers._days import notes
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._pages import Record, explained, joined, last_written, left_over, page_end
from chatlens.readers._sheet import sheet
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance

_CLOSES = re.compile(
    r"[.,;!?…)\]}”%]|:(?!\S)|['’]s\b|\"(?!\w)"
)  # goes on without a blank behind a mention, tag or link
_OPENS = re.compile(r"(?:[(\[{“‘/]|^\.|(?:^|\s)[\"'])$")  # a mention, tag or link goes on without a blank behind it


class Said(NamedTuple):
    """A tweet's place, and what the lines above its text say."""

    record: Record
    handle: str
    mark: str | None
    stamp: str


@functools.cache
def _stamp() -> re.Pattern[str]:
    return re.compile(rf"(?i){STAMP}$")


@functools.cache
def _handle() -> re.Pattern[str]:
    return re.compile(rf"@?(?P<handle>[A-Za-z0-9_]{{1,15}})(?:\s++{MARK})?$")


@functools.cache
def _mark() -> re.Pattern[str]:
    return re.compile(rf"{MARK}$")


def sniff(head: str) -> float:
    """The share of lines that belong to a handle, a time and a text on lines of their own, where several do."""
    lines = [line.strip() for line in split_lines(head)]
    found = _said(lines)
    return explained((said.record for said in found), lines) if len(found) >= MIN_RECORDS else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every tweet and mend its text; the page's head and what stands between the tweets is `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    everything = _said(lines)
    found = [said for said in everything if said.record.end > said.record.body]
    empty = {at for said in everything for at in range(said.record.start, said.record.body)}
    first = everything[0].record.start if everything else len(lines)
    page = sheet(lines, (said.record for said in found))
    written = [stamped(said.stamp) for said in found]
    tweets = tuple(
        Tweet(
            said.record.start + 1,
            said.record.end,
            mended(lines[said.record.body : said.record.end]),
            said.handle,
            posted_at=when,
        )
        for said, when in zip(found, page.moments(written, options), strict=True)
    )
    unread = left_over(physical, page.covered, lambda at: _reason(at < first, at in empty))
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    hosts = moderators((said.handle, said.mark) for said in found)
    return Reading("broken-lines", tweets, unread, notes(tweets, written), hashtag, page.head.title, hosts)


def mended(lines: Sequence[str]) -> str:
    r"""The text before it was cut: a blank at every cut, none before punctuation; other line breaks are the author's.

    >>> mended(["RT", "@mira_k", ": Two uses:", "1. tea", "2. hiding", "#gardenchat", "!"])
    'RT @mira_k: Two uses:\n1. tea\n2. hiding #gardenchat!'
    """
    parts = [lines[0]]
    for above, below in pairwise(lines):
        cut = above and below and (_ends_in_entity(above) or _begins_with_entity(below))
        if not cut:
            parts.append("\n")
        elif not (_CLOSES.match(below) and _ends_in_entity(above)) and not _OPENS.search(above):
            parts.append(" ")
        parts.append(below)
    return joined("".join(parts).split("\n"))


def _begins_with_entity(line: str) -> bool:
    return any(entity.start == 0 for entity in entities.find(line)[:1])


def _ends_in_entity(line: str) -> bool:
    return any(entity.end == len(line) for entity in entities.find(line)[-1:])


def _said(lines: Sequence[str]) -> list[Said]:
    """Every tweet: its handle and mark stand above its time, its text below it up to the next handle."""
    heads = []
    above = -1  # where the tweet before has its time: a handle stands below it
    for at, line in enumerate(lines):
        stamp = _stamp().match(line) if ":" in line else None
        if not stamp or stamped(stamp["stamp"]) is None:
            continue
        start = _written_before(lines, at, above)
        mark = _mark().match(lines[start]) if start is not None else None
        if mark and start is not None:
            start = _written_before(lines, start, above)
        handle = _handle().match(lines[start]) if start is not None else None
        above = at
        if handle and start is not None:
            heads.append(
                Said(Record(start, at + 1, at + 1), handle["handle"], (mark or handle)["mark"], stamp["stamp"])
            )
    if not heads:
        return []
    ends = [*(said.record.start for said in heads[1:]), page_end(lines, [said.record for said in heads])]
    return [
        said._replace(record=said.record._replace(end=last_written(lines, said.record.body - 1, end) + 1))
        for said, end in zip(heads, ends, strict=True)
    ]


def _written_before(lines: Sequence[str], at: int, above: int) -> int | None:
    """0-based index of the nearest line with text between two others."""
    return next((before for before in range(at - 1, above, -1) if lines[before]), None)


def _reason(above: bool, empty: bool) -> str:
    if above:
        return "the head of the page"
    return "a tweet without text" if empty else "a line of the page, not of a tweet"


SHAPE = Shape(
    "broken-lines",
    "a page of a chat archive: handle, time (May 8 @ 8:02 PM EDT), text on lines of their own, a new line at every tag",
    sniff,
    read,
)
