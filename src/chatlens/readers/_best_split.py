"""The best segmentation under given rates: certain boundaries first, a search of the stretches between (`_stretch`).

Most boundaries are certain. Take a tweet S that goes on across the boundary above line i, and cut it there into S1 and
S2. The cut changes the sum of all scores by

    start[i] - join[i] - going_on - empty        what the lines say for a boundary
    + ending(S1) + ending(S2) - ending(S)        what hashtags say: at least what `_needed` counts, but for CUT_END
    + too_long(S1) + too_long(S2) - too_long(S)  negative only where S1 alone is longer than the limit
    + broken(S1) + broken(S2) - broken(S)        negative only where S ends with tags alone

and where that is positive whatever S is, no best segmentation has such an S: the boundary is certain. `join` without
how line i opens is the most it can be, so most lines need not be settled to know.

S need not begin above the last certain boundary: if it did, it could be cut there first. So S1 lies between the two,
which keeps the losses small: CUT_END where one of its lines begins a retweet (S may end in an ellipsis, and S1 not),
`both_too_long` where S1 may be longer than the limit, BROKEN_UP for each of its lines where lines of tags alone occur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from chatlens.readers._line_evidence import OPENING_INSIDE, Facts
from chatlens.readers._stretch import (
    ANYWHERE,
    AT_START,
    BROKEN_UP,
    CUT,
    CUT_END,
    MAX_LINES,
    NAMES,
    RETWEET,
    TAG_AGAIN,
    TAG_AT_END,
    TAGS,
    TOO_LONG,
    TOO_LONG_EACH,
    Found,
    Rates,
    Row,
    Span,
    Stretch,
    searched,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Search:
    """What a search needs of a file, whatever the rates."""

    facts: Facts
    limit: int  # the longest a tweet can be, in weighted characters
    kinds: NDArray[np.int8]  # of the boundary above each line: place in `KINDS`
    gains: NDArray[np.float64]  # what the lines say for it, how they open left out
    rare: Mapping[int, int]  # lines that are of rare kinds, and of which
    both_too_long: float  # what two tweets that are too long lose against one of both
    longer: set[int]  # lines longer than the limit
    risks: Set[int]  # boundaries that may lose by the line above them alone
    breaks: bool  # whether there are lines of tags alone
    guessed: set[int]  # lines that are guessed to open wholly as replies do; the others not at all
    different: dict[tuple[float, ...], Row]  # every row there is, by its fields
    rows: dict[int, Row]  # of the lines asked for, as things are known now
    tops: dict[Row, Row]  # row -> that of such a line at the top of a stretch, which says nothing of the line above


KINDS = tuple(product(("no tag", "tag", "tag at end"), ("tag", "words", "names"), (False, True)))
"""Kinds of boundaries: the line above, the line below, whether an empty line stands between."""


def prepare(facts: Facts, limit: int) -> Search:
    """Look at each boundary once."""
    import numpy as np

    tag, at_end = np.array(facts.tag, np.int8), np.array(facts.tag_at_end, np.int8)
    below = 1 - tag
    below[list(facts.names_alone)] = 2
    kinds = 2 * below + np.array(facts.empty_above, np.int8)
    kinds[1:] += 6 * (tag + at_end)[:-1]
    gains = np.array(facts.start) - np.array(facts.join)
    rare: Counter[int] = Counter()
    kinds_of_lines = {NAMES: facts.names_alone, TAGS: facts.tags_alone, CUT: facts.cut, RETWEET: facts.retweet}
    for kind, lines in kinds_of_lines.items():
        rare.update(dict.fromkeys(lines, kind))
    longer = {at for at, most in enumerate(facts.most) if most > limit and not facts.fit(at, at, limit)}
    retweets = {at for at in facts.retweet if not facts.tag[at]}
    risks = {at + 1 for at in longer | retweets if at + 1 < len(kinds)}
    both_too_long = max(0.0, TOO_LONG_EACH * (limit + 1) - TOO_LONG)
    breaks = bool(facts.tags_alone)
    likely = {at for at, join in enumerate(facts.join) if join > 0}  # to go on
    return Search(facts, limit, kinds, gains, rare, both_too_long, longer, risks, breaks, likely, {}, {}, {})


def best(search: Search, rates: Rates) -> list[Span]:
    """The tweets of several lines, in order; every other line is a tweet of its own."""
    known: dict[Stretch, Found] = {}
    return [span for stretch in _stretches(search, rates) for span in _split(search, rates, known, *stretch)]


def _stretches(search: Search, rates: Rates) -> Iterator[Span]:
    """First and last lines between certain boundaries, where that is more than one line."""
    import numpy as np

    needed = np.array([_needed(rates, *kind) + BROKEN_UP * search.breaks for kind in KINDS])
    left = search.gains - needed[search.kinds]
    gains, count = left.tolist(), len(left)
    doubtful = {*np.flatnonzero(left <= 0).tolist(), *search.risks} - {0}
    first = end = 0  # the stretch that the walk is in
    for at in [*sorted(doubtful), count]:
        while end > first and end + 1 < at and not _is_certain(search, gains[end + 1], end + 1, first):
            end += 1
        if end + 1 < at:  # certain, as all up to `at` are
            if end > first:
                yield first, end
            first = end = at - 1
        if end + 1 == at < count and not _is_certain(search, gains[at], at, first):
            end = at
        elif at > end:
            if end > first:
                yield first, end
            first = end = at


def _is_certain(search: Search, gain: float, at: int, first: int) -> bool:
    """Whether no best segmentation goes on across the boundary above `at`, the one above `first` being certain. `gain`
    is what the lines say for it beyond what is needed."""
    if gain <= 0:
        return False
    first = max(first, at + 1 - MAX_LINES)
    if not search.facts.retweet.isdisjoint(range(first, at)):
        gain -= CUT_END
    if at - first > 1 or first in search.longer:
        gain -= search.both_too_long
    if search.breaks:
        gain -= BROKEN_UP * (at - first - 1)  # the first of them is in what is needed
    return gain > 0


def _needed(rates: Rates, above: str, below: str, empty: bool) -> float:
    """What the lines must say for a boundary of that kind to be certain, but for rare losses."""
    going_on = rates.going_on + (rates.empty if empty else rates.no_empty)
    ends = {"no tag": rates.tag_not_last, "tag": 0.0, "tag at end": TAG_AT_END}[above]  # S1, the least
    tag_below = ends - TAG_AGAIN if above != "no tag" else rates.no_tag
    # Without a hashtag in S2, S ends as S1 does if all lines of S2 are names, else behind its hashtag's line.
    no_tag_below = rates.no_tag + (ends - rates.tag_not_last if below == "words" else 0.0)
    return going_on - (tag_below if below == "tag" else min(tag_below, no_tag_below))


def _split(search: Search, rates: Rates, known: dict[Stretch, Found], start: int, end: int) -> list[Span]:
    """The tweets of several lines in a stretch. `known` holds what was found in those that were searched. Where the
    tweets hang on a guess, it is made anew or the line is looked at."""
    facts = search.facts
    may_be_long = sum(facts.most[start : end + 1]) + end - start > search.limit
    lengths = tuple(map(facts.length, range(start, end + 1))) if may_be_long else ()
    while True:
        rows = [search.rows.get(at) or _row(search, at) for at in range(start, end + 1)]
        rows[0] = search.tops.get(rows[0]) or _top(search, rows[0])
        stretch = tuple(rows), lengths
        found = known.get(stretch)
        if found is None:
            found = known[stretch] = searched(*stretch, rates, search.limit)
        if not (found.guess or found.ask):
            return [(start + first, start + last) for first, last in found.spans]
        for at in found.guess:
            search.guessed.add(start + at)
        for at in found.ask:
            facts.opening(start + at)
            facts.settle(start + at)
        for at in (*found.guess, *found.ask):
            del search.rows[start + at]


def _row(search: Search, at: int) -> Row:
    """The row of a line, with its opening as known or guessed."""
    facts = search.facts
    join, tag = facts.join[at], facts.tag[at] + facts.tag_at_end[at]
    opening = facts.openings.get(at)
    guess = 0 if opening is not None else ANYWHERE if at in facts.unsettled else 0 if tag else AT_START
    if opening is None:
        opening = 1.0 if at in search.guessed else 0.0
    if guess == ANYWHERE:
        join += OPENING_INSIDE * opening
    elif tag:
        opening = 0.0  # it counts nowhere
    row = _shared(search, facts.start[at], join, facts.empty_above[at], tag, search.rare.get(at, 0), opening, guess)
    search.rows[at] = row
    return row


def _top(search: Search, row: Row) -> Row:
    """The row of such a line at the top of a stretch."""
    guess = AT_START if row.guess and not row.tag else 0
    top = _shared(search, row.start, 0.0, False, row.tag, row.rare, row.opening, guess)
    search.tops[row] = top
    return top


def _shared(
    search: Search, start: float, join: float, empty: bool, tag: int, rare: int, opening: float, guess: int
) -> Row:
    """The row with these fields: the same for all lines that are alike."""
    fields = start, join, empty, tag, rare, opening, guess
    row = search.different.get(fields)
    if row is None:
        row = search.different[fields] = Row(*fields)
    return row
