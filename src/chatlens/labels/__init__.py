"""Label candidates in a text: "A1:", "Q3.", "A3b)", "A4/5", "Question 3:" where a label may stand.

A candidate is only what the letters say. Which candidates count in a chat is decided in `conventions`, from the chat.
The forms are rows of data (`rows`); where one may stand is said in `places`, what else its letters may name in
`reading`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import replace

from chatlens.labels import places, rows
from chatlens.labels.places import DIGITS_BEYOND_ASCII, before
from chatlens.labels.reading import MAX_NUMBER, is_label, is_sure, read
from chatlens.labels.rows import CONVENTIONS, INSIDE, Convention
from chatlens.models import Label

__all__ = [
    "BETWEEN_LETTER_AND_NUMBER",
    "CONVENTIONS",
    "DIGITS_BEYOND_ASCII",
    "INSIDE",
    "LETTERS",
    "MAX_NUMBER",
    "WORDS",
    "Convention",
    "announced",
    "before",
    "begins",
    "find",
    "inside",
    "surely",
]

# What a text must hold to be looked at, cheapest first: a digit that may stand behind a letter or a word; or one of the
# words that need no digit, told by the two letters before its colon.
_DIGIT = re.compile(rf"{places.DIGIT}(?<=[AaQqTtPpRrFfSsNn .:#-].)")
_WORDED = re.compile(r":(?<=(?i:ic|ct|ht|ts|s\)|ay|ys|ap|up|on|er|ne|wo|ee|ur|ve|ix|en).)")
# What must stand somewhere where a label stands behind the start: a letter and its number, told from the number's end;
# in most texts ASCII's digits are all that can be, which is quicker.
LETTERS = "AaQqTtPpRrFf"
BETWEEN_LETTER_AND_NUMBER = " .:#-"  # two of them at most
_LETTER = rf"(?<!\w)[{LETTERS}]"
_NUMBERED = rf"(?:(?<={_LETTER}.)|(?<={_LETTER}[ .:#-].)|(?<={_LETTER}[ .:#-][ .:#-].))"
_HINT = re.compile(places.DIGIT + _NUMBERED)
_ASCII_HINT = re.compile("[0-9]" + _NUMBERED)
# Words that a label may begin with, in any case; the others begin with a letter and its number.
WORDS = (
    r"[qa][ -]?wrap|ct\b|wrap|(?:closing|final|last|parting)\s[tT]|warm|ice|topic|th[eè]ma|tema|quest|answ?|resp|preg"
    r"|perg|frage|antw|r[ée]pon|doman|rispo"
)
_STARTS = re.compile(rf"(?i:[#＃]?[aqtprf](?:[ .:#-]{{0,2}}){places.DIGIT}|{WORDS})")
# Neither a label nor what may stand before one begins with any of these: the usual text is let go at its first letter.
_NOT_FIRST = "BEGJKNOSUXYZbegjknosuxyz"
_FIRST = re.compile(rf"(?![{_NOT_FIRST}]){places.BEFORE}(?={_STARTS.pattern})")
# Most labels by far, with their mark or bare, and words behind them: "A1: Start small", "A1) Start small", "A1 Start
# small". Only two rows can match there: what may be a part, a pair or an explanation ("A1: part 2", "Q1 and Q2", "A1
# cont. ...", "A1- Q2") goes through all rows.
_BEHIND_USUAL = r" {1,2}+(?=[A-Za-z“\"'#@])(?!and\b|(?i:cont|p(?:t|art)?\.?\s{0,2}\d)|[AaQqTt]\d)"
_USUAL = re.compile(rf"(?P<letter>[AaQqTt])(?P<n>[1-3]\d|[1-9])(?P<mark>[:.);-])?+{_BEHIND_USUAL}")
# What must stand behind letter and number for more than a question to be named: another, or a part of one.
_MORE = re.compile(
    rf"[AaQqTt](?:[ .])?{places.DIGIT}[0-9\ufe0f\u20e3]*+"
    r"(?:\s?(?:[,/&+]|and)|[–-][AaQqTt]?\d|[.:;,)]?\s{0,2}\(?[pP\dn(cC]|[.:;,)]?\s?\(|\.\d|[a-eA-E])"
)
_ASKS = re.compile(r"[QqTt][ .]?\d{1,2}")
# Those of an answer that are labels whatever stands behind, and more that are: "A 1: x", "A1a) x", "A1.2: x", "A1 - x",
# "A1... x", "A.1 X", "A1Start x".
_SURELY = re.compile(
    r"(?:[Aa](?:(?:[1-3]\d|[1-9])(?:[:.);]|\ ?[-–—:]|--|\.\.\.?|…|[a-e][:.)]|\.[1-9][:)])|[ .][1-9][:)]"
    rf"|[.:][1-9](?=\ {{1,2}}[A-Z“\"'#@])(?!\ {{1,2}}(?i:paper|motorway|highway|steak|sauce))){_BEHIND_USUAL}"
    r"|A(?:[1-3]\d|[1-9])(?=[A-Z][a-z])(?!(?i:paper|steak|sauce|p(?:ar)?t|cont)))"
)


@functools.cache
def _conventions(more: bool = True) -> tuple[tuple[Convention, re.Pattern[str]], ...]:
    """The rows in order; without `more`, those of a single label, whole."""
    first = 0 if more else next(at for at, row in enumerate(CONVENTIONS) if row.name == rows.MARKED)
    return tuple((row, re.compile(row.pattern)) for row in CONVENTIONS[first:])


@functools.cache
def _inside() -> tuple[tuple[Convention, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in INSIDE)


def announced(text: str) -> bool:
    """Whether the text starts with a label that only announces a question: "Q1 in five minutes!"."""
    label = _ASKS.match(text, places.before(text))
    return bool(label and places.announced(text, label.end()))


def begins(text: str, start: int = 0) -> bool | None:
    """Whether the label is sure that stands at `start`, words behind it, if it is one of the usual ones: quick, and
    None says nothing. `start` is 0, or the end of what may stand before a label (`before`).

    >>> begins("A3: Worms."), begins("A3 Worms."), begins("A3b Worms."), begins("Worms.")
    (True, False, None, None)
    """
    found = _USUAL.match(text, start)
    return is_sure(found) if found and is_label(found, text) else None


def surely(texts: Iterable[str]) -> list[bool]:
    """For each text whether it begins with a label, words behind it, that is sure at first sight.

    >>> surely(["A3: Worms.", "A3 Worms."])
    [True, False]
    """
    return [found is not None for found in map(_SURELY.match, texts)]


def find(text: str, numbered: bool = True) -> tuple[Label, ...]:
    """The label candidates of a tweet (two for "A4/5"), in order; empty for none. Runs in linear time.

    `numbered` is False where it is known that no digit stands behind one of `LETTERS`, but for two of
    `BETWEEN_LETTER_AND_NUMBER`: then only words can be a label, as "Warm-up:".

    >>> [label.name for label in find("RT @mira_k: A3b) Worms. #gardenchat")]
    ['A3b']
    >>> find("A 4 mile walk")
    ()
    """
    usual = _USUAL.match(text) if numbered else None
    if usual and (found := _as_usual(usual, text)):
        return found
    first = None if usual else _FIRST.match(text)
    if first and (found := _at_first(text, first.end())):
        return found
    if not (numbered and _hints(text)):
        return ()
    start = places.before(text)
    for copied in places.copies(text, start):
        if found := _at(text, copied):
            return found
    behind = places.behind(text, start)
    return _at(text, behind) if behind is not None else ()


def inside(text: str) -> tuple[Label, ...]:
    """The candidates of a tweet that `find` finds none in, where only a chat's own habit tells that they are labels:
    behind words that lead to them, and at its end. None of them is sure.

    >>> [label.name for label in inside("OK, Q2: What grows in shade?")]
    ['Q2']
    >>> [label.name for label in inside("Mulch, always. #gardenchat A3")], inside("Same as A4")
    (['A3'], ())
    """
    if not _hints(text):
        return ()
    start = places.before(text)
    if (place := places.led(text, start)) is not None and (found := _at(text, place)):
        return tuple(replace(label, sure=False) for label in found)
    regarding, ending = _inside()
    place = places.regarding(text, start)
    if place is not None and (match := regarding[1].match(text, place)):
        return tuple(replace(label, letter="A", stands="within") for label in read(regarding[0], match, text))
    for place, asked in places.at_end(text):
        match = ending[1].match(text, place)
        if match and (asked or match["letter"] in "AaTt"):
            return tuple(replace(label, stands="behind") for label in read(ending[0], match, text))
    return ()


@functools.lru_cache(maxsize=2)
def _hints(text: str) -> bool:
    """Whether a letter and its number stand anywhere. `inside` asks of the text that `find` has just asked of."""
    return (_ASCII_HINT if text.isascii() else _HINT).search(text) is not None


def _may_have_label(text: str) -> bool:
    return bool(_DIGIT.search(text) or _WORDED.search(text)) or "CT" in text or "rap " in text or "RAP " in text


def _at_first(text: str, start: int) -> tuple[Label, ...]:
    """What stands behind what may stand before a label, where that begins as labels do."""
    usual = _USUAL.match(text, start)
    if usual:
        return _as_usual(usual, text)
    return _by_rows(text, start) if _may_have_label(text) else ()


def _at(text: str, start: int) -> tuple[Label, ...]:
    if not _STARTS.match(text, start):
        return ()
    usual = _USUAL.match(text, start)
    return _as_usual(usual, text) if usual else _by_rows(text, start)


def _as_usual(usual: re.Match[str], text: str) -> tuple[Label, ...]:
    """What the rows read where one of the usual labels stands."""
    if not is_label(usual, text):
        return ()
    row = rows.MARKED if usual["mark"] else rows.BARE
    end = usual.end("mark" if usual["mark"] else "n")
    return (Label(usual["letter"].upper(), int(usual["n"]), "", usual.start(), end, row, is_sure(usual)),)


def _by_rows(text: str, start: int) -> tuple[Label, ...]:
    for row, pattern in _conventions(_MORE.match(text, start) is not None):
        match = pattern.match(text, start)
        if match and (labels := read(row, match, text)):
            return labels
    return ()
