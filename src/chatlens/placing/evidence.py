"""What speaks for each question of a session at each of its tweets, as numbers: the features of the placing model.

Everything is computed for all tweets of a session at once; cost grows linearly with tweets times questions. Arrays are
(n, k) for n tweets in the chat's order and k questions in their order, unless said otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.placing import speech

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEAR, MIDDLE, FAR = 4.0, 15.0, 60.0
"""Reach of the three kernels of nearness: tweets after which a label's pull has fallen to 1/e."""
REPEAT_WEIGHT = 0.4  # what a label counts in a repeat: when it is shared says less than when it was written
SMALL = 0.05  # added to each question's pull before logarithms are taken, in labelled tweets
AUTHOR_REACH = 30.0  # tweets after which an author's own label has lost 1/e of its say
ANSWERED_REACH = 20.0  # tweets after which the tweet that a reply answers has lost 1/e of its say
FRESH_TWEETS = (4.0, 16.0)  # tweets after which a new question has lost 1/e of its newness, quickly and slowly
FRESH_MINUTES = (1.5, 5.0)  # ... and minutes

FEATURES = (
    "nearness past",  # log share of the pull of labels before the tweet, kernel MIDDLE
    "nearness future",  # ... after it
    "nearness close",  # ... on both sides, kernel NEAR
    "nearness wide",  # ... on both sides, kernel FAR
    "nearness of shares",  # ... of labels in repeats, on both sides, kernel MIDDLE
    "asked, not yet",  # the question is asked later on
    "asked last",  # it is the last one asked before the tweet
    "asked before last",
    "asked two before last",
    "asked long ago",
    "opened, not yet",  # the same five for a question whose asking is not there: by its first answer
    "opened last",
    "opened before last",
    "opened two before last",
    "opened long ago",
    "fresh last",  # the last question asked, fading with the tweets since it was asked
    "fresh last, slowly",
    "fresh before last",  # the one before it, fading with the tweets since the last was asked
    "fresh before last, slowly",
    "new last",  # the same four by minutes, where there are times
    "new last, slowly",
    "new before last",
    "new before last, slowly",
    "words",  # sum of the log-odds of the tweet's words in the question's answers against the whole chat's
    "words per word",  # the same, by the square root of the count of words
    "question's words",  # likeness to the question's own text, 0-1
    "alike",  # likeness to the liker of the question's answers around, 0-1
    "author's last",  # the author's last label before the tweet is this question's, fading with distance
    "author's next",  # the author's next label after it is this question's, fading
    "author before",  # the author has gone past this question already
    "author after",  # the author's next label is of an earlier question than this
    "target",  # the tweet that it answers is under this question; for replies see `answered` too
    "target's author",  # the last label of a person that it is addressed to is this question's, fading
    "continues",  # the author's tweet that it goes on from is under this question
    "reply, nearness past",  # the feature of that name, for replies alone
    "reply, last",  # it is the last question asked or opened, for replies alone
    "reply, alike",
    "neighbours",  # log share of the pull of what the unlabelled tweets around were found to be, kernel MIDDLE
)
"""What each column of `features` says."""


class Scene(NamedTuple):
    """A session as the model sees it. Sequences have one entry per tweet, in the chat's order, unless said
    otherwise."""

    questions: int  # how many there are: k
    known: Sequence[tuple[int, ...]]  # places of the questions that the tweet is certainly under
    weight: Sequence[float]  # what its label counts: 1, REPEAT_WEIGHT for a repeat, 0 where there is none
    words: Sequence[frozenset[str]]
    authors: Sequence[str | None]  # casefolded
    replies: Sequence[bool]  # its role is reply
    addressed: Sequence[tuple[str, ...]]  # casefolded handles that it is addressed to
    target: Sequence[int | None]  # place of the tweet that it answers or quotes
    continues: Sequence[int | None]  # place of the tweet that it goes on from
    minutes: Sequence[float | None]  # since the session began
    asked_at: Sequence[int | None]  # per question: place of the tweet that first asks it
    texts: Sequence[frozenset[str]]  # per question: the words of its text


def features(scene: Scene, beliefs: Floats | None = None, first: Floats | None = None) -> Floats:
    """The features of every tweet and question: (n, k, len(FEATURES)). `beliefs` (n, k) are probabilities found in an
    earlier round for tweets without a label, zero for others; `first` are that round's features, if they are at hand:
    the dearest of them are no others in this round."""
    import numpy as np

    pulls = _pulls(scene)
    originals = pulls * (np.array(scene.weight) == 1.0)[:, None]
    believed = np.zeros_like(pulls) if beliefs is None else beliefs
    certain = (pulls > 0) / np.maximum((pulls > 0).sum(axis=1, keepdims=True), 1)
    near = [
        _log_share(_kernel(originals, MIDDLE, 0.0)),
        _log_share(_kernel(originals, 0.0, MIDDLE)),
        _log_share(_kernel(originals, NEAR, NEAR)),
        _log_share(_kernel(originals, FAR, FAR)),
        _log_share(_kernel(pulls - originals, MIDDLE, MIDDLE)),
    ]
    asked = _asked(scene)
    words = speech.log_odds(scene, pulls + believed)
    alike = speech.likest(scene) if first is None else first[:, :, FEATURES.index("alike")]
    reply = np.array(scene.replies, dtype=float)[:, None]
    columns = [
        *near,
        *np.moveaxis(asked, 2, 0),
        *np.moveaxis(_fresh(scene), 2, 0),
        *np.moveaxis(words, 2, 0),
        alike,
        *np.moveaxis(_author_labels(scene), 2, 0),
        _linked(scene.target, certain + believed),
        _targets_author(scene),
        _linked(scene.continues, certain + believed),
        reply * near[0],
        reply * (asked[:, :, 1] + asked[:, :, 6]),
        reply * alike,
        np.zeros_like(pulls) if beliefs is None else _log_share(_kernel(beliefs, MIDDLE, MIDDLE)),
    ]
    return np.stack(columns, axis=2)


def answered(scene: Scene) -> Floats:
    """For replies: how near the tweet stands that they answer, at its question: (n, k), 0-1."""
    import numpy as np

    out = np.zeros((len(scene.known), scene.questions))
    for i, target in enumerate(scene.target):
        if scene.replies[i] and target is not None:
            out[i, list(scene.known[target])] = math.exp(-abs(i - target) / ANSWERED_REACH)
    return out


def _pulls(scene: Scene) -> Floats:
    import numpy as np

    pulls = np.zeros((len(scene.known), scene.questions))
    for i, (places, weight) in enumerate(zip(scene.known, scene.weight, strict=True)):
        for place in places:
            pulls[i, place] = weight / len(places)
    return pulls


def _kernel(pulls: Floats, before: float, after: float) -> Floats:
    """Sum of the pulls of the tweets before and after each one, itself left out, fading exponentially with distance."""
    import numpy as np

    total = np.zeros_like(pulls)
    for reach, step in ((before, 1), (after, -1)):
        if not reach:
            continue
        fade = math.exp(-1.0 / reach)
        run = np.zeros(pulls.shape[1])
        for i in range(len(pulls))[::step]:
            total[i] += run
            run = (run + pulls[i]) * fade
    return total


def _log_share(pull: Floats) -> Floats:
    import numpy as np

    pull = pull + SMALL
    share: Floats = np.log(pull / pull.sum(axis=1, keepdims=True))
    return share


def _asked(scene: Scene) -> Floats:
    """How many questions were asked since each question was, as indicators: (n, k, 10), the last five for questions
    whose asking is not in the transcript and that therefore open with their first answer."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    out = np.zeros((n, k, 10))
    first: list[int | None] = [None] * k
    for i, places in enumerate(scene.known):
        for place in places:
            if first[place] is None:
                first[place] = i
    opened = [at if at is not None else answered for at, answered in zip(scene.asked_at, first, strict=True)]
    for i in range(n):
        since = sorted((at for at in opened if at is not None and at <= i), reverse=True)
        for place, at in enumerate(opened):
            offset = 0 if scene.asked_at[place] is not None else 5
            rank = 0 if at is None or at > i else 1 + min(since.index(at), 3)
            out[i, place, offset + rank] = 1.0
    return out


def _fresh(scene: Scene) -> Floats:
    """How new the last question asked is, for it and for the one before it: (n, k, 8), by tweets and by minutes. Right
    after a question is asked, most tweets still answer the one before."""
    import numpy as np

    out = np.zeros((len(scene.known), scene.questions, 8))
    asked = sorted((at, place) for place, at in enumerate(scene.asked_at) if at is not None)
    last = -1
    for i in range(len(scene.known)):
        while last + 1 < len(asked) and asked[last + 1][0] <= i:
            last += 1
        if last < 0:
            continue
        at = asked[last][0]
        now, then = scene.minutes[i], scene.minutes[at]
        passed = max(now - then, 0.0) if now is not None and then is not None else math.inf
        by_tweets = [math.exp(-(i - at) / reach) for reach in FRESH_TWEETS]
        by_minutes = [math.exp(-passed / reach) for reach in FRESH_MINUTES]
        out[i, asked[last][1], [0, 1, 4, 5]] = by_tweets + by_minutes
        if last:
            out[i, asked[last - 1][1], [2, 3, 6, 7]] = by_tweets + by_minutes
    return out


def _author_labels(scene: Scene) -> Floats:
    """Features from the author's own labels before and after each tweet: (n, k, 4)."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    out = np.zeros((n, k, 4))
    places = np.arange(k)
    for step, fading, passed in ((1, 0, 2), (-1, 1, 3)):
        last: dict[str, tuple[int, int]] = {}
        for i in range(n)[::step]:
            author = scene.authors[i]
            if author is None:
                continue
            if author in last:
                at, place = last[author]
                out[i, place, fading] = math.exp(-abs(i - at) / AUTHOR_REACH)
                out[i, :, passed] = places < place if step > 0 else places > place
            if scene.known[i] and scene.weight[i] == 1.0:
                last[author] = i, scene.known[i][-1 if step > 0 else 0]
    return out


def _linked(links: Sequence[int | None], belief: Floats) -> Floats:
    """What is known or believed of the tweet that each one hangs on."""
    import numpy as np

    out = np.zeros_like(belief)
    for i, target in enumerate(links):
        if target is not None:
            out[i] = belief[target]
    return out


def _targets_author(scene: Scene) -> Floats:
    """The last labels of the people whom each tweet is addressed to."""
    import numpy as np

    out = np.zeros((len(scene.known), scene.questions))
    last: dict[str, tuple[int, int]] = {}
    for i, author in enumerate(scene.authors):
        for handle in scene.addressed[i]:
            if handle in last:
                at, place = last[handle]
                out[i, place] = max(out[i, place], math.exp(-(i - at) / AUTHOR_REACH))
        if author is not None and scene.known[i] and scene.weight[i] == 1.0:
            last[author] = i, scene.known[i][-1]
    return out
