"""Questions that a recap asks in its own words: their text, the answers below them, and who may see them."""

from __future__ import annotations

from datetime import date

import pytest

import chatlens
from chatlens.models import Options

PAGE = """Our chat on sheds

Q1: What is in your shed?

A heron, a mower and eleven mugs #shedchat
— Mira Kestle (@mira_k) January 3, 2017

Mostly mugs, to be honest #shedchat
— Kofi Adomako (@KofiAtPlot9) January 3, 2017

Mice live in mine #shedchat
— Tansy Ibbot (@tansy_ibb) January 3, 2017

Q2: Who has the key, and what does @mira_k do with it?

The caretaker keeps it on a nail #shedchat
— Mira Kestle (@mira_k) January 3, 2017

Nobody, it has never been locked #shedchat
— Kofi Adomako (@KofiAtPlot9) January 3, 2017

A1: And a barrel of rain, sorry to be late #shedchat
— Tansy Ibbot (@tansy_ibb) January 3, 2017

See you next week!
"""


def test_a_heading_is_the_question_of_what_stands_below_it():
    """The page's question has its text and nobody who asks it; a label says more than a heading."""
    chat = chatlens.analyse(PAGE)
    told = chat.questions.dropna(subset="question")
    assert told["question_text"].tolist() == [
        "What is in your shed?",
        "Who has the key, and what does @mira_k do with it?",
    ]
    assert (told["asked_by"].tolist(), told["times_asked"].tolist()) == ([(), ()], [0, 0])
    assert list(chat.tweets["questions"]) == [("Q1",)] * 3 + [("Q2",)] * 2 + [("Q1",)]
    assert chat.tweets["role"].tolist() == ["answer"] * 6
    assert chat.unread["text"].str.startswith("Q").sum() == 2


def test_a_question_without_a_heading_ends_the_one_above():
    """What a tweet asks below a heading is answered below that tweet."""
    asks = "Q3: And who paints it? Tell us all about your brushes! #shedchat"
    chat = chatlens.analyse(
        PAGE.replace("Nobody, it", f"{asks}\n— Mira Kestle (@mira_k) January 3, 2017\n\nNobody, it")
    )
    found = chat.tweets.set_index("text")["questions"]
    assert found[asks] == ("Q3",)
    assert found["The caretaker keeps it on a nail #shedchat"] == ("Q2",)
    assert chat.questions["question"].dropna().tolist() == ["Q1", "Q2", "Q3"]


def test_the_user_knows_better():
    """A text that is given counts before the page's."""
    chat = chatlens.analyse(PAGE, options=Options(questions={"Q2": "Where is the key?"}))
    assert chat.questions["question_text"][1] == "Where is the key?"
    assert chat.tweets["questions"][3] == ("Q2",)


@pytest.mark.parametrize("options", [Options(exclude=("mira_k",)), Options(pseudonyms=True)])
def test_people_are_hidden_in_headings(options):
    """A heading that names somebody names nobody where people are hidden."""
    chat = chatlens.analyse(PAGE, options=options)
    assert "mira_k" not in repr(chat.questions.to_dict())
    assert "mira_k" not in repr(chat.unread.to_dict())
    assert chat.questions["question_text"][0] == "What is in your shed?"


def test_headings_of_what_is_chosen():
    """Where some of the tweets are chosen, the questions are told all the same."""
    page = PAGE.replace("January 3, 2017\n\nA1", "January 4, 2017\n\nA1")
    chat = chatlens.analyse(page, options=Options(since=date(2017, 1, 4)))
    assert chat.tweets["text"].tolist()[0] == "Nobody, it has never been locked #shedchat"
    assert "Who has the key, and what does @mira_k do with it?" in chat.questions["question_text"].tolist()
