"""The chat's order: by time where (nearly) all tweets have one, else as they stand; and the sessions in a stream."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens import sessions
from chatlens.models import Moment, Options, Reading, Timeline, Tweet


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


DAY = datetime(2024, 5, 1)
"""Hours count from its midnight."""

Told = tuple[float, str]
"""A tweet: hours since the day began, and its text."""


def spread(number: int, start: float, hours: float = 1.0, text: str = "bed {n} at {when:.4f}") -> list[Told]:
    """So many tweets, evenly over so many hours; `text` may use a tweet's place and hour."""
    whens = [start + n * hours / number for n in range(number)]
    return [(when, text.format(n=n, when=when)) for n, when in enumerate(whens)]


def chat(start: float, questions: Iterable[int] = range(1, 7), each: int = 5) -> list[Told]:
    """A chat in which a question is asked every ten minutes, and answered by so many."""
    told = []
    for place, number in enumerate(questions):
        begin = start + place / 6
        told.append((begin, f"Q{number}: What grows at {begin:.2f}?"))
        told += spread(each, begin + 0.02, 0.12, f"A{number}: Number {{n}} at {{when:.4f}}")
    return told


def timeline(told: Iterable[Told], *, newest_first: bool = False, minutes: bool = False) -> Timeline:
    """The timeline of these tweets by ten people; with `minutes`, seconds are lost, as in many an archive."""
    tweets = []
    for n, (hours, text) in enumerate(sorted(told, key=lambda one: one[0])):
        when = DAY + timedelta(hours=hours)
        posted_at = when.replace(second=0, microsecond=0) if minutes else when
        tweets.append(Tweet(n + 1, n + 1, text, author=f"gardener_{n % 10}", posted_at=posted_at))
    return sessions.order(Reading("csv", tuple(reversed(tweets) if newest_first else tweets)))


def sizes(found: Timeline) -> list[int]:
    """Tweets of each session, then of what is between them."""
    return [*(len(session.tweets) for session in found.sessions), found.session_of.count(None)]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(spread(100, 20), id="an evening"),
        pytest.param(spread(10, 20) + spread(3, -80, 50) + spread(3, 40, 50), id="a chat of ten, with stragglers"),
        pytest.param(spread(200, 0, 24), id="a slow chat over a day"),
        pytest.param(spread(80, 0, 24) + spread(4, -90, 30), id="a slow chat with announcements days before"),
        pytest.param(spread(30, 9) + spread(60, 10, 23), id="a slow chat with a lively first hour"),
        pytest.param(chat(9, [1]) * 3 + chat(15, [2]) * 3 + chat(30, [3]) * 3, id="a slow chat, a question at a time"),
        pytest.param(spread(600, 0, 24 * 7), id="a steady hashtag"),
        pytest.param(
            [told for day in range(7) for told in spread(30, 24 * day, 9) + spread(90, 24 * day + 9, 15)],
            id="a hashtag that sleeps at night",
        ),
        pytest.param(spread(5, -90, 60) + spread(40, 20, 1, "RT @mira_k: Worms!"), id="a tweet retweeted by many"),
        pytest.param(spread(30, 20) + spread(30, 21.4), id="a pause of 25 minutes"),
        pytest.param(chat(20) + spread(4, 20.9, 0.1, "A1: Late, number {n}"), id="late answers to Q1"),
        pytest.param([*chat(20), (20.95, "Q1: What grows at 20.00?")], id="Q1 shown again at the end"),
    ],
)
def test_keeps_one_chat_together(told):
    """Where nothing is far denser than the rest, or the numbers go on, all is one session and nothing is outside."""
    assert sizes(timeline(told)) == [len(told), 0]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(spread(100, 20) + spread(3, -80, 50) + spread(4, 60, 90), [100, 7], id="stragglers days away"),
        pytest.param(spread(25, 20) + spread(3, -80, 50) + spread(4, 60, 90), [25, 7], id="... of a small chat"),
        pytest.param(spread(300, 0, 24) + spread(5, -90, 30) + spread(5, 60, 90), [300, 10], id="... of a slow chat"),
        pytest.param(spread(30, 20) + spread(30, 44) + spread(30, 68), [30, 30, 30, 0], id="three evenings"),
        pytest.param(chat(12) + chat(20), [36, 36, 0], id="noon and evening of one day"),
        pytest.param(
            spread(6, 11.4, 0.6) + spread(18, 12) + spread(7, 13.1) + spread(6, 19.5, 0.5) + spread(32, 20),
            [31, 38, 0],
            id="... the noon slow",
        ),
        pytest.param(chat(12) + chat(13), [36, 36, 0], id="one behind the other, told by Q1"),
        pytest.param(chat(12) + chat(13) + spread(3, -80, 50), [36, 36, 3], id="one behind the other, with stragglers"),
        pytest.param([(h * 30, text) for h, text in chat(0) + chat(1)], [36, 36, 0], id="two slow chats, told by Q1"),
        pytest.param(
            spread(7 * 24 * 20, 0, 7 * 24) + spread(400, 20) + spread(400, 68), [455, 455, 3250], id="in a busy hashtag"
        ),
        pytest.param(
            spread(400, 20) + spread(15, 44) + spread(300, 68) + spread(300, 92), [400, 300, 300, 15], id="a flare"
        ),
    ],
)
def test_cuts_a_stream_at_its_bursts(told, expected):
    """Each burst is a session; what is far from all of them is in none."""
    assert sizes(timeline(told)) == expected


@pytest.mark.parametrize(
    ("hour", "inside"),
    [
        pytest.param(19.4, False, id="36 minutes before"),
        pytest.param(19.6, True, id="24 minutes before"),
        pytest.param(21.9, True, id="55 minutes after"),
        pytest.param(22.1, False, id="67 minutes after"),
    ],
)
def test_what_is_near_a_chat_belongs_to_it(hour, inside):
    """Welcomes within half an hour before, late retweets and answers within an hour after."""
    stragglers = spread(3, -80, 50)
    found = timeline([*stragglers, *spread(60, 20), (hour, "RT @mira_k: Worms!")])
    place = next(n for n, tweet in enumerate(found.tweets) if tweet.text.startswith("RT"))
    assert found.session_of[place] == (1 if inside else None)


def test_one_person_alone_makes_no_session():
    """A host who announces twenty times in an hour holds no chat."""
    tweets = [Tweet(n + 1, n + 1, f"{n}", author="mira_k", posted_at=DAY + timedelta(minutes=n)) for n in range(20)]
    tweets += [Tweet(n, n, f"{n}", author="dun_oakhey", posted_at=DAY + timedelta(days=n)) for n in range(21, 25)]
    assert sizes(sessions.order(Reading("csv", tuple(tweets)))) == [24, 0]


def test_days_without_a_clock_show_no_bursts():
    """Dates alone: one session."""
    days = [DAY.date() + timedelta(days=7 * (n // 30)) for n in range(90)]
    assert sizes(ordered(*days)) == [90, 0]


@pytest.mark.parametrize("newest_first", [False, True], ids=["oldest first", "newest first"])
@pytest.mark.parametrize("minutes", [False, True], ids=["seconds", "minutes"])
def test_cuts_every_file_alike(newest_first, minutes):
    """The file's order and lost seconds change no session; equal minutes keep the order of the chat."""
    told = chat(20) + chat(44) + spread(3, 60, 90)
    plain, found = timeline(told), timeline(told, newest_first=newest_first, minutes=minutes)
    assert [tweet.text for tweet in found.tweets] == [tweet.text for tweet in plain.tweets]
    assert found.session_of == plain.session_of


def test_a_few_tweets_without_a_time_stay_where_they_stand():
    """One in twenty may lack its time: it stays behind the tweet before it, and the stream is cut all the same."""
    whens: list[Moment | None] = [DAY + timedelta(days=n // 40, minutes=n % 40) for n in range(80)]
    whens[50] = None
    found = ordered(*whens)
    assert sizes(found) == [40, 40, 0]
    assert [tweet.text for tweet in found.tweets] == [str(n) for n in range(80)]


def test_sessions_of_the_sample():
    """The sample of three chats a week apart: three sessions, numbered, and eleven tweets between them."""
    found = chatlens.load(Path(__file__).parent.parent / "samples/seasons.csv", options=Options(shape="csv"))
    assert sizes(found.analyses[0].timeline) == [26, 23, 22, 11]
    assert list(found.sessions["starts_at"].str[:10]) == ["2023-04-06", "2023-04-13", "2023-04-20"]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40), st.floats(0.01, 30), st.integers(0, 7)), max_size=6),
)
def test_sessions_are_parts_of_the_timeline(clusters):
    """Whatever the density, sessions are stretches of the timeline in order, numbered from 1, and share no tweet."""
    told = [t for day, number, hours, q in clusters for t in spread(number, 24 * day, hours, f"A{q}: {{n}} {{when}}")]
    found = timeline(told)
    assert [session.number for session in found.sessions] == list(range(1, len(found.sessions) + 1))
    expected: list[int | None] = [None] * len(told)
    for session in found.sessions:
        assert list(session.tweets) == list(range(min(session.tweets, default=0), max(session.tweets, default=-1) + 1))
        for index in session.tweets:
            assert expected[index] is None
            expected[index] = session.number
    assert found.session_of == tuple(expected)


def test_time_grows_with_the_tweets():
    """A stream of 60,000 tweets, half of them in one hour with labels, is cut within seconds."""
    told = spread(30_000, 0, 24 * 365) + spread(30_000, 100, 1, "Q1: Or {n}?")
    began = process_time()
    assert len(timeline(told).tweets) == 60_000
    assert process_time() - began < 6
