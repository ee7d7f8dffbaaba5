"""How the platforms' interfaces write a post as JSON: a row of data for each; those of other tools: `_json_tools`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chatlens.readers._json_dialect import RETWEET, STATUS_URL, Dialect
from chatlens.readers._json_tools import SEEN_AUTHORS, TOOLS

SHORT_LINKS = (("url", "expanded_url"), ("tcourl", "url"))
"""Keys of a short link and of what it stands for, in the lists of `Dialect.expands`."""


_V1: dict[str, tuple[str, ...]] = {
    "text": ("extended_tweet.full_text", "full_text", "text"),
    "author": ("user.screen_name",),
    "name": ("user.name",),
    "posted_at": ("created_at",),
    "tweet_id": ("id_str", "id"),
    "reply_to": ("in_reply_to_screen_name",),
    "reply_to_id": ("in_reply_to_status_id_str", "in_reply_to_status_id"),
    "retweet_of_id": ("retweeted_status.id_str", "retweeted_status.id"),
    "quote_of_id": ("quoted_status_id_str", "quoted_status_id", "quoted_status.id_str"),
    "likes": ("favorite_count",),
    "retweets": ("retweet_count",),
}

_V1_LINKS = tuple(
    f"{entities}.{kind}" for entities in ("entities", "extended_tweet.entities") for kind in ("urls", "media")
)

_BLUESKY = Dialect(
    "bluesky",
    known_by=("uri", "record.text", "author.handle"),
    fields={
        "text": ("record.text",),
        "author": ("author.handle",),
        "name": ("author.displayName",),
        "posted_at": ("record.createdAt", "indexedAt"),
        "tweet_id": ("uri",),
        "reply_to_id": ("record.reply.parent.uri",),
        "quote_of_id": ("record.embed.record.record.uri", "record.embed.record.uri"),
        "likes": ("likeCount",),
        "retweets": ("repostCount",),
    },
    url="https://bsky.app/profile/{author}/post/{tweet_id}",
    links="record.facets",
    example={"uri": "at://did:plc:a/app.bsky.feed.post/1", "record": {"text": "Beans"}, "author": {"handle": "a.b.c"}},
)


def _of_feed(**changed: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The paths of a post that stands under "post" in a feed."""
    return {what: tuple(f"post.{path}" for path in paths) for what, paths in _BLUESKY.fields.items()} | changed


_IN_FEED = replace(
    _BLUESKY,
    name="bluesky-feed",
    known_by=("post.uri", "post.record.text", "post.author.handle"),
    unlike=("reason.by",),
    fields=_of_feed(reply_to=("reply.parent.author.handle",)),
    links="post.record.facets",
    example={"post": _BLUESKY.example},
)

DIALECTS = (
    Dialect(
        "twitter-v1",  # twarc, the interface 1.1, archives before 2019; also as streamed
        known_by=("id_str|id", "user.screen_name", "text|full_text|extended_tweet.full_text"),
        unlike=("legacy",),
        fields=_V1,
        repost=("retweeted_status",),
        mark=RETWEET,
        writes="escaped",
        url=STATUS_URL,
        expands=_V1_LINKS,
        example={"id_str": "7", "text": "Beans", "user": {"screen_name": "mira_k"}},
    ),
    Dialect(
        "twitter-archive",  # tweets.js of an account's archive: whose it is stands in another file
        known_by=("id_str", "full_text|text", "created_at"),
        unlike=("user.screen_name", *SEEN_AUTHORS, "url"),
        within=("tweet", ""),
        fields=_V1 | {"author": ("user",)},
        mark=RETWEET,
        writes="escaped",
        expands=_V1_LINKS,
        example={"tweet": {"id_str": "7", "full_text": "Beans", "created_at": "Wed May 01 20:15:30 +0000 2024"}},
    ),
    Dialect(
        "twitter-v2",  # the interface 2: a page's record (its people put in from `includes`), flattened by twarc2, 4CAT
        known_by=("id", "text", "author_id|author.username|author_user.username|edit_history_tweet_ids"),
        unlike=("user",),
        fields={
            "text": ("note_tweet.text", "text"),
            "author": ("author.username", "author_user.username", "username"),
            "name": ("author.name", "author_user.name"),
            "posted_at": ("created_at",),
            "tweet_id": ("id",),
            "reply_to": (
                "in_reply_to_user.username",
                "entities.mentions[id=@in_reply_to_user_id].username",
            ),
            "reply_to_id": ("referenced_tweets[type=replied_to].id",),
            "retweet_of_id": ("referenced_tweets[type=retweeted].id",),
            "quote_of_id": ("referenced_tweets[type=quoted].id",),
            "likes": ("public_metrics.like_count",),
            "retweets": ("public_metrics.retweet_count",),
        },
        repost=("referenced_tweets[type=retweeted]",),
        mark=RETWEET,
        writes="escaped",
        url=STATUS_URL,
        expands=("entities.urls", "note_tweet.entities.urls"),
        example={"id": "7", "text": "Beans", "author_id": "1"},
    ),
    Dialect(
        "x-web",  # what X's own page loads, as Zeeschuimer saves it ("data") and 4CAT keeps it
        known_by=("legacy.full_text", "rest_id|id|legacy.id_str"),
        within=("", "data", "tweet", "data.tweet"),
        fields={
            "text": ("note_tweet.note_tweet_results.result.text", "legacy.full_text"),
            "author": (
                "core.user_results.result.core.screen_name",
                "core.user_results.result.legacy.screen_name",
                "user.screen_name",
            ),
            "name": (
                "core.user_results.result.core.name",
                "core.user_results.result.legacy.name",
                "user.name",
            ),
            "posted_at": ("legacy.created_at",),
            "tweet_id": ("rest_id", "legacy.id_str"),
            "reply_to": ("legacy.in_reply_to_screen_name",),
            "reply_to_id": ("legacy.in_reply_to_status_id_str",),
            "retweet_of_id": (
                "legacy.retweeted_status_result.result.rest_id",
                "legacy.retweeted_status_result.result.tweet.rest_id",
            ),
            "quote_of_id": ("legacy.quoted_status_id_str",),
            "likes": ("legacy.favorite_count",),
            "retweets": ("legacy.retweet_count",),
        },
        repost=(
            "legacy.retweeted_status_result.result.tweet",
            "legacy.retweeted_status_result.result",
        ),
        mark=RETWEET,
        writes="escaped",
        url=STATUS_URL,
        expands=(
            "legacy.entities.urls",
            "legacy.entities.media",
            "note_tweet.note_tweet_results.result.entity_set.urls",
        ),
        example={"item_id": "7", "data": {"rest_id": "7", "legacy": {"full_text": "Beans"}}},
    ),
    Dialect(
        "mastodon",
        known_by=("id", "content", "account.acct"),
        fields={
            "text": ("content",),
            "author": ("account.acct",),
            "name": ("account.display_name",),
            "posted_at": ("created_at",),
            "tweet_id": ("id",),
            "tweet_url": ("url", "uri"),
            "reply_to": ("mentions[id=@in_reply_to_account_id].acct",),
            "reply_to_id": ("in_reply_to_id",),
            "retweet_of_id": ("reblog.id",),
            "quote_of_id": ("quote.quoted_status.id", "quote.quoted_status_id", "quote.id"),
            "likes": ("favourites_count",),
            "retweets": ("reblogs_count",),
        },
        repost=("reblog",),
        writes="html",
        warning=("spoiler_text",),
        example={"id": "7", "content": "<p>Beans</p>", "account": {"acct": "mira_k"}},
    ),
    _BLUESKY,
    _IN_FEED,
    replace(
        _IN_FEED,
        name="bluesky-repost",
        known_by=(*_IN_FEED.known_by, "reason.by.handle"),
        unlike=(),
        fields=_of_feed(
            author=("reason.by.handle",),
            name=("reason.by.displayName",),
            posted_at=("reason.indexedAt",),
            tweet_id=("reason.uri",),
            retweet_of_id=("post.uri",),
            reply_to_id=(),
            quote_of_id=(),
        ),
        example={"post": _BLUESKY.example, "reason": {"by": {"handle": "c.b.a"}}},
    ),
    Dialect(
        "bluesky-record",  # of an account's repository, which stands elsewhere
        known_by=("uri", "record.text|value.text", "record.createdAt|value.createdAt"),
        unlike=("author.handle",),
        fields={
            "text": ("record.text", "value.text"),
            "author": ("author",),
            "posted_at": ("record.createdAt", "value.createdAt"),
            "tweet_id": ("uri",),
            "reply_to_id": ("record.reply.parent.uri", "value.reply.parent.uri"),
            "quote_of_id": (
                *("record.embed.record.record.uri", "record.embed.record.uri"),
                *("value.embed.record.record.uri", "value.embed.record.uri"),
            ),
        },
        links="record.facets",
        example={
            "uri": "at://did:plc:a/app.bsky.feed.post/1",
            "value": {"text": "Beans", "createdAt": "2024-05-01T20:15:30Z"},
        },
    ),
    Dialect(
        "activitypub",  # outbox.json of an account's archive on Mastodon and its kin
        known_by=("object.content", "object.attributedTo|actor", "object.published|published"),
        fields={
            "text": ("object.content",),
            "author": ("object.attributedTo", "actor"),
            "posted_at": ("object.published", "published"),
            "tweet_id": ("object.id",),
            "tweet_url": ("object.url", "object.id"),
            "reply_to": ("object.inReplyTo",),
            "reply_to_id": ("object.inReplyTo",),
            "quote_of_id": ("object.quote", "object.quoteUrl"),
        },
        writes="html",
        warning=("object.summary",),
        example={
            "actor": "https://garden.example/users/mira_k",
            "published": "2024-05-01T20:15:30Z",
            "object": {"content": "<p>Beans</p>"},
        },
    ),
    *TOOLS,
)
"""All dialects. No record is known by two of them (tested with every row's example and on every sample)."""
