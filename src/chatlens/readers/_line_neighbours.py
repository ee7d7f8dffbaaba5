"""What the other places of two lines say for the second going on from the first: a tweet of several lines is repeated
with all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from chatlens.readers._line_characters import Characters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_NEIGHBOUR = 1.5  # wherever this line stands, the same line follows it; for each place but one ...
SAME_NEIGHBOUR_MOST = 4.5  # ... and for all together: a popular tweet may be shown under its comment each time
PASSAGE = 12  # lines that follow each other wherever they stand, beyond which a part of the chat was pasted twice
OTHER_NEIGHBOUR = -4.0  # it also stands before (after) another line

_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet


def neighbours(texts: Sequence[str], characters: Characters) -> NDArray[np.float64]:
    """For each line: what the other places of it and of the line above say for its going on from the line above."""
    import numpy as np

    folded = _folded(texts, characters)
    times = Counter(folded)
    scores = np.zeros(len(texts))
    if len(times) == len(texts):
        return scores
    repeated = {line for line, count in times.items() if count > 1}
    again = [at for at, line in enumerate(folded) if line in repeated]
    after: dict[str, str | None] = {}  # a line that stands in several places -> the line that always follows it
    before: dict[str, str | None] = {}  # ... and the line that it always follows; None where they differ
    for at in again:
        line = folded[at]
        below = folded[at + 1] if at + 1 < len(folded) else ""
        if after.setdefault(line, below) != below:
            after[line] = None
        if at and line and before.setdefault(line, folded[at - 1]) != folded[at - 1]:
            before[line] = None
    together = []
    for at in sorted({*again, *(at + 1 for at in again)} - {0, len(texts)}):
        one, other = folded[at - 1], folded[at]
        if after.get(one, "") is None or before.get(other, "") is None:
            scores[at] = OTHER_NEIGHBOUR
        elif (both := min(times[one], times[other])) > 1:
            scores[at] = min(SAME_NEIGHBOUR * (both - 1), SAME_NEIGHBOUR_MOST)
            together.append(at)
    for _, run in groupby(enumerate(together), key=lambda pair: pair[1] - pair[0]):
        passage = [at for _, at in run]
        if len(passage) > PASSAGE:
            scores[passage] = 0.0
    return scores


def _folded(texts: Sequence[str], characters: Characters) -> list[str]:
    """The lines without case, retweet marks and the kind and number of their blanks."""
    folded = list(map(str.casefold, map(str.strip, texts)))
    for at in characters.copied.nonzero()[0].tolist():
        folded[at] = _without_retweet_marks(texts[at]).strip().casefold()
    for at in characters.untidy.nonzero()[0].tolist():
        folded[at] = " ".join(folded[at].split())
    return folded


def _without_retweet_marks(text: str) -> str:
    first = _RETWEETED.match(text)
    rest = text[first.end() :] if first else text
    return _RETWEETED.sub("", rest) if "RT" in rest or "MT" in rest else rest
