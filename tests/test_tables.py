"""The tables: their published columns, and what each cell counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from builders import Said, analysis, said
from chatlens import labels
from chatlens.analysis import Analysis
from chatlens.models import Link, Question, Unread
from chatlens.tables import Cell, _cells, _counts, frame, tables

CONTRACT = {
    "summarize": "chat, session, question, question_text, asked_by, times_asked, answers, occurrences, repeats, "
    "replies, contributors, theme_words, top_answer_1, top_answer_1_by, top_answer_1_shared, "
    "top_answer_2, top_answer_2_by, top_answer_2_shared, top_answer_3, top_answer_3_by, "
    "top_answer_3_shared",
    "answers": "chat, session, question, rank, answer, author, times_shared, replies, why, label, hashtags, "
    "mentions, links, first_line, all_lines, tweet_url, text",
    "tweets": "chat, session, tweet, first_line, last_line, posted_at, author, role, questions, label, method, "
    "confidence, repeat_of, repeat_kind, similarity, quotes, reply_to, mentions, hashtags, links, likes, "
    "retweets, tweet_id, tweet_url, note, text",
    "participants": "chat, session, person, name, is_host, kind, tweets, original_tweets, retweets, replies, answers, "
    "questions_answered, questions_asked, words, times_shared, mentioned_in, replied_to, out_degree, "
    "in_degree, first_tweet_at, last_tweet_at, first_line",
    "sessions": "chat, session, starts_at, ends_at, tweets, different, people, questions, hosts",
    "unread": "chat, first_line, last_line, reason, text",
    "check": "chat, session, finding, check, value, lines, advice",
    "compare": "chat, session, starts_at, tweets, different, people, new, returning, lost, host_share, "
    "answers_per_question, questions, answers, newcomers_answered, newcomers_came_back, answered_came_back, "
    "unanswered_came_back, tweets_change, people_change, host_share_change, answers_per_question_change",
    "edges": "chat, session, source, target, type, weight, questions",
    "hashtags": "chat, session, question, hashtag, different, occurrences, people",
    "links": "chat, session, question, link, domain, title, shared_by, different, occurrences, first_line",
}
CONTRACT["questions"] = CONTRACT["summarize"]
KINDS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "time": str,
    "integer": int,
    "number": float,
    "truth": bool,
    "list": tuple,
}

GARDEN = (
    said("greeting", "", "Welcome to #gardenchat!", "mira_k", posted_at=datetime(2026, 5, 2, 20, 0), name="Mira"),
    said("question", "Q1", "Q1: What grows in shade?\n#gardenchat", "mira_k", label="Q1:"),
    said("answer", "Q1", "A1: Ferns,\nand moss. #gardenchat #shade", "leo", label="A1:"),
    said("answer", "Q1", "RT @leo: A1: Ferns,\nand moss. #gardenchat #shade", "Ana", again=2, label="A1:"),
    said("reply", "Q1", "So true! RT @leo: A1: Ferns, and moss. #gardenchat", "MIRA_K", again=2, link=Link(quotes=2)),
    said("answer", "Q1 Q2", "A1/2: Patience @mira_k https://t.co/abc #gardenchat", "leo", label="A1/2:"),
    said("answer", "", "Everything dies in my shade #gardenchat", "tom"),
    said("reply", "Q1", "@Leo same here! #gardenchat", "tom", link=Link(replies_to=2, reply_to=("Leo",))),
    said("question", "Q1", "RT @mira_k: Q1: What grows in shade? #gardenchat", "leo", again=1),
)
ASKED = (
    Question(1, "Q1", "What grows\nin shade?", ("mira_k",), None, (1, 8)),
    Question(1, "Q2", None),
    Question(1, "Q3", "And in sun?", given=True),
)


def garden(*more: Said, authors: bool = True) -> Analysis:
    """An invented chat with one of everything that is counted."""
    tweets = (*GARDEN, *more)
    if not authors:
        tweets = tuple(Said(t.role, t.questions, t.text, None, t.again, t.kind, t.link) for t in tweets)
    return analysis(
        tweets, ASKED, hosts={1: ("Mira_K",)}, unread=(Unread(20, 21, "a page's footer", "Terms\nPrivacy"),)
    )


def rows(name: str, of: Analysis) -> list[dict[str, Cell]]:
    """A table's rows by column."""
    table = tables()[name]
    return [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows(of)]


def by(name: str, key: str, of: Analysis) -> dict[Cell, dict[str, Cell]]:
    """A table's rows by the cell of one column."""
    return {row[key]: row for row in rows(name, of)}


def test_every_table_of_the_contract_is_there_and_no_other() -> None:
    """The commands come from the folder."""
    assert set(tables()) == set(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_the_published_ones(name: str) -> None:
    """Names and order are a contract."""
    assert ", ".join(column.name for column in tables()[name].columns) == CONTRACT[name]


@pytest.mark.parametrize("authors", [True, False], ids=["authors", "no authors"])
@pytest.mark.parametrize("name", CONTRACT)
def test_cells_are_of_their_columns_kind(name: str, authors: bool) -> None:
    """A cell is missing (None) or what its column says, and lists hold text."""
    table = tables()[name]
    found = list(table.rows(garden(authors=authors)))
    assert found or (name, authors) == ("edges", False)  # nobody is known to have written
    for row in found:
        for column, cell in zip(table.columns, row, strict=True):
            assert cell is None or type(cell) is KINDS[column.kind], column.name
            if isinstance(cell, tuple):
                assert all(isinstance(item, str) for item in cell)


@pytest.mark.parametrize("name", CONTRACT)
def test_a_frame_keeps_integers_beside_missing_values(name: str) -> None:
    """What is missing changes no other cell's type, and an empty table has its columns."""
    full, empty = frame(tables()[name], [garden(authors=False), garden()]), frame(tables()[name], [])
    assert list(full.columns) == list(empty.columns) == CONTRACT[name].split(", ")
    assert [str(kind) for kind in full.dtypes] == [str(kind) for kind in empty.dtypes]


@pytest.mark.parametrize("name", CONTRACT)
def test_line_ends_become_slashes_in_every_cell_but_the_tweets_text(name: str) -> None:
    """A row of a spreadsheet is one line."""
    for row in rows(name, garden()):
        row = {key: cell for key, cell in row.items() if (name, key) != ("tweets", "text")}
        assert "\n" not in str(row.values()).replace("\\n", "\n")


def test_summarize_has_a_row_per_question_and_one_for_none() -> None:
    """Also for questions without answers; what is under none comes last."""
    assert [row["question"] for row in rows("summarize", garden())] == ["Q1", "Q2", "Q3", None]


def test_summarize_names_questions_that_nobody_asked_about() -> None:
    """A tweet placed under a question that the inquiry lacks is not lost; Q10 stands after Q4."""
    late = (said("answer", "Q10", "A10: Bees"), said("answer", "Q4", "A4: Birds"))
    assert [row["question"] for row in rows("summarize", garden(*late))] == ["Q1", "Q2", "Q3", "Q4", "Q10", None]


def test_summarize_counts_answers_once_and_occurrences_each_time() -> None:
    """A retweet is an occurrence; a comment + copy is a reply and a share; a second question counts the answer too."""
    q1, q2, _, none = rows("summarize", garden())
    columns = ("times_asked", "answers", "occurrences", "repeats", "replies", "contributors")
    assert [q1[c] for c in columns] == [2, 2, 3, 1, 2, 1]
    assert [q2[c] for c in columns] == [0, 1, 1, 0, 0, 1]
    assert [none[c] for c in columns] == [0, 1, 1, 0, 0, 1]
    assert (q1["top_answer_1"], q1["top_answer_1_by"], q1["top_answer_1_shared"]) == ("Ferns, / and moss.", "leo", 2)
    assert q1["question_text"] == "What grows / in shade?"
    assert q2["question_text"] is None
    assert q2["top_answer_2"] is None


def test_without_authors_contributors_are_unknown_not_zero() -> None:
    """Author unknown is never counted."""
    assert {row["contributors"] for row in rows("summarize", garden(authors=False))} == {None}


def test_each_session_counts_its_own() -> None:
    """Where the original stands in another session, the first repeat in this one stands for it."""
    two = analysis(
        [
            said("answer", "Q1", "A1: Ferns and moss", "leo", session=1, label="A1:"),
            said("answer", "Q1", "RT @leo: A1: Ferns and moss", "ana", again=0, session=2),
            said("answer", "Q1", "RT @leo: A1: Ferns and moss", "tom", again=0, session=2),
            said("aside", "", "See you next week", "leo", session=None),
        ]
    )
    found = [(r["session"], r["question"], r["answers"], r["occurrences"]) for r in rows("summarize", two)]
    assert found == [(1, "Q1", 1, 1), (1, None, 0, 0), (2, "Q1", 1, 2), (2, None, 0, 0), (None, None, 0, 0)]
    assert [(r["session"], r["times_shared"], r["all_lines"]) for r in rows("answers", two)] == [
        (1, 0, ("1",)),
        (2, 1, ("2", "3")),
    ]
    assert [(r["session"], r["tweets"], r["different"]) for r in rows("sessions", two)] == [(1, 1, 1), (2, 2, 1)]


def test_answers_has_a_row_per_different_answer() -> None:
    """With its shares, its replies, and every line where it stands."""
    found = rows("answers", garden())
    assert [(r["question"], r["rank"], r["first_line"]) for r in found] == [
        ("Q1", 1, 4),
        ("Q1", 2, 9),
        ("Q2", 1, 9),
        (None, 1, 10),
    ]
    ferns = found[0]
    assert ferns["text"] == "A1: Ferns, / and moss. #gardenchat #shade"
    assert ferns["answer"] == "Ferns, / and moss."
    assert (ferns["label"], ferns["hashtags"]) == ("A1", ("gardenchat", "shade"))
    assert (ferns["times_shared"], ferns["all_lines"], ferns["replies"]) == (2, ("4", "6", "8"), 2)
    assert (found[1]["label"], found[1]["mentions"], found[1]["links"]) == (
        "A1; A2",
        ("mira_k",),
        ("https://t.co/abc",),
    )


def test_tweets_has_every_tweet_and_points_from_one() -> None:
    """Oldest first; indices of the records become numbers that count from 1."""
    found = rows("tweets", garden())
    assert [row["tweet"] for row in found] == list(range(1, len(GARDEN) + 1))
    assert found[2]["text"] == "A1: Ferns,\nand moss. #gardenchat #shade"
    assert (found[2]["first_line"], found[2]["last_line"]) == (4, 5)
    assert (found[3]["repeat_of"], found[3]["repeat_kind"], found[3]["similarity"]) == (3, "retweet", 100.0)
    assert (found[4]["quotes"], found[4]["repeat_of"]) == (3, 3)
    assert (found[0]["repeat_of"], found[0]["similarity"], found[0]["confidence"]) == (None, None, None)
    assert (found[5]["questions"], found[5]["confidence"]) == (("Q1", "Q2"), 0.988)
    assert found[7]["reply_to"] == ("Leo",)


def test_tweets_turn_every_line_end_into_lf() -> None:
    """Verbatim, but for CR and CRLF."""
    assert rows("tweets", analysis([said("aside", "", "a\r\nb\rc\x0bd")]))[0]["text"] == "a\nb\nc\x0bd"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(None, None, id="unknown"),
        pytest.param(date(2026, 5, 2), "2026-05-02", id="a day without clock"),
        pytest.param(datetime(2026, 5, 2, 20, 1), "2026-05-02T20:01:00", id="no offset known"),
        pytest.param(datetime(2026, 5, 2, 20, 1, 7, tzinfo=UTC), "2026-05-02T20:01:07+00:00", id="with offset"),
    ],
)
def test_times_say_no_more_than_is_known(moment: datetime | None, expected: str | None) -> None:
    """An offset only where it is known, a date alone where no clock is known."""
    assert rows("tweets", analysis([said("aside", "", "a", posted_at=moment)]))[0]["posted_at"] == expected


def test_participants_count_what_each_sent() -> None:
    """Handles are one whatever their case; a retweet of an answer is no answer; a comment + copy is no retweet."""
    people = by("participants", "person", garden())
    columns = ("kind", "tweets", "original_tweets", "retweets", "replies", "answers", "questions_answered")
    assert [people["mira_k"][c] for c in columns] == ["contributor", 3, 3, 0, 1, 0, 0]
    assert [people["leo"][c] for c in columns] == ["contributor", 3, 2, 1, 0, 2, 2]
    assert [people["Ana"][c] for c in columns] == ["amplifier", 1, 0, 1, 0, 0, 0]
    assert (people["mira_k"]["questions_asked"], people["leo"]["questions_asked"]) == (1, 0)
    assert (people["mira_k"]["is_host"], people["leo"]["is_host"], people["mira_k"]["name"]) == (True, False, "Mira")
    assert [row["person"] for row in rows("participants", garden())] == ["leo", "mira_k", "tom", "Ana"]


def test_participants_count_how_others_took_it_up() -> None:
    """Shares, mentions and replies are occurrences; degrees are different people, without oneself."""
    people = by("participants", "person", garden())
    columns = ("times_shared", "mentioned_in", "replied_to", "out_degree", "in_degree")
    assert [people["leo"][c] for c in columns] == [2, 3, 1, 1, 3]
    assert [people["mira_k"][c] for c in columns] == [1, 2, 0, 1, 1]
    assert [people["tom"][c] for c in columns] == [0, 0, 0, 1, 0]


def test_participants_words_are_the_persons_own() -> None:
    """No labels, handles, hashtags, links, and nothing of what a comment copies."""
    people = by("participants", "person", garden())
    assert people["leo"]["words"] == 3 + 1  # "Ferns, and moss." and "Patience"
    assert people["mira_k"]["words"] == 2 + 4 + 2  # "Welcome to", "What grows in shade?", "So true!"


def test_a_plain_retweet_of_a_reply_is_a_retweet() -> None:
    """It takes its original's role, and is no reply of who sends it again."""
    chat = analysis(
        [said("reply", "", "So true, @leo!", "ana"), said("reply", "", "RT @ana: So true, @leo!", "tom", again=0)]
    )
    assert by("participants", "person", chat)["tom"]["kind"] == "amplifier"


def test_without_authors_participants_lists_whom_others_name() -> None:
    """What was sent is unknown, not zero; mentions and replies are counted all the same."""
    people = by("participants", "person", garden(authors=False))
    assert set(people) == {"leo", "mira_k"}
    leo = people["leo"]
    assert (leo["kind"], leo["tweets"], leo["answers"], leo["times_shared"], leo["in_degree"]) == (
        "mentioned",
        *(None,) * 4,
    )
    assert (leo["mentioned_in"], leo["replied_to"], leo["first_line"]) == (3, 1, 6)


def test_participants_add_up_to_the_session() -> None:
    """Tweets, shares and different answers of all people are those of the chat."""
    people, counted = rows("participants", garden()), _counts.totals(garden())
    sums = {c: sum(row[c] for row in people if isinstance(row[c], int)) for c in ("tweets", "times_shared", "answers")}
    assert sums == {"tweets": counted.tweets, "times_shared": counted.repeats, "answers": 3}


def test_hashtags_count_tweets_and_people() -> None:
    """Spellings are one, the commonest is shown; the chat's own tag is left out; what is under none comes last."""
    more = (said("aside", "", "#Shade is #shade and #COMPOST #compost", "tom"), said("aside", "", "#Compost", "tom"))
    found = [tuple(row.values())[2:] for row in rows("hashtags", garden(*more))]
    assert found == [("Q1", "shade", 1, 2, 2), (None, "COMPOST", 2, 2, 1), (None, "shade", 1, 1, 1)]


def test_hashtags_of_unknown_people_are_counted() -> None:
    """Only who used them is not known."""
    assert [tuple(row.values())[3:] for row in rows("hashtags", garden(authors=False))] == [("shade", 1, 2, None)]


def test_unread_says_where_and_why() -> None:
    """A row per record, its text on one line."""
    assert [tuple(row.values()) for row in rows("unread", garden())] == [
        ("saturday", 20, 21, "a page's footer", "Terms / Privacy")
    ]


def test_sessions_count_people_and_questions() -> None:
    """People are authors whatever their spelling's case."""
    assert [tuple(row.values()) for row in rows("sessions", garden())] == [
        ("saturday", 1, "2026-05-02T20:00:00", "2026-05-02T20:00:00", 9, 6, 4, 3, ("Mira_K",))
    ]


def test_totals_add_up() -> None:
    """Roles add up to tweets, different + repeats too, and the rows count a tweet under two questions once more."""
    counted = _counts.totals(garden())
    assert counted.adds_up
    assert (counted.tweets, counted.different, counted.repeats, counted.twice) == (9, 6, 3, 1)
    assert counted.roles == {"question": 2, "answer": 4, "reply": 2, "greeting": 1, "closing": 0, "aside": 0}


def test_totals_notice_what_does_not_add_up() -> None:
    """A role that is none, or a repeat of a repeat, comes to light."""
    assert not _counts.totals(analysis([said("question", "Q1", "a"), said("remark", "", "b")])).adds_up
    chain = analysis([said("answer", "", "a"), said("answer", "", "a", again=0), said("answer", "", "a", again=1)])
    assert not _counts.totals(chain).adds_up


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        pytest.param("#gardenchat #soil", "", "#gardenchat #soil", id="nothing but hashtags stays"),
        pytest.param("A1: #gardenchat", "A1:", "A1: #gardenchat", id="nothing but a label stays"),
        pytest.param("Mulch is #1 in #soil care", "", "Mulch is #1 in #soil care", id="hashtags inside stay"),
        pytest.param("@leo A1: Mulch", "A1:", "@leo Mulch", id="whom it addresses stays"),
        pytest.param("RT the tweet you like", "", "RT the tweet you like", id="RT without a handle stays"),
        pytest.param("RT @mira_k: RT @leo: A1 - Mulch! #soil#chat", "A1 -", "Mulch!", id="prefixes, label, tags go"),
        pytest.param("A1:\nMulch\n\nWater", "A1:", "Mulch / Water", id="line ends"),
        pytest.param("Peas &amp; beans &lt;3", "", "Peas & beans <3", id="HTML entities"),
    ],
)
def test_text_for_reading(text: str, label: str, expected: str) -> None:
    """Label, retweet prefix and trailing hashtags go; a text that is nothing but those stays whole."""
    chat = analysis([said("answer", "Q1", text, label=label)])
    assert _cells.for_reading(text, chat.labels[0]) == expected


def test_a_label_that_a_sentence_needs_stays() -> None:
    """ "For Q4, I mulch" is read as it stands; a label behind the text goes."""
    for text, expected in (("For Q4, I mulch", "For Q4, I mulch"), ("Mulch, always. A4", "Mulch, always.")):
        assert _cells.for_reading(text, labels.inside(text)) == expected
