"""Ranking: which of a question's answers come first, and why."""

from __future__ import annotations

import random
import time

import pytest

from builders import analysis, said
from chatlens.tables import _counts, _ranking, _words
from chatlens.tables._counts import Answer

MANY_SAY = "Compost and mulch keep the soil moist all summer"
ALSO = "Mulch and compost, moist soil in summer, happy beans"
LIKEWISE = "Moist soil all summer: compost below, mulch on top"
APART = "Ask grandmother, borrow her gloves, bring cake, listen long"


def ranked(*answers: tuple[str, int]) -> list[tuple[str, str]]:
    """Texts and reasons of some answers, given with how often each was shared, best first."""
    made = [Answer(k, tuple(range(shares + 1))) for k, (_, shares) in enumerate(answers)]
    words = _words.read([text for text, _ in answers])
    found = _ranking.rank(made, words)
    assert [entry.rank for entry in found] == list(range(1, len(answers) + 1))
    return [(answers[entry.answer.tweet][0], entry.why) for entry in found]


def test_shares_come_first() -> None:
    """However much the others say what many say."""
    found = ranked((MANY_SAY, 0), (ALSO, 1), (LIKEWISE, 0), (APART, 3))
    assert [text for text, _ in found[:2]] == [APART, ALSO]
    assert found[0][1].startswith("shared 3 times")
    assert found[1][1].startswith("shared once")


def test_what_many_say_comes_before_what_one_says() -> None:
    """Centrality decides among answers shared as often."""
    found = ranked((APART, 0), (MANY_SAY, 0), (ALSO, 0), (LIKEWISE, 0))
    assert found[0][0] != APART
    assert found[0][1] == "says what many say"


def test_likeness_to_those_chosen_counts_against() -> None:
    """The second pick is not the first one again in other words."""
    slugs = ("Slugs hate copper tape, I circle every raised bed with it", 0)
    beds = ("Copper tape round raised beds, slugs turn around", 0)
    found = ranked((MANY_SAY, 0), (f"{MANY_SAY}!", 0), (f"{MANY_SAY}?", 0), slugs, beds)
    assert [text for text, _ in found[:2]] == [MANY_SAY, slugs[0]]
    assert dict(found)[slugs[0]] == "adds something new"
    assert [why for text, why in found if text != found[0][0] and text.startswith(MANY_SAY)] == [
        "much like one above"
    ] * 2


def test_a_word_alone_is_not_central() -> None:
    """An answer of one word is near everybody and says little."""
    assert ranked(("Compost", 0), (MANY_SAY, 0), (ALSO, 0), (LIKEWISE, 0))[0][0] != "Compost"


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        pytest.param([(MANY_SAY, 0)], "the only answer", id="one answer"),
        pytest.param([(MANY_SAY, 0), ("Yes!", 0)], "too short to compare", id="stop words alone"),
        pytest.param([(APART, 2), ("Yes!", 0)], "too short to compare", id="nothing to share words with"),
        pytest.param([("", 0), ("", 0)], "too short to compare", id="no words at all"),
    ],
)
def test_reasons_where_there_is_nothing_to_compare(answers: list[tuple[str, int]], why: str) -> None:
    """Every place has a reason in words."""
    assert ranked(*answers)[-1][1] == why


def test_no_answers_no_ranks() -> None:
    """A question that nobody answered is no error."""
    assert ranked() == []


def test_equal_answers_keep_the_chats_order() -> None:
    """The same input gives the same order."""
    assert [text for text, _ in ranked(*((f"{n}", 0) for n in range(30)))] == [str(n) for n in range(30)]


def test_rest_follows_by_shares() -> None:
    """Also behind the picks shares never rise."""
    texts = [(f"{MANY_SAY} {n}", n % 4) for n in range(60)]
    shares = [dict(texts)[text] for text, _ in ranked(*texts)]
    assert shares == sorted(shares, reverse=True)


def test_cost_grows_with_the_answers_not_with_their_square() -> None:
    """Four times the answers take about four times as long, not sixteen."""
    dice = random.Random(7)
    vocabulary = [f"word{n}x" for n in range(2000)]

    def seconds(answers: int) -> float:
        texts = _words.read([" ".join(dice.choices(vocabulary, k=12)) for _ in range(answers)])
        made = [Answer(k, (k,)) for k in range(answers)]
        best = []
        for _ in range(3):
            start = time.process_time()
            _ranking.rank(made, texts)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(4000) < 9 * seconds(1000) + 0.05


def test_ranks_count_within_each_question() -> None:
    """A question's best answer has rank 1 there."""
    chat = analysis([said("answer", f"Q{1 + n % 2}", f"{MANY_SAY} {n}") for n in range(6)])
    (sitting,) = _counts.sittings(chat)
    assert [len(tally.answers) for tally in _counts.tallies(chat, sitting)] == [3, 3, 0]
