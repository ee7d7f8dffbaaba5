"""Saved web pages: walls, stories and Twitter's own pages; other pages are answered with what to do instead."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import readers
from chatlens.errors import ShapeError
from chatlens.models import Options, Reading, Source
from chatlens.readers import HEAD, html_page
from chatlens.readers._asked import ASKED
from chatlens.readers._html_cards import BUILDS, Page
from chatlens.readers._html_tokens import tokens
from chatlens.sources import split_lines
from covering import assert_covers
from same_chat import assert_same

SAMPLES = Path(__file__).parent.parent / "samples"
AT = datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC)

EMBEDDED = """<blockquote class="twitter-tweet" data-lang="en"><p lang="en" dir="ltr">A1: Tea &amp;<br>beans
<a href="https://twitter.com/hashtag/gardenchat?src=hash">#gardenchat</a> <a href="https://t.co/x1">https://t.co/x1</a>
</p>&mdash; Dun (the) Oak (@dun_oakhey) <a href="https://twitter.com/dun_oakhey/status/7?ref_src=x">May 1, 2024</a>
</blockquote>
"""
WALL = """<article class="tweet">
<img class="avatar" src="a.jpg">
<a href="http://twitter.com/dun_oakhey" class="name">Dun (the) Oak</a><br>
<span class="username">dun_oakhey</span><br>
<span class="text">A1: Tea &amp;
beans <a href="https://twitter.com/search?q=%23gardenchat&src=hash">#gardenchat</a> https://t.co/x1</span><br>
<footer>2 Retweets<br>
<a href="http://twitter.com/dun_oakhey/status/7"><time>Wed May 01 20:15:30 +0000 2024</time></a></footer>
</article>
"""
X = """<article data-testid="tweet" role="article"><div data-testid="User-Name">
<a href="/dun_oakhey"><span>Dun (the) Oak</span></a><a href="/dun_oakhey">@dun_oakhey</a>
<a href="/dun_oakhey/status/7"><time datetime="2024-05-01T20:15:30.000Z">May 1</time></a></div>
<div data-testid="tweetText" dir="auto"><span>A1: Tea &amp;
beans </span><a href="/hashtag/gardenchat">#gardenchat</a>
<a href="https://t.co/x1"><span>https://</span>beds.exam<span>…</span></a></div>
<div><div data-testid="tweetText"><span>A quoted tweet</span></div></div>
<div role="group" aria-label="3 replies, 2 reposts, 4 likes"><a href="/dun_oakhey/status/7/analytics">9</a></div>
</article>
"""
OLD = """<div class="tweet js-stream-tweet" data-tweet-id="7" data-screen-name="dun_oakhey" data-name="Dun (the) Oak">
<strong class="fullname">Dun (the) Oak</strong>
<a class="tweet-timestamp" href="/dun_oakhey/status/7"><span class="_timestamp" data-time="1714594530">1 May</span></a>
<p class="TweetTextSize js-tweet-text tweet-text" lang="en">A1: Tea &amp;
beans <a href="/hashtag/gardenchat?src=hash"><s>#</s><b>gardenchat</b></a> <a href="https://t.co/x1"><span>beds.exam</span
><span class="tco-ellipsis">…</span></a></p><div>1 reply 2 retweets 4 likes</div></div>
"""
STORIFY = """<div class="s-element-content"><blockquote class="s-tweet-text">A1: Tea &amp;<br/>beans #gardenchat
https://t.co/x1</blockquote>
<div><span class="s-author-name">Dun (the) Oak</span> <a href="https://twitter.com/dun_oakhey">@dun_oakhey</a>
<a href="https://twitter.com/dun_oakhey/status/7"><time datetime="2024-05-01T20:15:30Z">a year ago</time></a></div>
</div>
"""


def page(body: str) -> str:
    """A page of this body."""
    return f"<!DOCTYPE html>\n<html>\n<head><title>Sheds\n for all</title></head>\n<body>\n{body}</body>\n</html>\n"


def reading(text: str, options: Options | None = None) -> Reading:
    """The text, read as a web page."""
    return html_page.read(Source("a.html", "a", text, "utf-8"), options or Options())


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param("<3 #gardenchat\n" * 20, id="hearts"),
        pytest.param("20:02:15 <mira_k> A1: Beans\n" * 20, id="a chat log"),
        pytest.param("<mira_k> A1: Beans\n" * 20, id="a chat log without times"),
        pytest.param("A page begins with <html> and <body>.\n", id="prose on pages"),
        pytest.param('# Garden\n<blockquote class="twitter-tweet">\n' * 5, id="a text with pieces in it"),
        pytest.param("<!--" * 15_000, id="comments never closed"),
        pytest.param("<!-- x --> " * 5_000, id="comments alone"),
        pytest.param("<div " * 12_000, id="tags never closed"),
    ],
)
def test_other_texts_are_no_pages(head):
    """What only has an angle bracket in it is not claimed."""
    assert html_page.sniff(head) == 0.0


@pytest.mark.parametrize("path", [p for p in sorted(SAMPLES.iterdir()) if p.is_file()], ids=lambda p: p.name)
def test_samples_are_told_apart(path: Path):
    """Saved pages are claimed whole, and no other sample is."""
    head = path.read_text(encoding="utf-8", errors="replace")[:HEAD]
    assert html_page.sniff(head) == (1.0 if path.suffix == ".html" else 0.0)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(page(""), id="a doctype"),
        pytest.param("\ufeff\n<HTML lang=en>", id="capitals"),
        pytest.param('<?xml version="1.0"?>\n<!-- saved from -->\n<!-- url=x -->\n<html>', id="comments in front"),
        pytest.param(EMBEDDED * 3, id="pieces of a page"),
        pytest.param(WALL * 3, id="pieces of a wall"),
    ],
)
def test_pages_are_known(head):
    """A page is known by how it begins, a piece of one by its tweets."""
    assert html_page.sniff(head) == 1.0


@pytest.mark.parametrize(
    ("body", "posted_at"),
    [
        pytest.param(EMBEDDED, date(2024, 5, 1), id="embedded"),
        pytest.param(EMBEDDED.replace(' class="twitter-tweet"', ""), date(2024, 5, 1), id="embedded without a class"),
        pytest.param(WALL, AT, id="wall"),
        pytest.param(X, AT, id="X"),
        pytest.param(OLD, AT, id="Twitter"),
        pytest.param(STORIFY, AT, id="Storify"),
    ],
)
def test_tweets_are_read_from_known_builds(body, posted_at):
    """Text with its line breaks and whole links, author, name, time, id and counts, from each build of page."""
    found = reading(page(body + "<p>And then:</p>\n" + body))
    assert len(found.tweets) == 2
    tweet = found.tweets[0]
    assert " ".join(tweet.text.split()) == "A1: Tea & beans #gardenchat https://t.co/x1"
    assert tweet.text.startswith("A1: Tea &\nbeans")
    assert (tweet.author, tweet.tweet_id, tweet.posted_at) == ("dun_oakhey", "7", posted_at)
    assert tweet.tweet_url == "https://twitter.com/dun_oakhey/status/7"
    assert (tweet.first_line, tweet.last_line) == (6, 5 + body.count("\n"))
    assert tweet.name == "Dun (the) Oak"
    assert (tweet.likes, tweet.retweets) == {X: (4, 2), OLD: (4, 2), WALL: (None, 2)}.get(body, (None, None))
    assert [unread.reason for unread in found.unread] == [html_page.HEAD, html_page.BETWEEN, html_page.FOOT]
    assert found.title == "Sheds for all"


def test_the_wall_is_the_same_chat():
    """A wall made by twarc gives what the table of the same chat gives."""
    assert_same(SAMPLES / "gardenchat.wall.html")


def test_the_story_is_the_same_chat():
    """A story of embedded tweets gives it too, with days for times."""
    assert_same(SAMPLES / "gardenchat.story.html", days=True)


def test_search_page_is_the_same_chat():
    """Twitter's own page of 2018, saved, gives the tweets, questions and repeats of the table, and a quoted tweet."""
    assert_same(SAMPLES / "gardenchat.search-page.html", copies=1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(page("<p>Beans grow. #gardenchat</p>\n" * 20), id="a blog post"),
        pytest.param(page("<blockquote><p>Beans grow.</p>— a book</blockquote>\n" * 20), id="quotations"),
        pytest.param(
            page('<script>{"tweet": "A1: Beans"}</script>\n<div id="app"></div>'), id="a page that loads itself"
        ),
        pytest.param("<html>", id="nothing in it"),
    ],
)
def test_other_pages_are_answered(text):
    """A page of unknown build is known as a page, and the message says what to do: copy its text."""
    with pytest.raises(ShapeError, match="copy the text of the page into a file") as raised:
        readers.read(Source("a.html", "a", text, "utf-8"), Options(shape="html"))
    assert raised.value.shapes == ("html",)


def test_quotations_of_others_are_prose():
    """A quotation without a link to a tweet, and a tweet without text, are unread."""
    quotation = "<blockquote><p>Beans grow.</p>— a book</blockquote>\n"
    bare = EMBEDDED.split("<p")[0] + EMBEDDED.split("</p>")[1]
    found = reading(page(EMBEDDED + quotation + bare + EMBEDDED))
    assert len(found.tweets) == 2
    assert [unread.text for unread in found.unread][1:-1] == [(quotation + bare).rstrip("\n")]


def test_bare_tags_belong_to_the_tweet_above():
    """Lines of tags alone between two tweets are not worth a word."""
    found = reading(page(WALL + "</div>\n<div>\n\n" + WALL))
    size = WALL.count("\n")
    assert [(tweet.first_line, tweet.last_line) for tweet in found.tweets] == [(6, 7 + size), (9 + size, 8 + 2 * size)]
    assert len(found.unread) == 2


def test_emoji_are_read_from_their_pictures():
    """A picture that stands for an emoji is the emoji; other pictures are none."""
    picture = '<img class="Emoji" alt="🌱" src="a.png"><img alt="a shed" src="b.png">beans'
    assert reading(page(EMBEDDED.replace("beans", picture))).tweets[0].text.startswith("A1: Tea &\n🌱beans")


def test_a_page_that_is_cut_keeps_its_tweets():
    """A page that ends in the middle of a tag keeps what is whole."""
    text = page(EMBEDDED * 3)
    whole = text.index("</html>")
    for cut in range(text.rindex("<blockquote"), whole, 7):
        assert len(reading(text[:cut]).tweets) in (2, 3)


def test_every_build_has_other_selectors():
    """No two rows say the same, and every one says where the text is."""
    assert len({build.card for build in BUILDS}) == len(BUILDS)
    assert all(build.texts for build in BUILDS)


MARKS = (
    "<",
    ">",
    "<!--",
    "-->",
    "<![",
    "<![CDATA[",
    "]]>",
    "</p>",
    "<p>",
    "<br>",
    "<script>",
    "</script>",
    "&amp",
    "\n",
)
MORE = ("<!doctype html>", "<div>", "</div>", "<?", "</", "<!", "words", "\r", '"', "<time>", EMBEDDED, WALL, X, OLD)
PIECES = st.lists(st.sampled_from((*MARKS, *MORE)) | st.characters(), max_size=30).map("".join)


@settings(deadline=None, max_examples=200)
@given(PIECES)
def test_any_page_is_answered(text):
    """No text makes the sniffer or the parser fail, and every line is a tweet's or unread, never both."""
    assert 0 <= html_page.sniff(text) <= 1
    Page(text)
    found = reading(page(WALL + text))
    spans = [(record.first_line, record.last_line) for record in (*found.tweets, *found.unread)]
    covered = {line for first, last in spans for line in range(first, last + 1)}
    assert {n for n, line in enumerate(split_lines(page(WALL + text)), 1) if line.strip()} <= covered


SEARCH_PAGE = """<li class="js-stream-item stream-item stream-item" data-item-id="7" data-item-type="tweet">
<div class="tweet js-stream-tweet js-actionable-tweet original-tweet js-original-tweet" data-tweet-id="7"
 data-item-id="7" data-permalink-path="/dun_oakhey/status/7" data-screen-name="dun_oakhey" data-name="Dun (the) Oak">
<div class="context"></div><div class="content"><div class="stream-item-header">
<a class="account-group js-account-group" href="/dun_oakhey"><img class="avatar" src="a.jpg" alt="">
<span class="FullNameGroup"><strong class="fullname u-textTruncate">Dun (the) Oak</strong><span>&rlm;</span
><span class="UserBadges"></span><span class="UserNameBreak">&nbsp;</span></span><span class="username u-dir">@<b
>dun_oakhey</b></span></a>
<small class="time"><a href="/dun_oakhey/status/7" class="tweet-timestamp js-permalink" title="1:15 PM - 1 May 2024"
><span class="_timestamp" data-time="1714594530" data-time-ms="1714594530000">May 1</span></a></small>
<div class="ProfileTweet-action ProfileTweet-action--more"><button><span class="u-hiddenVisually">More</span></button>
</div></div>
<div class="js-tweet-text-container"><p class="TweetTextSize js-tweet-text tweet-text" lang="en">A1: Two &amp; beans <a
 href="/hashtag/gardenchat?src=hash" class="twitter-hashtag"><s>#</s><b>gardenchat</b></a><a href="https://t.co/x1"
 data-expanded-url="https://beds.example/oak" class="twitter-timeline-link u-hidden"><span class="tco-ellipsis"></span
><span class="invisible">https://</span><span class="js-display-url">beds.example/oak</span><span
 class="invisible"></span><span class="tco-ellipsis"><span class="invisible">&nbsp;</span></span></a></p></div>
<div class="QuoteTweet u-block"><div class="QuoteTweet-container">
<a class="QuoteTweet-link js-nav" href="/mira_k/status/5" data-conversation-id="5" aria-hidden="true"></a>
<div class="QuoteTweet-innerContainer u-cf js-permalink" data-item-id="5" data-item-type="tweet"
 data-screen-name="mira_k" data-user-id="1" href="/mira_k/status/5" tabindex="0"><div class="tweet-content">
<div class="QuoteTweet-originalAuthor u-cf"><b class="QuoteTweet-fullname">Mira Kestle</b><span class="username">@<b
>mira_k</b></span></div>
<div class="QuoteTweet-text tweet-text u-dir" lang="en">Q1: What is in your shed?</div></div></div></div></div>
<div class="stream-item-footer"><div class="ProfileTweet-actionCountList u-hiddenVisually">
<span class="ProfileTweet-action--reply u-hiddenVisually"><span class="ProfileTweet-actionCount" aria-hidden="true"
><span class="ProfileTweet-actionCountForAria">0 replies</span></span></span>
<span class="ProfileTweet-action--retweet u-hiddenVisually"><span class="ProfileTweet-actionCount"
><span class="ProfileTweet-actionCountForAria">2 retweets</span></span></span>
<span class="ProfileTweet-action--favorite u-hiddenVisually"><span class="ProfileTweet-actionCount"
><span class="ProfileTweet-actionCountForAria">4 likes</span></span></span></div>
<div class="ProfileTweet-actionList"><button><span class="u-hiddenVisually">Retweet</span>
<span class="ProfileTweet-actionCountForPresentation">2</span></button>
<button><span class="u-hiddenVisually">Retweeted</span>
<span class="ProfileTweet-actionCountForPresentation">2</span></button></div></div></div></div></li>
"""
X_QUOTE = """<article data-testid="tweet" role="article"><div data-testid="User-Name">
<a href="/dun_oakhey">Dun (the) Oak</a> <a href="/dun_oakhey">@dun_oakhey</a>
<a href="/dun_oakhey/status/7"><time datetime="2024-05-01T20:15:30.000Z">May 1</time></a></div>
<div data-testid="tweetText">A1: Two &amp; beans #gardenchat https://beds.example/oak</div>
<div role="link" tabindex="0">
<div data-testid="User-Name"><div><span>Mira Kestle</span></div><div><span>@mira_k</span><span>·</span>
<time datetime="2024-05-01T20:05:00.000Z">May 1</time></div></div>
<div data-testid="tweetText">Q1: What is in your shed?</div></div>
<div role="group" aria-label="2 reposts, 4 likes"></div></article>
"""


@pytest.mark.parametrize("card", [pytest.param(SEARCH_PAGE, id="until 2020"), pytest.param(X_QUOTE, id="X")])
def test_a_quoted_tweet_is_a_tweet_of_its_own(card):
    """What the page prints inside a tweet stands behind it, with its author; no line is lost or in both."""
    text = page(card)
    found = reading(text)
    assert [(tweet.author, tweet.name, tweet.text) for tweet in found.tweets] == [
        ("dun_oakhey", "Dun (the) Oak", "A1: Two & beans #gardenchat https://beds.example/oak"),
        ("mira_k", "Mira Kestle", "Q1: What is in your shed?"),
    ]
    outer, inner = found.tweets
    assert (outer.posted_at, outer.likes, outer.retweets, outer.tweet_id) == (AT, 4, 2, "7")
    assert (inner.likes, inner.retweets, inner.tweet_id) == (None, None, "5" if card is SEARCH_PAGE else None)
    assert outer.quotes_line == inner.first_line == outer.last_line + 1
    assert_covers(found, text)


def test_a_page_without_lines_keeps_its_quoted_tweets():
    """Where a page is one line, both tweets stand on it."""
    found = reading(page(SEARCH_PAGE).replace("\n", " "))
    assert [tweet.author for tweet in found.tweets] == ["dun_oakhey", "mira_k"]
    assert found.tweets[0].quotes_line is None


def test_the_page_for_telephones():
    """Twitter's page without scripts builds each tweet as a table."""
    card = """<table class="tweet" href="/dun_oakhey/status/7?p=v"><tr class="tweet-header"><td class="user-info">
<a href="/dun_oakhey?p=s"><strong class="fullname">Dun (the) Oak</strong><div class="username"><span>@</span>dun_oakhey
</div></a></td><td class="timestamp"><a name="tweet_7" href="/dun_oakhey/status/7?p=p">1 May 24</a></td></tr>
<tr class="tweet-container"><td colspan="3" class="tweet-content"><div class="tweet-text" data-id="7">
<div class="dir-ltr">A1: Tea &amp; beans <a href="/hashtag/gardenchat">#gardenchat</a></div></div></td></tr></table>
"""
    [tweet] = reading(page(card)).tweets
    assert (tweet.author, tweet.name, tweet.tweet_id) == ("dun_oakhey", "Dun (the) Oak", "7")
    assert tweet.text == "A1: Tea & beans #gardenchat"


@pytest.mark.parametrize(
    "card",
    [
        pytest.param(
            SEARCH_PAGE.replace(
                '<div class="js-tweet-text-container">',
                '<div class="ReplyingToContextBelowAuthor">Replying to <a href="/mira_k"><span class="username">@'
                '<b>mira_k</b></span></a>\n and <a href="/jo_w"><span class="username">@<b>jo_w</b></span></a></div>'
                '<div class="js-tweet-text-container">',
            ),
            id="until 2020",
        ),
        pytest.param(
            X_QUOTE.replace(
                '<div data-testid="tweetText">A1',
                '<div>Replying to <a href="/mira_k">@mira_k</a> and <a href="/jo_w">@jo_w</a></div>'
                '<div data-testid="tweetText">A1',
            ),
            id="X",
        ),
    ],
)
def test_whom_a_tweet_answers(card):
    """The handles that the page takes out of a reply's text are whom it is addressed to, the quoted tweet's not."""
    outer, inner = reading(page(card)).tweets
    assert (outer.reply_to, inner.reply_to) == (("mira_k", "jo_w"), ())
    assert outer.text.startswith("A1")


ENDLESS = (
    *("<!--", "<!--a-", "<![", "<![CDATA[", "<![if", "<!DOCTYPE [", "<?", "</", "</a ", "<", "&", "&#1", "&#111111111"),
    *("<a ", "<a <a", "<a", "<a/", "<a\n", '<a b="', "<a b=", "<a b='", '<a b="c"d', "<a b='c", '<a b="c\n'),
    *("<script", "<script>", "<script></", "<title>", "<div>", "<p>", "</p>", '<blockquote class="twitter-tweet"><p>'),
)


@pytest.mark.parametrize("unit", ENDLESS, ids=repr)
@pytest.mark.parametrize("end", ["", ">", '">"', "-->", "'"], ids=repr)
def test_what_never_ends_is_read_in_passing(unit, end):
    """Time grows with a page's length, not with its square, whatever it opens and never closes.

    Bounded by the clock, as the work is done inside regular expressions: it takes a tenth of a second, and by the
    standard library's parser minutes.
    """
    text = "<html>" + unit * (100_000 // len(unit)) + end
    start = time.process_time()
    Page(text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "unit", ["<p>a</p>", "<p> </p>", "<a href=x>b", "<a href=http://x>b…</a>", "<b>a<br>"], ids=repr
)
def test_a_tweet_of_many_parts_is_read_in_passing(unit):
    """Time grows with a tweet's length, not with its square (by the clock, too: quadratic, it takes a minute)."""
    text = '<blockquote class="twitter-tweet">' + unit * (500_000 // len(unit))
    start = time.process_time()
    Page(text)
    assert time.process_time() - start < 15


def test_a_sign_that_never_ends_is_words():
    """What follows a comment or a tag that is never closed is read all the same."""
    found = reading(page(f"<!-- {WALL} <p>a < b</p>{EMBEDDED}"))
    assert len(found.tweets) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<A Href=x b="y>z" c>', [("start", "a", {"href": "x", "b": "y>z", "c": ""})]),
        ("<br/>a &amp; b</P >", [("start", "br", {}), ("words", "a & b", {}), ("end", "p", {})]),
        ("a<!-- <b> -->c<!>d<!-->e", [("words", text, {}) for text in "acde"]),
        ("<![CDATA[<b>]]>a<?x <y>b", [("words", "a", {}), ("words", "b", {})]),
        ("1 < 2 <3", [("words", "1 < 2 <3", {})]),
        ("<script>if (a<b) </b></SCRIPT>c", None),
        ('<a b="c', [("words", '<a b="c', {})]),
    ],
    ids=["attributes", "tags", "comments", "sections", "signs", "scripts", "cut"],
)
def test_pages_are_taken_apart(text, expected):
    """Tags, attributes and words are told apart as browsers do."""
    if expected is None:
        expected = [("start", "script", {}), ("words", "if (a<b) </b>", {}), ("end", "script", {}), ("words", "c", {})]
    assert [(token.kind, token.said, token.about) for token in tokens(text)] == expected


def test_tags_know_their_lines():
    """Lines are counted from 1, in words and in tags too."""
    assert [(token.said, token.line) for token in tokens("a\n\n<b\nc>\nd<e>")] == [
        ("a\n\n", 1),
        ("b", 3),
        ("\nd", 4),
        ("e", 5),
    ]


MARKDOWN = f"""---
title: Beans
---

We *talked*.

{EMBEDDED}
## Q2: And who waters?

{EMBEDDED.replace("A1: Tea", "A2: Rain")}
More prose.
Q3: Who eats?

{EMBEDDED.replace("A1: Tea", "A3: Slugs")}"""


def test_tweets_embedded_in_markdown():
    """A blog post's Markdown with embedded tweets is read as the page that is made of it."""
    assert html_page.sniff(MARKDOWN) == 1.0
    found = readers.read(Source("a.md", "a", MARKDOWN, "utf-8"), Options())
    assert found.shape == "html"
    assert [tweet.text.split("\n")[0] for tweet in found.tweets] == [
        "A1: Tea &",
        "A2: Rain &",
        "A3: Slugs &",
    ]
    assert_covers(found, MARKDOWN)


def test_questions_in_the_page_s_own_words():
    """A question on a line of its own that no tweet asks is a heading; like the prose beside it, it is unread."""
    found = readers.read(Source("a.md", "a", MARKDOWN, "utf-8"), Options())
    assert [(one.name, one.text, one.line) for one in found.headings] == [
        ("Q2", "And who waters?", 1 + MARKDOWN.split("\n").index("## Q2: And who waters?")),
        ("Q3", "Who eats?", 1 + MARKDOWN.split("\n").index("Q3: Who eats?")),
    ]
    assert [each.text.split("\n")[-1] for each in found.unread if each.reason != ASKED] == [
        "We *talked*.",
        "More prose.",
    ]
    assert [each.text for each in found.unread if each.reason == ASKED] == ["## Q2: And who waters?", "Q3: Who eats?"]
    assert found.notes == ()


def test_a_question_that_a_tweet_asks_is_not_asked_again():
    """A heading with the question of an embedded tweet stays unread."""
    page = f"<html><body>\n<h2>Q1: Tea &amp; what?</h2>\n{EMBEDDED.replace('A1: Tea', 'Q1: Tea?')}</body></html>"
    found = readers.read(Source("a.html", "a", page, "utf-8"), Options())
    assert ([tweet.author for tweet in found.tweets], found.headings) == (["dun_oakhey"], ())
    found = readers.read(Source("a.html", "a", page.replace("Q1: Tea?", "A1: Tea"), "utf-8"), Options())
    assert [(one.name, one.text) for one in found.headings] == [("Q1", "Tea & what?")]


@pytest.mark.parametrize("tag", ["script", "style", "template"])
def test_what_a_page_does_not_show_asks_nothing(tag):
    """A line that looks like a question in a page's programs is none."""
    page = f"<html><body>\n<{tag}>\nQ1: tea\n</{tag}>\n{EMBEDDED}</body></html>"
    found = readers.read(Source("a.html", "a", page, "utf-8"), Options())
    assert (len(found.tweets), found.headings) == (1, ())
    assert_covers(found, page)
