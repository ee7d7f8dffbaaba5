"""The text of a search-results page, copied: tweets one under the other, without authors and times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chatlens.models import Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._hashtag import chat_hashtag
from chatlens.readers._line_evidence import Line
from chatlens.readers._search_page import LONGEST, is_page, labelled
from chatlens.readers._segmentation import segment
from chatlens.sources import split_lines

TAG_SHARE = 1 / 3  # share of lines with one hashtag that makes a text a chat
WEAK = 0.6  # what this shape explains counts so much: hashtags and labels stand in every other shape too

_REPLY_MARK = re.compile(r"(?i)\s*+(?:in reply to|replying to)\s*+:?\s*+(?P<rest>.*)$")
_HANDLE = re.compile(r"[@＠](\w{1,15})")
_HANDLES_ALONE = re.compile(r"\s*+[@＠]\w{1,15}(?:[\s,&]*+(?:and\s++)?+[@＠]\w{1,15})*+[\s,]*+$")


def sniff(head: str) -> float:
    """The share of lines with the head's commonest hashtag, or a fixed share for labelled lines; 0 for no chat."""
    lines = [line for line in split_lines(head) if line.strip()]
    if not lines:
        return 0.0
    _, share = chat_hashtag(lines)
    return WEAK * max(share if share >= TAG_SHARE else 0.0, 2 * TAG_SHARE if labelled(lines) else 0.0)


def read(source: Source, options: Options) -> Reading:
    """Split the dump into tweets. Lines of the page itself become `Unread` or belong to the tweet above them."""
    physical = split_lines(source.text)
    unread: list[Unread] = []
    replies: dict[int, tuple[int, tuple[str, ...]]] = {}  # index into `lines` -> last line of furniture, reply targets
    lines: list[Line] = []
    blank = False
    furniture = _furniture(physical)
    for number, text in enumerate(physical, start=1):
        if number in furniture:
            last, handles = furniture[number]
            below_tweet = bool(lines) and not (unread and unread[-1].first_line > lines[-1].number)
            if below_tweet and last is not None:
                _, before = replies.get(len(lines) - 1, (0, ()))
                replies[len(lines) - 1] = (last, (*before, *handles))
                lines[-1] = lines[-1]._replace(closed=True)
            else:
                lines[-1:] = [line._replace(closed=True) for line in lines[-1:]]
                unread.append(Unread(number, number, "a line of the page, not of a tweet", text))
        elif len(text) > LONGEST:
            lines[-1:] = [line._replace(closed=True) for line in lines[-1:]]
            unread.append(Unread(number, number, f"a line of {len(text):,} characters is longer than any tweet", text))
        elif text.strip():
            lines.append(Line(number, text, blank and bool(lines), False))
            blank = False
        else:
            blank = True
    hashtag = options.hashtag or chat_hashtag(line.text for line in lines)[0]
    tweets = tuple(_tweets(lines, segment(lines, hashtag), replies))
    notes = () if hashtag else (_NO_HASHTAG,)
    return Reading("pasted", tweets, tuple(unread), notes, hashtag)


_NO_HASHTAG = Note(
    "no hashtag is common enough to be the chat's, so tweets of several lines may be split wrongly.",
    "Name it with --hashtag.",
)


def _furniture(physical: list[str]) -> dict[int, tuple[int | None, tuple[str, ...]]]:
    """1-based line -> of a reply mark the last line it covers and its handles; of other words of the page (None,
    ())."""
    found: dict[int, tuple[int | None, tuple[str, ...]]] = {}
    number = 1
    while number <= len(physical):
        text = physical[number - 1]
        mark = _REPLY_MARK.match(text) if len(text) < LONGEST else None
        if mark and (not mark["rest"] or _HANDLES_ALONE.match(mark["rest"])):
            last = number
            handles = _HANDLE.findall(mark["rest"])
            while not mark["rest"] and last < len(physical) and _HANDLES_ALONE.match(physical[last]):
                handles += _HANDLE.findall(physical[last])
                last += 1
            for covered in range(number, last + 1):
                found[covered] = (last, tuple(handles) if covered == number else ())
            number = last
        elif is_page(physical, number - 1):
            found[number] = (None, ())
        number += 1
    return found


def _tweets(
    lines: list[Line], spans: list[tuple[int, int]], replies: dict[int, tuple[int, tuple[str, ...]]]
) -> Iterator[Tweet]:
    for first, last in spans:
        if first == last and last not in replies:
            yield Tweet(lines[first].number, lines[first].number, lines[first].text.strip())
            continue
        furniture_end, handles = replies.get(last, (0, ()))
        yield Tweet(
            first_line=lines[first].number,
            last_line=max(lines[last].number, furniture_end),
            text=_joined(lines[first : last + 1]),
            reply_to=tuple(dict.fromkeys(handles)),
        )


def _joined(lines: list[Line]) -> str:
    """The lines of a tweet as they stood, an empty line between them included."""
    text = lines[0].text
    for line in lines[1:]:
        text += ("\n\n" if line.blank_before else "\n") + line.text
    return text.strip()


SHAPE = Shape(
    "pasted", "the text of a search page, copied: a tweet a line or a few, without authors and times", sniff, read
)
