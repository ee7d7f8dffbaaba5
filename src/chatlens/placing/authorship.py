"""What a tweet's author has answered before it, and answers after it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.placing.askings import Course
    from chatlens.placing.evidence import Scene

    Floats = NDArray[np.float64]

AUTHOR_MINUTES = 2.0  # minutes after which an author's own label has lost 1/e of its say
AUTHOR_TWEETS = 10.0  # ... and tweets of the chat, where there are no times


class _Own(NamedTuple):
    """An author's labelled tweets in order: their places, their questions, and where each question stands among them.
    With the latter, what somebody has answered is known without going through all that they wrote."""

    places: list[int]
    questions: list[tuple[int, ...]]
    first: dict[int, int]  # question -> place of the first of these tweets that is under it
    last: dict[int, int]  # ... of the last


def features(scene: Scene, when: Course, fresh: Floats) -> dict[str, Floats]:
    """(n, k) each."""
    import numpy as np

    n, k = len(scene.known), scene.questions
    names = ("has answered", "will answer", "goes on", "went on", "gone past", "not there yet")
    found = {name: np.zeros((n, k)) for name in names}
    active = np.zeros(n)
    by_author = _labelled(scene)
    for i, author in enumerate(scene.authors):
        if author is not None and (own := by_author.get(author)):
            active[i] = own.places != [i]
            _from_own(scene, i, own, found)
    found["answered before last"] = found["has answered"] * (when.rank == 1)
    found["labels, last"] = (when.rank == 0) * (active * fresh)[:, None]
    return found


def _labelled(scene: Scene) -> dict[str, _Own]:
    """Author -> the tweets in which they wrote a label themselves."""
    found: dict[str, _Own] = {}
    for i, (author, places, weight) in enumerate(zip(scene.authors, scene.known, scene.weight, strict=True)):
        if author is not None and places and weight == 1.0:
            own = found.setdefault(author, _Own([], [], {}, {}))
            own.places.append(i)
            own.questions.append(places)
            for question in places:
                own.first.setdefault(question, i)
                own.last[question] = i
    return found


def _from_own(scene: Scene, i: int, own: _Own, found: dict[str, Floats]) -> None:
    """What the author's labels before and after the tweet at `i` say of it."""
    before = bisect_left(own.places, i) - 1
    after = bisect_right(own.places, i)
    if before >= 0:
        found["has answered"][i, [question for question, place in own.first.items() if place < i]] = 1.0
        question = own.questions[before][-1]
        found["goes on"][i, question] = _closeness(scene, own.places[before], i)
        found["gone past"][i, :question] = 1.0
    if after < len(own.places):
        found["will answer"][i, [question for question, place in own.last.items() if place > i]] = 1.0
        question = own.questions[after][0]
        found["went on"][i, question] = _closeness(scene, own.places[after], i)
        found["not there yet"][i, question + 1 :] = 1.0


def _closeness(scene: Scene, one: int, other: int) -> float:
    """How close two tweets of an author are, 1 to 0: by minutes, or by tweets where there are no times."""
    then, now = scene.minutes[one], scene.minutes[other]
    if then is None or now is None:
        return math.exp(-abs(other - one) / AUTHOR_TWEETS)
    return math.exp(-abs(now - then) / AUTHOR_MINUTES)
