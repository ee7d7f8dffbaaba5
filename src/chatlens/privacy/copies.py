"""Whose words a text holds, where some people's are not to be quoted: their tweets, and every repeat and copy of them.

When it is not clear whose words they are, they are left out: a word too few is no harm, one too many is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chatlens import entities
from chatlens.models import Repeat, Tweet
from chatlens.privacy._handles import AT, spoken
from chatlens.privacy.people import People
from chatlens.repeats import cores

_OPENING, _CLOSING = '"“”„«\ufffd', '"”»\ufffd'
_MARK = re.compile(
    rf"(?i)(?:(?<![\w@#])(?:RT|MT|QT|HT|h/t|via)(?!\w)[\s:]*+[{_OPENING}]*+\s?(?:{AT}|(?P<bare>\w++))"
    rf"|(?P<quote>[{_OPENING}]++)\s?{AT.replace('handle', 'quoted')})\s?:?+"
)
_CREDITED = re.compile(rf"(?i)[“\"«](?P<words>[^“”\"«»]++)[”\"»][\s\-–—~(]*+{AT}")


class Left(NamedTuple):
    """What of a tweet is left out."""

    spans: tuple[tuple[int, int], ...]  # pieces of its text, ascending
    words: bool  # all that it says is of somebody who is left out; False: they only share it, or others comment on it


class _Mark(NamedTuple):
    end: int  # where the copied words begin
    quotes: bool  # behind a quotation mark


def left_out(tweets: Sequence[Tweet], repeats: Sequence[Repeat | None], people: People) -> dict[int, Left]:
    """Index of a tweet -> what of it is left out."""
    marks = {i: named for i, tweet in enumerate(tweets) if (named := list(_marks(tweet.text, people)))}
    theirs = _groups(tweets, repeats, marks, people)
    found: dict[int, Left] = {}
    for i, tweet in enumerate(tweets):
        repeat = repeats[i]
        shared = (i if repeat is None else repeat.original) in theirs
        if people.is_excluded(tweet.author):
            found[i] = Left(((0, len(tweet.text)),), shared or not _passes_on(tweet.text))
        elif shared or i in marks:
            span = _span(tweet.text, marks.get(i, ()))
            found[i] = Left((span,), shared and cores.commented(tweet.text) is None)
    for i, tweet in enumerate(tweets):
        if i not in found and (spans := tuple(_credited(tweet.text, people))):
            found[i] = Left(spans, False)
    return found


def _groups(
    tweets: Sequence[Tweet], repeats: Sequence[Repeat | None], marks: dict[int, list[_Mark]], people: People
) -> set[int]:
    """Originals of the groups whose words are of people who are left out: they wrote the original, or somebody names
    them as its author."""
    found = set()
    for i, tweet in enumerate(tweets):
        repeat = repeats[i]
        named = i in marks and cores.commented(tweet.text) is None
        if named or (repeat is None and people.is_excluded(tweet.author) and not _passes_on(tweet.text)):
            found.add(i if repeat is None else repeat.original)
    return found


def _passes_on(text: str) -> bool:
    """Whether a text is no more than somebody else's, marked as such."""
    return cores.prefix_end(text) > 0


def _marks(text: str, people: People) -> Iterator[_Mark]:
    """The marks of a repeat that name people who are left out."""
    for match in _MARK.finditer(text):
        written = match["handle"] or match["quoted"] or match["bare"] or ""
        if people.is_excluded(handle := spoken(written, people.wrote)):
            behind = match.end() if handle == written else match.end() - len(written) + len(handle)
            yield _Mark(behind, any(sign in match[0] for sign in _OPENING))


def _span(text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
    """Where the words stand that a text shares or copies: behind the first mark that names their author; without such
    a mark all may be theirs, but for the marks of who else shared it."""
    if not marks:
        return cores.prefix_end(text), len(text)
    start, end = marks[0].end, _copy_end(text, marks[0])
    if not _says_something(text[start:end]):  # "Such words! via @x": what stands before is theirs
        return 0, len(text)
    return start, end


def _copy_end(text: str, mark: _Mark) -> int:
    """Where a copy ends and a comment behind it may begin."""
    close = max(text.rfind(sign) for sign in _CLOSING) if mark.quotes else -1
    if close > mark.end:
        return close
    parts = cores.commented(text)
    at = text.rfind(parts[1]) if parts and parts[1] else -1
    return at + len(parts[1]) if parts and at + len(parts[1]) > mark.end else len(text)


def _says_something(text: str) -> bool:
    """Whether a text is more than hashtags, handles and links."""
    kept, at = [], 0
    for entity in entities.find(text):
        kept.append(text[at : entity.start])
        at = entity.end
    return any(map(str.isalnum, "".join((*kept, text[at:]))))


def _credited(text: str, people: People) -> Iterator[tuple[int, int]]:
    """Words between quotation marks that are credited to somebody who is left out: “Dig less” – @mira_k."""
    for match in _CREDITED.finditer(text):
        if people.is_excluded(spoken(match["handle"], people.wrote)):
            yield match.span("words")
