"""A Markdown transcript: a heading that links to the author, perhaps a time, then the tweet as a quote.

    ## Tuesday, March 23, 2021
    ### [@mira_k](https://twitter.com/mira_k) \\<Mira Kestle\\>
    *2021-03-23 20:05:00Z*
    > [Q1: What is your shed really for? #gardenchat](https://twitter.com/mira_k/status/1374452139019340459)
    + [https://example.org/sheds](https://example.org/sheds)

A heading with a date counts for all tweets below it. Links and pictures listed below a quote belong to its tweet.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from chatlens import entities
from chatlens.models import Moment, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._moments import Written, completed, moment
from chatlens.readers._pages import Record, explained, joined, left_over
from chatlens.sources import split_lines

MIN_RECORDS = 3  # of one pattern, before it is a structure and not a chance

_LINKED = re.compile(r"#{1,6}\s++\[(?P<words>[^\]\n]{1,100})\]\((?P<address>[^()\s]*+)\)\s*+(?P<beside>.*)$")
_SIGNED = re.compile(r"@?(\w{1,15})$", re.ASCII)
_PROFILE = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,15})/?$", re.ASCII)
_HEADING = re.compile(r"#{1,6}\s++(\S.*)$")
_STATUS = re.compile(r"https?://[^\s/]+/\w+/status(?:es)?/(\d{1,20})(?:[/?#]\S*)?", re.ASCII)
_TIME = re.compile(r"([*_]{1,2})([^*_]+)\1$")
_ITEM = re.compile(r"[+*-]\s++\[")
_ESCAPED = re.compile(r"(?<!¯)\\([!#()*+.<>@\[\\\]_`{|}~-])")  # "¯\_(ツ)_/¯" is no escape


def sniff(head: str) -> float:
    """The share of lines that belong to a heading with an author and the quote below it, where several do."""
    lines = [line.strip() for line in split_lines(head)]
    records = _records(lines)
    return explained(records, lines) if len(records) >= MIN_RECORDS else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every quote below an author's heading; headings, and prose between the tweets, are `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    records = _records(lines)
    covered = {at for record in records for at in range(record.start, record.end)}
    days: dict[int, date] = {}  # 0-based line of a heading -> the day it names
    title = None
    for at, line in enumerate(lines):
        if at not in covered and (heading := _HEADING.match(line)):
            named = _unescaped(heading[1])
            if (day := _day(named)) is not None:
                days[at] = day
            else:
                title = title or named
    tweets = tuple(_tweets(lines, records, days, options))
    unread = left_over(physical, covered, lambda at: _reason(lines[at], at in days))
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading("markdown", tweets, unread, (), hashtag, title)


class Author(NamedTuple):
    """Whom a heading names."""

    handle: str
    name: str | None


def _author(line: str) -> Author | None:
    """The author of a heading that links a handle, or a name to its page on Twitter."""
    match = _LINKED.match(line) if line.startswith("#") else None
    if match is None:
        return None
    signed, profile = _SIGNED.match(match["words"]), _PROFILE.match(match["address"])
    handle = (profile or signed or [None, None])[1]
    if handle is None:
        return None
    named = signed is None or (profile is not None and match["words"][0] != "@")
    name = _name(match["words"]) if named else None
    return Author(handle, _name(match["beside"]) or (name if name != handle else None))


def _records(lines: list[str]) -> list[Record]:
    """Author's heading, perhaps a time, the lines of the quote, then its links and pictures; blanks between them."""
    found = []
    at = 0
    while at < len(lines):
        start = at
        at += 1
        if not _author(lines[start]):
            continue
        at = _past_blanks(lines, at)
        if at < len(lines) and _TIME.match(lines[at]) and _when(lines[at]) is not None:
            at = _past_blanks(lines, at + 1)
        body = at
        while at < len(lines) and lines[at].startswith(">"):
            at += 1
        if not _content(lines[body:at])[0]:
            at = start + 1
            continue
        end = at
        while (at := _past_blanks(lines, end)) < len(lines) and (_listed(lines[at]) or lines[at].startswith("![")):
            end = at + 1
        found.append(Record(start, body, end))
        at = end
    return found


def _past_blanks(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at]:
        at += 1
    return at


def _content(lines: list[str]) -> tuple[str, str | None]:
    """The text of a quote, and the address of its tweet if the text is linked with it."""
    quoted = joined(line[1:].removeprefix(" ") for line in lines if line.startswith(">"))
    linked, sign, address = quoted.rpartition("](")
    if sign and linked.startswith("[") and address.endswith(")") and _STATUS.fullmatch(address[:-1]):
        return _unescaped(linked[1:].strip()), address[:-1]
    return _unescaped(quoted), None


def _listed(line: str) -> str | None:
    """The address of a list item that is a link and nothing else: what the page took out of the tweet above."""
    _, sign, address = line.rpartition("](")
    return address[:-1] if sign and address.endswith(")") and _ITEM.match(line) else None


def _tweets(lines: list[str], records: list[Record], days: dict[int, date], options: Options) -> Iterator[Tweet]:
    day: date | None = None
    headings = deque(days.items())
    for record in records:
        while headings and headings[0][0] < record.start:
            _, day = headings.popleft()
        author = _author(lines[record.start])
        text, url = _content(lines[record.body : record.end])
        links = [address for line in lines[record.body : record.end] if (address := _listed(line))]
        status = _STATUS.fullmatch(url) if url else None
        yield Tweet(
            first_line=record.start + 1,
            last_line=record.end,
            text=" ".join([text, *(link for link in links if link not in entities.links(text))]),
            author=author.handle if author else None,
            name=author.name if author else None,
            posted_at=_posted_at(lines[record.start + 1 : record.body], day, options),
            tweet_id=status[1] if status else None,
            tweet_url=url,
        )


def _posted_at(lines: list[str], day: date | None, options: Options) -> Moment | None:
    """By the line between author and text; a clock there is of the day that the heading above names."""
    when = next((found for line in lines if line and (found := _when(line)) is not None), day)
    return completed(when, options, day) if when is not None else None


def _when(line: str) -> Written | None:
    marked = _TIME.match(line)
    return moment(marked[2]) if marked else None


def _day(heading: str) -> date | None:
    found = moment(heading)
    return found if isinstance(found, date) and not isinstance(found, datetime) else None


def _name(text: str) -> str | None:
    """A display name without its escapes and the angle brackets around it."""
    name = _unescaped(text.strip())
    return (name[1:-1] if name.startswith("<") and name.endswith(">") else name).strip() or None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _reason(line: str, dated: bool) -> str:
    if dated:
        return "a heading with the date of the tweets below it"
    if _author(line):
        return "an author's heading without a tweet below it"
    return "a heading of the page" if _HEADING.match(line) else "prose between the tweets"


SHAPE = Shape(
    "markdown",
    "a Markdown transcript: a heading that links the author, ### [@handle](address), then the tweet behind > signs",
    sniff,
    read,
)
