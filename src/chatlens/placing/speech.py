"""What the words of a session's tweets say about their questions: the features of the placing model that read them."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from typing import TYPE_CHECKING

from chatlens._words import rarity

if TYPE_CHECKING:
    from chatlens.placing.evidence import Floats, Scene

PRIOR_WORDS = 20.0  # words of the whole chat's mix that each question's words start from
WORD_CLIP = 2.0  # greatest log-odds that one word speaks with
ALIKE_REACH = 60  # tweets on either side among which the liker answer is looked for


def log_odds(scene: Scene, pulls: Floats) -> Floats:
    """What the tweet's words say: (n, k, 3). The log-odds of a word are naive Bayes' with the chat's own mix of words
    as prior; what a tweet itself added to the counts is taken out."""
    import numpy as np

    index = {word: place for place, word in enumerate(dict.fromkeys(w for ws in scene.words for w in sorted(ws)))}
    places = [np.array([index[word] for word in sorted(words)], dtype=np.intp) for words in scene.words]
    counts = np.zeros((scene.questions, len(index) + 1))
    everywhere = np.ones(len(index) + 1)
    for at, pull in zip(places, pulls, strict=True):
        everywhere[at] += 1.0
        if pull.any():
            counts[:, at] += pull[:, None]
    for question, text in enumerate(scene.texts):
        counts[question, [index[word] for word in text if word in index]] += 1.0
    mix, totals = everywhere / everywhere.sum(), counts.sum(axis=1)
    rare = rarity(scene.words)
    out = np.zeros((len(scene.known), scene.questions, 3))
    for i, at in enumerate(places):
        if not len(at):
            continue
        own = pulls[i]
        shares = np.maximum(counts[:, at] - own[:, None], 0.0) + PRIOR_WORDS * mix[at]
        shares /= np.maximum(totals - own * len(at), 0.0)[:, None] + PRIOR_WORDS
        odds = np.clip(np.log(shares) - np.log(mix[at]), -WORD_CLIP, WORD_CLIP).sum(axis=1)
        out[i, :, 0] = odds - odds.mean()
        out[i, :, 1] = out[i, :, 0] / math.sqrt(len(at))
        whole = math.fsum(rare[word] ** 2 for word in scene.words[i]) or 1.0
        out[i, :, 2] = [math.sqrt(math.fsum(rare[w] ** 2 for w in scene.words[i] & t) / whole) for t in scene.texts]
    return out


def likest(scene: Scene) -> Floats:
    """Likeness to the liker of each question's labelled tweets among those around: (n, k)."""
    import numpy as np

    rare = {word: weight**2 for word, weight in rarity(scene.words).items()}
    norms = [math.sqrt(math.fsum(rare[word] for word in words)) for words in scene.words]
    out = np.zeros((len(scene.known), scene.questions))
    before: dict[str, deque[int]] = defaultdict(deque)
    for i, words in enumerate(scene.words):
        both: dict[int, float] = defaultdict(float)
        for word in sorted(words):
            carriers = before[word]
            while carriers and carriers[0] < i - ALIKE_REACH:
                carriers.popleft()
            for j in carriers:
                both[j] += rare[word]
            carriers.append(i)
        for j, shared in both.items():
            like = shared / (norms[i] * norms[j]) if shared else 0.0
            for one, other in ((i, j), (j, i)):
                for place in scene.known[other] if scene.weight[other] == 1.0 else ():
                    out[one, place] = max(out[one, place], like)
    return out
