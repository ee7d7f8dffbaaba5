"""`chatlens explain`: why one tweet stands where it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from conftest import Cli

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.csv"


def test_a_tweet_without_label(cli: Cli) -> None:
    """Its question, the method, the neighbours, and each question's probability are told; these add up to 1."""
    text = cli("explain", SAMPLE, "--tweet", 18).text
    assert "under Q2" in text
    assert "(method context)" in text
    assert "Nearest labelled tweets before it: tweet" in text
    cases = re.findall(r"^  (Q\d)  (\d\.\d\d)", text, re.MULTILINE)
    assert cases[0][0] == "Q2"
    assert sum(float(p) for _, p in cases) == pytest.approx(1.0, abs=0.02)


def test_line_and_tweet_are_the_same(cli: Cli) -> None:
    """A tweet may be named by its number or by any of its lines; a choice of times does not change the numbers."""
    by_tweet = cli("explain", SAMPLE, "--tweet", 29).text
    line = re.search(r"\(lines? (\d+)", by_tweet)
    assert line
    assert cli("explain", SAMPLE, "--line", line[1]).text == by_tweet
    assert cli("explain", SAMPLE, "--tweet", 29, "--until", "2021-03-23T20:10").text == by_tweet


def test_what_it_hangs_on(cli: Cli) -> None:
    """A reply's target is named, a label with its form."""
    assert "Answers tweet 28." in cli("explain", SAMPLE, "--tweet", 29).text
    assert "form: marked" in cli("explain", SAMPLE, "--tweet", 30).text


def test_given(cli: Cli, tmp_path: Path) -> None:
    """A corrected tweet says that the user said so."""
    fixes = tmp_path / "fixes.csv"
    row = json.loads(cli("tweets", SAMPLE, "-f", "jsonl").text.splitlines()[28])
    fixes.write_text(f"line,question\n{row['first_line']},Q1\n", encoding="utf-8")
    text = cli("explain", SAMPLE, "--tweet", 29, "--fix", fixes).text
    assert "under Q1, with a confidence of 1.00" in text
    assert "you said so" in text


@pytest.mark.parametrize("width", [20, 60, 160])
def test_width(cli: Cli, width: int) -> None:
    """No line is wider than asked."""
    assert max(len(line) for line in cli("explain", SAMPLE, "--tweet", 18, "--width", width).text.splitlines()) <= width


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        ([], 2, "Say which tweet"),
        (["--line", "3", "--tweet", "2"], 2, "Say which tweet"),
        (["--tweet", "999"], 2, "has no tweet 999"),
        (["--line", "1"], 2, "is of no tweet"),
        ([str(SAMPLE), "--line", "3"], 2, "Name one transcript"),
        (["--line", "3", "-f", "csv"], 2, "An explanation is text"),
    ],
)
def test_wrong_calls(cli: Cli, more: list[str], code: int, says: str) -> None:
    """What is missing or not there is said in one line."""
    assert says in cli("explain", SAMPLE, *more, code=code).err
