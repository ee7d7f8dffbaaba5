"""Labels: which texts carry a label candidate, which do not, and that finding out takes linear time."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import labels
from chatlens.labels import places, rows

CASES = json.loads((Path(__file__).parent / "cases" / "labels.json").read_text(encoding="utf-8"))
ROWS = [pytest.param(row, id=row.name) for row in (*labels.CONVENTIONS, *labels.INSIDE)]


def candidates(text: str) -> tuple[labels.Label, ...]:
    """What `conventions` chooses from."""
    return labels.find(text) or labels.inside(text)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for case in CASES
    ],
)
def test_finds_what_the_case_expects(case):
    """Each case of the table: exactly these labels, in this order."""
    assert [label.name for label in candidates(case["input"])] == case["expected"]


@settings(max_examples=300)
@given(
    st.tuples(
        st.sampled_from("AaQT"),
        st.from_regex(r"[ .:]?\d{1,2}[a-e]?(\.\d)?( ?[–:-]|…|\.{3}|[:.);-]{0,2}) {0,3}", fullmatch=True),
    ).map("".join),
    st.sampled_from(
        "and 2|Q1 x|part 2|pt2 x|cont. x|'tis|“Yes|#tag|@bo|in 5 minutes|x||2|Start|for Q1|to A2|Paper|paper, a pen"
        "|Part 2|Pt 2|Cont.|Steak|I'd|-Q2|sized|mile".split("|")
    ),
)
def test_a_label_that_is_sure_at_first_sight_is_found_and_sure(label, words):
    """The quick look at a text's beginning agrees with the close one, and words stand behind such a label."""
    text = f"{label}{words} beans"
    if labels.surely([text])[0]:
        found = labels.find(text)
        assert found[0].sure
        assert found[0].end < len(text)
    if (sure := labels.begins(text)) is not None:
        assert labels.find(text)[0].sure == sure


def test_cases_stand_in_order_and_are_complete():
    """The table has its six fields, labels and inputs are unique, and what must not match stands first, known failures
    last."""
    assert all(set(case) == {"label", "comment", "provenance", "input", "expected", "expect"} for case in CASES)
    assert {case["provenance"] for case in CASES} == {"form seen in the wild", "synthetic"}
    assert len({case["label"] for case in CASES}) == len({case["input"] for case in CASES}) == len(CASES)
    silent = [case["label"].startswith("no") for case in CASES]
    assert silent == sorted(silent, reverse=True)
    assert silent == [not case["expected"] for case in CASES]
    known = [case["label"].startswith("known: ") for case in CASES]
    assert known == sorted(known) == [case["expect"] == "xfail" for case in CASES]


@pytest.mark.parametrize("row", ROWS)
def test_conventions_keep_their_own_examples(row):
    """Each row's examples are found, by that row and no other."""
    assert row.examples
    for text, names in row.examples:
        found = candidates(text)
        assert "; ".join(label.name for label in found) == names
        assert {label.convention for label in found} == {row.name}


def test_conventions_have_names_of_their_own():
    """A label's `convention` names one row."""
    rows = (*labels.CONVENTIONS, *labels.INSIDE)
    assert len({row.name for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("A1: Start", "A1:", id="mark belongs to it"),
        pytest.param("RT @mira_k: A3b) Worms", "A3b)", id="prefix does not"),
        pytest.param("A1 - Start", "A1 -", id="blank before the mark"),
        pytest.param("A1 Start", "A1", id="bare"),
        pytest.param("A1Start", "A1", id="glued"),
        pytest.param("A5. Pt.2: And", "A5. Pt.2:", id="part in words"),
        pytest.param("A4 4 steps: 1) dig", "A4", id="the text's own numbers do not"),
        pytest.param("So true! RT @mira_k: Q3. Why?", "Q3.", id="label of the copied tweet"),
    ],
)
def test_a_label_spans_its_letters_and_its_mark(text, written):
    """`start` and `end` cut the label out of the text as it was given."""
    (label,) = labels.find(text)
    assert text[label.start : label.end] == written


def test_two_questions_share_one_place():
    """Both labels of "A4/5" stand at the same place."""
    one, other = labels.find("A4/5: Both")
    assert (one.start, one.end) == (other.start, other.end) == (0, 5)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        pytest.param("A1 Start", False, id="bare"),
        pytest.param("T1: Start", False, id="topic"),
        pytest.param("A1c levels", False, id="bare part letter"),
        pytest.param("A1: Start", True, id="marked"),
        pytest.param("A3b: Worms", True, id="marked part letter"),
        pytest.param("A3\nWorms", True, id="alone on its line"),
    ],
)
def test_sure_labels_need_no_chat_to_confirm_them(text, sure):
    """What is a label only in chats that label so is not sure."""
    assert [label.sure for label in labels.find(text)] == [sure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Q1: In five minutes, how much can you weed?", False, id="question that begins so"),
        pytest.param("Q2 What comes up next?", False, id="words inside the question"),
        pytest.param("A1 in five minutes", False, id="answer"),
        pytest.param("Back in five minutes", False, id="no label"),
        pytest.param("Q1 in 5 minutes!", True, id="minutes"),
        pytest.param("RT @mira_k: Q.2 coming up", True, id="retweeted"),
    ],
)
def test_announcements_are_told_from_questions(text, expected):
    """Only a label that announces its question is an announcement."""
    assert labels.announced(text) is expected


OTHER_LETTERS = {rows.PREGUNTA, rows.RESPUESTA, rows.FRAGE, rows.CLOSING, rows.WARM_UP, rows.REGARDING, "in words"}
"""Rows whose labels may be written with other letters than their own."""

PIECES = (
    *(
        "P1",
        "R2",
        "F3",
        "CT",
        "QWrap",
        "Question 3",
        "Ans 1",
        "TOPIC",
        "①",
        "️⃣",
        "re A1",
        "for Q4, ",
        "Mira ",
        "2/2",
        "(cont.)",
    ),
    *("A1", "Q2", "T3", "a", "q", "1", "2", "40", ":", ".", "/", "&", "&amp;", "-", "–", ")", "(", "@a", "#b", "＃A1"),
    *("RT ", "via", "“", '"', " ", "\n", "pt", "b", "🌱", "&gt;", "in 5 minutes", "\u2028", "\ud83d", "١"),
)


NEVER = re.compile(r"(?!)")


def by_rows_alone(text: str) -> tuple[labels.Label, ...]:
    """What is found where no short cut is taken."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labels, "_USUAL", NEVER)
        patch.setattr(labels, "_FIRST", places._BEFORE)
        patch.setattr(labels, "_may_have_label", lambda _: True)
        return labels.find(text)


@settings(max_examples=500)
@given(
    st.sampled_from(["A1", "A12", "Q3", "a4", "t2", "A40", "Q0", "T1", "q7", "A3b", "A01"]),
    st.sampled_from([":", ".", ")", ";", "", "-", ": ", ").", ",", "–", "/"]),
    st.sampled_from([" ", "  ", "", "\n"]),
    st.sampled_from(["pt 2", "part 2", "P2 x", "Paper", "paper", "Steak", "in 5 minutes", "coming up", "this year"])
    | st.sampled_from(["Earnings", "and Q2", "cont. x", "Cont'd x", "A2", "Q2", "or A2 was", "is next", "diabetes"])
    | st.text(max_size=12),
)
def test_the_usual_label_is_that_of_the_rows(label, mark, blank, words):
    """What is found without trying the rows is what the rows find."""
    text = f"{label}{mark}{blank}{words}"
    found = by_rows_alone(text)
    assert labels.find(text) == found
    assert labels.begins(text) in (None, bool(found) and found[0].sure)


@pytest.mark.parametrize("letter", labels._NOT_FIRST)
def test_no_label_begins_with_a_letter_that_is_let_go(letter):
    """Neither what stands before a label nor a form of label can begin with it: a new form that does fails here."""
    for pattern in (places._BEFORE.pattern.removesuffix("*+)") + ")", *(row.pattern for row in labels.CONVENTIONS)):
        assert regex.compile(pattern).match(letter, partial=True) is None
    assert regex.compile(labels._STARTS.pattern).match(letter, partial=True) is None


@pytest.mark.parametrize("row", ROWS)
@settings(deadline=None)
@given(
    st.sampled_from(["", "RT @mira_k: ", "So true! RT @mira_k: ", "Late, sorry! "]),
    st.sampled_from(["", " x", " 2", "!"]),
)
def test_no_short_cut_misses_a_row(row, before, behind):
    """A row's examples are found as by all rows, wherever they stand: a new row that a short cut hides fails here."""
    for example, _ in row.examples:
        text = f"{before}{example}{behind}"
        assert labels.find(text) == by_rows_alone(text)


@settings(deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_labels_stand_in_the_text(text):
    """In any text a label stands where it says, begins with its letter, and has a number a chat may have."""
    for label in candidates(text):
        assert 0 <= label.start < label.end <= len(text)
        assert label.number is None or 0 <= label.number <= labels.MAX_NUMBER
        if label.convention not in OTHER_LETTERS:
            assert text[label.start : label.end].lstrip("#＃(").upper().startswith(label.letter)


def seconds(text: str) -> float:
    """The quickest of a few runs, by what this process spends."""
    runs = []
    for _ in range(5):
        before = time.process_time()
        labels.find(text)
        labels.inside(text)
        labels.announced(text)
        places.continued(text)
        runs.append(time.process_time() - before)
    return min(runs)


@pytest.mark.parametrize(
    "piece",
    [
        *("A1", "A1 ", "A1:", "A1/", "Q1 in ", "@a ", "@a: ", ".@a ", "RT ", "RT @a: ", "#a ", "#A", '"', "“@a ", "> "),
        *(
            "1/2",
            "2/2 ",
            "(cont.)",
            "! A1 ",
            "re A1 ",
            "for Q1, ",
            "A1 #a ",
            "Back to Q1. X",
            "P1: ",
            "CT: ",
            "TOPIC: ",
        ),
        *("Mira ", "but: ", "? Q1 ", "Question 3: ", "A1️⃣", "on to ", "RT @a: RT ", ". @a: ", "A1 & "),
        *("-", "->", "- ", "A", "A.", "A1, ", "A1 and ", "Q1 is ", "Q1 up ", "&gt;", "(", "🌱", " ", "\n", "'", "1"),
    ],
    ids=repr,
)
def test_finding_labels_takes_linear_time(piece):
    """Twice the text takes about twice the time, whatever it repeats and where a label may hide at its end."""
    once, twice = (seconds(piece * n + "A1 x RT") for n in (20_000, 40_000))
    assert twice < 3.5 * once + 0.004


@pytest.mark.parametrize(
    ("text", "stands", "rest"),
    [
        pytest.param("OK, A2: mulch", "before", " mulch", id="behind words"),
        pytest.param("Mulch, always. #gardenchat A3", "behind", "Mulch, always. #gardenchat A3", id="at the end"),
        pytest.param("For Q4, I mulch", "within", "For Q4, I mulch", id="within a sentence"),
    ],
)
def test_labels_say_where_their_text_begins(text, stands, rest):
    """Only a label before its text is cut off from what is read of it; none inside a text is sure."""
    (label,) = labels.inside(text)
    assert (label.stands, text[label.text_start :], label.sure) == (stands, rest, False)
