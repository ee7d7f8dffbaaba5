"""Where a label may stand in a text, and what speaks of labels without being one.

All patterns run in linear time: repetitions are possessive or bounded, and what could be entered anywhere is searched
for in a slice of fixed length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

DIGITS_BEYOND_ASCII = (("①", "⑳"), ("❶", "❿"))  # first and last of each kind
DIGIT = rf"[0-9{''.join(f'{first}-{last}' for first, last in DIGITS_BEYOND_ASCII)}]"
COPIES = 3  # marks of copied tweets behind which a label is looked for: who shares a share of a share
LEAD = 120  # characters at a text's start in which words may lead to a label
TAIL = 80  # characters at a text's end in which a label or a "2/2" behind the text is looked for, its tags included

# What may stand before a label: retweet marks, mentions, tags, quotes, arrows, emoji. Possessive, so that it runs once.
BEFORE = r"""(?xi:
    (?: \s++
      | (?:RT|MT|HT|via)\b [:.]?+
      | [.]?+ [@＠]\w++ (?:[’']s)?+ :?+
      | [#＃](?![AQ]\d{1,2}[a-e]?(?!\w)) \w++ :?+
      | [“”"'‘’«»(\[]
      | -+> | &gt; | >+ | [•·*–—-](?=\s) | [\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]
    )*+)"""
_BEFORE = re.compile(BEFORE)
_SHARED = re.compile(r"(?i)\W*+(?:RT|MT|via)\b")
# "So true! RT @x: A1", "Yes. “@x: A1", "Hear hear! @x: A1": the handle of whom it copies.
_COPIED = re.compile(r"(?i)(?:\b(?:RT|MT)\s|[“\"])\s?@\w{1,15}+:?\s*+|(?<=[.!?…>]\s)@\w{1,15}+:\s*+")
# "Late to the party, sorry! A1: ...", "Right then...Q1. ...", "Late, but: Q1. ...": words that end, then a label with a
# mark, or one whose text begins with a capital or a tag.
_BEHIND = re.compile(
    r"(?:[^.!…?\n]{1,60}+[.!…?]++[\s)]*+){1,2}?"
    r"(?:(?=[AQTaqt]\d{1,2}[a-e]?\s?[:.)]\s)|(?=[AQT]\d{1,2}[a-e]?\s[A-Z“\"]|A\d{1,2}\s#))"
    r"|[^.!…?\n:]{1,60}+(?<=\bbut):\s(?=[AQTaqt]\d{1,2}[a-e]?\s?[:.)]\s)"
)
# "Mira Q3: ...", "OK, T2: ...", "Last Q-Q6: ...": a word or two, and a label with its mark. Lower-case letters are
# taken for words.
_LED = re.compile(r"(?P<lead>(?:[^\W\d_][\w'’]*+[,:]?[ -]){1,2}?)(?=[AQT]\d{1,2}[a-e]?(?::\s|\.\s+[A-Z]))")
_LEADS_ELSEWHERE = frozenset(
    """a an the my your our his her their its this that these those in on at of to for from by with as like see saw is
    was are were and or not no missed missing answered regarding answering plan same re about than vs via per be use
    using type road size grade level vitamin form format""".split()
)
# "Back to Q3. What ...?", "we begin with Q1. Why ...?": the host leads to a question, and asks it.
_INTRODUCED = re.compile(
    r"(?i:\b(?:here['’]?s|here\sis|(?:back|on|go|move|moving|segue|lead\w*)\s(?:on\s)?(?:in)?to|onto|into|next|last|final"
    r"|first|now|(?:time|ready)\sfor|(?:start\w*|begin\w*|open\w*|kick\w*)\s(?:off\s)?(?:with|w/)))"
    r"(?:\s(?i:question))?\W{1,4}(?=Q\d{1,2}[a-e]?(?!\d)[\s:.)…–—-]{1,8}[A-Z“\"][^?]{12,}\?)"
)
_REGARDING = re.compile(
    r"(?i)(?:(?<![\w'’])(?:re|regarding|as\sfor|answering)\b:?\s|(?:^|\b(?:but|so|and)\s)for\s(?=Q\d{1,2}[,:]\s))"
)
_AT_END = re.compile(
    r"(?:(?P<asked>\?)|[.!…)”\"])(?P<tags>(?:\s{1,2}[#＃]\w++)*+)\s{1,2}(?=\(?[AaQqTt]\d)"
    r"|[#＃]\w++\s{1,2}(?=\(?A\d)|\s(?=\(A\d)"
)

# "Q1 in five minutes", "Q3 coming up", "Q2 is next": the host announces. The words after the label tell; where they
# might as well begin the question ("Q1: In five minutes, how ..."), nothing may follow them.
_END = r"(?=[^\w#＃@＠]*+(?:$|[#＃@＠]|https?://))"
_ANNOUNCED = re.compile(
    rf"""(?xi) (?P<mark>(?:\s?[:;).\]…–—-])++)?+ \W{{0,4}}+ (?: (?:is|are|will\s be)\s++ )?+ (?:
        (?:coming|comes?)\s (?:right\s|straight\s)? (?:up|next|soon|at|right|shortly|your\sway)\b
      | starts\s (?:in|at|now|soon|shortly|right)\b
      | up\s next\b | on\s deck\b | on\s (?:its|it['’]s)\s way\b | to\s follow\b {_END}
      | (?:on\s the\s way|next|soon|shortly|now\s up|up\s now|(?<=is\s)(?:up|live|out|posted)) {_END}
      | (?(mark)(?!)|time {_END})
      | (?:up\s)?+ in\s (?:about\s|just\s|the\s next\s)?+
        (?:\d++|a|an|one|two|three|four|five|six|seven|ten|fifteen|few)\s?
        (?:more\s|few\s|couple\s (?:of\s)?+)?+ (?:m|s|min|mins|minutes?|sec|secs|seconds?)\b (?(mark){_END})
      | in\s\d++ {_END} | in\s\d(?:\W{{1,4}}\d)++ {_END} | in\s(?:two|three|four|five|ten)\s?+(?(mark){_END}|[,!.…])
    )"""
)
# "Q1/A1 format", "A1 for Q1", "Q1, Q2, Q3 and so on": the host explains how to label.
_TOKEN = rf"[AaQqTt][ .]?{DIGIT}{{1,2}}+"
_BETWEEN = r"\s?(?:/|→|->|-|=|,|&amp;|&|\+|\.{2,3}|…|(?:and|or|for|to|with|goes\swith|answers)\b)\s?"
_EXPLAINED = re.compile(
    rf"(?:(?P<asks>[Qq])|[Aa])[ .]?{DIGIT}{{1,2}}+{_BETWEEN}(?(asks)[Aa]|[Qq])\d"
    rf"|(?:{_TOKEN}{_BETWEEN}){{2}}(?:and\s)?{_TOKEN}(?!\s?[:)])"
    rf"|{_TOKEN}{_BETWEEN}{_TOKEN}(?:\s?(?:\.{{2,3}}|…)|,?\s(?:etc|and\sso))"
)


class Continued(NamedTuple):
    """The mark of a tweet that goes on from its author's last one: "2/2", "(cont.)"."""

    part: str  # "2" of "2/2"; "" where no number says which
    start: int
    end: int
    trails: bool  # it stands behind the text


_CONT = r"(?:\((?i:cont(?:['’]?d|inued|\.)?)\.?\)|(?i:cont['’]d|contd)\b|(?i:cont\.)|(?i:cont(?:inued)?)(?=:))"
_COUNTED = (
    r"(?:\((?:(?i:pt|part)\.?\s?)?(?P<in>[2-9])\s?(?:/|of)\s?(?:[2-9]|n|\?)\)"
    r"|(?P<last>[2-4])\s?(?:/|of)\s?(?P=last)(?![\w/]))"  # "5/5" is a mark of praise
)
_CONTINUES = re.compile(
    rf"(?P<mark>(?:{_COUNTED}|(?P<some>[2-9])/(?:[3-9]|n|\?)?(?=[:.)–-]|\s+[A-Z])"
    rf"|(?i:pt|part)\.?\s?(?P<part>[2-9])(?=\s?[:.)–-])|(?P<cont>{_CONT}))[:.)\-–…,]*+)"
)
_CONTINUED = re.compile(rf"(?<=\s)(?P<mark>{_COUNTED}|(?P<cont>{_CONT}))(?:\s++[#＃]\w++)*+\s*+$")


def before(text: str, start: int = 0) -> int:
    """Where the marks, handles, tags and quotes at a text's start end.

    >>> text = "RT @mira_k: #gardenchat A3: Worms"
    >>> text[before(text):]
    'A3: Worms'
    """
    found = _BEFORE.match(text, start)
    return found.end() if found else start


def copies(text: str, start: int) -> Iterator[int]:
    """Where the tweets begin that a text copies behind words of its own.

    >>> text = "So true! RT @mira_k: A3: Worms"
    >>> [text[place:] for place in copies(text, 0)]
    ['A3: Worms']
    """
    for _ in range(COPIES):
        found = _COPIED.search(text, start)
        if not found:
            return
        start = before(text, found.end())
        yield start


def behind(text: str, start: int) -> int | None:
    """Where a label may stand behind a sentence or two."""
    found = _BEHIND.match(text, start)
    return found.end() if found else None


def led(text: str, start: int) -> int | None:
    """Where a label may stand behind words that lead to it.

    >>> text = "Back to Q3. What do you sow first in a cold spring?"
    >>> text[led(text, 0):][:3], led("I missed Q3. What was it?", 0), led("The Q3: well", 0)
    ('Q3.', None, None)
    """
    found = _LED.match(text, start)
    if found and _LEADS_ELSEWHERE.isdisjoint(re.findall(r"[\w'’]+", found["lead"].casefold())):
        return found.end()
    found = _INTRODUCED.search(text, start, start + LEAD + TAIL)
    return found.end() if found else None


def regarding(text: str, start: int) -> int | None:
    """Where the number of a question stands that the text says it speaks of: "For Q4, I ...", "... re A1 that ..."."""
    found = _REGARDING.search(text[start : start + LEAD])
    return start + found.end() if found else None


def at_end(text: str) -> Iterator[tuple[int, bool]]:
    """Where a label may stand behind the text, and whether what it stands behind asks."""
    start = max(0, len(text) - TAIL)
    for found in _AT_END.finditer(text, start):
        yield found.end(), bool(found["asked"])


def announced(text: str, end: int) -> bool:
    """Whether what stands behind a label (its mark not counted) only announces its question."""
    return bool(_ANNOUNCED.match(text, end))


def explained(text: str, start: int) -> bool:
    """Whether labels stand there in a row as where people are told how to label."""
    return bool(_EXPLAINED.match(text, start))


def continued(text: str) -> Continued | None:
    """The mark by which a text says that it goes on from the one before; None where it has none.

    >>> continued("2/2 and water"), continued("2/3 of my beans"), continued("and water (cont.) #gardenchat")
    (Continued(part='2', start=0, end=3, trails=False), None, Continued(part='', start=10, end=17, trails=True))
    """
    if _SHARED.match(text):
        return None
    place = before(text)
    if place and text[place - 1] == "(":
        place -= 1
    found, trails = _CONTINUES.match(text, place), False
    if not found:
        found, trails = _CONTINUED.search(text, max(0, len(text) - TAIL)), True
    if not found:
        return None
    counted = re.findall(r"\d", found["mark"])
    if len(counted) > 1 and counted[0] > counted[1]:  # "7/4" is a day
        return None
    part = next((value for name, value in found.groupdict().items() if name not in ("mark", "cont") and value), "")
    return Continued(part, found.start("mark"), found.end("mark"), trails)
