"""Tweets by the hundred thousand: made field by field, out of the garbage collector's way."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from itertools import repeat
from typing import Any

from chatlens.models import Tweet


@contextmanager
def no_collector() -> Iterator[None]:
    """Python looks for cycles after every few hundred new objects, which takes as long as making them; rows and tweets
    have none. What was made is put with the objects that are looked at last."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():  # the caller's frozen objects stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def tweets_of(columns: Mapping[str, Sequence[Any]]) -> tuple[Tweet, ...]:
    """A tweet for each place of the columns.

    They are filled field by field, past the frozen constructor, which would be most of the time that reading takes.
    """
    tweets = tuple(map(Tweet.__new__, repeat(Tweet, len(columns["text"]))))
    for one in fields(Tweet):
        values = columns.get(one.name, repeat(None if one.default is NO_DEFAULT else one.default))
        deque(map(vars(Tweet)[one.name].__set__, tweets, values), maxlen=0)
    return tweets
