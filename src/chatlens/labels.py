"""Label candidates in a text: "A1:", "Q3.", "A3b)", "A4/5" where a label may stand.

A candidate is only what the letters say. Which candidates count in a chat is decided in `conventions`, from the chat.
The forms are rows of data with examples of their own; a new form is a new row in `CONVENTIONS`.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from chatlens.models import Label

MAX_NUMBER = 40
"""Questions a chat may have. The longest day-long chats ask some thirty; beyond that "A99" is a road or a battery."""


class Convention(NamedTuple):
    """A form of label. The pattern is matched where a label may stand; its groups are `letter` and `n`, and where the
    form has them `part`, `letter2` and `n2` (a second question), `mark` (punctuation, part of the label's span)."""

    name: str
    pattern: str
    sure: bool  # the form alone makes it a label; else the chat must show that it labels so
    examples: tuple[tuple[str, str], ...]  # text -> names of its labels joined by "; "


_LETTER = r"(?P<letter>[AaQqTt])"
_N = r"(?P<n>\d{1,2})"
# "A1-start small" is a label, "A4-sized", "A1-level", "Q1-Q3" are not.
_COMPOUND = r"(?:sized?|format|paper|levels?|road|rated|weighted|based|style|results|earnings)\b|[AaQqTt]\d"
_MARK = rf"(?P<mark>[ ]?(?:[:;)\]…,>|]|\.(?!\d)|[-–—]{{1,2}}(?!{_COMPOUND})|/(?!\w))[:;).\]…\-–—>|]*+)"
_MARK_OR_END = rf"(?:{_MARK}|(?P<bare>(?=\s|$)))"

CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "two questions",
        rf"{_LETTER}[ ]?{_N}(?:[ ]?(?:/|&amp;|&|\+)[ ]?(?P<letter2>[AaQqTt])?|[ ]?(?:,|and)[ ]?(?P<letter3>[AaQqTt]))"
        rf"(?P<n2>\d{{1,2}})(?![\d/]){_MARK_OR_END}",
        True,
        (("A4/5: Both!", "A4; A5"), ("A1/A2 Time", "A1; A2"), ("A1&2 Space", "A1; A2"), ("Q3 and Q4: Why?", "Q3; Q4")),
    ),
    Convention(
        "part in words",
        rf"{_LETTER}[ .]?{_N}[.:;,)]?\s{{0,2}}\(?(?i:pt|part|p)\.?\s{{0,2}}(?P<part>\d)\)?(?!\d)"
        r"(?P<mark>[ ]?[:;).,\-–—]*+)",
        True,
        (("A5. Pt.2: And mulch", "A5.2"), ("A1 part 2 - more", "A1.2"), ("a1, p2 seeds", "A1.2")),
    ),
    Convention(
        "part after a slash",
        rf"{_LETTER}{_N}/(?P<part>\d)(?![\d/]){_MARK_OR_END}",
        True,
        (("A2/2 and water", "A2.2"),),
    ),
    Convention(
        "part after a point",
        rf"{_LETTER}[ ]?{_N}\.(?P<part>\d)(?!\d)(?:\.\d)?{_MARK_OR_END}",
        True,
        (("A1.2: also", "A1.2"), ("A1.2 Also", "A1.2")),
    ),
    Convention(
        "part letter",
        rf"{_LETTER}[ .]?{_N}(?P<part>[a-e])(?![\w'’]){_MARK_OR_END}",
        True,
        (("A3b Worms", "A3b"), ("A3b) Worms", "A3b"), ("Q2a. Who?", "Q2a")),
    ),
    Convention(
        "marked",
        rf"{_LETTER}(?:[ .:]|\.[ ])?{_N}\??{_MARK}",
        True,
        (
            ("A1: x", "A1"),
            ("A1) x", "A1"),
            ("A1. x", "A1"),
            ("A1- x", "A1"),
            ("A1; x", "A1"),
            ("A1 - x", "A1"),
            ("A 1: x", "A1"),
            ("Q1. x", "Q1"),
            ("Q12: x", "Q12"),
            ("T2: x", "T2"),
        ),
    ),
    Convention(
        "point before the number",
        rf"(?P<letter>[AaQq])[.:]{_N}(?=\s|$)",
        True,
        (("A.1 x", "A1"), ("A:1 x", "A1"), ("Q.1 x", "Q1")),
    ),
    Convention(
        "glued to its text",
        rf"(?P<letter>[AQ]){_N}(?=[A-Z][a-z]|I['’ ])",
        True,
        (("A1Start small", "A1"), ("A2I dig", "A2")),
    ),
    Convention(
        "alone on its line",
        rf"(?P<letter>[AaQq]){_N}(?=[^\S\n]*(?:\n|$))",
        True,
        (("A3\nSoil", "A3"),),
    ),
    Convention(
        "bare",
        rf"{_LETTER}{_N}(?=\s|$|[(\"“‘@#])",
        False,
        (("A1 Start small", "A1"), ("a1 start small", "A1"), ("Q1 What grows?", "Q1")),
    ),
    Convention(
        "a tag of its own",
        rf"[#＃](?P<letter>[AaQq]){_N}(?!\w)(?P<mark>[:;).]*+)",
        True,
        (("#A1 Start small", "A1"),),
    ),
)

# What may stand before a label: retweet marks, mentions, tags, quotes, arrows, emoji. Possessive, so that it runs once.
_BEFORE = re.compile(
    r"""(?xi)
    (?: \s++
      | (?:RT|MT|HT|via)\b [:.]?+
      | [.]?+ [@＠]\w++ (?:[’']s)?+ :?+
      | [#＃](?![AQ]\d{1,2}(?!\w)) \w++ :?+
      | [“”"'‘’«»(\[]
      | -+> | &gt; | >+ | [•·*–—-](?=\s) | [\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]
    )*+"""
)
_INNER = re.compile(r"(?i)(?:\b(?:RT|MT)\s|[“\"])\s?@\w{1,15}+:?\s*+")
# "Late to the party, sorry! A1: ...", "Right then...Q1. ...": words that end a sentence, then a label with a mark.
_BEHIND = re.compile(r"[^.!…?\n]{1,60}+[.!…?]++[\s)]*+(?=[AQTaqt]\d{1,2}[a-e]?\s?[:.)]\s)")
# "A1: ..." and "A1 Start ..." can be of no other row than these two. A "p" might begin a part in words.
_USUAL = re.compile(r"([AaQqTt])([1-9]|[1-3]\d)(?:([:;).])(?= [^\W\d_Pp])|(?= [A-OQ-Z]))")
_HINT = re.compile(r"[AaQqTt][ .:]{0,2}\d")
_BEGINNING = re.compile(rf"[#＃]?{_HINT.pattern}")  # of every row

# "A 1: x" is a label; "A 1:1 ratio", "A 4-H club", "A 1/2 cup", "A 3d printer" are not: a number apart from its letter
# needs a mark behind it that ends it.
_MARK_APART = re.compile(r"[ ]?(?:[;)\]…>|]|[:.](?!\d)|[-–—]{1,2}\s(?!\d))")

# "Q1 in five minutes", "Q3 coming up", "Q2 is next": the host announces. The words after the label tell; where they
# might as well begin the question ("Q1: In five minutes, how ..."), nothing may follow them.
_END = r"(?=[^\w#＃@＠]*+(?:$|[#＃@＠]|https?://))"
_ANNOUNCED = re.compile(
    rf"""(?xi) (?P<mark>\s?[:;).\]…–—-]++)?+ \W{{0,4}}+ (?: (?:is|are|will\s be)\s++ )?+ (?:
        (?:coming|comes?)\s (?:up|next|soon|at|right)\b | starts\s (?:in|at|now|soon|shortly|right)\b
      | up\s next\b | on\s deck\b | on\s (?:its|it['’]s)\s way\b | (?:on\s the\s way|next|soon) {_END}
      | (?:up\s)?+ in\s (?:about\s|just\s|the\s next\s)?+
        (?:\d++|a|an|one|two|three|four|five|six|seven|ten|fifteen|few)\s?
        (?:more\s|few\s|couple\s (?:of\s)?+)?+ (?:m|s|min|mins|minutes?|sec|secs|seconds?)\b (?(mark){_END})
      | in\s\d++ {_END}
    )"""
)
# "Q4 this year", "Q4 results", "A4 paper": a bare letter and number that name something else in ordinary language.
# Capitals begin a sentence: "A4 Size matters" is an answer.
_ORDINARY = {
    "A": re.compile(
        r"""(?x) [345]\s*+ (?: (?i:paper) | sheets? | sized? | format | landscape | portrait | envelopes? | pages? )\b
        | 1\s?(?i:steak|sauce) | \d++\s (?i:motorway|highway)\b"""
    ),
    "Q": re.compile(
        r"""(?x) \d\s*+ (?: (?:this|last|next|of)\s (?:year|the|20\d\d|fiscal|quarter) | (?:19|20)\d\d\b
          | (?i:earnings|revenue|fiscal|guidance)\b | (?:results|sales|profits?|report|forecast|budget|numbers)\b
          | (?:responses?|answers?|tweets?|questions?)\b )"""
    ),
}


@functools.cache
def _patterns() -> tuple[tuple[Convention, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in CONVENTIONS)


def announced(text: str) -> bool:
    """Whether the text starts with a label that only announces a question: "Q1 in five minutes!"."""
    at = _BEFORE.match(text)
    label = re.compile(r"[QqTt][ .]?\d{1,2}").match(text, at.end() if at else 0)
    return bool(label and _ANNOUNCED.match(text, label.end()))


def find(text: str) -> tuple[Label, ...]:
    """The label candidates of a tweet (two for "A4/5"), in order; empty for none. Runs in linear time.

    >>> [label.name for label in find("RT @mira_k: A3b) Worms. #gardenchat")]
    ['A3b']
    >>> find("A 4 mile walk")
    ()
    """
    if usual := _usual(text, 0):
        return (usual,)
    if not _HINT.search(text):
        return ()
    before = _BEFORE.match(text)
    found = _at(text, before.end() if before else 0)
    if not found:
        inner = _INNER.search(text) if "@" in text else None
        if inner and (copied := _BEFORE.match(text, inner.end())):
            found = _at(text, copied.end())
    if not found and (behind := _BEHIND.match(text)):
        found = tuple(label for label in _at(text, behind.end()) if label.sure or label.letter == "T")
    return found


def begins(text: str) -> bool:
    """Whether the text begins with the most usual of labels, an answer's with a mark: quick, and False says nothing.

    >>> begins("A3: Worms."), begins("A3 Worms.")
    (True, False)
    """
    match = _USUAL.match(text)
    return match is not None and match[3] is not None and match[1] in "Aa"


def _usual(text: str, start: int) -> Label | None:
    """The label of most labelled tweets, found without trying the rows; None says nothing."""
    match = _USUAL.match(text, start)
    if not match:
        return None
    letter = match[1].upper()
    if letter != "A" and _ANNOUNCED.match(text, match.end(2)):
        return None
    if match[3]:
        return Label(letter, int(match[2]), "", start, match.end(), "marked", letter != "T")
    if letter in _ORDINARY and _ORDINARY[letter].match(text, match.start(2)):
        return None
    return Label(letter, int(match[2]), "", start, match.end(), "bare", False)


def _at(text: str, start: int) -> tuple[Label, ...]:
    if usual := _usual(text, start):
        return (usual,)
    return _by_rows(text, start) if _BEGINNING.match(text, start) else ()


def _by_rows(text: str, start: int) -> tuple[Label, ...]:
    for row, pattern in _patterns():
        match = pattern.match(text, start)
        if match and (labels := _labels(row, match, text)):
            return labels
    return ()


def _labels(row: Convention, match: re.Match[str], text: str) -> tuple[Label, ...]:
    groups = match.groupdict()
    letter, number, part = groups["letter"].upper(), int(groups["n"]), groups.get("part") or ""
    if number > MAX_NUMBER or (letter != "A" and _ANNOUNCED.match(text, match.end("part" if part else "n"))):
        return ()
    marked = bool(groups.get("mark"))
    if not marked and letter in _ORDINARY and _ORDINARY[letter].match(text, match.start("n")):
        return ()
    if text[match.end("letter")] == " " and not (marked and _MARK_APART.match(text, match.start("mark"))):
        return ()
    second = groups.get("n2")
    if second:
        other = (groups.get("letter2") or groups.get("letter3") or letter).upper()
        if other != letter or int(second) <= number or int(second) > MAX_NUMBER:
            return ()
    elif row.name == "part after a slash" and int(part) > number:
        return ()
    numbers = (number, int(second)) if second else (number,)
    sure = row.sure and letter != "T" and (marked or row.name != "part letter")  # "A1c" is a blood test
    return tuple(Label(letter, n, part, match.start(), match.end(), row.name, sure) for n in numbers)
