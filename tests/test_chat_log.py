"""The chat-log shape: a clock, who, and what was said, in four forms."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers.chat_log import SHAPE
from covering import assert_covers, reading_of
from same_chat import CANON, assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.chat-log.txt"
SAID = [
    ("mira_k", datetime(2021, 3, 23, 20, 0, 4), "Q1: What is in your shed?"),
    ("KofiAtPlot9", datetime(2021, 3, 23, 20, 1, 10), "A1: Three things:\ntea\n\n20 cakes"),
    ("tansy_ibb", datetime(2021, 3, 23, 20, 2, 30), "A1 A heron, from 9:30"),
    ("mira_k", datetime(2021, 3, 23, 20, 4, 59), "Night all"),
]
FORMS = {
    "clock": ("%I:%M %p", "{0} {1}: {2}"),
    "clock and day": ("%Y-%m-%d %H:%M:%S", "{0} {1}: {2}"),
    "clock and dash": ("%d/%m/%Y, %H:%M", "{0} - {1}: {2}"),
    "brackets": ("%H:%M", "[{0}] {1}: {2}"),
    "brackets and day": ("%d.%m.%Y %H:%M", "[{0}] {1}: {2}"),
    "angles": ("%H:%M:%S", "{0} <{1}> {2}"),
    "angles and @": ("%H:%M", "[{0}] <@{1}> {2}"),
    "behind": ("%I:%M %p", "{1} ({0}): {2}"),
    "behind with a zone": ("%I:%M %p UTC", "@{1} ({0}): {2}"),
}


def log(said, form):
    """What is said, written as a log in that form."""
    stamp, line = FORMS[form]
    return "\n".join(line.format(when.strftime(stamp).lstrip("0"), who, text) for who, when, text in said)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("8:02 PM mira_k: Welcome", id="a single one"),
        pytest.param("8:02 PM note: soil\n8:05 PM note: keys\n9:00 PM note: cake", id="one person's notes"),
        pytest.param("8:02 PM\nMira @mira_k\nWelcome\n" * 5, id="the time on a line of its own"),
        pytest.param("8:02 we met\n8:10 we dug\n9:00 we left", id="nobody named"),
        pytest.param("10: mira_k: yes\n20: kofi: no\n30: tansy: well", id="numbers that are no clocks"),
        pytest.param("mira_k (one): yes\nkofi (2): no\ntansy (three): well", id="brackets without a clock"),
        pytest.param("What grows here?\n" * 30 + log(SAID, "clock"), id="a few among others"),
    ],
)
def test_does_not_claim(text):
    """Times that stand otherwise, or a log quoted among other lines, are another shape."""
    assert SHAPE.sniff(text) == 0.0


def test_is_the_same_chat():
    """The sample gives the tweets, times, questions and repeats of the table."""
    assert_same(SAMPLE, options=Options(timezone="UTC"))


@pytest.mark.parametrize("form", FORMS)
def test_is_the_same_chat_in_every_form(form, tmp_path):
    """Each form of log gives the tweets, times, questions and repeats of the table, known by itself."""
    import chatlens

    [canon] = chatlens.load(CANON).analyses
    said = [(tweet.author, tweet.posted_at, tweet.text) for tweet in canon.timeline.tweets]
    path = tmp_path / "log.txt"
    path.write_text(log(said, form), encoding="utf-8")
    assert_same(path, options=Options(timezone="UTC", date=date(2021, 3, 23)))


@pytest.mark.parametrize("form", FORMS)
def test_reads_author_text_and_time(form):
    """Each form gives who said what and when; further lines belong to the message above."""
    reading = reading_of(SHAPE, log(SAID, form), Options(date=date(2021, 3, 23)))
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [(who, text) for who, _, text in SAID]
    found = [tweet.posted_at.replace(second=0, tzinfo=None) for tweet in reading.tweets]
    assert found == [when.replace(second=0) for _, when, _ in SAID]
    assert [(t.first_line, t.last_line) for t in reading.tweets] == [(1, 1), (2, 5), (6, 6), (7, 7)]
    assert reading.unread == ()


def test_comings_and_goings_are_unread():
    """What the program itself writes is no tweet."""
    lines = [
        "--- Log opened Tue Mar 23 19:58:00 2021",
        "19:59 -!- tansy_ibb [~t@example.org] has joined #gardenchat",
        "20:00 <mira_k> Q1: What is in your shed?",
        "20:01 * KofiAtPlot9 sits down",
        "20:02 < tansy_ibb> A heron",
        "--- Day changed Wed Mar 24 2021",
        "00:04 <mira_k> Night all",
    ]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(tweet.author, tweet.posted_at) for tweet in reading.tweets] == [
        ("mira_k", datetime(2021, 3, 23, 20, 0)),
        ("tansy_ibb", datetime(2021, 3, 23, 20, 2)),
        ("mira_k", datetime(2021, 3, 24, 0, 4)),
    ]
    dated, notice = "a heading with the date of what follows", "a line of the log that nobody says"
    assert [(unread.first_line, unread.reason) for unread in reading.unread] == [
        (1, dated),
        (2, notice),
        (4, notice),
        (6, dated),
    ]


def test_a_rare_form_is_words_of_a_message():
    """A log that somebody quotes is not taken apart."""
    said = [*SAID] * 3
    text = log(said, "clock") + "\nmira_k (7:00 PM): I said so before"
    assert reading_of(SHAPE, text).tweets[-1].text == "Night all\nmira_k (7:00 PM): I said so before"


def test_ambiguous_dates_are_not_guessed():
    """Where day and month cannot be told apart there are no times, and a note says so; a day that is given tells."""
    lines = ["[5/10/12 20:01] mira_k: Hello", "[5/10/12 20:02] kofi: Hm", "[5/10/12 20:03] mira_k: Night"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.posted_at for tweet in reading.tweets] == [None] * 3
    assert "day and month apart" in reading.notes[0].message
    given = reading_of(SHAPE, "\n".join(lines), Options(date=date(2012, 10, 4)))
    assert [t.posted_at.date() for t in given.tweets] == [date(2012, 10, 5)] * 3
    lines[2] = "[6/10/12 0:01] mira_k: Night"
    assert [t.posted_at.day for t in reading_of(SHAPE, "\n".join(lines)).tweets] == [5, 5, 6]


PIECES = st.sampled_from(
    [log(SAID, form).split("\n")[at] for form in FORMS for at in (0, 1, 4)]
    + ["8:02 PM", "[x] a:", "1 <", "Jun 9", "\t"]
)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=20)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_it(lines, end):
    """Whatever stands in the file, each line is read once."""
    text = end.join(lines)
    assert 0 <= SHAPE.sniff(text) <= 1
    assert_covers(reading_of(SHAPE, text), text)


@pytest.mark.parametrize(
    ("line", "author", "text"),
    [
        pytest.param("Old Tom (8:04 PM): A1: two words", "Old Tom", "A1: two words", id="behind"),
        pytest.param("[8:04 PM] Jo (she) W.: A1: one", "Jo (she) W.", "A1: one", id="brackets"),
        pytest.param("8:04 PM Ana María 🍎: A1: ha", "Ana María 🍎", "A1: ha", id="clock"),
        pytest.param("20:04 <Old Tom> A1: ha: ha", "Old Tom", "A1: ha: ha", id="angles"),
        pytest.param("05/12/15, 8:04 pm - Jan van der Berg: A1", "Jan van der Berg", "A1", id="date and dash"),
    ],
)
def test_names_may_have_several_words(line, author, text):
    """Who goes by a name and not by a handle has the message too, and it is not glued to the one above."""
    reading = reading_of(SHAPE, "\n".join([line, line]))
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [(author, text)] * 2


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("8:04 PM jo_w has quit: bye", id="somebody leaves"),
        pytest.param("8:04 PM: nobody", id="no author"),
        pytest.param("[8:04 PM] topic set by jo_w: sheds", id="the room's topic"),
    ],
)
def test_what_nobody_says(line):
    """A line with a clock that no name follows is no message, and belongs to none."""
    said = ["8:02 PM mira_k: Q1: What is in your shed?", line, "8:05 PM jo_w: A1: Tea"]
    reading = reading_of(SHAPE, "\n".join(said))
    assert [tweet.author for tweet in reading.tweets] == ["mira_k", "jo_w"]
    assert [unread.text for unread in reading.unread] == [line]


def test_a_meeting_and_what_was_said_in_it():
    """Programs for meetings name the author between From and to, and put the text below."""
    lines = [
        "20:02:15 From Pip Russet to Everyone:",
        "\tQ1: Which press?",
        "20:03:40  From jo_w  to  Everyone: A1: This",
    ]
    lines += ["20:04:00 From Jan van der Berg to Hosts and panelists:", "\tA1: That: the old one"]
    assert [(tweet.author, tweet.text) for tweet in reading_of(SHAPE, "\n".join(lines)).tweets] == [
        ("Pip Russet", "Q1: Which press?"),
        ("jo_w", "A1: This"),
        ("Jan van der Berg", "A1: That: the old one"),
    ]


def test_a_clock_in_a_message_of_a_dated_log():
    """Where messages have their day, a line that begins with a clock alone is words; the log's end is not."""
    lines = ["12/31/15 11:59 PM mira_k: Q1: Tea?", "1/1/16 12:01 AM jo_w: A1: See", "20:02 is when I", "came"]
    lines += ["1/1/16 12:02 AM mira_k: Bye", "Session Close: Fri Jan 01 00:03:00 2016"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.text for tweet in reading.tweets] == ["Q1: Tea?", "A1: See\n20:02 is when I\ncame", "Bye"]
    assert [unread.text for unread in reading.unread] == lines[-1:]


def test_the_foot_of_the_page_is_no_words_of_the_last_message():
    """What stands below a blank line at the end is the page's."""
    lines = [
        "8:02 PM mira_k: Q1: Tea?",
        "",
        "8:03 PM jo_w: A1: Yes",
        "and cake",
        "",
        "8:04 PM old_tom: A1: No",
        "",
        "Foot",
    ]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.text for tweet in reading.tweets] == ["Q1: Tea?", "A1: Yes\nand cake", "A1: No"]
    assert [unread.text for unread in reading.unread] == ["Foot"]
