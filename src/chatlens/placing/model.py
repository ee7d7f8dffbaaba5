"""The placing model: a probability for each question at each tweet of a session.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior"): the log-odds of a
question at a tweet are a weighted sum of its features (`evidence`), and the probabilities are their softmax over the
session's questions. It runs in two rounds. The first sees what labels, askings, links, authors and words say; the
second also sees what the first found for the tweets around (self-training in the sense of Yarowsky 1995, one step of
it).

The weights are fixed here. They were fitted by Newton's method with a quadratic penalty on hidden labels of answers:
the twenty-odd best labelled sessions of one teachers' chat of 2012-2014, of which the labels of 30 or 60 % of the
answers were hidden, with and without authors and times, with and without the tweets that ask. There is one set for
sessions in which most questions are seen being asked and one for the others. `benchmarks/train_placing.py` fits them
and prints them. Nothing is learnt when chatlens runs but the chat's own words, labels and order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.placing import evidence
from chatlens.placing._weights import ASKED, UNASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

ASKED_SHARE = 0.5
"""Share of a session's questions that must be seen being asked for the weights that count on it."""
ANSWERED = 5.5
"""Log-odds that the tweet before a reply, if that is what it answers, gives its question. Set by hand: the weights are
fitted on answers, which seldom answer anybody; they know nothing of what replies do, and this outweighs theirs."""


def probabilities(scene: evidence.Scene, free: Sequence[bool]) -> evidence.Floats:
    """Each question's probability at each tweet: (n, k), rows add up to 1. `free` tweets are those to be placed: only
    what is found for them in the first round speaks in the second."""
    import numpy as np

    asked = sum(at is not None for at in scene.asked_at) >= ASKED_SHARE * scene.questions
    first, second = np.array(ASKED if asked else UNASKED).T
    features, answered = evidence.features(scene), ANSWERED * evidence.answered(scene)
    beliefs = softmax(features @ first + answered) * np.array(free, dtype=float)[:, None]
    return softmax(evidence.features(scene, beliefs, features) @ second + answered)


def softmax(scores: evidence.Floats) -> evidence.Floats:
    """Rows of log-odds (n, k) as probabilities."""
    import numpy as np

    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: evidence.Floats = odds / odds.sum(axis=1, keepdims=True)
    return total
