"""The pasted shape: where tweets end, what belongs to the page, and that no line is lost."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options, Reading, Source
from chatlens.readers import pasted
from chatlens.readers._line_evidence import Lines
from chatlens.readers._segmentation import segment
from chatlens.sources import split_lines

CASES = json.loads((Path(__file__).parent / "cases" / "segmentation.json").read_text(encoding="utf-8"))
CHAT = (
    "Q1: What was the first thing you ever grew from seed? #gardenchat",
    "A1: Cress on a wet flannel, and my mother never got the flannel back. #gardenchat",
    "A1: Sunflowers. Mine came third of thirty in the school race. #gardenchat",
    "A1: Radishes, because the packet promised three weeks. #gardenchat",
)


def reading(text: str, hashtag: str | None = None) -> Reading:
    """The text, read as a pasted page."""
    return pasted.read(Source("a.txt", "a", text, "utf-8"), Options(hashtag=hashtag))


def spans(read: Reading) -> list[list[int]]:
    """First and last line of each tweet."""
    return [[tweet.first_line, tweet.last_line] for tweet in read.tweets]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for case in CASES
    ],
)
def test_splits_as_the_case_expects(case):
    """Each transcript of the table: exactly these tweets."""
    assert spans(reading("\n".join(case["input"]) + "\n", case["hashtag"])) == case["expected"]


def test_cases_stand_in_order_and_are_complete():
    """The table has its six fields, labels are unique, and what must not be joined stands first."""
    assert all(set(case) == {"label", "comment", "hashtag", "input", "expected", "expect"} for case in CASES)
    assert len({case["label"] for case in CASES}) == len(CASES)
    apart = [case["label"].startswith("no-join") for case in CASES]
    assert apart == sorted(apart, reverse=True)
    for case in CASES:
        if case["label"].startswith("no-join"):
            assert all(first == last for first, last in case["expected"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_make_no_difference(end):
    """LF, CRLF and CR end lines alike, and the text of a tweet of several lines has LF."""
    lines = [*CHAT, "Spring list:", "- compost", "- canes #gardenchat", *CHAT[1:]]
    found = reading(end.join(lines) + end)
    assert spans(found) == [[1, 1], [2, 2], [3, 3], [4, 4], [5, 7], [8, 8], [9, 9], [10, 10]]
    assert found.tweets[4].text == "Spring list:\n- compost\n- canes #gardenchat"


@pytest.mark.parametrize("sign", ["\v", "\f", "\x85", "\u2028", "\u2029", "\x1c", "\t"], ids=repr)
def test_other_signs_do_not_end_lines(sign):
    """Signs that other programs take for a line's end stay inside their tweet."""
    found = reading("\n".join([*CHAT, f"one{sign}two #gardenchat"]))
    assert len(found.tweets) == 5
    assert found.tweets[-1].text == f"one{sign}two #gardenchat"


def test_empty_lines_inside_a_tweet_stay_in_its_text():
    """A tweet's text is what stood there, an empty line included."""
    found = reading("\n".join([*CHAT, "Seed library", "", "#gardenchat", *CHAT[1:]]))
    assert found.tweets[4].text == "Seed library\n\n#gardenchat"
    assert spans(found)[4] == [5, 7]


@pytest.mark.parametrize(
    ("furniture", "handles"),
    [
        pytest.param(["In reply to", "@mira_k"], ("mira_k",), id="handle below"),
        pytest.param(["In reply to @mira_k"], ("mira_k",), id="handle beside"),
        pytest.param(["In reply to:", "@mira_k, @tobo and @lund_e"], ("mira_k", "tobo", "lund_e"), id="three handles"),
        pytest.param(["In reply to", "@mira_k", "@tobo"], ("mira_k", "tobo"), id="handles on two lines"),
        pytest.param(["In reply to", "@mira_k@tobo"], ("mira_k", "tobo"), id="handles glued"),
        pytest.param(["Replying to @mira_k and @tobo"], ("mira_k", "tobo"), id="other words"),
        pytest.param(["IN REPLY TO", "@Mira_K"], ("Mira_K",), id="capitals"),
        pytest.param(["In reply to", "@mira_k", "In reply to", "@tobo"], ("mira_k", "tobo"), id="twice in a row"),
        pytest.param(["In reply to", "@mira_k", "In reply to", "@mira_k"], ("mira_k",), id="twice the same"),
        pytest.param(["In reply to"], (), id="nobody named"),
    ],
)
def test_reply_marks_belong_to_the_tweet_above(furniture, handles):
    """The page's "In reply to" and its handles are in the span of the tweet above, not in its text."""
    found = reading("\n".join([*CHAT[:2], "A1: Beans", *furniture, *CHAT[2:]]))
    tweet = found.tweets[2]
    assert (tweet.text, tweet.reply_to) == ("A1: Beans", handles)
    assert (tweet.first_line, tweet.last_line) == (3, 3 + len(furniture))
    assert not any(other.reply_to for other in found.tweets if other is not tweet)
    assert found.unread == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("In reply to @mira_k I would say: beans #gardenchat", id="words behind the handle"),
        pytest.param("In reply to your question, beans #gardenchat", id="no handle"),
        pytest.param("I say this in reply to @mira_k", id="words before it"),
        pytest.param("Replying to everything tonight #gardenchat", id="other words"),
    ],
)
def test_tweets_that_speak_of_replies_are_tweets(text):
    """Only a line that is nothing but a reply mark belongs to the page."""
    found = reading("\n".join([*CHAT, text]))
    assert found.tweets[-1].text == text
    assert found.tweets[-1].reply_to == ()


def test_a_reply_mark_ends_its_tweet():
    """What stands below a reply mark is another tweet, even a line that reads as a continuation."""
    found = reading("\n".join([*CHAT, "Spring list", "In reply to", "@mira_k", "- compost #gardenchat"]))
    assert spans(found)[-2:] == [[5, 7], [8, 8]]


def test_a_reply_mark_at_the_start_of_the_file_is_reported():
    """A copy that begins in the middle of a tweet's furniture loses nothing: the lines are named as unread."""
    found = reading("\n".join(["In reply to", "@mira_k", *CHAT]))
    assert [(unread.first_line, unread.last_line) for unread in found.unread] == [(1, 1), (2, 2)]
    assert len(found.tweets) == 4


@pytest.mark.parametrize(
    "word",
    ["Show this thread", "Back to top ↑", "More options", "Who to follow", "Trends for you", "view all"],
)
def test_page_phrases_are_reported(word):
    """What the page prints between tweets is no tweet, wherever it stands, and ends the tweet above."""
    found = reading("\n".join([*CHAT[:2], word, *CHAT[2:]]))
    assert [unread.text for unread in found.unread] == [word]
    assert spans(found) == [[1, 1], [2, 2], [4, 4], [5, 5]]


def test_page_tabs_are_reported():
    """A row of the page's tabs is no tweet."""
    tabs = ["Top", "Latest", "People", "Photos", "Videos"]
    found = reading("\n".join([*tabs, *CHAT, "Back to top"]))
    assert [unread.text for unread in found.unread] == [*tabs, "Back to top"]
    assert len(found.tweets) == 4


def test_one_word_of_a_list_is_no_tab():
    """A word that is also a tab belongs to its tweet where no other tab stands beside it."""
    found = reading(
        "\n".join([*CHAT, "How do you find seeds:", "- swaps", "Lists", "- friends #gardenchat", *CHAT[1:]])
    )
    assert found.unread == ()
    assert spans(found)[4] == [5, 8]


def test_a_huge_line_is_reported():
    """A line longer than any post becomes unread and splits nothing else."""
    found = reading("\n".join([*CHAT[:2], "x" * 30_000, *CHAT[2:]]))
    (unread,) = found.unread
    assert (unread.first_line, unread.last_line) == (3, 3)
    assert "30,000 characters" in unread.reason
    assert spans(found) == [[1, 1], [2, 2], [4, 4], [5, 5]]


def test_the_given_hashtag_wins():
    """`--hashtag` overrides what the text says, and the reading names it."""
    text = "\n".join(f"Bean number {n} is up #beans #plotchat" for n in range(10))
    assert reading(text).hashtag == "plotchat"
    assert reading(text, "beans").hashtag == "beans"


def test_no_common_hashtag_is_noted():
    """Without a chat's hashtag the splitting may be wrong, and a note says what to do."""
    found = reading("\n".join(line.replace(" #gardenchat", "") for line in CHAT))
    assert found.hashtag is None
    assert "--hashtag" in found.notes[0].advice
    assert reading("\n".join(CHAT)).notes == ()


def test_hashtag_is_found_in_its_commonest_spelling():
    """The chat's hashtag counts in any case and is named as most write it."""
    found = reading("\n".join([*CHAT, *(line.replace("gardenchat", "GardenChat") for line in CHAT * 2)]))
    assert found.hashtag == "GardenChat"


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n"], ids=["nothing", "line ends", "blanks"])
def test_nothing_gives_no_tweets(text):
    """A text without words has no tweets and raises nothing."""
    found = reading(text)
    assert (found.tweets, found.unread) == ((), ())


PIECES = (
    *CHAT,
    *("In reply to", "@mira_k", "@tobo@bo_l", "Top", "Latest", "Show more", "", " ", "\t", "- item", "1. one", "A1:"),
    *("A2", "#gardenchat", "#a#gardenchat", "RT @mira_k: A1: Cress on a wet fl…", "https://t.co/AbCdEf1234", "🌱"),
    *("x" * 300, "y" * 25_001, "so true", "#", "@", "\u2028", "\ud83d", "\x00", "via @tobo", ">> more", "Q9 in 5 min"),
)
ANY_LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=30)


@settings(deadline=None, max_examples=200)
@given(lines=ANY_LINES, end=st.sampled_from(["\n", "\r\n", "\r"]), hashtag=st.sampled_from([None, "gardenchat", "(["]))
def test_no_line_is_lost_or_read_twice(lines, end, hashtag):
    """In any text each line that is not blank lies in exactly one tweet or unread span, in the file's order."""
    text = end.join(lines)
    found = reading(text, hashtag)
    for records in (found.tweets, found.unread):
        places = [line for record in records for line in (record.first_line, record.last_line)]
        assert places == sorted(places)
    covered = [
        line for record in (*found.tweets, *found.unread) for line in range(record.first_line, record.last_line + 1)
    ]
    assert len(covered) == len(set(covered))
    physical = split_lines(text)
    assert {n for n, line in enumerate(physical, start=1) if line.strip()} <= set(covered)
    assert all(tweet.text.strip() for tweet in found.tweets)


@settings(deadline=None)
@given(lines=ANY_LINES, closed=st.booleans())
def test_segments_follow_each_other(lines, closed):
    """Whatever the lines, the spans cover all of them once, in order."""
    numbers = range(1, len(lines) + 1)
    made = Lines(
        numbers,
        lines,
        list(map(str.strip, lines)),
        [n % 3 == 0 for n in numbers],
        {n - 1 for n in numbers if closed and n % 4 == 0},
    )
    found = segment(made, "gardenchat")
    assert [index for first, last in found for index in range(first, last + 1)] == list(range(len(lines)))


def seconds(text: str) -> float:
    """The quicker of two runs."""
    runs = []
    for _ in range(2):
        before = time.perf_counter()
        reading(text)
        runs.append(time.perf_counter() - before)
    return min(runs)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "#gardenchat\n",
        "@a\n",
        "In reply to\n",
        "In reply to\n@a\n",
        "\n",
        "- a\n",
        "A1\n",
        "Top\n",
        "RT @a: b…\n",
        "RT @a: b\n- c\nd\n#gardenchat\n",
        "List:\nso\n",
    ],
    ids=repr,
)
def test_reading_takes_linear_time(piece):
    """Twice the lines take about twice the time, even where all of them may be one tweet."""
    once, twice = seconds(piece * 1_000), seconds(piece * 2_000)
    assert twice < 3.5 * once + 0.02


@pytest.mark.parametrize(
    "piece", ["#a ", "@a ", "#gardenchat", "#gardenchat ", "via ", "a ", "https://t.co/a ", "...", "'", "- "], ids=repr
)
def test_long_lines_take_linear_time(piece):
    """Twice the line takes about twice the time, up to the longest line that is read."""
    length = 12_000 // len(piece)
    once, twice = seconds("\n".join([*CHAT, piece * length])), seconds("\n".join([*CHAT, piece * (2 * length)]))
    assert twice < 3.5 * once + 0.02
