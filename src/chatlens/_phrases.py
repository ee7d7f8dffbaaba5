"""Counts and names as an English sentence has them."""

from __future__ import annotations

from collections.abc import Sequence

_TIMES = {1: "once", 2: "twice"}


def number_of(number: int, noun: str, many: str = "") -> str:
    """A count and what it counts.

    >>> number_of(0, "answer"), number_of(1, "answer"), number_of(2, "reply"), number_of(5000, "person", "people")
    ('0 answers', '1 answer', '2 replies', '5,000 people')
    """
    plural = many or (noun[:-1] + "ies" if noun.endswith("y") else noun + "s")
    return f"{number:,} {noun if number == 1 else plural}"


def how_many(number: int, noun: str, many: str = "") -> str:
    """The same as people say it.

    >>> how_many(0, "answer"), how_many(1, "answer")
    ('no answers', '1 answer')
    """
    written = number_of(number, noun, many)
    return written if number else f"no{written[1:]}"


def times(number: int) -> str:
    """How often.

    >>> times(1), times(2), times(12)
    ('once', 'twice', '12 times')
    """
    return _TIMES.get(number, f"{number:,} times")


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them.

    >>> listed([]), listed(["a"]), listed(["a", "b", "c"])
    ('', 'a', 'a, b and c')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
