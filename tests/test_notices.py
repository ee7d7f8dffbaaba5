"""What a person is told about an analysis, and when."""

from __future__ import annotations

import dataclasses

import pytest

import scenes
import synthetic
from builders import analysis, said
from chatlens import notices
from chatlens.analysis import run
from chatlens.models import Note, Options, Placement, Question, Source, Unread

LABELLED = [
    "mira_k> Q1: Which bed did you dig first? #gardenchat",
    "tobo> A1: The bed by the gate #gardenchat",
    "lund_e> A1: A raised bed for herbs #gardenchat",
    "hobbs_r> A1: The bed behind the bins #gardenchat",
]
NO_AUTHORS = "does not say who wrote what"
FEW_LABELS = "carry a label; the others are placed by context"


def messages(notes: tuple[Note, ...], *, detail: bool = False) -> list[str]:
    """The notes as a person reads them."""
    return [f"{note.message} {note.advice}".strip() for note in notes if note.detail == detail]


def told(*lines: str, options: Options | None = None) -> list[str]:
    """The notes on a chat written down in lines."""
    return messages(scenes.read(*lines, options=options).notes)


def test_nothing_to_say() -> None:
    """A chat whose authors, questions and labels are all there needs no note."""
    assert scenes.read(*LABELLED).notes == ()


def test_no_questions() -> None:
    """Where nothing is labelled, the note says so and how questions can be given."""
    [note] = told("tobo> The bed by the gate #gardenchat", "lund_e> A raised bed #gardenchat")
    assert note.startswith("no questions found: no tweet is labelled Q1 or A1")
    assert '--question Q1="..."' in note


def test_no_questions_but_a_stray_label() -> None:
    """A label that makes no question is named, not denied."""
    [note] = told("tobo> The bed by the gate #gardenchat", "lund_e> A17: closed #gardenchat")
    assert note.startswith("no questions found: only A17 stands before a tweet")


def test_missing_questions() -> None:
    """Questions that are only answered are listed, with the option that supplies the first."""
    lines = [*LABELLED[1:], "tobo> A2: Tea #gardenchat", "lund_e> A2: Cake #gardenchat", "x> A3: a #gardenchat"]
    assert told(*lines, "y> A3: b #gardenchat") == [
        'the text of Q1, Q2 and Q3 is not in this transcript. Add it with --question Q1="..." or --questions FILE.'
    ]
    assert told(*LABELLED[1:])[0].startswith("the text of Q1 is not in")


def test_given_questions_are_not_missing() -> None:
    """What the user supplies is not asked for again."""
    assert told(*LABELLED[1:], options=Options(questions={"Q1": "Which bed?"})) == []


def test_given_question_that_nobody_answers() -> None:
    """A given question without any tweet may have a wrong number."""
    assert told(*LABELLED, options=Options(questions={"Q1": "Which bed?", "Q7": "What now?"})) == [
        "no tweet is under Q7, given with --question. Check its number."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("20:01 <mira_k> Q1: Tea?\n20:02 <tobo> A1: Tea\n", [], id="clocks without a day"),
        pytest.param(
            "id,created_at,author,text\n1,2021-03-06,mira_k,Q1: Tea?\n2,2021-03-06,tobo,A1: Tea\n", [], id="days"
        ),
        pytest.param(
            "id,created_at,author,text\n1,2021-03-06 20:01,mira_k,Q1: Tea?\n2,2021-03-06 20:02,tobo,A1: Tea\n",
            ["the times carry no time zone"],
            id="a table",
        ),
        pytest.param(
            "id,created_at,author,text\n1,2021-03-06 20:01Z,mira_k,Q1: Tea?\n2,2021-03-06 20:02,tobo,A1: Tea\n",
            ["1 of 2 times carry no time zone"],
            id="some of a table",
        ),
        pytest.param(
            "id,created_at,author,text\n1,2021-03-06 20:01Z,mira_k,Q1: Tea?\n2,2021-03-06 20:02Z,tobo,A1: Tea\n",
            [],
            id="with zones",
        ),
        pytest.param(
            "[2021-03-06 20:01] <mira_k> Q1: Tea? #gardenchat\n[2021-03-06 20:02] <tobo> A1: Tea #gardenchat\n" * 4,
            ["the times carry no time zone"],
            id="a log",
        ),
    ],
)
def test_times_without_zone(text: str, expected: list[str]) -> None:
    """Clocks of no zone are said once, with the option that gives it, whatever the file's shape; nothing else is."""
    shape = "csv" if text.startswith("id") else "chat-log"
    source = Source("t", "t", text, "utf-8")
    found = [note for note in run(source, Options(shape=shape)).notes if "time zone" in note.message]
    assert [note.message.split(" and ")[0] for note in found] == expected
    assert all("--timezone" in note.advice for note in found)
    given = run(source, Options(shape=shape, timezone="-05:00")).notes
    assert not [note for note in given if "time zone" in note.message]


def test_no_authors() -> None:
    """Without any author the note says what cannot be counted."""
    [note] = told(*(line.partition("> ")[2] for line in LABELLED))
    assert NO_AUTHORS in note


def test_some_authors_missing() -> None:
    """Tweets without author are counted, with their lines."""
    [note] = scenes.read(*LABELLED, "A1: By the pond #gardenchat").notes
    assert note.message == "1 tweet of 5 without an author."
    assert note.lines == (5,)


BARE = synthetic.Habits(tweets=80, retweets=0.0, replies=0.0, asides=0.0, foreign=0.0, greetings=0, closings=0)


def test_few_labels() -> None:
    """Where most answers are placed by their context, the note says how many are not."""
    few, many = (synthetic.session(1, BARE._replace(unlabelled=share)).tweets for share in (0.9, 0.5))
    chat = scenes.run(few, Options(min_confidence=0.0), hashtag=synthetic.HASHTAG)
    [note] = messages(chat.notes)
    labelled = sum(bool(labels) for labels in chat.labels) - 8
    assert note.startswith(f"only {labelled} of 72 answers and replies {FEW_LABELS}")
    assert not any(FEW_LABELS in n for n in messages(scenes.run(many, hashtag=synthetic.HASHTAG).notes))


def test_unplaced() -> None:
    """Answers and replies that stay unplaced are counted with their lines; the advice fits the options."""
    tweets = synthetic.session(1, BARE._replace(tweets=60, unlabelled=0.5)).tweets
    unlabelled = tuple(t.first_line for t in tweets if not t.text.startswith(("A", "Q", "Welcome")))
    found = {}
    for name, options in (
        ("strict", Options(strict_labels=True)),
        ("sure", Options(min_confidence=1.0)),
        ("loose", Options(min_confidence=0.0)),
    ):
        found[name] = [
            note
            for note in scenes.run(tweets, options, hashtag=synthetic.HASHTAG).notes
            if "could not be placed" in note.message
        ]
    assert [note.lines for name in ("strict", "sure") for note in found[name]] == [unlabelled, unlabelled]
    assert found["strict"][0].message.endswith("could not be placed by labels alone.")
    assert found["strict"][0].advice == "They stand under no question."
    assert found["sure"][0].advice == "--min-confidence 0 places them all the same."
    assert found["loose"] == []


def test_talk_before_the_first_question_is_not_unplaced() -> None:
    """What is said before anything is asked belongs to no question, and nobody is told that it could not be placed."""
    chat = scenes.read("tobo> @lund_e is that your hat?", *LABELLED)
    assert chat.roles[0] == "reply"
    assert chat.notes == ()


def test_against_the_letter() -> None:
    """What was done against a label is a detail, with the tweet's lines."""
    chat = scenes.read(*LABELLED, "sorrel_h> Q1: I think ours was by the pond #gardenchat")
    [note] = chat.notes
    assert note == Note("labelled Q1, reads as an answer.", "", (5, 5), detail=True)


def test_unread() -> None:
    """Lines that are no tweet are counted, and each piece is a detail with its reason."""
    chat = scenes.read(*LABELLED)
    made = analysis(
        [said("aside", "", "x")], unread=(Unread(3, 4, "an advertisement", "a\nb"), Unread(9, 9, "torn", "c"))
    )
    notes = notices.of(made.reading, chat.timeline, chat.labels, chat.inquiries, chat.placements, Options())
    assert messages(notes) == ["3 lines of the file are no tweet. See them with: chatlens unread FILE"]
    assert notes[0].lines == (3, 4, 9)
    assert messages(notes, detail=True) == ["not read: an advertisement.", "not read: torn."]


@pytest.mark.parametrize(("number", "line"), [(1, "1 line of the file is"), (1200, "1,200 lines of the file are")])
def test_numbers(number: int, line: str) -> None:
    """Counts agree with their nouns."""
    made = analysis([said("aside", "", "x", "tobo")], unread=(Unread(1, number, "torn", ""),))
    notes = notices.of(made.reading, made.timeline, made.labels, made.inquiries, made.placements, Options())
    assert notes[0].message.startswith(line)


def test_order() -> None:
    """What was not read comes first, then questions, authors and placing; details last."""
    made = analysis(
        [said("answer", "", "a"), said("answer", "Q1", "b"), said("answer", "", "c")],
        [Question(1, "Q1", None)],
        unread=(Unread(7, 7, "torn", ""),),
    )
    placements = (*made.placements[:2], Placement("answer", (), "none", None, "labelled A9, which is odd"))
    reading = dataclasses.replace(made.reading, notes=(Note("two hashtags are equally common.", "Say --hashtag."),))
    notes = notices.of(reading, made.timeline, made.labels, made.inquiries, placements, Options())
    starts = [
        "1 line",
        "not read",
        "two hashtags",
        "the text of Q1",
        "the transcript does not",
        "1 answer",
        "only 0",
        "labelled A9",
    ]
    assert [note.message.startswith(start) for note, start in zip(notes, starts, strict=True)] == [True] * len(starts)


def test_notes_of_the_source_lead() -> None:
    """What was found when the file was decoded stands before all else."""
    source = Source("t", "t", "\n".join(line.partition("> ")[2] for line in LABELLED), "cp1252", (Note("odd bytes."),))
    first, *others = run(source, Options()).notes
    assert first.message == "odd bytes."
    assert any(NO_AUTHORS in note.message for note in others)
