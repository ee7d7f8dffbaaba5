"""What speaks for each question of a session at each of its tweets, as numbers: the features of the placing model.

Everything is computed for all tweets of a session at once; cost grows linearly with tweets times questions. Arrays are
(n, k) for n tweets in the chat's order and k questions in their order, unless said otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEAR, MIDDLE, FAR = 4.0, 15.0, 60.0
"""Reach of the three kernels of nearness: tweets after which a label's pull has fallen to 1/e."""
REPEAT_WEIGHT = 0.4  # what a label pulls that stands in a repeat: when it is shared says less than when it was written
SMALL = 0.05  # added to each question's pull before logarithms are taken, in labelled tweets
PRIOR_WORDS = 20.0  # words of the whole chat's mix that each question's words start from
WORD_CLIP = 2.0  # greatest log-odds that one word speaks with
AUTHOR_REACH = 30.0  # tweets after which an author's own last label has lost 1/e of its say

FEATURES = (
    "nearness past",  # log share of the pull of labels before the tweet, kernel MIDDLE
    "nearness future",  # ... after it
    "nearness close",  # ... on both sides, kernel NEAR
    "nearness wide",  # ... on both sides, kernel FAR
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
    "words",  # sum of the log-odds of the tweet's words in the question's answers against the whole chat's
    "words per word",  # the same, by the square root of the count of words
    "question's words",  # likeness to the question's own text, 0-1
    "author's last",  # the author's last label before the tweet is this question's, fading with distance
    "author's next",  # the author's next label after it is this question's, fading
    "author before",  # the author has gone past this question already
    "author after",  # the author's next label is of an earlier question than this
    "target",  # the tweet that it answers is under this question
    "target's author",  # the last label of a person that it is addressed to is this question's, fading
    "continues",  # the author's tweet that it goes on from is under this question
    "nearness of shares",  # log share of the pull of labels in repeats, on both sides, kernel MIDDLE
    "fresh last",  # the last question asked, fading with the tweets since it was asked
    "fresh last, slowly",
    "fresh before last",  # the one before it, fading with the tweets since the last was asked
    "fresh before last, slowly",
    "new last",  # the same four by minutes, where there are times
    "new last, slowly",
    "new before last",
    "new before last, slowly",
    "alike",  # likeness to the liker of the question's answers around, 0-1
    "reply, nearness past",  # the same as above, for replies alone
    "reply, last",  # it is the last question asked or opened, for replies alone
    "reply, alike",
    "neighbours",  # log share of the pull of what the unlabelled tweets around were found to be, kernel MIDDLE
)


class Scene(NamedTuple):
    """A session as the model sees it. Sequences have one entry per tweet, in the chat's order."""

    questions: int  # how many there are: k
    known: Sequence[tuple[int, ...]]  # places of the questions that the tweet is certainly under
    weight: Sequence[float]  # what its label pulls: 1, REPEAT_WEIGHT for a repeat, 0 where there is none
    words: Sequence[frozenset[str]]
    authors: Sequence[str | None]  # casefolded
    replies: Sequence[bool]  # its role is reply
    addressed: Sequence[tuple[str, ...]]  # casefolded handles that it is addressed to
    target: Sequence[int | None]  # place of the tweet that it answers or quotes
    continues: Sequence[int | None]
    minutes: Sequence[float | None]  # since the session began
    asked_at: Sequence[int | None]  # per question: place of the tweet that first asks it
    texts: Sequence[frozenset[str]]  # per question: the words of its text


def features(scene: Scene, beliefs: Floats | None = None) -> Floats:
    """The features of every tweet and question: (n, k, len(FEATURES)). `beliefs` (n, k) are probabilities found in an
    earlier round for tweets without a label, zero for others."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    out = np.zeros((n, k, len(FEATURES)))
    pulls = _pulls(scene)
    originals = pulls * (np.array(scene.weight) == 1.0)[:, None]
    out[:, :, 24] = _log_share(_kernel(pulls - originals, MIDDLE, MIDDLE))
    out[:, :, 25:33] = _fresh(scene)
    out[:, :, 33] = _alike(scene, originals)
    for place, (before, after) in enumerate(((MIDDLE, 0.0), (0.0, MIDDLE), (NEAR, NEAR), (FAR, FAR))):
        out[:, :, place] = _log_share(_kernel(originals, before, after))
    out[:, :, 4:14] = _asked(scene)
    reply = np.array(scene.replies, dtype=float)[:, None]
    out[:, :, 34] = reply * out[:, :, 0]
    out[:, :, 35] = reply * (out[:, :, 5] + out[:, :, 10])
    out[:, :, 36] = reply * out[:, :, 33]
    words = _Words(scene, pulls if beliefs is None else pulls + beliefs)
    for i in range(n):
        own = pulls[i] if beliefs is None else pulls[i] + beliefs[i]
        out[i, :, 14], out[i, :, 15] = words.log_odds(i, own)
        out[i, :, 16] = words.question_likeness(i)
    out[:, :, 17:21] = _author_labels(scene)
    belief = pulls if beliefs is None else np.maximum(np.minimum(pulls / REPEAT_WEIGHT, 1.0), beliefs)
    out[:, :, 21] = _linked(scene.target, belief)
    out[:, :, 22] = _targets_author(scene)
    out[:, :, 23] = _linked(scene.continues, belief)
    if beliefs is not None:
        out[:, :, 37] = _log_share(_kernel(beliefs, MIDDLE, MIDDLE))
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
        order = range(len(pulls))[::step]
        for i in order:
            total[i] += run
            run = (run + pulls[i]) * fade
    return total


def _log_share(pull: Floats) -> Floats:
    import numpy as np

    pull = pull + SMALL
    return np.log(pull / pull.sum(axis=1, keepdims=True))


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
    import numpy as np

    n, k = len(scene.known), scene.questions
    out = np.zeros((n, k, 8))
    asked = sorted((at, place) for place, at in enumerate(scene.asked_at) if at is not None)
    j = -1
    for i in range(n):
        while j + 1 < len(asked) and asked[j + 1][0] <= i:
            j += 1
        if j < 0:
            continue
        d = i - asked[j][0]
        m0, m1 = scene.minutes[i], scene.minutes[asked[j][0]]
        fades = [math.exp(-d / 4.0), math.exp(-d / 16.0)]
        m = [math.exp(-max(m1 * 0 + m0 - m1, 0) / 1.5), math.exp(-max(m0 - m1, 0) / 5.0)] if m0 is not None and m1 is not None else [0.0, 0.0]
        for back, cols in ((0, (0, 1, 4, 5)), (1, (2, 3, 6, 7))):
            if j - back >= 0:
                for c, v in zip(cols, fades + m, strict=True):
                    out[i, asked[j - back][1], c] = v
    return out


WINDOW = 60


def _alike(scene: Scene, originals: Floats) -> Floats:
    import numpy as np
    from chatlens._words import rarity, likeness

    rare = rarity(scene.words)
    n, k = len(scene.known), scene.questions
    out = np.zeros((n, k))
    for i in range(n):
        for j in range(max(0, i - WINDOW), min(n, i + WINDOW)):
            if j != i and scene.weight[j] == 1.0 and scene.words[i] & scene.words[j]:
                l = likeness(scene.words[i], scene.words[j], rare)
                for p in scene.known[j]:
                    out[i, p] = max(out[i, p], l)
    return out


class _Words:
    """Which words the questions' labelled tweets use, as log-odds against the whole chat (naive Bayes with the chat's
    own mix as prior)."""

    def __init__(self, scene: Scene, pulls: Floats) -> None:
        import numpy as np

        self._scene = scene
        self._index = {word: place for place, word in enumerate(dict.fromkeys(w for ws in scene.words for w in sorted(ws)))}
        self._places = [np.array([self._index[w] for w in sorted(ws)], dtype=np.intp) for ws in scene.words]
        counts = np.zeros((scene.questions, len(self._index) + 1))
        everywhere = np.ones(len(self._index) + 1)
        for places, pull in zip(self._places, pulls, strict=True):
            everywhere[places] += 1.0
            if pull.any():
                counts[:, places] += pull[:, None]
        for question, text in enumerate(scene.texts):
            known = [self._index[word] for word in text if word in self._index]
            counts[question, known] += 1.0
        self._counts = counts
        self._mix = everywhere / everywhere.sum()
        self._totals = counts.sum(axis=1)
        seen = Counter(word for words in scene.words for word in words)
        self._rare = {word: math.log((len(scene.words) + 1) / count) for word, count in seen.items()}

    def log_odds(self, i: int, own: Floats) -> tuple[Floats, Floats]:
        """For each question the sum over the tweet's words, and that by the root of their count; what the tweet itself
        added to the counts (`own`) is taken out."""
        import numpy as np

        places = self._places[i]
        if not len(places):
            return np.zeros(self._scene.questions), np.zeros(self._scene.questions)
        counts = np.maximum(self._counts[:, places] - own[:, None], 0.0)
        totals = np.maximum(self._totals - own * len(places), 0.0)
        mix = self._mix[places]
        shares = (counts + PRIOR_WORDS * mix) / (totals[:, None] + PRIOR_WORDS)
        odds = np.clip(np.log(shares) - np.log(mix), -WORD_CLIP, WORD_CLIP).sum(axis=1)
        odds = odds - odds.mean()
        return odds, odds / math.sqrt(len(places))

    def question_likeness(self, i: int) -> list[float]:
        """Share of the rarity of the tweet's words that stands in each question's text, 0-1."""
        words = self._scene.words[i]
        whole = math.sqrt(sum(self._rare[word] ** 2 for word in words)) or 1.0
        return [math.sqrt(sum(self._rare[w] ** 2 for w in words & text)) / whole for text in self._scene.texts]


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
    import numpy as np

    out = np.zeros_like(belief)
    for i, target in enumerate(links):
        if target is not None:
            out[i] = belief[target]
    return out


def _targets_author(scene: Scene) -> Floats:
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
