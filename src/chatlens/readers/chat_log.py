"""Logs of chat programs: a clock, who, and what was said, in several forms.

    8:02 PM mira_k: Welcome to the shed.
    [20:02] mira_k: Welcome to the shed.
    20:02:15 <mira_k> Welcome to the shed.
    mira_k (8:02 PM): Welcome to the shed.

Meetings' programs write "20:02:15 From mira_k to Everyone:".

A date may stand before each clock, or on a line of its own for all that follow. Lines that begin in no such way belong
to the one above.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from datetime import time
from typing import NamedTuple

from chatlens.models import Note, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._days import has_clock, heading, notes, order_of
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._moments import Written, moment
from chatlens.readers._pages import Record, explained, joined, last_written, left_over, without_foot
from chatlens.readers._sheet import sheet
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance
MIN_PEOPLE = 2  # different authors
LEAST_DENSITY = 0.2  # share of lines that begin in such a way; messages of more than five lines are rare
RARE_FORM = 0.2  # share of messages below which another form is words of a message, such as a log that it quotes

_STAMP = r"(?P<stamp>[\d/.:, -]{1,24}\d(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s(?:[A-Z]{1,2}[SD]?T|UTC|Z))?)"
_WHO = (  # a handle, or a name of up to four words
    r"[@＠+%&~]?\s?(?P<handle>(?!(?i:[ap]m)\s?:)[\w\[\]{}|^`\\(+\u2190-\U0001faff][^\s:<>]{0,39}"
    r"(?:\s[^\s:<>]{1,40}){0,3}?)"
)
_NOBODY = "a line of the log that nobody says"


class Message(NamedTuple):
    """A message's place, and its first line taken apart: form, stamp, author and text."""

    record: Record
    form: str
    stamp: str
    handle: str
    text: str


@functools.cache
def _forms() -> dict[str, re.Pattern[str]]:
    said = r"\s?:(?:\s++(?P<text>.*))?$"
    return {
        "meeting": re.compile(
            rf"{_STAMP}\s+From\s+(?P<handle>\S[^:]{{0,59}}?)\s+[Tt]o\s+[^:]{{1,60}}:(?:\s*(?P<text>.*))?$"
        ),
        "clock": re.compile(rf"{_STAMP}\s+(?:[-–—]\s)?{_WHO}{said}"),
        "brackets": re.compile(rf"[\[(]{_STAMP}[\])]\s*(?:[-–—]\s)?{_WHO}{said}"),
        "angles": re.compile(
            rf"[\[(]?{_STAMP}[\])]?\s*<\s?[@＠+%&~]?(?P<handle>[^\s<>][^<>]{{0,59}})>\s?(?P<text>.*)$"
        ),
        "behind": re.compile(rf"{_WHO}\s[\[(]{_STAMP}[\])]{said}"),
    }


@functools.cache
def _stamped() -> re.Pattern[str]:
    return re.compile(rf"[\[(]?{_STAMP}(?:[\])]|\s)")


def sniff(head: str) -> float:
    """The share of lines that belong to messages of one of the forms, where several people write."""
    lines = [line.strip() for line in split_lines(head)]
    messages = _messages(lines)
    people = {message.handle.casefold() for message in messages}
    if len(messages) < max(MIN_RECORDS, LEAST_DENSITY * sum(map(bool, lines))) or len(people) < MIN_PEOPLE:
        return 0.0
    return explained((message.record for message in messages), lines)


def read(source: Source, options: Options) -> Reading:
    """Read every message; dates on their own, comings and goings and what precedes the first one are `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    messages = _messages(lines)
    page = sheet(lines, (message.record for message in messages))
    stamps = [message.stamp for message in messages]
    dated = _dated(stamps)
    order = order_of(stamps, page.head.day or options.date)
    written = [moment(stamp, order) for stamp in stamps]
    moments = page.moments(written, options)
    tweets = []
    for message, when in zip(messages, moments, strict=True):
        start, body, end = message.record
        text = joined([message.text, *lines[body:end]])
        tweets.append(Tweet(start + 1, end, text, message.handle, posted_at=when))
    unread = left_over(
        physical,
        page.covered,
        lambda at: _NOBODY if at not in page.days and _is_notice(lines[at], dated) else page.reason(at),
    )
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    said_notes = (_AMBIGUOUS,) if None in written else notes(tweets, written)
    return Reading("chat-log", tuple(tweets), unread, said_notes, hashtag, page.head.title)


_AMBIGUOUS = Note(
    "some or all of the times are not read, since their dates do not tell day and month apart.",
    "Give the day of the chat with --date.",
)


def _messages(lines: Sequence[str]) -> list[Message]:
    """Every message with a text, in the forms that are not rare."""
    found = [message for at, line in enumerate(lines) if (message := _message(line, at))]
    counts = Counter(message.form for message in found)
    found = [message for message in found if counts[message.form] >= RARE_FORM * len(found)]
    found = [message for message in found if has_clock(_time(message.stamp))]
    dated = _dated([message.stamp for message in found])
    starts = {message.record.start for message in found}
    messages = []
    for message in found:
        start = message.record.start
        end = start + 1
        while (
            end < len(lines) and end not in starts and not _is_notice(lines[end], dated) and heading(lines[end]) is None
        ):
            end += 1
        end = last_written(lines, start, end) + 1
        if message.text or end > start + 1:
            messages.append(message._replace(record=Record(start, start + 1, end)))
    if messages:
        last, record = messages[-1], without_foot(lines, [message.record for message in messages])
        if last.text or any(lines[record.body : record.end]):  # what would leave no message is no foot
            messages[-1] = last._replace(record=record)
    return messages


def _message(line: str, at: int) -> Message | None:
    if ":" not in line[:100]:
        return None
    for form, pattern in _forms().items():
        match = pattern.match(line)
        if (
            match
            and _is_name(match["handle"])
            and any(c.isdecimal() for c in match["stamp"])
            and (":" in match["stamp"] or "m" in match["stamp"].lower())
        ):
            return Message(Record(at, at + 1, at + 1), form, match["stamp"], match["handle"], match["text"] or "")
    return None


def _is_name(who: str) -> bool:
    """Whether it is a handle, or the words of a name, each but those in its middle with a capital or no letter: "jo_w
    has quit: bye" is nobody's message."""
    words = who.split()
    return len(words) == 1 or not any(word[0].islower() for word in (words[0], words[-1]))


def _time(stamp: str) -> Written | None:
    """What a stamp says, for its form alone: any order of a date will do."""
    return moment(stamp, "mdy") or moment(stamp, "dmy")


def _dated(stamps: Sequence[str]) -> bool:
    """Whether most messages have their day beside the clock."""
    return 2 * sum(not isinstance(_time(stamp), time) for stamp in stamps) > len(stamps)


def _is_notice(line: str, dated: bool) -> bool:
    """Whether a line has a clock where a message has it, or three signs: somebody comes, goes or does something.
    `dated`: as messages do, its day too; a clock alone is words."""
    if line.startswith(("-!-", "*** ", "--- ")):
        return True
    match = _stamped().match(line) if line[:2].strip("[(")[:1].isdecimal() else None
    written = _time(match["stamp"]) if match else None
    return has_clock(written) and not (dated and isinstance(written, time))


SHAPE = Shape(
    "chat-log",
    "a chat program's log: 8:02 PM handle: text, [20:02] handle: text, 20:02:15 <handle> text, handle (8:02 PM): text",
    sniff,
    read,
)
