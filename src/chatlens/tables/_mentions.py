"""Whom a tweet names with @. A handle that was cut off with the end of its text ("via @mira_…") is nobody's, unless the
chat knows somebody who is called just so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens import entities
from chatlens._ellipses import CUT_SIGN, ELLIPSES
from chatlens.tables._once import once

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

_ELLIPSIS = "|".join(map(re.escape, ELLIPSES))
_END = re.compile(
    rf"(?:{_ELLIPSIS})(?:[”\"»]|[\s.)]*+(?:https?://\S*+\s*+)?+\Z)|{CUT_SIGN}(?:\s*+(?:[#＃]\w++|https?://\S++))++\s*+\Z"
)
"""Where a text ends that was cut, or a copy in it, with a link or tags behind: what people write on behind an ellipsis
was not cut."""

_WHOLE = re.compile(rf"[@＠](\w++)(?!{_ELLIPSIS})")


def mentions(analysis: Analysis, i: int) -> tuple[str, ...]:
    """Handles without "@" that a tweet names, spelling kept, in order, each once in whatever case."""
    text = analysis.timeline.tweets[i].text
    found = entities.mentions(text)
    if not found or not (cut := set(_cut(text))):
        return found
    return tuple(handle for handle in found if handle.casefold() not in cut - _known(analysis))


def _cut(text: str) -> Iterator[str]:
    """Handles with an ellipsis right behind them that ends the text, casefolded."""
    if any(sign in text for sign in ELLIPSES):
        named = [entity for entity in entities.find(text) if entity.kind == "mention"]
        whole = {entity.text.casefold() for entity in named if not _END.match(text, entity.end)}
        yield from {entity.text.casefold() for entity in named} - whole


@once
def _known(analysis: Analysis) -> frozenset[str]:
    """Handles of authors, and those that stand whole anywhere, casefolded."""
    tweets = analysis.timeline.tweets
    authors = (tweet.author for tweet in tweets if tweet.author)
    named = (handle for tweet in tweets for handle in _WHOLE.findall(tweet.text))
    return frozenset(handle.casefold() for handles in (authors, named) for handle in handles)
