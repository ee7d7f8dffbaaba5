"""`compare`: a row per session, of one stream or of several transcripts, the earliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chatlens.analysis import Analysis
    from chatlens.models import Note
    from chatlens.tables._comparing import Newcomers


def _across(analyses: Sequence[Analysis]) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _cells, _comparing

    found = _comparing.compared(analyses)
    tweets = _comparing.changes([one.tweets for one in found])
    people = _comparing.changes([one.people for one in found])
    share = _comparing.changes([one.host_share for one in found])
    answers = _comparing.changes([one.answers_per_question for one in found])
    for place, one in enumerate(found):
        yield (
            one.chat,
            one.session,
            _cells.moment(one.starts_at),
            one.tweets,
            one.different,
            one.people,
            len(one.newcomers.all) if one.newcomers else None,
            one.returning,
            one.lost,
            _rounded(one.host_share, 3),
            _rounded(one.answers_per_question, 2),
            one.questions,
            one.answers,
            *_return(one.newcomers),
            _whole(tweets[place]),
            _whole(people[place]),
            _rounded(share[place], 3),
            _rounded(answers[place], 2),
        )


def _return(new: Newcomers | None) -> Iterator[Cell]:
    if new is None:
        yield from (None,) * 4
        return
    yield len(new.answered)
    if new.came_back is None:
        yield from (None,) * 3
        return
    yield len(new.came_back)
    yield len(new.came_back & new.answered)
    yield len(new.came_back - new.answered)


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _notes(analyses: Sequence[Analysis]) -> Iterator[Note]:
    from chatlens.models import Note
    from chatlens.tables import _comparing

    found = _comparing.compared(analyses)
    if len(found) == 1:
        yield Note(
            "there is one session alone, and nothing to compare it with.",
            "Name several transcripts, or one of several sessions.",
        )
    rate = _comparing.return_rate(found)
    if rate.answered or rate.unanswered:
        yield Note(f"{rate}.", detail=True)


TABLE = Table(
    "compare",
    "Sessions side by side, of one stream or several transcripts: who came, who came back, what changed.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1"),
        Column("starts_at", "time", "its first tweet, ISO 8601; rows stand in this order, or as given without times"),
        Column("tweets", "integer", "occurrences: every tweet"),
        Column("different", "integer", "different tweets: one per group of repeats"),
        Column("people", "integer", "authors, hosts included; empty, like all counts of people, without authors"),
        Column("new", "integer", "people of no earlier session here; empty for the first, where that is not known"),
        Column("returning", "integer", "people of some earlier session; new + returning = people"),
        Column("lost", "integer", "people of the session before who are not in this one"),
        Column("host_share", "number", "0-1: tweets by hosts among all"),
        Column("answers_per_question", "number", "answers / questions"),
        Column("questions", "integer", "how many questions it has"),
        Column("answers", "integer", "different answers under a question; under two questions they count twice"),
        Column("newcomers_answered", "integer", "of the new: whom somebody replies to or quotes in this session"),
        Column("newcomers_came_back", "integer", "of the new: who write in a later session; empty for the last"),
        Column("answered_came_back", "integer", "of newcomers_answered: who came back"),
        Column("unanswered_came_back", "integer", "of the new whom nobody answered: who came back"),
        Column("tweets_change", "integer", "difference to the session before"),
        Column("people_change", "integer", "difference to the session before"),
        Column("host_share_change", "number", "difference to the session before"),
        Column("answers_per_question_change", "number", "difference to the session before"),
    ),
    lambda analysis: _across([analysis]),
    across=_across,
    example="transcript.txt last-week.txt",
    notes=_notes,
)
