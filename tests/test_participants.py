"""`participants` by its definitions: every column counted anew from the table of tweets, in the plainest way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import golden
from chatlens.tables import sorted_by, tables
from conftest import Cli

SAMPLE = golden.SAMPLES / "gardenchat.csv"
SAMPLES = pytest.mark.parametrize(
    "sample",
    [SAMPLE, golden.SAMPLES / "gardenchat.v1.jsonl", golden.SAMPLES / "seasons.csv"],
    ids=lambda path: path.name,
)

Tweets = list[dict[str, Any]]


def all_tweets(sample: Path) -> Tweets:
    """The table of tweets, what is missing None."""
    frame = golden.chat(sample).tweets
    return [{key: None if cell is pd.NA else cell for key, cell in row.items()} for row in frame.to_dict("records")]


class Counted:
    """A session's tweets, counted for one person by what the README says of each column."""

    def __init__(self, every: Tweets, session: int | None, person: str) -> None:
        self.by_number = {tweet["tweet"]: tweet for tweet in every}
        self.tweets = [tweet for tweet in every if tweet["session"] == session]
        self.key = person.casefold()
        self.own = [tweet for tweet in self.tweets if self.is_by(tweet)]

    def is_by(self, tweet: dict[str, Any]) -> bool:
        """Whether it is theirs."""
        return (tweet["author"] or "").casefold() == self.key

    def group(self, tweet: dict[str, Any]) -> dict[str, Any]:
        """The first tweet of the session that is the same: the original, if it is there."""
        original = tweet["repeat_of"] or tweet["tweet"]
        members = [one for one in self.tweets if (one["repeat_of"] or one["tweet"]) == original]
        return next((one for one in members if one["tweet"] == original), members[0])

    def is_retweet(self, tweet: dict[str, Any]) -> bool:
        """Whether it repeats one and adds no comment: a comment makes it a reply to what was none."""
        if tweet["repeat_of"] is None:
            return False
        original = self.by_number[tweet["repeat_of"]]
        return tweet["role"] != "reply" or (original["role"] == "reply" and tweet["repeat_kind"] != "edited")

    def names(self, handles: Iterable[str]) -> bool:
        """Whether they are among these."""
        return self.key in {handle.casefold() for handle in handles}

    def answers_them(self, tweet: dict[str, Any]) -> bool:
        """Whether it is addressed to them, or a comment on a tweet of theirs."""
        original = self.by_number.get(tweet["repeat_of"])
        comments = original is not None and not self.is_retweet(tweet)
        return self.names(tweet["reply_to"]) or (comments and original is not None and self.is_by(original))

    @property
    def different_answers(self) -> Tweets:
        """Theirs, each once."""
        return [t for t in self.own if t["role"] == "answer" and self.group(t) is t]


def words(counted: Counted) -> int:
    """Words of all tweets but retweets; labels, handles, hashtags, links and copies cut."""
    said = 0
    for tweet in counted.own:
        if not counted.is_retweet(tweet):
            text = re.split(r"\bRT @", tweet["text"])[0] if tweet["repeat_of"] else tweet["text"]
            text = re.sub(r"[@#]\w+|https?://\S+|\b[QAqa]\d\b", " ", text)
            said += sum(bool(re.search(r"\w", word)) for word in text.split())
    return said


DEFINITIONS: dict[str, Callable[[Counted], object]] = {
    "kind": lambda c: "mentioned" if not c.own else "amplifier" if all(map(c.is_retweet, c.own)) else "contributor",
    "tweets": lambda c: len(c.own),
    "original_tweets": lambda c: sum(not c.is_retweet(t) for t in c.own),
    "retweets": lambda c: sum(map(c.is_retweet, c.own)),
    "replies": lambda c: sum(t["role"] == "reply" for t in c.own),
    "answers": lambda c: len(c.different_answers),
    "questions_answered": lambda c: len({name for t in c.different_answers for name in t["questions"]}),
    "questions_asked": lambda c: len(
        {n for t in c.own if t["role"] == "question" and not c.is_retweet(t) for n in t["questions"]}
    ),
    "words": words,
    "times_shared": lambda c: sum(c.is_by(c.group(t)) and c.group(t) is not t for t in c.tweets),
    "mentioned_in": lambda c: sum(c.names(t["mentions"]) for t in c.tweets),
    "replied_to": lambda c: sum(c.answers_them(t) and not c.is_by(t) for t in c.tweets),
    "first_tweet_at": lambda c: next((t["posted_at"] for t in c.own if t["posted_at"]), None),
    "last_tweet_at": lambda c: next((t["posted_at"] for t in reversed(c.own) if t["posted_at"]), None),
    "first_line": lambda c: next(
        t["first_line"] for t in c.own or c.tweets if c.own or c.names(t["mentions"]) or c.answers_them(t)
    ),
}
OF_OTHER_TESTS = {"chat", "session", "person", "name", "is_host", "out_degree", "in_degree"}
"""What says who it is, and the degrees, which `test_edges` counts anew."""


def test_every_column_has_a_definition() -> None:
    """The README's meaning, and a count of its own here."""
    columns = tables()["participants"].columns
    assert {column.name for column in columns} == DEFINITIONS.keys() | OF_OTHER_TESTS
    assert all(column.meaning for column in columns)


@SAMPLES
@pytest.mark.parametrize("column", DEFINITIONS)
def test_column_is_what_its_definition_says(column: str, sample: Path) -> None:
    """Counted anew for every person."""
    every, people = all_tweets(sample), golden.chat(sample).participants
    assert len(people)
    for row in people.to_dict("records"):
        session = None if row["session"] is pd.NA else row["session"]
        found = None if row[column] is pd.NA else row[column]
        assert found == DEFINITIONS[column](Counted(every, session, row["person"])), row["person"]


@SAMPLES
def test_everybody_is_there_once_per_session(sample: Path) -> None:
    """Authors, and whom tweets name or are addressed to; hosts are marked."""
    people = golden.chat(sample).participants
    listed = [
        (None if s is pd.NA else s, p.casefold()) for s, p in zip(people["session"], people["person"], strict=True)
    ]
    named = {
        (tweet["session"], handle.casefold())
        for tweet in all_tweets(sample)
        for handle in (tweet["author"], *tweet["mentions"], *tweet["reply_to"])
        if handle
    }
    assert len(listed) == len(set(listed))
    assert set(listed) == named
    hosts = {handle.casefold() for handles in golden.chat(sample).sessions["hosts"] for handle in handles}
    assert {p.casefold() for p, host in zip(people["person"], people["is_host"], strict=True) if host} <= hosts
    assert people["is_host"].any()


def test_sorted_by_tweets_within_their_session() -> None:
    """As they come."""
    people = golden.chat(golden.SAMPLES / "seasons.csv").participants
    for _, session in people.groupby("session", dropna=False):
        assert list(session["tweets"]) == sorted(session["tweets"], reverse=True)


def test_hosts_can_be_left_out(cli: Cli) -> None:
    """--no-host takes their rows alone."""
    every = cli("participants", SAMPLE, "-f", "csv").text.splitlines()
    hosts = [line for line in every if ",true," in line]
    assert hosts
    assert cli("participants", SAMPLE, "-f", "csv", "--no-host").text.splitlines() == [
        line for line in every if line not in hosts
    ]


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        pytest.param([1, None, 3, 1], "Int64", [2, 0, 3, 1], id="numbers from the greatest, missing last"),
        pytest.param(["b", "A", None, "a"], "string", [1, 3, 0, 2], id="text from A, whatever its case"),
        pytest.param([False, True, None, True], "boolean", [1, 3, 0, 2], id="truths first"),
        pytest.param([("b",), ("a", "c"), (), ("a",)], "object", [2, 3, 1, 0], id="lists as they read"),
        pytest.param([None, None], "Int64", [0, 1], id="all missing"),
        pytest.param([], "Int64", [], id="no rows"),
    ],
)
def test_sorting(cells: list[object], kind: str, expected: list[int]) -> None:
    """Equal rows keep their order; the frame itself is not changed."""
    frame = pd.DataFrame({"cell": pd.Series(cells, dtype=kind), "at": range(len(cells))})
    assert sorted_by(frame, "cell")["at"].tolist() == expected
    assert frame["at"].tolist() == list(range(len(cells)))


@pytest.mark.parametrize("column", [column.name for column in tables()["participants"].columns])
def test_every_column_can_be_sorted_by(cli: Cli, column: str) -> None:
    """The rows are the same ones."""
    every = cli("participants", SAMPLE, "-f", "csv").text.splitlines()
    assert sorted(cli("participants", SAMPLE, "-f", "csv", "--sort", column).text.splitlines()) == sorted(every)


def test_a_wrong_column_is_wrong_usage(cli: Cli) -> None:
    """The message names the columns."""
    done = cli("participants", SAMPLE, "--sort", "followers", code=2)
    assert all(column.name in done.err for column in tables()["participants"].columns)
