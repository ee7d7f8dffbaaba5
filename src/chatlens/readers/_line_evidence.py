"""What the words of a line say for a boundary above it: the evidence that `_segmentation` weighs.

Each piece is worth some log-odds (natural logarithm); positive speaks for going on from the line above. The weights
were set by hand so that one strong piece outweighs two weak ones, and checked on pasted transcripts. How lines begin is
weighed in `_line_heads`, that they stand in several places in `_line_neighbours`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chatlens import entities, forms
from chatlens.readers._line_characters import Characters, look
from chatlens.readers._line_heads import heads_of
from chatlens.readers._line_neighbours import neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPENING_INSIDE = -2.0  # a line that is not its first starts with a greeting, a reaction or a handle, as tweets do
TAGS_ALONE_START = -6.0  # a line of hashtags alone is hardly a tweet of its own ...
ITEM_START = -2.0  # ... nor does a list item start one
LABEL_ALONE_JOINED = 6.0  # a line that is a label alone goes on
OPEN_END_JOINED = 1.5  # a line that ends in a colon or comma goes on
BLANK_END_JOINED = 2.0  # a line with a blank at its end goes on: Twitter cuts blanks off a tweet's end
BLANK_ENDS = 0.2  # ... unless more lines than this share end so: then the copying put the blanks there
SHORT_ABOVE = 1.0  # a short line goes on, as in a list or a sentence a line ...
SHORT_BOTH = 0.5  # ... more so on another short one
SHORT = 60  # characters of a short line
GRID = 2.0**20  # steps of a unit: far finer than any evidence

_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the transcript that are no page furniture and not empty, a column for each thing known of them."""

    numbers: Sequence[int]  # 1-based physical lines
    texts: Sequence[str]
    words: Sequence[str]  # the texts without blanks at their ends
    empty_above: Sequence[bool] | NDArray[np.bool_]  # an empty line stands above it
    closed: Set[int]  # indices of those whose tweet ends with them: page furniture stands below


_SETS = ("cut", "retweet", "tags_alone", "names_alone")
_COLUMNS = ("empty_above", "tag", "tag_at_end", "start", "bound", "unsettled", "most")


@dataclass(frozen=True, slots=True)
class Facts:
    """The lines as the segmentation sees them: a column for each fact, by the line's index.

    How a line opens is dear to find out and can only speak for a boundary above it. So `join` leaves it out, and is the
    most it can be, until the line is settled. Lengths are as dear, and most are never asked for.
    """

    texts: Sequence[str]
    empty_above: NDArray[np.bool_]
    tag: NDArray[np.bool_]  # has the chat's hashtag
    tag_at_end: NDArray[np.bool_]  # nothing but tags, handles and links behind it
    cut: set[int]  # lines that end in an ellipsis
    retweet: set[int]  # lines that start with a retweet mark
    tags_alone: set[int]
    names_alone: set[int]  # nothing but handles or links
    must_start: NDArray[np.bool_]  # certainly start a tweet
    start: NDArray[np.float64]  # score of starting a tweet here
    join: NDArray[np.float64]  # score of going on here from the line above, but for the learnt rate
    bound: NDArray[np.bool_]  # something but the habit of the file speaks for or against its going on, however it opens
    unsettled: NDArray[np.bool_]  # lines whose `join` does not yet count how they open
    most: NDArray[np.int32]  # the most that a line may weigh, from its characters alone
    lengths: dict[int, int]  # those asked for
    openings: dict[int, float]  # those asked for

    def length(self, at: int) -> int:
        """Weighted characters of a line and of its end."""
        if (length := self.lengths.get(at)) is None:
            length = self.lengths[at] = entities.weighted_length(self.texts[at]) + 1
        return length

    def fit(self, first: int, last: int, limit: int) -> bool:
        """Whether the lines, put together, are no longer than the limit. Mostly their characters alone say so."""
        most = int(self.most[first : last + 1].sum()) + last - first
        return most <= limit or sum(map(self.length, range(first, last + 1))) - 1 <= limit

    def opening(self, at: int) -> float:
        """0-1: how much a line begins as replies and greetings do."""
        if (opening := self.openings.get(at)) is None:
            opening = self.openings[at] = exact(_opening(self.texts[at]))
        return opening

    def plain(self) -> NDArray[np.bool_]:
        """Lines of which nothing but the habit of the file speaks for going on from the line above."""
        for at in (self.unsettled & (self.join > 0) & ~self.bound).nonzero()[0].tolist():
            self.settle(at)
        return (self.join <= 0) & ~self.bound

    def of(self, lines: NDArray[np.intp]) -> Facts:
        """The facts of some lines, as if they were all; no tweet goes on on one whose line above is left out."""
        import numpy as np

        place = {at: place for place, at in enumerate(lines.tolist())}
        join, must_start = self.join[lines], self.must_start[lines]
        parted = np.flatnonzero(np.diff(lines) != 1) + 1
        join[parted], must_start[parted] = -math.inf, True
        kept: dict[str, Any] = {name: {place[at] for at in getattr(self, name) if at in place} for name in _SETS}
        kept |= {name: getattr(self, name)[lines] for name in _COLUMNS}
        return replace(
            self,
            texts=[self.texts[at] for at in place],
            join=join,
            must_start=must_start,
            lengths={},
            openings={},
            **kept,
        )

    def settle(self, at: int) -> None:
        """Make the line's `join` final."""
        if self.unsettled[at]:
            self.unsettled[at] = False
            self.join[at] += OPENING_INSIDE * self.opening(at)


def exact(score: float) -> float:
    """The score on a grid so coarse that sums are exact: equal sums are equal in whatever order they are added."""
    return round(score * GRID) / GRID


def gather(lines: Lines, hashtag: str | None) -> Facts:
    """The facts of the lines. `hashtag` is the chat's, without "#", if one is known."""
    import numpy as np

    texts, count = lines.texts, len(lines.texts)
    characters = look(texts, hashtag)
    heads = heads_of(texts, characters)
    tag, tag_at_end = _tags(texts, hashtag, characters)
    leads, cut = _leads(texts, characters, heads.label_alone)
    join = neighbours(texts, lines.words, characters) + np.array(heads.join)
    join[1:] += leads[:-1]
    join[0] = 0.0
    closed = [at + 1 for at in lines.closed if at + 1 < count]
    join[closed] = -math.inf
    start = np.zeros(count)
    start[list(heads.tags_alone)] = TAGS_ALONE_START
    start[list(heads.items)] += ITEM_START
    # How a line with the hashtag opens, below one that ended with it, decides nothing: the second tag does.
    unsettled = np.array(heads.opening) & ~(tag_at_end & np.concatenate(([True], tag_at_end[:-1])))
    unsettled[closed] = False
    must_start = np.array(heads.sure)
    must_start[closed] = True
    bound = must_start.copy()
    bound[[*heads.tags_alone, *heads.items, *(at + 1 for at in heads.label_alone if at + 1 < count)]] = True
    return Facts(
        texts=texts,
        empty_above=np.array(lines.empty_above, np.bool_),
        tag=tag,
        tag_at_end=tag_at_end,
        cut=cut,
        retweet=heads.retweet,
        tags_alone=heads.tags_alone,
        names_alone=heads.names_alone,
        must_start=must_start,
        start=start,
        join=join,
        bound=bound,
        unsettled=unsettled,
        most=characters.most,
        lengths={},
        openings={},
    )


def _leads(texts: Sequence[str], characters: Characters, label_alone: set[int]) -> tuple[NDArray[np.float64], set[int]]:
    """What each line says for the line below going on from it, and the lines that end in an ellipsis."""
    import numpy as np

    short = characters.lengths < SHORT
    leads = np.where(short, SHORT_ABOVE, 0.0)
    leads[:-1][short[:-1] & short[1:]] += SHORT_BOTH
    cut = set()
    blank_ends = []
    for at in np.flatnonzero(characters.open_end).tolist():
        text = texts[at]
        if text[-1:].isalnum():
            continue
        if at not in label_alone and _OPEN_END.search(text[-8:]):
            leads[at] += OPEN_END_JOINED
        elif _CUT.search(text[-8:]):
            cut.add(at)
        if text[-1:].isspace():
            blank_ends.append(at)
    leads[list(label_alone)] += LABEL_ALONE_JOINED
    if len(blank_ends) <= BLANK_ENDS * len(texts):
        leads[blank_ends] += BLANK_END_JOINED
    return leads, cut


def _tags(
    texts: Sequence[str], hashtag: str | None, characters: Characters
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each line: whether it has the chat's hashtag, and whether nothing but tags, handles and links stands behind
    it where the line has it last."""
    import numpy as np

    has, at_end = characters.tagged.copy(), characters.tagged.copy()
    if hashtag:
        tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)")
        for at in np.flatnonzero(characters.hashes & ~at_end).tolist():
            last = max(tag.finditer(texts[at]), key=re.Match.start, default=None)
            if last:
                has[at], at_end[at] = True, _only_entities(texts[at][last.end() :])
    return has, at_end


def _opening(text: str) -> float:
    if text.lstrip()[:1] in ("@", "＠"):
        return 1.0
    body = forms.body(text)
    return max(forms.greeting(body), forms.reaction(body))


def _only_entities(rest: str) -> bool:
    """Whether a tail holds nothing but hashtags, handles, links and punctuation."""
    return all(
        word[0] in "#＃@＠"
        or "://" in word
        or word.startswith("pic.twitter.com/")
        or not any(c.isalnum() for c in word)
        for word in rest.split()
    )
