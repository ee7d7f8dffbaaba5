"""What the other places of two lines say for the second going on from the first: a tweet of several lines is repeated
with all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

SAME_NEIGHBOUR = 1.5  # wherever this line stands, the same line follows it; for each place but one ...
SAME_NEIGHBOUR_MOST = 4.5  # ... and for all together: a popular tweet may be shown under its comment each time
PASSAGE = 12  # lines that follow each other wherever they stand, beyond which a part of the chat was pasted twice
OTHER_NEIGHBOUR = -4.0  # it also stands before (after) another line

_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet


def neighbours(texts: Sequence[str]) -> list[float]:
    """For each line: what the other places of it and of the line above say for its going on from the line above."""
    folded = _folded(texts)
    times = Counter(folded)
    again = [at for at, line in enumerate(folded) if times[line] > 1]
    after: dict[str, str | None] = {}  # a line that stands in several places -> the line that always follows it
    before: dict[str, str | None] = {}  # ... and the line that it always follows; None where they differ
    for at in again:
        line = folded[at]
        below = folded[at + 1] if at + 1 < len(folded) else ""
        if after.setdefault(line, below) != below:
            after[line] = None
        if at and line and before.setdefault(line, folded[at - 1]) != folded[at - 1]:
            before[line] = None
    scores = [0.0] * len(texts)
    for at in sorted({*again, *(at + 1 for at in again)} - {0, len(texts)}):
        one, other = folded[at - 1], folded[at]
        if after.get(one, "") is None or before.get(other, "") is None:
            scores[at] = OTHER_NEIGHBOUR
        elif (both := min(times[one], times[other])) > 1:
            scores[at] = min(SAME_NEIGHBOUR * (both - 1), SAME_NEIGHBOUR_MOST)
    together = [at for at, score in enumerate(scores) if score > 0]
    for _, run in groupby(enumerate(together), key=lambda pair: pair[1] - pair[0]):
        passage = [at for _, at in run]
        if len(passage) > PASSAGE:
            scores[passage[0] : passage[-1] + 1] = [0.0] * len(passage)
    return scores


def _folded(texts: Sequence[str]) -> list[str]:
    """The lines without case, retweet marks and the kind and number of their blanks."""
    bare = [_without_retweet_marks(text) if "RT" in text or "MT" in text else text for text in texts]
    lines = [text.strip().casefold() for text in bare]
    return [line if "  " not in line and line.isprintable() else " ".join(line.split()) for line in lines]


def _without_retweet_marks(text: str) -> str:
    first = _RETWEETED.match(text)
    rest = text[first.end() :] if first else text
    return _RETWEETED.sub("", rest) if "RT" in rest or "MT" in rest else rest
