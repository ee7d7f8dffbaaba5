"""Tweets led by their authors: "@mira_k: Q1: What is your shed really for?", the time on the next line or nowhere.

    @mira_k: Q1: What is your shed really for? #gardenchat
    September 12, 2012, 1:00 am

Topic chats look so too: "@mira_k: TOPIC: Sheds". With times a tweet goes down to its time; without, to the next author,
and in a recap that is prose for the most part, to the paragraph's end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from chatlens import labels
from chatlens.models import Heading, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._asked import ASKED, asked, asking, begun, heading, is_new, stands_alone
from chatlens.readers._days import LONGEST_HEADING, has_clock, notes
from chatlens.readers._furniture import is_counting, is_phrase
from chatlens.readers._hashtag import chat_hashtag, own_hashtag
from chatlens.readers._moments import Written, moment
from chatlens.readers._pages import Record, explained, joined, last_written, left_over, without_foot
from chatlens.readers._sheet import sheet
from chatlens.readers._trailing import trailing_time
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance
MIN_PEOPLE = 2  # different authors; "@mira_k: ..." over and over is a person who is answered
LEAST_DENSITY = 0.4  # share of lines that begin with an author, where no times tell; replies begin so now and then
RECAP_DENSITY = 0.15  # ... in a recap, whose other lines are prose: none of a chat's labels or hashtags is in them
PAGE_SHARE = 1 / 3  # share of those other lines with one hashtag, or with answers' labels, that makes them tweets
TIMED = 0.5  # share of tweets with a time below them that makes times the rule
TIME_REACH = 30  # lines below its author within which a tweet's time stands
RARE_STYLE = 0.2  # share of authors below which those written in another way are words of a tweet, such as a list
NO_TEXT = "an author without a tweet"

_HEAD = re.compile(
    r"(?P<item>[-*•]\s)?(?P<bold>\*\*)?[@＠](?P<handle>\w[\w.@-]{0,59})(?:(?P=bold)\s?:|\s?:(?:(?P=bold))?)(?:\s++(?P<text>.*))?$"
)
_VIA = re.compile(r"\s(?:via|from)\s.{1,40}$")
_FIRST = frozenset("@＠*-•")


class Said(NamedTuple):
    """A tweet's place, who says it, and when."""

    record: Record
    handle: str | None  # None: a question that stands above the answers to it
    text: str  # what its first line says
    time_at: int | None  # 0-based line of its time
    written: Written | None


def sniff(head: str) -> float:
    """The share of lines that belong to tweets led by "@handle:", where several people do."""
    lines = [line.strip() for line in split_lines(head)]
    said = _said(lines)
    written = sum(bool(line) for line in lines)
    if len(said) < MIN_RECORDS or len({one.handle.casefold() for one in said if one.handle}) < MIN_PEOPLE:
        return 0.0
    if not _timed(said) and len(said) < LEAST_DENSITY * written and not _in_prose(lines, said):
        return 0.0
    if 2 * sum(trailing_time(lines[one.record.end - 1]) is not None for one in said) > len(said):
        return 0.0  # the time stands on the line: another shape
    return explained((one.record for one in said), lines)


def read(source: Source, options: Options) -> Reading:
    """Read every tweet; headings and what stands between a time and the next author is `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    said = _said(lines)
    page = sheet(lines, (one.record for one in said))
    written = [one.written for one in said]
    moments = page.moments(written, options)
    tweets = []
    for one, when in zip(said, moments, strict=True):
        start, body, end = one.record
        text = joined([one.text, *lines[body : one.time_at or end]])
        tweets.append(Tweet(start + 1, end, text, one.handle, posted_at=when))
    headings = tuple(_headings(lines, tweets, page.covered))
    asked_at = {one.line - 1 for one in headings}

    def reason(at: int) -> str:
        return ASKED if at in asked_at else NO_TEXT if _HEAD.match(lines[at]) else page.reason(at)

    unread = left_over(physical, page.covered, reason)
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading(
        "handles", tuple(tweets), unread, notes(tweets, written), hashtag, page.head.title, headings=headings
    )


def _said(lines: Sequence[str]) -> list[Said]:
    """Every tweet with a text: from its author to its time, or to the next author where times are not the rule."""
    heads = [(at, head) for at, line in enumerate(lines) if line[:1] in _FIRST and (head := _HEAD.match(line))]
    styles = Counter(_style(head) for _, head in heads)
    heads = [(at, head) for at, head in heads if styles[_style(head)] >= RARE_STYLE * len(heads)]
    ends = [at for at, _ in heads[1:]] + [len(lines)]
    found = [_one(lines, at, end, head) for (at, head), end in zip(heads, ends, strict=False)]
    dated = [one for one in found if one.time_at is not None]
    if any(has_clock(one.written) for one in dated) or len(dated) < TIMED * len(found):
        found = [one if has_clock(one.written) else _untimed(lines, one) for one in found]
        if len(heads) < LEAST_DENSITY * sum(map(bool, lines)):
            found = _recap(lines, found)
        else:
            found = [each for one in [_above(lines, heads), *found] if one for each in _parted(lines, one)]
    found = [one for one in found if one.text or any(lines[one.record.body : one.time_at or one.record.end])]
    if found and found[-1].time_at is None:
        last, record = found[-1], without_foot(lines, [one.record for one in found])
        if last.text or any(lines[record.body : record.end]):  # what would leave no tweet is no foot
            found[-1] = last._replace(record=record)
    return found


def _recap(lines: Sequence[str], found: Sequence[Said]) -> list[Said]:
    """The tweets in a text that is prose for the most part: each its paragraph."""
    said: list[Said] = []
    for one in found:
        start, body, end = one.record
        if one.time_at is None:
            said_at = next((at for at in range(start if one.text else body, end) if lines[at]), end)
            end = next((at for at in range(said_at + 1, end) if not lines[at] or _asks(lines[at])), end)
        said.append(one._replace(record=Record(start, body, end)))
    return said


def _headings(lines: Sequence[str], tweets: Sequence[Tweet], covered: Collection[int]) -> Iterator[Heading]:
    """The questions in a text's own words, unless a tweet asks them."""
    known = asking(tweets)
    for at, line in enumerate(lines):
        if not line or at in covered:
            continue
        alone = not any(lines[max(at - 1, 0) : at]) and stands_alone(line, "".join(lines[at + 1 : at + 2]))
        if is_new(text := asked(line, alone), known):
            yield heading(text, at + 1)


def _in_prose(lines: Sequence[str], said: Sequence[Said]) -> bool:
    """Whether tweets led by their authors are enough to be the tweets of a text, and its other lines are none."""
    inside = {at for one in said for at in range(one.record.start, one.record.end)}
    rest = [line for at, line in enumerate(lines) if line and at not in inside]
    if len(said) < RECAP_DENSITY * sum(map(bool, lines)):
        return False
    answers = sum((label := begun(line)) is not None and label.letter == "A" for line in rest)
    return max(answers / len(rest), chat_hashtag(rest)[1]) < PAGE_SHARE if rest else True


def _style(head: re.Match[str]) -> tuple[bool, bool]:
    """Whether an author stands behind an item's mark, and whether in bold."""
    return head["item"] is not None, head["bold"] is not None


def _above(lines: Sequence[str], heads: Sequence[tuple[int, re.Match[str]]]) -> Said | None:
    """What stands above the first author, if it is a question."""
    end = heads[0][0] if heads else 0
    at = _question(lines, 0, end)
    return (
        None if at is None else Said(Record(at, at + 1, last_written(lines, at, end) + 1), None, lines[at], None, None)
    )


def _parted(lines: Sequence[str], one: Said) -> list[Said]:
    """A tweet without a time and the question that stands below it, above the answers of others."""
    start, body, end = one.record
    at = None if one.time_at is not None or one.handle is None else _question(lines, body, end)
    if at is None or (at == body and not one.text):
        return [one]
    return [
        one._replace(record=Record(start, body, last_written(lines, start, at) + 1)),
        Said(Record(at, at + 1, end), None, lines[at], None, None),
    ]


def _question(lines: Sequence[str], start: int, end: int) -> int | None:
    """Where the last paragraph of some lines begins, if it is a question by its label and the only one."""
    begins = [at for at in range(start, end) if lines[at] and not (at and lines[at - 1])]
    asked = [at for at in range(start, end) if _asks(lines[at])]
    return asked[0] if len(asked) == 1 and asked == begins[-1:] else None


def _asks(line: str) -> bool:
    label = next(iter(labels.find(line)), None)
    return label is not None and label.sure and label.start == 0 and label.letter in "QT"


def _one(lines: Sequence[str], start: int, end: int, head: re.Match[str]) -> Said:
    handle, text = head["handle"], head["text"] or ""
    last = end
    for at in range(start + 1, min(end, start + TIME_REACH)):
        written = _time(lines[at])
        if written is None:
            continue
        last = at + 1
        while last < end and lines[last] and (is_counting(lines[last]) or is_phrase(lines[last])):
            last += 1
        return Said(Record(start, start + 1, last), handle, text, at, written)
    return Said(Record(start, start + 1, last_written(lines, start, end) + 1), handle, text, None, None)


def _untimed(lines: Sequence[str], one: Said) -> Said:
    """A tweet without a clock below it: a date there is the heading of what follows."""
    start, body, end = one.record
    if one.time_at is not None:
        end = last_written(lines, start, one.time_at) + 1
    return Said(Record(start, body, end), one.handle, one.text, None, None)


def _time(line: str) -> Written | None:
    if not line or len(line) > LONGEST_HEADING or not any(c.isdecimal() for c in line):
        return None
    return moment(_VIA.sub("", line))


def _timed(said: Sequence[Said]) -> bool:
    return sum(one.time_at is not None for one in said) >= max(MIN_RECORDS, TIMED * len(said))


SHAPE = Shape(
    "handles",
    "tweets that begin with their author, @handle: text, the time (September 12, 2012, 1:00 am) below or nowhere",
    sniff,
    read,
)
