"""`sessions`: a row per sitting of a recurring chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _cells, _counts

    inquiries = {inquiry.session: inquiry for inquiry in analysis.inquiries}
    with_authors = _counts.has_authors(analysis)
    for session in analysis.timeline.sessions:
        inquiry = inquiries.get(session.number)
        authors = {author.casefold() for i in session.tweets if (author := analysis.timeline.tweets[i].author)}
        names = {name for i in session.tweets for name in analysis.placements[i].questions}
        names.update(question.name for question in inquiry.questions) if inquiry else None
        yield (
            analysis.source.chat,
            session.number,
            _cells.moment(session.starts_at),
            _cells.moment(session.ends_at),
            len(session.tweets),
            _counts.different(analysis, session.tweets),
            len(authors) if with_authors else None,
            len(names),
            inquiry.hosts if inquiry else (),
        )


TABLE = Table(
    "sessions",
    "Each sitting of a recurring chat: when, how many tweets and people, who hosts.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "counts from 1"),
        Column("starts_at", "time", "its first tweet, ISO 8601"),
        Column("ends_at", "time", "its last tweet, ISO 8601"),
        Column("tweets", "integer", "occurrences: every tweet"),
        Column("different", "integer", "different tweets: one per group of repeats"),
        Column("people", "integer", "authors; empty without authors"),
        Column("questions", "integer", "how many questions it has"),
        Column("hosts", "list", "handles of who asks"),
    ),
    _rows,
)
