"""The live-page shape: newest first, times above their tweets, and no day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers.live_page import SHAPE
from covering import assert_covers, reading_of
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.live-page.txt"
DAY = Options(date=date(2021, 3, 23), timezone="UTC")
PAGE = [
    "#February 2020",
    *("Sorrel H. @sorrel_h", "Good night #gardenchat"),
    *("2:05 PM", "Kofi (Plot 9) @KofiAtPlot9", "A1: Sitting down.", "The tools are an alibi. #gardenchat"),
    "[Retweeted by Mira Kestle]",
    *("2:03 PM", "tansy @ Ninefields @tansy_ibb", "Thanks, says @mira_k"),
    *("2:01 PM", "Mira Kestle @mira_k", "Q1: What is your shed for? #gardenchat"),
]


def test_is_the_same_chat():
    """With the day given, the sample gives the tweets, questions and repeats of the table."""
    assert_same(SAMPLE, options=DAY, untimed=1)


def test_a_person_above_the_foot_alone_wrote_no_tweet():
    """Where the page ends behind a name, a retweet mark and a time, there is no tweet of theirs."""
    page = [*PAGE, "1:59 PM", "Mira Kestle @mira_k", "[Retweeted by Sorrel H.]", "1:58 PM"]
    found = reading_of(SHAPE, "\n".join(page), DAY)
    assert all(tweet.text for tweet in found.tweets)
    assert [tweet.author for tweet in found.tweets].count("mira_k") == 1
    assert {unread.reason for unread in found.unread[-1:]} == {"a tweet without text"}


def test_is_the_same_chat_without_a_day():
    """Without the day the tweets have no times, and still stand in the chat's order."""
    assert_same(SAMPLE, times=False)


def test_reads_names_handles_and_texts():
    """A tweet begins with its time and its author's line; the page's retweet marks are left out of its text."""
    reading = reading_of(SHAPE, "\n".join(PAGE))
    assert [(t.first_line, t.last_line, t.author, t.name, t.text) for t in reading.tweets] == [
        (12, 14, "mira_k", "Mira Kestle", "Q1: What is your shed for? #gardenchat"),
        (9, 11, "tansy_ibb", "tansy @ Ninefields", "Thanks, says @mira_k"),
        (4, 8, "KofiAtPlot9", "Kofi (Plot 9)", "A1: Sitting down.\nThe tools are an alibi. #gardenchat"),
        (2, 3, "sorrel_h", "Sorrel H.", "Good night #gardenchat"),
    ]


def test_the_first_line_is_a_heading():
    """The month above the tweets is the title, no hashtag; since it names no day, a note asks for it."""
    reading = reading_of(SHAPE, "\n".join(PAGE))
    assert (reading.title, reading.hashtag) == ("February 2020", "gardenchat")
    assert [(unread.text, unread.reason) for unread in reading.unread] == [("#February 2020", "a heading of the page")]
    assert [tweet.posted_at for tweet in reading.tweets] == [None] * 4
    assert reading.notes[0].advice.endswith("--date 2020-02-01.")


@pytest.mark.parametrize(
    ("heading", "options", "day"),
    [
        pytest.param("#February 2020", DAY, 23, id="given by hand"),
        pytest.param("Tuesday, March 23, 2021", Options(timezone="UTC"), 23, id="named by the heading"),
        pytest.param("March 22, 2021", DAY, 22, id="the heading's say before the user's"),
    ],
)
def test_clocks_take_the_day_that_is_known(heading, options, day):
    """The clocks are of the heading's day or of --date; the first tweet of the page has no clock."""
    reading = reading_of(SHAPE, "\n".join([heading, *PAGE[1:]]), options)
    assert reading.tweets[0].posted_at == datetime(2021, 3, day, 14, 1, tzinfo=UTC)
    assert reading.tweets[-1].posted_at is None
    assert reading.notes == ()


def test_a_month_above_gives_days_their_year():
    """Where the times name a day, the heading's month tells of which year."""
    text = "\n".join(PAGE)
    for clock in ("2:05 PM", "2:03 PM", "2:01 PM"):
        text = text.replace(clock, f"Feb 4, {clock} EST")
    assert reading_of(SHAPE, text).tweets[0].posted_at == datetime(2020, 2, 4, 19, 1, tzinfo=UTC)


def test_a_chat_goes_on_behind_midnight():
    """A clock that goes back by more than half a day is one of the next day."""
    text = "\n".join(PAGE).replace("2:05 PM", "12:02 AM").replace("2:03 PM", "12:01 AM").replace("2:01 PM", "11:58 PM")
    days = [tweet.posted_at.day for tweet in reading_of(SHAPE, text, DAY).tweets if tweet.posted_at]
    assert days == [23, 24, 24]


def test_a_page_that_is_oldest_first_stays_so():
    """Where the clocks go on down the page, its order is the chat's."""
    text = "\n".join([*PAGE[11:], *PAGE[8:11], *PAGE[3:8]])
    assert [tweet.author for tweet in reading_of(SHAPE, text).tweets] == ["mira_k", "tansy_ibb", "KofiAtPlot9"]


def test_a_tweet_without_text_is_unread():
    """A time and an author with nothing but the page's marks below them are reported."""
    reading = reading_of(SHAPE, "\n".join([*PAGE, "2:00 PM", "Raf @raf_tomatillo", "[Retweeted by Mira Kestle]"]))
    assert len(reading.tweets) == 4
    assert sorted(line for u in reading.unread for line in range(u.first_line, u.last_line + 1)) == [1, 15, 16, 17]


def test_the_foot_of_the_page_is_unread():
    """Where no tweet has a blank line inside, the last one ends at the first blank line."""
    reading = reading_of(SHAPE, "\n".join([*PAGE, "", "About us"]))
    assert reading.unread[-1].text == "About us"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["2:03 PM", "Planting", "2:10 PM", "Tea", "2:30 PM", "Home"], id="a timetable"),
        pytest.param(["2:03 PM", "@mira_k", "digs"] * 5, id="handles without names"),
        pytest.param(["May 8 @ 8:02 PM", "Thanks @mira_k", "digs"] * 5, id="an archive's times"),
        pytest.param([*PAGE, *["2:03 PM", "Planting"] * 5], id="most times have no author below them"),
    ],
)
def test_clocks_alone_are_no_structure(lines):
    """Times must have names and handles below them."""
    assert SHAPE.sniff("\n".join(lines)) == 0.0


PIECES = (
    *(*PAGE, "", "  ", "25:99", "8:00", "8:00 EST", "Feb 29 8:00 PM", "2021-03-23 8:00", "March 3, 2021"),
    *("@mira_k", "@", "[Retweeted by ]", "a" * 300, "\ud83d"),
)


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30), day=st.booleans())
def test_no_line_is_lost_or_read_twice(lines, day):
    """Whatever the lines, each is in one tweet or unread, and the sniffer gives a share."""
    text = "\n".join(lines)
    assert_covers(reading_of(SHAPE, text, DAY if day else None), text)
    assert 0 <= SHAPE.sniff(text) <= 1


def test_somebody_without_a_name():
    """A handle alone below a time is an author where the others have names."""
    lines = ["2:03 PM", "Kofi @KofiAtPlot9", "A1: Tea", "2:02 PM", "@mira_k", "Q1: Tea?", "2:01 PM", "Jo W @jo_w", "Hi"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(tweet.author, tweet.name) for tweet in reading.tweets] == [
        ("jo_w", "Jo W"),
        ("mira_k", None),
        ("KofiAtPlot9", "Kofi"),
    ]


def test_the_foot_of_the_page_is_no_words_of_the_last_tweet():
    """What the page prints below its last tweet, and a time that no tweet follows, are its own."""
    lines = ["2:03 PM", "Kofi @KofiAtPlot9", "A1: Tea", "2:02 PM", "Mira @mira_k", "Q1: At", "2:00 PM", "or so?"]
    lines += ["2:01 PM", "Jo W @jo_w", "Hi", "1:58 PM", "Load more", "© 2020 Chat Rooms"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.text for tweet in reading.tweets] == ["Hi", "Q1: At\n2:00 PM\nor so?", "A1: Tea"]
    assert [line for unread in reading.unread for line in unread.text.split("\n")] == lines[-3:]


def test_an_order_that_days_without_year_tell():
    """Times with their day but no year put a page that is oldest first in its own order."""
    lines = []
    for n, who in enumerate(("mira_k", "jo_w", "old_tom")):
        lines += [f"Feb 12, 2:0{n} PM", f"Somebody @{who}", "A1: Tea"]
    assert [tweet.author for tweet in reading_of(SHAPE, "\n".join(lines)).tweets] == ["mira_k", "jo_w", "old_tom"]


def test_three_tweets_are_a_page():
    """The newest has no time, so two times are enough."""
    lines = ["Mira @mira_k", "Bye", "2:03 PM", "Jo W @jo_w", "A1: Tea", "2:02 PM", "Tom @old_tom", "A1: Cake"]
    assert SHAPE.sniff("\n".join(lines)) == 1.0
    assert SHAPE.sniff("\n".join(lines[:5])) == 0.0
