"""What the words of a session's tweets say about their questions: the features of the placing model that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatlens._words import rarity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.evidence import Scene

    Floats = NDArray[np.float64]

PRIOR_WORDS = 20.0  # words of the whole chat's mix that each question's words start from
WORD_CLIP = 2.0  # greatest log-odds that one word speaks with
LIKENESS_SCALE = 10.0  # brings mean likenesses, mostly under 0.1, to the size of the other features


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
    vocabulary = tuple(dict.fromkeys(word for words in listed for word in words))
    place = {word: at for at, word in enumerate(vocabulary)}
    count = np.array([len(words) for words in listed], dtype=np.intp)
    word = np.array([place[word] for words in listed for word in words], dtype=np.intp)
    rare = rarity(scene.words)
    return Words(
        vocabulary, np.repeat(np.arange(len(listed)), count), word, count, np.array([rare[w] for w in vocabulary])
    )


def features(scene: Scene, pulls: Floats, written: NDArray[np.bool_]) -> dict[str, Floats]:
    """(n, k) each."""
    import numpy as np

    words = table(scene)
    odds = per_tweet(log_odds(scene, words, pulls), words)
    odds -= odds.mean(axis=1, keepdims=True)
    return {
        "words": odds / np.sqrt(np.maximum(words.sizes, 1))[:, None],
        "likeness": LIKENESS_SCALE * likeness(scene, words, pulls * written[:, None]),
        "question's words": _of_questions(scene, words, rare=True),
        "question covered": _of_questions(scene, words, rare=False),
    }


def log_odds(scene: Scene, words: Words, pulls: Floats) -> Floats:
    """What each word of each tweet says for each question, in log-odds: (entries, k). Naive Bayes with the chat's own
    mix of words as prior; what a tweet itself added to the counts is taken out."""
    import numpy as np

    size = len(words.vocabulary)
    counts = np.zeros((size, scene.questions))
    np.add.at(counts, words.word, pulls[words.tweet])
    place = {word: at for at, word in enumerate(words.vocabulary)}
    for question, text in enumerate(scene.texts):
        counts[[place[word] for word in text if word in place], question] += 1.0
    everywhere = np.bincount(words.word, minlength=size) + 1.0
    mix = (everywhere / (everywhere.sum() + 1.0))[words.word][:, None]  # 1.0: the words that nobody has used yet
    own = pulls[words.tweet]
    shares = np.maximum(counts[words.word] - own, 0.0) + PRIOR_WORDS * mix
    shares /= np.maximum(counts.sum(axis=0) - own * words.sizes[words.tweet][:, None], 0.0) + PRIOR_WORDS
    odds: Floats = np.clip(np.log(shares) - np.log(mix), -WORD_CLIP, WORD_CLIP)
    return odds


def per_tweet(entries: Floats, words: Words) -> Floats:
    """Sums over each tweet's words: (entries, k) -> (n, k)."""
    import numpy as np

    out = np.zeros((len(words.sizes), entries.shape[1]))
    there = words.sizes > 0
    if there.any():
        starts = np.concatenate(([0], np.cumsum(words.sizes)[:-1]))[there]
        out[there] = np.add.reduceat(entries, starts, axis=0)
    return out


def likeness(scene: Scene, words: Words, pulls: Floats) -> Floats:
    """Mean likeness of each tweet to the answers that a label puts under each question, itself left out: (n, k), the
    cosine of words weighted by rarity, 0-1."""
    import numpy as np

    weight = words.rare[words.word]
    norm = np.sqrt(np.bincount(words.tweet, weight**2, minlength=len(words.sizes)))
    unit = weight / np.maximum(norm, 1e-12)[words.tweet]
    sums = np.zeros((len(words.vocabulary), scene.questions))
    np.add.at(sums, words.word, unit[:, None] * pulls[words.tweet])
    alike = per_tweet(unit[:, None] * sums[words.word], words)
    mean: Floats = np.maximum(alike - pulls * (norm > 0)[:, None], 0.0) / np.maximum(pulls.sum(axis=0) - pulls, 1.0)
    return mean


def _of_questions(scene: Scene, words: Words, *, rare: bool) -> Floats:
    """How much of a tweet is of the question's text, by rarity, 0-1; or how much of the question's text is in the
    tweet, by words, 0-1: (n, k)."""
    import numpy as np

    place = {word: at for at, word in enumerate(words.vocabulary)}
    asks = np.zeros((len(words.vocabulary), scene.questions))
    for question, text in enumerate(scene.texts):
        asks[[place[word] for word in text if word in place], question] = 1.0
    if not rare:
        lengths = np.array([max(len(text), 1) for text in scene.texts], dtype=float)
        covered: Floats = per_tweet(asks[words.word], words) / lengths
        return covered
    weight = (words.rare**2)[words.word]
    whole = np.bincount(words.tweet, weight, minlength=len(words.sizes))
    of_it = per_tweet(weight[:, None] * asks[words.word], words)
    share: Floats = np.sqrt(of_it / np.where(whole > 0, whole, 1.0)[:, None])
    return share


def spoken(scene: Scene, pulls: Floats, place: int) -> list[tuple[str, Floats]]:
    """The words of one tweet, each with its log-odds for every question against their mean, (k,): the most telling
    first."""
    import numpy as np

    words = table(scene)
    at = np.flatnonzero(words.tweet == place)
    odds = log_odds(scene, words, pulls)[at]
    odds = odds - odds.mean(axis=1, keepdims=True)
    told = [(words.vocabulary[word], row) for word, row in zip(words.word[at].tolist(), odds, strict=True)]
    return sorted(told, key=lambda pair: (-round(float(abs(pair[1]).max()), 6), pair[0]))
