"""Label candidates in a text: "A1:", "Q3.", "A3b)", "A4/5", "Question 3:" where a label may stand.

A candidate is only what the letters say. Which candidates count in a chat is decided in `conventions`, from the chat.
The forms are rows of data (`rows`); where one may stand is said in `places`, what else its letters may name in
`reading`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from chatlens.labels import places, rows
from chatlens.labels.reading import MAX_NUMBER, read
from chatlens.labels.rows import CONVENTIONS, INSIDE, Convention
from chatlens.models import Label

__all__ = ["CONVENTIONS", "INSIDE", "MAX_NUMBER", "Convention", "announced", "begins", "find", "inside"]

# What a text must hold to be looked at, cheapest first: a digit that may stand behind a letter or a word; or one of the
# words that need no digit, told by the two letters before its colon. Then what must stand somewhere behind the start.
_DIGIT = re.compile(rf"{places.DIGIT}(?<=[AaQqTtPpRrFfSsNn .:#-].)")
_WORDED = re.compile(r":(?<=(?i:ic|ct|ht|ts|s\)|ay|ys|ap|up|on|er|ne|wo|ee|ur|ve|ix|en).)")
_HINT = re.compile(rf"[AaQqTtPpRrFf](?=[ .:#-]{{0,2}}{places.DIGIT})(?<!\w.)")
_STARTS = re.compile(
    rf"(?i:[#＃]?[aqtprf](?:[ .:#-]{{0,2}}){places.DIGIT}|[qa][ -]?wrap|ct\b|wrap|(?:closing|final|last|parting)\s[tT]"
    r"|warm|ice|topic|th[eè]ma|tema|quest|answ?|resp|preg|perg|frage|antw|r[ée]pon|doman|rispo)"
)
# Most labels by far: "A1: Start small", "A1 Start small". Only two rows can read them; what may be a part or a pair
# ("A1: part 2", "Q1 and Q2", "A1 cont. ...") goes through all.
_PLAIN = re.compile(r"[AaQqTt]\d{1,2}(?P<colon>:)?+[ ](?=[BD-Zbd-oq-z])")

# The most usual of labels at a text's very start, which no other row reads and nothing takes back.
_USUAL = re.compile(r"[Aa]([1-9]|[1-3]\d):(?= [BD-OQ-Zbd-oq-z])")


@functools.cache
def _conventions() -> tuple[tuple[Convention, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in CONVENTIONS)


@functools.cache
def _plain() -> tuple[tuple[tuple[Convention, re.Pattern[str]], ...], ...]:
    """The rows for labels without and with a colon that words follow."""
    return tuple(tuple(pair for pair in _conventions() if pair[0].name == name) for name in (rows.BARE, rows.MARKED))


@functools.cache
def _inside() -> tuple[tuple[Convention, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern)) for row in INSIDE)


def announced(text: str) -> bool:
    """Whether the text starts with a label that only announces a question: "Q1 in five minutes!"."""
    label = re.compile(r"[QqTt][ .]?\d{1,2}").match(text, places.before(text))
    return bool(label and places.announced(text, label.end()))


def begins(text: str) -> bool:
    """Whether the text begins with the most usual of labels, an answer's with a colon: quick, and False says nothing.

    >>> begins("A3: Worms."), begins("A3 Worms.")
    (True, False)
    """
    return _USUAL.match(text) is not None


def find(text: str) -> tuple[Label, ...]:
    """The label candidates of a tweet (two for "A4/5"), in order; empty for none. Runs in linear time.

    >>> [label.name for label in find("RT @mira_k: A3b) Worms. #gardenchat")]
    ['A3b']
    >>> find("A 4 mile walk")
    ()
    """
    if usual := _USUAL.match(text):
        return (Label("A", int(usual[1]), "", 0, usual.end(), rows.MARKED),)
    numbered = _DIGIT.search(text)
    if not numbered and not (_WORDED.search(text) or "CT" in text or "rap " in text or "RAP " in text):
        return ()
    start = places.before(text)
    if found := _at(text, start):
        return found
    if not numbered or not _HINT.search(text):
        return ()
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
    if not _DIGIT.search(text) or not _HINT.search(text):
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


def _at(text: str, start: int) -> tuple[Label, ...]:
    if not _STARTS.match(text, start):
        return ()
    found = _PLAIN.match(text, start)
    forms = _conventions() if not found else _plain()[bool(found["colon"])]
    for row, pattern in forms:
        match = pattern.match(text, start)
        if match and (labels := read(row, match, text)):
            return labels
    return ()
