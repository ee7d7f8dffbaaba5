"""What the words of a line say for a boundary above it: the evidence that `_segmentation` weighs, line by line.

Each piece is worth some log-odds (natural logarithm); positive speaks for going on from the line above. The weights
were set by hand so that one strong piece outweighs two weak ones, and checked on pasted transcripts.
"""

from __future__ import annotations

import math
import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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

HEAVIEST = 6  # the most that a character may weigh: three of two each, composed
LINK_ADDS = 19  # the most that a link weighs beyond its characters: 23 against the 4 of "a.co"
GRID = 2.0**20  # steps of a unit: far finer than any evidence

_ITEM = re.compile(r"\s*+(?:[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT)\s?+@|[“\"]@\w)")
_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet
_SEQUEL = re.compile(
    r"(?i)\s*+(?:second|third|secondly|thirdly|finally|lastly|also|then|next|plus|and|but|so|because|however|therefore|instead)\b"
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")
_VIA = re.compile(r"(?i)\s*+[/(]?+(?:via|h/?t|cc)\b:?+")
_WORD = re.compile(
    r"\s*+(?!(?i:via|h/?t|cc)\b)\w[^\s#＃@＠.]*+[.…]*+(?!\S)"
)  # first, it makes a line no list of entities
_CAPITALS = frozenset(string.ascii_uppercase)  # no item starts with one
_BLANKS = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
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
    retweet: Sequence[bool]  # starts with a retweet mark
    cut: Sequence[bool]  # ends in an ellipsis
    tags_alone: Sequence[bool]
    names_alone: Sequence[bool]  # nothing but handles or links
    must_start: Sequence[bool]  # certainly starts a tweet
    plain: list[bool]  # nothing but the habit of the file speaks for its going on from the line above
    start: Sequence[float]  # score of starting a tweet here
    join: list[float]  # score of going on here from the line above, but for the learnt rate
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
        at_most = len(text) * (1 if text.isascii() else HEAVIEST) + LINK_ADDS * text.count(".")
        return at_most <= limit or self.length(at) <= limit + 1


def exact(score: float) -> float:
    """The score on a grid so coarse that sums are exact: equal sums are equal in whatever order they are added."""
    return round(score * GRID) / GRID


def gather(lines: Sequence[Line], hashtag: str | None) -> Facts:
    """The facts of the lines. `hashtag` is the chat's, without "#", if one is known."""
    texts = [line.text for line in lines]
    found = list(map(labels.find, texts))
    kinds = [_NO_KINDS if _WORD.match(text) else _alone(text) for text in texts]
    tags_alone = ["hashtag" in kind and text.lstrip()[0] in "#＃" for kind, text in zip(kinds, texts, strict=True)]
    items = [
        not (names or text[:1] in _CAPITALS) and _ITEM.match(text) is not None
        for names, text in zip(found, texts, strict=True)
    ]
    closed = [False, *(line.closed for line in lines[:-1])]
    behind_label = [False, *map(_is_label_alone, texts[:-1], found)]
    tags = list(map(_tag_finder(hashtag), texts))
    facts = Facts(
        texts=texts,
        empty_above=[line.blank_before for line in lines],
        tag=[tag is not None for tag in tags],
        tag_at_end=[tag is True for tag in tags],
        retweet=[_RETWEET.match(text) is not None for text in texts],
        cut=[not text[-1:].isalnum() and _CUT.search(text[-8:]) is not None for text in texts],
        tags_alone=tags_alone,
        names_alone=["hashtag" not in kind if kind else False for kind in kinds],
        must_start=[shut or (bool(names) and names[0].sure) for shut, names in zip(closed, found, strict=True)],
        plain=[False] * len(lines),
        start=[
            (TAGS_ALONE_START if tags else 0.0) + (ITEM_START if item else 0.0)
            for tags, item in zip(tags_alone, items, strict=True)
        ],
        join=_neighbours(texts),
        unsettled=set(),
        lengths={},
        openings={},
    )
    _weigh(facts, found, kinds, items, closed, behind_label)
    return facts


_NO_KINDS: frozenset[str] = frozenset()


def _weigh(
    facts: Facts,
    found: Sequence[tuple[Label, ...]],
    kinds: Sequence[frozenset[str]],
    items: Sequence[bool],
    closed: Sequence[bool],
    behind_label: Sequence[bool],
) -> None:
    """Add up what the words of a line and of the line above say for going on, but for how it opens."""
    leads = _leads(facts.texts, behind_label)
    short = [len(text) < SHORT for text in facts.texts]
    join, texts = facts.join, facts.texts
    for at in range(1, len(texts)):
        if closed[at]:
            join[at] = -math.inf
            continue
        score = leads[at - 1]
        if short[at] and short[at - 1]:
            score += SHORT_BOTH
        if facts.tags_alone[at]:
            score += TAGS_ALONE_JOINED
        elif found[at]:
            score += SURE_LABEL_INSIDE if found[at][0].sure else LABEL_INSIDE
        elif facts.retweet[at]:
            score += RETWEET_INSIDE
        elif kinds[at] or kinds[at - 1] == {"mention"}:
            score += NAMES_JOINED
        elif items[at]:
            score += ITEM_JOINED
        elif _SEQUEL.match(texts[at]):
            score += SEQUEL_JOINED
        # How a line with the hashtag opens, below one that ended with it, decides nothing: the second tag does.
        elif not (facts.tag_at_end[at] and facts.tag_at_end[at - 1]):
            facts.unsettled.add(at)
        join[at] += score
        if not (facts.must_start[at] or facts.tags_alone[at] or items[at] or behind_label[at]):
            if join[at] > 0:
                facts.settle(at)
            facts.plain[at] = join[at] <= 0


def _leads(texts: Sequence[str], behind_label: Sequence[bool]) -> list[float]:
    """What each line says for the line below going on from it."""
    blank_ends = sum(text[-1:].isspace() for text in texts) <= BLANK_ENDS * len(texts)
    leads = [SHORT_ABOVE if len(text) < SHORT else 0.0 for text in texts]
    for at, text in enumerate(texts):
        if at + 1 < len(texts) and behind_label[at + 1]:
            leads[at] += LABEL_ALONE_JOINED
        elif not text[-1:].isalnum() and _OPEN_END.search(text[-8:]):
            leads[at] += OPEN_END_JOINED
        if blank_ends and text[-1:].isspace():
            leads[at] += BLANK_END_JOINED
    return leads


def _is_label_alone(text: str, found: tuple[Label, ...]) -> bool:
    return bool(found) and any(label.end >= len(text.rstrip()) for label in found)


def _tag_finder(hashtag: str | None) -> Callable[[str], bool | None]:
    """A function that says whether nothing but tags, handles and links stands behind the chat's hashtag where a line
    has it last; None for a line without it."""
    if not hashtag:
        return lambda _text: None
    tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)")
    size = len(hashtag) + 1
    usual = "#" + hashtag.lower() if hashtag.isascii() and hashtag.isidentifier() else None

    def find(text: str) -> bool | None:
        if text[-size:].lower() == usual:
            return True
        if "#" not in text and "＃" not in text:
            return None
        last = max(tag.finditer(text), key=re.Match.start, default=None)
        return None if last is None else _only_entities(text[last.end() :])

    return find


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
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for at in again:
        after[folded[at]].add(folded[at + 1] if at + 1 < len(folded) else "")
        if at and folded[at]:
            before[folded[at]].add(folded[at - 1])
    scores = [0.0] * len(texts)
    for at in dict.fromkeys(place for first in again for place in (first, first + 1) if 0 < place < len(texts)):
        one, other = folded[at - 1], folded[at]
        if len(after.get(one, ())) > 1 or len(before.get(other, ())) > 1:
            scores[at] = OTHER_NEIGHBOUR
        else:
            scores[at] = min(SAME_NEIGHBOUR * (min(times[one], times[other]) - 1), SAME_NEIGHBOUR_MOST)
    together = [at for at, score in enumerate(scores) if score > 0]
    for _, run in groupby(enumerate(together), key=lambda pair: pair[1] - pair[0]):
        passage = [at for _, at in run]
        if len(passage) > PASSAGE:
            scores[passage[0] : passage[-1] + 1] = [0.0] * len(passage)
    return scores


def _folded(texts: Sequence[str]) -> list[str]:
    """The lines without case, retweet marks and the number of their blanks."""
    bare = [
        _RETWEETED.sub("", text) if ("RT" in text or "MT" in text) and ("@" in text or "＠" in text) else text
        for text in texts
    ]
    whole = "\n".join(bare).casefold()
    lines = whole.split("\n")
    if any(blank in whole for blank in _BLANKS):
        return [" ".join(line.split()) for line in lines]
    return [" ".join(line.split()) if "  " in line else line.strip() for line in lines]
