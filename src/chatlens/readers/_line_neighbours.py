"""What the other places of two lines say for the second going on from the first: a tweet of several lines is repeated
with all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def neighbours(texts: Sequence[str], words: Sequence[str], characters: Characters) -> NDArray[np.float64]:
    """For each line: what the other places of it and of the line above say for its going on from the line above.
    `words` are the lines without blanks at their ends."""
    import numpy as np

    folded, count = _folded(texts, words, characters), len(texts)
    first = dict(zip(reversed(folded), range(count - 1, -1, -1), strict=True))  # line -> where it stands first
    scores = np.zeros(count)
    if len(first) == count:
        return scores
    line = np.fromiter(map(first.__getitem__, folded), np.intp, count)  # each named by its first place
    below = np.append(line[1:], first.get("", -1))
    different_below = np.zeros(count, np.bool_)  # whether different lines follow the line of that name ...
    different_below[line[below != below[line]]] = True
    different_above = np.zeros(count, np.bool_)  # ... and whether it follows different lines
    usual = np.append(-1, line[:-1])  # the line above the first place of each that stands below another
    if (again := np.flatnonzero(line[1:] == 0) + 1).size:
        usual[0] = usual[again[0]]
    different_above[line[1:][line[:-1] != usual[line[1:]]]] = True
    if "" in first:
        different_above[first[""]] = False
    times = np.bincount(line, minlength=count)
    both = np.minimum(times[line[:-1]], times[line[1:]])
    together = np.minimum(SAME_NEIGHBOUR * (both - 1), SAME_NEIGHBOUR_MOST)
    scores[1:] = np.where(different_below[line[:-1]] | different_above[line[1:]], OTHER_NEIGHBOUR, together)
    spoken_for = np.flatnonzero(scores > 0)
    for run in np.split(spoken_for, np.flatnonzero(np.diff(spoken_for) > 1) + 1):
        if len(run) > PASSAGE:
            scores[run] = 0.0
    return scores


def _folded(texts: Sequence[str], words: Sequence[str], characters: Characters) -> list[str]:
    """The lines without case, retweet marks and the kind and number of their blanks."""
    folded = list(map(str.casefold, words))
    for at in characters.copied.nonzero()[0].tolist():
        folded[at] = _without_retweet_marks(texts[at]).strip().casefold()
    for at in characters.untidy.nonzero()[0].tolist():
        folded[at] = " ".join(folded[at].split())
    return folded


def _without_retweet_marks(text: str) -> str:
    first = _RETWEETED.match(text)
    rest = text[first.end() :] if first else text
    return _RETWEETED.sub("", rest) if "RT" in rest or "MT" in rest else rest
