"""What the readers of copied pages share: how much they explain, where a page ends, what is left over."""

from __future__ import annotations

import time

import pytest

from chatlens.readers import shapes
from chatlens.readers._pages import LONGEST_RECORD, Record, explained, last_written, left_over, page_end
from covering import reading_of

PAGES = ("bullets", "broken-lines", "live-page", "markdown")


def test_a_record_explains_only_so_many_lines():
    """One head above a long prose does not make the prose a tweet; blank lines do not count."""
    lines = ["head", "", *["prose"] * (10 * LONGEST_RECORD)]
    assert explained([Record(0, 1, len(lines))], lines) < 0.11
    assert explained([Record(0, 1, 3)], ["head", "", "text"]) == 1.0
    assert explained([], []) == 0.0


def test_the_last_written_line():
    """Blank lines at a record's end are not its own."""
    assert last_written(["head", "text", "", " "], 0, 4) == 1
    assert last_written(["head", "", ""], 0, 3) == 0


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        pytest.param(["a", "x", "b", "y", "", "foot"], 4, id="a foot behind a blank line"),
        pytest.param(["a", "x", "b", "y", "z"], 5, id="no blank line"),
        pytest.param(["a", "x", "b", "", "y", "", "foot"], 5, id="a blank line before the text"),
        pytest.param(["a", "x", "b", "", ""], 5, id="no text"),
        pytest.param(["a", "x", "", "x", "b", "y", "", "y"], 8, id="another tweet has a blank line inside"),
    ],
)
def test_where_the_last_tweet_ends(lines, end):
    """At its first blank line, unless blank lines stand in other tweets too."""
    heads = [at for at, line in enumerate(lines) if line in ("a", "b")]
    assert page_end(lines, [Record(at, at + 1, at + 1) for at in heads]) == end


def test_left_over_lines_come_together():
    """Lines that follow each other for one reason are one record; a blank line or another reason parts them."""
    lines = ["one", "two", "", "three", "FOUR", "tweet", "five"]
    found = left_over(lines, {5}, lambda at: "loud" if lines[at].isupper() else "quiet")
    assert [(u.first_line, u.last_line, u.reason, u.text) for u in found] == [
        (1, 2, "quiet", "one\ntwo"),
        (4, 4, "quiet", "three"),
        (5, 5, "loud", "FOUR"),
        (7, 7, "quiet", "five"),
    ]


def seconds(name: str, text: str) -> float:
    """The quicker of two runs of the sniffer and the reader."""
    runs = []
    for _ in range(2):
        before = time.perf_counter()
        shapes()[name].sniff(text)
        reading_of(shapes()[name], text)
        runs.append(time.perf_counter() - before)
    return min(runs)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "piece",
    [
        *("mira_k\n", "May 8 @ 8:02 PM EDT\n\n", "- Host\n", "  • a May 8 @ 8:02 PM EDT\n", "2:03 PM\nA B @a\n"),
        *("### [@a](b)\n", "> [\n", "+ [a](b)\n", "\n", " ", "](", "a ", "> x\n", "#"),
    ],
    ids=repr,
)
def test_time_is_linear(name, piece):
    """Eight times the text takes about eight times as long, whatever it is made of."""
    short, long = (seconds(name, piece * (size // len(piece))) for size in (10_000, 80_000))
    assert long < 30 * short + 0.05
