"""A live-chat page, copied: newest first, the time above its tweet, then name and handle, then the text.

    #February 2020
    Mira Kestle @mira_k
    The newest tweet has no time.
    2:03 PM
    Kofi (Plot 9) @KofiAtPlot9
    A1: Sitting down.
    [Retweeted by Mira Kestle]

The clocks name no day, so nobody can put the tweets in order by their times alone: this reader does it by the page's
own order and hands them on oldest first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from chatlens.models import Moment, Note, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._archive import TITLE_LENGTH, day_in, month_in
from chatlens.readers._days import newest_first, posted
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._moments import Written, YearlessDay, moment
from chatlens.readers._pages import Record, explained, joined, last_written, left_over, page_end
from chatlens.sources import split_lines

NAME_LENGTH = 120  # characters of the longest name with its handle
MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance
TIME_LENGTH = 40  # characters of the longest time, its day included
ANY_DAY = date(2000, 1, 1)  # of times that are only compared with each other

_CLOCK = re.compile(r"\d:\d\d")
_RETWEETED = re.compile(r"\[(?:Retweeted|Liked|Favorited|Quoted)\sby\s[^\]]{1,200}\]$", re.IGNORECASE)
_FOOT = re.compile(r"(?i)(?:load more|show more|older|newer|older tweets|back to top)$|(?:©|copyright)\s")


class Said(NamedTuple):
    """A tweet's place, and what the lines above its text say."""

    record: Record
    when: Written | None
    name: str | None
    handle: str


@functools.cache
def _person() -> re.Pattern[str]:
    return re.compile(r"(?P<name>(?:\S++\s++)*+)[@＠](?P<handle>[A-Za-z0-9_]{1,15})$")


def sniff(head: str) -> float:
    """The share of lines that belong to a time with a name and a handle below it and a text, where most times have
    them."""
    lines = [line.strip() for line in split_lines(head)]
    found = _said(lines)
    timed = sum(said.when is not None for said in found)
    times = sum(_when(line) is not None for line in lines)
    if len(found) < MIN_RECORDS or timed < max(MIN_RECORDS - 1, times / 2):  # the newest one has no time
        return 0.0
    return explained((said.record for said in found), lines)


def read(source: Source, options: Options) -> Reading:
    """Read every tweet, oldest first; headings and what the page prints besides are `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    found = _said(lines)
    first = found[0].record.start if found else len(lines)
    above = [line for line in lines[:first] if line]
    day = next((day for line in above if (day := day_in(line)) is not None), None)
    month = next((month for line in above if (month := month_in(line)) is not None), None)
    covered = {at for said in found for at in range(said.record.start, said.record.end)}
    unread = left_over(physical, covered, lambda at: _reason(lines[at], at < first))
    written = [_completed(said.when, day or month) for said in found]
    moments = posted(written, [None] * len(found), options, day)
    tweets = [_tweet(lines, said, when) for said, when in zip(found, moments, strict=True)]
    if newest_first([_completed(said.when, ANY_DAY) for said in found]) is not False:
        tweets.reverse()
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    title = above[0].lstrip("#") if above and len(above[0]) <= TITLE_LENGTH else None
    return Reading("live-page", tuple(tweets), unread, tuple(_notes(tweets, month)), hashtag, title)


def _said(lines: Sequence[str]) -> list[Said]:
    """Every tweet with a text: a person below a time, and the first person of all, whose time the page leaves out."""
    heads: list[Said] = []
    above, when = 0, None  # the time that stands above, and its line
    for at, line in enumerate(lines):
        if not line:
            continue
        person = _person().match(line) if len(line) <= NAME_LENGTH and (when is not None or not heads) else None
        if person and (when is not None or person["name"]):
            start = at if when is None else above
            heads.append(Said(Record(start, at + 1, at + 1), when, person["name"].strip() or None, person["handle"]))
        above, when = at, _when(line)
    if 2 * sum(said.name is None for said in heads) > len(heads):  # names are the rule, or these are answered people
        heads = [said for said in heads if said.name is not None]
    if not heads:
        return []
    ends = [*(said.record.start for said in heads[1:]), page_end(lines, [said.record for said in heads])]
    found = []
    for at, (said, end) in enumerate(zip(heads, ends, strict=True), 1):
        body = said.record.body
        last = last_written(lines, body, end)
        while at == len(heads) and last > body and (_FOOT.match(lines[last]) or _when(lines[last])):
            last = last_written(lines, body, last)
        if any(line and not _RETWEETED.match(line) for line in lines[body : min(last + 1, end)]):
            found.append(said._replace(record=Record(said.record.start, body, last + 1)))
    return found


def _when(line: str) -> Written | None:
    """What a line says that is nothing but a clock, perhaps with its day."""
    found = moment(line) if len(line) <= TIME_LENGTH and "@" not in line and _CLOCK.search(line) else None
    return None if isinstance(found, YearlessDay) and found.clock is None else found


def _completed(when: Written | None, day: date | None) -> Written | None:
    """A day without its year with the year of the page's day, or of its month."""
    return when.near(day) if isinstance(when, YearlessDay) and day is not None else when


def _tweet(lines: Sequence[str], said: Said, when: Moment | None) -> Tweet:
    start, body, end = said.record
    text = joined(line for line in lines[body:end] if not _RETWEETED.match(line))
    return Tweet(start + 1, end, text, said.handle, said.name, when)


def _reason(line: str, above: bool) -> str:
    if above:
        return "a heading of the page"
    if _when(line) or _RETWEETED.match(line) or (len(line) <= NAME_LENGTH and _person().match(line)):
        return "a tweet without text"
    return "a line of the page, not of a tweet"


def _notes(tweets: Sequence[Tweet], month: date | None) -> Iterator[Note]:
    if len(tweets) > 1 and not any(tweet.posted_at for tweet in tweets):
        example = month or date(2021, 3, 23)
        says = f"the month ({month:%Y-%m}), not the day" if month else "no day"
        yield Note(
            f"the page says {says}, so its tweets have no times; their order is the page's, from its end.",
            f"Give the day with --date {example:%Y-%m-%d}.",
        )


SHAPE = Shape(
    "live-page",
    "a live-chat page, newest first: a time (2:03 PM), then name and @handle, then the text",
    sniff,
    read,
)
