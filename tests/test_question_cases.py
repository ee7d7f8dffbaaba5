"""Whole small chats with what they ask: the cases of `cases/questions.json`, those that hold, then known failures.

A question stands as its text, who asked it, and how often; one that is only answered has no text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import scenes

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("cases").joinpath("questions.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "case",
    [
        *(pytest.param(case, id=case["label"]) for case in CASES["cases"]),
        *(
            pytest.param(case, id=case["label"], marks=pytest.mark.xfail(reason=case["reason"]))
            for case in CASES["known_failures"]
        ),
    ],
)
def test_case(case: dict[str, Any]) -> None:
    """A chat has the hosts and questions that a person found in it, and the roles where the case tells them."""
    found = scenes.read(*case["lines"])
    asked = {name: [q.text, list(q.asked_by), len(q.askings)] for name, q in found.questions.items()}
    if case["questions"]:
        assert asked == case["questions"]
    assert list(found.hosts) == case.get("hosts", list(found.hosts))
    assert found.roles == case.get("roles", found.roles)
    if "note" in case:
        assert case["note"] in " ".join(note.message for note in found.notes)
