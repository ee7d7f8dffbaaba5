"""`links`: a row per question and link: what was shared, by whom, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _shared

    for link in _shared.shared(analysis):
        yield (
            analysis.source.chat,
            link.session,
            link.question or None,
            link.link,
            link.domain,
            link.title or None,
            link.shared_by,
            link.different,
            len(link.tweets),
            analysis.timeline.tweets[link.tweets[0]].first_line,
        )


TABLE = Table(
    "links",
    "Each link that was shared under each question: in what words, by whom, and how often.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1; empty: between sessions"),
        Column("question", "text", "its question; empty: under none"),
        Column("link", "text", "its fullest spelling, tracking parts cut; pictures, tweets and searches are left out"),
        Column("domain", "text", "where it leads, without www."),
        Column("title", "text", "words around it in the tweet that was shared most; empty: too few to name it"),
        Column("shared_by", "list", "handles of who tweeted it, first sharer first; who only retweeted is left out"),
        Column("different", "integer", "different tweets with it"),
        Column("occurrences", "integer", "all tweets with it, retweets included"),
        Column("first_line", "integer", "line of the transcript where it first stands"),
    ),
    _rows,
)
