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
from dataclasses import dataclass, replace
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
    most: list[int]  # the most that all lines above each may weigh, and that all do
    rows: list[Row]  # every row there is
    numbers: dict[Row, int]  # place in it
    row: list[int]  # of each line, as things are known now: place in `rows`
    opened: dict[tuple[int, float | None], int]  # row and how a line opens -> the row of such a line
    tops: dict[int, int]  # row -> that of such a line at the top of a stretch, which says nothing of the line above


KINDS = tuple(product(("no tag", "tag", "tag at end"), ("tag", "words", "names"), (False, True)))
"""Kinds of boundaries: the line above, the line below, whether an empty line stands between."""


def prepare(facts: Facts, limit: int) -> Search:
    """Look at each boundary once."""
    import numpy as np

    tag = facts.tag.astype(np.int8) + facts.tag_at_end
    below = 1 - facts.tag.astype(np.int8)
    below[list(facts.names_alone)] = 2
    kinds = 2 * below + facts.empty_above
    kinds[1:] += 6 * tag[:-1]
    rare: Counter[int] = Counter()
    kinds_of_lines = {NAMES: facts.names_alone, TAGS: facts.tags_alone, CUT: facts.cut, RETWEET: facts.retweet}
    for kind, lines in kinds_of_lines.items():
        rare.update(dict.fromkeys(lines, kind))
    longer = {at for at in np.flatnonzero(facts.most > limit).tolist() if not facts.fit(at, at, limit)}
    retweets = {at for at in facts.retweet if not facts.tag[at]}
    search = Search(
        facts=facts,
        limit=limit,
        kinds=kinds,
        gains=facts.start - facts.join,
        rare=rare,
        both_too_long=max(0.0, TOO_LONG_EACH * (limit + 1) - TOO_LONG),
        longer=longer,
        risks={at + 1 for at in longer | retweets if at + 1 < len(kinds)},
        breaks=bool(facts.tags_alone),
        most=np.concatenate(([0], np.cumsum(facts.most + 1))).tolist(),
        rows=[],
        numbers={},
        row=[],
        opened={},
        tops={},
    )
    search.row.extend(_all_rows(search, tag))
    return search


def _all_rows(search: Search, tag: NDArray[np.int8]) -> list[int]:
    """The row of each line before anything is asked, found once for all lines that are alike."""
    import numpy as np

    facts = search.facts
    alike = np.unique(facts.join, return_inverse=True)[1] * 12 + 4 * tag + 2 * facts.empty_above + facts.unsettled
    seldom: dict[tuple[int, float, float | None], int] = {}  # what few lines have -> its number
    for at in {*search.rare, *facts.openings, *np.flatnonzero(facts.start).tolist()}:
        key = search.rare.get(at, 0), float(facts.start[at]), facts.openings.get(at)
        alike[at] += 12 * len(tag) * (seldom.setdefault(key, len(seldom)) + 1)
    _, firsts, places = np.unique(alike, return_index=True, return_inverse=True)
    rows = [_row(search, at) for at in firsts.tolist()]
    return [rows[place] for place in places.tolist()]


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
    may_be_long = search.most[end + 1] - search.most[start] - 1 > search.limit
    lengths = tuple(map(facts.length, range(start, end + 1))) if may_be_long else ()
    while True:
        rows = search.row[start : end + 1]
        rows[0] = search.tops.get(rows[0], -1)
        if rows[0] < 0:
            rows[0] = _top(search, search.row[start])
        stretch = tuple(rows), lengths
        found = known.get(stretch)
        if found is None:
            found = known[stretch] = searched([search.rows[row] for row in rows], lengths, rates, search.limit)
        if not (found.guess or found.ask):
            return [(start + first, start + last) for first, last in found.spans]
        for at in found.guess:
            search.row[start + at] = _opened(search, search.row[start + at], None)
        for at in found.ask:
            search.row[start + at] = _opened(search, search.row[start + at], facts.opening(start + at))
            facts.settle(start + at)


def _row(search: Search, at: int) -> int:
    """The row of a line, with its opening as known or guessed: wholly as replies do if it is likely to go on anyway,
    else not at all."""
    facts = search.facts
    tag = int(facts.tag[at]) + int(facts.tag_at_end[at])
    opening = facts.openings.get(at)
    guess = 0 if opening is not None else ANYWHERE if facts.unsettled[at] else 0 if tag else AT_START
    row = Row(
        start=float(facts.start[at]),
        join=float(facts.join[at]),
        empty=bool(facts.empty_above[at]),
        tag=tag,
        rare=search.rare.get(at, 0),
        opening=0.0 if tag or opening is None else opening,  # with a tag it counts nowhere, once it is settled
        guess=guess,
    )
    return _opened(search, _number(search, row), None) if guess and row.join > 0 else _number(search, row)


def _opened(search: Search, number: int, opening: float | None) -> int:
    """The row of such a line where it opens so much as replies do; where it is guessed to do so wholly, for None."""
    opened = search.opened.get((number, opening))
    if opened is None:
        row = search.rows[number]
        known, guess = (1.0, row.guess) if opening is None else (opening, 0)
        join = row.join + (OPENING_INSIDE * (known - row.opening) if row.guess == ANYWHERE else 0.0)
        counts = guess == ANYWHERE or not row.tag
        opened = _number(search, replace(row, join=join, opening=known if counts else 0.0, guess=guess))
        search.opened[number, opening] = opened
    return opened


def _top(search: Search, row: int) -> int:
    """The row of such a line at the top of a stretch."""
    below = search.rows[row]
    guess = AT_START if below.guess and not below.tag else 0
    top = _number(search, Row(below.start, 0.0, False, below.tag, below.rare, below.opening, guess))
    search.tops[row] = top
    return top


def _number(search: Search, row: Row) -> int:
    """The place of the row, the same for all lines that are alike."""
    number = search.numbers.setdefault(row, len(search.rows))
    if number == len(search.rows):
        search.rows.append(row)
    return number
