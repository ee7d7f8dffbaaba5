"""The questions of a chat with their counts, theme words and best answers: `summarize` shows them in its report, and
`questions` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis
    from chatlens.tables._digest import Digest

TOP = 3
"""Best answers that have columns of their own."""


def rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    """A row per question in order, then one for what is under none."""
    from chatlens.tables import _cells, _counts, _digest

    for sitting in _counts.sittings(analysis):
        for digest in _digest.digests(analysis, sitting):
            tally = digest.tally
            question = tally.question
            yield (
                analysis.source.chat,
                tally.session,
                tally.name or None,
                _cells.one_line(question.text) if question and question.text else None,
                question.asked_by if question else (),
                tally.roles.get("question", 0),
                len(tally.answers),
                tally.occurrences,
                tally.repeats,
                tally.roles.get("reply", 0),
                tally.contributors,
                tuple(str(theme) for theme in digest.themes),
                *_top(analysis, digest),
            )


def _top(analysis: Analysis, digest: Digest) -> Iterator[Cell]:
    from chatlens.tables import _digest

    best = [ranked.answer for ranked in _digest.quoted(analysis, digest)[:TOP]]
    for answer in best:
        yield _digest.reading(analysis, answer.tweet)
        yield analysis.timeline.tweets[answer.tweet].author
        yield answer.shares
    yield from (None,) * 3 * (TOP - len(best))


COLUMNS = (
    Column("chat", "text", "the transcript's name"),
    Column("session", "integer", "sitting of a recurring chat, from 1"),
    Column("question", "text", "its name; empty: under no question"),
    Column("question_text", "text", "its text; empty: not in the transcript"),
    Column("asked_by", "list", "handles of who asked it"),
    Column("times_asked", "integer", "occurrences of the question"),
    Column("answers", "integer", "different answers"),
    Column("occurrences", "integer", "answers with their repeats"),
    Column("repeats", "integer", "occurrences - answers"),
    Column("replies", "integer", "occurrences of replies"),
    Column("contributors", "integer", "authors of answers; empty without authors"),
    Column("theme_words", "list", "words that set its answers apart, with how many different answers use them"),
    *(
        column
        for n in range(1, TOP + 1)
        for column in (
            Column(f"top_answer_{n}", "text", f"answer at rank {n}, for reading"),
            Column(f"top_answer_{n}_by", "text", "its author"),
            Column(f"top_answer_{n}_shared", "integer", "repeats of it"),
        )
    ),
)
