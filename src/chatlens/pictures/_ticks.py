"""What stands below the bars of a pace: round times, or numbers of tweets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chatlens.tables import _dates, _pace

if TYPE_CHECKING:
    from datetime import datetime

Tick = tuple[float, str]
"""A place, in stretches from the start, and the text below it."""


def of(pace: _pace.Pace, stretches: int, most: int) -> list[Tick]:
    """At most so many ticks below so many stretches."""
    return _numbers(pace, most) if pace.start is None else _times(pace, pace.start, stretches, most)


def _times(pace: _pace.Pace, start: datetime, stretches: int, most: int) -> list[Tick]:
    """Round times; below them the day, where it is another one than before."""
    fitting = (step for step in _pace.STEPS if step >= pace.step and pace.step * stretches / step < most)
    step = next(fitting, pace.step * -(-stretches // most))
    when, day = _pace.floor(start, step), start.date()
    found: list[Tick] = []
    while (place := (when - start).total_seconds() / pace.step) <= stretches:
        if place >= 0:
            date = f"{when.day} {_dates.MONTHS[when.month - 1][:3]}"
            clock = f"{when:%H:%M}" + (f"\n{date}" if when.date() != day else "")
            found.append((place, date if step >= _pace.DAY else clock))
            day = when.date()
        when += timedelta(seconds=step)
    return found


def _numbers(pace: _pace.Pace, most: int) -> list[Tick]:
    """The first tweet, and round numbers."""
    step = max(_pace.count(pace.tweets, most), pace.step)
    return [(0.0, "1"), *((number / pace.step, f"{number:,}") for number in range(step, pace.tweets + 1, step))]
