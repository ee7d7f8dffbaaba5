"""The heads of tweets on a copied web page: name, handle and date, on lines of their own or on one."""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

from chatlens.readers._furniture import PAGE_ENDS, is_context, is_counting, is_number, is_phrase
from chatlens.readers._pages import Record
from chatlens.readers._stamps import STAMP, dated_stamp

RARE_STYLE = 0.2  # share of heads below which one written in another way is words of a tweet
HEAD_LINE = 200  # characters of the longest line that may be a tweet's head; a name has 50
ANY_STAMP = 30  # characters of a date in a language that we do not read, which the dot tells
MAIN_TWEET = 60  # lines above a dated stamp among which the tweet's own head is looked for

REPLYING = re.compile(
    r"(?i)(?:replying to|antwort an|en réponse à|en respuesta a|respondiendo a|em resposta a|in risposta a"
    r"|als antwoord op)\b:?(?P<handles>.*)|in reply to\b.*"
)
HANDLE = re.compile(r"[@＠](\w{1,15})")
_PAID = ("promoted", "ad")
_SURE = ("quote", "main")  # styles that something else on the page bears out
_DOTS = ("·", "•", "∙")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c\ufeff"))
_VERIFIED = re.compile(r"(?i)\s*+verified account\s*+$")
_QUOTED_HEAD = re.compile(r"(?P<name>[^@＠]{1,80})[@＠](?P<handle>\w{1,15})")


class Head(NamedTuple):
    """The head of a tweet; lines are 0-based."""

    start: int  # its first line, with what the page says above the name
    body: int  # the line after it
    style: str
    handle: str
    name: str | None
    stamp: str


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Handle and date at a line's end; a handle's own line, with the dot or not; a date's own line."""
    return (
        re.compile(
            rf"(?i)[@＠](?P<handle>\w{{1,15}})(?:(?P<dot>\s*[·•∙]\s*|\s+)(?P<stamp>{STAMP})"
            rf"|\s*[·∙]\s*(?P<paid>promoted|ad))\s*(?:more)?$"
        ),
        re.compile(r"[@＠](?P<handle>\w{1,15})\s*(?P<dot>[·•∙]?)"),
        re.compile(rf"(?i)(?P<dot>[·•∙]?)\s*(?P<stamp>{STAMP})"),
    )


def heads(raw: list[str], lines: list[str]) -> list[Head]:
    """The heads of all tweets. `lines` are stripped of invisible signs and blanks, `raw` as they stand."""
    found: list[Head] = []
    after = 0  # the line after the last head
    for at, line in enumerate(lines):
        if at < after or len(line) > HEAD_LINE:
            continue
        head = _head(raw, lines, at, after)
        if head is None and ":" in line and dated_stamp().match(line):
            head = _main_head(lines, at, after)
        if head is not None:
            found.append(head)
            after = head.body
    styles = Counter(head.style for head in found)
    return [head for head in found if head.style in _SURE or styles[head.style] >= RARE_STYLE * len(found)]


def _head(raw: list[str], lines: list[str], at: int, after: int) -> Head | None:
    line = lines[at]
    if "@" not in line and "＠" not in line:
        return None
    one_line, own_line, date_line = _patterns()
    match = one_line.search(line)
    if match and match.start() and not HANDLE.search(line, 0, match.start()):  # a name holds no handle
        style = "dot" if match["paid"] or match["dot"].strip() else "mark" if "\u200f" in raw[at] else "plain"
        name = _VERIFIED.sub("", line[: match.start()].strip()).strip()
        return Head(
            _top(lines, at, after), at + 1, style, match["handle"], name or None, match["paid"] or match["stamp"]
        )
    if match and not match.start():
        below, dot, stamp = at + 1, bool(match["paid"] or match["dot"].strip()), match["paid"] or match["stamp"]
    elif match := own_line.fullmatch(line):
        below, dot = _next(lines, at + 1), bool(match["dot"])
        if not dot and below < len(lines) and lines[below] in _DOTS:
            below, dot = _next(lines, below + 1), True
        date = date_line.fullmatch(lines[below]) if below < len(lines) and len(lines[below]) < HEAD_LINE else None
        if date is not None:
            below, dot, stamp = below + 1, dot or bool(date["dot"]), date["stamp"]
        elif dot and below < len(lines) and len(lines[below]) <= ANY_STAMP:
            below, stamp = below + 1, lines[below]
        else:
            return _quoted_head(lines, at, after)
    else:
        return _quoted_head(lines, at, after)
    top, above = _name(lines, at, after)
    return Head(top, below, "lines" if dot else "lines without dot", match["handle"], above, stamp)


def _quoted_head(lines: list[str], at: int, after: int) -> Head | None:
    """A quoted tweet's head in the pages before 2019, which has no date: below "Mira Kestle added,"."""
    above = _previous(lines, at)
    if above >= after and lines[above].endswith("added,") and (match := _QUOTED_HEAD.fullmatch(lines[at])):
        name = _VERIFIED.sub("", match["name"].strip())
        return Head(at, at + 1, "quote", match["handle"], name, "")
    return None


def _main_head(lines: list[str], at: int, after: int) -> Head | None:
    """The head of the tweet that a page is about: its date stands below the text."""
    for above in range(at - 1, max(after, at - MAIN_TWEET), -1):
        match = HANDLE.fullmatch(lines[above])
        before = lines[above - 1].casefold()
        if match and before and before not in ("and", ",") and not REPLYING.fullmatch(before):
            top, name = _name(lines, above, after)
            return Head(top, above + 1, "main", match[1], name, "")
    return None


def _name(lines: list[str], at: int, after: int) -> tuple[int, str | None]:
    """First line of a head whose handle stands on the line `at`, and the name above it."""
    above = _previous(lines, at)
    while above > after and lines[above].casefold() in ("verified account", "verified"):
        above = _previous(lines, above)
    if above < after or is_number(lines[above]) or is_counting(lines[above]) or len(lines[above]) > HEAD_LINE:
        return at, None
    first = above
    while (  # an emoji in a name may stand on a line of its own
        first - 1 >= after
        and not any(c.isalnum() for c in lines[first])
        and lines[first - 1]
        and not is_number(lines[first - 1])
    ):
        first -= 1
    return _top(lines, first, after), " ".join(lines[first : above + 1])


def _top(lines: list[str], at: int, after: int) -> int:
    """The first line of a head with what the page says above it: "Mira Kestle Retweeted"."""
    above = _previous(lines, at)
    if above < after or not is_context(lines[above]):
        return at
    before = _previous(lines, above)
    if before < after or is_number(lines[before]) or is_counting(lines[before]) or is_phrase(lines[before]):
        return above
    return at


def _previous(lines: list[str], at: int) -> int:
    return next((above for above in range(at - 1, max(-1, at - 4), -1) if lines[above]), -1)


def _next(lines: list[str], at: int) -> int:
    return next((below for below in range(at, min(len(lines), at + 3)) if lines[below]), len(lines))


def is_advertisement(head: Head) -> bool:
    """Whether the page says in the place of the date that somebody paid for it."""
    return head.stamp.casefold() in _PAID


def records(found: list[Head], lines: list[str]) -> list[Record]:
    """Where each tweet stands: up to the next one's head, or to a box of the page that is no tweet."""
    spans = []
    for head, below in zip_longest(found, found[1:]):
        end = below.start if below else len(lines)
        box = next((at for at in range(head.body, end) if lines[at].casefold() in PAGE_ENDS), end)
        spans.append(Record(head.start, head.body, box))
    return spans


def visible(line: str) -> str:
    """A line without the invisible signs that pages put around names."""
    return line if line.isascii() else line.translate(_INVISIBLE).replace("\xa0", " ")
