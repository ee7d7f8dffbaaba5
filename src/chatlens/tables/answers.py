"""`answers`: a row per different answer, best first within its question, what is under none last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from chatlens.analysis import Analysis
    from chatlens.tables._counts import Sitting


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens import entities
    from chatlens.tables import _cells, _counts, _digest, _mentions

    for sitting in _counts.sittings(analysis):
        replies = _replies(analysis, sitting)
        for digest in _digest.digests(analysis, sitting):
            for answer, rank, why in digest.ranked:
                tweet = analysis.timeline.tweets[answer.tweet]
                yield (
                    analysis.source.chat,
                    digest.tally.session,
                    digest.tally.name or None,
                    rank,
                    _digest.reading(analysis, answer.tweet),
                    tweet.author,
                    answer.shares,
                    sum(replies[member] for member in answer.members),
                    why,
                    _cells.label_names(analysis.labels[answer.tweet]),
                    entities.hashtags(tweet.text),
                    _mentions.mentions(analysis, answer.tweet),
                    entities.links(tweet.text),
                    tweet.first_line,
                    tuple(str(analysis.timeline.tweets[member].first_line) for member in answer.members),
                    tweet.tweet_url,
                    _cells.one_line(tweet.text),
                )


def _replies(analysis: Analysis, sitting: Sitting) -> Counter[int]:
    """How many tweets of the sitting reply to each tweet or comment on it; a comment that does both counts once."""
    from collections import Counter

    counted: Counter[int] = Counter()
    for i in sitting.tweets:
        link = analysis.links[i]
        if analysis.placements[i].role == "reply":
            counted.update({target for target in (link.replies_to, link.quotes) if target is not None})
    return counted


TABLE = Table(
    "answers",
    "Each different answer, best first within its question.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1"),
        Column("question", "text", "its question; empty: under none"),
        Column("rank", "integer", "place within the question, 1 is best"),
        Column("answer", "text", "for reading: label and trailing hashtags cut"),
        Column("author", "text", "handle; empty: unknown"),
        Column("times_shared", "integer", "its repeats, 0 = never shared"),
        Column("replies", "integer", "replies to it, and comments that quote it"),
        Column("why", "text", "what put it at this rank"),
        Column("label", "text", "its own label, normalised"),
        Column("hashtags", "list", "without #, spelling kept"),
        Column("mentions", "list", "handles without @"),
        Column("links", "list", "as written"),
        Column("first_line", "integer", "line of the transcript where it starts"),
        Column("all_lines", "list", "first lines of it and of its repeats"),
        Column("tweet_url", "text", "address of the tweet"),
        Column("text", "text", "verbatim, line ends as /"),
    ),
    _rows,
)
