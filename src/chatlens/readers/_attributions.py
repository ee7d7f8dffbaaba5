"""The line that names an embedded tweet's author, "— Mira Kestle (@mira_k) January 3, 2017", and the text above it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatlens import entities, labels
from chatlens.readers._asked import LABEL_ROOM, begun
from chatlens.readers._stamps import PASTED_STAMP, STAMP

NAME_ROOM = 60  # characters before a handle in which its dash is looked for; a name has 50
STAMP_LINE = 40  # characters of a date on the line below the name
TWEET_LENGTH = 280  # weighted characters
MOST_SIGNS = 2_000  # characters of a text that may still weigh no more, with long links in it
MOST_LINES = 40  # lines a tweet can have
LEAST_QUOTATIONS = 3  # lines that are a quotation and its author that make a recap ...
QUOTED_SHARE = 0.2  # ... when they are this share of all lines; in chats people quote each other so now and then

_DASHES = ("—", "–", "―", "--", "&mdash;", "&#8212;")
_DASH = re.compile("|".join(_DASHES))
_DAMAGED = re.compile(r"(?:^|(?<=\s))(?:[”“\"?\ufffd]{1,3}|â€[”\"]?)\s")  # a dash that was decoded wrongly
_NO_NAME = re.compile(r"[:#＃@＠!?/]|(?:\S+\s+){6}")  # what the names of people do not hold
_HANDLE = re.compile(r"\(\s?[@＠]\w{1,15}\s?\)")
_TEXT_ENDS = re.compile(r"(?:[.!?…)”\"]|[#＃/]\w++)\s*+$")  # a sentence, a hashtag or a link before a dash
_QUOTE_MARK = re.compile(r"(?:>\s?)++")
_NUMBER = re.compile(r"[#(]?(\d{1,3})[.):]?")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_NUMBERED_INSIDE = re.compile(r"(?:^|(?<=[.!?…”\"’)])\s+)(\d{1,3})[.)]\s+(?=\S)")
_HEADING = re.compile(r"#{1,6}\s+\S|[-*_=~]{3,}+$")
_ITEM = re.compile(r"[-–•*·>]+\s|[&+,;)…]")
_MAY_QUOTE = re.compile(r"[@＠]\w{1,15}\s?\)?[.,]?\s*+$")
_QUOTED = re.compile(
    r"\s*+(?:(?:[-–—•*·>]|\d{1,3}[.)])\s++)?[“\"„«](?P<text>.{2,2000})[”\"“»][.,]?\s*+"
    r"(?:(?:[-–—~]{1,2}|by|from|via)\s*+(?:(?P<name>[^\s“”\"„«»@＠#＃(][^“”\"„«»@＠#＃(]{0,49}?)[\s,]{0,3})??)?"
    r"\(?\s?[@＠](?P<handle>\w{1,15})\s?\)?[.,]?\s*+$"
)
_LINK = re.compile(r"[#＃@＠]|https?://|pic\.")
_SENTENCE = re.compile(r"[.!?:…][”\"’)]*\s+(?=\S)")


class Part(NamedTuple):
    """A piece of a line that is not blank."""

    line: int  # 0-based
    text: str  # blanks at its ends cut
    blank_above: bool


class Attribution(NamedTuple):
    """An author named, and all that stands between the author named before and this one."""

    above: tuple[Part, ...]
    first: int  # 0-based line on which its name stands
    line: int  # ... and on which it ends
    name: str
    handle: str
    stamp: str
    quoted: bool = False  # the last part above is its tweet, all of it
    bare: bool = False  # a name, a handle and a date alone: nothing says that they are below their tweet


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(
            rf"(?i)\(\s?[@＠](?P<handle>\w{{1,15}})\s?\)"
            rf"(?:\s*+[,·•|]?\s*+(?:\[(?P<linked>{STAMP})\]\([^()\s]{{1,200}}\)|(?P<stamp>{PASTED_STAMP})))?"
        ),
        re.compile(rf"(?i)\s*+(?:>\s?)?(?P<stamp>{STAMP})\s*+$"),
    )


def attributions(lines: Sequence[str]) -> tuple[list[Attribution], tuple[Part, ...]]:
    """All that name a handle behind a dash, or behind a quotation where that is the page's way, in order, and what
    stands below the last one."""
    quotations = _quotations(lines)
    found, rest = _attributions(lines, quotations, bare=True)
    return (found, rest) if _stand_below(found, lines, not rest) else _attributions(lines, quotations, bare=False)


def _stand_below(found: Sequence[Attribution], lines: Sequence[str], last: bool) -> bool:
    """Whether authors without a dash stand below their tweets, as most of the empty lines around them show: on other
    pages they stand above. Where these show nothing, other authors with a dash do, or that one is the `last` line."""
    below = above = 0
    for one in found:
        if one.bare:
            parted_above = one.first == 0 or not lines[one.first - 1].strip()
            parted_below = one.line + 1 == len(lines) or not lines[one.line + 1].strip()
            below += parted_below and not parted_above
            above += parted_above and not parted_below
    return below > above or (below == above and (last or 2 * sum(one.bare for one in found) <= len(found)))


def _attributions(
    lines: Sequence[str], quotations: Mapping[int, re.Match[str]], *, bare: bool
) -> tuple[list[Attribution], tuple[Part, ...]]:
    """As `attributions`. `bare`: with authors that have no dash, but a date."""
    named, alone = _patterns()
    found: list[Attribution] = []
    above: list[Part] = []
    blank = skip = False
    for at, whole in enumerate(lines):
        if skip:
            skip = False
            continue
        if quotation := quotations.get(at):
            above.append(Part(at, quotation["text"].strip(), True))
            name = (quotation["name"] or "").strip()
            found.append(Attribution(tuple(above), at, at, name, quotation["handle"], "", True))
            above, blank = [], False
            continue
        mark = _QUOTE_MARK.match(whole)
        start = mark.end() if mark else 0
        length = len(whole.rstrip())
        for match in named.finditer(whole) if "(" in whole else ():
            stamp, line = match["stamp"] or match["linked"] or "", at
            if not stamp and match.end() < length:
                continue
            last = bare and match.end() >= length
            dash, name = _dash(whole, start, match.start(), bool(stamp), last)
            text = whole[start:dash].strip() if dash >= 0 else ""
            if dash < 0 or (not stamp and text):
                continue
            if not stamp and at + 1 < len(lines) and (below := alone.match(lines[at + 1][:STAMP_LINE])):
                stamp, line, skip = below["stamp"], at + 1, True
            if text:
                above.append(Part(at, text, blank))
            no_dash = whole[start : match.start()].strip() == name
            found.append(Attribution(tuple(above), at, line, name, match["handle"], stamp, bare=no_dash))
            above, start, blank = [], match.end(), False
        if rest := whole[start:].strip():
            above.append(Part(at, rest, blank))
            blank = False
        elif not whole.strip() or (mark and start == mark.end()):
            blank = True
    return found, tuple(above)


def _quotations(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """The lines that are a quotation and its author, where they are many enough to be the page's way to quote."""
    found = {at: match for at, line in enumerate(lines) if _MAY_QUOTE.search(line) and (match := _QUOTED.match(line))}
    written = sum(bool(line.strip()) for line in lines)
    return found if len(found) >= max(LEAST_QUOTATIONS, QUOTED_SHARE * written) else {}


def _dash(line: str, start: int, end: int, dated: bool, last: bool) -> tuple[int, str]:
    """Where the dash before a handle stands (-1: none), and the name behind it. `dated`: a date follows; `last`: and
    nothing else on the line."""
    from_start = line[start:end].lstrip() if end - start <= 2 * NAME_ROOM else ""
    for dash in (
        (*_DASHES, "- ") if dated else _DASHES
    ):  # a name may hold a dash: the one at the line's start counts first
        if from_start.startswith(dash) and len(from_start) <= NAME_ROOM:
            return start, from_start[len(dash) :].strip()
    low = max(start, end - NAME_ROOM)
    for other in _HANDLE.finditer(line, low, end):  # no name holds another's handle
        low = other.end()
    found = [(match.start(), match.end()) for match in _DASH.finditer(line, low, end)]
    if not found and dated:  # a date behind the handle is sign enough, whatever became of the dash
        if from_start and start <= NAME_ROOM >= len(from_start) and not line[:start].strip("> "):
            damaged = _DAMAGED.match(from_start)
            name = from_start[damaged.end() if damaged else 0 :].strip()
            if (damaged or last) and not _NO_NAME.search(name):
                return start, name
        found = [(match.start(), match.end()) for match in _DAMAGED.finditer(line, low, end)][-1:]
    if not found:
        return -1, ""
    at, after = next(
        (one for one in found if _TEXT_ENDS.search(line[max(start, one[0] - NAME_ROOM) : one[0]])), found[-1]
    )
    return at, line[after:end].strip()


def tweet_of(above: Sequence[Part], number: int) -> tuple[int, int]:
    """Where the tweet begins in the parts above its author: index of its first part, and characters of that part that
    are before it. `number` is the tweet's, counted from 1: recaps number their tweets.

    The tweet is the last paragraph, and what is above it prose, unless the paragraph goes on from the one above.
    """
    first = _paragraph(above, len(above) - 1)
    while first > 0 and _goes_on(above, first):
        first = _paragraph(above, first - 1)
    parted = above[first].blank_above
    while first < len(above) - 1 and (
        is_heading(above[first].text) or is_numbering(above[first].text) or _too_long(above[first:])
    ):
        first += 1
    if not parted:  # no empty line stands between the tweet and what the blogger wrote
        first = max(
            (at for at in range(first + 1, len(above)) if _begins(above[at - 1].text, above[at].text)), default=first
        )
    match = _NUMBERED.match(above[first].text)
    return first, match.end() if match and int(match[1]) == number else 0


def _paragraph(above: Sequence[Part], last: int) -> int:
    """Index of the first part of the paragraph that ends at `last`, or of its last ones if it is longer than tweets
    are."""
    first = last
    while first > max(0, last - MOST_LINES) and not above[first].blank_above:
        first -= 1
    return first


def _goes_on(above: Sequence[Part], first: int) -> bool:
    """Whether the paragraph that begins at `first` goes on from the one above it, as one tweet."""
    start = _paragraph(above, first - 1)
    text = above[first].text
    if is_heading(above[start].text) or is_numbering(above[first - 1].text) or _too_long(above[start:]):
        return False
    if labels.find(text):
        return False
    label = next(iter(labels.find(above[start].text)), None)
    answers = label is not None and label.sure and label.letter == "A"
    return answers or bool(_ITEM.match(text)) or all(word[0] in "#＃@＠" or "://" in word for word in text.split())


def _begins(above: str, text: str) -> bool:
    """Whether a line begins a tweet that the one above it announces, asks for or at least is no part of."""
    if label := begun(above):
        return label.letter in "QT" and (answer := begun(text)) is not None and answer.letter == "A"
    return begun(text) is not None or (
        above.endswith(":") and not (_ITEM.match(text) or _NUMBERED.match(text) or _LINK.match(text))
    )


def _too_long(parts: Sequence[Part]) -> bool:
    """Whether the parts are longer than one tweet can be."""
    if len(parts) > MOST_LINES or sum(len(part.text) for part in parts) > MOST_SIGNS:
        return True
    return entities.weighted_length("\n".join(part.text for part in parts)) > TWEET_LENGTH


def number_before(text: str, number: int) -> int:
    """Characters before the tweet of that number in a text without lines: up to behind the last "2." that begins a
    sentence; 0 where none does."""
    found = 0
    for match in _NUMBERED_INSIDE.finditer(text):
        if int(match[1]) == number:
            found = match.end()
    return found


def prose_before(text: str) -> int:
    """Characters of prose before the tweet in a text without lines, which is longer than a tweet: sentences are cut off
    until the rest is none, and further where one begins with a label. 0 for a shorter text."""
    if len(text) <= MOST_SIGNS and entities.weighted_length(text) <= TWEET_LENGTH:
        return 0
    fits = None
    for end in _SENTENCE.finditer(text, max(0, len(text) - MOST_SIGNS)):
        if fits is None and entities.weighted_length(text[end.end() :]) <= TWEET_LENGTH:
            fits = end.end()
        if fits is not None:
            found = labels.find(text[end.end() : end.end() + LABEL_ROOM])
            if found and found[0].sure and found[0].start == 0:
                return end.end()
    return fits or 0


def is_heading(text: str) -> bool:
    """Whether a line is a heading or a rule by its marks."""
    return bool(_HEADING.match(text))


def is_numbering(text: str) -> bool:
    """Whether a line is a number alone."""
    return bool(_NUMBER.fullmatch(text))
