"""The trailing-times shape: "handle: text -8:59 PM Aug 18th, 2011"."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers.trailing_times import SHAPE
from covering import assert_covers, reading_of
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.trailing-times.txt"
LINES = [
    "mira_k Q1: What is in your shed? -8:59 PM Aug 18th, 2011",
    "KofiAtPlot9 A1: Three things:",
    "tea",
    "cake -9:01 PM Aug 18th, 2011",
    "tansy_ibb A1 A heron, 8-9:30 daily - 9:04 PM Aug 18th, 2011",
    "mira_k Night all -9:30 PM Aug 18th, 2011",
]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(LINES[:1], id="a single one"),
        pytest.param([LINES[0], LINES[5], LINES[0]], id="one person"),
        pytest.param([*["What grows here?"] * 20, *LINES], id="a few among others"),
        pytest.param([line.replace("-9", "9").replace("-8", "8") for line in LINES], id="no dash"),
        pytest.param(["Kofi sits — Aug 18th, 2011", "Mira digs — Aug 18th, 2011"] * 3, id="days alone"),
    ],
)
def test_does_not_claim(lines):
    """What ends in a time now and then, or in no clock, is another shape."""
    assert SHAPE.sniff("\n".join(lines)) == 0.0


def test_is_the_same_chat():
    """The sample gives the tweets, times, questions and repeats of the table."""
    assert_same(SAMPLE, options=Options(timezone="UTC"))


def test_clocks_alone_are_the_same_chat():
    """With colons behind the authors, and clocks whose day the page's head names, it is the same."""
    assert_same(SAMPLE.with_name("gardenchat.trailing-clocks.txt"), options=Options(timezone="UTC"))


@pytest.mark.parametrize("colons", [False, True], ids=["without colons", "with colons"])
def test_reads_author_text_and_time(colons):
    """The first word is the author, with or without a colon and @; the time goes with its dash."""
    lines = list(LINES)
    for at in (0, 1, 4, 5) if colons else ():
        lines[at] = "@" + lines[at].replace(" ", ": ", 1)
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(t.first_line, t.last_line, t.author, t.text) for t in reading.tweets] == [
        (1, 1, "mira_k", "Q1: What is in your shed?"),
        (2, 4, "KofiAtPlot9", "A1: Three things:\ntea\ncake"),
        (5, 5, "tansy_ibb", "A1 A heron, 8-9:30 daily"),
        (6, 6, "mira_k", "Night all"),
    ]
    clocks = [(20, 59), (21, 1), (21, 4), (21, 30)]
    assert [tweet.posted_at for tweet in reading.tweets] == [datetime(2011, 8, 18, *clock) for clock in clocks]


def test_a_missing_colon_loses_no_tweet():
    """Where the others have a colon, one without is still a tweet of its own."""
    lines = ["@mira_k: Hello -8:58 PM", "tansy_ibb Night all -8:59 PM", "@kofi: Bye -9:00 PM"]
    assert [tweet.author for tweet in reading_of(SHAPE, "\n".join(lines)).tweets] == ["mira_k", "tansy_ibb", "kofi"]


def test_a_clock_alone_is_of_the_day_above():
    """A day is written once and holds for the clocks below it, past midnight too."""
    lines = ["mira_k: Hello -11:58 PM Aug 18th, 2011", "tansy_ibb: Hm -11:59 PM", "mira_k: Night -12:01 AM"]
    assert [tweet.posted_at for tweet in reading_of(SHAPE, "\n".join(lines)).tweets] == [
        datetime(2011, 8, 18, 23, 58),
        datetime(2011, 8, 18, 23, 59),
        datetime(2011, 8, 19, 0, 1),
    ]


def test_newest_first_past_midnight():
    """The day that the user gives is the one on which the chat began, wherever that stands in the file."""
    lines = ["mira_k: Night -12:01 AM", "tansy_ibb: Hm -11:59 PM", "mira_k: Hello -11:50 PM", "mira_k: Q -11:40 PM"]
    reading = reading_of(SHAPE, "\n".join(lines), Options(date=date(2011, 8, 18)))
    assert [tweet.posted_at for tweet in reading.tweets[:2]] == [
        datetime(2011, 8, 19, 0, 1),
        datetime(2011, 8, 18, 23, 59),
    ]


def test_headings_and_what_has_no_time_are_unread():
    """A heading with a date is no tweet, nor is what no time follows."""
    lines = ["Garden Chat", "", "Thursday, August 18, 2011", *LINES[4:5], LINES[0], "Page 2", LINES[5], "The end."]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.author for tweet in reading.tweets] == ["tansy_ibb", "mira_k", "mira_k"]
    assert [(unread.first_line, unread.reason) for unread in reading.unread] == [
        (1, "a line above the first tweet"),
        (3, "a heading with the date of what follows"),
        (6, "a line of the page, not of a tweet"),
        (8, "a line of the page, not of a tweet"),
    ]
    assert reading.title == "Garden Chat"


PIECES = st.sampled_from([*LINES, "x: y -8:59 PM", "-8:59 PM", "a -b -c -9:00", "Jun 9", "\t", "- 1:00 - 2:00"])


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=20)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_it(lines, end):
    """Whatever stands in the file, each line is read once."""
    text = end.join(lines)
    assert 0 <= SHAPE.sniff(text) <= 1
    assert_covers(reading_of(SHAPE, text), text)


def test_a_clock_in_a_tweet_is_no_end():
    """Where times name their day, a line of a tweet that ends in a clock alone is its words; but not above the line of
    somebody who writes elsewhere."""
    day = "Aug 18th, 2011"
    lines = [f"{who}: A1: Tea -8:5{n} PM {day}" for n, who in enumerate(("mira_k", "jo_w", "old_tom", "mira_k"))]
    lines += ["jo_w: Open", "from 8 - 9:00 PM", f"on Fridays -9:01 PM {day}", "old_tom: Hm -9:02 PM"]
    lines += [f"jo_w: Bye -9:0{n} PM {day}" for n in range(3, 9)]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.text for tweet in reading.tweets[4:7]] == ["Open\nfrom 8 - 9:00 PM\non Fridays", "Hm", "Bye"]
