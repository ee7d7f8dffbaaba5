"""Stage 2, a reading -> the tweets in the chat's order, oldest first, and the sessions they fall into.

For now a transcript is one session.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from chatlens.models import Moment, Reading, Session, Timeline, Tweet

NEWEST_FIRST = 0.6
"""Share of steps between neighbouring times that go back in time from which a file counts as newest first. A file in
the chat's order has next to none; one that is neither has about half."""


def order(reading: Reading) -> Timeline:
    """Put the tweets into the chat's order: by time where all have one (the file's order settles equal times, from its
    end if it is newest first), else as they stand."""
    tweets = list(reading.tweets)
    if tweets and all(tweet.posted_at is not None for tweet in tweets):
        if _newest_first(tweets):
            tweets.reverse()
        tweets.sort(key=lambda tweet: _sortable(tweet.posted_at))
    times = [tweet.posted_at for tweet in tweets if tweet.posted_at is not None]
    session = Session(
        number=1,
        tweets=tuple(range(len(tweets))),
        starts_at=min(times, key=_sortable, default=None),
        ends_at=max(times, key=_sortable, default=None),
    )
    return Timeline(tuple(tweets), (session,), (1,) * len(tweets))


def _newest_first(tweets: Sequence[Tweet]) -> bool:
    keys = [_sortable(tweet.posted_at) for tweet in tweets]
    back = sum(a > b for a, b in zip(keys, keys[1:], strict=False))
    steps = sum(a != b for a, b in zip(keys, keys[1:], strict=False))
    return steps > 0 and back / steps > NEWEST_FIRST


def _sortable(moment: Moment | None) -> datetime:
    """A moment that compares with all others: a date is its midnight, a time without offset counts as UTC."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(moment if isinstance(moment, date) else date.min, time.min, UTC)
