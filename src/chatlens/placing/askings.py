"""When each question was asked, seen from every tweet: the last one, the one before, long ago, not yet; and how new."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.evidence import Scene, Values

    Floats = NDArray[np.float64]

FRESH_TWEETS = 4.0  # tweets after which a new question has lost 1/e of its newness ...
FRESH_MINUTES = 1.5  # ... and minutes
SOON_TWEETS = 15.0
"""Tweets over which a question that is soon to be seen fades by 1/e. Chosen among 4, 8, 15 and 30 by the likelihood of
hidden labels, each session left out of the fit of the weights that place it."""
RANKS = ("last", "before last", "two before last", "long ago")


class Course(NamedTuple):
    """The course of the questions. A question opens with its first asking or, where that is not in the transcript, with
    its first answer."""

    opened: NDArray[np.int64]  # (k,) place of the tweet that opens it; n where nothing does
    rank: NDArray[np.int64]  # (n, k) how many questions have opened since; -1 for one that is still to come
    last: NDArray[np.int64]  # (n,) place of the tweet that opened the last question; -1 before the first


def course(scene: Scene) -> Course:
    """When the questions open."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    first = first_answers(scene)
    opened = np.array([n if (at := _either(a, f)) is None else at for a, f in zip(scene.asked_at, first, strict=True)])
    opened = opened.astype(np.int64).reshape(k)
    order = np.argsort(opened, kind="stable")
    nth = np.empty(k, dtype=np.int64)
    nth[order] = np.arange(k)
    open_now = np.searchsorted(opened[order], np.arange(n), side="right")
    rank = np.where(nth[None, :] < open_now[:, None], open_now[:, None] - 1 - nth[None, :], -1)
    last = np.where(open_now > 0, opened[order][np.maximum(open_now, 1) - 1], -1) if k else np.full(n, -1)
    return Course(opened, rank, last)


def first_answers(scene: Scene) -> list[int | None]:
    """Per question, place of the first tweet that is under it and does not ask it."""
    first: list[int | None] = [None] * scene.questions
    for i, places in enumerate(scene.known):
        for place in places:
            if first[place] is None and i != scene.asked_at[place]:
                first[place] = i
    return first


def _either(asked: int | None, answered: int | None) -> int | None:
    return answered if asked is None else asked


def features(scene: Scene, when: Course) -> dict[str, Values]:
    """Indicators of each question's rank, and how new the last one is: (n, k) each."""
    import numpy as np

    n = len(scene.known)
    rank = np.minimum(when.rank, len(RANKS) - 1)
    found: dict[str, Values] = {"not yet": rank < 0}
    found |= {name: rank == place for place, name in enumerate(RANKS)}
    answered = np.array([n if at is None else at for at in first_answers(scene)], dtype=np.int64)
    found["answered before asked"] = (rank < 0) & (answered[None, :] <= np.arange(n)[:, None])
    found["soon seen"] = _soon(scene, when)
    unseen = np.array([at is None for at in scene.asked_at])
    found["not seen asked"] = np.broadcast_to(unseen, (n, scene.questions))
    by_tweets, by_minutes = newness(scene, when)
    for name, new in (("fresh", by_tweets), ("new", by_minutes)):
        found[f"{name} last"] = found["last"] * new[:, None]
        found[f"{name} before last"] = found["before last"] * new[:, None]
    return found


def _soon(scene: Scene, when: Course) -> Floats:
    """How soon each question that is still to come opens, 1 to 0: (n, k). Where its host is seen to ask it, nobody
    answers it before that, and it counts nothing. Else it is first seen in somebody's retweet, or in an answer, and
    others may have heard it by then."""
    import numpy as np

    n = len(scene.known)
    until = when.opened[None, :] - np.arange(n)[:, None]
    comes = (until > 0) & (when.opened < n)[None, :] & np.array(scene.overheard, dtype=bool)[None, :]
    soon: Floats = np.where(comes, np.exp(-np.maximum(until, 0) / SOON_TWEETS), 0.0)
    return soon


def newness(scene: Scene, when: Course) -> tuple[Floats, Floats]:
    """How new the last question is at each tweet, by tweets and by minutes, 0-1: (n,) each. Right after a question is
    asked, most tweets still answer the one before."""
    import numpy as np

    n = len(scene.known)
    since = np.where(when.last >= 0, np.arange(n) - when.last, np.inf)
    minutes = _numbers(scene.minutes)
    passed = np.where(when.last >= 0, minutes - minutes[when.last], np.inf)
    passed = np.where(np.isnan(passed), np.inf, np.maximum(passed, 0.0))
    return np.exp(-since / FRESH_TWEETS), np.exp(-passed / FRESH_MINUTES)


def _numbers(values: Sequence[float | None]) -> Floats:
    import numpy as np

    return np.array([math.nan if value is None else value for value in values], dtype=float)
