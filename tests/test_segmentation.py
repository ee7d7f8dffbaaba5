"""The search for a pasted page's tweets: the quick one finds what trying everything finds."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import labels
from chatlens.readers import _line_evidence, _line_heads, _segmentation, _stretch
from chatlens.readers._best_split import best, prepare
from chatlens.readers._line_characters import look
from chatlens.readers._line_evidence import Facts, Lines, exact, gather
from chatlens.readers._segmentation import segment
from chatlens.readers._stretch import Rates

LINES = (
    *("Q1: What was the first thing you ever grew? #gardenchat", "A1: Cress on a wet flannel. #gardenchat", "A1:"),
    *("A1 Ours began as a skip", "t2: Soil", "so true", "So true! #gardenchat", "Evening all", "Hello from Pesk Hill"),
    *("- compost", "- canes #gardenchat", "1. worms", "and then rain,", "Second, water", "Spring list:", "Also cake"),
    *("#gardenchat", "#seeds #gardenchat", "#gardenchat @mira_k", "@mira_k yes", "@mira_k", "@bo_l yes #gardenchat"),
    *("via @tobo", "https://t.co/AbCdEf1234", "look https://t.co/AbCdEf1234 #gardenchat", "RT @tobo: A1: Cress on a…"),
    *("RT @tobo: Beans #gardenchat", "MT @tobo Beans…", "“@tobo beans", "Worms…", "blank at the end ", "x " * 90),
    *(
        "y" * 150 + " #gardenchat",
        "z" * 150,
        "é" * 200,
        "word " * 70 + "#gardenchat",
        "More #GardenChat beans",
        "👩🏽‍🌾",
    ),
)


def lines_of(texts: Sequence[str], empty_above: Sequence[bool] = (), closed: Collection[int] = ()) -> Lines:
    """Lines of these texts, one below the other but for empty ones above some."""
    above = [*empty_above, *([False] * len(texts))][: len(texts)]
    return Lines(range(1, len(texts) + 1), texts, [text.strip() for text in texts], above, set(closed))


MADE = st.lists(
    st.tuples(
        st.sampled_from(LINES) | st.text(min_size=1, max_size=20),
        st.integers(0, 5).map(lambda die: not die),
        st.integers(0, 9).map(lambda die: not die),
    ),
    min_size=1,
    max_size=45,
).map(
    lambda made: lines_of(
        [text for text, _, _ in made],
        [empty for _, empty, _ in made],
        [at for at, (_, _, closed) in enumerate(made) if closed],
    )
)
RATES = st.builds(
    lambda going_on, no_tag, last, empty, none: Rates(*map(exact, (going_on, no_tag, last, empty, none))),
    st.floats(-4.6, 1.0),
    st.floats(-6.0, 0.0),
    st.floats(-3.0, 0.0),
    st.floats(-2.5, 2.5),
    st.floats(-2.5, 2.5),
)


def score(facts: Facts, limit: int, rates: Rates, first: int, last: int) -> float:
    """What a tweet of these lines is worth, with all evidence."""
    total = facts.start[first]
    for at in range(first + 1, last + 1):
        total += rates.going_on + facts.join[at] + (rates.empty if facts.empty_above[at] else rates.no_empty)
    tagged = [at for at in range(first, last + 1) if facts.tag[at]]
    if not tagged:
        total += rates.no_tag + _stretch.OPENING_NO_TAG * facts.opening(first)
        total += _stretch.CUT_END * (first in facts.retweet and last in facts.cut)
    else:
        total += _stretch.TAG_AGAIN * (len(tagged) - 1)
        behind = range(tagged[-1] + 1, last + 1)
        if any(at not in facts.names_alone for at in behind):
            total += rates.tag_not_last
        elif facts.tag_at_end[tagged[-1]]:
            total += _stretch.TAG_AT_END
    if last in facts.tags_alone and last > first:
        total += _stretch.BROKEN_UP * (last - first - 1)
    length = sum(facts.length(at) for at in range(first, last + 1)) - 1
    if length > limit:
        total += _stretch.TOO_LONG + _stretch.TOO_LONG_EACH * (length - limit)
    return total


def exhaustive(facts: Facts, limit: int, rates: Rates) -> list[tuple[int, int]]:
    """The tweets of several lines, found by trying every tweet that may be: of equal ones the longer last tweet."""
    count = len(facts.texts)
    for at in range(count):
        facts.settle(at)
    best_to, back = [0.0] + [-math.inf] * count, [0] * (count + 1)
    for first in range(count):
        for last in range(first, min(first + _stretch.MAX_LINES, count)):
            if last > first + 1 and sum(facts.length(at) for at in range(first, last)) > 2 * limit:
                break
            found = best_to[first] + score(facts, limit, rates, first, last)
            if found > best_to[last + 1]:
                best_to[last + 1], back[last + 1] = found, first
    spans, end = [], count
    while end:
        spans.append((back[end], end - 1))
        end = back[end]
    return [(first, last) for first, last in reversed(spans) if last > first]


@settings(deadline=None, max_examples=150)
@given(lines=MADE, rates=RATES, limit=st.sampled_from([140, 280]), hashtag=st.sampled_from(["gardenchat", None]))
def test_the_quick_search_finds_what_trying_everything_finds(lines, rates, limit, hashtag):
    """Whatever the lines and rates: certain boundaries and evidence left out change nothing."""
    quick = best(prepare(gather(lines, hashtag), limit), rates)
    assert quick == exhaustive(gather(lines, hashtag), limit, rates)


@settings(deadline=None, max_examples=50)
@given(lines=MADE, rates=RATES, other=RATES)
def test_an_earlier_search_changes_nothing(lines, rates, other):
    """The rounds share what is known of the lines: a search after others finds what it finds alone."""
    search = prepare(gather(lines, "gardenchat"), 280)
    best(search, other)
    assert best(search, rates) == best(prepare(gather(lines, "gardenchat"), 280), rates)


@settings(deadline=None)
@given(lines=MADE, rates=RATES)
def test_no_tweet_goes_on_behind_a_line_of_the_page(lines, rates):
    """What closes a tweet closes it, whatever the evidence."""
    found = best(prepare(gather(lines, "gardenchat"), 280), rates)
    assert not any(at in lines.closed for first, last in found for at in range(first, last))


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=12).map(" ".join))
def test_a_word_between_blanks_is_no_entity(text):
    """A line in which the quick look sees a word holds more than entities."""
    if _line_heads._WORD.search(text):
        assert not _line_heads._alone(text)


SIGNS = st.text(st.sampled_from("AaQqTtRrMm12①①❿ .:#-@_'’s\tsé＃…\u2028"), min_size=1, max_size=12)
STARTS = st.sampled_from(
    "- |1. |12) |@mira_k |@mira_k: |via |And |and |RT @bo: |CT: |Question 3: |topic: |Warm-up: |@bo_l's|• |A1a) "
    "|A1.2: |A 1: |a2. |T1 |Q3- |“| |2017 |#seeds |".split("|")
)
ANY_LINES = st.lists(
    st.sampled_from(LINES) | SIGNS | st.tuples(STARTS, st.sampled_from(LINES) | SIGNS).map("".join),
    min_size=1,
    max_size=30,
)


@given(ANY_LINES)
def test_the_look_at_all_characters_sees_what_a_look_at_each_line_sees(texts):
    """Column by column; digits that no label has may be taken for a label's, but none of a label's is missed."""
    seen = look(texts, "gardenchat")
    assert seen.lengths.tolist() == list(map(len, texts))
    assert seen.hashes.tolist() == [any(sign in text for sign in "#＃") for text in texts]
    assert seen.copied.tolist() == ["RT" in text or "MT" in text for text in texts]
    assert seen.tagged.tolist() == [text.lower().endswith("#gardenchat") for text in texts]
    for text, untidy, open_end, numbered in zip(texts, seen.untidy, seen.open_end, seen.numbered, strict=True):
        assert untidy or " ".join(text.split()) == text.strip()
        assert open_end or text[-1].isalnum()
        assert labels.find(text, bool(numbered)) == labels.find(text)


@settings(max_examples=300)
@given(ANY_LINES)
def test_a_usual_beginning_is_what_a_close_look_makes_of_it(texts):
    """The quick look at a line agrees with the close one."""
    with pytest.MonkeyPatch.context() as patch:
        quick = _line_heads.heads_of(texts, look(texts, "gardenchat"))
        patch.setattr(_line_heads, "_USUAL", re.compile("(?P<item>)(?!)"))
        patch.setattr(labels, "surely", lambda texts: [False] * len(texts))
        patch.setattr(labels, "begins", lambda *_: None)
        assert quick == _line_heads.heads_of(texts, look(texts, "gardenchat"))


def test_a_line_that_begins_with_a_label_may_be_a_retweet_or_a_tag_too():
    """A label says nothing of what stands before it."""
    texts = ["RT @mira_k: A1: Beans.", "MT @bo A1a. Beans", "A.1 Beans", "Agreed! RT @bo: A1: Beans", "#A1", "A1Beans"]
    heads = _line_heads.heads_of(texts, look(texts, "gardenchat"))
    assert heads.sure == [True, True, True, True, False, True]
    assert (heads.retweet, heads.tags_alone, heads.label_alone) == ({0, 1}, {4}, {4})


def test_a_long_page_is_split_by_the_rates_of_some_of_its_lines(monkeypatch):
    """Blocks from all over a page tell what all of it tells; no tweet goes on from one block into the next."""
    page = [
        line
        for at in range(60)
        for line in (f"So true {at} #gardenchat", f"List {at}:", f"- compost {at}", f"- canes {at} #gardenchat")
    ]
    known = segment(lines_of(page), "gardenchat")
    monkeypatch.setattr(_segmentation, "LEARNT_LINES", 120)
    monkeypatch.setattr(_segmentation, "BLOCK_LINES", 12)
    asked = []
    prepare = _segmentation.prepare
    monkeypatch.setattr(_segmentation, "prepare", lambda *given: asked.append(given[0]) or prepare(*given))
    assert segment(lines_of(page), "gardenchat") == known
    assert [len(facts.texts) for facts in asked] == [120, len(page)]
    assert sorted((asked[0].join == -math.inf).nonzero()[0].tolist()) == list(range(12, 120, 12))


@settings(deadline=None)
@given(text=st.sampled_from(LINES) | st.text(max_size=300), limit=st.sampled_from([23, 140, 280]))
def test_a_line_fits_as_it_weighs(text, limit):
    """The quick look at a length agrees with the length."""
    facts = gather(lines_of([text]), None)
    assert facts.length(0) - 1 <= facts.most[0]
    assert facts.fit(0, 0, limit) == (facts.length(0) - 1 <= limit)


@settings(deadline=None)
@given(lines=MADE, limit=st.sampled_from([140, 280]))
def test_lines_fit_together_as_they_weigh(lines, limit):
    """Several lines are as long as they are one by one, with their ends between them."""
    facts, last = gather(lines, "gardenchat"), min(len(lines.texts), 3) - 1
    assert facts.fit(0, last, limit) == (sum(facts.length(at) for at in range(last + 1)) - 1 <= limit)


def test_a_certain_boundary_needs_no_dear_evidence():
    """A page whose tweets all end with the hashtag is split without asking how its lines open or how long they are."""
    facts = gather(lines_of([f"Bean number {at} has come up again #gardenchat" for at in range(100)]), "gardenchat")
    assert best(prepare(facts, 280), Rates(*map(exact, (-3.0, -3.7, -3.0, 0.0, 0.0)))) == []
    assert (facts.openings, facts.lengths) == ({}, {})


@settings(deadline=None)
@given(lines=MADE, rates=RATES, openings=st.lists(st.sampled_from([0.0, 0.5, 0.9, 1.0]), min_size=45, max_size=45))
def test_no_opening_that_was_not_asked_for_would_change_the_tweets(lines, rates, openings):
    """Whatever the lines open like: what is found is the best with all openings known."""
    by_text = dict(zip(lines.texts, openings, strict=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_line_evidence, "_opening", by_text.__getitem__)
        quick = best(prepare(gather(lines, "gardenchat"), 280), rates)
        assert quick == exhaustive(gather(lines, "gardenchat"), 280, rates)


def test_stretches_that_are_alike_are_searched_once(monkeypatch):
    """A list that stands on the page many times, each time with other words, is put together once."""
    searched = []
    viterbi = _stretch.viterbi
    monkeypatch.setattr(_stretch, "viterbi", lambda *given: searched.append(given) or viterbi(*given))
    page = [
        line
        for at in range(50)
        for line in (f"So true {at} #gardenchat", f"List {at}:", f"- compost {at}", f"- canes {at} #gardenchat")
    ]
    spans = segment(lines_of(page), "gardenchat")
    assert [last - first for first, last in spans] == [0, 2] * 50
    assert len(searched) < 50


@pytest.mark.parametrize("count", [1, 2, 45])
def test_one_tweet_of_any_length_is_found_whole(count):
    """A list goes on to its last line, up to the most lines that a tweet can have."""
    texts = ["Spring list:", *("- a" for _ in range(count)), "#gardenchat"]
    lines = ["So true #gardenchat"] * 40 + texts
    spans = segment(lines_of(lines), "gardenchat")
    assert all(one[1] + 1 == other[0] for one, other in pairwise(spans))
    if count < _stretch.MAX_LINES:
        assert spans[-1] == (40, len(lines) - 1)
