"""`check`: what is found wrong, and that nothing is where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import chatlens
import golden
from builders import Said, analysis, said
from chatlens.analysis import Analysis
from chatlens.models import Options, Placement, Question, Unread
from chatlens.placing.roles import OTHER_CHAT
from chatlens.tables import _checks
from conftest import Cli

ASKED = (Question(1, "Q1", "What?", (), None, (0,)), Question(1, "Q2", "Why?", (), None, (1,)))
FINE = (
    said("question", "Q1", "Q1: What?", "mira_k", label="Q1:"),
    said("question", "Q2", "Q2: Why?", "mira_k", label="Q2:"),
    said("answer", "Q1", "A1: Worms", "ana", label="A1:"),
)


def chat(*more: Said, questions: Sequence[Question] = ASKED, **given: object) -> Analysis:
    """A chat in which nothing is wrong but what is added."""
    start = datetime(2026, 5, 1, 20, 0)
    tweets = [replace(tweet, posted_at=tweet.posted_at or start) for tweet in (*FINE, *more)]
    return analysis(tweets, questions, **given)  # type: ignore[arg-type]  # by name


def found(made: Analysis) -> dict[str, _checks.Check]:
    """What is worth a look, by what was looked at."""
    checks = _checks.checks(made)
    return {check.check: check for check in checks if check.finding in (_checks.PROBLEM, _checks.NOTICE)}


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    """Every check is fine, and none has advice."""
    assert found(chat()) == {}
    fine = [check for check in _checks.checks(chat()) if check.finding == _checks.FINE]
    assert len(fine) > 10
    assert not any(check.lines or check.advice for check in fine)


LOOKED_FOR = {
    "tweets with damaged letters": (said("answer", "", "Itâ€™s Worms", "a"), "1", "problem"),
    "tweets with a link cut off by “…”": (said("answer", "Q1", "See https://a.example/wo…", "a"), "1", "notice"),
    "labels of no question": (said("answer", "Q7", "A7: Worms", "a", label="A7:"), "A7", "notice"),
    "labels that do not count": (said("answer", "Q1", "A1: Worms", "a"), "A1", "notice"),
    "tweets without author": (said("answer", "Q1", "Worms"), "1", "notice"),
    "answers and replies that could not be placed": (said("answer", "", "Worms", "a"), "1", "notice"),
    "tweets between sessions": (said("aside", "", "x", "a", session=None), "1", "notice"),
}
"""What was looked at -> a tweet that gives reason, what is found, and how bad it is."""


@pytest.mark.parametrize("check", LOOKED_FOR)
def test_what_is_found(check: str) -> None:
    """With the line that it is on."""
    tweet, value, finding = LOOKED_FOR[check]
    one = found(chat(tweet))[check]
    assert (one.value, one.finding, one.lines) == (value, finding, (4,))
    assert one.advice


def test_letters_that_nothing_can_bring_back() -> None:
    """U+FFFD stands where a byte meant nothing."""
    assert found(chat(said("answer", "Q1", "Worms \ufffd", "a")))["tweets with damaged letters"].finding == "problem"


def test_letters_of_many_scripts_are_no_damage() -> None:
    """É… and 日本語 are written by people."""
    assert found(chat(said("answer", "Q1", "CAFÉ… 日本語 naïve â la carte 👩‍🌾 ????", "a"))) == {}


def test_question_marks_in_the_place_of_emoji() -> None:
    """Several tweets have them, and none has an emoji."""
    lost = [said("answer", "Q1", f"Worms {n} ??", "a") for n in range(3)]
    assert found(chat(*lost))["tweets with lost emoji"].lines == (4, 5, 6)
    assert found(chat(*lost[1:])) == {}
    assert found(chat(*lost, said("answer", "Q1", "Worms 🪱", "a"))) == {}


def test_ids_that_a_spreadsheet_spoilt(tmp_path: Path) -> None:
    """The reader tells so, and a check repeats it."""
    rows = "".join(f'1.37445E+18,2021-03-23 20:0{n},ana,"A1: Worms {n} #gardenchat"\n' for n in range(5))
    path = tmp_path / "may.csv"
    path.write_text("id,created_at,from_user,text\n" + rows, encoding="utf-8")
    checks = chatlens.load(path).checks
    assert checks[checks["check"].str.contains("damaged ids")]["finding"].tolist() == ["problem"]


@pytest.mark.parametrize(
    ("note", "check"),
    [
        pytest.param(f"labelled A1, {OTHER_CHAT}", "labels of another chat", id="another chat's"),
        pytest.param("labelled Q1, reads as an answer", "labels that the text contradicts", id="against the letter"),
    ],
)
def test_labels_that_do_not_rule(note: str, check: str) -> None:
    """By what placing noted."""
    made = chat()
    placements = (*made.placements[:2], Placement("aside", (), "none", None, note))
    assert found(replace(made, placements=placements))[check].value == "A1"


def test_unread_lines_are_a_problem_where_they_are_many() -> None:
    """A foot of a page is none."""
    few, many = ((Unread(10, 10 + extra, "a foot", "Terms"),) for extra in (0, 30))
    tweets = [said("answer", "Q1", f"Worms {n}", "a") for n in range(20)]
    assert found(chat(*tweets, unread=few))["lines that are no tweet"].finding == _checks.NOTICE
    check = found(chat(*tweets, unread=many))["lines that are no tweet"]
    assert (check.finding, check.value, len(check.lines)) == (_checks.PROBLEM, "31", 31)


def test_questions_that_are_nowhere() -> None:
    """A number between others, or before them, that nobody asks and nobody answers; one that is answered is there."""
    asked = (*ASKED, Question(1, "Q3", None), Question(1, "Q4", None), Question(1, "Q5", "How?", (), None, (3,)))
    more = (said("question", "Q5", "Q5: How?", "mira_k"), said("answer", "Q4", "A4: Rain", "ana", label="A4:"))
    made = found(chat(*more, questions=asked))
    assert (made["questions that are nowhere"].value, made["questions that are nowhere"].session) == ("Q3", 1)
    assert made["questions without text"].value == "Q4"


def test_a_question_with_several_texts() -> None:
    """The host may have slipped."""
    asked = (replace(ASKED[0], wordings=("What?", "Whence?")), ASKED[1])
    assert found(chat(questions=asked))["questions with several texts"].value == "Q1"


def lively(silence: int) -> list[Said]:
    """Ten tweets a minute apart, then a silence of so many minutes, then ten more."""
    start = datetime(2026, 5, 1, 20, 0)
    minutes = [*range(10), *range(9 + silence, 19 + silence)]
    return [said("answer", "Q1", f"Worms {m}", "a", posted_at=start + timedelta(minutes=m)) for m in minutes]


def test_a_silence_amid_a_lively_chat() -> None:
    """Its length, its start, and the lines on both sides; the long end of a chat is none."""
    check = found(analysis([*FINE, *lively(15)], ASKED))["silences"]
    assert (check.value, check.lines, check.finding) == ("15 minutes from 20:09", (13, 14), _checks.PROBLEM)
    assert "silences" not in found(analysis([*FINE, *lively(9)], ASKED))
    late = said("answer", "Q1", "Late", "a", posted_at=datetime(2026, 5, 1, 23, 0))
    assert "silences" not in found(analysis([*FINE, *lively(1), late], ASKED))


def test_sums_that_do_not_come_out_are_a_problem() -> None:
    """A role that is none, and a repeat of a repeat: mistakes of ours."""
    assert "roles add up to tweets" in found(chat(said("remark", "", "x", "a")))
    chain = (said("answer", "Q1", "a", "a", again=2), said("answer", "Q1", "a", "a", again=3))
    assert "different + repeats are all tweets" in found(chat(*chain))


def test_problems_come_first() -> None:
    """Then notices, what is fine, and facts."""
    made = chat(said("answer", "", "Itâ€™s Worms https://a.example/w…"))
    order = [check.finding for check in _checks.checks(made)]
    assert order == sorted(order, key=_checks.FINDINGS.index)
    assert set(order) == set(_checks.FINDINGS)


def test_shares_and_confidence() -> None:
    """Each method with its part of what is under a question."""
    values = {check.check: check.value for check in _checks.checks(chat())}
    assert (values["placed by label"], values["mean confidence"]) == ("3 of 3 (100%)", "0.99")
    unsure = chat(*(said("answer", "Q1", f"Worms {n}", "a") for n in range(3)))
    guessed = [replace(one, method="context", confidence=0.5) for one in unsure.placements[3:]]
    check = found(replace(unsure, placements=(*unsure.placements[:3], *guessed)))["mean confidence without label"]
    assert check.value == "0.50"


def test_rows_name_a_few_lines() -> None:
    """Neighbours joined, and how many places more there are."""
    gaps = [said("answer", "Q1", f"See https://a{n}.example/w…" if n % 2 else "Worms", "a") for n in range(60)]
    frame = chatlens.api.Chat([chat(*gaps)]).checks
    [lines] = frame[frame["check"] == "tweets with a link cut off by “…”"]["lines"]
    assert (lines[:2], lines[-1], len(lines)) == (("5", "7"), "10 more", 21)


@pytest.mark.parametrize(("sign", "code"), [("\ufffd", 1), ("", 0)], ids=["problem", "fine"])
def test_strict_fails_where_a_problem_is(sign: str, code: int, cli: Cli, tmp_path: Path) -> None:
    """The table is written all the same, and a note counts the problems."""
    text = (golden.SAMPLES / "gardenchat.csv").read_text(encoding="utf-8")
    path = tmp_path / "may.csv"
    path.write_text(text.replace("Sitting down", f"Sitting{sign} down"), encoding="utf-8")
    done = cli("check", path, "--strict", "-f", "csv", code=code)
    assert done.text.startswith("chat,session,finding,check,value,lines,advice\n")
    assert ("1 problem found." in done.err) is bool(code)


@pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
def test_samples_add_up(sample: Path) -> None:
    """No sum is a problem in any sample."""
    checks = golden.chat(sample).table("check")
    sums = checks[checks["check"].str.contains("add up|are all")]
    assert sums["finding"].tolist() == ["fine"] * 3


def test_nothing_is_to_be_placed_before_the_first_question() -> None:
    """What stands under no question before any is asked is as it should be: a note says the same."""
    before = analysis([said("reply", "", "Good, @ana", "bo"), *FINE], [replace(one, askings=()) for one in ASKED])
    assert "answers and replies that could not be placed" not in found(before)


def test_session_without_questions() -> None:
    """It is worth a look: its questions may have no numbers."""
    one = found(analysis([said("answer", "", "Worms", "ana")]))["questions"]
    assert (one.finding, one.value) == ("notice", "0")
    assert "--unnumbered" in one.advice


def test_unplaced_tweets_have_the_advice_that_fits() -> None:
    """Nobody is told to use an option that is used already."""
    for options, absent in (
        (Options(), "--strict-labels"),
        (Options(strict_labels=True), "--min-confidence"),
        (Options(min_confidence=0), "--min-confidence"),
    ):
        made = chat(said("answer", "", "Mulch", "bo"), options=options)
        assert absent not in found(made)["answers and replies that could not be placed"].advice
