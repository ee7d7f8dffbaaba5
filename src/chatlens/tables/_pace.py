"""The pace of one sitting: how many tweets fell into each stretch of time, under which question, and when each question
was asked. Pictures and the terminal draw it; it has no table of its own.

A tweet is counted once, under the first of its questions, so that the counts add up to the tweets. Where the clock is
missing, stretches are of so many tweets each, in the chat's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from chatlens._phrases import number_of
from chatlens.tables import _counts

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Tweet

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60

STEPS = (
    *(MINUTE * n for n in (1, 2, 5, 10, 15, 30)),
    *(HOUR * n for n in (1, 2, 3, 6, 12)),
    *(DAY * n for n in (1, 2, 7, 14, 28)),
)
"""Lengths of a stretch in seconds: those that people count in. The finest is a minute, as many clocks show no less."""

UNITS = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))

COUNTS = (1, 2, 5)
"""Lengths of a stretch in tweets, times a power of ten."""

TIMED = 0.5
"""Share of tweets with a clock from which the pace goes by time; the others are left out of it. With fewer, the chat's
order says more."""


class Mark(NamedTuple):
    """When a question was asked first."""

    name: str  # "Q3"
    place: float  # in stretches from the start of the first one


@dataclass(frozen=True, slots=True)
class Pace:
    """The tweets of a sitting by stretches of equal length."""

    names: tuple[str, ...]  # the questions in order, "" last: what is under none
    counts: tuple[tuple[int, ...], ...]  # per stretch: tweets per name
    marks: tuple[Mark, ...]  # in the order of `names`; a question that nobody asks here has none
    step: int  # length of a stretch: seconds, or tweets where `start` is None
    start: datetime | None  # of the first stretch, on the clock of the first tweet; None: by the chat's order
    left_out: int = 0  # tweets without a clock, in no stretch

    @property
    def unit(self) -> str:
        """What is counted: "tweets a minute", "tweets in 5 minutes"; by order "tweets"."""
        return f"tweets{self._stretch}"

    def counted(self, number: int) -> str:
        """So many of what is counted: "1 tweet a minute"."""
        return number_of(number, "tweet") + self._stretch

    @property
    def _stretch(self) -> str:
        if self.start is None:
            return ""
        size, word = next(unit for unit in UNITS if self.step % unit[0] == 0)
        count = self.step // size
        return f" in {count} {word}s" if count > 1 else f" {'an' if word == 'hour' else 'a'} {word}"

    @property
    def totals(self) -> tuple[int, ...]:
        """Tweets per stretch."""
        return tuple(sum(row) for row in self.counts)

    @property
    def tweets(self) -> int:
        """All that are counted."""
        return sum(self.totals)

    def at(self, stretch: float) -> datetime:
        """The moment at which a stretch begins. Only where the pace goes by time."""
        assert self.start is not None
        return self.start + timedelta(seconds=self.step * stretch)


def of(analysis: Analysis, sitting: _counts.Sitting, most: int, least: int = MINUTE) -> Pace:
    """The pace of a sitting in at most so many stretches, as fine as that and `least` (seconds) allow."""
    names = tuple(tally.name for tally in _counts.tallies(analysis, sitting))
    clocks = _clocks([analysis.timeline.tweets[i] for i in sitting.tweets])
    timed = [when for when in clocks if when is not None]
    if timed and len(timed) >= TIMED * len(clocks):
        step = max(_step(min(timed), max(timed), most), least)
        start = floor(min(timed), step)
        places = [None if when is None else (when - start).total_seconds() / step for when in clocks]
    else:
        start = None
        step = count(len(clocks), most)
        places = [k / step for k in range(len(clocks))]
    return _counted(analysis, sitting, names, places, step, start)


def _counted(
    analysis: Analysis,
    sitting: _counts.Sitting,
    names: tuple[str, ...],
    places: Sequence[float | None],
    step: int,
    start: datetime | None,
) -> Pace:
    column = {name: k for k, name in enumerate(names)}
    last = max((int(place) for place in places if place is not None), default=-1)
    counts = [[0] * len(names) for _ in range(last + 1)]
    for i, place in zip(sitting.tweets, places, strict=True):
        if place is not None:
            counts[int(place)][column[(analysis.placements[i].questions or ("",))[0]]] += 1
    place_of = dict(zip(sitting.tweets, places, strict=True))
    asked = sitting.inquiry.questions if sitting.inquiry else ()
    marks = [
        Mark(question.name, place)
        for question in asked
        if question.askings and (place := place_of.get(question.askings[0])) is not None
    ]
    return Pace(names, tuple(map(tuple, counts)), tuple(marks), step, start, sum(place is None for place in places))


def _clocks(tweets: Sequence[Tweet]) -> list[datetime | None]:
    """When each was posted, all on the clock of the first that has one; None for a date alone."""
    clocks = [when if isinstance(when := tweet.posted_at, datetime) else None for tweet in tweets]
    zone = next((when.tzinfo for when in clocks if when is not None), None)
    return [
        when
        if when is None or when.tzinfo is zone
        else when.replace(tzinfo=zone)
        if zone is None or when.tzinfo is None
        else when.astimezone(zone)
        for when in clocks
    ]


def _step(first: datetime, last: datetime, most: int) -> int:
    """The shortest step by which so many stretches hold both."""
    steps = [*STEPS, *(STEPS[-1] * n for n in range(2, 10_000))]
    return next(step for step in steps if (last - floor(first, step)).total_seconds() < step * most)


def floor(when: datetime, step: int) -> datetime:
    """The latest moment up to this one from which a stretch may begin: steps are counted from midnight.

    >>> floor(datetime(2026, 5, 5, 20, 4, 30), 5 * MINUTE)
    datetime.datetime(2026, 5, 5, 20, 0)
    """
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(seconds=(when - midnight).total_seconds() // step * step)


def count(tweets: int, most: int) -> int:
    """How many tweets a stretch must have.

    >>> count(178, 60), count(12, 60), count(100_000, 60)
    (5, 1, 2000)
    """
    scale = 1
    while scale * COUNTS[-1] * most < tweets:
        scale *= 10
    return next(n * scale for n in COUNTS if n * scale * most >= tweets)
