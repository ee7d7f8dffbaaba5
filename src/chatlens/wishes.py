"""What the user wishes: `Options` as somebody wrote them in Python -> as the stages expect them.

Signs are taken off ("#", "@"); a value that makes no sense is an `OptionError` that says what would.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from chatlens.errors import OptionError, shown

if TYPE_CHECKING:
    from chatlens.models import Options

SIMILARITY = (50.0, 100.0)
"""Percent. Below half, tweets would repeat each other that share their commonest letters alone."""

CONFIDENCE = (0.0, 1.0)

QUESTION_NAME = re.compile(r"(?:[QT]\d{1,3}|CT)")
"""Names of questions: Q1, T1 in a chat of topics, CT for the closing thought."""


def checked(options: Options) -> Options:
    """The options, signs taken off. Raises `OptionError` for a value that makes no sense."""
    from dataclasses import replace

    from chatlens.models import Correction

    _number("similarity", options.similarity, SIMILARITY)
    if options.min_confidence is not None:
        _number("min_confidence", options.min_confidence, CONFIDENCE)
    if options.timezone is not None:
        _zone(options.timezone)
    if options.date is not None and type(options.date) is not date:  # a datetime is a date by inheritance only
        raise _wrong("date", options.date, "Give a day: datetime.date(2014, 5, 31).")
    for name, limit in (("since", options.since), ("until", options.until)):
        if limit is not None and not isinstance(limit, date):
            raise _wrong(name, limit, "Give a day or a moment: datetime.date(2014, 5, 31).")
    _list("sessions", options.sessions, int, "a tuple of numbers: (1, 2)")
    _list("stopwords", options.stopwords, str, 'a set of words: frozenset({"und", "oder"})')
    _list("hosts", options.hosts, str, 'a tuple of handles: ("mira_k",)')
    _list("exclude", options.exclude, str, 'a tuple of handles: ("mira_k",)')
    if not isinstance(options.pseudonyms, bool):
        raise _wrong("pseudonyms", options.pseudonyms, "Give True or False.")
    if options.salt is not None:
        _salted(options)
    _list("corrections", options.corrections, Correction, 'a tuple: (chatlens.Correction("by hand", line=12),)')
    return replace(
        options,
        hashtag=None if options.hashtag is None else hashtag(_text("hashtag", options.hashtag)),
        hosts=tuple(handle(host) for host in options.hosts),
        exclude=tuple(handle(person) for person in options.exclude),
        questions=_questions(options.questions),
        stopwords=frozenset(word.casefold() for word in options.stopwords),
        sessions=tuple(options.sessions),
    )


def hashtag(written: str) -> str:
    """A hashtag without its sign. Raises `OptionError` for a word that is none.

    >>> hashtag("#gardenchat"), hashtag("2014garden")
    ('gardenchat', '2014garden')
    """
    from chatlens import entities

    bare = written.strip().lstrip("#＃")
    if entities.hashtags(f"#{bare}") != (bare,):
        raise OptionError(f"{shown(written)} is no hashtag.", "Give one word with a letter in it, with or without #.")
    return bare


def handle(written: str) -> str:
    """A handle without its sign. Raises `OptionError` for a word that is none.

    >>> handle("@mira_k"), handle("mira.k@shed.example")  # other platforms have longer ones
    ('mira_k', 'mira.k@shed.example')
    """
    bare = written.strip().lstrip("@＠")
    if not re.fullmatch(r"\w[\w.@-]*+", bare):
        raise OptionError(f"{shown(written)} is no handle.", "Give one handle, with or without @.")
    return bare


def _questions(questions: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(questions, Mapping):
        raise _wrong("questions", questions, 'Give a dictionary: {"Q1": "What ...?"}.')
    named: dict[str, str] = {}
    for written, text in questions.items():
        name = str(written).strip().upper()
        if not QUESTION_NAME.fullmatch(name):
            raise _wrong("questions", written, 'Name questions "Q1", "T1" or "CT".')
        if name in named:
            raise _wrong("questions", written, "Give each question once.")
        named[name] = _text(f"questions[{name!r}]", text)
    return named


def _salted(options: Options) -> None:
    """Raise unless a salt is a text and has pseudonyms to salt. No message repeats it: it is a secret."""
    if not isinstance(options.salt, str) or not options.salt:
        raise OptionError("the salt is empty or no text.", "Give a text that only you know.")
    if not options.pseudonyms:
        raise OptionError("a salt is of no use without pseudonyms.", "Add --pseudonyms, or leave out --salt.")


def _number(name: str, value: object, limits: tuple[float, float]) -> None:
    low, high = limits
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:  # nan is not, either
        raise _wrong(name, value, f"Give a number from {low:g} to {high:g}.")


def _zone(name: str) -> None:
    from chatlens.readers import _moments

    _moments.zone(_text("timezone", name))


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, value, "Give a text.")
    return value


def _list(name: str, values: object, kind: type, form: str) -> None:
    """Raise unless the values are several of a kind: a single text is not the list of its letters."""
    if isinstance(values, str) or not isinstance(values, Collection) or not all(isinstance(v, kind) for v in values):
        raise _wrong(name, values, f"Give {form}.")


def _wrong(name: str, value: Any, advice: str) -> OptionError:
    return OptionError(f"Options.{name} cannot be {shown(repr(value))}.", advice)
