"""Choosing sessions and times: what is shown changes, what was found does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import chatlens
from chatlens import selection
from chatlens.errors import OptionError
from chatlens.models import Link, Moment, Options, Placement, Repeat, Session, Timeline, Tweet
from chatlens.tables import _counts, tables

SEASONS = Path(__file__).parent.parent / "samples/seasons.csv"
OF_THE_WHOLE = {"unread", "check", "compare"}
"""Tables that speak of the whole file, or of sessions side by side."""


DEPENDS = {"tweet", "repeat_of", "repeat_kind", "similarity", "quotes"}
"""Columns of `tweets` that count or name other tweets: they speak of those that are shown."""


def seasons(**options: Any) -> chatlens.Chat:
    """The sample of three chats, as the options choose."""
    return chatlens.load(SEASONS, options=Options(shape="csv", **options))


@pytest.fixture(scope="module", name="whole")
def _whole() -> chatlens.Chat:
    return seasons()


@pytest.mark.parametrize("name", [name for name in tables() if name not in OF_THE_WHOLE])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_session_alone_is_what_it_is_among_the_others(whole: chatlens.Chat, name: str, number: int) -> None:
    """--session N gives the rows of session N of the whole table: no role, question, count or rank is another."""
    alone, among = seasons(sessions=(number,)).table(name), whole.table(name)
    kept = [column for column in among if column not in DEPENDS]
    expected = among.loc[among["session"] == number, kept].reset_index(drop=True)
    assert alone[kept].equals(expected)
    assert len(alone)


def test_several_sessions_are_all_of_them(whole: chatlens.Chat) -> None:
    """Every session chosen leaves out what is between them, and nothing else."""
    chosen = seasons(sessions=(3, 1, 2)).tweets
    assert list(chosen["first_line"]) == list(whole.tweets.loc[whole.tweets["session"].notna(), "first_line"])
    assert list(chosen["tweet"]) == list(range(1, len(chosen) + 1))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"sessions": (2,)}, id="a session"),
        pytest.param({"since": datetime(2023, 4, 13, 19, 10)}, id="since the middle of a chat"),
        pytest.param({"until": date(2023, 4, 8)}, id="until a day"),
        pytest.param({"since": date(2023, 4, 7), "until": date(2023, 4, 12)}, id="between two chats"),
        pytest.param({"sessions": (1, 3), "since": datetime(2023, 4, 6, 19, 20)}, id="a session's end and a session"),
    ],
)
def test_sums_come_out(options: dict[str, Any]) -> None:
    """Whatever is chosen, the sums come out, and every repeat names a tweet that is shown and repeats none."""
    chat = seasons(**options)
    [analysis] = chat.analyses
    assert _counts.totals(analysis).adds_up
    originals = set(chat.tweets.loc[chat.tweets["repeat_of"].isna(), "tweet"])
    assert set(chat.tweets["repeat_of"].dropna()) <= originals
    assert chat.tweets["session"].dropna().isin(chat.sessions["session"]).all()
    assert chat.sessions["tweets"].sum() == chat.tweets["session"].notna().sum()


def test_a_cut_session_says_when_it_starts_now() -> None:
    """Of a session that is shown in part, `sessions` tells that part; its questions are all there."""
    [row] = seasons(sessions=(2,), since=datetime(2023, 4, 13, 19, 20)).sessions.to_dict("records")
    assert (row["starts_at"], row["tweets"], row["questions"]) == ("2023-04-13T19:20:00", 7, 3)


def line(tweet: int, when: Moment | None) -> Tweet:
    """A tweet of that time."""
    return Tweet(tweet, tweet, f"{tweet}", posted_at=when)


PLAIN = (line(1, datetime(2024, 5, 1, 23, 30)), line(2, datetime(2024, 5, 2, 0, 30)), line(3, None))
ZONED = tuple(
    line(n, datetime(2024, 5, day, hour, tzinfo=timezone(timedelta(hours=-5))))
    for n, (day, hour) in enumerate([(1, 18), (1, 20), (2, 1)], 1)
)


@pytest.mark.parametrize(
    ("tweets", "options", "expected"),
    [
        pytest.param(PLAIN, {"since": date(2024, 5, 2)}, [1], id="since a day: from its midnight"),
        pytest.param(PLAIN, {"until": date(2024, 5, 1)}, [0], id="until a day: to its end"),
        pytest.param(PLAIN, {"until": datetime(2024, 5, 2, 0, 30)}, [0, 1], id="the moment itself is shown"),
        pytest.param(PLAIN, {"until": date.max}, [0, 1], id="the last of days"),
        pytest.param(PLAIN, {"since": date.min}, [0, 1], id="the first of days, but without what has no time"),
        pytest.param(PLAIN, {"since": datetime(2024, 5, 2, tzinfo=UTC)}, [1], id="no offset counts as UTC"),
        pytest.param(ZONED, {"since": datetime(2024, 5, 1, 20)}, [1, 2], id="without offset: as the tweets' clock"),
        pytest.param(ZONED, {"since": date(2024, 5, 2)}, [2], id="a day: as the tweets' calendar"),
        pytest.param(ZONED, {"since": datetime(2024, 5, 2, 1, tzinfo=UTC)}, [1, 2], id="with offset"),
        pytest.param(
            ZONED, {"since": datetime(2024, 5, 2, 1), "timezone": "+00:00"}, [1, 2], id="completed by --timezone"
        ),
        pytest.param((line(1, date(2024, 5, 1)),), {"since": date(2024, 5, 1)}, [0], id="a tweet's day alone"),
        pytest.param((line(1, date(2024, 5, 1)),), {"since": datetime(2024, 5, 1, 9)}, [], id="... is its midnight"),
    ],
)
def test_times_choose(tweets: tuple[Tweet, ...], options: dict[str, Any], expected: list[int]) -> None:
    """--since and --until: days by the tweets' calendar, times without offset by the tweets' clock."""
    timeline = Timeline(tweets, (Session(1, tuple(range(len(tweets)))),), (1,) * len(tweets))
    assert list(selection.choose(timeline, Options(**options))) == expected


def repeated(*originals: int | None) -> Iterator[Repeat | None]:
    """Repeats of the tweets with these indices; None is an original."""
    return (None if original is None else Repeat(original, "retweet", 97.0) for original in originals)


def test_the_first_that_is_shown_stands_for_an_original_that_is_not() -> None:
    """Its other repeats then name it; kind and similarity stay."""
    tweets = tuple(line(n, None) for n in range(1, 6))
    timeline = Timeline(tweets, (Session(1, (0, 1, 2, 3, 4)),), (1,) * 5)
    aside = Placement("aside", (), "none", None)
    links = (Link(), Link(replies_to=0), Link(), Link(replies_to=1, reply_to=("mira_k",)), Link(quotes=3))
    found = selection.Stages(timeline, ((),) * 5, tuple(repeated(None, 0, None, 0, 2)), (), links, (aside,) * 5)
    narrowed = selection.narrowed(found, (1, 3, 4))
    assert narrowed.repeats == (None, Repeat(0, "retweet", 97.0), None)
    assert narrowed.links == (Link(), Link(replies_to=0, reply_to=("mira_k",)), Link(quotes=1))
    assert [session.tweets for session in narrowed.timeline.sessions] == [(0, 1, 2)]


def test_nothing_chosen_is_an_error_that_says_what_there_is() -> None:
    """A session that is not there, a time before all tweets."""
    with pytest.raises(OptionError, match=r"has no session 4; its sessions are 1 to 3\. chatlens sessions FILE"):
        seasons(sessions=(4,))
    with pytest.raises(OptionError, match=r"Its tweets are from 2023-04-03T18:05:00 to 2023-04-23T14:00:00"):
        seasons(until=date(2020, 1, 1))


def test_one_of_several_files_may_be_left_out() -> None:
    """A file without chosen tweets gives no rows, and a note; the others are shown."""
    garden = SEASONS.with_name("gardenchat.csv")
    chat = chatlens.load(SEASONS, garden, options=Options(shape="csv", since=date(2023, 4, 20)))
    for name in tables():
        assert set(chat.table(name)["chat"]) <= {"seasons"}
    assert ["gardenchat.csv has no tweet" in note.message for note in chat.analyses[1].notes] == [True]
