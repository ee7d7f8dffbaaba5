"""Stage 4, the exact join: what is left uncompared is never like, at any threshold and in any language."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from chatlens.repeats import chunks, exact, sketches, windows
from chatlens.repeats import join as joining
from chatlens.repeats.guards import digits, is_slip, related
from chatlens.repeats.join import join
from chatlens.repeats.matching import LEAST_EQUAL, like
from chatlens.repeats.slips import Slips
from chatlens.repeats.swaps import Swaps
from chatlens.repeats.windows import Pairs, threshold
from chatlens.repeats.wording import Wording
from generated import Maker, different_cores

THRESHOLDS = [50.0, 80.0, 90.0, 95.0, 99.0, 100.0]
LETTERS = "ab 1é한\U0001f954\ud800\0"  # also a lone surrogate, a zero, and letters beyond the first plane

ANY_TEXT = st.text(LETTERS, max_size=130)
NEAR = st.builds(
    lambda text, edits: _edited(text, edits),
    st.sampled_from(["mulch " * 16 + "end", "abcdefghij" * 10, "a" * 99, "a" * 100, "soil and seed " * 20, "ab" * 15]),
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from("xyz ")), max_size=14),
)
"""Texts around a few, as many edits away as thresholds lie: at the lengths where the threshold changes, too."""

PATTERN = st.builds(
    lambda own, end: f"hello all of you from {own} and good evening to the gardeners {end}",
    st.sampled_from(
        "mira/tobo/12/13/mia/never/no/seed/seeds/was/w as/mira lund/miira lund/lund mira/tobo b lund/re start/rest art/"
        "restart/a mira k tobo/evening mira/imra/ira/orchards/archards".split("/")
    ),
    st.sampled_from(["", "here", "there", "of ostby", "in the north of the town where the river bends twice a year"]),
)
TEXTS = st.lists(st.one_of(ANY_TEXT, NEAR, PATTERN), max_size=40, unique=True)


def _edited(text: str, edits: list[tuple[int, str]]) -> str:
    """The text with a character put in, taken away or put for another at each of the places."""
    for number, (place, letter) in enumerate(edits):
        at = place % (len(text) + 1)
        text = text[:at] + letter * (number % 3 != 1) + text[at + (number % 3 != 0) :]
    return text


@pytest.fixture(params=["by score", "by sketch", "by sketch, popcount from a table", "by chunk", "by single chunk"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All ways of comparing, whatever the number of texts, and the way of a numpy without popcount."""
    if "chunk" in request.param:  # of any length, chosen for few texts at once, some for one, and each of them common
        settings = {"_AHEAD": -1, "_LEAST": 1, "_TEXTS": 8, "_SUMS": 2_000, "_FOLLOWED": 20, "_COUNTED": 500}
        for name, value in (settings | {"_COMMON": 10**6 if "single" in request.param else 2}).items():
            monkeypatch.setattr(chunks, name, value)
    if request.param != "by score":
        monkeypatch.setattr(windows, "FEW_PAIRS", -1)
        monkeypatch.setattr(joining, "_ROWS", 7)  # several blocks and tiles even for few texts
        monkeypatch.setattr(joining, "_ROWS_LOOKED_UP", 7)
        monkeypatch.setattr(joining, "_TILE", 7 * 5)
        monkeypatch.setattr(exact, "_TOGETHER", 7 * 5)
        monkeypatch.setattr(exact, "_LEFT", 10)
        monkeypatch.setattr(joining, "_COLUMNS", 12)
        monkeypatch.setattr(joining, "_LEFT", 10)
    if "table" in request.param:
        monkeypatch.setattr(sketches, "popcount", sketches.popcount_by_table)
    return str(request.param)


def everything(pairs: Iterator[joining.Step]) -> tuple[dict[tuple[int, int], int], list[float]]:
    """All pairs with their edits, and the shares of the work that were told. No pair comes twice."""
    steps = list(pairs)
    found = Pairs.joined([Pairs.none(), *(step.pairs for step in steps)])
    rows = [tuple(sorted(pair)) for pair in zip(found.one.tolist(), found.other.tolist(), strict=True)]
    assert len(rows) == len(set(rows))
    return dict(zip(rows, found.edits.tolist(), strict=True)), [step.share for step in steps]  # type: ignore[arg-type]


def brute_force(texts: Sequence[str], similarity: float) -> dict[tuple[int, int], int]:
    """Every text compared with every other."""
    found = {}
    for j, other in enumerate(texts):
        for i, one in enumerate(texts[:j]):
            if reaches(one, other, similarity):
                found[i, j] = Levenshtein.distance(one, other)
    return found


def reaches(one: str, other: str, similarity: float) -> bool:
    """Whether two texts are as like as the threshold asks, which is higher for short ones."""
    least = similarity + (100 - similarity) / 2 if min(len(one), len(other)) < 100 else similarity
    return Levenshtein.normalized_similarity(one, other) * 100 >= least - 1e-9


@given(texts=TEXTS, similarity=st.sampled_from(THRESHOLDS))
@settings(max_examples=150, deadline=None)
@pytest.mark.usefixtures("way")
def test_no_pair_is_missed(texts: list[str], similarity: float) -> None:
    """The join finds the pairs that comparing all with all finds, with their edits, and no others."""
    found, shares = everything(join(texts, similarity))
    assert found == brute_force(texts, similarity)
    assert shares == sorted(shares)
    assert shares[-1:] in ([], [1.0])


@given(texts=TEXTS, similarity=st.sampled_from(THRESHOLDS), chance=st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
@pytest.mark.usefixtures("way")
def test_keys_part_texts(texts: list[str], similarity: float, chance: random.Random) -> None:
    """With keys, the pairs are those of them all whose keys are equal."""
    keys = [chance.choice("xyz") for _ in texts]
    expected = {(i, j): edits for (i, j), edits in brute_force(texts, similarity).items() if keys[i] == keys[j]}
    assert everything(join(texts, similarity, keys))[0] == expected


@given(texts=TEXTS, similarity=st.sampled_from(THRESHOLDS), many=st.booleans())
@settings(max_examples=120, deadline=None)
def test_what_is_dropped_says_something_else(texts: list[str], similarity: float, many: bool) -> None:
    """Of the like pairs only such are dropped, by numbers, negations and swapped words, as the guard would reject."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chatlens.repeats.matching._MANY", -1 if many else 10**9)
        found = like(Wording(texts), similarity)
    slips = Slips(Wording(texts))
    pairs = {(i, j) for i in range(len(texts)) for j, _ in found.of(i)}
    assert pairs == {(j, i) for i, j in pairs}
    expected = {
        (i, j)
        for i, j in brute_force(texts, similarity)
        if min(len(texts[i]), len(texts[j])) >= LEAST_EQUAL
        and digits(texts[i]) == digits(texts[j])
        and slips.alone(i, j)
    }
    assert {(i, j) for i, j in pairs if i < j and slips.alone(i, j)} == expected


def test_swapped_words_are_dropped_in_bulk() -> None:
    """Thousands of sentences on one pattern leave no work for the guard but what it may accept."""
    own = ["mira", "tobo", "mirra", "lund", "ines", "tines", "imra"]
    texts = [f"hello to all of you from {name} who gardens at the school by the river" for name in own]
    one, other = np.triu_indices(len(texts), 1)
    found = Swaps(Wording(texts), np.arange(len(texts), dtype=np.int32)).found(
        one.astype(np.int32), other.astype(np.int32)
    )
    left = {(own[i], own[j]) for i, j, swapped in zip(one, other, found, strict=True) if not swapped}
    assert left == {("mira", "mirra"), ("ines", "tines"), ("mira", "imra")}


def test_no_related_words_are_passed_over() -> None:
    """Of two words that are one, or a slip of each other, the guard is asked; of most others it is not."""
    words = """seed seeds seeding ppl people w with wtih without important importnat imp impt immediate immediately tml
    tomorrow tomorow t garden gardens gradens granite gate gather compost compostd composting cmpst company café cafe
    thanks thank thnx tnx thx overwinter overwintr overwinters owner organise organised organize""".split()
    swaps = Swaps(Wording(words), np.arange(len(words), dtype=np.int32))
    pairs = [(i, j) for i, j in combinations(range(len(words)), 2) if words[i][0] == words[j][0]]
    asked = swaps._may_be_one(*np.array(pairs).T)
    one = [related(words[i], words[j]) or is_slip(words[i], words[j]) for i, j in pairs]
    assert all(asked[one])
    assert 20 < sum(one) < sum(asked) < len(pairs)


def test_ten_thousand_tweets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among ten thousand different generated tweets, the join finds what rapidfuzz finds comparing all with all, by
    sketches and by the chunks that many more are looked up by."""
    texts = different_cores(10_000)
    lengths = np.array([len(text) for text in texts])
    like_pairs = []
    for first in range(0, len(texts), 500):
        rows = texts[first : first + 500]
        scores = cdist(
            rows,
            texts[: first + 500],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=0.9 - 1e-9,
            workers=2,
            dtype=np.float64,
        )
        row, column = np.nonzero(scores)
        like_pairs += zip(column.tolist(), (row + first).tolist(), (100 * scores[row, column]).tolist(), strict=True)
    for similarity, many in ((90.0, 10_000), (95.0, 500)):
        expected = {
            (i, j)
            for i, j, score in like_pairs
            if i < j and score >= threshold(similarity, int(min(lengths[i], lengths[j]))) - 1e-9
        }
        assert len(expected) > many
        for ahead in (10**6, 0):
            monkeypatch.setattr(chunks, "_AHEAD", ahead)
            assert everything(join(texts, similarity))[0].keys() == expected


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50))
def test_popcount_by_table(numbers: list[int]) -> None:
    """Where numpy cannot count bits, the table counts the same; into an array that is given, too."""
    words = np.array(numbers, np.uint64).reshape(1, -1)
    expected = [[number.bit_count() for number in numbers]]
    given_array = np.empty(words.shape, np.uint8)
    for count in (sketches.popcount, sketches.popcount_by_table):
        assert count(words).tolist() == expected
        count(words, given_array)
        assert given_array.tolist() == expected


@given(NEAR, st.tuples(st.integers(0, 300), st.sampled_from("xyz ")), st.integers(0, 2))
@settings(max_examples=200, deadline=None)
def test_an_edit_turns_few_bits(text: str, edit: tuple[int, str], kind: int) -> None:
    """What the sketches promise: one edit turns no more than so many bits, however they are folded."""
    place, letter = edit
    other = text[:place] + ("" if kind == 0 else letter) + text[place + (kind != 1) :]
    both = sketches.sketch([text, other])
    for words in (1, 2, 4, 8):
        folded = sketches.fold(both, sketches.Needed(words, words))
        assert int(sketches.popcount(folded[:, 0] ^ folded[:, 1]).sum()) <= sketches.TURNED * Levenshtein.distance(
            text, other
        )


def test_threshold_changes_at_a_hundred_characters() -> None:
    """A shorter text has to be more like."""
    assert (threshold(90, 99), threshold(90, 100)) == (95.0, 90)


def test_work_can_be_stopped() -> None:
    """Who takes no more pairs ends the work: no worker goes on."""
    import threading

    before = threading.active_count()
    steps = join([text.text for text in Maker().tweets(4_000)], 90.0)
    next(steps)
    steps.close()
    assert threading.active_count() == before
