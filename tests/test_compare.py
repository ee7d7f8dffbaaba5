"""`compare`: sessions side by side, and what became of newcomers."""

from __future__ import annotations

from datetime import datetime

import pytest

import chatlens
import golden
from builders import Said, analysis, said
from chatlens.analysis import Analysis
from chatlens.models import Link, Options, Question
from chatlens.tables import Cell, _comparing, tables
from conftest import Cli

SEASONS = golden.SAMPLES / "seasons.csv"


def rows(*analyses: Analysis) -> list[dict[str, Cell]]:
    """The table's rows by column."""
    table = tables()["compare"]
    assert table.across is not None
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.across(analyses)]


def by(author: str | None, session: int = 1, text: str = "I dig", **more: object) -> Said:
    """An answer by somebody."""
    return said("answer", "Q1", text, author, session=session, **more)


def week(number: int, *authors: str | None, chat: str = "", day: int | None = None) -> Analysis:
    """A transcript of one session in which each of these writes once; `day` of May."""
    when = None if day is None else datetime(2026, 5, day, 20, 0)
    return analysis([by(author, posted_at=when) for author in authors], chat=chat or f"week{number}")


def test_people_come_come_back_and_stay_away() -> None:
    """Whatever the case of their handles; of the first session it is not known who is new."""
    found = rows(week(1, "ana", "leo"), week(2, "Leo", "tom", "tom"), week(3, "ANA", "leo", "mira_k"))
    columns = ("people", "new", "returning", "lost")
    assert [[row[c] for c in columns] for row in found] == [[2, None, None, None], [2, 1, 1, 1], [3, 1, 2, 1]]


def test_newcomers_are_answered_and_come_back() -> None:
    """An answer is a reply or a quote by somebody else; to come back is to write in any later session."""
    stream = analysis(
        [
            by("mira_k", 1),
            by("ana", 2, "I am new"),
            by("leo", 2, "I am new, too"),
            by("tom", 2, "Me too"),
            by("eva", 2, "And me"),
            said("reply", "Q1", "@ana welcome", "mira_k", session=2, link=Link(replies_to=1, reply_to=("ana",))),
            said("reply", "Q1", "Welcome! RT @leo: I am new, too", "mira_k", session=2, again=2),
            said("answer", "Q1", "RT @tom: Me too", "mira_k", session=2, again=3),
            said("answer", "Q1", "hello @eva", "mira_k", session=2),
            by("mira_k", 3),
            by("ana", 4),
            by("EVA", 4),
        ]
    )
    found = rows(stream)
    columns = ("new", "newcomers_answered", "newcomers_came_back", "answered_came_back", "unanswered_came_back")
    assert [found[1][c] for c in columns] == [4, 2, 2, 1, 1]
    assert [found[3][c] for c in columns] == [0, 0, None, None, None]
    assert str(_comparing.return_rate(_comparing.compared([stream]))) == (
        "newcomers who got an answer came back 1 of 2, those who got none 1 of 2"
    )


def test_sessions_stand_in_the_order_of_their_start() -> None:
    """Whatever the order of the files; without times as they are given."""
    late, early = week(1, "ana", day=8), week(2, "leo", day=1)
    assert [row["chat"] for row in rows(late, early)] == ["week2", "week1"]
    assert [row["chat"] for row in rows(late, week(3, "leo"), early)] == ["week1", "week3", "week2"]


def test_shares_and_answers() -> None:
    """Hosts' part of all tweets; different answers to a question; changes against the session before."""
    asked = [Question(1, "Q1", "What?"), Question(1, "Q2", "Why?"), Question(2, "Q1", "How?")]
    stream = analysis(
        [
            said("question", "Q1", "Q1: What?", "mira_k"),
            by("ana", text="Worms"),
            by("leo", text="RT @ana: Worms", again=1),
            said("answer", "Q1 Q2", "Rain", "leo"),
            said("aside", "", "Hello", "tom"),
            said("question", "Q1", "Q1: How?", "Mira_K", session=2),
            by("ana", 2, "Slowly"),
        ],
        asked,
        hosts={1: ("mira_k",), 2: ("mira_k",)},
    )
    first, second = rows(stream)
    assert (first["tweets"], first["different"], first["host_share"]) == (5, 4, 0.2)
    assert (first["questions"], first["answers"], first["answers_per_question"]) == (2, 3, 1.5)
    changes = [column for column in first if column.endswith("_change")]
    assert [first[column] for column in changes] == [None] * 4
    assert [second[column] for column in changes] == [-3, -2, 0.3, -0.5]


def test_without_authors_people_are_unknown() -> None:
    """Tweets are counted all the same; a transcript with authors beside it is not compared with nobody."""
    found = rows(week(1, None, None), week(2, "ana"), week(3, "ana", "leo"))
    columns = ("tweets", "people", "new", "returning", "lost", "host_share")
    assert [[row[c] for c in columns] for row in found] == [
        [2, None, None, None, None, None],
        [1, 1, None, None, None, None],
        [2, 2, 1, 1, 0, None],
    ]


def test_what_is_between_sessions_is_in_none() -> None:
    """Who writes there does not take part."""
    stream = analysis([by("ana"), said("aside", "", "Bye", "leo", session=None), by("leo", 2)])
    assert [(row["people"], row["new"]) for row in rows(stream)] == [(1, None), (1, 1)]


def test_sums_come_out_on_the_sample() -> None:
    """New and returning are all people; those of `sessions`."""
    chat = chatlens.load(SEASONS)
    found, listed = chat.comparison, chat.sessions
    assert len(found) == 3
    for column in ("tweets", "different", "people", "questions"):
        assert found[column].tolist() == listed[column].tolist()
    assert (found["new"] + found["returning"]).dropna().tolist() == found["people"].tolist()[1:]
    assert (found["newcomers_came_back"] - found["answered_came_back"]).equals(found["unanswered_came_back"])


def test_one_session_is_nothing_to_compare(cli: Cli) -> None:
    """A note says so; --strict fails then."""
    done = cli("compare", golden.SAMPLES / "gardenchat.csv", "--strict", code=1)
    assert "nothing to compare it with" in done.err
    assert "nothing to compare it with" not in cli("compare", SEASONS).err


def test_the_return_of_newcomers_is_told_in_words(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under -v alone: it is no trouble."""
    rate = _comparing.ReturnRate(5, 3, 7, 1)
    monkeypatch.setattr(_comparing, "return_rate", lambda found: rate)  # noqa: ARG005  # as the real one
    said_so = "newcomers who got an answer came back 3 of 5, those who got none 1 of 7"
    assert said_so in cli("compare", SEASONS, "-v").err
    assert said_so not in cli("compare", SEASONS).err


def test_chosen_sessions_are_compared() -> None:
    """As --session chooses them."""
    chat = chatlens.load(SEASONS, options=Options(sessions=(1, 3)))
    assert chat.comparison["session"].tolist() == [1, 3]
    assert chat.comparison["returning"].tolist()[1] == 7
