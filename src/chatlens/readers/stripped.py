"""A copied search page out of which somebody took the handles and hashtags: "Welcome to  tonight!".

The holes they left tell the shape, and where tweets end: most tweets ended with the chat's hashtag. A tweet stands on
a line (or on several, in the rare case), or lines of blanks stand between the tweets, or "- " before each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from chatlens.models import Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._line_evidence import Lines
from chatlens.readers._search_page import LONGEST, is_page, labelled
from chatlens.readers._segmentation import segment
from chatlens.sources import split_lines

HOLES = 0.15  # share of lines in which something was cut out from which a text is stripped; texts as typed have 0.02
NAMED = 0.05  # share of lines with a handle or hashtag from which it is not
CLOCKS = 0.3  # share of lines with a clock from which it is a log of another shape
LED = 0.5  # share of lines behind "- " from which each of them begins a tweet
APART = 0.3  # blank lines a written line from which they stand between the tweets
OF_THE_PAGE = "a line of the page, not of a tweet"

_INNER_HOLE = re.compile(r"[^\s.!?:]  [^\s]|\S [.,!?;:)](?:\s|$)|(?:RT|via|MT|cc) ?:")
_START_HOLE = re.compile(r" (?=\S)")
_RETWEET_HOLE = re.compile(r"\s*+RT ?:")
_CLOCK = re.compile(r"\d:\d\d")
_SIGN = re.compile(r"[@＠#＃]\w")
_LED = re.compile(r"\s{0,3}+[-–•*] ")
_REPLY_MARK = re.compile(r"(?i)\s*+(?:in reply to|replying to)[\s:,&]*+(?:and[\s,&]*+)*+")
_REPLY_REST = re.compile(r"(?i)\s*+(?:[,&]|and\b)[\s,&]*+(?:and\b[\s,&]*+)*+")
_LINK_END = re.compile(r"https?://t\.co/\w{8,10}$")
_FILLER = "chat"  # stands in the holes while the lines are put together


def sniff(head: str) -> float:
    """The share of lines without handles and hashtags, where many have holes and labels say that it is a chat."""
    written = [line for line in split_lines(head) if line.strip()]
    named = sum(bool(_SIGN.search(line)) for line in written)
    if not written or named > NAMED * len(written):
        return 0.0
    bodies = [_body(line) for line in written] if _is_led(written) else written
    clocks = sum(bool(_CLOCK.search(line)) for line in written)
    if not labelled(bodies) or clocks > CLOCKS * len(written) or sum(map(_has_hole, bodies)) < HOLES * len(written):
        return 0.0
    return 1 - named / len(written)


def _has_hole(line: str) -> bool:
    return line[-1:] == " " or bool(_START_HOLE.match(line) or _INNER_HOLE.search(line))


def _is_led(written: Sequence[str]) -> bool:
    return bool(_LED.match(written[0])) and sum(bool(_LED.match(line)) for line in written) >= LED * len(written)


def _body(line: str) -> str:
    """A line without the mark that leads it."""
    mark = _LED.match(line)
    return line[mark.end() :] if mark else line


def read(source: Source, options: Options) -> Reading:
    """Put the lines of each tweet together. Texts stay as they stand, holes included."""
    physical = split_lines(source.text)
    marks, others = _not_tweets(physical)
    apart = {at for mark in marks for at in mark} | others.keys()
    written = [at for at, line in enumerate(physical) if line.strip() and at not in apart]
    led = bool(written) and _is_led([physical[at] for at in written])
    tweets: list[Tweet] = []
    unread = [Unread(at + 1, at + 1, reason, physical[at]) for at, reason in others.items()]
    for first, last in _spans(physical, written, led, apart):
        lines = physical[written[first] : written[last] + 1]
        text = "\n".join(line.rstrip() for line in [_body(lines[0]) if led else lines[0], *lines[1:]]).strip()
        if text:
            tweets.append(Tweet(first_line=written[first] + 1, last_line=written[last] + 1, text=text))
        else:
            unread.append(Unread(written[first] + 1, written[last] + 1, "a tweet without text", "\n".join(lines)))
    ends = [one.last_line for one in tweets]
    for mark in marks:
        above = bisect_right(ends, mark.start) - 1
        if above >= 0 and not any(line.strip() for line in physical[ends[above] : mark.start]):
            tweets[above] = replace(tweets[above], last_line=mark.stop)
            ends[above] = mark.stop
        else:
            unread.append(Unread(mark.start + 1, mark.stop, OF_THE_PAGE, "\n".join(physical[mark.start : mark.stop])))
    unread.sort(key=lambda one: one.first_line)
    return Reading("stripped", tuple(tweets), tuple(unread), (_STRIPPED,), options.hashtag)


def _not_tweets(physical: list[str]) -> tuple[list[range], dict[int, str]]:
    """The page's reply marks, with what is left of the handles below them, and all other lines that are no tweet's,
    with the reason."""
    marks: list[range] = []
    others: dict[int, str] = {}
    for at, line in enumerate(physical):
        if not line.strip() or (marks and at < marks[-1].stop):
            continue
        if len(line) > LONGEST:
            others[at] = f"a line of {len(line):,} characters is longer than any tweet"
        elif _REPLY_MARK.fullmatch(line):
            below = at + 1
            while below < len(physical) and len(physical[below]) <= LONGEST and _REPLY_REST.fullmatch(physical[below]):
                below += 1
            marks.append(range(at, below))
        elif is_page(physical, at):
            others[at] = OF_THE_PAGE
    return marks, others


def _spans(physical: list[str], written: list[int], led: bool, apart: set[int]) -> list[tuple[int, int]]:
    """First and last index into `written` of each tweet."""
    broken = {  # lines below one that is no tweet's
        at for above, at in pairwise(written) if any(line in apart for line in range(above + 1, at))
    }
    between = _between(physical, written)
    if led:
        starts = [place for place, at in enumerate(written) if place == 0 or at in broken or _LED.match(physical[at])]
    elif between is not None:
        starts = [place for place, at in enumerate(written) if place == 0 or at in broken or at in between]
    else:
        return segment(_filled(physical, written, broken), _FILLER)
    return [(start, end - 1) for start, end in pairwise([*starts, len(written)])]


def _between(physical: list[str], written: list[int]) -> set[int] | None:
    """Lines that begin a tweet because blank lines stand above them; None if blank lines tell nothing. Where some are
    of blanks and some are empty, those of blanks stand between the tweets."""
    above: dict[int, list[str]] = {}
    for before, at in pairwise(written):
        if at - before > 1:
            above[at] = physical[before + 1 : at]
    if len(above) < APART * len(written):
        return None
    of_blanks = {at for at, lines in above.items() if any(lines)}
    return of_blanks if len(of_blanks) >= APART * len(written) else set(above)


def _filled(physical: list[str], written: list[int], broken: set[int]) -> Lines:
    """The lines with something in their holes again, so that they tell as much as if nothing had been cut out. Of a
    last line of hashtags an empty one is left."""
    texts = []
    for at, below in zip(written, [*written[1:], len(physical)], strict=True):
        text = physical[at]
        if retweet := _RETWEET_HOLE.match(text):
            text = f"RT @{_FILLER}:{text[retweet.end() :]}"
        elif _START_HOLE.match(text):
            text = f"@{_FILLER}{text}"
        if text[-1] == " " or below - at > 1 or _LINK_END.search(text[-30:]):  # a tag is often glued to a link
            text = f"{text.rstrip()} #{_FILLER}"
        texts.append(text)
    closed = {place for place, below in enumerate(written[1:]) if below in broken}
    return Lines([at + 1 for at in written], texts, list(map(str.strip, texts)), [False] * len(written), closed)


_STRIPPED = Note(
    "handles and hashtags were cut out of this text, so nobody can tell who answers whom.",
    "If you have the text as it was copied, read that.",
)

SHAPE = Shape(
    "stripped",
    "a copied search page without its handles and hashtags (“Welcome to  tonight!”): a tweet a line, between lines of "
    "blanks, or behind “- ”",
    sniff,
    read,
)
