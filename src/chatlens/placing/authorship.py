"""What a tweet's author has answered before it, and answers after it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.askings import Course
    from chatlens.placing.evidence import Scene, Values

    Floats = NDArray[np.float64]

AUTHOR_MINUTES = 2.0  # minutes after which an author's own label has lost 1/e of its say
AUTHOR_TWEETS = 10.0  # ... and tweets of the chat, where there are no times


class _Own(NamedTuple):
    """What is known of an author's labelled tweets, without going through all that they wrote."""

    tweets: int
    first: dict[int, int]  # question -> place of the first of these tweets that is under it
    last: dict[int, int]  # ... of the last


def features(scene: Scene, when: Course, fresh: Floats) -> dict[str, Values]:
    """(n, k) each."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    labelled = [
        author is not None and bool(places) and weight == 1.0  # they wrote the label themselves
        for author, places, weight in zip(scene.authors, scene.known, scene.weight, strict=True)
    ]
    own = _own(scene, labelled)
    number = {author: at for at, author in enumerate(own)}
    first, last = np.full((len(own) + 1, k), n), np.full((len(own) + 1, k), -1)  # the last row: whoever labels nothing
    for at, theirs in enumerate(own.values()):
        first[at, list(theirs.first)] = list(theirs.first.values())
        last[at, list(theirs.last)] = list(theirs.last.values())
    authors = np.array([number.get(author, len(own)) for author in scene.authors], dtype=np.intp)
    places, questions = np.arange(n)[:, None], np.arange(k)[None, :]
    before, after = _nearest(scene, labelled, range(n)), _nearest(scene, labelled, range(n - 1, -1, -1))
    left = np.array([0 if at is None else scene.known[at][-1] for at in before], dtype=np.intp)
    to_come = np.array([k if at is None else scene.known[at][0] for at in after], dtype=np.intp)
    found: dict[str, Values] = {
        "has answered": first[authors] < places,
        "will answer": last[authors] > places,
        "goes on": np.zeros((n, k)),
        "went on": np.zeros((n, k)),
        "gone past": questions < left[:, None],
        "not there yet": questions > to_come[:, None],
    }
    for name, nearest, question in (("goes on", before, left), ("went on", after, to_come)):
        near = [i for i, place in enumerate(nearest) if place is not None]
        found[name][near, question[near]] = [
            _closeness(scene, place, i) for i, place in enumerate(nearest) if place is not None
        ]
    active = np.array(
        [author in own and own[author].tweets > is_own for author, is_own in zip(scene.authors, labelled, strict=True)],
        dtype=float,
    )
    found["answered before last"] = found["has answered"] & (when.rank == 1)
    found["labels, last"] = (when.rank == 0) * (active * fresh)[:, None]
    return found


def _own(scene: Scene, labelled: Sequence[bool]) -> dict[str | None, _Own]:
    """Author -> what is known of the tweets in which they wrote a label themselves."""
    found: dict[str | None, _Own] = {}
    for i in compress(range(len(labelled)), labelled):
        author = scene.authors[i]
        tweets, first, last = found.get(author) or _Own(0, {}, {})
        found[author] = _Own(tweets + 1, first, last)
        for question in scene.known[i]:
            first.setdefault(question, i)
            last[question] = i
    return found


def _nearest(scene: Scene, labelled: Sequence[bool], order: range) -> list[int | None]:
    """For each tweet the place of its author's labelled one that comes right before it in this order."""
    found: list[int | None] = [None] * len(labelled)
    latest: dict[str | None, int] = {}
    for i in order:
        author = scene.authors[i]
        found[i] = latest.get(author)
        if labelled[i]:
            latest[author] = i
    return found


def _closeness(scene: Scene, one: int, other: int) -> float:
    """How close two tweets of an author are, 1 to 0: by minutes, or by tweets where there are no times."""
    then, now = scene.minutes[one], scene.minutes[other]
    if then is None or now is None:
        return math.exp(-abs(other - one) / AUTHOR_TWEETS)
    return math.exp(-abs(now - then) / AUTHOR_MINUTES)
