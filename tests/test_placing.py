"""Stage 7: which question each tweet is under, how that was found, and how surely."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenes
import synthetic
from chatlens.models import Options, Tweet
from chatlens.placing import askings, evidence, fitting, model, nearness, roles, scene, speech

ROLES = {"question", "answer", "reply", "greeting", "closing", "aside"}
METHODS = {"label", "repeat", "platform", "quote", "reply", "self", "context", "given", "none"}

BASE = [
    "mira_k> Welcome, everyone! Who is here? #gardenchat",
    "mira_k> Q1: Which bed did you dig first, and why? #gardenchat",
    "tobo> A1: The bed by the gate, for the light #gardenchat",
    "lund_e> A1: A raised bed for herbs, near the kitchen door #gardenchat",
    "hobbs_r> A1: The bed nobody wanted, behind the bins #gardenchat",
    "mira_k> Q2: What do you do about slugs? #gardenchat",
    "tobo> A2: Beer in saucers, slugs love it #gardenchat",
    "lund_e> A2: Copper tape against slugs, and hope #gardenchat",
    "hobbs_r> A2: Torches at midnight, a bucket for the slugs #gardenchat",
    "mira_k> Q3: Who has the key to the shed? #gardenchat",
    "tobo> A3: The caretaker has the key, for ever #gardenchat",
    "lund_e> A3: The shed key hangs under a pot #gardenchat",
    "mira_k> That is our hour. Thank you all! #gardenchat",
]


TAG = synthetic.HASHTAG
HABITS = synthetic.Habits(tweets=160, unlabelled=0.5)
SEEDS = range(4)


def heard(tweets: Sequence[Tweet], options: Options | None = None) -> scenes.Chat:
    """What the stages make of an invented session."""
    return scenes.run(tweets, options, hashtag=TAG)


def placed(line: str, at: int, options: Options | None = None) -> tuple[str, str, str]:
    """Role, questions and method of a line put into the chat before its tweet `at`."""
    chat = scenes.read(*BASE[:at], line, *BASE[at:], options=options)
    placement = chat.placements[at]
    return placement.role, " ".join(placement.questions), placement.method


def sound(chat: scenes.Chat) -> None:
    """Assert what is true of every analysis."""
    names = [{question.name for question in inquiry.questions} for inquiry in chat.inquiries]
    assert len(chat.placements) == len(chat.timeline.tweets)
    for index, placement in enumerate(chat.placements):
        session = chat.timeline.session_of[index]
        assert placement.role in ROLES
        assert placement.method in METHODS
        assert set(placement.questions) <= (names[session - 1] if session else set())
        assert len(set(placement.questions)) == len(placement.questions)
        assert (placement.confidence is None) == (not placement.questions)
        assert (placement.method == "none") == (not placement.questions)
        assert placement.confidence is None or 0 <= placement.confidence <= 1
        assert not (placement.role in scene.UNDER_NONE and placement.questions)
        assert placement.role != "question" or placement.questions
        repeat = chat.repeats[index]
        if repeat is not None:
            here = chat.timeline.session_of[repeat.original] == session
            assert chat.repeats[repeat.original] is None
            original = chat.placements[repeat.original]
            assert not here or placement.questions == original.questions
            assert not here or placement.role in (original.role, "reply")


UNDER_NONE = {
    "a greeting": ("sorrel_h> Hi all, joining late from the train! #gardenchat", 7, "greeting"),
    "a goodbye": ("sorrel_h> Thanks everyone, lovely chat! #gardenchat", 13, "closing"),
    "an announcement": ("mira_k> Q2 in five minutes! #gardenchat", 5, "aside"),
    "an advertisement": ("shop> Our new episode is out now https://t.co/Ab1Cd2Ef3G #deal #now #gardenchat", 7, "aside"),
    "another chat's labelled tweet": ("ivo_m> A2: Podcasts, mostly #bookchat", 8, "aside"),
}


@pytest.mark.parametrize("strict", [False, True], ids=["all", "labels alone"])
@pytest.mark.parametrize(("line", "at", "role"), UNDER_NONE.values(), ids=UNDER_NONE)
def test_under_none(line: str, at: int, role: str, strict: bool) -> None:
    """Greetings, goodbyes and asides belong to no question, however loosely one places."""
    assert placed(line, at, Options(strict_labels=strict, min_confidence=0.0)) == (role, "", "none")


LABELLED = {
    "in its time": ("sorrel_h> A2: Ducks, four of them #gardenchat", 8, "Q2"),
    "late": ("sorrel_h> A1: By the pond, with a heron #gardenchat", 11, "Q1"),
    "after the end": ("sorrel_h> A1 Catching up: by the pond #gardenchat", 13, "Q1"),
    "before its question": ("sorrel_h> A3: I have it in my pocket #gardenchat", 3, "Q3"),
    "words of another question": ("sorrel_h> A1: Slugs, beer, saucers and copper tape #gardenchat", 8, "Q1"),
    "two questions": ("sorrel_h> A1/A2: Ducks did both for us #gardenchat", 8, "Q1 Q2"),
    "a greeting's words": ("sorrel_h> A1: Hello all, sorry, late! By the pond #gardenchat", 6, "Q1"),
    "a part": ("sorrel_h> A2b: and then ducks #gardenchat", 8, "Q2"),
}


@pytest.mark.parametrize("options", [Options(), Options(strict_labels=True), Options(min_confidence=1.0)], ids=str)
@pytest.mark.parametrize(("line", "at", "under"), LABELLED.values(), ids=LABELLED)
def test_labels_stand(line: str, at: int, under: str, options: Options) -> None:
    """A label says the question, wherever the tweet stands and whatever the options."""
    assert placed(line, at, options) == ("answer", under, "label")


def test_foreign_label_is_noted() -> None:
    """A labelled tweet of another chat is an aside, and a note says why."""
    chat = scenes.read(*BASE[:8], "ivo_m> A2: Podcasts, mostly #bookchat", *BASE[8:])
    assert chat.placements[8].note == "labelled A2, but with another chat's hashtag"


def test_unlabelled_answer_by_context() -> None:
    """A contribution without label is under the question whose time and words it shares."""
    assert placed("sorrel_h> We pick the slugs off by torch light, every midnight #gardenchat", 8) == (
        "answer",
        "Q2",
        "context",
    )


def test_unlabelled_late_answer_by_words() -> None:
    """Words of the question before can outweigh that a new one has just been asked."""
    assert placed("sorrel_h> Beer, copper, torches: slugs laugh at the lot #gardenchat", 10)[1] == "Q2"


def test_reply_follows_its_target() -> None:
    """A reply to somebody who answered is under that answer's question."""
    role, under, _ = placed("sorrel_h> @hobbs_r how many slugs does a bucket hold?", 9)
    assert (role, under) == ("reply", "Q2")


COPIES = {
    "a retweet": "RT @lund_e: A1: A raised bed for herbs, near the kitchen door #gardenchat",
    "a copy": "A1: A raised bed for herbs, near the kitchen door #gardenchat",
    "without its label": "A raised bed for herbs, near the kitchen door #gardenchat",
    "cut off": "RT @lund_e: A1: A raised bed for herbs, near the kitch…",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_repeat_takes_its_originals_place(text: str) -> None:
    """A repeat is what and where its original is, whenever it is posted."""
    assert placed(f"sorrel_h> {text}", 12)[:2] == ("answer", "Q1")


def test_original_takes_the_label_of_its_repeat() -> None:
    """A tweet without label is where a labelled repeat of it says, even if it reads like a greeting."""
    text = "Hello everyone, by the pond we dug, with a heron who judged our work all day #gardenchat"
    chat = scenes.read(*BASE[:3], f"sorrel_h> {text}", *BASE[3:10], f"sorrel_h> A1: {text}", *BASE[10:])
    assert [(p.role, p.questions, p.method) for p in (chat.placements[3], chat.placements[11])] == [
        ("answer", ("Q1",), "repeat"),
        ("answer", ("Q1",), "label"),
    ]


def test_cut_repeat_before_its_original() -> None:
    """A cut retweet that precedes the full tweet is not placed apart from it."""
    text = "Beer in saucers and copper tape round every bed, then a torch at midnight and a bucket, week after week"
    chat = scenes.read(*BASE[:6], f"ivo_m> RT @sorrel_h: {text[:80]}…", *BASE[6:11], f"sorrel_h> {text} #gardenchat")
    repeat = chat.repeats[6]
    assert repeat is not None
    assert repeat.original == 12
    assert chat.placements[6].questions == chat.placements[12].questions
    sound(chat)


def test_comment_on_a_copy_is_a_reply() -> None:
    """ "So true! RT @x: A1 ..." replies under the copied answer's question."""
    line = "sorrel_h> So true! RT @lund_e: A1: A raised bed for herbs, near the kitchen door #gardenchat"
    assert placed(line, 12)[:2] == ("reply", "Q1")


def test_comment_on_the_copy_below() -> None:
    """A comment is under the question of the copy that stands below it, and a repeat of the comment too."""
    bare = [line.partition("> ")[2] for line in BASE]
    comment = "Near the kitchen door, such sense! Herbs in slippers, rain or not #gardenchat"
    chat = scenes.read(*bare[:11], comment, bare[3], *bare[11:], comment)
    assert chat.links[11].quotes == 12
    assert (chat.placements[11].role, chat.under[11], chat.placements[11].method) == ("reply", "Q1", "quote")
    assert (chat.placements[-1].role, chat.under[-1], chat.placements[-1].method) == ("reply", "Q1", "repeat")


def test_words_around_a_nameless_quotation_are_a_reply() -> None:
    """Who quotes an answer whole, without naming anybody, and comments on it replies to it; who only quotes repeats."""
    text = "Mulching before the first frost keeps worms busy all winter long"
    chat = scenes.read(
        *[*BASE[:6], f"ivo_m> A1: {text} #gardenchat", *BASE[6:9]],
        f"ana_p> “{text}” exactly this #gardenchat",
        f"sorrel_h> “{text}” #gardenchat",
        *BASE[9:],
    )
    assert [chat.repeats[i] and chat.repeats[i].original for i in (10, 11)] == [6, 6]  # type: ignore[union-attr]
    assert (chat.placements[10].role, chat.under[10]) == ("reply", "Q1")
    assert (chat.placements[11].role, chat.under[11]) == ("answer", "Q1")


def test_comment_on_a_copy_needs_confidence() -> None:
    """What a quoted copy suggests stays unsaid where the user wants to be surer."""
    bare = [line.partition("> ")[2] for line in BASE]
    chat = scenes.read(
        *[*bare[:11], "Near the kitchen door, such sense! Herbs in slippers", bare[3], *bare[11:]],
        options=Options(min_confidence=1.0),
    )
    assert chat.links[11].quotes == 12
    assert chat.under[11] == ""


def test_strict_labels() -> None:
    """By labels alone: only labels, askings and their repeats place."""
    tweets = synthetic.session(1, HABITS._replace(replies=0.0)).tweets
    assert {p.method for p in heard(tweets, Options(strict_labels=True)).placements} == {"label", "none"}
    assert "context" in {p.method for p in heard(tweets).placements}


def test_min_confidence() -> None:
    """0 places every answer and reply once the chat has begun, 1 no guess at all, and between it grows fewer."""
    tweets = synthetic.session(1, HABITS._replace(unlabelled=0.6)).tweets
    roles = ("answer", "reply")
    unplaced = [
        sum(not p.questions for p in heard(tweets, Options(min_confidence=least)).placements if p.role in roles)
        for least in (0.0, 0.5, 0.9, 1.0)
    ]
    chat = heard(tweets, Options(min_confidence=1.0))
    assert unplaced[0] == 0
    assert {p.method for p in chat.placements} == {"label", "none"}
    assert unplaced == sorted(unplaced)
    assert unplaced[1] < unplaced[3]


def share_right(under: Sequence[str], made: synthetic.Invented) -> float:
    """Share of a session's tweets that are under their true question, or under none where that is true."""
    return float(np.mean([name == true for name, true in zip(under, made.under, strict=True)]))


VARIETIES: dict[str, dict[str, Any]] = {
    "usual": {},
    "bare labels": {"label": "bare"},
    "labels with a bracket": {"label": "bracket"},
    "two hosts": {"hosts": "two"},
    "the chat's account": {"hosts": "account"},
    "no authors and times": {"authors": False, "times": False},
    "much sharing and replying": {"retweets": 0.25, "replies": 0.25},
    "many other chats": {"asides": 0.1, "foreign": 0.1},
}


@pytest.mark.parametrize("variety", VARIETIES.values(), ids=VARIETIES)
def test_synthetic_chat(variety: dict[str, Any]) -> None:
    """On invented chats of known truth all questions are found, all roles, and where nearly all tweets are."""
    made = synthetic.session(7, HABITS._replace(tweets=300, **variety))
    chat = heard(made.tweets)
    assert list(chat.questions) == [f"Q{n}" for n in range(1, 9)]
    assert np.mean([role == true.role for role, true in zip(chat.roles, made.truth, strict=True)]) > 0.97
    assert share_right(chat.under, made) > 0.9
    sound(chat)


def test_synthetic_chats_are_the_same_again() -> None:
    """A seed gives the same session each time; how many label, and what is hidden, changes nothing else of it."""
    made, again = synthetic.session(3, HABITS), synthetic.session(3, HABITS)
    assert made == again
    fewer = synthetic.session(3, HABITS._replace(unlabelled=0.9, authors=False, times=False))
    assert fewer.truth == made.truth
    pairs = [(few.text, more.text) for few, more in zip(fewer.tweets, made.tweets, strict=True)]
    assert all(few == more or few in LABEL.sub("", more) for few, more in pairs)
    assert any(few != more for few, more in pairs)
    assert synthetic.session(4, HABITS).tweets != made.tweets


LABEL = re.compile(r"(?<![^ ])A[1-8]: ")
SLACK = 0.005  # share of the tweets by which fewer labels may happen to place better, on the average of SEEDS


def test_labels_never_make_it_worse() -> None:
    """The more answers carry their label, the more tweets are placed right, on the average of some sessions."""
    shares = []
    for unlabelled in (0.9, 0.7, 0.5, 0.3, 0.1):
        sat = [synthetic.session(seed, HABITS._replace(unlabelled=unlabelled)) for seed in SEEDS]
        shares.append(np.mean([share_right(heard(made.tweets).under, made) for made in sat]))
    assert all(more >= fewer - SLACK for fewer, more in pairwise(shares))
    assert shares[-1] > shares[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_asides_do_not_matter(seed: int) -> None:
    """Which aside stands where changes nothing for other tweets."""
    made = synthetic.session(seed, HABITS._replace(asides=0.12))
    places = [i for i, true in enumerate(made.truth) if true.role == "aside" and "podcast" in made.tweets[i].text]
    moved = list(made.tweets)
    for i, j in zip(places, [*places[3:], *places[:3]], strict=True):
        moved[i] = dataclasses.replace(made.tweets[j], posted_at=made.tweets[i].posted_at)
    assert moved != made.tweets
    before, after = heard(made.tweets), heard(moved)
    assert {before.roles[i] for i in places} == {"aside"}
    assert (before.roles, before.under) == (after.roles, after.under)


STIRRED = 0.03  # share of the other tweets that asides between them may move: the tweets around stand further apart


def test_more_asides() -> None:
    """Asides put between the tweets move no tweet with a label, hardly any without, and make placing no worse."""
    moved, before, after = [], [], []
    for seed in SEEDS:
        made = synthetic.session(seed, HABITS)
        tweets = list(made.tweets)
        for n, place in enumerate(range(20, len(tweets), 12)):
            words = f"Our new podcast episode is out: zither{n} plum{n} gnome https://t.co/Ab1Cd2Ef{n}"
            tweets.insert(place + n, dataclasses.replace(tweets[place + n - 1], text=words, author="shop"))
        plain, stirred = heard(made.tweets), heard(tweets)
        under = [name for name, tweet in zip(stirred.under, tweets, strict=True) if tweet.author != "shop"]
        moved += [one != other for one, other in zip(plain.under, under, strict=True)]
        for labels, one, other in zip(plain.labels, plain.under, under, strict=True):
            assert not labels or one == other
        before.append(share_right(plain.under, made))
        after.append(share_right(under, made))
    assert np.mean(moved) <= STIRRED
    assert np.mean(after) >= np.mean(before) - SLACK


@pytest.mark.parametrize("unlabelled", [0.4, 0.8], ids=["many labels", "few labels"])
def test_late_answers(unlabelled: float) -> None:
    """Answers without label that come after the next question is asked are placed better than by the last question."""
    right, asked = [], []
    for seed in SEEDS:
        made = synthetic.session(seed, HABITS._replace(late=0.8, unlabelled=unlabelled))
        chat, last = heard(made.tweets), ""
        for place, true in enumerate(made.truth):
            last = true.question or last if true.role == "question" else last
            if true.role == "answer" and chat.placements[place].method not in ("label", "repeat"):
                right.append((chat.under[place] == true.question, last == true.question))
                asked.append(last != true.question)
    model_right, last_right = np.mean(right, axis=0)
    assert model_right > last_right
    late_right = np.mean([ours for (ours, _), late in zip(right, asked, strict=True) if late])
    assert late_right > 0.5  # by the last question asked none of them is right


def test_hiding_authors_and_times() -> None:
    """Without authors and times placing gets worse, but not by much."""
    shown, hidden = [], []
    for seed in SEEDS:
        habits = HABITS._replace(unlabelled=0.7)
        for seen, shares in ((habits, shown), (habits._replace(authors=False, times=False), hidden)):
            made = synthetic.session(seed, seen)
            chat = heard(made.tweets)
            sound(chat)
            shares.append(share_right(chat.under, made))
    assert np.mean(shown) - 0.1 < np.mean(hidden) < np.mean(shown)


def test_hiding_authors() -> None:
    """Without authors all is sound, and labels still stand."""
    tweets = scenes.written(BASE)
    shown, hidden = scenes.run(tweets), scenes.run([dataclasses.replace(t, author=None) for t in tweets])
    sound(hidden)
    assert hidden.under == shown.under


TINY = {
    "one tweet": ["Beds by the gate #gardenchat"],
    "one question": ["mira_k> Q1: Which bed? #gardenchat"],
    "one answer": ["A1: The bed by the gate #gardenchat"],
    "only hashtag": ["#gardenchat"],
    "empty text": ["", "", "Q1: Which bed? #gardenchat"],
    "all equal": ["A1: Jam! #gardenchat"] * 30,
    "all questions": [f"mira_k> Q{n}: What about number {n}? #gardenchat" for n in range(1, 9)],
    "signs alone": ["?!", "…", "🌱🌱", "A1", "Q1", "RT", "@", "RT @mira_k:", "@mira_k"],
}


@pytest.mark.parametrize(
    "options", [Options(), Options(min_confidence=0.0, questions={"Q9": "Why?"})], ids=["plain", "given"]
)
@pytest.mark.parametrize("lines", TINY.values(), ids=TINY)
def test_tiny_chats(lines: list[str], options: Options) -> None:
    """Chats of next to nothing are placed soundly."""
    sound(scenes.read(*lines, options=options))


TIMES = {
    "none": lambda _: None,
    "clocks": lambda i: scenes.START + timedelta(minutes=i),
    "all the same": lambda _: scenes.START,
    "days": lambda i: date(2021, 3, 6 + i % 3),
    "some": lambda i: scenes.START + timedelta(minutes=i) if i % 3 else None,
    "with and without offset": lambda i: (scenes.START + timedelta(minutes=i)).replace(tzinfo=UTC if i % 2 else None),
    "clocks and days": lambda i: scenes.START + timedelta(minutes=i) if i % 2 else date(2021, 3, 6),
}


@pytest.mark.parametrize("name", TIMES)
def test_times(name: str) -> None:
    """Any mix of times is placed soundly, and labels stand."""
    tweets = [dataclasses.replace(t, posted_at=TIMES[name](i)) for i, t in enumerate(scenes.written(BASE))]
    chat = scenes.run(tweets)
    sound(chat)
    for labels, placement in zip(chat.labels, chat.placements, strict=True):
        assert not labels or placement.questions == (labels[0].question,)


def test_probabilities() -> None:
    """The model's probabilities are finite and add up to 1, also where nothing is known."""
    for n, unlabelled in ((40, 0.5), (40, 1.0), (3, 0.0)):
        chat = heard(synthetic.session(1, synthetic.Habits(tweets=n, unlabelled=unlabelled, questions=2)).tweets)
        [session], [inquiry] = chat.timeline.sessions, chat.inquiries
        cast = roles.cast(chat.timeline, session.tweets, chat.labels, chat.repeats, inquiry, chat.links, TAG)
        seen = scene.build(chat.timeline, session.tweets, chat.labels, chat.repeats, inquiry, chat.links, cast)
        assert np.isfinite(evidence.features(seen)).all()
        found = model.probabilities(seen)
        assert np.isfinite(found).all()
        assert found.sum(axis=1) == pytest.approx(1.0)
        assert (found >= 0).all()


def built(chat: scenes.Chat) -> evidence.Scene:
    """A chat of one session as the model sees it."""
    [session], [inquiry] = chat.timeline.sessions, chat.inquiries
    cast = roles.cast(chat.timeline, session.tweets, chat.labels, chat.repeats, inquiry, chat.links, TAG)
    return scene.build(chat.timeline, session.tweets, chat.labels, chat.repeats, inquiry, chat.links, cast)


def test_features_have_names() -> None:
    """There is a weight in both sets for each feature, and no more."""
    seen = built(heard(synthetic.session(1, synthetic.Habits(tweets=20, questions=2)).tweets))
    assert evidence.features(seen).shape == (len(seen.known), 2, len(evidence.FEATURES))
    assert len(model.ASKED) == len(model.UNASKED) == len(evidence.FEATURES)


def seen_scene(known: Sequence[tuple[int, ...]], words: Sequence[str], **more: Any) -> evidence.Scene:
    """A scene of two questions with these tweets, nothing else known of them."""
    n = len(known)
    given: dict[str, Any] = {
        "weight": [1.0 if places else 0.0 for places in known],
        "teaches": [False] * n,
        "authors": [None] * n,
        "replies": [False] * n,
        "links": [False] * n,
        "addressed": [()] * n,
        "target": [None] * n,
        "by_platform": [False] * n,
        "continues": [None] * n,
        "minutes": [None] * n,
        "asked_at": [None] * 2,
        "overheard": [False] * 2,
        "texts": [frozenset()] * 2,
    }
    return evidence.Scene(questions=2, known=known, words=[frozenset(w) for w in words], **given | more)


def feature(seen: evidence.Scene, name: str) -> Any:
    """One column of the features: (n, k)."""
    return evidence.features(seen)[:, :, [one.name for one in evidence.FEATURES].index(name)]


def test_likeness_leaves_the_tweet_out() -> None:
    """A tweet's likeness to a question's answers is the mean cosine with the others, not with itself."""
    seen = seen_scene([(0,), (), (1,), (0,)], ["abc", "abd", "xyz", "abc"])
    alike = feature(seen, "likeness") / speech.LIKENESS_SCALE
    a, c, d = math.log(5 / 3) ** 2, math.log(5 / 2) ** 2, math.log(5) ** 2
    assert alike[1, 0] == pytest.approx(2 * a / math.sqrt((2 * a + c) * (2 * a + d)))
    assert alike[0, 0] == pytest.approx(1.0)  # the last tweet says the same
    assert (alike[:2, 1] == 0.0).all()
    assert alike[2, 1] == pytest.approx(0.0)  # nobody else is under its question


@pytest.mark.parametrize("reach", [4.0, 60.0])
def test_fading_by_blocks(reach: float) -> None:
    """Pulls summed by blocks are what they are when summed tweet by tweet."""
    pulled = np.random.default_rng(3).random((3 * nearness.BLOCK + 7, 2))
    run, plain = np.zeros(2), np.zeros_like(pulled)
    for i, own in enumerate(pulled):
        plain[i] = run
        run = (run + own) * math.exp(-1.0 / reach)
    assert nearness.faded(pulled, reach) == pytest.approx(plain)


def test_ranks_of_questions() -> None:
    """Each tweet knows which question was opened last, by its asking or else by its first answer."""
    seen = seen_scene([(0,), (0,), (), (1,), ()], ["a"] * 5, asked_at=[0, None])
    assert feature(seen, "last")[:, 0].tolist() == [1, 1, 1, 0, 0]
    assert feature(seen, "last")[:, 1].tolist() == [0, 0, 0, 1, 1]
    assert feature(seen, "not yet")[:, 1].tolist() == [1, 1, 1, 0, 0]
    assert feature(seen, "before last")[:, 0].tolist() == [0, 0, 0, 1, 1]


def test_answered_before_asked() -> None:
    """A question that some answered before the host asked it is open to others, too."""
    seen = seen_scene([(1,), (), (1,), ()], ["a"] * 4, asked_at=[None, 2])
    assert feature(seen, "answered before asked")[:, 1].tolist() == [1, 1, 0, 0]


def test_soon_seen() -> None:
    """A question that is first seen in a retweet was asked before that, so it may be answered shortly before."""
    known: list[tuple[int, ...]] = [(0,), (), (), (1,), ()]
    asked = {"asked_at": [0, 3], "overheard": [False, True]}
    soon = feature(seen_scene(known, ["a"] * 5, **asked), "soon seen")
    assert soon[:, 1] == pytest.approx([math.exp(-left / askings.SOON_TWEETS) for left in (3, 2, 1)] + [0, 0])
    assert (soon[:, 0] == 0).all()  # the other opened at once
    by_host = seen_scene(known, ["a"] * 5, asked_at=[0, 3])
    assert (feature(by_host, "soon seen") == 0).all()  # nobody answers what its host is still to ask
    never = seen_scene([(0,), ()], ["a"] * 2, asked_at=[0, None], overheard=[False, True])
    assert (feature(never, "soon seen") == 0).all()


OVERHEARD = "tobo> RT @mira_k: Q3: Who has the key to the shed? #gardenchat"


def test_overheard_questions() -> None:
    """Whether a question is first seen of its host, of somebody else, or of nobody, is known where authors are."""
    assert built(scenes.read(*BASE)).overheard == [False, False, False]
    assert built(scenes.read(*BASE[:9], OVERHEARD, *BASE[10:])).overheard == [False, False, True]
    assert built(scenes.read(*BASE[:9], *BASE[10:])).overheard == [False, False, True]
    assert built(scenes.read(*(line.partition("> ")[2] for line in BASE))).overheard == [True] * 3


def test_answer_before_the_question_is_overheard() -> None:
    """An answer right before somebody shares a question can be that question's; before the host asks it, it is none."""
    answer = "sorrel_h> Whoever was last in the shed, with the key in the door #gardenchat"

    def odds(asking: str) -> float:
        found = model.probabilities(built(scenes.read(*BASE[:9], answer, asking, *BASE[10:])))[9]
        return float(found[2] / found[1])

    assert odds(OVERHEARD) > 2 * odds(BASE[9])


def test_links_of_answers() -> None:
    """A link speaks for the question whose answers have links, the tweet's own left out; its absence for none."""
    links = [True, True, False, False, True, False]
    spoken = feature(seen_scene([(0,), (0,), (1,), (1,), (), ()], ["a"] * 6, links=links), "links")
    usual = (3 + 1) / (6 + speech.PRIOR_ANSWERS)
    prior = speech.PRIOR_ANSWERS
    assert spoken[4, 0] == pytest.approx(math.log((2 + prior * usual) / (2 + prior) / usual))
    assert spoken[4, 1] == pytest.approx(math.log(prior / (2 + prior)))
    assert spoken[0, 0] == pytest.approx(math.log((1 + prior * usual) / (1 + prior) / usual))
    assert (spoken[[2, 3, 5]] == 0).all()


def test_own_labels_teach() -> None:
    """A session whose answers lag behind the questions moves the weights towards the question before the last."""
    seen = seen_scene([(0,), (1,), *[(0,)] * 12], ["a"] * 14, asked_at=[0, 1], teaches=[False] * 2 + [True] * 12)
    names = [one.name for one in evidence.FEATURES]
    usual, own = model.usual_weights(seen), model.weights(seen, evidence.columns(seen))
    lead = own - usual
    assert lead[names.index("before last")] > 0.01
    assert lead[names.index("last")] < -0.01


def test_nothing_teaches() -> None:
    """Without labels the weights are the usual ones."""
    seen = seen_scene([(), ()], ["a", "b"])
    assert (model.weights(seen, evidence.columns(seen)) == model.usual_weights(seen)).all()


def test_fit_finds_the_weights() -> None:
    """Choices drawn by a conditional logit give its weights back, up to chance and the prior."""
    rng = np.random.default_rng(5)
    features = rng.normal(size=(4000, 3, 2))
    p = fitting.softmax(features @ np.array([1.0, -2.0]))
    right = np.array([rng.choice(3, p=row) for row in p])
    assert fitting.fit(features, right, 1.0) == pytest.approx([1.0, -2.0], abs=0.15)
    assert fitting.fit(features, right, 1e9, np.array([0.5, 0.5])) == pytest.approx([0.5, 0.5], abs=1e-3)


WORDS = st.sampled_from(
    ["soil", "slugs", "so", "true", "thanks", "all", "hello", "bed", "key", "shed", "?", "#gardenchat", "…"]
)
LABELS = st.sampled_from(
    ["", "", "A1: ", "A2 ", "Q1: ", "Q2: What ", "A1/2: ", "A17: ", "T1: ", "RT @tobo: A1: ", "@tobo "]
)
AUTHORS = st.sampled_from([None, "mira_k", "tobo", "lund_e"])
TWEETS = st.lists(
    st.builds(
        lambda label, words, author, minute: Tweet(
            1,
            1,
            label + " ".join(words),
            author,
            posted_at=None if minute is None else scenes.START + timedelta(minutes=minute),
        ),
        LABELS,
        st.lists(WORDS, max_size=12),
        AUTHORS,
        st.none() | st.integers(0, 60),
    ),
    min_size=1,
    max_size=14,
)
OPTIONS = st.builds(
    Options,
    hosts=st.sampled_from([(), ("mira_k",)]),
    questions=st.sampled_from([{}, {"Q1": "Which bed?", "CT": "What now?"}]),
    strict_labels=st.booleans(),
    min_confidence=st.sampled_from([None, 0.0, 1.0]),
)


@settings(deadline=None, max_examples=60)
@given(TWEETS, OPTIONS, st.integers(0, 7), st.integers(0, 3))
def test_any_chat_is_placed_soundly(tweets: list[Tweet], options: Options, cut: int, gap: int) -> None:
    """Whatever is said, each tweet has one role, questions that exist, and repeats stand by their originals; also where
    it is said in two sittings with something between."""
    sound(scenes.run(tweets, options))
    if 0 < cut < len(tweets) - gap:
        sound(scenes.run(tweets, options, sittings=[range(cut), range(cut + gap, len(tweets))]))


def test_two_sittings() -> None:
    """Each sitting has its own questions; what stands between them is an aside; a copy of the first sitting's answer is
    where its label says in the second, whatever it reads like."""
    hello = "A1: Hello everyone, by the pond we dug, with a heron who judged our work all day #gardenchat"
    lines = [*BASE[:4], f"sorrel_h> {hello}", *BASE[4:], "shop> Buy our beans #gardenchat", *BASE[1:6], f"x> {hello}"]
    chat = scenes.run(scenes.written(lines), sittings=[range(14), range(15, 21)])
    assert [[q.name for q in inquiry.questions] for inquiry in chat.inquiries] == [["Q1", "Q2", "Q3"], ["Q1", "Q2"]]
    assert (chat.roles[14], chat.under[14]) == ("aside", "")
    assert (chat.placements[20].role, chat.under[20], chat.placements[20].method) == ("answer", "Q1", "label")
    sound(chat)


def test_order_of_originals() -> None:
    """Repeats come behind their originals, all else keeps the chat's order."""
    chat = scenes.read(
        *(["A1: Jam, every year again and again #gardenchat"] * 2),
        "A2: Tea",
        "A1: Jam, every year again and again #gardenchat",
    )
    assert roles.originals_first((0, 1, 2, 3), chat.repeats) == [0, 2, 1, 3]
