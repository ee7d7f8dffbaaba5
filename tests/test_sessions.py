"""The chat's order: by time where all tweets have one, else as they stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import sessions
from chatlens.models import Moment, Reading, Timeline, Tweet


def ordered(*times: Moment | None) -> Timeline:
    """The timeline of tweets with these times; their texts are their places in the file."""
    tweets = tuple(Tweet(n + 1, n + 1, str(n), posted_at=when) for n, when in enumerate(times))
    return sessions.order(Reading("csv", tweets))


def places(timeline: Timeline) -> str:
    """The tweets' places in the file, in the chat's order."""
    return " ".join(tweet.text for tweet in timeline.tweets)


def at(minute: int) -> datetime:
    """A time in the chat."""
    return datetime(2024, 5, 1, 20, minute)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param((None, None, None), "0 1 2", id="no times"),
        pytest.param((at(9), None, at(1)), "0 1 2", id="one time missing"),
        pytest.param((at(1), at(2), at(3)), "0 1 2", id="oldest first"),
        pytest.param((at(2), at(2), at(2)), "0 1 2", id="all at once"),
        pytest.param((at(1), at(1), at(2), at(2)), "0 1 2 3", id="equal times, oldest first"),
        pytest.param((at(3), at(2), at(1)), "2 1 0", id="newest first"),
        pytest.param((at(2), at(2), at(1), at(1)), "3 2 1 0", id="equal times, newest first"),
        pytest.param((at(1), at(3), at(2), at(2), at(4), at(5)), "0 2 3 1 4 5", id="one late tweet"),
        pytest.param((at(9), at(8), at(7), at(8), at(6)), "4 2 3 1 0", id="newest first, one out of place"),
        pytest.param((at(3),), "0", id="one tweet"),
        pytest.param((), "", id="no tweet"),
        pytest.param((date(2024, 5, 2), date(2024, 5, 1), date(2024, 5, 1)), "2 1 0", id="days alone"),
        pytest.param((at(5), date(2024, 5, 1)), "1 0", id="a day counts from its midnight"),
        pytest.param(
            (datetime(2024, 5, 1, 20, tzinfo=timezone(timedelta(hours=-5))), datetime(2024, 5, 1, 21, tzinfo=UTC)),
            "1 0",
            id="offsets",
        ),
        pytest.param((datetime(2024, 5, 1, 21, tzinfo=UTC), at(30)), "1 0", id="no offset counts as UTC"),
    ],
)
def test_puts_tweets_into_the_chats_order(times, expected):
    """By time, equal times as the file has them (from its end if it is newest first); as they stand if one has none."""
    assert places(ordered(*times)) == expected


def test_a_session_holds_all_tweets_and_their_times():
    """One sitting: every tweet, from the earliest time to the latest."""
    timeline = ordered(at(3), None, at(1))
    (session,) = timeline.sessions
    assert (session.number, session.tweets) == (1, (0, 1, 2))
    assert (session.starts_at, session.ends_at) == (at(1), at(3))
    assert timeline.session_of == (1, 1, 1)


def test_a_session_without_times_has_none():
    """No times, no start and no end."""
    (session,) = ordered(None, None).sessions
    assert (session.starts_at, session.ends_at) == (None, None)


MOMENTS = st.one_of(st.none(), st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC)))


@settings(deadline=None)
@given(st.lists(MOMENTS, max_size=12))
def test_no_tweet_is_lost_or_doubled(times):
    """Whatever the times, the timeline holds each tweet once, and all of them in sessions."""
    timeline = ordered(*times)
    assert sorted(tweet.text for tweet in timeline.tweets) == sorted(str(n) for n in range(len(times)))
    assert len(timeline.session_of) == len(times)
    assert [index for session in timeline.sessions for index in session.tweets] == list(range(len(times)))
