"""Stage 2, a reading -> the tweets in the chat's order, oldest first, and the sessions they fall into.

A file that holds months of a hashtag has a session per burst (see `bursts`), and tweets between them that are of none.
Where times are missing, or nothing is denser than the rest, all is one session.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import pairwise

from chatlens.models import Moment, Reading, Session, Timeline, Tweet
from chatlens.sessions import bursts

NEWEST_FIRST = 0.6
"""Share of steps between neighbouring times that go back in time from which a file counts as newest first. A file in
the chat's order has next to none; one that is neither has about half."""

UNDATED = 0.05
"""Share of tweets without a time up to which the others' times count: these few stay behind the tweet that they follow
in the file. With more, the file's order is all there is."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order(reading: Reading) -> Timeline:
    """Put the tweets into the chat's order: by time where (nearly) all have one (the file's order settles equal times,
    from its end if it is newest first), else as they stand; and cut them into sessions."""
    times = [None if tweet.posted_at is None else seconds(tweet.posted_at) for tweet in reading.tweets]
    known = [when for when in times if when is not None]
    if not known or len(times) - len(known) > UNDATED * len(times):
        return _timeline(reading.tweets, ())
    filled = _filled(times)
    places = list(range(len(times)))
    if _newest_first(filled):
        places.reverse()
    places.sort(key=filled.__getitem__)
    tweets = tuple(reading.tweets[place] for place in places)
    if sum(not isinstance(tweet.posted_at, datetime) for tweet in tweets) > UNDATED * len(tweets):
        return _timeline(tweets, ())  # days without a clock show no bursts
    return _timeline(tweets, bursts.find(tweets, [filled[place] for place in places]))


def seconds(moment: Moment) -> float:
    """Seconds since 1970 at a moment: a date is its midnight, a time without offset counts as UTC."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min, UTC)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - EPOCH).total_seconds()


def _filled(times: Sequence[float | None]) -> list[float]:
    """The times, a missing one being that of the tweet before it (of the first one that has any, at the start)."""
    last = next(when for when in times if when is not None)
    filled = []
    for when in times:
        last = last if when is None else when
        filled.append(last)
    return filled


def _newest_first(times: Sequence[float]) -> bool:
    back = sum(a > b for a, b in pairwise(times))
    steps = sum(a != b for a, b in pairwise(times))
    return steps > 0 and back / steps > NEWEST_FIRST


def _timeline(tweets: tuple[Tweet, ...], found: Sequence[range]) -> Timeline:
    """The tweets and their sessions, numbered from 1; where no burst was found, all are one session."""
    sessions = tuple(
        session(tweets, number, indices) for number, indices in enumerate(found or [range(len(tweets))], 1)
    )
    session_of: list[int | None] = [None] * len(tweets)
    for one in sessions:
        for index in one.tweets:
            session_of[index] = one.number
    return Timeline(tweets, sessions, tuple(session_of))


def session(tweets: Sequence[Tweet], number: int, indices: Sequence[int]) -> Session:
    """The session of that number with these tweets, from the earliest time to the latest."""
    times = [when for index in indices if (when := tweets[index].posted_at) is not None]
    if not times:
        return Session(number, tuple(indices), None, None)
    passed = list(map(seconds, times))
    return Session(number, tuple(indices), times[passed.index(min(passed))], times[passed.index(max(passed))])
