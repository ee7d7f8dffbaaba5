"""What the words of a line say for a boundary above it: the evidence that `_segmentation` weighs, line by line.

Each piece is worth some log-odds (natural logarithm); positive speaks for going on from the line above. The weights
were set by hand so that one strong piece outweighs two weak ones, and checked on pasted transcripts.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
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

_ITEM = re.compile(r"\s*+(?:[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT)\s?+@|[“\"]@\w)")
_RETWEETED = re.compile(r"\s*+(?:(?:RT|MT)\s?+[@＠]\w++\s?+:?+\s*+)++")  # what a retweet puts before the copied tweet
_SEQUEL = re.compile(
    r"(?i)\s*+(?:second|third|secondly|thirdly|finally|lastly|also|then|next|plus|and|but|so|because|however|therefore|instead)\b"
)
_CUT = re.compile(r"(?:…|\.\.\.)\s*+$")
_OPEN_END = re.compile(r"[:,;]\s*+$")
_VIA = re.compile(r"(?i)\s*+[/(]?+(?:via|h/?t|cc)\b:?+")
_BETWEEN_ENTITIES = frozenset(".,;:&()/…|")


class Line(NamedTuple):
    """A line of the transcript that is no page furniture."""

    number: int  # 1-based physical line
    text: str
    blank_before: bool  # an empty line stands above it
    closed: bool  # page furniture below it ends its tweet


class Facts(NamedTuple):
    """A line as the segmentation sees it."""

    length: int  # weighted characters
    tag: bool  # has the chat's hashtag
    tag_at_end: bool  # nothing but tags, handles and links behind it
    opening: float  # 0-1: how much it begins as replies and greetings do
    start: float  # score of starting a tweet here
    join: float  # score of going on here from the line above, but for the learnt rate
    retweet: bool  # starts with a retweet mark
    cut: bool  # ends in an ellipsis
    tags_alone: bool
    names_alone: bool  # nothing but handles or links
    empty_above: bool
    must_join: bool  # certainly goes on from the line above
    must_start: bool  # certainly starts a tweet


def gather(lines: Sequence[Line], hashtag: str | None) -> list[Facts]:
    """The facts of each line. `hashtag` is the chat's, without "#", if one is known."""
    tag = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?=\W|$|https?://|pic\.twitter)") if hashtag else None
    blank_ends = sum(line.text[-1:].isspace() for line in lines) <= BLANK_ENDS * len(lines)
    facts: list[Facts] = []
    above: Line | None = None
    label_above = ended_above = False
    for line, neighbours in zip(lines, _neighbours(lines), strict=True):
        text = line.text
        found = labels.find(text)
        last = max(tag.finditer(text), key=re.Match.start, default=None) if tag else None
        tag_at_end = last is not None and _only_entities(text[last.end() :])
        kinds = _alone(text)
        tags_alone = "hashtag" in kinds and text.lstrip()[0] in "#＃"
        item = bool(_ITEM.match(text)) and not found
        retweet = bool(_RETWEET.match(text))
        # How a line with the hashtag opens, below one that ended with it, decides nothing: the second tag does.
        opening = 0.0 if tag_at_end and ended_above else _opening(text)
        closed = above is not None and above.closed
        after_label = label_above
        join = (
            -math.inf
            if closed
            else neighbours + _join(above, line, found, tags_alone, item, retweet, after_label, opening)
        )
        if above is not None and blank_ends and above.text[-1:].isspace():
            join += BLANK_END_JOINED
        facts.append(
            Facts(
                length=entities.weighted_length(text) + 1,
                tag=last is not None,
                tag_at_end=tag_at_end,
                opening=opening,
                start=(TAGS_ALONE_START if tags_alone else 0.0) + (ITEM_START if item else 0.0),
                join=join,
                retweet=retweet,
                cut=bool(_CUT.search(text[-8:])),
                tags_alone=tags_alone,
                names_alone=bool(kinds) and "hashtag" not in kinds,
                empty_above=line.blank_before,
                must_join=not closed and above is not None and (tags_alone or item or after_label),
                must_start=closed or (bool(found) and found[0].sure),
            )
        )
        above = line
        ended_above = tag_at_end
        label_above = any(label.end >= len(text.rstrip()) for label in found)
    return facts


def _opening(text: str) -> float:
    if text.lstrip()[:1] in ("@", "＠"):
        return 1.0
    body = forms.body(text)
    return max(forms.greeting(body), forms.reaction(body))


def _join(
    above: Line | None,
    line: Line,
    found: tuple[Label, ...],
    tags_alone: bool,
    item: bool,
    retweet: bool,
    after_label: bool,
    opening: float,
) -> float:
    """What the words of two lines say for the second going on from the first."""
    if above is None:
        return 0.0
    join = LABEL_ALONE_JOINED if after_label else OPEN_END_JOINED if _OPEN_END.search(above.text[-8:]) else 0.0
    if tags_alone:
        join += TAGS_ALONE_JOINED
    elif found:
        join += SURE_LABEL_INSIDE if found[0].sure else LABEL_INSIDE
    elif retweet:
        join += RETWEET_INSIDE
    elif _alone(line.text) or _alone(above.text) == {"mention"}:
        join += NAMES_JOINED
    elif item:
        join += ITEM_JOINED
    elif _SEQUEL.match(line.text):
        join += SEQUEL_JOINED
    else:
        join += OPENING_INSIDE * opening
    if len(above.text) < SHORT:
        join += SHORT_ABOVE + (SHORT_BOTH if len(line.text) < SHORT else 0.0)
    return join


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


def _neighbours(lines: Sequence[Line]) -> list[float]:
    """For each line: what the other places of it and of the line above say for its going on from the line above."""
    folded = [" ".join(_RETWEETED.sub("", line.text).casefold().split()) for line in lines]
    times = Counter(folded)
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for one, other in zip(folded, [*folded[1:], ""], strict=True):
        if times[one] > 1:
            after[one].add(other)
        if other and times[other] > 1:
            before[other].add(one)
    scores = [0.0]
    for one, other in pairwise(folded):
        if len(after.get(one, ())) > 1 or len(before.get(other, ())) > 1:
            scores.append(OTHER_NEIGHBOUR)
        else:
            scores.append(min(SAME_NEIGHBOUR * (min(times[one], times[other]) - 1), SAME_NEIGHBOUR_MOST))
    for same, run in groupby(range(len(scores)), key=lambda place: scores[place] > 0):
        passage = list(run)
        if same and len(passage) > PASSAGE:
            scores[passage[0] : passage[-1] + 1] = [0.0] * len(passage)
    return scores
