"""Tweets by the hundred thousand: made field by field."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from itertools import repeat
from typing import Any

from chatlens.models import Tweet


def tweets_of(columns: Mapping[str, Sequence[Any]]) -> tuple[Tweet, ...]:
    """A tweet for each place of the columns.

    They are filled field by field, past the frozen constructor, which would be most of the time that reading takes.
    """
    tweets = tuple(map(Tweet.__new__, repeat(Tweet, len(columns["text"]))))
    for one in fields(Tweet):
        values = columns.get(one.name, repeat(None if one.default is NO_DEFAULT else one.default))
        deque(map(vars(Tweet)[one.name].__set__, tweets, values), maxlen=0)
    return tweets
