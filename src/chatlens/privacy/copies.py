"""Whose words a text holds, where some people's are not to be quoted: their tweets, and every repeat and copy of them.

When it is not clear whose words they are, they are left out: a word too few does no harm, one too many does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chatlens.models import Repeat, Tweet
from chatlens.privacy import _pages
from chatlens.privacy._handles import AT, spoken
from chatlens.privacy.edits import Span
from chatlens.privacy.people import People
from chatlens.repeats.marks import commented, prefix_end

QUOTED_RUN = 3
"""Words in a row of somebody's that are theirs between quotation marks."""

RUN = 8
"""... and that are theirs anywhere: so many words in one order two people hardly choose alike."""

_OPENING, _CLOSING = '"“”„«\ufffd', '"”»\ufffd'
_MARK = re.compile(
    rf"(?i)(?:(?<![\w@#])(?:RT|MT|QT|HT|h/t|via)(?!\w)[\s:]*+[{_OPENING}]*+\s?(?:{AT}|(?P<bare>\w++))"
    rf"|(?<![{_OPENING}])(?P<quote>[{_OPENING}]++)\s?{AT.replace('handle', 'quoted')})\s?:?+"
)
_QUOTATION = re.compile(r"[“\"«](?P<words>[^“”\"«»]++)[”\"»]")
_CREDITED = re.compile(rf"(?i){_QUOTATION.pattern}[\s\-–—~(]*+{AT}")
_WORD = re.compile(r"\w++")
_SAID = re.compile(r"https?://\S++|[@＠#＃]\w++|(?P<word>\w++)")


class Left(NamedTuple):
    """What of a tweet is left out."""

    spans: tuple[Span, ...]  # pieces of its text, ascending, none in another
    words: bool  # all that it says is of somebody who is left out; False: they only share it, or others comment on it


class Said:
    """What people who are left out said, to find their words in other texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: dict[int, set[tuple[str, ...]]] = {QUOTED_RUN: set(), RUN: set()}
        self._vocabulary: set[str] = set()
        for text in texts:
            words = [word for word, _ in _words(text)]
            self._vocabulary.update(words)
            for length, runs in self._runs.items():
                runs.update(tuple(words[at : at + length]) for at in range(len(words) - length + 1))

    def spans(self, text: str) -> Iterator[Span]:
        """Where a text holds their words."""
        if len(self._vocabulary.intersection(_WORD.findall(text.casefold()))) < QUOTED_RUN:
            return
        words = _words(text)
        if len(words) >= QUOTED_RUN and any(sign in text for sign in _CLOSING):
            for quotation in _QUOTATION.finditer(text):
                quoted = _words(quotation["words"])
                if len(quoted) >= QUOTED_RUN and len(list(self._found(quoted, QUOTED_RUN))) > len(quoted) - QUOTED_RUN:
                    yield quotation.span("words")
        yield from self._found(words, RUN)

    def _found(self, words: Sequence[tuple[str, Span]], length: int) -> Iterator[Span]:
        runs = self._runs[length]
        for at in range(len(words) - length + 1):
            if tuple(word for word, _ in words[at : at + length]) in runs:
                yield words[at][1][0], words[at + length - 1][1][1]


class _Mark(NamedTuple):
    end: int  # where the copied words begin
    quotes: bool  # behind a quotation mark


Transcript = tuple[Sequence[Tweet], Sequence[Repeat | None]]
"""Its tweets, oldest first, and what each of them repeats."""


def left_out(transcripts: Sequence[Transcript], people: People) -> tuple[list[dict[int, Left]], Said]:
    """For each transcript: index of a tweet -> what of it is left out; and what the people said."""
    found = [_marked(tweets, repeats, people) for tweets, repeats in transcripts]
    said = Said(
        _own(tweets[i].text)
        for (tweets, _), left in zip(transcripts, found, strict=True)
        for i, one in left.items()
        if one.words
    )
    for (tweets, _), left in zip(transcripts, found, strict=True):
        for i, tweet in enumerate(tweets):
            if people.is_excluded(tweet.author):
                continue
            before = left.get(i, Left((), False))
            if spans := _joined((*before.spans, *_credited(tweet.text, people), *said.spans(tweet.text))):
                left[i] = Left(spans, before.words)
    return found, said


def spans(text: str, people: People, said: Said) -> tuple[Span, ...]:
    """Where a text that is made of tweets, such as a question's, holds their words."""
    marks = list(_marks(text, people))
    copied = (_span(text, marks),) if marks else ()
    return _joined((*copied, *_credited(text, people), *said.spans(text)))


def _marked(tweets: Sequence[Tweet], repeats: Sequence[Repeat | None], people: People) -> dict[int, Left]:
    """What is left out by who wrote it, and by the marks of copies."""
    marks = {i: named for i, tweet in enumerate(tweets) if (named := list(_marks(tweet.text, people)))}
    theirs = _groups(tweets, repeats, marks, people)
    found: dict[int, Left] = {}
    for i, tweet in enumerate(tweets):
        repeat = repeats[i]
        shared = (i if repeat is None else repeat.original) in theirs
        if people.is_excluded(tweet.author):
            found[i] = Left(((0, len(tweet.text)),), shared)
        elif shared or i in marks:
            span = _span(tweet.text, marks.get(i, ()))
            found[i] = Left((span,), shared and commented(tweet.text) is None)
    return found


def _groups(
    tweets: Sequence[Tweet], repeats: Sequence[Repeat | None], marks: dict[int, list[_Mark]], people: People
) -> set[int]:
    """Originals of the groups whose words are of people who are left out: they wrote the original, or somebody names
    them as its author."""
    found = set()
    for i, tweet in enumerate(tweets):
        repeat = repeats[i]
        named = (i in marks and commented(tweet.text) is None) or people.is_excluded(_of_address(tweet))
        if named or (repeat is None and people.is_excluded(tweet.author) and not prefix_end(tweet.text)):
            found.add(i if repeat is None else repeat.original)
    return found


def _of_address(tweet: Tweet) -> str | None:
    """Whose page a tweet's address names: of a boost, that of the tweet that is boosted."""
    return _pages.read(tweet.tweet_url).person if tweet.tweet_url else None


def _marks(text: str, people: People) -> Iterator[_Mark]:
    """The marks of a repeat that name people who are left out."""
    for match in _MARK.finditer(text):
        written = match["handle"] or match["quoted"] or match["bare"] or ""
        handle = spoken(written, people.wrote)
        end = match.start(match.lastgroup or 0) + len(handle)
        if people.excluded(handle, text, end):
            yield _Mark(match.end() if handle == written else end, any(sign in match[0] for sign in _OPENING))


def _span(text: str, marks: Sequence[_Mark]) -> Span:
    """Where the words stand that a text shares or copies: behind the first mark that names their author; without such
    a mark all may be theirs, but for the marks of who else shared it."""
    if not marks:
        return prefix_end(text), len(text)
    start, end = marks[0].end, _copy_end(text, marks[0])
    if not _words(text[start:end]):  # "Such words! via @x": what stands before is theirs
        return 0, len(text)
    return start, end


def _copy_end(text: str, mark: _Mark) -> int:
    """Where a copy ends and a comment behind it may begin."""
    close = max(text.rfind(sign) for sign in _CLOSING) if mark.quotes else -1
    if close > mark.end:
        return close
    parts = commented(text)
    at = text.rfind(parts[1]) if parts and parts[1] else -1
    return at + len(parts[1]) if parts and at + len(parts[1]) > mark.end else len(text)


def _own(text: str) -> str:
    """A text without what it quotes or copies of others."""
    parts = commented(text)
    return _QUOTATION.sub(" ", parts[0] if parts else text[prefix_end(text) :])


def _credited(text: str, people: People) -> Iterator[Span]:
    """Words between quotation marks that are credited to somebody who is left out: “Dig less” – @mira_k."""
    for match in _CREDITED.finditer(text):
        handle = spoken(match["handle"], people.wrote)
        if people.excluded(handle, text, match.start("handle") + len(handle)):
            yield match.span("words")


def _words(text: str) -> list[tuple[str, Span]]:
    """The words of a text, folded, without handles, hashtags and links, and where they stand."""
    return [(match["word"].casefold(), match.span()) for match in _SAID.finditer(text) if match["word"]]


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one.

    >>> _joined([(20, 30), (0, 9), (5, 12)])
    ((0, 12), (20, 30))
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)
