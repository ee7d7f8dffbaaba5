"""What a tweet's author has answered before it, and answers after it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.askings import Course
    from chatlens.placing.evidence import Scene

    Floats = NDArray[np.float64]

AUTHOR_MINUTES = 2.0  # minutes after which an author's own label has lost 1/e of its say
AUTHOR_TWEETS = 10.0  # ... and tweets of the chat, where there are no times

Labels = Sequence[tuple[int, tuple[int, ...]]]  # an author's labelled tweets: place, questions; in order


def features(scene: Scene, when: Course, fresh: Floats) -> dict[str, Floats]:
    """(n, k) each."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    names = ("has answered", "will answer", "goes on", "went on", "gone past", "not there yet")
    found = {name: np.zeros((n, k)) for name in names}
    active = np.zeros(n)
    by_author = _labelled(scene)
    for i, author in enumerate(scene.authors):
        own = by_author.get(author, ()) if author is not None else ()
        if own:
            active[i] = any(at != i for at, _ in own)
            _from_own(scene, i, own, found)
    found["answered before last"] = found["has answered"] * (when.rank == 1)
    found["labels, last"] = (when.rank == 0) * (active * fresh)[:, None]
    return found


def _labelled(scene: Scene) -> dict[str, list[tuple[int, tuple[int, ...]]]]:
    """Author -> the tweets in which they wrote a label themselves."""
    found: dict[str, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for i, (author, places, weight) in enumerate(zip(scene.authors, scene.known, scene.weight, strict=True)):
        if author is not None and places and weight == 1.0:
            found[author].append((i, places))
    return dict(found)


def _from_own(scene: Scene, i: int, own: Labels, found: dict[str, Floats]) -> None:
    """What the author's labels before and after the tweet at `i` say of it."""
    after = bisect_left(own, i, key=lambda pair: pair[0])
    before, after = after - 1, after + (after < len(own) and own[after][0] == i)
    if before >= 0:
        for _, places in own[: before + 1]:
            found["has answered"][i, list(places)] = 1.0
        at, places = own[before]
        found["goes on"][i, places[-1]] = _closeness(scene, at, i)
        found["gone past"][i, : places[-1]] = 1.0
    if after < len(own):
        for _, places in own[after:]:
            found["will answer"][i, list(places)] = 1.0
        at, places = own[after]
        found["went on"][i, places[0]] = _closeness(scene, at, i)
        found["not there yet"][i, places[0] + 1 :] = 1.0


def _closeness(scene: Scene, one: int, other: int) -> float:
    """How close two tweets of an author are, 1 to 0: by minutes, or by tweets where there are no times."""
    then, now = scene.minutes[one], scene.minutes[other]
    if then is None or now is None:
        return math.exp(-abs(other - one) / AUTHOR_TWEETS)
    return math.exp(-abs(now - then) / AUTHOR_MINUTES)
