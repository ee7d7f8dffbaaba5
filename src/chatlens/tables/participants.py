"""`participants`: a row per person and session: what each sent, and how others took it up.

A *retweet* here is a plain repeat of whatever kind, one's own tweet again included: every repeat but a comment + copy.
Without authors nobody's tweets can be counted; the people whom others mention or reply to are listed all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Option, Table, sorted_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _people

    return _people.rows(analysis)


def _without_hosts(frame: pd.DataFrame, value: str) -> pd.DataFrame:  # noqa: ARG001  # it is a flag
    return frame[~frame["is_host"]].reset_index(drop=True)


COLUMNS = (
    Column("chat", "text", "the transcript's name"),
    Column("session", "integer", "sitting of a recurring chat, from 1"),
    Column("person", "text", "handle without @, as in their first tweet, else as others mostly write it"),
    Column("name", "text", "display name; empty: not in the transcript"),
    Column("is_host", "truth", "whether they ask the questions"),
    Column(
        "kind",
        "text",
        "contributor (any tweet that is no retweet), amplifier (only retweets), mentioned (wrote none)",
    ),
    Column("tweets", "integer", "sent; empty, like all counts of what was sent, without authors"),
    Column("original_tweets", "integer", "tweets - retweets"),
    Column("retweets", "integer", "tweets that repeat one, their own too, and add no comment"),
    Column("replies", "integer", "tweets of role reply"),
    Column("answers", "integer", "different answers that they gave first: repeats are of whom they repeat"),
    Column("questions_answered", "integer", "different questions that these answers are under"),
    Column("questions_asked", "integer", "different questions that their tweets ask, retweets left out"),
    Column("words", "integer", "of all but retweets, without labels, handles, hashtags, links and what is copied"),
    Column("times_shared", "integer", "tweets that repeat one of theirs, by anyone"),
    Column("mentioned_in", "integer", "tweets of anyone that name them with @"),
    Column("replied_to", "integer", "tweets of others that are addressed to them or answer a tweet of theirs"),
    Column("out_degree", "integer", "different people they retweet, quote, answer or mention: targets in edges"),
    Column("in_degree", "integer", "different people who do so to them: sources in edges"),
    Column("first_tweet_at", "time", "time of their first tweet that has one, ISO 8601"),
    Column("last_tweet_at", "time", "time of their last tweet that has one, ISO 8601"),
    Column("first_line", "integer", "where they first write; who never writes: where they are first named"),
)

TABLE = Table(
    "participants",
    "Each person: what they sent, and how others took it up.",
    COLUMNS,
    _rows,
    options=(
        Option("no-host", "Leave the hosts out.", _without_hosts),
        Option(
            "sort",
            "Order the whole table by this column: numbers from the greatest, text from A, the unknown last.  "
            "[default: by tweets, session by session]",
            sorted_by,
            tuple(column.name for column in COLUMNS),
            "COLUMN",
        ),
    ),
)
