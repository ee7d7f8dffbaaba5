"""Roles in whole invented chats on subjects that no rule was made with: a measured share, and a floor under it.

The chats of `cases/held_out_roles.json` were written before the rules that are measured here. Do not fit rules to them:
a rule that needs such a case gets one of its own in `cases/roles.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import scenes
from chatlens.models import Tweet

CHATS: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("cases").joinpath("held_out_roles.json").read_text(encoding="utf-8")
)

FLOOR = {True: 0.75, False: 0.70}
"""Share of the tweets that ask nothing whose role is right, with authors and without: as measured, rounded down."""
ANSWERS = 1.0  # share of the answers that are told as answers: reactions and goodbyes are not bought with them


def told(authors: bool) -> list[tuple[str, str]]:
    """The role that a person gave each tweet, and the role found."""
    pairs: list[tuple[str, str]] = []
    for chat in CHATS:
        tweets = [Tweet(n, n, text, who if authors else None) for n, (_, who, text) in enumerate(chat["tweets"], 1)]
        roles = scenes.run(tweets, hashtag=chat["hashtag"]).roles
        pairs += zip((role for role, _, _ in chat["tweets"]), roles, strict=True)
    return pairs


@pytest.mark.parametrize("authors", [True, False], ids=["authors", "no authors"])
def test_share_of_right_roles(authors: bool) -> None:
    """On unseen subjects the share of right roles does not fall, and no answer is taken for something else."""
    pairs = told(authors)
    others = [(role, found) for role, found in pairs if role != "question"]
    assert sum(role == found for role, found in others) >= FLOOR[authors] * len(others)
    answers = [found for role, found in others if role == "answer"]
    assert answers.count("answer") >= ANSWERS * len(answers)
    assert all(found == "question" for role, found in pairs if role == "question")
