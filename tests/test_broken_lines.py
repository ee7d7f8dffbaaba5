"""The broken-lines shape: heads on lines of their own, texts cut at every mention, hashtag and link."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers.broken_lines import SHAPE, mended
from covering import assert_covers, reading_of
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.broken-lines.txt"
EDT = timezone(timedelta(hours=-4))
HEAD = ["Garden Chat", "People who grow things.", "Sunday, May 8, 2016", ""]
TWEETS = [
    *("mira_k", "- Moderator", "May 8 @ 8:02 PM EDT", "Welcome to", "#gardenchat", "with", "@tansy_ibb", "!"),
    *("KofiAtPlot9", "May 8 @ 8:03 PM EDT", "RT", "@mira_k", ": Welcome to", "#gardenchat"),
    *("tansy_ibb", "May 8 @ 8:04 PM EDT", "Hello", "#gardenchat"),
]


def test_is_the_same_chat():
    """The sample gives the tweets, questions and repeats of the table."""
    assert_same(SAMPLE)


def test_reads_author_time_and_text():
    """Author, mark and time stand above the text; the year comes from the page's head."""
    reading = reading_of(SHAPE, "\n".join([*HEAD, *TWEETS]))
    assert [(t.first_line, t.last_line, t.author, t.text) for t in reading.tweets] == [
        (5, 12, "mira_k", "Welcome to #gardenchat with @tansy_ibb!"),
        (13, 18, "KofiAtPlot9", "RT @mira_k: Welcome to #gardenchat"),
        (19, 22, "tansy_ibb", "Hello #gardenchat"),
    ]
    assert reading.tweets[0].posted_at == datetime(2016, 5, 8, 20, 2, tzinfo=EDT)
    assert (reading.title, reading.hosts, reading.hashtag) == ("Garden Chat", ("mira_k",), "gardenchat")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(["1. tea", "2. hiding"], "1. tea\n2. hiding", id="no cut: the author's own line break"),
        pytest.param(["One", "", "Two"], "One\n\nTwo", id="no cut: a blank line"),
        pytest.param(["A chair", "#gardenchat"], "A chair #gardenchat", id="a hashtag"),
        pytest.param(["Ask", "@mira_k", "about it"], "Ask @mira_k about it", id="a mention in the middle"),
        pytest.param(["See", "https://t.co/AbCdEf1234", "#soil"], "See https://t.co/AbCdEf1234 #soil", id="a link"),
        pytest.param(["#soil", "#gardenchat"], "#soil #gardenchat", id="two hashtags"),
        pytest.param(["RT", "@mira_k", ": Q1: Why?"], "RT @mira_k: Q1: Why?", id="a retweet"),
        pytest.param(["Thanks", "@mira_k", ", all"], "Thanks @mira_k, all", id="a comma behind it"),
        pytest.param(["It is", "@mira_k", "’s shed"], "It is @mira_k’s shed", id="a genitive behind it"),
        pytest.param(["Thanks", "@mira_k", ":)"], "Thanks @mira_k :)", id="a face behind it"),
        pytest.param(["We (", "@mira_k", ") dig"], "We (@mira_k) dig", id="in brackets"),
        pytest.param(["She said “", "#soil", "”"], "She said “#soil”", id="in quotes"),
        pytest.param([".", "@mira_k", "digs"], ".@mira_k digs", id="a full stop in front"),
        pytest.param(["Dig.", "@mira_k", "digs"], "Dig. @mira_k digs", id="a sentence in front"),
    ],
)
def test_mends_what_the_page_cut(lines, text):
    """Cuts become blanks, or nothing beside punctuation; other line breaks stay."""
    assert mended(lines) == text


def test_blank_lines_between_the_lines_do_no_harm():
    """Some browsers copy the page with a blank line behind each line of a head."""
    spaced = "\n".join(line + "\n" if "@ 8" in line or line in ("mira_k", "- Moderator") else line for line in TWEETS)
    reading = reading_of(SHAPE, spaced)
    assert [tweet.author for tweet in reading.tweets] == ["mira_k", "KofiAtPlot9", "tansy_ibb"]
    assert reading.hosts == ("mira_k",)


def test_the_foot_of_the_page_is_unread():
    """Where no tweet has a blank line inside, the last one ends at the first blank line."""
    reading = reading_of(SHAPE, "\n".join([*TWEETS, "", "Next chat: soil"]))
    assert reading.tweets[-1].text == "Hello #gardenchat"
    assert [unread.text for unread in reading.unread] == ["Next chat: soil"]


def test_a_tweet_without_text_is_unread():
    """A head with nothing below it is reported with all its lines."""
    reading = reading_of(SHAPE, "\n".join(["sorrel_h", "- Guest", "May 8 @ 8:01 PM EDT", *TWEETS]))
    assert len(reading.tweets) == 3
    assert {unread.reason for unread in reading.unread} == {"a tweet without text"}
    assert reading.hosts == ("mira_k",)


def test_without_a_year_there_are_no_times():
    """The page's times name no year; without one the tweets have no time, and a note says what to do."""
    reading = reading_of(SHAPE, "\n".join(TWEETS))
    assert [tweet.posted_at for tweet in reading.tweets] == [None] * 3
    assert "--date" in reading.notes[0].advice


def test_two_heads_are_no_structure():
    """One or two times on lines of their own make no page."""
    assert SHAPE.sniff("\n".join(TWEETS[:14])) == 0.0


PIECES = (
    *HEAD,
    *TWEETS,
    "",
    "  ",
    "May 8 @ 8:02 PM EDT",
    "May 88 @ 99:02 PM",
    "- Moderator",
    "mira_k - Host",
    "\ud83d",
)


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30))
def test_no_line_is_lost_or_read_twice(lines):
    """Whatever the lines, each is in one tweet or unread, and the sniffer gives a share."""
    text = "\n".join(lines)
    assert_covers(reading_of(SHAPE, text, Options()), text)
    assert 0 <= SHAPE.sniff(text) <= 1


def test_a_time_written_otherwise_begins_a_tweet_too():
    """A tweet whose time has its day first, 24 hours or seconds is not glued to the one above."""
    lines = ["jo_w", "December 5, 2015 @ 11:58 PM GMT", "A1: yes", "old_tom", "6 Dec @ 00:03 GMT", "A1: no"]
    lines += ["_x1", "Dec 6 @ 12:04:30 AM GMT", "RT", "@jo_w", ": May 8 @ 8:02 PM EDT", "is a date"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [
        ("jo_w", "A1: yes"),
        ("old_tom", "A1: no"),
        ("_x1", "RT @jo_w: May 8 @ 8:02 PM EDT\nis a date"),
    ]
    assert all(isinstance(tweet.posted_at, datetime) for tweet in reading.tweets)
