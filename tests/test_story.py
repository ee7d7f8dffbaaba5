"""Recaps and story pages: the tweet above its author, and everything else unread."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Heading, Options, Reading, Source
from chatlens.readers import story
from chatlens.sources import split_lines
from same_chat import assert_same

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.story.txt"
MIRA = "— Mira Kestle (@mira_k) January 3, 2017"
KOFI = "— Kofi (Plot 9) (@KofiAtPlot9) January 3, 2017"


def reading(*lines: str) -> Reading:
    """The lines, read as a recap."""
    return story.read(Source("a.txt", "a", "\n".join(lines), "utf-8"), Options())


def second(*above: str) -> tuple[str, list[str]]:
    """The text of the second tweet of a recap in which these lines stand above its author, and what is unread."""
    found = reading("Q1: Why mulch?", MIRA, "", *above, KOFI)
    assert len(found.tweets) == 2
    return found.tweets[1].text, [unread.text for unread in found.unread]


def test_recap_is_the_same_chat():
    """The recap gives the same chat, and none of the blogger's words."""
    assert_same(SAMPLE, days=True)


def test_one_paragraph_with_prose_is_the_same_chat():
    """The whole recap pasted as one paragraph gives the same chat: prose and headings stand before the tweets'
    numbers."""
    path = SAMPLE.with_name("gardenchat.flat-story.txt")
    assert_same(path, days=True)
    rest = path.read_text(encoding="utf-8")
    found = reading(rest)
    for text in sorted((each.text for each in (*found.tweets, *found.unread)), key=len, reverse=True):
        assert text in rest
        rest = rest.replace(text, "", 1)
    assert re.sub(r"\d+\.(?= )|— .{1,60}? \(@\w+\) March 23, 2021", "", rest).strip() == ""


def test_one_paragraph_is_the_same_chat(tmp_path):
    """The recap's tweets, pasted as one paragraph, give the same chat: it is cut at the authors."""
    read = story.read(Source("a.txt", "a", SAMPLE.read_text(encoding="utf-8"), "utf-8"), Options())
    flat = " ".join(f"{' '.join(t.text.split())} — {t.name} (@{t.author}) March 23, 2021" for t in read.tweets)
    path = tmp_path / "flat.txt"
    path.write_text(flat, encoding="utf-8")
    assert_same(path, days=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Q1: Why mulch?\n{MIRA}\nA1: Worms\n{KOFI}\n", id="two tweets"),
        pytest.param("We met — Mira (@mira_k) and I — and dug. It was fun.\n" * 9, id="a handle in prose"),
        pytest.param("Thanks to Mira (@mira_k) and Kofi (@KofiAtPlot9)\n" * 9, id="no dash"),
        pytest.param(
            f"Q1: Why mulch?\n{MIRA}\n" * 4 + "We dug on and on.\n" * 300, id="a few quotations in a long text"
        ),
        pytest.param("Mira Kestle\n@mira_k\n·\nJan 3, 2017\nQ1: Why mulch?\n" * 5, id="web page"),
    ],
)
def test_other_texts_are_not_claimed(text):
    """Without several authors behind a dash it is no recap."""
    assert story.sniff(text) == 0


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("— Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("&mdash; Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("– Mira Kestle (@mira_k) 3 January 2017", "Mira Kestle"),
        ("-- Mira Kestle (@mira_k), Jan 3rd, 2017", "Mira Kestle"),
        ("- Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("—Mira Kestle (@mira_k)January 3, 2017", "Mira Kestle"),
        ("— Mira — grower (@mira_k) January 3, 2017", "Mira — grower"),
        ("— Mira (Plot 3) (@mira_k) January 3, 2017", "Mira (Plot 3)"),
        ("> — Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("— (@mira_k) January 3, 2017", None),
        ("— Mira Kestle (@mira_k)\nJanuary 3, 2017", "Mira Kestle"),
        ("”” Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("\ufffd Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("? Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("Mira Kestle (@mira_k) January 3, 2017", "Mira Kestle"),
        ("> Mira (Plot 3) (@mira_k) 3 January 2017", "Mira (Plot 3)"),
    ],
)
def test_authors(line, name):
    """Every way in which an embedded tweet names its author is known."""
    found = reading(*f"Q1: Why mulch?\n{line}\n\nA1: Worms\n{line}\n\nA1: Rain\n{line}".split("\n"))
    assert [tweet.text for tweet in found.tweets] == ["Q1: Why mulch?", "A1: Worms", "A1: Rain"]
    assert {(tweet.author, tweet.name, tweet.posted_at) for tweet in found.tweets} == {
        ("mira_k", name, date(2017, 1, 3))
    }
    assert found.unread == ()


@pytest.mark.parametrize("dash", ["—", "””", "\ufffd", "?"])
def test_a_damaged_dash_inside_the_line(dash):
    """The author may stand on the text's own line, whatever a wrong decoding made of the dash."""
    lines = [f"A{n}: Worms dig for us #gardenchat {dash} Mira Kestle (@mira_k) May 3, 2017" for n in (1, 2, 3)]
    found = reading(*lines)
    assert [(t.text, t.name) for t in found.tweets] == [
        (f"A{n}: Worms dig for us #gardenchat", "Mira Kestle") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "A1: See Mira (@mira_k) January 3, 2017",
        "Our guest on the day was as always Mira (@mira_k) January 3, 2017",
        "Ask Mira! Kofi (@tobo) January 3, 2017",
        "Mira Kestle (@mira_k) January 3, 2017 was a day of rain",
    ],
)
def test_a_date_behind_a_handle_in_a_sentence(line):
    """Without a dash, only a name alone before handle and date is an author."""
    found = reading(line, MIRA)
    assert [(tweet.author, tweet.text) for tweet in found.tweets] == [("mira_k", line)]


@pytest.mark.parametrize("stamp", [" January 3, 2017", " · January 3, 2017", " · 2h"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_authors_with_a_date_above_their_tweets_are_no_signatures(gap, stamp):
    """Without a dash, an author above a tweet is not taken for that of the tweet before."""
    people = [("Mira Kestle", "mira_k"), ("Kofi", "KofiAtPlot9"), ("Tobo", "tobo")]
    said = [f"{name} (@{handle}){stamp}\n{gap}A1: Worms dig for {name}\n" for name, handle in people]
    assert story.SHAPE.sniff("\n".join(said)) == 0.0
    assert story.SHAPE.sniff("\n".join(f"A1: Worms dig\n{gap}{one.splitlines()[0]}\n" for one in said)) == 1.0


@pytest.mark.parametrize(
    ("above", "text", "unread"),
    [
        (["On what worms do:", "A1: They dig"], "A1: They dig", ["On what worms do:"]),
        (["Kofi agreed.", "A1: They dig", "all day"], "A1: They dig\nall day", ["Kofi agreed."]),
        (["Kofi chimed in:", "Worms are fine"], "Worms are fine", ["Kofi chimed in:"]),
        (["Then came:", "Kofi chimed in:", "Worms are fine"], "Worms are fine", ["Then came:\nKofi chimed in:"]),
        (["A1: Two things:", "worms and rain"], "A1: Two things:\nworms and rain", []),
        (["My list:", "- worms"], "My list:\n- worms", []),
        (["My list:", "1. worms"], "My list:\n1. worms", []),
        (["Look here:", "https://example.org/worms"], "Look here:\nhttps://example.org/worms", []),
        (["A1: Worms", "A2: Rain"], "A1: Worms\nA2: Rain", []),
        (["Worms", "and rain"], "Worms\nand rain", []),
        (["A1: See Q2: it asks", "and rain"], "A1: See Q2: it asks\nand rain", []),
    ],
)
def test_prose_without_empty_lines(above, text, unread):
    """Where no empty line parts them, a label begins the tweet, and a line that announces it is prose."""
    found = reading("Q1: Why mulch?", MIRA, *above, KOFI)
    assert (found.tweets[1].text, [each.text for each in found.unread]) == (text, unread)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“Worms dig” @mira_k", None),
        ('"Worms dig" @mira_k', None),
        ("„Worms dig“ @mira_k", None),
        ("«Worms dig» @mira_k", None),
        ("- “Worms dig” @mira_k", None),
        ("• “Worms dig”, @mira_k.", None),
        ("2. “Worms dig” – @mira_k", None),
        ("“Worms dig” (@mira_k)", None),
        ("“Worms dig” via @mira_k", None),
        ("“Worms dig” — Mira Kestle, @mira_k", "Mira Kestle"),
        ("“Worms dig” - Mira Kestle (@mira_k)", "Mira Kestle"),
    ],
)
def test_quotations(line, name):
    """Where a page quotes with a handle behind each quotation, the quotation is the tweet."""
    page = ["Q1: Why mulch?", "From the community:", line, line, "", line, "See you!"]
    assert story.sniff("\n".join(page)) == 1.0
    found = reading(*page)
    assert [(tweet.text, tweet.author, tweet.name) for tweet in found.tweets] == [("Worms dig", "mira_k", name)] * 3
    assert [each.text for each in found.unread] == ["Q1: Why mulch?", "From the community:", "See you!"]
    assert found.headings == (Heading("Q1", "Why mulch?", 1),)


@pytest.mark.parametrize(
    "line",
    [
        "“Worms dig” @mira_k so true!",
        "“Worms dig” said Mira and so said @mira_k",
        "Worms dig, says @mira_k",
        "“Worms” and “rain” are what I thank @mira_k",
        "RT @tobo: “Worms dig” @mira_k",
    ],
)
def test_other_lines_with_quotations(line):
    """A handle that ends a line for another reason makes nobody the author."""
    assert story.sniff(f"{line}\n" * 9) == 0


def test_few_quotations_in_a_chat():
    """In a copied search page people quote each other: a few such lines make no recap of it."""
    page = "A1: Worms and more worms #gardenchat\n" * 20 + "“Worms dig” @mira_k\n" * 4
    assert story.sniff(page) == 0


QUESTION = "Q2: Who carries it?"


@pytest.mark.parametrize(
    ("above", "said", "asked", "unread"),
    [
        (["", QUESTION, "", "A2: A donkey"], "A2: A donkey", "Who carries it?", [QUESTION]),
        (["", f"## {QUESTION}", "A2: A donkey"], "A2: A donkey", "Who carries it?", [f"## {QUESTION}"]),
        (["", f"**{QUESTION}**", "", "A donkey"], "A donkey", "Who carries it?", [f"**{QUESTION}**"]),
        ([QUESTION, "A2: A donkey"], "A2: A donkey", "Who carries it?", [QUESTION]),
        (
            ["", "On we went.", QUESTION, "Kofi:", "", "A2: A donkey"],
            "A2: A donkey",
            "Who carries it?",
            ["On we went.", QUESTION, "Kofi:"],
        ),
        (["", "Q2: Tell us who", "", "A2: A donkey"], "A2: A donkey", "Tell us who", ["Q2: Tell us who"]),
        (["", "Q2: Who it is", "Many said so.", "", "Me"], "Me", "Who it is", ["Q2: Who it is", "Many said so."]),
        (["", "Q2: Who it is.", "Many said so.", "", "Me"], "Me", "", ["Q2: Who it is.\nMany said so."]),
        (["", "Q2", "", "A2: A donkey"], "A2: A donkey", "", ["Q2"]),
        (["", "Q2:", "", "A2: A donkey"], "A2: A donkey", "", ["Q2:"]),
        (["", "Q2: this was", "a hard one.", "", "A2: A donkey"], "A2: A donkey", "", ["Q2: this was\na hard one."]),
        (["", "A2: said Kofi", "", "A donkey"], "A2: said Kofi\n\nA donkey", "", []),
        (["", "Q1: Why do you mulch?", "", "A1: Worms"], "A1: Worms", "", ["Q1: Why do you mulch?"]),
    ],
)
def test_questions_between_the_tweets(above, said, asked, unread):
    """A question of the chat in the blogger's words is no tweet, but known as a heading, unless a tweet asks it."""
    found = reading("Q1: Why mulch?", MIRA, *above, KOFI)
    assert [(tweet.text, tweet.author) for tweet in found.tweets[1:]] == [(said, "KofiAtPlot9")]
    assert [one.text for one in found.headings] == ([asked] if asked else [])
    assert [each.text for each in found.unread] == unread


def test_questions_before_and_after_the_tweets():
    """The first question stands above the first tweet, and is not the page's title; the last may have no answers."""
    found = reading("Q1: Why mulch?", "", "A1: Worms", MIRA, "", "Q2: And why not?", "", "Bye!")
    assert [(tweet.text, tweet.author) for tweet in found.tweets] == [("A1: Worms", "mira_k")]
    assert found.headings == (Heading("Q1", "Why mulch?", 1), Heading("Q2", "And why not?", 6))
    assert [each.text for each in found.unread] == ["Q1: Why mulch?", "Q2: And why not?", "Bye!"]
    assert found.title is None


def test_an_author_without_a_date():
    """The date may be missing where the author has a line of its own; inside a line a handle is no author then."""
    found = reading("I agree — see Kofi (@tobo) for more", "— Mira (@mira_k)")
    assert [(tweet.author, tweet.posted_at) for tweet in found.tweets] == [("mira_k", None)]


@pytest.mark.parametrize(
    ("above", "text", "unread"),
    [
        (["Kofi is funny:", "", "A1: Worms"], "A1: Worms", ["Kofi is funny:"]),
        (["Some prose.", "More of it.", "", "A1: Worms", ""], "A1: Worms", ["Some prose.\nMore of it."]),
        (["2.", "A1: Worms"], "A1: Worms", ["2."]),
        (["2.", "", "A1: Worms"], "A1: Worms", ["2."]),
        (["2. A1: Worms"], "A1: Worms", []),
        (["7. A1: Worms"], "7. A1: Worms", []),
        (["## Worms", "A1: Worms"], "A1: Worms", ["## Worms"]),
        (["Q2", "", "Our worms are many"], "Our worms are many", ["Q2"]),
        (["x" * 200, "y" * 200, "A1: Worms"], "y" * 200 + "\nA1: Worms", ["x" * 200]),
        (["A1: Worms:", "- red", "- pink"], "A1: Worms:\n- red\n- pink", []),
        (["A1: Worms.", "", "They dig."], "A1: Worms.\n\nThey dig.", []),
        (["Worms", "", "#gardenchat"], "Worms\n\n#gardenchat", []),
        (["Prose it was.", "", "worms are fine"], "worms are fine", ["Prose it was."]),
    ],
    ids=lambda value: "/".join(value)[:40] if isinstance(value, list) else "",
)
def test_tweet_and_prose(above, text, unread):
    """The tweet is the last paragraph above its author, with what goes on from it; all else is unread."""
    assert second(*above) == (text, unread)


def test_unread_says_why():
    """Prose, headings and numbers have their reasons, and the recap's first short line is its title."""
    found = reading("# Mulch", "", "We met.", "", "1.", "Q1: Why?", MIRA, "", "So:", "", "Worms", KOFI, "", "Bye.")
    assert [(unread.first_line, unread.reason) for unread in found.unread] == [
        (1, "a heading between the tweets"),
        (3, "prose before the first tweet"),
        (5, "a number between the tweets"),
        (9, "prose between the tweets"),
        (14, "prose after the last tweet"),
    ]
    assert found.title == "Mulch"


def test_an_author_alone_is_unread():
    """An author without a tweet above is reported."""
    found = reading("Q1: Why?", MIRA, "", KOFI)
    assert [(unread.first_line, unread.reason) for unread in found.unread] == [(4, "an author without a tweet")]


def test_prose_in_one_paragraph():
    """In one paragraph sentences of prose are cut off where they are too many for a tweet; a note says so."""
    prose = "The next one was hard. " * 12
    found = reading(f"Q1: Why mulch? {MIRA} {prose}A1: Worms {KOFI} Bye.")
    assert [tweet.text for tweet in found.tweets] == ["Q1: Why mulch?", "A1: Worms"]
    assert [unread.text for unread in found.unread] == [prose.strip(), "Bye."]
    assert found.notes[0].lines == (1,)


PIECES = (
    *(
        MIRA,
        KOFI,
        "— (@a)",
        "January 3, 2017",
        "1.",
        "## Q1",
        "Prose.",
        "",
        " ",
        "> Worms",
        "A1: Worms #gardenchat",
        "—",
    ),
    *(
        f"Worms {MIRA} Rain {KOFI}",
        "(@mira_k) January 3, 2017",
        "x" * 3000,
        "- red",
        "#gardenchat",
        "(@",
        "— Mira (@m)",
    ),
)


@settings(deadline=None, max_examples=200)
@given(
    lines=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_no_line_is_lost(lines, end):
    """In any text each line that is not blank lies in a tweet or unread span; in one span alone, unless it holds more
    than one author."""
    text = end.join(lines)
    assert 0 <= story.sniff(text) <= 1
    found = story.read(Source("a.txt", "a", text, "utf-8"), Options())
    physical = split_lines(text)
    covered = [
        line for record in (*found.tweets, *found.unread) for line in range(record.first_line, record.last_line + 1)
    ]
    assert {n for n, line in enumerate(physical, start=1) if line.strip()} <= set(covered)
    shared = {line for line in covered if covered.count(line) > 1}
    assert all("(" in physical[line - 1] for line in shared)
    assert all(tweet.text.strip() for tweet in found.tweets)


@pytest.mark.parametrize(
    "piece",
    [
        "Prose.\n",
        "Prose. ",
        f"Worms {MIRA} ",
        f"{MIRA}\n",
        "— ",
        "(@a) ",
        "1.\n",
        "A1: a\n\n",
        "(",
        "> ",
        "“a” @a\n",
        '"',
        "” - a ",
        "“a”   ",
        "@a ",
    ],
    ids=repr,
)
def test_reading_takes_linear_time(piece):
    """Twice the text takes about twice the time."""

    def seconds(count: int) -> float:
        text = f"Q1: Why?\n{MIRA}\n“{piece * count} @a\n{KOFI}\n"
        before = time.process_time()
        story.sniff(text)
        reading(*text.split("\n"))
        return time.process_time() - before

    once, twice = min(seconds(4_000) for _ in range(2)), min(seconds(8_000) for _ in range(2))
    assert twice < 3.5 * once + 0.05


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        pytest.param("3 janv. 2017", date(2017, 1, 3), id="French"),
        pytest.param("3. Januar 2017", date(2017, 1, 3), id="German"),
        pytest.param("3 de enero de 2017", date(2017, 1, 3), id="Spanish"),
        pytest.param("[January 3, 2017](https://twitter.com/jo_w/status/7)", date(2017, 1, 3), id="Markdown's link"),
    ],
)
def test_dates_as_other_pages_have_them(stamp, day):
    """The date is another language's, or a link in a blog's source: the author is known, and so is the day."""
    found = reading("Q1: Why mulch?", MIRA, "", "A1: Worms", f"— Jo (@jo_w) {stamp}", "", "A1: Rain", KOFI)
    assert [(tweet.author, tweet.text) for tweet in found.tweets][1] == ("jo_w", "A1: Worms")
    assert found.tweets[1].posted_at == day


def test_a_paragraph_without_blanks_is_cut_behind_the_year():
    """Where the page's lines were put together without blanks, the next tweet begins right behind the year."""
    text = f"Q1: Why mulch?{MIRA}A1: Worms #soil{KOFI}2 sacks{MIRA[:-16]} 3 janv. 2017A1: Rain{KOFI}"
    found = reading(text)
    assert [tweet.text for tweet in found.tweets[:2]] == ["Q1: Why mulch?", "A1: Worms #soil"]
    assert [tweet.posted_at for tweet in found.tweets] == [date(2017, 1, 3)] * 4


def test_a_paragraph_is_cut_at_its_numbers():
    """Where recaps number their tweets and are pasted as one paragraph, prose above a number is no tweet."""
    text = (
        f"What a night. Pip asked: 1. Q1: Why mulch? {MIRA} Fine. 2. A1: Two: 1. worms 2. rain {KOFI} 3. A1: No {MIRA}"
    )
    found = reading(text)
    assert [tweet.text for tweet in found.tweets][1:] == ["A1: Two: 1. worms 2. rain", "A1: No"]
    assert "Fine. 2." in [unread.text for unread in found.unread]


def test_a_name_holds_no_handle_of_another():
    """A quotation in a tweet that names its author is the tweet's."""
    flat = (
        f"Q1: Why mulch? {MIRA} A1: As one says — Somebody (@some_one) knows — Jo (@jo_w) January 3, 2017 A1: No {KOFI}"
    )
    found = reading(flat).tweets[1]
    assert (found.author, found.name, found.text) == ("jo_w", "Jo", "A1: As one says — Somebody (@some_one) knows")


def test_a_tweet_on_the_line_of_the_author_before():
    """Where prose too long for a tweet stands between two on one line, it is none, though the name is on the next."""
    prose = "Then we talked about worms for a while. " * 8
    found = reading(f"Q1: Why mulch? {MIRA} {prose}A1: Rain", KOFI, "A1: No", MIRA)
    assert found.tweets[1].text.endswith("A1: Rain")
    assert len(found.tweets[1].text) <= 280
