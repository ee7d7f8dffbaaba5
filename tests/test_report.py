"""The terminal report: what a moderator wants to see first, at any width, whatever the tweets hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from rich.cells import cell_len

from builders import Said, analysis, said
from chatlens.analysis import Analysis
from chatlens.models import Question
from chatlens.report import render
from chatlens.report._lines import Bit, Page, flow

WIDTHS = (1, 20, 40, 60, 80, 100, 160, 400)
SOIL = "Worm bins, leaves and plenty of patience: that is how we feed the soil here, bed by bed and year by year"
ASKED = (
    Question(1, "Q1", "What do you feed your soil, and who told you?", ("mira_k", "leo"), None, (1, 2)),
    Question(1, "Q2", None),
    Question(1, "Q3", "And [bold]in[/bold] winter?", given=True),
)


def chat(*more: Said, name: str = "saturday") -> Analysis:
    """A chat of two answered questions and one that nobody answers."""
    tweets = [
        said("greeting", "", "Welcome!", "mira_k", posted_at=datetime(2026, 5, 2, 20, 0)),
        said("question", "Q1", "Q1: What do you feed your soil?", "mira_k"),
        said("question", "Q1", "Q1: What do you feed your soil?", "leo", again=1),
        *(said("answer", "Q1", f"A1: {SOIL} {n} #gardenchat", f"p{n}", label="A1:") for n in range(9)),
        said("answer", "Q1", f"RT @p0: A1: {SOIL} 0 #gardenchat", "tom", again=3),
        said("answer", "Q1", f"RT @p0: A1: {SOIL} 0 #gardenchat", "ana", again=3),
        said("answer", "Q2", "A2: Straw", "tom", label="A2:"),
        said("reply", "Q2", "Love this, @tom!", "ana"),
        said("aside", "", "Buy my gloves", "shop"),
    ]
    return analysis([*tweets, *more], ASKED, hosts={1: ("mira_k",)}, chat=name)


def report(*chats: Analysis, width: int = 100, color: bool = False, unicode: bool = True, top: int = 3) -> str:
    """What the terminal shows."""
    return render(chats or [chat()], width=width, color=color, unicode=unicode, top=top)


def words(text: str) -> list[str]:
    """The words of a report in order, bars and wrapping left out."""
    return re.sub(r"[█░#]{2,}-*|[█░•]", " ", text).split()


def hostile(text: str) -> Analysis:
    """A chat where a text stands everywhere that a tweet's text may go."""
    question = Question(1, "Q1", text, (text,), None, (0,))
    tweets: Sequence[Said] = [said("question", "Q1", text, text), said("answer", "Q1", text, text)]
    return analysis(tweets, [question], hosts={1: (text,)}, hashtag=text, chat=text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\x1b[31mred\x1b]0;title\x07", id="escape codes"),
        pytest.param("a\x00b\x7fc\x85d\x9bm", id="NUL, DEL and C1"),
        pytest.param("a\rb\x0bc\x0cd", id="returns, tabs, feeds"),
        pytest.param("a\u202eb", id="bidi override"),
        pytest.param("a\ud800b", id="lone surrogate"),
    ],
)
def test_nothing_in_a_tweet_reaches_the_terminal_as_a_command(text: str) -> None:
    """Controls and overrides are replaced, in texts, handles and names alike."""
    shown = report(hostile(text), analysis([said("aside", "", "a")]))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[/]", "[red", ":smile:", "{x} %s \\n"])
def test_text_is_never_markup(text: str) -> None:
    """What looks like markup or an emoji code is shown as written."""
    assert report(hostile(text)).count(text) >= 5


@pytest.mark.parametrize("text", ["\u202e", " \n ", "#gardenchat", ""], ids=["bidi", "blanks", "hashtag", "empty"])
def test_texts_without_words_are_no_error(text: str) -> None:
    """A question of which nothing can be shown counts as missing."""
    assert "1 answer" in report(hostile(text))


@pytest.mark.parametrize("color", [True, False], ids=["color", "plain"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int, color: bool) -> None:
    """Long words, wide characters and emoji included."""
    tail = "x" * 130 + " 堆肥と落ち葉" * 12 + " 👩‍🌾🌱" * 20 + " https://t.co/" + "y" * 90
    long = said("answer", "Q2", f"A2: {tail}")
    for line in report(chat(long), width=width, color=color).split("\n"):
        plain = re.sub(r"\x1b\[[\d;]*m", "", line)
        assert cell_len(plain) <= max(width, 20)
        assert plain == plain.rstrip()


@pytest.mark.parametrize("width", WIDTHS[2:])
def test_a_narrow_terminal_loses_no_text(width: int) -> None:
    """The same words at every width; only bars, their legend and the place of line ends differ."""
    legend = "█ different answers, ░ their repeats; "
    assert words(report(width=width).replace(legend, "")) == words(report(width=400).replace(legend, ""))


def test_bars_go_before_theme_words_move() -> None:
    """Wide: both beside the counts. Narrower: no bar. Narrow: theme words on a line of their own."""
    wide, middle, narrow = (report(width=width).split("\n") for width in (100, 80, 60))
    first = [next(line for line in lines if line.startswith("Q1   9 answers,")) for lines in (wide, middle, narrow)]
    assert ["█" in line for line in first] == [True, False, False]
    assert ["(9)" in line for line in first] == [True, True, False]


def test_the_headline_has_what_was_read_and_found() -> None:
    """Hashtag, day, tweets, different, repeats, questions, hosts."""
    head = report().split("\n")
    assert head[0] == "#gardenchat · 2 May 2026"
    assert head[1] == "17 tweets: 14 different, 3 repeats · 3 questions · host @mira_k"
    assert head[2] == "of these 2 ask, 12 answer (repeats included), 1 replies, 1 greets, 1 is an aside"


def test_the_rows_add_up_to_the_headline() -> None:
    """Whoever adds the occurrences of all rows has what the headline says."""
    shown = report(chat(said("answer", "", "Everything dies here")))
    rows = re.findall(r"^(?:Q\d|–) .*? (\d+|no) answers?(?:, (\d+) with repeats)?", shown, re.MULTILINE)
    occurrences = sum(int(repeated or "0" * (answers == "no") or answers) for answers, repeated in rows)
    assert len(rows) == 4
    assert f"{occurrences} answer (repeats included)" in shown


def test_tweets_under_two_questions_are_accounted_for() -> None:
    """Whoever adds up the rows is told why they count more; else nothing is said."""
    assert "the rows count" not in report()
    both = said("answer", "Q1 Q2", "A1/2: Rain")
    assert "the rows count 2 more than there are tweets" in report(chat(both, both))


def test_a_row_counts_different_answers_and_occurrences() -> None:
    """Each count says which it is, and what is under no question has a row too."""
    shown = report(width=120)
    assert "Q1   9 answers, 11 with repeats" in shown
    assert re.search(r"^Q2   1 answer +1 reply", shown, re.MULTILINE)
    assert re.search(r"^Q3  no answers$", shown, re.MULTILINE)
    assert re.search(r"^–   no answers +under no question, with 1 greeting and 1 aside$", shown, re.MULTILINE)


def test_questions_say_who_asked_or_that_they_are_missing() -> None:
    """Text and times asked, "not in this transcript", or that the user gave it."""
    shown = report()
    assert "Q1  What do you feed your soil, and who told you?\n    asked 2 times by @mira_k and @leo\n" in shown
    assert "Q2  the question itself is not in this transcript\n    • Straw (@tom)\n" in shown
    assert "Q3  And [bold]in[/bold] winter?\n    text given by you\n" in shown


def test_top_answers_say_how_often_they_were_shared() -> None:
    """Author and shares behind the text, wrapped with a hanging indent."""
    lines = report(width=60).split("\n")
    start = next(k for k, line in enumerate(lines) if line.startswith("    • Worm bins"))
    assert " ".join(line.strip(" •") for line in lines[start : start + 3]) == f"{SOIL} 0 (@p0, shared 2x)"
    assert all(line.startswith("      ") for line in lines[start + 1 : start + 3])


@pytest.mark.parametrize(("top", "shown"), [(0, 0), (1, 2), (3, 4), (50, 10)])
def test_top_says_how_many_answers_are_shown(top: int, shown: int) -> None:
    """At most so many per question."""
    assert report(top=top).count("•") == shown


def test_answers_under_no_question_are_shown_last() -> None:
    """A chat without questions still has its best answers."""
    shown = report(analysis([said("answer", "", "Everything dies here")]))
    assert shown.endswith("–  under no question\n   • Everything dies here\n")


def test_without_unicode_only_ascii_is_added() -> None:
    """Bars of #, bullets of -; nothing of ours needs more than ASCII."""
    shown = report(unicode=False)
    assert shown.isascii()
    assert "####" in shown
    assert "    - Straw" in shown


def test_without_color_there_are_no_codes_and_with_it_the_same_text() -> None:
    """Styles leave the text alone."""
    colored = report(color=True)
    assert "\x1b[1" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == report(color=False)


def test_several_chats_and_sessions_are_told_apart() -> None:
    """Chats by name, sessions by number and day; what lies between sessions is counted."""
    sessions = analysis(
        [
            said("answer", "Q1", "A1: Ferns", session=1, posted_at=date(2026, 5, 2)),
            said("answer", "Q1", "A1: Moss", session=2, posted_at=date(2026, 6, 6)),
            said("aside", "", "See you", session=None),
        ],
        chat="two",
    )
    shown = report(sessions, chat(name="three"))
    assert "#gardenchat · two · 2 May 2026 to 6 June 2026 · 2 sessions\n3 tweets\n" in shown
    assert "\nSession 2 · 6 June 2026 · 1 tweet · no questions\n" in shown
    assert "\nBetween sessions · 1 tweet\n" in shown
    assert "\n\n\n#gardenchat · three · 2 May 2026\n" in shown


def test_the_same_chat_gives_the_same_bytes() -> None:
    """No clock, no terminal, no environment."""
    assert report(color=True) == report(color=True)
    assert report() == render([chat()], width=100, color=False, unicode=True, top=3)
    assert render([], width=100, color=False, unicode=True, top=3) == ""


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["aa bb"], ["* aa bb"], id="stays together where it fits"),
        pytest.param(["aa", "bb cc", "dd"], ["* aa", "  bb cc", "  dd"], id="goes to the next line together"),
        pytest.param(["aa bb cc dd"], ["* aa bb", "  cc dd"], id="parted at blanks if it is wider than a line"),
        pytest.param(["abcdefgh"], ["* abcdef", "  gh"], id="parted where it must be"),
        pytest.param(["堆肥堆肥"], ["* 堆肥堆", "  肥"], id="measured in cells"),
    ],
)
def test_flow(bits: list[str], expected: list[str]) -> None:
    """Bits wrap at eight cells behind a bullet."""
    assert flow([Bit(bit) for bit in bits], Page(8, False, True), "* ", "  ") == expected
