"""The markdown shape: authors in headings, tweets as quotes, and what stands between them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.readers.markdown import SHAPE
from covering import assert_covers, reading_of
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.transcript.md"


def tweet(handle: str, text: str, number: int = 1, name: str = "", time: str = "") -> list[str]:
    """The lines of a tweet."""
    head = f"### [@{handle}](https://twitter.com/{handle}) {name}".strip()
    quote = f"[{text}](https://twitter.com/{handle}/status/{number})".split("\n")
    return [head, "", *([time, ""] if time else []), *(f"> {line}" for line in quote), ""]


def reading(*lines: str):
    """These lines, read as Markdown."""
    return reading_of(SHAPE, "\n".join(lines))


def test_is_the_same_chat():
    """The sample gives the tweets, questions and repeats of the table."""
    assert_same(SAMPLE)


def test_reads_all_that_the_page_says():
    """Handle, display name, time, text, id and address of a tweet."""
    [found] = reading(*tweet("mira_k", "Q1: Why?", 42, r"\<Mira\>", "*2020-02-07 18:31:00Z*")).tweets
    assert (found.author, found.name, found.text) == ("mira_k", "Mira", "Q1: Why?")
    assert found.posted_at == datetime(2020, 2, 7, 18, 31, tzinfo=UTC)
    assert (found.tweet_id, found.tweet_url) == ("42", "https://twitter.com/mira_k/status/42")
    assert (found.first_line, found.last_line) == (1, 5)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"\<Mira Kestle\>", "Mira Kestle"),
        ("<Mira Kestle>", "Mira Kestle"),
        ("Mira Kestle", "Mira Kestle"),
        (r"\<Mira \<3 \#soil\_\*\>", "Mira <3 #soil_*"),
        (r"\<Kofi [Plot 9](east)\>", "Kofi [Plot 9](east)"),
        (r"\<\>", None),
        ("", None),
    ],
)
def test_display_names_are_unescaped(written, name):
    """A name stands without the angle brackets around it and without escapes."""
    assert reading(*tweet("mira_k", "Hello", name=written)).tweets[0].name == name


@pytest.mark.parametrize(
    ("quote", "text", "identity"),
    [
        pytest.param(["[Dig](https://x.com/a/status/7)"], "Dig", "7", id="linked"),
        pytest.param(["[Dig (deep) [now]](https://x.com/a/status/7)"], "Dig (deep) [now]", "7", id="brackets inside"),
        pytest.param(["[One", "", "two](https://x.com/a/status/7?s=20)"], "One\n\ntwo", "7", id="several lines"),
        pytest.param(["Just words"], "Just words", None, id="no link"),
        pytest.param(["[a](https://e.org) b"], "[a](https://e.org) b", None, id="a link inside"),
        pytest.param(["[a](https://e.org/b)"], "[a](https://e.org/b)", None, id="no tweet's address"),
        pytest.param([r"A \#tag and 3 \* 4", r"¯\_(ツ)_/¯"], "A #tag and 3 * 4\n¯\\_(ツ)_/¯", None, id="escapes"),
    ],
)
def test_texts_and_addresses_are_taken_apart(quote, text, identity):
    """The quote is the text; a link around all of it with a tweet's address names the tweet."""
    [found] = reading("### [@mira_k](https://twitter.com/mira_k)", *(f"> {line}" for line in quote)).tweets
    assert (found.text, found.tweet_id) == (text, identity)


def test_a_date_heading_counts_for_all_that_follow():
    """Tweets without a time have the day of the heading above them; a clock is of that day."""
    found = reading(
        "# Garden Chat",
        "## Friday, March 1, 2019",
        *tweet("mira_k", "One"),
        *tweet("mira_k", "Two", time="_6:31 PM UTC_"),
        "## Saturday, March 2, 2019",
        *tweet("mira_k", "Three"),
    )
    expected = [date(2019, 3, 1), datetime(2019, 3, 1, 18, 31, tzinfo=UTC), date(2019, 3, 2)]
    assert [tweet.posted_at for tweet in found.tweets] == expected
    assert found.title == "Garden Chat"
    assert [unread.reason for unread in found.unread] == [
        "a heading of the page",
        "a heading with the date of the tweets below it",
        "a heading with the date of the tweets below it",
    ]


def test_links_and_pictures_below_a_quote_are_the_tweets():
    """Links that the page took out of a text stand at its end again; pictures are of the page."""
    below = ["+ [https://example.org/a](https://example.org/a)", "", "![media](https://e.org/p.jpg)"]
    found = reading(*tweet("mira_k", "Look"), *below, "", "- a list item", "- [x](y) z")
    assert found.tweets[0].text == "Look https://example.org/a"
    assert found.tweets[0].last_line == 7
    assert [unread.first_line for unread in found.unread] == [9]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(["This follows one hashtag."], "prose between the tweets", id="prose"),
        pytest.param(["> A motto"], "prose between the tweets", id="a quote without author"),
        pytest.param(["## Guests"], "a heading of the page", id="a heading"),
        pytest.param(tweet("mira_k", "")[:1], "an author's heading without a tweet below it", id="an author alone"),
    ],
)
def test_what_is_no_tweet_is_unread(lines, reason):
    """Prose and headings are reported and end no tweet before its time."""
    found = reading(*tweet("mira_k", "One"), *lines, "", *tweet("tansy_ibb", "Two"))
    assert [tweet.text for tweet in found.tweets] == ["One", "Two"]
    assert [unread.reason for unread in found.unread] == [reason]


def test_a_quote_without_words_is_no_tweet():
    """A picture's tweet has no text to place; its lines are reported."""
    found = reading(*tweet("mira_k", ""), *tweet("tansy_ibb", "Two"))
    assert [tweet.text for tweet in found.tweets] == ["Two"]
    assert [unread.first_line for unread in found.unread] == [1, 3]


def test_two_authors_are_no_structure():
    """A page with one or two such headings is something else."""
    assert SHAPE.sniff("\n".join(tweet("mira_k", "One") * 2)) == 0.0


PIECES = (
    *tweet("mira_k", "Q1: Why?", 42, r"\<Mira\>", "*2020-02-07 18:31:00Z*"),
    *("# Chat", "## Friday, March 1, 2019", "+ [a](https://e.org)", "![a](b)", ">", "> [](https://x.com/a/status/7)"),
    *("> [a", "> b](https://x.com/a/status/7)", "prose", "  ", "*25:99*", "[](", "> ](", "### [@]()", "\ud83d"),
)


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30))
def test_no_line_is_lost_or_read_twice(lines):
    """Whatever the lines, each is in one tweet or unread, and the sniffer gives a share."""
    text = "\n".join(lines)
    assert_covers(reading_of(SHAPE, text), text)
    assert 0 <= SHAPE.sniff(text) <= 1


def test_a_heading_may_link_a_name():
    """Where the heading shows the name, the handle is that of the page which it links."""
    lines = [
        *("### [Pip Russet](https://x.com/pip_russet)", "> Q1: Which press?", ""),
        *("### [Tom](https://twitter.com/old_tom)", "> A1: The small one", ""),
        *("### [@jo_w](https://twitter.com/jo_w) Jo", "> A1: The old one https://cider.example/1"),
        *(
            "+ [https://cider.example/1](https://cider.example/1)",
            "+ [https://cider.example/12](https://cider.example/12)",
        ),
    ]
    reading = reading_of(SHAPE, "\n".join(lines))
    assert [(tweet.author, tweet.name) for tweet in reading.tweets] == [
        ("pip_russet", "Pip Russet"),
        ("old_tom", "Tom"),
        ("jo_w", "Jo"),
    ]
    assert reading.tweets[2].text == "A1: The old one https://cider.example/1 https://cider.example/12"


def test_a_heading_that_links_something_else_is_none():
    """A link to a page that is nobody's does not make an author of its words."""
    lines = ["### [The old press](https://cider.example/old)", "> A quotation"] * 3
    assert SHAPE.sniff("\n".join(lines)) == 0.0
