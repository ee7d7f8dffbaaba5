"""Excerpts as an interview: the question, then who answered what.

    Q: What is your shed really for?
    A: KofiAtPlot9: Sitting down. The tools are an alibi.
    A: wormcounter: Keeping the rain off the registers.

The marks say which answer is to which question, and are handed on as labels: the third "Q:" as "Q3:", the answers below
it as "A3:". Numbers that are written stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatlens.models import Note, Options, Reading, Source, Tweet
from chatlens.readers import Shape
from chatlens.readers._archive import head_of
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._pages import Record, explained, joined, left_over
from chatlens.sources import split_lines

MIN_ANSWERS = 3  # with somebody's handle, before they are a structure and not a chance
WITH_HANDLE = 0.7  # least share of answers that name who gives them
UNNUMBERED = 0.5  # least share of marks without a number: in pasted chats "A1: Sheds: ..." is no person's

_MARK = re.compile(r"(?P<letter>[QA])(?P<number>[0-9]{0,2})\s?[:.)]\s++(?P<rest>\S.*)$")
_WHO = re.compile(r"[@＠]?(?P<handle>\w[\w.-]{0,59})\s?:\s++(?P<text>\S.*)$")


class Turn(NamedTuple):
    """A question or an answer: its place and its first line taken apart."""

    record: Record
    letter: str  # Q or A
    number: str  # as written, "" for none
    handle: str | None
    text: str


def sniff(head: str) -> float:
    """The share of lines that belong to questions and to answers with a handle, where most marks have no number."""
    lines = [line.strip() for line in split_lines(head)]
    turns = _turns(lines)
    answers = [turn for turn in turns if turn.letter == "A"]
    named = sum(turn.handle is not None for turn in answers)
    if named < max(MIN_ANSWERS, WITH_HANDLE * len(answers)) or len(answers) == len(turns):
        return 0.0
    if sum(not turn.number for turn in turns) < UNNUMBERED * len(turns):
        return 0.0
    return explained((turn.record for turn in turns), lines)


def read(source: Source, options: Options) -> Reading:
    """Read every question and answer; prose around them is `Unread`."""
    physical = split_lines(source.text)
    lines = [line.strip() for line in physical]
    turns = _turns(lines)
    tweets = tuple(_tweets(lines, turns))
    covered = {at for turn in turns for at in range(turn.record.start, turn.record.end)}
    first = turns[0].record.start if turns else len(lines)
    unread = left_over(
        physical, covered, lambda at: "prose above the excerpt" if at < first else "prose between the tweets"
    )
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading("interview", tweets, unread, _notes(turns), hashtag, head_of(lines[:first]).title)


def _turns(lines: Sequence[str]) -> list[Turn]:
    """Every line with a mark, and the lines right below it."""
    found = []
    for at, line in enumerate(lines):
        match = _MARK.match(line)
        if match:
            end = at + 1
            while end < len(lines) and lines[end] and not _MARK.match(lines[end]):
                end += 1
            found.append(Turn(Record(at, at + 1, end), match["letter"], match["number"], None, match["rest"]))
    whos = [_WHO.match(turn.text) for turn in found]
    answering = {who["handle"].casefold() for turn, who in zip(found, whos, strict=True) if who and turn.letter == "A"}
    asking = Counter(
        who["handle"].casefold() for turn, who in zip(found, whos, strict=True) if who and turn.letter == "Q"
    )
    turns = []
    for turn, who in zip(found, whos, strict=True):
        named = who is not None and (
            turn.letter == "A"
            or turn.text[0] in "@＠"
            or who["handle"].casefold() in answering
            or asking[who["handle"].casefold()] > 1  # "Q: Sheds: what for?" has a colon, but not twice
        )
        turns.append(turn._replace(handle=who["handle"], text=who["text"]) if who and named else turn)
    return turns


def _tweets(lines: Sequence[str], turns: Sequence[Turn]) -> Iterator[Tweet]:
    number = 0
    for turn in turns:
        if turn.letter == "Q":
            number = int(turn.number) if turn.number else number + 1
        label = turn.number or (str(number) if number else "")
        start, body, end = turn.record
        text = joined([turn.text, *lines[body:end]])
        yield Tweet(start + 1, end, f"{turn.letter}{label}: {text}" if label else text, turn.handle)


def _notes(turns: Sequence[Turn]) -> tuple[Note, ...]:
    if all(turn.number for turn in turns):
        return ()
    return (Note("the questions have no numbers, so they were numbered as they stand, and their answers with them."),)


SHAPE = Shape(
    "interview",
    "an excerpt as an interview: Q: the question, then A: handle: the answer",
    sniff,
    read,
)
