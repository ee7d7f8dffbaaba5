"""A copied page without handles and hashtags: how it is known, and where its tweets end."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens.models import Options, Reading, Source
from chatlens.readers import pasted, stripped
from chatlens.sources import split_lines
from same_chat import CANON

SAMPLES = Path(__file__).parent.parent / "samples"
CHAT = (
    "Welcome to  tonight! Who is here? ",
    "Q1: What was the first thing you ever grew from seed? ",
    " Cress on a wet flannel. ",
    "A1: Sunflowers. Mine came third of thirty in the school race. ",
    "A1: Radishes, because  promised three weeks. ",
    "RT : Q1: What was the first thing you ever grew from seed? ",
    "Q2: And the last? ",
    "A2: Beans ",
)


def reading(text: str) -> Reading:
    """The text, read as a stripped page."""
    return stripped.read(Source("a.txt", "a", text, "utf-8"), Options())


@pytest.mark.parametrize("name", ["stripped", "stripped-blanks", "stripped-led"])
def test_stripped_pages_are_the_same_chat(name):
    """A tweet a line, between lines of blanks, or behind "- ": the same tweets, labels and questions, but for what was
    cut out."""
    [canon] = chatlens.load(CANON).analyses
    [other] = chatlens.load(SAMPLES / f"gardenchat.{name}.txt").analyses
    assert other.reading.shape == "stripped"
    without = [" ".join(re.sub(r"[@#]\w+", "", tweet.text).split()) for tweet in canon.timeline.tweets]
    assert [" ".join(tweet.text.split()) for tweet in other.timeline.tweets] == without
    asked = [[(q.name, q.text) for i in one.inquiries for q in i.questions] for one in (canon, other)]
    assert asked[0] == asked[1]
    labelled = [at for at, place in enumerate(canon.placements) if place.method == "label"]
    assert len(labelled) > len(canon.placements) // 3
    assert all(other.placements[at].questions == canon.placements[at].questions for at in labelled)
    assert other.reading.unread == ()
    assert "cut out" in other.notes[0].message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(f"{line.rstrip()} #seeds\n" for line in CHAT), id="hashtags"),
        pytest.param("".join(f"{line.rstrip()}\n" for line in CHAT[3:4] * 9), id="no holes"),
        pytest.param("We dig  and we rest. \n" * 40, id="no labels"),
        pytest.param("Typed on a machine.  Two blanks follow a point.  Q1 was a car.\n" * 40, id="two blanks"),
        pytest.param("".join(f"8:0{n} PM tobo: {line}\n" for n, line in enumerate(CHAT)), id="log with clocks"),
        pytest.param("".join(f"@tobo: {line}\n" for line in CHAT), id="handles"),
    ],
)
def test_other_texts_are_not_claimed(text):
    """A text with handles or hashtags, without holes or without labels was not stripped."""
    assert stripped.sniff(text) == 0


@pytest.mark.parametrize("lead", ["", "- ", "• "], ids=repr)
@pytest.mark.parametrize("between", ["\n", "\n   \n", "\n\n"], ids=repr)
def test_wins_over_pasted(lead, between):
    """Where holes and labels stand, this shape explains the text far better than the pasted page."""
    text = between.join(lead + line for line in CHAT)
    assert stripped.sniff(text) - pasted.sniff(text) >= 0.15
    assert [tweet.text for tweet in reading(text).tweets] == [line.strip() for line in CHAT]


def test_lines_of_blanks_stand_between_tweets():
    """Where lines of blanks stand between tweets, an empty line stands inside one."""
    blocks = [*CHAT, "Spring list:\n\ncompost\ncanes ", *CHAT]
    found = reading("\n  \n".join(blocks))
    assert len(found.tweets) == 17
    assert found.tweets[8].text == "Spring list:\n\ncompost\ncanes"
    assert (found.tweets[8].first_line, found.tweets[8].last_line) == (17, 20)


def test_lines_without_a_mark_go_on():
    """Behind "- " a tweet goes on until the next mark."""
    found = reading("\n".join([*(f"- {line}" for line in CHAT), "- Spring list:", "compost", "and canes ", "- Bye "]))
    assert [tweet.text for tweet in found.tweets][-2:] == ["Spring list:\ncompost\nand canes", "Bye"]


def test_several_lines_and_the_hole_of_the_hashtag():
    """A tweet a line: a list is put together, and ends where its hashtags stood."""
    found = reading("\n".join([*CHAT, "A2: My list:", "- compost", "- canes", "", " Lovely list ", *CHAT]))
    assert [tweet.text for tweet in found.tweets][8:10] == ["A2: My list:\n- compost\n- canes", "Lovely list"]


def test_a_huge_line_is_reported():
    """A line longer than any post is unread."""
    found = reading("\n".join([*CHAT, "x" * 30_000, *CHAT]))
    assert [(unread.first_line, unread.last_line) for unread in found.unread] == [(9, 9)]
    assert all(one.last_line < other.first_line for one, other in pairwise(found.tweets))
    assert len(found.tweets) == 16


@pytest.mark.parametrize(
    ("lead", "between"), [("", "\n"), ("", "\n   \n"), ("- ", "\n")], ids=["lines", "lines of blanks", "marks"]
)
def test_no_tweet_goes_on_behind_a_huge_line(lead, between):
    """Whatever parts the tweets, a line that is unread parts them too."""
    found = reading(between.join(lead + line for line in [*CHAT, f"Spring list:\n{'x' * 30_000}\n+ compost", *CHAT]))
    assert "Spring list:" in [tweet.text for tweet in found.tweets]


@pytest.mark.parametrize("between", ["\n", "\n   \n"], ids=["lines", "lines of blanks"])
def test_lines_of_the_page(between):
    """A reply mark belongs to the tweet above it, its handles gone; other lines of the page are unread."""
    found = reading(
        "In reply to\n" + between.join([*CHAT, "So do I \nIn reply to\n, , and ", "Show this thread", *CHAT])
    )
    assert [tweet.text for tweet in found.tweets] == [line.strip() for line in (*CHAT, "So do I", *CHAT)]
    assert found.tweets[8].last_line - found.tweets[8].first_line == 2
    assert [unread.text for unread in found.unread] == ["In reply to", "Show this thread"]


def test_a_mark_alone_is_reported():
    """A mark with nothing behind it is unread."""
    found = reading("\n".join([*(f"- {line}" for line in CHAT), "- ", "- Bye "]))
    assert [unread.first_line for unread in found.unread] == [9]


PIECES = (
    *CHAT,
    "",
    "   ",
    "- a ",
    "- ",
    "compost",
    "RT :",
    " ",
    "x" * 26_000,
    "A1:",
    "#a",
    "@b",
    "\u2028",
    "•  a",
    "In reply to",
    ", and ",
)


@settings(deadline=None, max_examples=150)
@given(
    lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_no_line_is_lost_or_read_twice(lines, end):
    """In any text each line that is not blank lies in exactly one tweet or unread span."""
    text = end.join(lines)
    assert 0 <= stripped.sniff(text) <= 1
    found = reading(text)
    covered = [
        line for record in (*found.tweets, *found.unread) for line in range(record.first_line, record.last_line + 1)
    ]
    assert len(covered) == len(set(covered))
    assert {n for n, line in enumerate(split_lines(text), start=1) if line.strip()} <= set(covered)
    assert all(tweet.text.strip() for tweet in found.tweets)


@pytest.mark.parametrize("piece", [" ", "- a \n", "a\n   \n", "a  ", " .", "RT :", "\n", "A1:\n"], ids=repr)
def test_reading_takes_linear_time(piece):
    """Twice the text takes about twice the time."""

    def seconds(count: int) -> float:
        text = "\n".join([*CHAT, piece * count])
        before = time.process_time()
        stripped.sniff(text)
        reading(text)
        return time.process_time() - before

    once, twice = min(seconds(2_000) for _ in range(2)), min(seconds(4_000) for _ in range(2))
    assert twice < 3.5 * once + 0.05
