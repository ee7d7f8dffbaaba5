"""How the lines of a copied page begin, and what that says for a line going on from the one above."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatlens import entities, labels
from chatlens.readers._line_characters import Characters

SURE_LABEL_INSIDE = -6.0  # a line that is not its first starts with "A1:"
LABEL_INSIDE = -2.5  # ... with "A1 " that may be something else
RETWEET_INSIDE = -4.0  # ... with "RT @x:"
TAGS_ALONE_JOINED = 4.0  # a line of hashtags alone goes on from the line above
ITEM_JOINED = 2.0  # a list item or a line that starts in the middle of a sentence goes on from the line above
SEQUEL_JOINED = 2.0  # a line that starts with "Second," or "Finally," goes on
NAMES_JOINED = 2.0  # a line of handles or links alone goes on from the line above, and one of handles on the one below

_SEQUELS = (
    *("second", "third", "secondly", "thirdly", "finally", "lastly", "also", "then", "next", "plus", "and", "but"),
    *("so", "because", "however", "therefore", "instead"),
)
# What a line begins with that tells, the first that matches.
_LEAD = re.compile(
    r"\s*+(?:(?P<retweet>(?:RT|MT)\s?+@|[“\"]@\w)"
    r"|(?P<item>[-–—•*·>»]+(?:\s|(?=[A-Z]))|&gt;|\d{1,2}[.)]\s|\(?[ivx]{1,4}[.)]\s|[a-z&+,;)]|…|\.\.)"
    rf"|(?P<sequel>(?i:{'|'.join(_SEQUELS)})\b))"
)
_LEADS = {"item": ITEM_JOINED, "sequel": SEQUEL_JOINED}
_VIA = re.compile(r"(?i)\s*+[/(]?+(?:via|h/?t|cc)\b:?+")
# A word between blanks: a line with one holds more than entities.
_WORD = re.compile(r"(?<!\S)(?!(?i:via|h/?t|cc)\b)\w[^\s#＃@＠.]*+[.…]*+(?!\S)")
_NO_KINDS: frozenset[str] = frozenset()
# Most lines begin with a word, a handle or the mark of a list and then a word. Where no label with a number stands in
# them, nothing else needs to be known, but for words that tell.
_USUAL = re.compile(
    r"(?:(?P<item>[-–—•*·>»]++\s|\d{1,2}[.)]\s|(?=[a-z]))|@\w{1,15}+[:,]?\s(?=[A-Za-z])|(?=[A-Z]))"
    rf"(?!(?i:(?:{'|'.join(_SEQUELS)}|via|ht|cc|rt|mt)\b|{labels.WORDS}))\w[^\s#＃@＠.]*+[.…]*+(?!\S)"
)
_NO_MARK = "AaQqTt"  # most labels begin so, and neither a retweet's mark nor a tag does
LIKE = 4  # characters by which lines begin alike: letter, number, mark and blank of a label
KEPT = 1024  # different lines without words that are kept as looked at: most are the hashtag alone
_BETWEEN_ENTITIES = frozenset(".,;:&()/…|")


@dataclass(frozen=True, slots=True)
class Heads:
    """How the lines begin: lines of a kind, and what the beginning says for going on from the line above."""

    join: list[float]
    opening: list[bool]  # lines of none of these kinds: how they open may speak for a boundary
    sure: list[bool]  # begin with a sure label
    label_alone: set[int]  # hold a label and nothing behind it
    retweet: set[int]
    tags_alone: set[int]
    names_alone: set[int]
    items: set[int]


def heads_of(texts: Sequence[str], characters: Characters) -> Heads:
    """Look at how each line begins, and closely at those that do not begin as most do."""
    import numpy as np

    join, opening, sure = [0.0] * len(texts), [False] * len(texts), [False] * len(texts)
    heads = Heads(join, opening, sure, *(set() for _ in range(5)))
    numbered = np.flatnonzero(characters.numbered).tolist()
    close: list[int] = []  # lines to look at closely
    for at, is_sure in zip(numbered, labels.surely([texts[at] for at in numbered]), strict=True):
        begins = is_sure or labels.begins(texts[at])
        if begins is None:
            close.append(at)
        else:
            _labelled(heads, at, begins)
    usual = _USUAL.match
    for at in np.flatnonzero(~characters.numbered).tolist():
        found = usual(texts[at])
        if found is None:
            close.append(at)
        elif found.lastgroup is None:
            opening[at] = True
        else:
            heads.items.add(at)
            join[at] = ITEM_JOINED
    # Lines that begin alike one after the other: a processor tries the same patterns again more quickly than others.
    close.sort(key=lambda at: texts[at][:LIKE])
    marked = characters.numbered.tolist()
    handles = [at for at in close if _look(heads, at, texts[at], marked[at], below_handles=False)]
    for at in [at + 1 for at in handles if at + 1 < len(texts) and not sure[at + 1]]:
        opening[at] = False
        _look(heads, at, texts[at], marked[at], below_handles=True)
    return heads


def _labelled(heads: Heads, at: int, sure: bool) -> None:
    """Note that a line begins with a label."""
    heads.join[at] = SURE_LABEL_INSIDE if sure else LABEL_INSIDE
    heads.sure[at] = sure


def _look(heads: Heads, at: int, text: str, numbered: bool, *, below_handles: bool) -> bool:
    """Look closely at a line, and note what it is; whether it holds nothing but handles."""
    label = _label(heads, at, text, numbered)
    if label is not None and text[0] in _NO_MARK:
        _labelled(heads, at, label)
        return False
    kinds = _NO_KINDS if _WORD.search(text) else _alone(text)
    lead = _LEAD.match(text)
    how = lead.lastgroup if lead else None
    if how == "retweet":
        heads.retweet.add(at)
    elif how == "item" and label is None:
        heads.items.add(at)
    if kinds and "hashtag" not in kinds:
        heads.names_alone.add(at)
    if "hashtag" in kinds and text.lstrip()[0] in "#＃":
        heads.tags_alone.add(at)
        heads.join[at] = TAGS_ALONE_JOINED
    elif label is not None:
        _labelled(heads, at, label)
    elif how == "retweet":
        heads.join[at] = RETWEET_INSIDE
    elif kinds or below_handles:
        heads.join[at] = NAMES_JOINED
    elif how:
        heads.join[at] = _LEADS[how]
    else:
        heads.opening[at] = True
    return kinds == {"mention"}


def _label(heads: Heads, at: int, text: str, numbered: bool) -> bool | None:
    """Whether the label is sure that the line begins with; None where it begins with none."""
    start = labels.before(text) if numbered else 0
    if start and (begins := labels.begins(text, start)) is not None:
        return begins
    found = labels.find(text, numbered)
    if found and max(label.end for label in found) >= len(text.rstrip()):
        heads.label_alone.add(at)
    return found[0].sure if found else None


@functools.lru_cache(KEPT)
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
