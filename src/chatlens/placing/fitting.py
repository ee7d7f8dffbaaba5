"""Fits the weights of a conditional logit: by `benchmarks/train_placing.py` on many sessions, and when chatlens runs on
the labelled answers of the session at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = 25  # Newton steps at most; it converges in about eight
SETTLED = 1e-3  # greatest change of a weight at which it has converged
ROWS = 256
"""Rows multiplied at once: so few that no threads are called for. On a busy machine these wait for each other a hundred
times as long as the work takes, and how many there are would tell in the last digits."""
NEVER = -1e9  # log-odds of a question that a session does not have


def softmax(scores: Floats) -> Floats:
    """Rows of log-odds (n, k) as probabilities."""
    import numpy as np

    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    total: Floats = odds / odds.sum(axis=1, keepdims=True)
    return total


def fit(
    features: Floats,
    right: NDArray[np.int64],
    penalty: float | Floats,
    prior: Floats | None = None,
    there: NDArray[np.bool_] | None = None,
) -> Floats:
    """The weights (f,) of greatest posterior probability, by Newton's method: for `features` (m, k, f) and the `right`
    question of each of m tweets, with a Gaussian prior of mean `prior` (zero by default) and precision `penalty`.
    `there` (m, k) tells which questions a tweet's session has; by default all of them."""
    import numpy as np

    count = features.shape[2]
    mean = np.zeros(count) if prior is None else prior
    precision = np.broadcast_to(np.asarray(penalty, dtype=float), (count,))
    weights = mean.copy()
    for _ in range(STEPS if len(right) else 0):
        scores = features @ weights
        p = softmax(scores if there is None else np.where(there, scores, NEVER))
        expected = np.einsum("nk,nkf->nf", p, features)
        gradient = (features[np.arange(len(right)), right] - expected).sum(axis=0) - precision * (weights - mean)
        spread = (features * np.sqrt(p)[:, :, None]).reshape(-1, count)
        curvature = _squared(spread) - _squared(expected) + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < SETTLED:
            break
    return weights


def _squared(rows: Floats) -> Floats:
    """A matrix (m, f) transposed times itself: (f, f)."""
    import numpy as np

    total = np.zeros((rows.shape[1], rows.shape[1]))
    for first in range(0, len(rows), ROWS):
        block = rows[first : first + ROWS]
        total += block.T @ block
    return total
