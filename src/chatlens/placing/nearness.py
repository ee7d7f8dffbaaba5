"""How near each tweet stands to the labels of every question: sums that fade with distance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.evidence import Scene

    Floats = NDArray[np.float64]

NEAR, MIDDLE, FAR = 4.0, 15.0, 60.0
"""Reach of the three kernels of nearness: tweets after which a label's pull has fallen to 1/e."""
REPEAT_WEIGHT = 0.4  # what a label counts in a repeat: when it is shared says less than when it was written
SMALL = 0.05  # added to each question's pull before logarithms are taken, in labelled tweets
BLOCK = 64  # tweets that a kernel is laid over at a time


def pulls(scene: Scene) -> Floats:
    """What each tweet's label counts for every question: (n, k); a tweet under two questions counts half for each."""
    import numpy as np

    out = np.zeros((len(scene.known), scene.questions))
    for i, (places, weight) in enumerate(zip(scene.known, scene.weight, strict=True)):
        for place in places:
            out[i, place] = weight / len(places)
    return out


def features(scene: Scene, pulled: Floats) -> dict[str, Floats]:
    """Log shares of the pulls around each tweet, (n, k) each."""
    written = pulled * originals(scene)[:, None]
    shared = pulled - written
    return {
        "nearness past": log_share(faded(written, MIDDLE)),
        "nearness future": log_share(faded(written[::-1], MIDDLE)[::-1]),
        "nearness close": log_share(around(written, NEAR)),
        "nearness wide": log_share(around(written, FAR)),
        "nearness of shares": log_share(around(shared, MIDDLE)),
    }


def originals(scene: Scene) -> NDArray[np.bool_]:
    """Which tweets carry a label that was written there, and not only repeated: (n,)."""
    import numpy as np

    written: NDArray[np.bool_] = np.array(scene.weight) == 1.0
    return written


def around(pulled: Floats, reach: float) -> Floats:
    """Sum of the pulls of the tweets before and after each one."""
    return faded(pulled, reach) + faded(pulled[::-1], reach)[::-1]


def faded(pulled: Floats, reach: float) -> Floats:
    """Sum of the pulls of the tweets before each one, itself left out, fading by 1/e in `reach` tweets: (n, k).

    A block of tweets at a time, so that the sum runs in numpy: what came before the block fades as one.
    """
    import numpy as np

    steps = np.arange(min(BLOCK, len(pulled)))
    fading = np.tril(np.exp((steps[None, :] - steps[:, None]) / reach), -1)
    fades, step = np.exp(-steps / reach)[:, None], math.exp(-1.0 / reach)
    total = np.empty_like(pulled)
    before = np.zeros(pulled.shape[1])
    for start in range(0, len(pulled), BLOCK):
        block = pulled[start : start + BLOCK]
        m = len(block)
        total[start : start + m] = fading[:m, :m] @ block + fades[:m] * before
        before = (total[start + m - 1] + block[-1]) * step
    return total


def log_share(pull: Floats) -> Floats:
    """Each question's share of a tweet's pulls, as a logarithm."""
    import numpy as np

    pull = pull + SMALL
    share: Floats = np.log(pull / pull.sum(axis=1, keepdims=True))
    return share
