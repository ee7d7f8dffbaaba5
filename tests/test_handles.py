"""The handles shape: "@handle: text", with the time on the next line or without."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens.models import Options
from chatlens.readers._asked import ASKED
from chatlens.readers.handles import SHAPE
from covering import assert_covers, reading_of
from same_chat import CANON, assert_same

SAMPLES = Path(__file__).parent.parent / "samples"
ALONE = ["@mira_k: Q1: What is in your shed?", "@KofiAtPlot9: A1: Three things:", "tea", "", "cake", "@tansy_ibb: Hm"]
TIMED = [
    "@mira_k: Q1: What is in your shed?",
    "September 12, 2012, 1:00 am",
    "@KofiAtPlot9: A1: Three things:",
    "tea",
    "September 12, 2012, 1:02 am via Web",
    "3 retweets 5 likes",
    "Load more",
    "@tansy_ibb: Night all",
    "September 12, 2012, 1:04 am",
]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(ALONE[:1], id="a single one"),
        pytest.param(["@mira_k: yes", "@mira_k: no", "@mira_k: well"], id="one who is answered"),
        pytest.param(["@mira_k yes", "@kofi no", "@tansy well"], id="answers without a colon"),
        pytest.param([*["What grows here? #gardenchat"] * 8, *ALONE[:3], ALONE[5]], id="colons, now and then"),
        pytest.param([f"{line} -8:59 PM Aug 18th, 2011" for line in ALONE[:2] + ALONE[5:]], id="times on the line"),
    ],
)
def test_does_not_claim(lines):
    """A text that only answers people, or has its times on the line, is another shape."""
    assert SHAPE.sniff("\n".join(lines)) == 0.0


RECAP = """Our chat on sheds

Last night we had the pleasure of talking about sheds, with and without a key.

Q1: What is in your shed?
Everybody had an answer to this one, and some had two. Mice were mentioned more often than mowers.

Star tweets:
@mira_k: Re: Q1: Mice and a mower
@KofiAtPlot9: Three things:
tea, cake and a chair
@tansy_ibb: a heron, once

On we went.

**Q2: Who has the key**

Here people were rather shy. See you all next week, with or without a key to your shed.

@mira_k: Q2: the caretaker
@tansy_ibb: Nobody knows
We thank them all.

The end.
"""


def test_a_recap_with_tweets_in_its_prose():
    """Where prose prevails, a tweet is its paragraph, and the prose is unread, its questions known."""
    assert 0.15 < SHAPE.sniff(RECAP) < 1
    reading = reading_of(SHAPE, RECAP)
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [
        ("mira_k", "Re: Q1: Mice and a mower"),
        ("KofiAtPlot9", "Three things:\ntea, cake and a chair"),
        ("tansy_ibb", "a heron, once"),
        ("mira_k", "Q2: the caretaker"),
        ("tansy_ibb", "Nobody knows\nWe thank them all."),
    ]
    assert [(one.name, one.text, one.line) for one in reading.headings] == [
        ("Q1", "What is in your shed?", 5),
        ("Q2", "Who has the key", 16),
    ]
    assert [one.reason for one in reading.unread if one.text.strip("*").startswith("Q")] == [ASKED, ASKED]
    assert_covers(reading, RECAP)


def test_an_author_alone_in_a_recap():
    """A text may stand below its author, behind an empty line."""
    lines = ["@mira_k:", "", "Mice", "", "Prose it was."] * 2 + ["More of it."] * 3
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [("mira_k", "Mice")] * 2
    assert_covers(reading, "\n".join(lines))


@pytest.mark.parametrize("line", ["A1: Mice and a mower", "Mice and a mower #gardenchat"])
def test_a_copied_page_is_no_recap(line):
    """Labels and hashtags in the other lines show that they are tweets: the handles are of people answered."""
    assert SHAPE.sniff("\n\n".join([*[line] * 9, *ALONE[:3], ALONE[5]])) == 0.0


def test_is_the_same_chat():
    """The sample gives the tweets, times, questions and repeats of the table."""
    assert_same(SAMPLES / "gardenchat.handles.txt", options=Options(timezone="UTC"))


def test_is_the_same_chat_without_times():
    """Authors alone give the same questions and repeats."""
    assert_same(SAMPLES / "gardenchat.handles-alone.txt", times=False)


def test_a_tweet_goes_down_to_its_time():
    """The time below a tweet is its own, with what the page counts; the next line of the page is not."""
    reading = reading_of(SHAPE, "\n".join(["Garden Chat", *TIMED]))
    assert [(t.first_line, t.last_line, t.author, t.text) for t in reading.tweets] == [
        (2, 3, "mira_k", "Q1: What is in your shed?"),
        (4, 7, "KofiAtPlot9", "A1: Three things:\ntea"),
        (9, 10, "tansy_ibb", "Night all"),
    ]
    assert [tweet.posted_at for tweet in reading.tweets] == [datetime(2012, 9, 12, 1, minute) for minute in (0, 2, 4)]
    assert [(unread.first_line, unread.reason) for unread in reading.unread] == [
        (1, "a line above the first tweet"),
        (8, "a line of the page, not of a tweet"),
    ]
    assert (reading.title, reading.notes) == ("Garden Chat", ())


def test_a_tweet_without_a_time_goes_down_to_the_next_author():
    """Its paragraphs belong to it."""
    reading = reading_of(SHAPE, "\n".join(ALONE))
    assert [(t.first_line, t.last_line, t.text) for t in reading.tweets] == [
        (1, 1, "Q1: What is in your shed?"),
        (2, 5, "A1: Three things:\ntea\n\ncake"),
        (6, 6, "Hm"),
    ]
    assert {tweet.posted_at for tweet in reading.tweets} == {None}


def test_a_lost_time_loses_nothing_else():
    """Where one tweet lacks its time, the others keep theirs."""
    reading = reading_of(SHAPE, "\n".join(TIMED[:1] + TIMED[2:]))
    assert [tweet.author for tweet in reading.tweets] == ["mira_k", "KofiAtPlot9", "tansy_ibb"]
    assert [tweet.posted_at is None for tweet in reading.tweets] == [True, False, False]


def test_a_date_between_tweets_is_a_heading():
    """Days alone are headings, which give the clocks below them their day."""
    lines = ["Friday, March 1, 2019", *ALONE[:2], "8:02 PM", "Saturday, March 2, 2019", ALONE[5], "8:04 PM"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.posted_at for tweet in reading.tweets] == [
        None,
        datetime(2019, 3, 1, 20, 2),
        datetime(2019, 3, 2, 20, 4),
    ]
    assert {unread.reason for unread in reading.unread} == {"a heading with the date of what follows"}


def test_days_alone_below_most_tweets_are_their_times():
    """Where no clock is written, a day below a tweet says when it was."""
    lines = [ALONE[0], "Aug 18th, 2011", ALONE[5], "Aug 19th, 2011"]
    assert [t.posted_at for t in reading_of(SHAPE, "\n".join(lines)).tweets] == [date(2011, 8, 18), date(2011, 8, 19)]


def test_clocks_need_a_day():
    """Clocks alone give no times, and a note says what would; with the day given they do."""
    text = "\n".join([ALONE[0], "11:58 PM", ALONE[5], "12:03 AM"])
    reading = reading_of(SHAPE, text)
    assert {tweet.posted_at for tweet in reading.tweets} == {None}
    assert "2 of 2 tweets have no time" in reading.notes[0].message
    given = reading_of(SHAPE, text, Options(date=date(2019, 3, 1)))
    assert [t.posted_at for t in given.tweets] == [datetime(2019, 3, 1, 23, 58), datetime(2019, 3, 2, 0, 3)]
    assert given.notes == ()


def test_a_chat_of_topics_has_the_same_questions():
    """Where the chat counts topics (T1) instead of questions, they are the table's questions."""
    [canon] = chatlens.load(CANON).analyses
    [topics] = chatlens.load(SAMPLES / "gardenchat.topics.txt").analyses
    asked = [[(q.name, q.text) for inquiry in one.inquiries for q in inquiry.questions] for one in (canon, topics)]
    assert asked[1] == [(name.replace("Q", "T"), text) for name, text in asked[0]]
    assert [t.author for t in topics.reading.tweets] == [t.author for t in canon.reading.tweets]


def test_topics_are_read_as_tweets():
    """A chat of topics names the author before the topic."""
    lines = ["@mira_k: TOPIC: Sheds", "@KofiAtPlot9: SHEDS: Three of them", "@mira_k: TOPIC: Keys"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(t.author, t.text) for t in reading.tweets][:2] == [
        ("mira_k", "TOPIC: Sheds"),
        ("KofiAtPlot9", "SHEDS: Three of them"),
    ]
    assert SHAPE.sniff("\n".join(lines)) == 1.0


LINES = st.lists(st.sampled_from([*ALONE, *TIMED, "@a:", "8:02 PM", "Jun 9", "@x: ", "\t"]) | st.text(max_size=20))


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_text_breaks_it(lines, end):
    """Whatever stands in the file, each line is read once."""
    text = end.join(lines)
    assert 0 <= SHAPE.sniff(text) <= 1
    assert_covers(reading_of(SHAPE, text), text)


def test_a_text_below_its_author_is_no_foot():
    """The last tweet keeps its text, also where that stands alone below an empty line."""
    reading = reading_of(SHAPE, "@a:\n\ntea")
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [("a", "tea")]


def test_questions_above_their_answers():
    """Where a blogger writes the question as a paragraph above the answers, it is nobody's tweet and no one's words."""
    lines = ["Our chat", "", "Q1: What is in your shed?", "", "@jo_w: Tea", "", "@old_tom: Cake,", "", "or two", ""]
    lines += ["Q2: And on it?", "", "@jo_w: Moss"]
    text = "\n".join(lines)
    reading = reading_of(SHAPE, text)
    assert [(tweet.author, tweet.text) for tweet in reading.tweets] == [
        (None, "Q1: What is in your shed?"),
        ("jo_w", "Tea"),
        ("old_tom", "Cake,\n\nor two"),
        (None, "Q2: And on it?"),
        ("jo_w", "Moss"),
    ]
    assert_covers(reading, text)


def test_a_tweet_may_list_the_questions():
    """A host who names several questions in paragraphs says them all."""
    lines = ["@mira_k: Tonight:", "", "Q1: Tea?", "", "Q2: Cake?", "", "@jo_w: A1: Yes", "@old_tom: A2: Yes"]
    assert reading_of(SHAPE, "\n".join(lines)).tweets[0].text == "Tonight:\n\nQ1: Tea?\n\nQ2: Cake?"


@pytest.mark.parametrize("lead", ["**{}**:", "- **{}**:", "**{}:**", "* {}:", "**{}** :"])
def test_marks_of_markdown_around_the_author(lead):
    """Lists and bold names are how notes programs write the same."""
    said = [("@mira_k", "Q1: Tea?"), ("@jo_w", "A1: Yes"), ("@old_tom", "A1: No")]
    reading = reading_of(SHAPE, "\n".join(f"{lead.format(who)} {text}" for who, text in said))
    assert [(f"@{tweet.author}", tweet.text) for tweet in reading.tweets] == said


def test_a_list_of_people_in_a_tweet_is_its_words():
    """Where authors stand plain, those behind an item's mark are named by a tweet."""
    said = [f"@{who}: A1: Yes" for who in ("jo_w", "old_tom", "_x1", "jo_w", "old_tom")]
    lines = ["@mira_k: Thanks to", "- @jo_w: for tea", *said]
    assert reading_of(SHAPE, "\n".join(lines)).tweets[0].text == "Thanks to\n- @jo_w: for tea"


def test_a_list_of_questions_above_is_the_page_s():
    """A head that lists all questions is no tweet."""
    lines = ["Q1: Tea?", "Q2: Cake?", "", "@jo_w: A1: Yes", "@old_tom: A2: Yes", "@jo_w: A2: No"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.author for tweet in reading.tweets] == ["jo_w", "old_tom", "jo_w"]


def test_the_foot_of_the_page_is_no_words_of_the_last_tweet():
    """What stands below a blank line at the end is the page's, unless other tweets have blank lines inside."""
    lines = ["@mira_k: Q1: Tea?", "", "@jo_w: A1: Yes", "and cake", "", "@old_tom: A1: No", "", "Privacy policy"]
    assert reading_of(SHAPE, "\n".join(lines)).tweets[-1].text == "A1: No"
    lines[3:4] = ["", "and cake"]
    assert reading_of(SHAPE, "\n".join(lines)).tweets[-1].text == "A1: No\n\nPrivacy policy"


def test_a_question_on_the_line_below_a_tweet_is_its_words():
    """Without a blank line above any of its lines a tweet has no paragraph that could be the page's question."""
    lines = ["@mira_k: A1: Yes", "@jo_w: A1: No", "Q2: Cake?"]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [tweet.text for tweet in reading.tweets] == ["A1: Yes", "A1: No\nQ2: Cake?"]
