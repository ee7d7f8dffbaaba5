"""What the words of a session's tweets say about their questions: the features of the placing model that read them."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.evidence import Scene

    Floats = NDArray[np.float64]

Entries = slice
"""Some of the entries of a table of words, in a row."""
PRIOR_WORDS = 20.0  # words of the whole chat's mix that each question's words start from
WORD_CLIP = 2.0  # greatest log-odds that one word speaks with
LIKENESS_SCALE = 10.0  # brings mean likenesses, mostly under 0.1, to the size of the other features
PRIOR_ANSWERS = 4.0  # answers with the chat's usual share of links that each question's start from; set by hand
BLOCK = 4_096  # tweets whose words are weighed at once: some megabytes for each question


class Words(NamedTuple):
    """The words of a session's tweets as a sparse table: an entry for each different word of each tweet, tweet after
    tweet."""

    vocabulary: tuple[str, ...]
    tweet: NDArray[np.intp]  # (entries,) place of the tweet
    word: NDArray[np.intp]  # (entries,) place in the vocabulary
    sizes: NDArray[np.intp]  # (n,) different words of each tweet
    rare: Floats  # (vocabulary,) inverse document frequency, natural logarithm


def table(scene: Scene) -> Words:
    """The words of the session's tweets."""
    import numpy as np

    listed = [sorted(words) for words in scene.words]
    vocabulary = tuple(dict.fromkeys(chain.from_iterable(listed)))
    place = {word: at for at, word in enumerate(vocabulary)}
    sizes = np.array([len(words) for words in listed], dtype=np.intp)
    word = np.fromiter(map(place.__getitem__, chain.from_iterable(listed)), np.intp, int(sizes.sum()))
    tweets = np.bincount(word, minlength=len(vocabulary)).tolist()  # that each word stands in
    rare = np.array([math.log((len(listed) + 1) / count) for count in tweets])  # as `_words.rarity`
    return Words(vocabulary, np.repeat(np.arange(len(listed)), sizes), word, sizes, rare)


def features(scene: Scene, pulls: Floats, written: NDArray[np.bool_]) -> dict[str, Floats]:
    """(n, k) each."""
    import numpy as np

    words = table(scene)
    odds = per_tweet(words, scene.questions, log_odds(scene, words, pulls))
    odds -= odds.mean(axis=1, keepdims=True)
    return {
        "words": odds / np.sqrt(np.maximum(words.sizes, 1))[:, None],
        "likeness": LIKENESS_SCALE * likeness(scene, words, pulls * written[:, None]),
        "links": _links(scene, pulls * written[:, None]),
        "question's words": _of_questions(scene, words, rare=True),
        "question covered": _of_questions(scene, words, rare=False),
    }


def log_odds(scene: Scene, words: Words, pulls: Floats) -> Callable[[Entries], Floats]:
    """What each word of each tweet says for each question, in log-odds, for the entries that are asked for: (entries,
    k). Naive Bayes with the chat's own mix of words as prior; what a tweet itself added to the counts is taken out."""
    import numpy as np

    size = len(words.vocabulary)
    counts = _summed(words, pulls, None)
    place = {word: at for at, word in enumerate(words.vocabulary)}
    for question, text in enumerate(scene.texts):
        counts[[place[word] for word in text if word in place], question] += 1.0
    everywhere = np.bincount(words.word, minlength=size) + 1.0
    mixed = everywhere / (everywhere.sum() + 1.0)  # 1.0: the words that nobody has used yet
    total = counts.sum(axis=0)

    def odds(entries: Entries) -> Floats:
        word, tweet = words.word[entries], words.tweet[entries]
        own, mix = pulls[tweet], mixed[word][:, None]
        shares = np.maximum(counts[word] - own, 0.0) + PRIOR_WORDS * mix
        shares /= np.maximum(total - own * words.sizes[tweet][:, None], 0.0) + PRIOR_WORDS
        clipped: Floats = np.clip(np.log(shares) - np.log(mix), -WORD_CLIP, WORD_CLIP)
        return clipped

    return odds


def per_tweet(words: Words, questions: int, weighed: Callable[[Entries], Floats]) -> Floats:
    """Sums over each tweet's words of what `weighed` says of these entries, (entries, k): (n, k). A block of tweets at
    a time: there are ten times as many words as tweets."""
    import numpy as np

    out = np.zeros((len(words.sizes), questions))
    bounds = np.concatenate(([0], np.cumsum(words.sizes)))
    for first in range(0, len(words.sizes), BLOCK):
        last = min(first + BLOCK, len(words.sizes))
        there = words.sizes[first:last] > 0
        if there.any():
            entries = weighed(slice(int(bounds[first]), int(bounds[last])))
            out[first:last][there] = np.add.reduceat(entries, (bounds[first:last] - bounds[first])[there], axis=0)
    return out


def _summed(words: Words, pulls: Floats, weight: Floats | None) -> Floats:
    """For each word the pulls of the tweets that it stands in, each times the entry's weight: (vocabulary, k)."""
    import numpy as np

    sums = np.zeros((len(words.vocabulary), pulls.shape[1]))
    for question in range(pulls.shape[1]):
        there = np.flatnonzero((pulls[:, question] > 0)[words.tweet])  # few tweets are surely under a question
        pulled = pulls[words.tweet[there], question]
        weighed = pulled if weight is None else weight[there] * pulled
        sums[:, question] = np.bincount(words.word[there], weighed, len(sums))
    return sums


def likeness(scene: Scene, words: Words, pulls: Floats) -> Floats:
    """Mean likeness of each tweet to the answers that a label puts under each question, itself left out: (n, k), the
    cosine of words weighted by rarity, 0-1."""
    import numpy as np

    weight = words.rare[words.word]
    norm = np.sqrt(np.bincount(words.tweet, weight**2, minlength=len(words.sizes)))
    unit = weight / np.maximum(norm, 1e-12)[words.tweet]
    sums = _summed(words, pulls, unit)
    alike = per_tweet(words, scene.questions, lambda entries: unit[entries, None] * sums[words.word[entries]])
    mean: Floats = np.maximum(alike - pulls * (norm > 0)[:, None], 0.0) / np.maximum(pulls.sum(axis=0) - pulls, 1.0)
    return mean


def _links(scene: Scene, pulls: Floats) -> Floats:
    """What it says for each question that a tweet holds a link, in log-odds: (n, k), 0 for tweets without one. Some
    questions ask for examples and sources, others for opinions. What a tweet itself added is taken out."""
    import numpy as np

    linked = np.array(scene.links, dtype=float)[:, None]
    usual = (linked.sum() + 1.0) / (len(linked) + PRIOR_ANSWERS)
    with_link = (pulls * linked).sum(axis=0) - pulls * linked + PRIOR_ANSWERS * usual
    odds: Floats = linked * np.log(with_link / (pulls.sum(axis=0) - pulls + PRIOR_ANSWERS) / usual)
    return odds


def _of_questions(scene: Scene, words: Words, *, rare: bool) -> Floats:
    """How much of a tweet is of the question's text, by rarity, 0-1; or how much of the question's text is in the
    tweet, by words, 0-1: (n, k)."""
    import numpy as np

    place = {word: at for at, word in enumerate(words.vocabulary)}
    asks = np.zeros((len(words.vocabulary), scene.questions))
    for question, text in enumerate(scene.texts):
        asks[[place[word] for word in text if word in place], question] = 1.0
    if not asks.any():  # no question's text is known, or nobody takes up a word of it
        return np.zeros((len(words.sizes), scene.questions))
    if not rare:
        lengths = np.array([max(len(text), 1) for text in scene.texts], dtype=float)
        covered: Floats = per_tweet(words, scene.questions, lambda entries: asks[words.word[entries]]) / lengths
        return covered
    weight = (words.rare**2)[words.word]
    whole = np.bincount(words.tweet, weight, minlength=len(words.sizes))
    of_it = per_tweet(words, scene.questions, lambda entries: weight[entries, None] * asks[words.word[entries]])
    share: Floats = np.sqrt(of_it / np.where(whole > 0, whole, 1.0)[:, None])
    return share


def spoken(scene: Scene, pulls: Floats, place: int) -> list[tuple[str, Floats]]:
    """The words of one tweet, each with its log-odds for every question against their mean, (k,): the most telling
    first."""
    words = table(scene)
    first = int(words.sizes[:place].sum())
    at = slice(first, first + int(words.sizes[place]))
    odds = log_odds(scene, words, pulls)(at)
    odds = odds - odds.mean(axis=1, keepdims=True)
    told = [(words.vocabulary[word], row) for word, row in zip(words.word[at].tolist(), odds, strict=True)]
    return sorted(told, key=lambda pair: (-round(float(abs(pair[1]).max()), 6), pair[0]))
