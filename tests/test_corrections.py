"""What the user corrects by hand wins over everything, and spreads to repeats, replies and neighbours."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import chatlens
from chatlens import corrections
from chatlens.errors import OptionError
from chatlens.models import Correction, Options

CHAT = """\
Welcome to #gardenchat, all! Say hello.
Q1: Which bed did you dig first, and why? #gardenchat
A1: The one by the gate, for the light #gardenchat
A1: A raised one for herbs near the kitchen #gardenchat
The caretaker gave us a corner behind the bins #gardenchat
RT @tobo: The caretaker gave us a corner behind the bins #gardenchat
Q2: What do you do about slugs? #gardenchat
A2: Beer in saucers, they love it #gardenchat
A2: Copper tape, and hope #gardenchat
Torches at midnight and a bucket #gardenchat
That was our hour, good night! #gardenchat
"""


def table(*said: Correction, text: str = CHAT) -> list[dict[str, object]]:
    """The rows of the tweets table with these corrections."""
    return rows_of(chatlens.analyse(text, Options(corrections=said)).tweets)


def rows_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """A table's rows as plain values: lists, and None for what is missing."""
    return [
        {k: list(v) if isinstance(v, tuple) else None if pd.isna(v) else v for k, v in row.items()}
        for row in frame.to_dict("records")
    ]


def by_hand(line: int, question: str | None = None, role: str | None = None) -> Correction:
    """A correction of the tweet on a line."""
    names = None if question is None else tuple(question.split())
    return Correction("by hand", line=line, questions=names, role=role)


def test_a_question_is_given() -> None:
    """A corrected tweet is under the question given, surely, and its repeat with it."""
    before, rows = table(), table(by_hand(5, "Q2"))
    assert before[4]["questions"] == ["Q1"]
    assert [rows[4][k] for k in ("questions", "method", "confidence", "role")] == [["Q2"], "given", 1.0, "answer"]
    assert [rows[5][k] for k in ("questions", "method")] == [["Q2"], "repeat"]


def test_a_repeat_corrects_its_original() -> None:
    """What is said of a retweet holds for the tweet that it repeats."""
    rows = table(by_hand(6, "Q2"))
    assert rows[4]["questions"] == rows[5]["questions"] == ["Q2"]
    assert [rows[4]["method"], rows[5]["method"]] == ["repeat", "given"]


def test_each_of_a_group_may_be_given() -> None:
    """Two corrections of one group stand side by side."""
    rows = table(by_hand(5, "Q1"), by_hand(6, "Q2"))
    assert [rows[4]["questions"], rows[5]["questions"]] == [["Q1"], ["Q2"]]


def test_against_a_label() -> None:
    """A correction wins over a label, and the note says so."""
    row = table(by_hand(9, "Q1"))[8]
    assert [row["questions"], row["method"], row["note"]] == [["Q1"], "given", "labelled A2, given as Q1"]


def test_under_none() -> None:
    """A tweet may be put under no question, by its question or by its role."""
    for said in (by_hand(10, ""), by_hand(10, role="aside")):
        row = table(said)[9]
        assert [row["questions"], row["method"]] == [[], "given"]
        assert row["confidence"] is None


def test_a_role_alone() -> None:
    """A role alone leaves the question as found."""
    row = table(by_hand(10, role="reply"))[9]
    assert [row["role"], row["questions"], row["method"]] == ["reply", ["Q2"], "context"]


def test_who_asks() -> None:
    """A tweet given as a question asks it, and one given as an answer asks nothing."""
    text = CHAT.replace("Q2: What do you do about slugs?", "Slugs. What do you do about them?")
    summary = chatlens.analyse(text, Options(corrections=(by_hand(7, "Q2", "question"),))).questions
    assert list(summary["question_text"])[:2] == [
        "Which bed did you dig first, and why?",
        "Slugs. What do you do about them?",
    ]
    summary = chatlens.analyse(CHAT, Options(corrections=(by_hand(7, "Q2", "answer"),))).questions
    assert list(summary["times_asked"])[:2] == [1, 0]


def test_a_new_question() -> None:
    """A question that the chat was not seen to have is there once a correction names it."""
    chat = chatlens.analyse(CHAT, Options(corrections=(by_hand(10, "Q3"),)))
    assert [row["question"] for row in rows_of(chat.questions)] == ["Q1", "Q2", "Q3", None]


def test_neighbours_and_replies_follow() -> None:
    """What a correction says speaks for the tweets around it, too."""
    words = ["rope", "knot", "sail", "mast", "keel", "tide"]
    lines = [f"The {word}, wet and cold #boatchat" for word in words]
    text = "\n".join(
        [
            "Q1: Which boat? #boatchat",
            "A1: a dinghy, small #boatchat",
            "A1: the yellow one #boatchat",
            "Q2: Which weather? #boatchat",
            "A2: fog, mostly #boatchat",
            "A2: any gale #boatchat",
            *lines,
        ]
    )
    said = tuple(by_hand(line, "Q1") for line in (7, 8, 9, 11, 12))
    before, after = (table(*c, text=text)[9] for c in ((), said))
    assert before["questions"] == ["Q2"]
    assert after["questions"] == ["Q1"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not name the columns"),
        ("what,ever\n1,2", "does not name the columns"),
        ("line,question\n", "corrects nothing"),
        ("line,question\nx,Q1", "fixes.csv, line 2: x is no number"),
        ("line,question\n,Q1", "does not say which tweet"),
        ("line,question,role\n3,Q1,boss", "boss is no role"),
        ("line,question\n\n3,Q1\n4,what", "line 4: WHAT is no question"),
        ("line,question,role\n3,Q1,aside", "a tweet of role aside is under no question"),
    ],
)
def test_files_that_make_no_sense(text: str, reason: str) -> None:
    """A file of corrections is read whole or not at all, and the message names the line."""
    with pytest.raises(OptionError, match=reason):
        corrections.read(text, "fixes.csv")


def test_a_file_as_spreadsheets_write_it() -> None:
    """Semicolons, headings of the tweets table, empty rows and rows without a correction are fine."""
    text = "first_line;tweet_id;questions;role;note\r\n12;;Q4, Q5;answer;\r\n;;;;\r\n13;;;;x\r\n;99;none;;\r\n"
    found = corrections.read(text, "f.csv")
    assert [(c.line, c.tweet_id, c.questions, c.role) for c in found] == [
        (12, None, ("Q4", "Q5"), "answer"),
        (None, "99", (), None),
    ]


def test_no_such_tweet() -> None:
    """A correction of a tweet that is not there is an error that names it; two that disagree are one, too."""
    with pytest.raises(OptionError, match="line 99 is of no tweet"):
        table(by_hand(99, "Q1"))
    with pytest.raises(OptionError, match="corrected already"):
        table(by_hand(5, "Q1"), by_hand(5, "Q2"))


def test_several_transcripts(tmp_path: Path) -> None:
    """With several transcripts each correction names its own."""
    for name in ("may", "june"):
        (tmp_path / f"{name}.txt").write_text(CHAT, encoding="utf-8")
    paths = [tmp_path / "may.txt", tmp_path / "june.txt"]
    with pytest.raises(OptionError, match="which of 2 transcripts"):
        chatlens.load(paths, options=Options(corrections=(by_hand(5, "Q2"),)))
    said = Correction("by hand", line=5, chat="june", questions=("Q2",))
    rows = chatlens.load(paths, options=Options(corrections=(said,))).tweets
    assert [list(q) for q in rows[rows["first_line"] == 5]["questions"]] == [["Q1"], ["Q2"]]


def test_on_the_command_line(cli, tmp_path: Path) -> None:
    """`--fix FILE` does the same, and its file is never written over."""
    chat, fixes = tmp_path / "chat.txt", tmp_path / "fixes.csv"
    chat.write_text(CHAT, encoding="utf-8")
    fixes.write_text("line,question\n5,Q2\n", encoding="utf-8")
    shown = cli("tweets", str(chat), "--fix", str(fixes), "-f", "jsonl").text
    assert '"method":"given"' in shown.replace(": ", ":")
    cli("tweets", str(chat), "--fix", str(fixes), "-o", str(fixes), code=1)
