"""The role of a single tweet in a small chat. The cases stand in `cases/roles.json`: those that look like something
that they are not, ordinary forms, and known failures.

`when` says where the tweet stands: before the first question, in the middle, or after the end.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

import scenes
from chatlens.models import Options

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("cases").joinpath("roles.json").read_text(encoding="utf-8")
)

OPENING = ["mira_k> Welcome to the chat, all! Say hello #gardenchat", "tobo> Hello from the hills #gardenchat"]
TALK = [
    "mira_k> Q1: What makes your week easier, and why? #gardenchat",
    "tobo> A1: Lists on the fridge, every Sunday #gardenchat",
    "lund_e> A1: A neighbour who drives the children #gardenchat",
    "hobbs_r> A1: Soup in jars, frozen flat #gardenchat",
    "mira_k> Q2: Who helps you when it all goes wrong? #gardenchat",
    "tobo> A2: My brother and his toolbox #gardenchat",
    "lund_e> A2: The woman at the post office #gardenchat",
    "hobbs_r> A2: An old teacher of mine #gardenchat",
    "mira_k> Q3: What would you change first? #gardenchat",
    "tobo> A3: The meeting culture in our place #gardenchat",
    "lund_e> A3: Lighting, everywhere #gardenchat",
    "hobbs_r> A3: Fewer forms please #gardenchat",
]
END = ["mira_k> That is our hour. Thank you all! #gardenchat", "tobo> Good night all #gardenchat"]
PLACES = {"before": 2, "middle": 9, "after": 15}
"""Where in the chat the tweet is put."""

AUTHORS = pytest.mark.parametrize("authors", [True, False], ids=["authors", "no authors"])


def cases(*names: str) -> list[Any]:
    """The parameters of some sets of cases, with ids; known failures fail."""
    return [
        pytest.param(
            case,
            id=f"{case['when']}: {case['label']}",
            marks=(pytest.mark.xfail(reason=case["reason"]),) if "reason" in case else (),
        )
        for name in names
        for case in CASES[name]
    ]


def role(text: str, when: str, *, authors: bool, author: str = "sorrel_h", options: Options | None = None) -> str:
    """The role that a tweet has there."""
    tweets = scenes.written([*OPENING, *TALK, *END])
    tweets.insert(PLACES[when], scenes.tweet(text, author))
    if not authors:
        tweets = [dataclasses.replace(tweet, author=None) for tweet in tweets]
    return scenes.run(tweets, options).roles[PLACES[when]]


@AUTHORS
@pytest.mark.parametrize("case", cases("must_not", "forms", "known_failures"))
def test_case(case: dict[str, Any], authors: bool) -> None:
    """Each tweet has the role that a person gave it."""
    assert role(case["text"], case["when"], authors=authors) == case["role"]


@AUTHORS
def test_scene_is_as_meant(authors: bool) -> None:
    """The chat around the cases has its roles itself."""
    tweets = scenes.written([*OPENING, *TALK, *END])
    if not authors:
        tweets = [dataclasses.replace(tweet, author=None) for tweet in tweets]
    talk = ["question", "answer", "answer", "answer"] * 3
    assert scenes.run(tweets).roles == ["greeting", "greeting", *talk, "closing", "closing"]


def test_host_greets_whom_he_addresses() -> None:
    """Before the first question a host's word to a guest is a greeting, anybody else's a reply."""
    text = "@tobo lovely hills, glad you made it!"
    assert role(text, "before", authors=True, author="mira_k") == "greeting"
    assert role(text, "before", authors=True) == "reply"


def test_stray_label_moves_no_end() -> None:
    """One stray "A17" behind the goodbyes does not put the goodbyes into the chat's middle."""
    lines = [*OPENING, *TALK, "lund_e> Lots to think about, thanks all #gardenchat"]
    without = scenes.read(*lines).roles
    assert scenes.read(*lines, "van> A17: closed between the bridges #gardenchat").roles[: len(lines)] == without
    assert without[-1] == "closing"


def test_repeats_have_their_originals_role() -> None:
    """A greeting that is shared amid the chat stays a greeting; a goodbye shared is a goodbye."""
    again = "sorrel_h> RT @tobo: Hello from the hills #gardenchat"
    assert scenes.read(*OPENING, *TALK[:6], again, *TALK[6:]).roles[8] == "greeting"


def test_chat_without_questions() -> None:
    """Where nothing is asked, thanks amid the talk are no goodbye, and plain words are answers."""
    lines = [f"grower_{i}> Beds of sort {i} want water and patience #gardenchat" for i in range(20)]
    lines[8] = "tobo> So many good tools in that barn, thanks! #gardenchat"
    roles = scenes.read(*lines).roles
    assert "closing" not in roles
    assert roles.count("answer") >= 19


@AUTHORS
def test_no_hashtag_is_known(authors: bool) -> None:
    """Without a hashtag of the chat no tweet is taken for another chat's."""
    tweets = scenes.written([*OPENING, *TALK, "tobo> A3: Podcasts #bookchat"])
    if not authors:
        tweets = [dataclasses.replace(tweet, author=None) for tweet in tweets]
    assert scenes.run(tweets, hashtag=None).roles[-1] == "answer"
    assert scenes.run(tweets).roles[-1] == "aside"
