"""How tools that collect posts write them as JSON, each in its own words: a row of data for each, as in
`_json_dialects`."""

from __future__ import annotations

import re

from chatlens.readers._json_dialect import RETWEET, STATUS_URL, Dialect


def _spelled(*names: str) -> tuple[str, ...]:
    """The names in both spellings: created_at, createdAt."""
    return tuple(
        dict.fromkeys(
            spelling for name in names for spelling in (name, re.sub(r"(?<!^)_([a-z])", lambda m: m[1].upper(), name))
        )
    )


SEEN_AUTHORS = _spelled(
    *("from_user", "screen_name", "user_screen_name", "username", "user_name", "author", "handle", "account"),
    *("author_handle", "author_username"),
)
"""Where a record that is as flat as a table's row says whose it is."""

_TEXTS = _spelled("full_text", "text", "tweet_text", "tweet", "body", "raw_content", "content")
_NAMES = _spelled("name", "display_name", "author_fullname", "author_name", "from_user_name")
_TIMES = _spelled("created_at", "posted_at", "time_parsed", "timestamp", "date", "time", "published_at")
_IDS = _spelled("id_str", "tweet_id", "status_id", "id")
_ADDRESSES = _spelled("tweet_url", "url", "permalink", "permanent_url", "link", "twitter_url")

_FLAT = {
    "text": _TEXTS,
    "author": SEEN_AUTHORS,
    "name": _NAMES,
    "posted_at": _TIMES,
    "tweet_id": _IDS,
    "tweet_url": _ADDRESSES,
    "reply_to": _spelled("in_reply_to_screen_name", "in_reply_to_username", "in_reply_to", "reply_to", "to_user"),
    "reply_to_id": _spelled(
        "in_reply_to_status_id_str", "in_reply_to_status_id", "in_reply_to_tweet_id", "in_reply_to_id"
    ),
    "retweet_of_id": _spelled("retweeted_status_id", "retweet_id", "retweeted_status", "retweeted_tweet_id"),
    "quote_of_id": _spelled("quoted_status_id", "quoted_status", "quoted_tweet_id", "quote_id"),
    "likes": _spelled("favorite_count", "like_count", "likes_count", "likes", "public_metrics.like_count"),
    "retweets": _spelled("retweet_count", "retweets_count", "retweets", "public_metrics.retweet_count"),
}

TOOLS = (
    Dialect(
        "snscrape",
        known_by=("rawContent|content|renderedContent", "user.username", "date", "id"),
        fields={
            "text": ("rawContent", "content", "renderedContent"),
            "author": ("user.username",),
            "name": ("user.displayname",),
            "posted_at": ("date",),
            "tweet_id": ("id_str", "id"),
            "tweet_url": ("url",),
            "reply_to": ("inReplyToUser.username",),
            "reply_to_id": ("inReplyToTweetId",),
            "retweet_of_id": ("retweetedTweet.id",),
            "quote_of_id": ("quotedTweet.id",),
            "likes": ("likeCount",),
            "retweets": ("retweetCount",),
        },
        repost=("retweetedTweet",),
        mark=RETWEET,
        url=STATUS_URL,
        expands=("links",),
        example={"id": 7, "date": "2024-05-01T20:15:30+00:00", "content": "Beans", "user": {"username": "mira_k"}},
    ),
    Dialect(
        "nested",  # twitterapi.io, Apify's actors: the interface 2 in camel case, all of a person in "author"
        known_by=("id", "text|fullText", "author.userName|author.screenName|user.userName|user.screenName"),
        unlike=("author_id",),
        fields={
            "text": ("fullText", "text"),
            "author": ("author.userName", "author.screenName", "user.userName", "user.screenName"),
            "name": ("author.name", "user.name"),
            "posted_at": _TIMES,
            "tweet_id": ("id",),
            "tweet_url": ("url", "twitterUrl"),
            "reply_to": ("inReplyToUsername", "inReplyToScreenName", "inReplyToUser.userName"),
            "reply_to_id": ("inReplyToId", "inReplyToStatusId", "inReplyToTweetId"),
            "retweet_of_id": ("retweeted_tweet.id", "retweet.id", "retweetedTweet.id"),
            "quote_of_id": ("quoted_tweet.id", "quote.id", "quotedTweet.id", "quoteId"),
            "likes": ("likeCount", "favoriteCount"),
            "retweets": ("retweetCount",),
        },
        repost=("retweeted_tweet", "retweet", "retweetedTweet"),
        mark=RETWEET,
        writes="escaped",
        url=STATUS_URL,
        expands=("entities.urls", "extendedEntities.media"),
        example={"id": "7", "text": "Beans", "author": {"userName": "mira_k"}},
    ),
    Dialect(
        "flat",  # a table's row as an object: twitter-web-exporter, chatlens' own -f jsonl, databases, scrapers
        known_by=("|".join(_TEXTS), "|".join((*SEEN_AUTHORS, *_spelled("display_name"))), "|".join((*_IDS, *_TIMES))),
        unlike=("author_id", "user.screen_name"),
        fields=_FLAT,
        writes="escaped",
        example={"id": "7", "text": "Beans", "author": "mira_k"},
    ),
    Dialect(
        "addressed",  # one person's tweets, whose address alone says whose they are
        known_by=("|".join(_TEXTS), "|".join(_ADDRESSES)),
        unlike=("author_id", "user", *SEEN_AUTHORS, *_spelled("display_name")),
        fields=_FLAT,
        writes="escaped",
        addressed=True,
        example={"text": "Beans", "url": "https://twitter.com/mira_k/status/12345678"},
    ),
)
"""No record is known by two of them, nor by one of them and one of the interfaces' (tested)."""
