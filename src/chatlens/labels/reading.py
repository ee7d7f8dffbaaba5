"""What a row of `rows` has matched -> labels; none where it names something else: paper, a quarter of the year."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from chatlens.labels import places
from chatlens.labels.rows import APART, CONVENTIONS, INSIDE, SLASH, TWO, Convention
from chatlens.models import Label

MAX_NUMBER = 40
"""Questions a chat may have. The longest day-long chats ask some thirty; beyond that "A99" is a road or a battery."""

MAX_RANGE = 6
"""Questions that "A1-6:" may answer at once."""

KEPT = 1024
"""Ways to write a label that are kept as read: a chat has some fifty."""

_ROWS = {row.name: row for row in (*CONVENTIONS, *INSIDE)}
_LANGUAGES = {"p": "Q", "f": "Q", "r": "A"}  # letters of other languages -> ours
_WORDS = {"q": "Q", "f": "Q", "d": "Q", "p": "Q", "t": "T"}  # first letters of words for a question and for a topic
_PARTS = ("part", "part2", "in", "last", "first")
_SURE_IF_MARKED = ("part letter", TWO)  # "A1c" is a blood test
# "Q3 and Q4 were the best", "Q1, Q2 are both about soil"
_SPOKEN_OF = re.compile(
    r"\d++[ ]?(?:,|and|or|/|&amp;|&)[ ]?[AaQqTt]?\d++\s(?:were|are|was|is|both|have|had|will|overlap|seem|look|go)\b"
)
# "A1 Start", as most answers without a mark: nothing that explains a label or names something else goes on with a
# capital, but for what is left out here: "A4 Paper", "A1 Motorway", "A1 Highway", "A1 Steak".
_PLAIN = re.compile(r"[Aa]\d{1,2} {1,2}[A-GI-LNOQRT-Z]")
_SPELLED = {name: number for number, name in enumerate("one two three four five six seven eight nine ten".split(), 1)}

# "A 1: x" is a label; "A 1:1 ratio", "A 4-H club", "A 1/2 cup", "A 3d printer" are not: a number apart from its letter
# needs a mark behind it that ends it.
_MARK_APART = re.compile(r"[ ]?(?:[;:：)\]…>|](?!\d)|\.(?!\d)|[-–—]{1,2}\s(?!\d))")

# "Q4 this year", "Q4 results", "A4 paper": a bare letter and number that name something else in ordinary language.
# Capitals begin a sentence: "A4 Size matters" is an answer.
_ORDINARY = {
    "A": re.compile(
        r"""(?x) [345]\s*+ (?: (?i:paper) | sheets? | sized? | format | landscape | portrait | envelopes? | pages? )\b
        | [3-6] (?:,\s | ,?\s(?:and|or)\s) (?:A[3-6]|letter)\b | \d++\s (?:(?i:motorway|highway)|levels?)\b
        | 1\s?(?i:steak|sauce)"""
    ),
    "Q": re.compile(
        r"""(?x) \d\s*+ (?: (?:this|last|next|of)\s (?:year|the|20\d\d|fiscal|quarter) | (?:19|20)\d\d\b | ['’]\d\d\b
          | (?:FY|CY)\s?\d | (?i:earnings|revenue|fiscal|guidance)\b | (?:GDP|EPS)\b
          | (?:results|sales|profits?|report|forecast|budget|numbers|targets?|goals|growth|planning)\b
          | (?:responses?|answers?|tweets?|questions?)\b )"""
    ),
    # A term of medicine: "T2 (> 50 %", "T1 diabetes", "T2-weighted".
    "T": re.compile(r"(?i)\d\s*+(?:[(<>=≥≤%\d&/]|(?:diabet\w*|dm|weighted|signal|mri|lesions?|scores?|stage|vs)\b)"),
}


class _Written(NamedTuple):
    """What a label's own characters say, whatever stands around them."""

    letter: str
    numbers: tuple[int, ...]
    parts: tuple[str, ...]
    last: str  # the group of its last number or part
    ordinary: str  # the letter as written, as a capital, where no firm mark says that it is a label
    lone: bool  # a letter, not a word, in a form that is not made to stand apart from its number
    span: bool  # "Q1-" before a number is a range, and spoken of
    marked: bool
    sure: bool


def read(row: Convention, match: re.Match[str], text: str) -> tuple[Label, ...]:
    """What a row has matched, as labels; none where it names something else."""
    start, end = match.span()
    if row.means:
        return (Label(*row.means, "", start, end, row.name, row.sure),)
    written = _written(row.name, match.groups())
    if written is None or _names_something_else(written, match, text):
        return ()
    letter, numbers, parts, sure = written.letter, written.numbers, written.parts, written.sure
    return tuple([Label(letter, n, part, start, end, row.name, sure) for n in numbers for part in parts])


def _names_something_else(written: _Written, match: re.Match[str], text: str) -> bool:
    """Whether what stands around it says that it is no label: it is announced ("Q1 in five minutes"), explained ("A1
    for Q1"), or something else in ordinary language."""
    if written.letter != "A" and places.announced(text, match.end(written.last)):
        return True
    if places.explained(text, match.start()):
        return True
    apart = written.lone and text[match.end("letter")] == " "
    if apart and not (written.marked and _MARK_APART.match(text, match.start("mark"))):
        return True
    if written.span:
        return text[match.end() : match.end() + 1].isdigit()  # "Q1-3 were so good"
    if not written.ordinary:
        return False
    place, ordinary = match.start("n"), _ORDINARY.get(written.ordinary)
    return bool((ordinary and ordinary.match(text, place)) or _SPOKEN_OF.match(text, place))


@functools.lru_cache(KEPT)
def _written(name: str, values: tuple[str | None, ...]) -> _Written | None:
    """What the groups of the row of that name say; None where they name no question of a chat. A chat writes its labels
    in a few ways, again and again."""
    groups = dict(zip(_groups(name), values, strict=True))
    written, mark = groups["letter"] or "", (groups.get("mark") or "").strip()
    letter, marked, capital = _letter(written), bool(groups.get("mark")), written.upper()
    numbers = _numbers(groups, letter)
    parts = {group: part.lower() for group in _PARTS if (part := groups.get(group))}
    if not numbers or (name == SLASH and int(parts["part"]) > numbers[0]):
        return None
    return _Written(
        letter,
        numbers,
        tuple(parts.values()) or ("",),
        last=next(reversed(parts), "n"),
        ordinary=capital if mark in ("", ",") else "",
        lone=len(written) == 1 and name != APART,
        span=capital == "Q" and mark in ("-", "–"),
        marked=marked,
        sure=_ROWS[name].sure and letter != "T" and (marked or name not in _SURE_IF_MARKED),
    )


@functools.cache
def _groups(name: str) -> tuple[str, ...]:
    """The names of the groups of a row, in order; all its groups have one."""
    return tuple(re.compile(_ROWS[name].pattern).groupindex)


def is_label(usual: re.Match[str], text: str) -> bool:
    """Whether `read` takes it for a label, where only a letter, a number and perhaps a firm mark stand before words:
    as no row reads more than these, it can only be announced or, without a mark, be something else."""
    letter, _, mark = usual.groups()
    if letter not in "Aa" and places.announced(text, usual.end("n")):
        return False
    if mark or _PLAIN.match(text, usual.start()):
        return True
    start = usual.start("n")
    return not (
        _ORDINARY[letter.upper()].match(text, start)
        or _SPOKEN_OF.match(text, start)
        or places.explained(text, usual.start())
    )


def is_sure(usual: re.Match[str]) -> bool:
    """Whether such a label is one by its form alone."""
    letter, _, mark = usual.groups()
    return mark is not None and letter not in "Tt"


def _letter(written: str) -> str:
    if len(written) > 1:
        return _WORDS.get(written[0].casefold(), "A")
    return _LANGUAGES.get(written.casefold(), written.upper())


def _numbers(groups: Mapping[str, str | None], letter: str) -> tuple[int, ...]:
    """The numbers of the questions that a label names, ascending; none where they are no questions of a chat."""
    if not groups.get("n2") and not groups.get("to"):
        number = _number(groups["n"] or "")
        return (number,) if number <= MAX_NUMBER else ()
    letters = {other.upper() for name in ("letter2", "letter3") if (other := groups.get(name))}
    numbers = tuple(_number(n) for name in ("n", "n2", "n3") if (n := groups.get(name)))
    if to := groups.get("to"):
        numbers = tuple(range(numbers[0], min(int(to), numbers[0] + MAX_RANGE) + 1))
        numbers = numbers if 1 < len(numbers) <= MAX_RANGE else ()
    rising = all(one < other for one, other in pairwise(numbers))
    return numbers if letters <= {letter} and rising and max(numbers, default=0) <= MAX_NUMBER else ()


def _number(written: str) -> int:
    """The number of "3", of a keycap, of a digit in a circle, of a word."""
    if written.isdecimal():
        return int(written)
    if (spelled := _SPELLED.get(written.casefold())) is not None:
        return spelled
    digits = "".join(character for character in written if character.isdecimal())
    return int(digits) if digits else int(unicodedata.numeric(written))
