"""The bullets shape: items of a list, what they quote, and the page around them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers.bullets import SHAPE
from covering import assert_covers, reading_of
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.bullets.txt"
EST = timezone(timedelta(hours=-5))
HEAD = ["Garden Chat", "People who grow things.", "January 3, 2017", "8:00 PM EST", ""]
ITEMS = [
    "  • mira_k - Moderator Jan 3 @ 8:00 PM EST",
    "    Q1: What is in your shed? #gardenchat",
    "  • KofiAtPlot9 Jan 3 @ 8:01 PM EST",
    "    A1: Three things:",
    "    tea",
    "    #gardenchat",
    "  • tansy_ibb Jan 3 @ 8:02 PM EST",
    "    A1 A heron #gardenchat",
]


def test_is_the_same_chat():
    """The sample gives the tweets, questions and repeats of the table; the quoted tweet is known as a copy."""
    assert_same(SAMPLE, copies=1)


def test_reads_author_time_and_text():
    """Author and time come from the item's line, the year from the page's head, the text from what is indented."""
    reading = reading_of(SHAPE, "\n".join([*HEAD, *ITEMS]))
    assert [(t.first_line, t.last_line, t.author, t.text) for t in reading.tweets] == [
        (6, 7, "mira_k", "Q1: What is in your shed? #gardenchat"),
        (8, 11, "KofiAtPlot9", "A1: Three things:\ntea\n#gardenchat"),
        (12, 13, "tansy_ibb", "A1 A heron #gardenchat"),
    ]
    assert reading.tweets[1].posted_at == datetime(2017, 1, 3, 20, 1, tzinfo=EST)
    assert (reading.title, reading.hosts, reading.hashtag) == ("Garden Chat", ("mira_k",), "gardenchat")
    assert {unread.reason for unread in reading.unread} == {"the head of the page"}


def test_a_quoted_tweet_stands_behind_the_one_that_quotes_it():
    """What is nested one level deeper is a tweet of its own, with its own author and time."""
    quoted = ["      • mira_k - Moderator Jan 3 @ 8:00 PM EST", "        Q1: What is in your shed? #gardenchat"]
    reading = reading_of(SHAPE, "\n".join([*HEAD, *ITEMS[:6], *quoted, *ITEMS[6:]]))
    assert [tweet.author for tweet in reading.tweets] == ["mira_k", "KofiAtPlot9", "mira_k", "tansy_ibb"]
    assert reading.tweets[2].text == reading.tweets[0].text
    assert reading.tweets[2].posted_at == datetime(2017, 1, 3, 20, 0, tzinfo=EST)
    assert reading.hosts == ("mira_k",)


@pytest.mark.parametrize("sign", ["•", "*", "-", "o", "◦", "‣", "·"])
def test_bullets_of_all_kinds(sign):
    """Programs that turn a page into text print other signs."""
    text = "\n".join(line.replace("•", sign) for line in ITEMS)
    assert [tweet.author for tweet in reading_of(SHAPE, text).tweets] == ["mira_k", "KofiAtPlot9", "tansy_ibb"]
    assert SHAPE.sniff(text) == 1.0


def test_a_list_without_indentation():
    """Where nothing is indented, a text goes on until the next item."""
    reading = reading_of(SHAPE, "\n".join(line.strip() for line in ITEMS))
    assert [tweet.text.count("\n") for tweet in reading.tweets] == [0, 2, 0]


def test_lines_that_a_program_broke_are_whole_again():
    """Where most lines end because the next word does not fit, they are put together."""
    lines = [
        "  * mira_k Jan 3 @ 8:00 PM EST",
        "    Q1: What is in your",
        "    shed, and what is it",
        "    for? #gardenchat",
        "  * tansy_ibb Jan 3 @ 8:02 PM EST",
        "    A1 A heron, a chair,",
        "    and a wheelbarrow",
        "    #gardenchat",
        "  * sorrel_h Jan 3 @ 8:03 PM EST",
        "    Nothing",
    ]
    texts = [tweet.text for tweet in reading_of(SHAPE, "\n".join(lines)).tweets]
    assert texts == [
        "Q1: What is in your shed, and what is it for? #gardenchat",
        "A1 A heron, a chair, and a wheelbarrow #gardenchat",
        "Nothing",
    ]


@pytest.mark.parametrize(
    ("head", "options", "expected"),
    [
        pytest.param(["January 3, 2017"], Options(), datetime(2017, 1, 3, 20, tzinfo=EST), id="day in the head"),
        pytest.param(["Tuesday, 31 December 2016"], Options(), datetime(2017, 1, 3, 20, tzinfo=EST), id="new year"),
        pytest.param([], Options(date=date(2018, 5, 1)), datetime(2018, 1, 3, 20, tzinfo=EST), id="day given"),
        pytest.param([], Options(), None, id="no year at all"),
    ],
)
def test_the_year_comes_from_the_page_or_the_user(head, options, expected):
    """The page's times name no year: it is that of the day in the head, or of --date, whichever brings them nearest."""
    reading = reading_of(SHAPE, "\n".join([*head, *ITEMS]), options)
    assert reading.tweets[0].posted_at == expected
    assert bool(reading.notes) == (expected is None)


def test_a_year_in_the_time_wins():
    """A time that names its year needs no head; without a zone it takes the user's."""
    text = "\n".join(ITEMS).replace("Jan 3 @", "Jan 3, 2016 @").replace(" EST", "")
    assert reading_of(SHAPE, text).tweets[0].posted_at == datetime(2016, 1, 3, 20)
    assert reading_of(SHAPE, text, Options(timezone="UTC")).tweets[0].posted_at == datetime(2016, 1, 3, 20, tzinfo=UTC)


def test_what_is_no_item_is_unread():
    """A line at the items' own depth, and an item without a text, are reported."""
    extra = ["  • bea_underhill Jan 3 @ 8:03 PM EST", "", "  Terms | Privacy"]
    reading = reading_of(SHAPE, "\n".join([*ITEMS, *extra]))
    assert len(reading.tweets) == 3
    assert [(unread.first_line, unread.reason) for unread in reading.unread] == [
        (9, "a tweet without text"),
        (11, "a line of the page, not of a tweet"),
    ]


def test_two_items_are_no_structure():
    """A list with one or two such items is something else."""
    assert SHAPE.sniff("\n".join(ITEMS[:6])) == 0.0


PIECES = (
    *HEAD,
    *ITEMS,
    "",
    "   ",
    "\t",
    "      • mira_k Feb 29 @ 13:77 PM XYZ",
    "• ",
    "Jan 3 @ 8:00 PM",
    "@",
    "\u2028x",
)


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30))
def test_no_line_is_lost_or_read_twice(lines):
    """Whatever the lines, each is in one tweet or unread, and the sniffer gives a share."""
    text = "\n".join(lines)
    assert_covers(reading_of(SHAPE, text), text)
    assert 0 <= SHAPE.sniff(text) <= 1


def test_times_in_any_order_and_year():
    """Days may stand before months, clocks have 24 hours or seconds; a year that one time names counts for the next."""
    lines = [
        "• pip_russet - Moderator 5 December 2015 @ 23:58 GMT",
        "  Q1: Which press? #orchardtalk",
        "• old_tom - Co-Host Dec 5 @ 11:59:30 PM GMT",
        "  A1: At 8:02 PM, the small one",
        "• jo_w 6. Dez @ 00:01 GMT",
        "  A1: Der alte",
    ]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.posted_at for tweet in reading.tweets] == [
        datetime(2015, 12, 5, 23, 58, tzinfo=UTC),
        datetime(2015, 12, 5, 23, 59, 30, tzinfo=UTC),
        datetime(2015, 12, 6, 0, 1, tzinfo=UTC),
    ]
    assert (reading.hosts, reading.notes) == (("pip_russet", "old_tom"), ())


def test_a_word_before_a_number_is_no_month():
    """Words of a tweet that look like an author with a time are none."""
    lines = [*ITEMS, "    Meeting Friday 8 @ 20:00"]
    assert reading_of(SHAPE, "\n".join(lines)).tweets[-1].text == "A1 A heron #gardenchat\nMeeting Friday 8 @ 20:00"
