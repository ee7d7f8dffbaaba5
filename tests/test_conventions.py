"""Conventions: which label candidates count in a chat, learnt from the chat."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import conventions, labels
from chatlens.models import Session, Timeline, Tweet

CASES = json.loads((Path(__file__).parent / "cases" / "conventions.json").read_text(encoding="utf-8"))
MARKED = ("Q1: What grows?", "A1: Beans", "A1: Peas", "Q2: And what not?", "A2: Figs")


def timeline(*tweets: str, authors: str = "", cut: int | None = None) -> Timeline:
    """One session of these tweets (two, where `cut` says where the second begins); authors are parted by blanks."""
    names = authors.split() or [None] * len(tweets)
    records = tuple(
        Tweet(n + 1, n + 1, text, author) for n, (text, author) in enumerate(zip(tweets, names, strict=True))
    )
    edge = len(tweets) if cut is None else cut
    sittings = [s for s in (tuple(range(edge)), tuple(range(edge, len(tweets)))) if s]
    sessions = tuple(Session(n, indices) for n, indices in enumerate(sittings, start=1))
    return Timeline(records, sessions, tuple(session.number for session in sessions for _ in session.tweets))


def settled(*tweets: str, authors: str = "", cut: int | None = None) -> list[str]:
    """The names of each tweet's labels."""
    found = conventions.settle(timeline(*tweets, authors=authors, cut=cut))
    return ["; ".join(label.name for label in names) for names in found]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for case in CASES
    ],
)
def test_counts_what_the_case_expects(case):
    """Each small chat of the table: exactly these labels count, tweet by tweet."""
    tweets = [Tweet(n, n, text, author) for n, (author, text) in enumerate(case["input"], start=1)]
    session = Session(1, tuple(range(len(tweets))))
    found = conventions.settle(Timeline(tuple(tweets), (session,), (1,) * len(tweets)))
    assert ["; ".join(label.name for label in names) for names in found] == case["expected"]


def test_cases_stand_in_order_and_are_complete():
    """The table has its six fields, labels are unique, and what must not count stands first, known failures last."""
    assert all(set(case) == {"label", "comment", "provenance", "input", "expected", "expect"} for case in CASES)
    assert {case["provenance"] for case in CASES} == {"form seen in the wild", "synthetic"}
    assert len({case["label"] for case in CASES}) == len(CASES)
    silent = [case["label"].startswith("no: ") for case in CASES]
    assert silent == sorted(silent, reverse=True)
    known = [case["label"].startswith("known: ") for case in CASES]
    assert known == sorted(known) == [case["expect"] == "xfail" for case in CASES]


@pytest.mark.parametrize(
    "tweets",
    [
        pytest.param(
            ("A4 is too small for a plan", "A4 tears", "A4 it is then", "A4 or larger?"), id="a chat about paper"
        ),
        pytest.param(("A1 was closed again", "Beans", "Peas"), id="one bare label"),
        pytest.param(("A1 was closed", "A1 was closed", "A1 was closed", "A2 as well"), id="the same tweet again"),
        pytest.param(("A1 one", "A2 two", "A3 three", "A7 seven"), id="no number twice"),
        pytest.param(("A1c is up", "A1c is down", "I like beans"), id="a blood test"),
        pytest.param((*MARKED, "A7 north is closed"), id="a number that nobody marks"),
        pytest.param((*MARKED, "T2 is bright", "T2: high signal", "T1: dark"), id="a term of the subject"),
        pytest.param(("T2: bright", "T2: high", "T2: again", "T2: and again"), id="one topic number"),
        pytest.param(("T1 pots", "T1 beds", "T2 water", "T2 rain", "T3 slugs"), id="bare topics"),
    ],
)
def test_labels_that_the_chat_does_not_confirm_do_not_count(tweets):
    """What is a label in some chats only is none where this chat does not label so."""
    kept = [names for tweet, names in zip(tweets, settled(*tweets), strict=True) if tweet not in MARKED]
    assert not any(kept)


@pytest.mark.parametrize(
    ("tweets", "expected"),
    [
        pytest.param((*MARKED, "A1 Kale", "a2 rice"), ["Q1", "A1", "A1", "Q2", "A2", "A1", "A2"], id="others mark it"),
        pytest.param(("Q1: What grows?", "a1 beans"), ["Q1", "A1"], id="the question marks the number"),
        pytest.param(
            ("A1 beans", "A1 peas", "A2 figs", "A2 rice", "A3 tea"), ["A1", "A1", "A2", "A2", ""], id="all write so"
        ),
        pytest.param((*MARKED, "A1c More beans"), ["Q1", "A1", "A1", "Q2", "A2", "A1c"], id="a part letter"),
        pytest.param(
            ("T1: pots", "T1: beds", "T2: water", "T2: rain", "T3 slugs", "so true"),
            ["T1", "T1", "T2", "T2", "", ""],
            id="topics",
        ),
        pytest.param(("A4: paper pots", "A4 paper is for printers"), ["A4", ""], id="paper in a chat with labels"),
        pytest.param(("A3\nsoil",), ["A3"], id="sure by its form"),
    ],
)
def test_labels_that_the_chat_confirms_count(tweets, expected):
    """A bare label counts where others mark its number, or where enough different tweets begin so."""
    assert settled(*tweets) == expected


@pytest.mark.parametrize(
    ("tweets", "authors", "expected"),
    [
        pytest.param(("A1: x", "A2/2 more"), "", ["A1", "A2"], id="nothing to be part of"),
        pytest.param(("A2: x", "A2/2 more"), "", ["A2", "A2.2"], id="no authors, an A2 before"),
        pytest.param(("A2/2 more", "A2: x"), "", ["A2", "A2"], id="the A2 comes later"),
        pytest.param(("A2: x", "A2/2 more"), "mira_k tobo", ["A2", "A2"], id="somebody else's A2"),
        pytest.param(("A2: x", "A2/2 more"), "mira_k Mira_K", ["A2", "A2.2"], id="the author's own A2"),
        pytest.param(("A3: x", "A2/2 more"), "mira_k mira_k", ["A3", "A2"], id="another number"),
        pytest.param(("A2/1 x", "A2/2 y"), "mira_k mira_k", ["A2", "A2.2"], id="first and second part"),
    ],
)
def test_a_slash_makes_a_part_only_behind_its_first(tweets, authors, expected):
    """ "A2/2" is a second part where its author (or anybody, where no authors are known) has an A2 before it."""
    assert settled(*tweets, authors=authors) == expected


def test_sessions_decide_for_themselves():
    """A session where nobody labels is not read by the habits of another."""
    assert settled("A1 beans", "A1: peas", "A1 was closed again", "We took the train", cut=2) == ["A1", "A1", "", ""]


def test_every_settled_label_is_a_candidate():
    """Conventions choose among the candidates: places and conventions stay."""
    texts = (*MARKED, "RT @mira_k: A1 Kale")
    for text, kept in zip(texts, conventions.settle(timeline(*texts)), strict=True):
        assert kept == labels.find(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*MARKED, "A1 x", "A2/2 y", "T1: z", "T2: z", "A3b z", "so true", ""]), max_size=15))
def test_settles_one_record_per_tweet(texts):
    """Whatever the tweets, each has its labels, and none that its text does not offer."""
    found = conventions.settle(timeline(*texts))
    assert len(found) == len(texts)
    for text, kept in zip(texts, found, strict=True):
        assert {label.question for label in kept} <= {label.question for label in labels.find(text)}


def test_bare_topics_count_beside_marked_ones() -> None:
    """Where two tweets at least mark "T1:" and enough begin so, "T1 pots" is a label too; one mark is not enough."""
    marked = ("T1: What grows?", "T2: And what not?")
    bare = ("T1 pots", "T1 beds", "T1 a sill", "T2 water", "T2 rain", "T2 slugs, mostly")
    assert settled(*marked, *bare) == ["T1", "T2", "T1", "T1", "T1", "T2", "T2", "T2"]
    assert settled(marked[0], *bare) == [""] * 7
