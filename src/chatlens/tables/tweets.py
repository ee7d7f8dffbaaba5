"""`tweets`: a row per tweet, repeats included, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens import entities
    from chatlens.tables import _cells, _mentions

    for i, tweet in enumerate(analysis.timeline.tweets):
        placement, repeat, link = analysis.placements[i], analysis.repeats[i], analysis.links[i]
        unplaced = placement.confidence is None or not placement.questions
        yield (
            analysis.source.chat,
            analysis.timeline.session_of[i],
            i + 1,
            tweet.first_line,
            tweet.last_line,
            _cells.moment(tweet.posted_at),
            tweet.author,
            placement.role,
            placement.questions,
            _cells.label_names(analysis.labels[i]),
            placement.method,
            None if unplaced else round(placement.confidence or 0.0, 3),
            repeat.original + 1 if repeat else None,
            repeat.kind if repeat else None,
            round(repeat.similarity, 1) if repeat else None,
            link.quotes + 1 if link.quotes is not None else None,
            _addressed(link.reply_to, tweet.reply_to),
            _mentions.mentions(analysis, i),
            entities.hashtags(tweet.text),
            entities.links(tweet.text),
            tweet.likes,
            tweet.retweets,
            tweet.tweet_id,
            tweet.tweet_url,
            _cells.one_line(placement.note) or None,
            tweet.text.replace("\r\n", "\n").replace("\r", "\n"),
        )


def _addressed(found: tuple[str, ...], marked: tuple[str, ...]) -> tuple[str, ...]:
    """The handles a tweet is addressed to, by its text and by its platform, each once."""
    return tuple({handle.casefold(): handle for handle in reversed((*found, *marked))}.values())[::-1]


TABLE = Table(
    "tweets",
    "Each tweet with its role, question and how that was found, oldest first.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1; empty: between sessions"),
        Column("tweet", "integer", "its number in the chat's order, from 1"),
        Column("first_line", "integer", "lines of the transcript, from 1"),
        Column("last_line", "integer", "lines of the transcript, from 1"),
        Column("posted_at", "time", "ISO 8601, with offset if known; a date alone if no clock is known"),
        Column("author", "text", "handle; empty: unknown"),
        Column("role", "text", "question, answer, reply, greeting, closing or aside"),
        Column("questions", "list", "names of its questions"),
        Column("label", "text", "its own label, normalised"),
        Column("method", "text", "how it was placed"),
        Column("confidence", "number", "0-1: probability that the question is right; empty: unplaced"),
        Column("repeat_of", "integer", "number of the group's original; empty: an original"),
        Column("repeat_kind", "text", "copy, retweet, edited, cut or quote"),
        Column("similarity", "number", "0-100, to the original; 100 by platform ids"),
        Column("quotes", "integer", "number of the tweet it comments on"),
        Column("reply_to", "list", "handles it is addressed to"),
        Column("mentions", "list", "handles without @"),
        Column("hashtags", "list", "without #, spelling kept"),
        Column("links", "list", "as written"),
        Column("likes", "integer", "as the transcript has it"),
        Column("retweets", "integer", "as the transcript has it"),
        Column("tweet_id", "text", "the platform's"),
        Column("tweet_url", "text", "address of the tweet"),
        Column("note", "text", "what was done against the letter"),
        Column("text", "text", "verbatim"),
    ),
    _rows,
)
