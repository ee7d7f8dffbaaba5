"""Stage 4: which tweets are the same tweet again. The cases stand in `cases/repeats.json`."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
import scenes
from chatlens.labels import find
from chatlens.models import DEFAULT_SIMILARITY, Label, Tweet
from chatlens.repeats import group
from chatlens.repeats.cores import core
from chatlens.repeats.matching import LEAST_EQUAL
from chatlens.repeats.slips import Slips
from chatlens.repeats.wording import Wording
from generated import USUAL, Maker

TRUE_SEEDS = range(201, 207)
TRUE_PRECISION, TRUE_RECALL = 0.98, 0.97  # of all pairs of these seeds; plain similarity comes to 0.8 and 0.8

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("cases").joinpath("repeats.json").read_text(encoding="utf-8")
)

WORDS = st.sampled_from(["soil", "seeds", "mulch", "worms", "frost", "beds", "and", "the", "in", "3", "not", "early"])
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
MARKS = st.sampled_from(["", "RT @mira_k: ", "MT @tobo ", "So true! RT @mira_k: ", "@lund_e "])
ENDS = st.sampled_from(["", " #gardenchat", "…", " << yes"])
TWEETS = st.lists(
    st.builds(
        lambda mark, text, end, author: Tweet(1, 1, mark + text + end, author=author),
        MARKS,
        TEXTS,
        ENDS,
        st.sampled_from([None, "mira_k", "tobo"]),
    ),
    max_size=12,
)


def tweet(row: dict[str, Any], line: int) -> Tweet:
    """A case's tweet."""
    return Tweet(line, line, **{key: value for key, value in row.items() if key != "label"})


def labels(row: dict[str, Any]) -> tuple[Label, ...]:
    """A case's label at its place."""
    written = row.get("label")
    if not written:
        return ()
    name = re.match(r"([QAT])(\d+)(\w?)", written)
    assert name
    start = row["text"].index(written)
    return (Label(name[1], int(name[2]), name[3], start, start + len(written), "case"),)


def found(tweets: list[Tweet]) -> list[tuple[int, str] | None]:
    """Original and kind of each tweet, without labels."""
    repeats = group(tweets, [()] * len(tweets), DEFAULT_SIMILARITY)
    return [(r.original, r.kind) if r else None for r in repeats]


def cases(*names: str, mark: pytest.MarkDecorator | None = None) -> list[Any]:
    """The parameters of some sets of cases, with ids."""
    marks = (mark,) if mark else ()
    return [pytest.param(case, id=case["label"], marks=marks) for name in names for case in CASES[name]]


@pytest.mark.parametrize(
    "case",
    [*cases("must_not_match", "match"), *cases("known_failures", mark=pytest.mark.xfail(reason="not found yet"))],
)
def test_case(case: dict[str, Any]) -> None:
    """Each case's tweets repeat what it says and nothing else."""
    rows = case["tweets"]
    repeats = group([tweet(r, i) for i, r in enumerate(rows, 1)], [labels(r) for r in rows], DEFAULT_SIMILARITY)
    assert [[r.original, r.kind] if r else None for r in repeats] == case["repeats"]


def test_similarity_is_of_the_cores() -> None:
    """A repeat says how alike its core and the original's are, links and tags aside."""
    texts = ["x" * 9 + " mulch early in our beds #gardenchat", "x" * 9 + " mulch early in our bed https://t.co/Ab1"]
    repeat = group([Tweet(1, 1, text) for text in texts], [(), ()], DEFAULT_SIMILARITY)[1]
    assert repeat is not None
    assert repeat.similarity == pytest.approx(100 * (1 - 1 / 33), abs=0.01)


@pytest.mark.parametrize(("similarity", "expected"), [(99.0, None), (93.0, 0)], ids=["strict", "loose"])
def test_similarity_is_an_option(similarity: float, expected: int | None) -> None:
    """The threshold is the caller's: the same pair repeats at a loose one and not at a strict one."""
    tweets = [Tweet(1, 1, "mulch early in our school beds"), Tweet(2, 2, "mulch early in our school bed")]
    repeat = group(tweets, [(), ()], similarity)[1]
    assert (repeat.original if repeat else None) == expected


def test_slips_of_common_words_come_again() -> None:
    """A slip that stands in several sentences is still one beside a word that is so much more common."""
    busy = "keeps the worms busy all winter long in our school garden by the river"
    tweets = [Tweet(1, 1, f"mulch {one} frost {busy}", author=one) for one in ("with", "ith")]
    again = [Tweet(1, 1, text) for text in ("a shed ith moss on it", "tea ith honey")]
    common = [Tweet(1, 1, f"{chr(97 + n % 26) * 3}{chr(97 + n // 26)} with {chr(97 + n % 26) * 5}") for n in range(200)]
    assert found([*tweets, *again, *common])[1] == (0, "edited")
    assert found([*tweets, *again, *common[:1]])[1] is None


@given(TWEETS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_judging_slips_depends_on_no_order(tweets: list[Tweet], chance: random.Random) -> None:
    """Whether two cores say the same is asked of all cores, in whatever order they and the two come."""
    cores = list(dict.fromkeys(core(one.text) for one in tweets))
    slipped = [text[1:] for text in cores if len(text) > LEAST_EQUAL]
    texts = list(dict.fromkeys([*cores, *slipped]))
    mixed = chance.sample(texts, len(texts))
    one_way, other_way = Slips(Wording(texts)), Slips(Wording(mixed))
    for i, one in enumerate(texts):
        for j, other in enumerate(texts[:i]):
            assert one_way.alone(i, j) == other_way.alone(mixed.index(other), mixed.index(one))


def test_a_chain_of_edits_joins_no_strangers() -> None:
    """Each link of a chain is near the next, yet its end is not near the original, so it stands alone."""
    text = (
        "mulch before frost keeps worms busy all winter long in every bed of our little school garden behind the barn"
    )
    chain = [text + " oh" * n for n in range(0, 12, 3)]
    assert found([Tweet(1, 1, text) for text in chain]) == [None, (0, "edited"), None, (2, "edited")]


@pytest.mark.parametrize("by_people", [True, False])
def test_generated_repeats_are_found_and_no_others(by_people: bool) -> None:
    """Nearly every pair of the truth, and hardly another, whoever changed the texts."""
    right = found = true = 0
    for seed in TRUE_SEEDS:
        maker = Maker(seed, by_people=by_people, shares=USUAL)
        tweets = maker.tweets(1_000)
        repeats = group(tweets, [find(tweet.text) for tweet in tweets], DEFAULT_SIMILARITY)
        groups = [at if repeat is None else repeat.original for at, repeat in enumerate(repeats)]
        right += pairs_in(list(zip(groups, maker.groups, strict=True)))
        found += pairs_in(groups)
        true += pairs_in(maker.groups)
    assert right >= TRUE_PRECISION * found
    assert right >= TRUE_RECALL * true


def pairs_in(groups: Sequence[Hashable]) -> int:
    """Pairs that stand in one group."""
    return sum(count * (count - 1) // 2 for count in Counter(groups).values())


@given(TWEETS)
@settings(max_examples=150, deadline=None)
def test_an_original_repeats_none(tweets: list[Tweet]) -> None:
    """What a repeat names is an original; the same input gives the same groups."""
    repeats = group(tweets, [()] * len(tweets), DEFAULT_SIMILARITY)
    assert len(repeats) == len(tweets)
    assert all(repeats[r.original] is None and 0 <= r.similarity <= 100 for r in repeats if r)
    assert group(tweets, [()] * len(tweets), DEFAULT_SIMILARITY) == repeats


@given(TWEETS)
@settings(max_examples=100, deadline=None)
def test_equal_cores_always_group(tweets: list[Tweet]) -> None:
    """Unmarked tweets with one core of at least twenty characters are one tweet, whoever wrote them."""
    plain = [t for t in tweets if not re.search(r"RT|MT|…|<<", t.text)]
    repeats = group(plain, [()] * len(plain), DEFAULT_SIMILARITY)
    group_of: dict[str, int] = {}
    for index, (one, repeat) in enumerate(zip(plain, repeats, strict=True)):
        if len(core(one.text)) >= LEAST_EQUAL:
            original = repeat.original if repeat else index
            assert group_of.setdefault(core(one.text), original) == original


@given(TWEETS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_strangers_change_nothing(tweets: list[Tweet], chance: random.Random) -> None:
    """Tweets that are like none of the others may stand anywhere between them."""
    strangers = [Tweet(1, 1, f"{chr(65 + i) * 50} something else") for i in range(5)]
    mixed: list[tuple[int, Tweet]] = list(enumerate(tweets))
    for stranger in strangers:
        mixed.insert(chance.randint(0, len(mixed)), (-1, stranger))
    repeats = group([t for _, t in mixed], [()] * len(mixed), DEFAULT_SIMILARITY)
    kept = [(mixed[r.original][0], r.kind) if r else None for (i, _), r in zip(mixed, repeats, strict=True) if i >= 0]
    assert kept == found(tweets)


SHARED = {
    "what goes on": ("A1: Ferns 1/2", "2/2 and leaf mould every spring", "RT @tobo: {}"),
    "continued, behind a comment": ("A1: Ferns", "A1 cont. Leaf mould every spring", "So good! RT @tobo: {}"),
    "a part, behind a comment": ("A1: Ferns", "A1 (2/2) Leaf mould every spring", "So good! RT @tobo: {}"),
    "a label in words, behind a comment": ("A2: Ferns", "Answer 1: Leaf mould every spring", "So good! RT @tobo: {}"),
    "a label at the end": ("A1: Ferns", "Leaf mould every spring. #gardenchat A1", "RT @tobo: {}"),
}


@pytest.mark.parametrize(("first", "text", "again"), SHARED.values(), ids=SHARED)
def test_what_is_shared_has_the_label_it_had(first: str, text: str, again: str) -> None:
    """Parts that the chat decides, and labels in other forms, keep no repeat from its original."""
    repeat = scenes.read(f"tobo> {first}", f"tobo> {text}", f"ana_p> {again.format(text)}").repeats[2]
    assert repeat is not None
    assert repeat.original == 1


def test_sessions_count_their_own() -> None:
    """A question asked and answered again a week later is a repeat, and counts in its own session, not in the first."""
    rows = ["created_at,from_user,text"]
    for week, day in enumerate(("2021-03-04", "2021-03-11"), 1):
        rows += [f"{day} 19:00:00,mira_k,Q1: What do you sow before the last frost has gone? #gardenchat"]
        rows += [f"{day} 19:02:00,tobo,A1: Broad beans in paper pots on the sill of the staff room #gardenchat"]
        rows += [
            f"{day} 19:{3 + n:02}:00,p{n},A1: In week {week} I sow {chr(103 + n) * 5} #gardenchat" for n in range(18)
        ]
        rows += [f"{day} 19:3{week}:00,lund_e,RT @tobo: A1: Broad beans in paper pots on the sill of the staff room"]
    chat = chatlens.analyse("\n".join(rows))
    tweets = chat.tweets
    again = tweets[(tweets.session == 2) & tweets.text.str.contains("What do you sow|Broad beans")]
    assert again.repeat_of.tolist() == [1, 2, 2]
    assert again.repeat_kind.tolist() == ["copy", "copy", "retweet"]
    columns = ["session", "question", "times_asked", "answers", "occurrences", "repeats"]
    assert chat.questions.dropna(subset=["question"])[columns].values.tolist() == [
        [1, "Q1", 1, 19, 20, 1],
        [2, "Q1", 1, 19, 20, 1],
    ]
