"""Answers that one person gave in several tweets: "A1 (1/2): ..." and "A1 (2/2): ..." are one answer, quoted as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatlens import forms
from chatlens.conventions import GOES_ON_REACH
from chatlens.tables import _cells

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.tables._counts import Answer

_NUMBER = r"[(\[]?([1-9])\s?(?:/|\bof\b)\s?([2-9])?[)\]]?"
_FIRST_NUMBER = re.compile(rf"\s*+{_NUMBER}(?![\w/])", re.IGNORECASE)
_LAST_NUMBER = re.compile(rf"(?<![\w/]){_NUMBER}\s*\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*+(?:\(?cont\b|cont['’]d|continued\b)|\s*+(?:\.\.|…)|[(\[]?cont", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"(?:…|\.\.|[,;–—-]|\w)\s*\Z")
_TAIL = 12
"""Characters at a text's end in which a tweet's number in its thread is looked for."""


def join(analysis: Analysis, answers: Sequence[Answer]) -> list[tuple[Answer, ...]]:
    """The answers of a question in order, those together that one author gave in several tweets."""
    found: list[list[Answer]] = []
    last_of: dict[str, list[Answer]] = {}  # author -> the thread of their last answer
    for answer in answers:
        author = (analysis.timeline.tweets[answer.tweet].author or "").casefold()
        thread = last_of.get(author) if author else None
        if thread is not None and _follows(analysis, thread, answer):
            thread.append(answer)
            continue
        found.append([answer])
        last_of[author] = found[-1]
    return [tuple(thread) for thread in found]


def is_part(analysis: Analysis, thread: Sequence[Answer]) -> bool:
    """Whether it is only a part of what its author numbered: its beginning or its end is somewhere else."""
    numbered = _numbered(_body(analysis, thread[0].tweet))
    return numbered is not None and (numbered[0] > 1 or (numbered[1] or 0) > len(thread))


def _follows(analysis: Analysis, thread: Sequence[Answer], answer: Answer) -> bool:
    """Whether an answer goes on from the last tweet of a thread of its author."""
    before = thread[-1].tweet
    number, number_before = _number(analysis, answer.tweet), _number(analysis, before)
    if number is not None or (number_before is not None and len(thread) > 1):
        return number == (number_before or len(thread)) + 1 and answer.tweet - before <= GOES_ON_REACH
    if analysis.links[answer.tweet].continues != before:
        return False
    text = _body(analysis, answer.tweet)
    return bool(_GOES_ON.match(text)) or (text[:1].islower() and bool(_BREAKS_OFF.search(_body(analysis, before)[-2:])))


def _number(analysis: Analysis, tweet: int) -> int | None:
    """A tweet's place in its thread, as it says itself."""
    parts = [label.part for label in analysis.labels[tweet] if label.part.isdecimal()]
    if parts:
        return int(parts[0])
    numbered = _numbered(_body(analysis, tweet))
    return numbered[0] if numbered else None


def _numbered(text: str) -> tuple[int, int | None] | None:
    """The number at a text's beginning or end, and of how many, if that is told.

    >>> _numbered("Soil first (1/2)"), _numbered("2/ and worms"), _numbered("7/10 of us water")
    ((1, 2), (2, None), None)
    """
    numbered = _FIRST_NUMBER.match(text) or _LAST_NUMBER.search(text[-_TAIL:])
    if numbered is None or (numbered[2] and int(numbered[1]) > int(numbered[2])):
        return None
    return int(numbered[1]), int(numbered[2]) if numbered[2] else None


def _body(analysis: Analysis, tweet: int) -> str:
    return forms.body(_cells.body(analysis.timeline.tweets[tweet].text, analysis.labels[tweet]))
