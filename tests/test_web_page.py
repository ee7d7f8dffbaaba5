"""X's and Twitter's web page, copied whole: heads of tweets, the page's own lines, quoted tweets, counts."""

from __future__ import annotations

import re
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options, Reading, Source
from chatlens.readers import web_page
from chatlens.sources import split_lines
from same_chat import assert_same

SAMPLES = Path(__file__).parent.parent / "samples"
MIRA = ["Mira Kestle", "@mira_k", "·", "Jun 9, 2018"]
KOFI = ["Kofi (Plot 9)", "@KofiAtPlot9", "·", "Jun 9, 2018"]
OLD = ["Mira Kestle\u200f @mira_k 9 Jun 2018", "More"]


def reading(*lines: str, options: Options | None = None) -> Reading:
    """The lines, read as a web page."""
    return web_page.read(Source("a.txt", "a", "\n".join(lines), "utf-8"), options or Options())


def page(*body: str) -> Reading:
    """A page of three tweets of the new layout, the second with these lines below its head."""
    return reading(*MIRA, "Q1: Why mulch? #gardenchat", *KOFI, *body, *MIRA, "Q2: Why not? #gardenchat")


def test_new_page_is_the_same_chat():
    """The page since 2019 gives the same chat; handles at a reply's start stand in its reply mark, and a quoted tweet
    is known as a copy."""
    sample = SAMPLES / "gardenchat.web-page.txt"
    assert_same(sample, days=True, copies=1, texts=lambda text: re.sub(r"^@\w+ ", "", text))


def test_old_page_is_the_same_chat():
    """The page of 2012 to 2018 gives the same chat."""
    assert_same(SAMPLES / "gardenchat.old-web-page.txt", days=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n".join([*MIRA, "Q1: Why mulch?", *KOFI, "A1: Worms"]), id="two tweets"),
        pytest.param("Join @mira_k Jun 9 #gardenchat\nA1: Worms #gardenchat\n" * 2, id="a date behind a mention"),
        pytest.param("mira_k\nJan 3 @ 8:00 PM EST\nQ1: Why mulch?\n" * 5, id="archive page"),
        pytest.param("@mira_k: Q1: Why mulch?\nSeptember 12, 2012, 1:00 am\n" * 5, id="time after the tweet"),
        pytest.param("2:03 PM\nMira Kestle @mira_k\nQ1: Why mulch?\n" * 5, id="time before the tweet"),
        pytest.param("Q1: Why mulch?\n— Mira Kestle (@mira_k) June 9, 2018\n" * 5, id="recap"),
        pytest.param("8:02 PM mira_k: Why mulch?\n" * 5, id="chat log"),
    ],
)
def test_other_shapes_are_not_claimed(text):
    """Nothing without name, handle and date above several tweets is this page."""
    assert web_page.sniff(text) == 0


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        (["Mira Kestle", "@mira_k", "·", "Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle", "@mira_k", "·Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle", "@mira_k · Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle", "", "@mira_k", "", "·", "", "9 Jun 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle", "🌱", "@mira_k", "·", "Jun 9, 2018"], "Mira Kestle 🌱", date(2018, 6, 9)),
        (["Mira Kestle", "Verified account", "@mira_k", "·", "Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle@mira_k·Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle\u200f @mira_k Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle\u200fVerified account @mira_k 9 Jun 2018", "More"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle @mira_k · Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
        (["Mira Kestle\u200f @mira_k 23h23 hours ago", "More"], "Mira Kestle", None),
        (["Mira Kestle", "@mira_k", "·", "23h"], "Mira Kestle", None),
        (["Kofi Retweeted", "Mira Kestle", "@mira_k", "·", "Jun 9, 2018"], "Mira Kestle", date(2018, 6, 9)),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, list) else "",
)
def test_heads(head, name, day):
    """Every way in which the pages print the head of a tweet is read whole."""
    found = reading(*[line for n in range(3) for line in (*head, f"A{n}: Worms #gardenchat", "1", "2", "3")])
    assert [(tweet.author, tweet.name, tweet.posted_at) for tweet in found.tweets] == [("mira_k", name, day)] * 3
    assert [tweet.text for tweet in found.tweets] == [f"A{n}: Worms #gardenchat" for n in range(3)]
    assert found.unread == ()


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (["Worms", "12", "3", "45"], "Worms"),
        (["Worms", "", "12", "3", "45", "1.2K"], "Worms"),
        (["Worms", "0 replies 3 retweets 5 likes", "Reply  Retweet 3  Like 5"], "Worms"),
        (["Worms", "Show more", "Translate post", "GIF", "ALT", "12", "Show this thread"], "Worms"),
        (["Promoted", "Worms", "Quote"], "Worms"),
        (["More", "Worms", "View 2 more replies", "From example.org"], "Worms"),
        (["Worms", "8:05 PM · Jun 9, 2018 · Web App", "3 Retweets", "5 Likes"], "Worms"),
        (["How to:", "More", "mulch"], "How to:\nMore\nmulch"),
        (["Countdown", "3", "2", "1", "mulch!"], "Countdown\n3\n2\n1\nmulch!"),
        (["Worms", "", "and beetles"], "Worms\n\nand beetles"),
        (["Ask ", "@mira_k", " about worms"], "Ask @mira_k about worms"),
        (["Ask", "@mira_k", ", she knows (and so does", "@tobo", ")"], "Ask @mira_k, she knows (and so does @tobo)"),
        (["RT ", "@mira_k", ": Q1: Why mulch?"], "RT @mira_k: Q1: Why mulch?"),
        (["More like", "this please"], "More like\nthis please"),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, list) else "",
)
def test_texts(below, text):
    """What the page prints around a text is in the tweet's span, not in its text; a text's own words stay in it."""
    found = page(*below)
    assert [tweet.text for tweet in found.tweets][1] == text
    assert len(found.tweets) == 3
    assert found.unread == ()
    assert (found.tweets[1].first_line, found.tweets[1].last_line) == (6, 9 + len(below))


@pytest.mark.parametrize(
    ("marks", "handles"),
    [
        (["Replying to ", "@mira_k"], ("mira_k",)),
        (["Replying to ", "@mira_k", " and ", "@tobo"], ("mira_k", "tobo")),
        (["Replying to @mira_k, @tobo and 3 others"], ("mira_k", "tobo")),
        (["Replying to", "@mira_k", "@tobo", "and", "2 others"], ("mira_k", "tobo")),
        (["In reply to Mira Kestle"], ()),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, list) else "",
)
def test_reply_marks(marks, handles):
    """The page says whom a tweet answers."""
    found = page(*marks, "Worms do", "1")
    assert (found.tweets[1].text, found.tweets[1].reply_to) == ("Worms do", handles)


@pytest.mark.parametrize(
    ("below", "retweets", "likes"),
    [
        (["12", "3", "45"], 3, 45),
        (["12", "1.2K", "3,456", "1.5M"], 1200, 3456),
        (["12", "3"], None, None),
        (["2 replies 3 retweets 5 likes", "Reply 2  Retweet 3  Like 5"], 3, 5),
        (["Reply 2  Retweet 3  Like 5"], 3, 5),
        (["1 retweet 1 favorite"], 1, 1),
        (["Reply Retweet Like"], None, None),
    ],
    ids=lambda value: "/".join(value) if isinstance(value, list) else "",
)
def test_counts(below, retweets, likes):
    """Counts are taken where it is certain which they are."""
    tweet = page("Worms", *below).tweets[1]
    assert (tweet.retweets, tweet.likes) == (retweets, likes)


def test_quoted_tweet_of_the_new_page():
    """A quoted tweet is a tweet of its own below the one that quotes it; the counts below it are the other's."""
    found = page("This! #gardenchat", "Quote", *MIRA[:2], "·", "May 1, 2017", "Why mulch?", "1", "2", "3")
    assert [tweet.text for tweet in found.tweets][1:3] == ["This! #gardenchat", "Why mulch?"]
    quoting, quoted = found.tweets[1:3]
    assert (quoting.retweets, quoting.likes) == (2, 3)
    assert (quoted.author, quoted.posted_at, quoted.likes) == ("mira_k", date(2017, 5, 1), None)
    assert (quoting.last_line + 1, quoted.last_line) == (quoted.first_line, 19)


def test_quoted_tweet_of_the_old_page():
    """Below "... added," stands a quoted tweet without a date."""
    quoting = [
        "Kofi\u200f @KofiAtPlot9 9 Jun 2018",
        "More",
        "This!",
        "Kofi added,",
        "Mira Kestle @mira_k",
        "Why mulch?",
    ]
    found = reading(*OLD, "Why mulch?", "1 like", *quoting, "2 retweets 3 likes", *OLD, "Thanks!")
    assert [tweet.text for tweet in found.tweets] == ["Why mulch?", "This!", "Why mulch?", "Thanks!"]
    assert [tweet.author for tweet in found.tweets] == ["mira_k", "KofiAtPlot9", "mira_k", "mira_k"]
    assert [tweet.likes for tweet in found.tweets] == [1, 3, None, None]


def test_the_tweet_that_a_page_is_about():
    """The date of a page's main tweet stands below its text."""
    found = reading(
        "Mira Kestle", "@mira_k", "Why mulch?", "8:05 PM · Jun 9, 2018", "1", *KOFI, "Worms", *KOFI, "Beetles"
    )
    assert [tweet.text for tweet in found.tweets] == ["Why mulch?", "Worms", "Beetles"]
    assert found.tweets[0].posted_at == datetime(2018, 6, 9, 20, 5)
    assert found.tweets[0].name == "Mira Kestle"


def test_boxes_of_the_page_are_unread():
    """What stands before the first tweet, and boxes between and below tweets, are reported."""
    box = ["Who to follow", "Tobo", "@tobo", "Follow"]
    found = reading("Home", "Top", *MIRA, "Q1", *box, *KOFI, "A1", *MIRA, "Q2", "Trends for you", "#mulch")
    assert [tweet.text for tweet in found.tweets] == ["Q1", "A1", "Q2"]
    assert [unread.text.split("\n") for unread in found.unread] == [["Home", "Top"], box, ["Trends for you", "#mulch"]]
    assert {unread.reason for unread in found.unread} == {"a line of the page, not of a tweet"}


def test_a_tweet_without_text_is_unread():
    """A tweet of a picture alone is reported, not lost."""
    found = page("Image", "1", "2", "3")
    assert len(found.tweets) == 2
    assert [(unread.first_line, unread.last_line, unread.reason) for unread in found.unread] == [
        (6, 13, "a tweet without text")
    ]


def test_years_left_out():
    """A day without its year is next to the other tweets' days, or in the user's year; else it is noted."""
    bare = ["Kofi", "@KofiAtPlot9", "·", "Jan 2"]
    assert reading(*MIRA[:3], "Dec 30, 2018", "Q1", *bare, "A1", *bare, "A2").tweets[1].posted_at == date(2019, 1, 2)
    alone = [*bare, "A1", *bare, "A2", *bare, "A3"]
    assert reading(*alone, options=Options(date=date(2017, 2, 1))).tweets[0].posted_at == date(2017, 1, 2)
    found = reading(*alone)
    assert [tweet.posted_at for tweet in found.tweets] == [None] * 3
    assert "--date" in found.notes[0].advice


def test_a_mention_with_a_date_is_no_head():
    """One line of a tweet that looks like a head is not one where all others look different."""
    text = [line for _ in range(6) for line in (*MIRA, "Q1: Why mulch? #gardenchat", "1")]
    found = reading(*text, *KOFI, "Come to", "the meeting with @mira_k Jun 9", "#gardenchat")
    assert found.tweets[-1].text == "Come to\nthe meeting with @mira_k Jun 9\n#gardenchat"


PIECES = (
    *MIRA,
    *KOFI[:2],
    *OLD,
    *("Kofi added,", "Quote", "Replying to", "@tobo", "and", "12", "1.2K", "0 replies 3 retweets 5 likes", "Show more"),
    *(
        "8:05 PM · Jun 9, 2018",
        "Who to follow",
        "",
        " ",
        "Worms #gardenchat",
        "Kofi Retweeted",
        "23h",
        "x" * 300,
        "\u200f",
    ),
)


@settings(deadline=None, max_examples=200)
@given(
    lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_no_line_is_lost_or_read_twice(lines, end):
    """In any text each line that is not blank lies in exactly one tweet or unread span."""
    text = end.join(lines)
    assert 0 <= web_page.sniff(text) <= 1
    found = web_page.read(Source("a.txt", "a", text, "utf-8"), Options())
    covered = [
        line for record in (*found.tweets, *found.unread) for line in range(record.first_line, record.last_line + 1)
    ]
    assert len(covered) == len(set(covered))
    assert {n for n, line in enumerate(split_lines(text), start=1) if line.strip()} <= set(covered)
    assert all(tweet.text.strip() for tweet in found.tweets)


@pytest.mark.parametrize(
    "piece",
    [
        "@a\n",
        "@a ",
        "@a Jun 9, 2018 ",
        "1 ",
        "8:05 PM · Jun 9, 2018\n",
        "Replying to\n@a\n",
        "\n",
        "Kofi added,\n",
        "1\n",
    ],
    ids=repr,
)
def test_reading_takes_linear_time(piece):
    """Twice the text takes about twice the time."""

    def seconds(count: int) -> float:
        text = "\n".join([*MIRA, "Q1", *KOFI, "A1", *MIRA, piece * count])
        before = time.process_time()
        web_page.sniff(text)
        reading(text)
        return time.process_time() - before

    once, twice = min(seconds(8_000) for _ in range(2)), min(seconds(16_000) for _ in range(2))
    assert twice < 3.5 * once + 0.05


@pytest.mark.parametrize(
    ("stamp", "when"),
    [
        pytest.param("5. Juni 2018", date(2018, 6, 5), id="German"),
        pytest.param("5 de jun. de 2018", date(2018, 6, 5), id="Portuguese"),
        pytest.param("5 juin 2018", date(2018, 6, 5), id="French"),
        pytest.param("5 giu 2018", date(2018, 6, 5), id="Italian"),
        pytest.param("2018年6月5日", None, id="one that is not read"),
        pytest.param("vor 3 Std.", None, id="ago"),
    ],
)
def test_pages_in_other_languages(stamp, when):
    """What stands behind the dot is a date in any language: the tweet is not glued to the one above."""
    tora = ["Tora", "@tora_t", "·", stamp, "Antwort an", "@mira_k", "A1: Würmer"]
    tweets = reading(*MIRA, "Q1: Why mulch?", *tora, *KOFI, "A1: Worms").tweets
    assert [tweet.author for tweet in tweets] == ["mira_k", "tora_t", "KofiAtPlot9"]
    assert (tweets[1].text, tweets[1].posted_at, tweets[1].reply_to) == ("A1: Würmer", when, ("mira_k",))
    line = reading(*MIRA, "Q1: Why mulch?", f"Tora @tora_t · {stamp}" if when else "Tora @tora_t · 5 juin", "A1: Ha")
    assert [tweet.author for tweet in line.tweets] == ["mira_k", "tora_t"]


def test_advertisements_are_no_tweets():
    """What somebody paid for stands among the tweets; it is unread and glued to none."""
    paid = ["Cider Co", "@ciderco", "·", "Promoted", "Buy cider", "Ad"]
    found = page("A1: Worms", "3", *paid)
    assert [tweet.text for tweet in found.tweets] == [
        "Q1: Why mulch? #gardenchat",
        "A1: Worms",
        "Q2: Why not? #gardenchat",
    ]
    assert [(unread.text, unread.reason) for unread in found.unread] == [("\n".join(paid), "an advertisement")]


def test_words_like_a_head_below_a_head_are_the_tweet():
    """A reply that ends in a mention and a day has both in its text."""
    lines = ["Mira @mira_k Jun 9, 2018", "Q1: Why mulch?", "Tom @old_tom Jun 9, 2018", "@mira_k A1: Ask @jo_w Jun 10"]
    lines += ["Jo @jo_w Jun 9, 2018", "A1: Worms", "You reposted"]
    assert [tweet.text for tweet in reading(*lines).tweets] == ["Q1: Why mulch?", lines[3], "A1: Worms"]


def test_thousands_in_other_languages():
    """ "12 mil" and "1,2 Tsd." are counts, not words of the tweet."""
    tweet = page("A1: Worms", "3", "1,2 Tsd.", "12 mil").tweets[1]
    assert (tweet.text, tweet.retweets, tweet.likes) == ("A1: Worms", 1200, 12_000)


def test_actions_on_one_line_are_the_page_s():
    """The pages of 2012 to 2014 print what can be done, and who retweeted, below the text."""
    lines = ["Mira \u200f@mira_k 9 Jun 2014", "Q1: Why mulch?", "Expand Reply Retweet Favorite More"]
    lines += [
        "Jo \u200f@jo_w 9 Jun 2014",
        "A1: Worms",
        "Retweeted by Mira",
        "View conversation Reply Retweet Favorite More",
    ]
    lines += ["Tom \u200f@old_tom 9 Jun 2014", "A1: View it", "Expand Collapse", "4:05 PM - 9 Jun 2014 · Details"]
    assert [tweet.text for tweet in reading(*lines).tweets] == ["Q1: Why mulch?", "A1: Worms", "A1: View it"]
