"""Chats that number nothing: what their hosts ask is counted, and numbered only on demand."""

from __future__ import annotations

import pytest

import scenes
from chatlens.models import Options

LINES = [
    "mira_k> Welcome to #gardenchat! Which of you has mud on the boots tonight?",
    "tobo> Hello from the hills #gardenchat",
    "mira_k> Which bed did you dig first, and why that one? #gardenchat",
    "tobo> The herbs by the gate, because the light is good there #gardenchat",
    "lund_e> Herbs too, by the gate, in old sinks #gardenchat",
    "mira_k> @tobo which herbs did you sow first?",
    "hobbs_r> Do slugs dream of salad? Ours look as if they did #gardenchat",
    "mira_k> What do you do about slugs when it rains for weeks? #gardenchat",
    "mira_k> And does any of it work? Tell us what truly helped #gardenchat",
    "tobo> RT @mira_k: What do you do about slugs when it rains for weeks? #gardenchat",
    "tobo> Beer in saucers, the slugs come for miles #gardenchat",
    "lund_e> Copper tape, and hope, and ducks against the slugs #gardenchat",
    "mira_k> Who keeps the key to the shed, and who should? #gardenchat",
    "hobbs_r> The caretaker keeps the key, for ever #gardenchat",
    "lund_e> The key hangs under a pot #gardenchat",
    "mira_k> Thank you all for joining, good night! #gardenchat",
]
ON = Options(unnumbered=True)


def unnamed(lines: list[str]) -> list[str]:
    """The lines without their authors."""
    return [line.partition("> ")[2] for line in lines]


def test_nothing_is_invented() -> None:
    """Without the option there are no questions; a note counts what seems to be asked, and names the option."""
    found = scenes.read(*LINES)
    assert found.questions == {}
    assert set(found.under) == {""}
    assert any("3 questions of @mira_k seem" in note.message and "--unnumbered" in note.advice for note in found.notes)


def test_numbered_by_order() -> None:
    """With it, the host's questions to all are Q1, Q2 ..., a second tweet joined to its first; each says so."""
    found = scenes.read(*LINES, options=ON)
    assert {name: (q.text, q.askings, q.asked_by, q.unnumbered) for name, q in found.questions.items()} == {
        "Q1": ("Which bed did you dig first, and why that one?", (2,), ("mira_k",), True),
        "Q2": (
            "What do you do about slugs when it rains for weeks? And does any of it work? Tell us what truly helped",
            (7, 8, 9),
            ("mira_k",),
            True,
        ),
        "Q3": ("Who keeps the key to the shed, and who should?", (12,), ("mira_k",), True),
    }
    asking = found.placements[2]
    assert (asking.role, asking.questions, asking.method) == ("question", ("Q1",), "context")
    assert asking.note == "asked without a number; chatlens counts it as Q1"
    assert any("numbered by chatlens" in note.message for note in found.notes)


def test_answers_are_placed_with_doubt() -> None:
    """What follows a question is placed under it, never as surely as by a label."""
    found = scenes.read(*LINES, options=Options(unnumbered=True, min_confidence=0.0))
    assert [found.under[i] for i in (3, 4, 10, 11, 13, 14)] == ["Q1", "Q1", "Q2", "Q2", "Q3", "Q3"]
    guesses = [p.confidence for p in found.placements if p.method == "context"]
    assert guesses
    assert all(confidence is not None and confidence <= 0.7 for confidence in guesses)


def test_only_question_draws_nothing() -> None:
    """A single question of a free talk does not draw all the talk under it."""
    found = scenes.read(*LINES[:5], "tobo> The bus was late #gardenchat", options=ON)
    assert list(found.questions) == ["Q1"]
    assert found.under[5] == ""


def test_numbered_chat_is_left_alone() -> None:
    """Where there are numbers, the option changes nothing."""
    lines = ["mira_k> Q1: Which bed did you dig first? #gardenchat", "tobo> A1: By the gate #gardenchat", *LINES[7:12]]
    assert scenes.read(*lines, options=ON).inquiries == scenes.read(*lines).inquiries


def test_question_that_several_answer() -> None:
    """A participant's question that three people answer by name is the chat's."""
    lines = [
        "ivo_m> How do you label your seeds so that the rain leaves the names? #gardenchat",
        "tobo> @ivo_m pencil on zinc",
        "lund_e> @ivo_m lolly sticks, both sides",
        "hobbs_r> @ivo_m a map on the fridge",
        "sorrel_h> What would anybody need names for anyway, friends? #gardenchat",
    ]
    found = scenes.read(*lines, options=ON)
    assert {name: q.asked_by for name, q in found.questions.items()} == {"Q1": ("ivo_m",)}


@pytest.mark.parametrize("options", [Options(), ON], ids=["off", "on"])
def test_without_authors(options: Options) -> None:
    """Where nobody knows who wrote, only what clearly asks and was shared is counted."""
    found = scenes.read(*unnamed(LINES), options=options)
    texts = [q.text for q in found.questions.values()]
    assert texts == (["What do you do about slugs when it rains for weeks?"] if options.unnumbered else [])
    assert found.inquiries[0].unnumbered == (0 if options.unnumbered else 1)
