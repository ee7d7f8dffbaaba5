"""Tweets by the hundred thousand.

They are made past the frozen constructor, which would be most of the time that reading takes.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, make_dataclass
from typing import Any

from chatlens.models import Tweet


def tweets_of(columns: Mapping[str, Sequence[Any]]) -> tuple[Tweet, ...]:
    """A tweet for each place of the columns, which are of one length: `first_line`, `last_line` and `text` at least. A
    field without a column has its default."""
    unfinished = tuple(map(_unfinished(tuple(columns)), *columns.values()))
    for tweet in unfinished:
        tweet.__class__ = Tweet
    return unfinished


@functools.cache
def _unfinished(columns: tuple[str, ...]) -> type[Any]:
    """A class with the fields of a tweet that can be written to: an object of it is filled quickly, and then made a
    tweet, as both have the same slots."""
    given = [(name, object) for name in columns]
    others = [
        (one.name, object, field(init=False, default=one.default)) for one in fields(Tweet) if one.name not in columns
    ]
    return make_dataclass("Unfinished", [*given, *others], eq=False, slots=True)
