"""The interview shape: "Q: question", then "A: handle: answer"."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens.readers.interview import SHAPE
from covering import assert_covers, reading_of
from same_chat import CANON

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.interview.txt"
LINES = [
    "Three questions",
    "",
    "Q: What is in your shed: tea?",
    "A: KofiAtPlot9: Three things:",
    "tea",
    "A: @tansy_ibb: A heron #gardenchat",
    "",
    "And then they came to the keys.",
    "",
    "Q: Who holds the key?",
    "A: KofiAtPlot9: Nobody",
    "A: Nobody knows",
]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(LINES[2:6], id="two answers"),
        pytest.param([line for line in LINES if not line.startswith("Q")] * 2, id="no question"),
        pytest.param(
            ["Q: Why?", "A: Because it rains", "A: Because it does not", "A: mira_k: Hm"] * 3, id="few handles"
        ),
        pytest.param(["Q1: Why?", "A1: Sheds: dry", "A1: Paths: wet", "A1: Soil: both"] * 3, id="numbers and colons"),
        pytest.param(["Q Why?", "A mira_k: Hm", "A kofi: No", "A tansy: Well"] * 3, id="no colon behind the letter"),
    ],
)
def test_does_not_claim(lines):
    """Labels of a pasted chat, or questions and answers of nobody, are another shape."""
    assert SHAPE.sniff("\n".join(lines)) == 0.0


def test_is_an_excerpt_of_the_same_chat():
    """The sample's questions are the table's, and each answer is by the same person to the same question."""
    [canon] = chatlens.load(CANON).analyses
    [excerpt] = chatlens.load(SAMPLE).analyses
    asked = [[(q.name, q.text) for inquiry in one.inquiries for q in inquiry.questions] for one in (canon, excerpt)]
    assert asked[0] == asked[1]
    found = {_placed(excerpt, at) for at in range(len(excerpt.placements)) if excerpt.placements[at].role == "answer"}
    assert len(found) == sum(tweet.author is not None for tweet in excerpt.reading.tweets) == 13
    assert found <= {_placed(canon, at) for at in range(len(canon.placements))}


def _placed(analysis, at):
    return analysis.timeline.tweets[at].author, analysis.placements[at].questions


def test_the_marks_become_labels():
    """Each question has the number of its place, its answers the same; a handle is the author; prose is unread."""
    reading = reading_of(SHAPE, "\n".join(LINES))
    assert [(t.first_line, t.last_line, t.author, t.text) for t in reading.tweets] == [
        (3, 3, None, "Q1: What is in your shed: tea?"),
        (4, 5, "KofiAtPlot9", "A1: Three things:\ntea"),
        (6, 6, "tansy_ibb", "A1: A heron #gardenchat"),
        (10, 10, None, "Q2: Who holds the key?"),
        (11, 11, "KofiAtPlot9", "A2: Nobody"),
        (12, 12, None, "A2: Nobody knows"),
    ]
    assert [(u.first_line, u.reason) for u in reading.unread] == [
        (1, "prose above the excerpt"),
        (8, "prose between the tweets"),
    ]
    assert reading.title == "Three questions"
    assert "numbered as they stand" in reading.notes[0].message


def test_written_numbers_stay():
    """A question that has a number keeps it, and the ones below it go on from there."""
    lines = ["Q4: Why?", "A4: mira_k: Hm", "Q: And now?", "A: kofi: No", "A: tansy: Well"]
    texts = [tweet.text for tweet in reading_of(SHAPE, "\n".join(lines)).tweets]
    assert texts == ["Q4: Why?", "A4: Hm", "Q5: And now?", "A5: No", "A5: Well"]


@pytest.mark.parametrize(
    ("question", "author"),
    [
        pytest.param("Q: sheds: what for?", None, id="a word with a colon"),
        pytest.param("Q: @mira_k: What for?", "mira_k", id="a handle"),
        pytest.param("Q: KofiAtPlot9: What for?", "KofiAtPlot9", id="somebody who answers too"),
    ],
)
def test_who_asks(question, author):
    """A question's first word is who asks where something else says so."""
    reading = reading_of(SHAPE, "\n".join([question, *LINES[3:]]))
    assert reading.tweets[0].author == author


def test_an_answer_before_any_question_has_no_label():
    """An excerpt that begins in the middle has answers to nothing that is known."""
    reading = reading_of(SHAPE, "\n".join(["A: mira_k: Hm", *LINES[2:]]))
    assert reading.tweets[0].text == "Hm"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*LINES, "Q:", "A:", "Q: a:", "A: : ", "Q99) b", "\t"]) | st.text(max_size=20)),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_no_text_breaks_it(lines, end):
    """Whatever stands in the file, each line is read once."""
    text = end.join(lines)
    assert 0 <= SHAPE.sniff(text) <= 1
    assert_covers(reading_of(SHAPE, text), text)
