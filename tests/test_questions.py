"""Stage 5: who the hosts are, and what they ask, when and how often."""

from __future__ import annotations

import pytest

import scenes
from chatlens.errors import OptionError
from chatlens.models import Options, Question

Q1 = "Q1: Which bed did you dig first, and why? #gardenchat"
Q2 = "Q2: What do you do about slugs? #gardenchat"
Q3 = "Q3: Who has the key to the shed? #gardenchat"
A1 = ["A1: The one by the gate #gardenchat", "A1: A raised one for herbs #gardenchat"]
A2 = ["A2: Beer in saucers #gardenchat", "A2: Copper tape and hope #gardenchat"]
A3 = ["A3: The caretaker, for ever #gardenchat", "A3: It hangs under a pot #gardenchat"]
CHAT = [Q1, *A1, Q2, *A2, Q3, *A3]


def by(host: str, lines: list[str]) -> list[str]:
    """The chat with a host who asks, and two people who answer in turn."""
    people = ["tobo", "lund_e"]
    return [f"{host if line.startswith('Q') else people[i % 2]}> {line}" for i, line in enumerate(lines)]


AUTHORS = pytest.mark.parametrize("authors", [True, False], ids=["authors", "no authors"])


def chat(lines: list[str], authors: bool) -> scenes.Chat:
    """The chat of these lines, the questions asked by mira_k."""
    return scenes.read(*(by("mira_k", lines) if authors else lines))


def asked(found: scenes.Chat) -> dict[str, tuple[int, ...]]:
    """Each question's askings."""
    return {name: question.askings for name, question in found.questions.items()}


NO_ASKING = {
    "an announcement": "Q2 in five minutes! #gardenchat",
    "an announcement to come": "Q2 coming up #gardenchat",
    "an answer with the question's letter": "Q1: I think we dug by the gate, because of the light #gardenchat",
    "an answer that doubts": "Q1: I don't think we chose it, did we? #gardenchat",
    "an answer with a rhetorical question": "Q1 Ours was a skip. Who needs a bed? Potatoes grew anyway #gardenchat",
    "a reply that asks": "@tobo which herbs did you sow?",
    "words about a question": "The Q1 answers are a joy, are they not? #gardenchat",
}


@AUTHORS
@pytest.mark.parametrize("line", NO_ASKING.values(), ids=NO_ASKING)
def test_asks_nothing(line: str, authors: bool) -> None:
    """What does not put a question to all is no asking, whatever its letter."""
    lines = by("mira_k", [Q1, *A1, Q2, *A2]) if authors else [Q1, *A1, Q2, *A2]
    writer = "mira_k" if line.startswith("Q2") else "sorrel_h"
    lines.insert(3, f"{writer}> {line}" if authors else line)
    assert asked(scenes.read(*lines)) == {"Q1": (0,), "Q2": (4,)}


@AUTHORS
def test_questions_in_order(authors: bool) -> None:
    """Each question has its first asking, its text without label and tags, and who asked it."""
    found = chat(CHAT, authors)
    host = ("mira_k",) if authors else ()
    assert found.inquiries[0].questions == (
        Question(1, "Q1", "Which bed did you dig first, and why?", host, None, (0,)),
        Question(1, "Q2", "What do you do about slugs?", host, None, (3,)),
        Question(1, "Q3", "Who has the key to the shed?", host, None, (6,)),
    )
    assert found.hosts == host


def test_questions_stand_by_number() -> None:
    """Q10 comes behind Q2, and the closing thought behind all."""
    lines = [f"Q{n}: What about subject number {n} then? #gardenchat" for n in range(1, 11)]
    found = scenes.read(*lines, options=Options(questions={"CT": "What will you take home?"}))
    assert list(found.questions) == [*(f"Q{n}" for n in range(1, 11)), "CT"]


@AUTHORS
def test_asked_again(authors: bool) -> None:
    """A question that is put again, word for word or nearly so, is one question with all its askings."""
    again = "Q1: Again: which bed did you dig first, and why that one? #gardenchat"
    found = chat([Q1, *A1, Q1, again, Q2, *A2], authors)
    assert asked(found) == {"Q1": (0, 3, 4), "Q2": (5,)}


def test_retweets_ask_too() -> None:
    """A retweet of a question counts as an asking, and makes nobody who asked it, or a host."""
    found = scenes.read(
        *by("mira_k", [Q1]), f"tobo> RT @mira_k: {Q1}", f"lund_e> RT @mira_k {Q1}", *by("mira_k", CHAT[1:])
    )
    assert asked(found)["Q1"] == (0, 1, 2)
    assert found.questions["Q1"].asked_by == ("mira_k",)
    assert found.hosts == ("mira_k",)


def test_retweet_of_a_question_that_is_not_there() -> None:
    """Where only a retweet is left of a question, who is named in it asked it."""
    lines = [f"tobo> RT @mira_k: {Q1}", *by("mira_k", CHAT[1:])]
    found = scenes.read(*lines)
    assert found.questions["Q1"].asked_by == ("mira_k",)
    assert found.hosts == ("mira_k",)
    assert found.placements[0].role == "question"


def test_comment_on_a_question_asks_nothing() -> None:
    """ "Good one! RT @x Q1 ..." is a reply, no asking."""
    found = scenes.read(*by("mira_k", [Q1]), f"tobo> Good one! RT @mira_k: {Q1}", *by("mira_k", CHAT[1:]))
    assert asked(found)["Q1"] == (0,)
    assert found.placements[1].role == "reply"


def test_cohosts() -> None:
    """Two who share the asking are both hosts; who asks more comes first."""
    lines = by("mira_k", CHAT)
    lines[3] = f"dun_oakhey> {Q2}"
    assert scenes.read(*lines).hosts == ("mira_k", "dun_oakhey")


def test_who_answers_with_the_letter_q_is_no_host() -> None:
    """Somebody who writes "Q1" for every answer hosts nothing, and answers."""
    lines = by("mira_k", CHAT)
    lines[2:2] = ["ivo_m> Q1: Ours was by the pond, with a view of the heron #gardenchat"]
    lines[6:6] = ["ivo_m> Q2: Ducks! We borrow four from a neighbour #gardenchat"]
    found = scenes.read(*lines)
    assert found.hosts == ("mira_k",)
    ivo = [p for t, p in zip(found.timeline.tweets, found.placements, strict=True) if t.author == "ivo_m"]
    assert [(p.role, p.questions, bool(p.note)) for p in ivo] == [("answer", ("Q1",), True), ("answer", ("Q2",), True)]


@pytest.mark.parametrize("spelling", ["mira_k", "Mira_K"])
def test_hosts_by_hand_and_by_mark(spelling: str) -> None:
    """Hosts that the user names or the archive marks are the hosts, by any spelling, whoever else asks."""
    lines = ["tobo> Q1: Where do you keep your tools, and why there? #gardenchat", *by("mira_k", CHAT[1:])]
    assert scenes.read(*lines, options=Options(hosts=(spelling,))).hosts == (spelling,)
    assert scenes.read(*lines, marked=(spelling,)).hosts == (spelling,)
    both = scenes.read(*lines, marked=("dun_oakhey",), options=Options(hosts=(spelling,)))
    assert both.hosts == (spelling, "dun_oakhey")


def test_host_by_hand_decides_who_asks() -> None:
    """What a named host writes with a question's label is an asking even if its form is weak; another's is not."""
    lines = ["mira_k> Q1: Tonight, your first bed #gardenchat", *(f"tobo> {line}" for line in A1)]
    found = scenes.read(*lines, options=Options(hosts=("mira_k",)))
    assert asked(found) == {"Q1": (0,)}
    assert asked(scenes.read(*lines, options=Options(hosts=("dun_oakhey",)))) == {"Q1": ()}


@AUTHORS
def test_parts_are_one_question(authors: bool) -> None:
    """Q3a and Q3b are asked as Q3, its text joined from both."""
    parts = ["Q3a: Who has the key to the shed? #gardenchat", "Q3b: How do you get in without it? #gardenchat"]
    found = chat([Q1, *A1, Q2, *A2, parts[0], A3[0], parts[1], A3[1]], authors)
    assert asked(found)["Q3"] == (6, 8)
    assert found.questions["Q3"].text == "Who has the key to the shed? / How do you get in without it?"


@AUTHORS
def test_two_questions_in_one_tweet(authors: bool) -> None:
    """ "Q2 and Q3: ..." asks both."""
    found = chat([Q1, *A1, "Q2 and Q3: What do you do about slugs, and who helps? #gardenchat", *A2, *A3], authors)
    assert asked(found) == {"Q1": (0,), "Q2": (3,), "Q3": (3,)}
    assert found.under[3] == "Q2 Q3"


@AUTHORS
def test_answers_without_their_question(authors: bool) -> None:
    """A question that two different tweets answer exists, its text missing."""
    found = chat([Q1, *A1, *A2], authors)
    assert asked(found) == {"Q1": (0,), "Q2": ()}
    assert found.questions["Q2"].text is None


def test_gap_in_the_numbers() -> None:
    """A chat that has Q1 and Q3 has had a Q2; one that begins at Q3 has had two before."""
    assert list(chat([Q1, *A1, Q3, *A3], True).questions) == ["Q1", "Q2", "Q3"]
    assert list(chat([Q3, *A3], True).questions) == ["Q1", "Q2", "Q3"]


def test_wide_gap_is_none() -> None:
    """Numbers that jump are not filled up."""
    found = chat([Q1, *A1, "Q9: What now? #gardenchat", "A9: Tea #gardenchat", "A9: Bed #gardenchat"], True)
    assert list(found.questions) == ["Q1", "Q9"]


@AUTHORS
def test_stray_number_invents_nothing(authors: bool) -> None:
    """One "A17", or the same one copied, makes no question."""
    stray = "A17: closed between the bridges, so the compost is late #gardenchat"
    found = chat([*CHAT, stray, stray], authors)
    assert list(found.questions) == ["Q1", "Q2", "Q3"]


def test_handful_of_answers() -> None:
    """In a scrap of a chat, where no number comes twice, the numbers are the questions all the same."""
    found = scenes.read("A1: By the gate #gardenchat", "A2: Copper tape #gardenchat", "A3: Under a pot #gardenchat")
    assert list(found.questions) == ["Q1", "Q2", "Q3"]
    assert found.under == ["Q1", "Q2", "Q3"]


def test_given_questions() -> None:
    """The user's text stands for a question, also for one that is asked, and marks it as given."""
    found = scenes.read(*by("mira_k", [Q1, *A1, *A2]), options=Options(questions={"Q1": "First bed?", "Q2": "Slugs?"}))
    assert [(q.name, q.text, q.given, q.askings) for q in found.questions.values()] == [
        ("Q1", "First bed?", True, (0,)),
        ("Q2", "Slugs?", True, ()),
    ]


@pytest.mark.parametrize("name", ["", "q1", "1", "Q", "Qx", "A1", "Q1 "])
def test_given_question_without_a_name(name: str) -> None:
    """A name that is no question's is said to be none."""
    with pytest.raises(OptionError, match="is no question's name"):
        scenes.read(Q1, *A1, options=Options(questions={name: "What?"}))


def test_topics() -> None:
    """In a chat of topics T1 is the question's name, and who opens it asks it."""
    lines = [
        "mira_k> T1: Your first bed, where was it and why there? #gardenchat",
        "tobo> T1: By the gate, for the light #gardenchat",
        "lund_e> T1: On a roof, for want of ground #gardenchat",
        "mira_k> T2: Slugs, what do you do about them? #gardenchat",
        "tobo> T2: Beer in saucers #gardenchat",
        "lund_e> T2: Copper and hope #gardenchat",
    ]
    found = scenes.read(*lines)
    assert asked(found) == {"T1": (0,), "T2": (3,)}
    assert found.under == ["T1", "T1", "T1", "T2", "T2", "T2"]


@AUTHORS
def test_no_numbering(authors: bool) -> None:
    """A chat that numbers nothing has no questions and no hosts, and is a chat."""
    found = chat(["Beds by the gate get the light #gardenchat", "Ours is on the roof #gardenchat"], authors)
    assert found.inquiries[0].questions == ()
    assert found.hosts == ()
    assert found.under == ["", ""]


def test_questions_without_a_number() -> None:
    """A warm-up comes before the first question and a closing thought behind the last, each with text and answers."""
    warm_up = ["Warm-up: Tea or coffee in the shed? #gardenchat", "Warm-up: Tea #gardenchat"]
    closing = ["CT: What will you change after tonight? #gardenchat", "CT: Less digging #gardenchat"]
    found = scenes.read(*warm_up, *CHAT, *closing)
    assert list(found.questions) == ["Q0", "Q1", "Q2", "Q3", "CT"]
    assert found.questions["Q0"].text == "Tea or coffee in the shed?"
    assert found.questions["CT"].text == "What will you change after tonight?"
    assert found.questions["CT"].askings == (11,)
    assert (found.placements[12].role, found.placements[12].questions) == ("answer", ("CT",))


def test_topics_without_numbers() -> None:
    """Each "TOPIC: ..." of the host is the next topic; a repeat of it is the same one."""
    lines = [
        "mira_k> TOPIC: What grows in deep shade? #gardenchat",
        "tobo> Ferns and only ferns #gardenchat",
        "lund_e> RT @mira_k: TOPIC: What grows in deep shade? #gardenchat",
        "mira_k> TOPIC: What do you do about slugs? #gardenchat",
    ]
    found = scenes.read(*lines)
    assert asked(found) == {"T1": (0, 2), "T2": (3,)}
    assert found.questions["T2"].text == "What do you do about slugs?"


def test_a_question_before_its_label() -> None:
    """A label behind the question is cut off, and tags with it."""
    found = scenes.read(*CHAT[:-3], "Who has the key to the shed? #gardenchat Q3", *A3)
    assert found.questions["Q3"].text == "Who has the key to the shed?"
