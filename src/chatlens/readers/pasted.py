"""The text of a search-results page, copied: tweets one under the other, without authors and times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import compress, product

from chatlens._collector import no_collector
from chatlens.models import Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._hashtag import chat_hashtag, own_hashtag, sample
from chatlens.readers._line_evidence import Lines
from chatlens.readers._making import tweets_of
from chatlens.readers._search_page import LONGEST, LONGEST_WORDS, PAGE, is_page, is_running, labelled
from chatlens.readers._segmentation import joined
from chatlens.readers._stretch import Span
from chatlens.sources import split_lines

TAG_SHARE = 1 / 3  # share of lines with one hashtag that makes a text a chat
WEAK = 0.6  # what this shape explains counts so much: hashtags and labels stand in every other shape too

_REPLY_MARK = re.compile(r"(?i)\s*+(?:in reply to|replying to)\s*+:?\s*+(?P<rest>.*)$")
_REPLY_STARTS = frozenset({*map("".join, product("iIİı", "nN")), "re", "Re", "rE", "RE"})  # of a reply mark
_HANDLE = re.compile(r"[@＠](\w{1,15})")
_HANDLES_ALONE = re.compile(r"\s*+[@＠]\w{1,15}(?:[\s,&]*+(?:and\s++)?+[@＠]\w{1,15})*+[\s,]*+$")

_Furniture = dict[int, tuple[int | None, tuple[str, ...]]]
"""1-based line of the page -> of a reply mark the last line it covers and its handles; of other words (None, ())."""
_Replies = Mapping[int, tuple[int, tuple[str, ...]]]
"""Index of a line -> the last line of the reply mark below it, and whom it answers."""


def sniff(head: str) -> float:
    """The share of lines with the head's commonest hashtag, or a fixed share for labelled lines; 0 for no chat, such as
    an article about one."""
    lines = [line for line in split_lines(head) if line.strip()]
    if not lines:
        return 0.0
    _, share = chat_hashtag(lines)
    tagged = share >= TAG_SHARE and not is_running(lines)
    return WEAK * max(share if tagged else 0.0, 2 * TAG_SHARE if labelled(lines) else 0.0)


def read(source: Source, options: Options) -> Reading:
    """Split the dump into tweets. Lines of the page itself become `Unread` or belong to the tweet above them."""
    with no_collector():
        physical = split_lines(source.text)
        lines, replies, unread = _sorted_out(physical)
        hashtag = own_hashtag(options, sample(lines.texts))
        tweets = _tweets(lines, joined(lines, hashtag), replies)
    notes = () if hashtag else (_NO_HASHTAG,)
    return Reading("pasted", tweets, tuple(unread), notes, hashtag)


_NO_HASHTAG = Note(
    "no hashtag is common enough to be the chat's, so tweets of several lines may be split wrongly.",
    "Name it with --hashtag.",
)


def _sorted_out(physical: list[str]) -> tuple[Lines, _Replies, list[Unread]]:
    """The lines that tweets are made of, the reply marks below them, and what is no tweet's."""
    import numpy as np

    words = list(map(str.strip, physical))
    furniture = _furniture(physical, words)
    too_long = np.fromiter(map(len, physical), np.int64, len(physical)) > LONGEST
    apart = sorted(furniture.keys() | {at + 1 for at in np.flatnonzero(too_long).tolist()})
    kept = np.fromiter(map(bool, words), np.bool_, len(words))
    empty = ~kept
    kept[[number - 1 for number in apart]] = False
    empty[[number - 1 for number in apart]] = False
    places = np.flatnonzero(kept)
    numbers = (places + 1).tolist()
    above = np.cumsum(empty)[places]  # empty lines above each line
    closed: set[int] = set()
    replies: dict[int, tuple[int, tuple[str, ...]]] = {}
    unread: list[Unread] = []
    for number in apart:
        over = bisect_left(numbers, number) - 1
        if over >= 0:
            closed.add(over)
        last, handles = furniture.get(number, (None, ()))
        if last is not None and over >= 0 and not (unread and unread[-1].first_line > numbers[over]):
            _, before = replies.get(over, (0, ()))
            replies[over] = (last, (*before, *handles))
        else:
            text = physical[number - 1]
            reason = "a line of the page, not of a tweet"
            if number not in furniture:
                reason = f"a line of {len(text):,} characters is longer than any tweet"
            unread.append(Unread(number, number, reason, text))
    texts, said = list(compress(physical, kept.tolist())), list(compress(words, kept.tolist()))
    return Lines(numbers, texts, said, np.diff(above, prepend=above[:1]) > 0, closed), replies, unread


def _furniture(physical: list[str], words: list[str]) -> _Furniture:
    """The lines that the page prints. `words` are the lines without blanks at their ends."""
    found: _Furniture = {}
    doubtful = [
        at
        for at, said in enumerate(words)
        if said[:2] in _REPLY_STARTS or (len(said) <= LONGEST_WORDS and said.casefold() in PAGE)
    ]
    for at in doubtful:
        if at + 1 in found:
            continue
        text = physical[at]
        mark = _REPLY_MARK.match(text) if len(text) < LONGEST else None
        if mark and (not mark["rest"] or _HANDLES_ALONE.match(mark["rest"])):
            last = at + 1
            handles = _HANDLE.findall(mark["rest"])
            while not mark["rest"] and last < len(physical) and _HANDLES_ALONE.match(physical[last]):
                handles += _HANDLE.findall(physical[last])
                last += 1
            found |= dict.fromkeys(range(at + 2, last + 1), (last, ()))
            found[at + 1] = (last, tuple(handles))
        elif is_page(physical, at):
            found[at + 1] = (None, ())
    return found


def _tweets(lines: Lines, spans: Sequence[Span], replies: _Replies) -> tuple[Tweet, ...]:
    """A tweet for each span and for each line between them."""
    ends = {last for _, last in spans}
    words = lines.words
    columns: tuple[list[int], list[int], list[str], list[tuple[str, ...]]] = ([], [], [], [])
    firsts, lasts, texts, answered = columns
    below = 0
    for first, last in sorted([*spans, *((at, at) for at in replies if at not in ends)]):
        firsts += lines.numbers[below:first]
        lasts += lines.numbers[below:first]
        texts += words[below:first]
        end, handles = replies.get(last, (0, ()))
        answered += [()] * (len(texts) - len(answered))
        firsts.append(lines.numbers[first])
        lasts.append(max(lines.numbers[last], end))
        texts.append(_text(lines, first, last))
        answered.append(tuple(dict.fromkeys(handles)))
        below = last + 1
    firsts += lines.numbers[below:]
    lasts += lines.numbers[below:]
    texts += words[below:]
    answered += [()] * (len(texts) - len(answered))
    return tweets_of({"first_line": firsts, "last_line": lasts, "text": texts, "reply_to": answered})


def _text(lines: Lines, first: int, last: int) -> str:
    """The lines of a tweet as they stood, an empty line between them included."""
    text = lines.texts[first]
    for at in range(first + 1, last + 1):
        text += ("\n\n" if lines.empty_above[at] else "\n") + lines.texts[at]
    return text.strip()


SHAPE = Shape(
    "pasted", "the text of a search page, copied: a tweet a line or a few, without authors and times", sniff, read
)
