"""What copying a text does not change: its words, free of links, trailing tags and looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from chatlens.entities import Entity
from chatlens.readers._markup import resolved

CLOSING = '"”»)]\ufffd'
"""What closes a quotation, a bracket, or one that was decoded wrongly."""

_CREDIT = re.compile(r"(?i)(?<!\w)(?:/{0,2}via|cc:?|h/t|ht|rt|mt)$")
_LONGEST_CREDIT = 8  # characters, with the blank before it
_WORD_HASH = re.compile(r"[#＃](?=\w)")
_DAMAGE = re.compile(r"\ufffd[^\x00-\x7f\w]?")
_UNSEEN = {ord(c): None for c in "'\"`´‘’‚‛“”„‟«»‹›′″\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff\u00ad"}
_FOLDS = _UNSEEN | {ord(c): "-" for c in "‐‑‒–—―−"}
_ASCII_QUOTES = "'\"`"
_EDGE = " .,;:|/>*-()[]_~"  # says nothing at a core's ends


def fold(text: str) -> str:
    """A text without what copying changes: HTML entities, case, quotes, blanks, "#" before words, wrong decoding.

    >>> fold("“Dig &amp;  Turn” #Soil – we\ufffdll")
    'dig & turn soil - well'
    """
    for _ in range(2):  # some archives escape twice
        if "&" in text:
            text = resolved(text)
    if text.isascii():
        for quote in _ASCII_QUOTES:  # most texts have none, which is seen much sooner than they are translated
            text = text.replace(quote, "")
    else:
        text = unicodedata.normalize("NFKC", _DAMAGE.sub("", text).translate(_FOLDS))
    if "#" in text or "＃" in text:
        text = _WORD_HASH.sub("", text)
    return " ".join(text.casefold().split()).strip(_EDGE)


def fold_without_links(text: str, entities: Sequence[Entity], end: int) -> str:
    """The folded text up to `end`, each link a blank."""
    kept, position = [], 0
    for entity in entities:
        if entity.kind == "link" and entity.end <= end:
            kept.append(text[position : entity.start])
            position = entity.end
    return fold(" ".join([*kept, text[position:end]]))


def tail_start(text: str, entities: Sequence[Entity]) -> int:
    """Where the trailing hashtags, handles and links of a text start, with a "via" or "cc" before the handles.

    >>> from chatlens.entities import find
    >>> text = "Mulch early. #soil#gardenchat via @mira_k https://t.co/Ab1"
    >>> text[:tail_start(text, find(text))]
    'Mulch early.'
    """
    end = len(text.rstrip())
    for entity in reversed(entities):
        if entity.end != end and text[entity.end : end].strip(CLOSING):
            break
        end = len(text[: entity.start].rstrip())
        if entity.kind == "mention" and (credit := _CREDIT.search(text, max(end - _LONGEST_CREDIT, 0), end)):
            end = len(text[: credit.start()].rstrip())
    return end
