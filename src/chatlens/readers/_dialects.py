"""How the tables of tweets that we know name their columns: a row of data for each, and what any other table may do.

Names are compared without capitals, blanks and signs: "Tweet Text", "tweet_text" and "tweetText" are one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from chatlens.errors import OptionError, shown


@dataclass(frozen=True, slots=True)
class Dialect:
    """One program's table."""

    name: str
    known_by: tuple[str, ...]  # its header has every one of these columns
    columns: Mapping[str, str] = field(default_factory=dict)  # field -> its column, where `COLUMNS` would take another
    utc: bool = False  # its times are UTC and do not say so
    edges: bool = False  # a tweet has a row for each person whom it mentions
    numbered: bool = False  # names people by number alone
    guarded: bool = False  # ' stands before a sign that a spreadsheet would take for a formula's
    twitter: bool = True  # its ids are Twitter's
    leads_to: str = ""  # its column with the addresses that a text's short links stand for
    media_apart: bool = False  # links to pictures, which end a text, are not among these
    ragged: bool = False  # leaves a row's last cell out where it holds nothing


DIALECTS = (
    Dialect("TAGS", ("id_str", "from_user", "text", "created_at", "entities_str")),
    Dialect(
        "twarc json2csv",
        ("id", "user_screen_name", "text", "created_at", "in_reply_to_screen_name"),
        leads_to="urls",
        media_apart=True,
    ),
    Dialect("twarc-csv", ("id", "author.username", "text", "created_at", "referenced_tweets.replied_to.id")),
    Dialect("rtweet", ("status_id", "screen_name", "text", "created_at", "is_retweet"), utc=True),
    Dialect("twitteR", ("created", "screenName", "text", "id", "replyToSN"), utc=True),
    Dialect("academictwitteR, with names", ("tweet_id", "user_username", "text", "created_at")),
    Dialect(
        "academictwitteR",
        ("text", "author_id", "conversation_id", "id"),
        {"author": "author_id", "reply_to": "in_reply_to_user_id"},
        numbered=True,
    ),
    Dialect("Tweet Archiver", ("Date", "Screen Name", "Full Name", "Tweet Text", "Tweet ID"), leads_to="Link(s)"),
    Dialect("Storify scrape", ("time", "username", "text"), twitter=False),
    Dialect(
        "4CAT",
        ("id", "thread_id", "timestamp", "body", "author"),
        {"text": "body", "name": "author_fullname"},
        utc=True,
        leads_to="urls",
    ),
    Dialect("twitter-web-exporter", ("id", "created_at", "full_text", "screen_name", "views_count")),
    Dialect(
        "NodeXL edges",
        ("Vertex 1", "Vertex 2", "Relationship", "Tweet"),
        {"author": "Vertex 1", "tweet_id": "Imported ID", "posted_at": "Tweet Date (UTC)"},
        utc=True,
        edges=True,
        leads_to="URLs in Tweet",
    ),
    Dialect("Social Feed Manager", ("twitter_id", "screen_name", "text", "created_at"), utc=True),
    Dialect("Twitter archive", ("tweet_id", "timestamp", "text", "expanded_urls"), ragged=True),
    Dialect("twint", ("conversation_id", "created_at", "date", "time", "username", "tweet", "link")),
    Dialect(
        "snscrape", ("url", "date", "content", "id", "user", "renderedContent"), {"text": "content", "author": "user"}
    ),
    Dialect("snscrape, raw", ("url", "date", "rawContent", "id", "user"), {"author": "user"}),
    Dialect("GetOldTweets", ("username", "date", "text", "mentions", "hashtags", "permalink")),
    Dialect("chatlens tweets", ("chat", "session", "tweet", "first_line", "text"), guarded=True, twitter=False),
)
"""The tables we know. Of several that fit, the one that is known by the most columns counts, then the first."""

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("full_text", "text", "tweet_text", "tweet", "tweet_content", "raw_content"),
        "author": (
            *("from_user", "user_screen_name", "screen_name", "author.username", "user_username", "username"),
            *("author", "handle", "twitter_handle", "user_handle"),
        ),
        "posted_at": (
            *("created_at", "posted_at", "created", "tweet_date", "date_utc", "time", "date", "timestamp", "datetime"),
            *("date_time", "posted_date", "date_created", "creation_date", "unix_timestamp"),
        ),
        "clock": ("time", "hour", "time_utc"),
        "tweet_id": ("id_str", "tweet_id", "status_id", "twitter_id", "id", "post_id"),
        "name": ("user_name", "author.name", "full_name", "name", "display_name", "author_fullname"),
        "tweet_url": (
            *("tweet_url", "status_url", "twitter_url", "tweet_link", "tweet_permalink", "twitter_page_for_tweet"),
            *("post_url", "permalink", "permanent_url", "url", "link"),
        ),
        "reply_to": (
            *("in_reply_to_screen_name", "reply_to_screen_name", "in_reply_to_username", "replyToSN", "replied_user"),
            *("reply_to", "in_reply_to_user"),
        ),
        "reply_to_id": (
            *("in_reply_to_status_id_str", "in_reply_to_status_id", "reply_to_status_id", "in_reply_to_tweet_id"),
            *("referenced_tweets.replied_to.id", "replyToSID", "in_reply_to"),
        ),
        "retweet_of_id": (
            *("retweet_id", "reweet_id", "retweet_status_id", "retweeted_status_id", "retweeted_status"),
            *("referenced_tweets.retweeted.id", "retweeted_tweet"),
        ),
        "quote_of_id": ("quoted_status_id", "referenced_tweets.quoted.id", "quoted_status", "quoted_tweet"),
        "either_id": ("retweet_or_quote_id",),
        "kind": ("tweet_type",),
        "likes": (
            *("favorite_count", "favoriteCount", "public_metrics.like_count", "like_count", "likes_count", "likes"),
            *("favorites", "favourite_count", "favourites"),
        ),
        "retweets": ("retweet_count", "public_metrics.retweet_count", "retweets_count", "retweets"),
    }
)
"""What a column holds -> the names it has in the tables we know, likeliest first. `clock`: the time of day, beside a
column with the day; `either_id`: of the tweet that it retweets or quotes, and `kind` says which of the two."""

LOOSE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("body", "message", "content", "post_text", "post", "status", "tweet_body", "tweets", "message_text"),
            *("full_tweet", "contents", "snippet", "mention_content", "description", "comment"),
            *("texto", "texte", "testo", "tuit", "mensaje", "mensagem", "contenido", "conteúdo", "contenu", "inhalt"),
        ),
        "author": (
            *("user", "from", "account", "sender", "nick", "nickname", "twitter_user", "poster", "author_handle"),
            *("usuario", "usuário", "utilisateur", "utente", "autor", "auteur", "autore", "cuenta", "benutzer"),
            *("benutzername", "nutzer"),
        ),
        "posted_at": (
            *("posted", "published", "published_at", "date_posted", "when", "sent", "post_date", "day"),
            *("fecha", "data", "datum", "zeitpunkt"),
        ),
    }
)
"""Names that other tables use, and that other columns have too: what was taken for what is said."""

BY_HAND: Mapping[str, str] = MappingProxyType(
    {
        "text": "text",
        "author": "author",
        "name": "name",
        "time": "posted_at",
        "date": "posted_at",
        "posted_at": "posted_at",
        "clock": "clock",
        "id": "tweet_id",
        "tweet_id": "tweet_id",
        "url": "tweet_url",
        "tweet_url": "tweet_url",
        "reply_to": "reply_to",
        "reply_to_id": "reply_to_id",
        "retweet_of_id": "retweet_of_id",
        "quote_of_id": "quote_of_id",
        "likes": "likes",
        "retweets": "retweets",
    }
)
"""What `--columns` may name -> the field."""


class Layout(NamedTuple):
    """Where what stands in a table."""

    places: Mapping[str, int]  # field -> 0-based place of its column
    dialect: Dialect | None = None
    guessed: tuple[str, ...] = ()  # fields whose column has a name that other columns have too, or none


def plain(name: str) -> str:
    """A column's name without what spellings differ in.

    >>> plain("Tweet Date (UTC)") == plain("tweetDateUtc")
    True
    """
    return re.sub(r"[\W_]+", "", name.casefold())


@functools.cache
def _known(loose: bool) -> Mapping[str, tuple[str, ...]]:
    return {
        name: tuple(map(plain, (*names, *(LOOSE.get(name, ()) if loose else ())))) for name, names in COLUMNS.items()
    }


@functools.cache
def _marks() -> tuple[tuple[Dialect, frozenset[str]], ...]:
    return tuple((dialect, frozenset(map(plain, dialect.known_by))) for dialect in DIALECTS)


def layout(header: Sequence[str], *, loose: bool = False) -> Layout:
    """Where what stands under a header; of columns with one name the first counts. `loose`: other names count too."""
    at: dict[str, int] = {}
    for place, name in enumerate(header):
        if name:
            at.setdefault(plain(name), place)
    for name, place in tuple(at.items()):  # tweet_created_at, tweet_likes
        at.setdefault(name.removeprefix("tweet"), place)
    fitting = [(len(marks), dialect) for dialect, marks in _marks() if marks <= at.keys()]
    dialect = max(fitting, key=lambda fit: fit[0])[1] if fitting else None
    places: dict[str, int] = {}
    guessed = []
    for what, names in _known(loose).items():
        named = (plain(dialect.columns[what]),) if dialect and what in dialect.columns else ()
        taken = () if what == "clock" else places.values()
        found = next((name for name in (*named, *names) if name in at and at[name] not in taken), None)
        if found is not None:
            places[what] = at[found]
            if loose and found in map(plain, LOOSE.get(what, ())):
                guessed.append(what)
    if places.get("clock") == places.get("posted_at") and {plain("date"), plain("day")} & at.keys():
        places["posted_at"] = at[plain("date")] if plain("date") in at else at[plain("day")]
    if "posted_at" not in places or places.get("clock") == places["posted_at"]:
        places.pop("clock", None)
    return Layout(places, dialect, tuple(guessed))


def by_hand(found: Layout, header: Sequence[str], columns: Mapping[str, str]) -> Layout:
    """The layout as the user says it: `columns` names for each field a column, or its number from 1.

    Raises `OptionError` for fields and columns that are not there.
    """
    places = dict(found.places)
    spelled = {plain(name): place for place, name in reversed(list(enumerate(header))) if name}
    for what, column in columns.items():
        if what not in BY_HAND:
            raise OptionError(f"There is no field {shown(what)!r} to fill.", f"Fields: {', '.join(BY_HAND)}.")
        place = spelled.get(plain(column), int(column) - 1 if column.isascii() and column.isdigit() else -1)
        if not 0 <= place < max(len(header), 1):
            names = ", ".join(shown(name) for name in header if name) or f"1 to {len(header)}"
            raise OptionError(f"There is no column {shown(column)!r} in the table.", f"Its columns: {names}.")
        places[BY_HAND[what]] = place
        if what in ("time", "date", "posted_at") and "clock" not in columns:
            places.pop("clock", None)
    named = {BY_HAND[what] for what in columns}
    return Layout(places, found.dialect, tuple(what for what in found.guessed if what not in named))
