"""What the words of a line say for a boundary above it: the evidence that `_segmentation` weighs, line by line.

Each piece is worth some log-odds (natural logarithm); positive speaks for going on from the line above. The weights
were set by hand so that one strong piece outweighs two weak ones, and checked on pasted transcripts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from chatlens import entities, forms, labels
from chatlens.models import Label

SURE_LABEL_INSIDE = -6.0  # a line that is not its first starts with "A1:"
LABEL_INSIDE = -2.5  # ... with "A1 " that may be something else
RETWEET_INSIDE = -4.0  # ... with "RT @x:"
OPENING_INSIDE = -2.0  # ... with a greeting, a reaction or a handle, as tweets of their own do
TAGS_ALONE_JOINED = 4.0  # a line of hashtags alone goes on from the line above
TAGS_ALONE_START = -6.0  # ... and is hardly a tweet of its own
LABEL_ALONE_JOINED = 6.0  # a line that is a label alone goes on
ITEM_JOINED = 2.0  # a list item or a line that starts in the middle of a sentence goes on from the line above
ITEM_START = -2.0  # ... and hardly starts a tweet
OPEN_END_JOINED = 1.5  # a line that ends in a colon or comma goes on
SEQUEL_JOINED = 2.0  # a line that starts with "Second," or "Finally," goes on
NAMES_JOINED = 2.0  # a line of handles or links alone goes on from the line above, and one of handles on the one below
BLANK_END_JOINED = 2.0  # a line with a blank at its end goes on: Twitter cuts blanks off a tweet's end
BLANK_ENDS = 0.2  # ... unless more lines than this share end so: then the copying put the blanks there
SHORT_ABOVE = 1.0  # a short line goes on, as in a list or a sentence a line ...
SHORT_BOTH = 0.5  # ... more so on another short one
SHORT = 60  # characters of a short line
SAME_NEIGHBOUR = 1.5  # wherever this line stands, the same line follows it; for each place but one ...
SAME_NEIGHBOUR_MOST = 4.5  # ... and for all together: a popular tweet may be shown under its comment each time
PASSAGE = 12  # lines that follow each other wherever they stand, beyond which a part of the chat was pasted twice
OTHER_NEIGHBOUR = -4.0  # it also stands before (after) another line

HEAVIEST = 2  # the most that a character may weigh ...
HEAVIEST_APART = 3 * HEAVIEST  # ... and one that composing (NFC) may make three of
LINK_ADDS = 19  # the most that a link weighs beyond its characters: 23 against the 4 of "a.co"
GRID = 2.0**20  # steps of a unit: far finer than any evidence

_ITEM = re.compile(r"\s*+(?:[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT)\s?+@|[“\"]@\w)")
_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet
_SEQUELS = (
    *("second", "third", "secondly", "thirdly", "finally", "lastly", "also", "then", "next", "plus", "and", "but"),
    *("so", "because", "however", "therefore", "instead"),
)
_SEQUEL = re.compile(rf"(?i)\s*+(?:{'|'.join(_SEQUELS)})\b")
_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")
_VIA = re.compile(r"(?i)\s*+[/(]?+(?:via|h/?t|cc)\b:?+")
# A word between blanks: a line with one holds more than entities.
_WORD = re.compile(r"(?<!\S)(?!(?i:via|h/?t|cc)\b)\w[^\s#＃@＠.]*+[.…]*+(?!\S)")
_NO_KINDS: frozenset[str] = frozenset()
_CAPITALISED = re.compile(r"([A-Z][a-z]*+)(?:['’][a-z]++)?+(?=\s|[,!?;:]\s)")
_TELLING = frozenset(word.capitalize() for word in (*_SEQUELS, "via", "ht", "cc"))  # capitalised words that may tell
_BETWEEN_ENTITIES = frozenset(".,;:&()/…|")


class Line(NamedTuple):
    """A line of the transcript that is no page furniture."""

    number: int  # 1-based physical line
    text: str
    blank_before: bool  # an empty line stands above it
    closed: bool  # page furniture below it ends its tweet


@dataclass(frozen=True, slots=True)
class Facts:
    """The lines as the segmentation sees them: a column for each fact, by the line's index.

    How a line opens is dear to find out and can only speak for a boundary above it. So `join` leaves it out, and is the
    most it can be, until the line is settled. Lengths are as dear, and most are never asked for.
    """

    texts: Sequence[str]
    empty_above: Sequence[bool]
    tag: Sequence[bool]  # has the chat's hashtag
    tag_at_end: Sequence[bool]  # nothing but tags, handles and links behind it
    cut: set[int]  # lines that end in an ellipsis
    retweet: set[int]  # lines that start with a retweet mark
    tags_alone: set[int]
    names_alone: set[int]  # nothing but handles or links
    must_start: set[int]  # certainly start a tweet
    start: Sequence[float]  # score of starting a tweet here
    join: list[float]  # score of going on here from the line above, but for the learnt rate
    plain: Sequence[bool]  # nothing but the habit of the file speaks for its going on from the line above
    unsettled: set[int]  # lines whose `join` does not yet count how they open
    lengths: dict[int, int]  # those asked for
    openings: dict[int, float]  # those asked for

    def length(self, at: int) -> int:
        """Weighted characters of a line and of its end."""
        if (length := self.lengths.get(at)) is None:
            length = self.lengths[at] = entities.weighted_length(self.texts[at]) + 1
        return length

    def opening(self, at: int) -> float:
        """0-1: how much a line begins as replies and greetings do."""
        if (opening := self.openings.get(at)) is None:
            opening = self.openings[at] = exact(_opening(self.texts[at]))
        return opening

    def settle(self, at: int) -> None:
        """Make the line's `join` final."""
        if at in self.unsettled:
            self.unsettled.discard(at)
            self.join[at] += OPENING_INSIDE * self.opening(at)

    def fits(self, at: int, limit: int) -> bool:
        """Whether the line is a tweet that is not longer than the limit."""
        text = self.texts[at]
        each = 1 if text.isascii() else HEAVIEST if unicodedata.is_normalized("NFC", text) else HEAVIEST_APART
        return each * len(text) + LINK_ADDS * text.count(".") <= limit or self.length(at) <= limit + 1


def exact(score: float) -> float:
    """The score on a grid so coarse that sums are exact: equal sums are equal in whatever order they are added."""
    return round(score * GRID) / GRID


def gather(lines: Sequence[Line], hashtag: str | None) -> Facts:
    """The facts of the lines. `hashtag` is the chat's, without "#", if one is known."""
    texts = [line.text for line in lines]
    heads = _heads(texts)
    tag, tag_at_end = _tags(texts, hashtag)
    leads, cut = _leads(texts, heads.label_alone)
    join = [
        neighbours + lead + own
        for neighbours, lead, own in zip(_neighbours(texts), [0.0, *leads[:-1]], heads.join, strict=True)
    ]
    join[:1] = [0.0]
    closed = {at + 1 for at, line in enumerate(lines) if line.closed and at + 1 < len(lines)}
    for at in closed:
        join[at] = -math.inf
    start = [0.0] * len(lines)
    for at in heads.tags_alone:
        start[at] = TAGS_ALONE_START
    for at in heads.items:
        start[at] += ITEM_START
    # How a line with the hashtag opens, below one that ended with it, decides nothing: the second tag does.
    above = [True, *tag_at_end]
    unsettled = {at for at in heads.opening if not (tag_at_end[at] and above[at])} - closed
    must_start = heads.sure | closed
    bound = must_start | heads.tags_alone | heads.items | {at + 1 for at in heads.label_alone}
    facts = Facts(
        texts=texts,
        empty_above=[line.blank_before for line in lines],
        tag=tag,
        tag_at_end=tag_at_end,
        cut=cut,
        retweet=heads.retweet,
        tags_alone=heads.tags_alone,
        names_alone=heads.names_alone,
        must_start=must_start,
        start=start,
        join=join,
        plain=[],
        unsettled=unsettled,
        lengths={},
        openings={},
    )
    for at in [at for at in unsettled if join[at] > 0 and at not in bound]:
        facts.settle(at)
    return replace(facts, plain=[score <= 0 and at not in bound for at, score in enumerate(join)])


@dataclass(frozen=True, slots=True)
class _Heads:
    """How the lines begin: lines of a kind, and what the beginning says for going on from the line above."""

    join: list[float]
    opening: list[int]  # lines of none of these kinds: how they open may speak for a boundary
    sure: set[int]  # begin with a sure label
    label_alone: set[int]  # hold a label and nothing behind it
    retweet: set[int]
    tags_alone: set[int]
    names_alone: set[int]
    items: set[int]


def _heads(texts: Sequence[str]) -> _Heads:
    heads = _Heads([0.0] * len(texts), [], set(), set(), set(), set(), set(), set())
    handles_above = -1
    for at, text in enumerate(texts):
        below_handles = handles_above == at - 1 >= 0
        if not below_handles and labels.begins(text):  # as most labelled lines do
            heads.join[at] = SURE_LABEL_INSIDE
            heads.sure.add(at)
            continue
        found = labels.find(text)
        if not (below_handles or found):
            word = _CAPITALISED.match(text)
            if word and word[1] not in _TELLING:  # as most others do: that tells nothing
                heads.opening.append(at)
                continue
        kinds = _NO_KINDS if _WORD.search(text) else _alone(text)
        _look(heads, at, text, found, kinds, below_handles)
        if kinds == {"mention"}:
            handles_above = at
    return heads


def _look(
    heads: _Heads, at: int, text: str, found: Sequence[Label], kinds: frozenset[str], below_handles: bool
) -> None:
    """Look closely at how one line begins."""
    if found and found[0].sure:
        heads.sure.add(at)
    if any(label.end >= len(text.rstrip()) for label in found):
        heads.label_alone.add(at)
    if retweet := _RETWEET.match(text) is not None:
        heads.retweet.add(at)
    if tags_alone := "hashtag" in kinds and text.lstrip()[0] in "#＃":
        heads.tags_alone.add(at)
    if kinds and "hashtag" not in kinds:
        heads.names_alone.add(at)
    if item := not found and _ITEM.match(text) is not None:
        heads.items.add(at)
    if tags_alone:
        heads.join[at] = TAGS_ALONE_JOINED
    elif found:
        heads.join[at] = SURE_LABEL_INSIDE if found[0].sure else LABEL_INSIDE
    elif retweet:
        heads.join[at] = RETWEET_INSIDE
    elif kinds or below_handles:
        heads.join[at] = NAMES_JOINED
    elif item:
        heads.join[at] = ITEM_JOINED
    elif _SEQUEL.match(text):
        heads.join[at] = SEQUEL_JOINED
    else:
        heads.opening.append(at)


def _leads(texts: Sequence[str], label_alone: set[int]) -> tuple[list[float], set[int]]:
    """What each line says for the line below going on from it, and the lines that end in an ellipsis."""
    short = [len(text) < SHORT for text in texts]
    both = SHORT_ABOVE + SHORT_BOTH
    leads = [
        0.0 if not above else both if below else SHORT_ABOVE
        for above, below in zip(short, [*short[1:], False], strict=True)
    ]
    cut = set()
    blank_ends = []
    for at in [at for at, text in enumerate(texts) if not text[-1:].isalnum()]:
        text = texts[at]
        if at not in label_alone and _OPEN_END.search(text[-8:]):
            leads[at] += OPEN_END_JOINED
        elif _CUT.search(text[-8:]):
            cut.add(at)
        if text[-1:].isspace():
            blank_ends.append(at)
    for at in label_alone:
        leads[at] += LABEL_ALONE_JOINED
    if len(blank_ends) <= BLANK_ENDS * len(texts):
        for at in blank_ends:
            leads[at] += BLANK_END_JOINED
    return leads, cut


def _tags(texts: Sequence[str], hashtag: str | None) -> tuple[list[bool], list[bool]]:
    """For each line: whether it has the chat's hashtag, and whether nothing but tags, handles and links stands behind
    it where the line has it last."""
    if not hashtag:
        return [False] * len(texts), [False] * len(texts)
    usual = f"#{hashtag}".lower() if hashtag.isascii() and hashtag.isidentifier() else None
    at_end = [text[-len(hashtag) - 1 :].lower() == usual for text in texts]
    has = at_end.copy()
    tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)")
    for at in [at for at, text in enumerate(texts) if not at_end[at] and ("#" in text or "＃" in text)]:
        last = max(tag.finditer(texts[at]), key=re.Match.start, default=None)
        if last:
            has[at], at_end[at] = True, _only_entities(texts[at][last.end() :])
    return has, at_end


def _opening(text: str) -> float:
    if text.lstrip()[:1] in ("@", "＠"):
        return 1.0
    body = forms.body(text)
    return max(forms.greeting(body), forms.reaction(body))


def _alone(text: str) -> frozenset[str]:
    """The kinds of entities in a line that holds nothing else ("via" before them aside); empty for any other line."""
    found = entities.find(text)
    via = _VIA.match(text)
    position = via.end() if via else 0
    for entity in (*found, entities.Entity("", "", len(text), len(text))):
        if any(not c.isspace() and c not in _BETWEEN_ENTITIES for c in text[position : entity.start]):
            return frozenset()
        position = entity.end
    return frozenset(entity.kind for entity in found)


def _only_entities(rest: str) -> bool:
    """Whether a tail holds nothing but hashtags, handles, links and punctuation."""
    return all(
        word[0] in "#＃@＠"
        or "://" in word
        or word.startswith("pic.twitter.com/")
        or not any(c.isalnum() for c in word)
        for word in rest.split()
    )


def _neighbours(texts: Sequence[str]) -> list[float]:
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
