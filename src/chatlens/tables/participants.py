"""`participants`: a row per person and session: what each sent, and how others took it up.

A *retweet* here is a plain repeat of whatever kind, one's own tweet again included: every repeat but a comment + copy.
Without authors nobody's tweets can be counted; the people whom others mention or reply to are listed all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _people

    return _people.rows(analysis)


TABLE = Table(
    "participants",
    "Each person: what they sent, and how others took it up.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1"),
        Column("person", "text", "handle without @"),
        Column("name", "text", "display name"),
        Column("is_host", "truth", "whether they ask the questions"),
        Column("kind", "text", "contributor, amplifier (only retweets) or mentioned (wrote none)"),
        Column("tweets", "integer", "sent; empty, like all counts of what was sent, without authors"),
        Column("original_tweets", "integer", "tweets - retweets"),
        Column("retweets", "integer", "plain repeats, with no comment of their own"),
        Column("replies", "integer", "tweets of role reply"),
        Column("answers", "integer", "different answers"),
        Column("questions_answered", "integer", "different questions answered"),
        Column("questions_asked", "integer", "different questions asked"),
        Column("words", "integer", "own words, without labels, handles, hashtags and links"),
        Column("times_shared", "integer", "repeats of their tweets, by anyone"),
        Column("mentioned_in", "integer", "tweets that mention them"),
        Column("replied_to", "integer", "tweets that reply to them"),
        Column("out_degree", "integer", "different people they reached by replies, quotes, retweets, mentions"),
        Column("in_degree", "integer", "different people who reached them so"),
        Column("first_tweet_at", "time", "ISO 8601"),
        Column("last_tweet_at", "time", "ISO 8601"),
        Column("first_line", "integer", "where they first write; who never writes: where they are first named"),
    ),
    _rows,
)
