"""The placing model: a probability for each question at each tweet of a session.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior"): the log-odds of a
question at a tweet are a weighted sum of its features (`evidence`), and the probabilities are their softmax over the
session's questions. All tweets of a session are placed at once, from what labels, askings, links, authors and words
say.

The weights come in two steps, as in any hierarchical model (Gelman and Hill 2007, "Data analysis using regression and
multilevel/hierarchical models", ch. 12). The usual ones are fixed in `_weights`. They were fitted by Newton's method on
hidden labels of answers: some twenty well labelled sessions of a teachers' chat of 2012-2014 and a few of librarians'
and school leaders' chats, of which the labels of 30, 60 or 85 % of the answers were hidden, with and without authors
and times, with and without the tweets that ask. There is one set for sessions in which most questions are seen being
asked and one for the others, both drawn to a common mean. `benchmarks/train_placing.py` fits them and prints them.

Each session then draws them to its own habits: its labelled answers are placed as if they had no label, and the weights
move from the usual ones to what places those best. A quick chat that has left a question when the next is asked, or one
that answers late and wordily, is so seen for what it is, and the probabilities are as sure as they deserve to be there.
Nothing else is learnt when chatlens runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.placing import evidence, fitting
from chatlens.placing._weights import ASKED, UNASKED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ASKED_SHARE = 0.5
"""Share of a session's questions that must be seen being asked for the weights that count on it."""
USUAL = 30.0
"""Precision of the usual weights: how much a session's own labels must say to move one. Chosen among 10, 30 and 100 by
the likelihood of hidden labels, each session left out of the fit of the usual weights."""
LESSONS = 2_000  # labelled answers that a session is learnt from at most, spread over it: more change nothing
BLOCK = 512  # tweets whose features are put side by side at a time: a megabyte
ANSWERED = 3.0
"""Log-odds that the tweet which a reply answers gives its question, where the platform names it: nineteen replies in
twenty stay with the question of what they answer. Set by hand: the weights are fitted on labelled answers, which seldom
answer anybody, and know nothing of what replies do."""
PERHAPS_ANSWERED = 2.0
"""... and where the tweet right before, being of the person addressed, is taken for it: where ids tell, that is so two
times in three (else an earlier one of theirs is meant, or one that the transcript does not have)."""
HEADED = 4.0
"""Log-odds that the heading of a page gives its question at the tweets below it. Set by hand: who writes headings sorts
the tweets under them, and slips once in fifty."""
ANSWERED_REACH = 20.0
"""Tweets after which the tweet that a reply seems to answer has lost 1/e of its say: the older, the likelier it is
another one. What the platform's ids name loses nothing."""


def probabilities(scene: evidence.Scene, *, certain: bool = True) -> Floats:
    """Each question's probability at each tweet: (n, k), rows add up to 1. Without `certain`, only at tweets that are
    not certainly under a question: the other rows say nothing."""
    import numpy as np

    columns = evidence.columns(scene)
    weighed = weights(scene, columns)
    scores = np.zeros((len(scene.known), scene.questions))
    places = np.array([place for place, known in enumerate(scene.known) if certain or not known], dtype=np.intp)
    for first in range(0, len(places), BLOCK):
        block = places[first : first + BLOCK]
        scores[block] = columns.of(block) @ weighed
    if scene.under:
        scores += headed(scene)
    found = fitting.softmax(scores)
    for i, target in enumerate(scene.target):  # in the chat's order: what a reply answers is placed before it
        if scene.replies[i] and target is not None:
            scores[i] += answered(scene, i, found)
            found[i : i + 1] = fitting.softmax(scores[i : i + 1])
    return found


def weights(scene: evidence.Scene, columns: evidence.Columns) -> Floats:
    """The weight of each of `evidence.FEATURES` in this session."""
    import numpy as np

    usual = usual_weights(scene)
    places = np.flatnonzero(scene.teaches)
    places = places[:: max(-(-len(places) // LESSONS), 1)]
    right = np.array([scene.known[place][0] for place in places.tolist()], dtype=np.int64)
    return fitting.fit(columns.of(places), right, USUAL, usual)


def usual_weights(scene: evidence.Scene) -> Floats:
    """The weights of sessions in general: where most questions are seen being asked, and where they are not."""
    import numpy as np

    asked = sum(at is not None for at in scene.asked_at) >= ASKED_SHARE * scene.questions
    return np.array(ASKED if asked else UNASKED)


def headed(scene: evidence.Scene) -> Floats:
    """What the page's headings say for each question, in log-odds: (n, k)."""
    import numpy as np

    say = np.zeros((len(scene.known), scene.questions))
    for i, question in enumerate(scene.under):
        if question is not None:
            say[i, question] = HEADED
    return say


def answered(scene: evidence.Scene, i: int, found: Floats) -> Floats:
    """What the tweet that a reply answers says for each question, in log-odds: (k,). `found` (n, k) are probabilities
    for the tweets whose question is not certain."""
    import numpy as np

    target = scene.target[i]
    if target is None:
        return np.zeros(scene.questions)
    strength = ANSWERED if scene.by_platform[i] else PERHAPS_ANSWERED * np.exp(-abs(i - target) / ANSWERED_REACH)
    if not scene.known[target]:
        likely: Floats = strength * found[target]
        return likely
    say = np.zeros(scene.questions)
    say[list(scene.known[target])] = strength
    return say
