"""JSON as tools and archives in the wild write it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import json_posts

AT = datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC)
ADDRESS = "https://x.com/mira_k/status/12345678"
WRITTEN = "Wed May 01 20:15:30 +0000 2024"


def reading(text: str) -> Reading:
    """The text, read as JSON."""
    return json_posts.read(Source("a.json", "a", text, "utf-8"), Options())


def one(record: object) -> Tweet:
    """The one tweet of a record."""
    [tweet] = reading(json.dumps(record)).tweets
    return tweet


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {
                "id": "12345678",
                "url": ADDRESS,
                "text": "A1: Beans",
                "createdAt": WRITTEN,
                "likeCount": 3,
                "retweetCount": 2,
                "inReplyToId": "12345677",
                "inReplyToUsername": "tobo",
                "author": {"userName": "mira_k", "name": "Mira", "createdAt": "Fri Jan 01 00:00:00 +0000 2010"},
                "quoted_tweet": {"id": "12345670", "text": "Q1?", "author": {"userName": "tobo"}},
                "retweeted_tweet": None,
            },
            {"name": "Mira", "reply_to": ("tobo",), "reply_to_id": "12345677", "quote_of_id": "12345670"},
            id="all of a person in author, camel case",
        ),
        pytest.param(
            {
                "id": "12345678",
                "text": "A1: Beans",
                "username": "mira_k",
                "name": "Mira",
                "timeParsed": "2024-05-01T20:15:30.000Z",
                "timestamp": 1714594530,
                "permanentUrl": ADDRESS,
                "inReplyToStatusId": "12345677",
                "quotedStatusId": "12345670",
                "likes": 3,
                "retweets": 2,
            },
            {"name": "Mira", "reply_to_id": "12345677", "quote_of_id": "12345670"},
            id="flat, camel case",
        ),
        pytest.param(
            {
                "id": "12345678",
                "account": "mira_k",
                "created_at": "2024-05-01T20:15:30.000Z",
                "text": "A1: Beans",
                "public_metrics": {"like_count": 3, "retweet_count": 2},
            },
            {},
            id="flat, counts apart",
        ),
        pytest.param(
            {
                "handle": "@mira_k",
                "displayName": "Mira",
                "content": "A1: Beans",
                "timestamp": 1714594530000,
                "id": "12345678",
            },
            {"name": "Mira", "likes": None, "retweets": None},
            id="a handle, milliseconds",
        ),
        pytest.param(
            {"id": "12345678", "text": "A1: Beans", "createdAt": WRITTEN, "url": ADDRESS, "likes": 3, "retweets": 2},
            {"tweet_url": ADDRESS},
            id="the address alone says whose",
        ),
        pytest.param(
            {
                "id_str": "12345678",
                "text": "A1: Beans",
                "created_at": "Wed, 01 May 2024 20:15:30 +0000",
                "from_user": "mira_k",
                "from_user_name": "Mira",
                "to_user": "tobo",
            },
            {"name": "Mira", "reply_to": ("tobo",), "likes": None, "retweets": None},
            id="the first search interface",
        ),
    ],
)
def test_tools_say_the_same_in_their_words(record: dict[str, Any], expected: dict[str, Any]) -> None:
    """Whatever a tool calls it, the handle, the time, the id, the counts and the targets are found."""
    tweet = one(record)
    assert (tweet.text, tweet.author, tweet.tweet_id, tweet.posted_at) == ("A1: Beans", "mira_k", "12345678", AT)
    common = {"likes": 3, "retweets": 2} | expected
    assert {name: getattr(tweet, name) for name in common} == common


def test_a_nested_retweet_comes_whole() -> None:
    """What is retweeted stands in full in its own record."""
    original = {"id": "3", "text": "A1: Beans and peas", "author": {"userName": "mira_k"}}
    retweet = {"id": "7", "text": "RT @mira_k: A1: Be…", "author": {"userName": "tobo"}, "retweeted_tweet": original}
    tweet = one(retweet)
    assert (tweet.text, tweet.retweet_of_id, tweet.author) == ("RT @mira_k: A1: Beans and peas", "3", "tobo")


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": 7, "title": "Beans", "content": "How to sow", "url": "https://e.org/7"}, id="an article"),
        pytest.param({"id": 7, "text": "Beans", "url": "https://example.org/mira_k/status/12345678"}, id="elsewhere"),
        pytest.param({"text": "Beans", "createdAt": WRITTEN}, id="nobody's"),
    ],
)
def test_texts_of_nobody_are_no_tweets(record: dict[str, Any]) -> None:
    """A text counts where a person, or the address of a tweet, stands with it."""
    assert json_posts.sniff(json.dumps([record])) == 0.0
    assert not reading(json.dumps([record])).tweets


def test_an_archive_without_handles() -> None:
    """Where the collector kept people's numbers alone, tweets are read without authors and with all else."""
    tweet = one({"id_str": "7", "full_text": "Beans", "created_at": WRITTEN, "user": {"id": 9, "id_str": "9"}})
    assert (tweet.author, tweet.text, tweet.posted_at) == (None, "Beans", AT)


def note(number: int, **changed: object) -> dict[str, Any]:
    """A post of Mastodon's archive."""
    home = "https://garden.example"
    said = {
        "id": f"{home}/users/mira_k/statuses/{number}",
        "type": "Note",
        "summary": None,
        "inReplyTo": None,
        "published": "2024-05-01T20:15:30Z",
        "url": f"{home}/@mira_k/{number}",
        "attributedTo": f"{home}/users/mira_k",
        "content": '<p>A1: Beans &amp; <span class="h-card"><a href="https://e.org/@tobo">@<span>tobo</span></a></span></p>',
    }
    return {"type": "Create", "actor": f"{home}/users/mira_k", "object": said | changed}


@pytest.mark.parametrize("indent", [None, 2])
def test_an_outbox(indent: int | None) -> None:
    """Mastodon's own archive is read: posts with their warnings and targets; boosts hold no text and are unread."""
    reply = note(2, inReplyTo="https://e.org/users/tobo/statuses/9", summary="Beans")
    boost = {"type": "Announce", "actor": "https://garden.example/users/mira_k", "object": "https://e.org/9"}
    page = {"@context": ["x"], "type": "OrderedCollection", "orderedItems": [note(1), reply, boost]}
    found = reading(json.dumps(page, indent=indent))
    first, second = found.tweets
    assert (first.text, first.author, first.posted_at) == ("A1: Beans & @tobo", "mira_k", AT)
    assert (first.tweet_id, first.tweet_url) == (note(1)["object"]["id"], note(1)["object"]["url"])
    assert (second.text, second.reply_to) == ("Beans\nA1: Beans & @tobo", ("tobo",))
    assert second.reply_to_id == "https://e.org/users/tobo/statuses/9"
    [unread] = found.unread
    assert unread.reason == "a boost of a post that does not stand in the file"
    assert "orderedItems" not in unread.text
    assert "Announce" in unread.text


@pytest.mark.parametrize("under", ["record", "value"])
def test_records_of_a_repository(under: str) -> None:
    """Posts as Bluesky's repositories list them are read, without authors."""
    record = {"text": "A1: Beans", "createdAt": "2024-05-01T20:15:30Z", "reply": {"parent": {"uri": "at://a/b/1"}}}
    found = reading(json.dumps({"records": [{"uri": "at://a/b/2", under: record}], "cursor": "2"}))
    assert [(tweet.text, tweet.posted_at, tweet.reply_to_id) for tweet in found.tweets] == [
        ("A1: Beans", AT, "at://a/b/1")
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_records_under_their_numbers(indent: int | None) -> None:
    """An object that has each record under its number or its id is read, and a broken end loses what is broken."""
    records = {str(n): {"id": str(n), "text": f"A1: Beans {n}", "author": "mira_k"} for n in (3, 12345678, 9)}
    written = json.dumps(records, indent=indent)
    assert [tweet.tweet_id for tweet in reading(written).tweets] == ["3", "12345678", "9"]
    assert json_posts.sniff(written) == 1.0
    cut = written[: written.rindex("Beans")]
    assert [tweet.tweet_id for tweet in reading(cut).tweets] == ["3", "12345678"]
    assert json_posts.sniff(cut) > 0.5
    assert not reading(json.dumps({"1": {"bed": 1}, "2": {"bed": 2}}, indent=indent)).tweets


def test_lists_of_a_page_keep_their_order() -> None:
    """A page on one line with several lists is read in the order in which they stand."""
    keys = ("tweets", "statuses", "feed", "data", "results")
    page = {key: [{"id": str(n), "text": f"A1: {key}", "author": "mira_k"}] for n, key in enumerate(keys)}
    assert [tweet.text for tweet in reading(json.dumps(page)).tweets] == [f"A1: {key}" for key in keys]
