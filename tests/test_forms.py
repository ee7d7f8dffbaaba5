"""Forms of speech: what greets, takes leave, reacts, agrees or asks, and what only sounds like it."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import forms
from chatlens.forms import matching, rows

CASES = json.loads((Path(__file__).parent / "cases" / "forms.json").read_text(encoding="utf-8"))
FORMS = ("greeting", "closing", "reaction", "agreement", "asking")
LIKELY = 0.7  # a form's strength that a reader would call by that name
ASKS = 0.55  # and what `questions` takes for asking, where nothing but the wording speaks
TABLES = {"greeting": rows.GREETINGS, "closing": rows.CLOSINGS, "reaction": rows.REACTIONS}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for case in CASES
    ],
)
def test_reads_as_the_case_expects(case):
    """Each case of the table: the wording is of that form, or is not."""
    strength = getattr(forms, case["form"])(case["input"])
    assert (strength >= (ASKS if case["form"] == "asking" else LIKELY)) is case["expected"]


def test_cases_stand_in_order_and_are_complete():
    """The table has its six fields, labels are unique, every form has both kinds, what is not of it first."""
    assert all(set(case) == {"label", "comment", "form", "input", "expected", "expect"} for case in CASES)
    assert len({case["label"] for case in CASES}) == len(CASES)
    expected = [case["expected"] for case in CASES]
    assert expected == sorted(expected)
    assert {(case["form"], case["expected"]) for case in CASES} == {
        (form, yes) for form in FORMS for yes in (True, False)
    }


@pytest.mark.parametrize(
    ("text", "label_end", "expected"),
    [
        pytest.param("", 0, "", id="nothing"),
        pytest.param("Beans", 0, "Beans", id="nothing before it"),
        pytest.param("@mira_k @tobo: Beans", 0, "Beans", id="handles"),
        pytest.param(".@mira_k Beans", 0, "Beans", id="a point before a handle"),
        pytest.param("RT @mira_k: Beans", 0, "Beans", id="retweet mark"),
        pytest.param("#gardenchat: Beans #soil", 0, "Beans #soil", id="hashtag"),
        pytest.param("RT @mira_k: A1: Beans", 15, "Beans", id="label"),
        pytest.param("A1: @mira_k Beans", 3, "Beans", id="handle behind the label"),
        pytest.param("&gt;&gt; Beans", 0, "Beans", id="escaped arrow"),
        pytest.param("Viaduct beans", 0, "Viaduct beans", id="a word that begins like a mark"),
        pytest.param("@mira_k", 0, "", id="a handle alone"),
    ],
)
def test_body_is_what_a_tweet_says(text, label_end, expected):
    """Marks, handles, hashtags and the label before the words are left out; behind them all stays."""
    assert forms.body(text, label_end) == expected


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["form"] == "agreement" and case["expected"]], ids=lambda c: c["label"]
)
def test_agreeing_is_reacting(case):
    """Whoever agrees reacts."""
    assert forms.reaction(case["input"]) >= forms.agreement(case["input"])


def test_a_question_behind_trailing_entities_asks_as_much():
    """Hashtags, handles and links at the end take nothing from a question."""
    bare = forms.asking("What grows in shade?")
    assert forms.asking("What grows in shade? #soil #gardenchat @mira_k https://t.co/AbCdEf1234") == bare
    assert bare > forms.asking("What grows in shade, I ask myself")


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from([case["input"] for case in CASES]), max_size=3).map(" ".join))
def test_strengths_are_shares(text):
    """In any text each form's strength lies between 0 and 1."""
    for form in FORMS:
        assert 0.0 <= getattr(forms, form)(text) <= 1.0


def one_row(row: rows.Row) -> re.Pattern[str]:
    """The row's pattern as it is meant: in any case."""
    return re.compile(f"{row[1]}\n", re.VERBOSE | re.IGNORECASE | re.DOTALL)


def test_folding_makes_the_letters_that_ignoring_case_sees():
    """Every character beyond ASCII that a small letter of a pattern matches is folded to that letter, and no other."""
    letter = re.compile(r"[a-z]", re.IGNORECASE)
    for character in map(chr, range(0x110000)):
        folded = matching.folded(character)
        assert len(folded) == 1
        assert (letter.match(character) is None) == (not "a" <= folded <= "z"), character


@settings(deadline=None)
@given(
    form=st.sampled_from(list(TABLES)),
    text=st.lists(st.sampled_from([case["input"] for case in CASES]), max_size=2).map(" ".join),
)
def test_the_first_row_that_matches_decides(form, text):
    """All rows are matched at once; the strength is that of the first one that matches alone."""
    strengths = [row[0] for row in TABLES[form] if one_row(row).match(text[:200])]
    assert matching.Table(TABLES[form]).strength(text[:200]) == (strengths[0] if strengths else 0.0)


PIECES = (
    *(
        "a ",
        "a, ",
        "A ",
        "Ab ",
        "Ab Cd ",
        "so ",
        "late ",
        "here ",
        "to ",
        "to be ",
        "great ",
        "that is ",
        "well ",
        "i ",
        "b-",
    ),
    *(
        "i'm ",
        "i am Ab ",
        '"',
        "“a”",
        '"aaaaaaaa"',
        "A, ",
        "A in ",
        "A - ",
        "!",
        " ",
        "\n",
        "please ",
        "as you a ",
        "a.",
    ),
    *(
        "happy to be ",
        "thanks ",
        "thank ",
        "have ",
        "what a ",
        "love ",
        "@a ",
        "#a ",
        "#a#a",
        "https://a ",
        "? ",
        ". what ",
    ),
)


def seconds(form: str, text: str) -> float:
    """The quickest of a few runs."""
    runs = []
    for _ in range(5):
        before = time.perf_counter()
        getattr(forms, form)(text)
        runs.append(time.perf_counter() - before)
    return min(runs)


@pytest.mark.parametrize("piece", PIECES, ids=repr)
def test_long_texts_take_linear_time(piece):
    """Twice the text takes at most about twice the time, whatever it repeats."""
    for form in (*FORMS, "body"):
        once, twice = seconds(form, piece * 10_000), seconds(form, piece * 20_000)
        assert twice < 3.5 * once + 0.005, form


@pytest.mark.parametrize("form", list(TABLES))
def test_no_row_backtracks_without_end(form):
    """Within what a form looks at, no row of its table takes more than a few milliseconds on repeated words."""
    for row in TABLES[form]:
        pattern = one_row(row)
        for piece in PIECES:
            before = time.perf_counter()
            pattern.match((piece * 200)[:200])
            assert time.perf_counter() - before < 0.05, (row, piece)


SELDOM = [row for table in TABLES.values() for row in table if len(row) > 2]
SAID = (
    *("just now tuning in from Leith", "Later than usual, let me introduce yourself", "gracias a todos for the chat"),
    *(
        "We dug it all. Thanks so much everyone!",
        "Great ideas. Many thanks",
        "that is such a good answer",
        "This tweet!",
    ),
    *("many kudos to all for the chat", "So here we are discussing sheds", "I like that comment", "Best thread ever"),
)


@pytest.mark.parametrize("row", SELDOM, ids=lambda row: row[2][0])
def test_a_row_that_is_seldom_tried_needs_the_letters_that_it_is_tried_for(row):
    """What it matches holds some of them, and is matched no longer when they are gone."""
    sample = (Path(__file__).parent.parent / "samples" / "gardenchat.txt").read_text(encoding="utf-8")
    pattern = re.compile(row[1], re.VERBOSE | re.DOTALL | re.IGNORECASE)
    texts = [*sample.splitlines(), *(case["input"] for case in CASES), *SAID]
    matched = [matching.folded(text) for text in texts if pattern.match(text)]
    assert matched
    for text in matched:
        assert any(letters in text for letters in row[2])
        assert not pattern.match(re.sub("|".join(row[2]), "-", text))
