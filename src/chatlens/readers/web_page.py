"""The web page of X or Twitter, copied whole: name, handle and date above each tweet, its counts below, and whatever
the page prints around them. Pages since 2019 copy line by line, those before put the head of a tweet on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from chatlens.models import Moment, Note, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._furniture import Counts, announces_quote, counts, is_counting, is_number, is_phrase
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._page_heads import HANDLE, HEAD_LINE, REPLYING, Head, heads, is_advertisement, records, visible
from chatlens.readers._pages import Record, explained, joined, last_written, left_over
from chatlens.readers._stamps import dated_stamp, read_stamp
from chatlens.sources import split_lines

LEAST_TWEETS = 3  # heads of tweets that make a page
EMPTY, PAID, BETWEEN = "a tweet without text", "an advertisement", "a line of the page, not of a tweet"

_HANDLES = re.compile(r"(?i)(?:[@＠]\w{1,15}|and|,|&|\d{1,2}\sothers|\s)++")
_CLOSES = tuple(".,:;!?)…’'”")  # no blank stands before these
_OPENS = tuple("(“‘\"'")  # ... and none behind these


def sniff(head: str) -> float:
    """The share of lines in tweets that have a name, a handle and a date above them."""
    raw = split_lines(head)
    lines = [visible(line).strip() for line in raw]
    found = heads(raw, lines)
    return explained(records(found, lines), lines) if len(found) >= LEAST_TWEETS else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every tweet that has a head; what the page prints around it belongs to it, the rest is `Unread`."""
    raw = split_lines(source.text)
    lines = [visible(line).strip() for line in raw]
    found = heads(raw, lines)
    tweets: list[Tweet] = []
    covered: set[int] = set()
    empty: set[int] = set()
    day: date | None = None  # the last one with its year: the page leaves out the year it was copied in
    quoting = False  # the tweet above quotes the next: the counts below that one are its own
    paid: set[int] = set()
    for head, record in zip(found, records(found, lines), strict=True):
        if is_advertisement(head):
            quoting = False
            paid.update(range(record.start, record.end))
            continue
        tail = _tail(lines, head, record)
        tweet = _tweet(raw, lines, head, record, tail, read_stamp(tail.stamp, options, day))
        if tweet is not None:
            whose = tweets.pop() if quoting else tweet
            counted = replace(whose, likes=tail.counts.likes, retweets=tail.counts.retweets)
            quoter = replace(counted, quotes_line=tweet.first_line)
            tweets += [quoter, tweet] if quoting else [counted]
            day = tweet.posted_at.date() if isinstance(tweet.posted_at, datetime) else tweet.posted_at or day
        quoting = tweet is not None and tail.quotes
        (empty if tweet is None else covered).update(range(record.start, record.end))
    unread = left_over(raw, covered, lambda at: EMPTY if at in empty else PAID if at in paid else BETWEEN)
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading("web-page", tuple(tweets), unread, tuple(_notes(tweets)), hashtag)


class _Tail(NamedTuple):
    """What the page prints below a text."""

    first: int  # 0-based line with which it begins
    stamp: str
    counts: Counts
    quotes: bool  # the tweet below is one that this one quotes


def _tail(lines: list[str], head: Head, record: Record) -> _Tail:
    end, stamp, numbers = record.end, head.stamp, []
    quotes = announces_quote(lines[last_written(lines, record.start, record.end)])
    while end > record.body:
        line = lines[end - 1]
        if dated := dated_stamp().match(line) if len(line) < HEAD_LINE else None:
            stamp = dated["stamp"]
        elif is_number(line) or (is_counting(line) and not announces_quote(line)):
            numbers.append(line)
        elif line and not is_phrase(line) and not announces_quote(line):
            break
        end -= 1
    return _Tail(end, stamp, counts(numbers[::-1]), quotes)


def _tweet(
    raw: list[str], lines: list[str], head: Head, record: Record, tail: _Tail, posted_at: Moment | None
) -> Tweet | None:
    """The tweet of a head, without its counts; None if it has no text."""
    first, end = record.body, tail.first
    reply_to: tuple[str, ...] = ()
    while first < end and (not lines[first] or is_phrase(lines[first]) or REPLYING.fullmatch(lines[first])):
        if match := REPLYING.fullmatch(lines[first]):
            first, named = _answered(lines, first, end, match["handles"] or "")
            reply_to += named
        first += 1
    text = "\n".join(_mended([visible(raw[at]) for at in range(first, end)]))
    if not text.strip():
        return None
    return Tweet(
        first_line=record.start + 1,
        last_line=last_written(raw, record.start, record.end) + 1,
        text=joined(text.split("\n")),
        author=head.handle,
        name=head.name,
        posted_at=posted_at,
        reply_to=tuple(dict.fromkeys(reply_to)),
    )


def _answered(lines: list[str], at: int, end: int, beside: str) -> tuple[int, tuple[str, ...]]:
    """The last line of a reply mark that starts on the line `at`, and the handles it names."""
    named = HANDLE.findall(beside)
    while at + 1 < end and len(lines[at + 1]) < HEAD_LINE and (not lines[at + 1] or _HANDLES.fullmatch(lines[at + 1])):
        at += 1
        named += HANDLE.findall(lines[at])
    return at, tuple(named)


def _mended(lines: list[str]) -> Iterator[str]:
    """The lines of a text; those that the page began anew at a mention are whole again."""
    whole: str | None = None
    opened = False  # a mention ended the line: what follows goes on from it
    for line in lines:
        mention = bool(HANDLE.fullmatch(line.strip()))
        if whole is None or not line.strip() or not (mention or opened):
            if whole is not None:
                yield whole
            whole = line
        else:
            close = whole[-1:].isspace() or line[:1].isspace() or whole.endswith(_OPENS)
            close = close or (not mention and line.startswith(_CLOSES))
            whole += line if close else f" {line}"
        opened = mention
    if whole is not None:
        yield whole


def _notes(tweets: list[Tweet]) -> Iterator[Note]:
    undated = [tweet.first_line for tweet in tweets if tweet.posted_at is None]
    if undated:
        yield Note(
            f"{len(undated)} of {len(tweets)} tweets have no date that can be read (the page says “23h” or leaves out "
            "the year), so the file's order is used.",
            "Give the year with --date.",
            tuple(undated[:20]),
        )


SHAPE = Shape(
    "web-page",
    "X's or Twitter's web page, copied whole: name, @handle and date above each tweet, its counts below",
    sniff,
    read,
)
