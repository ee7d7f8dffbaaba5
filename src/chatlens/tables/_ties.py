"""What one tweet does to other people: whom it retweets, quotes, answers or mentions. `edges` adds these up, and the
degrees of `participants` count them.

A tweet has one tie to a person, the first of these that holds, and none to its own author:

- *retweet*: it only repeats a tweet of theirs, or begins with RT and their name where their tweet is not there;
- *quote*: it comments on a tweet of theirs that it holds or that is printed below it;
- *reply*: it answers a tweet of theirs, or is addressed to them;
- *mention*: it names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from chatlens import entities
from chatlens.tables import _cells, _counts, _mentions

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

TYPES = ("retweet", "quote", "reply", "mention")
"""All ties, the strongest first."""


class Tie(NamedTuple):
    """A tie to a person."""

    target: str  # handle as it is written there
    type: str


def ties(analysis: Analysis, i: int) -> dict[str, Tie]:
    """The ties of a tweet by casefolded handle."""
    author = analysis.timeline.tweets[i].author
    found: dict[str, Tie] = {}
    for tie in sorted(_candidates(analysis, i), key=lambda tie: TYPES.index(tie.type)):
        found.setdefault(tie.target.casefold(), tie)
    if author:
        found.pop(author.casefold(), None)
    return found


def answered(analysis: Analysis, i: int) -> Iterator[str]:
    """Handles of whom a tweet answers, oneself perhaps among them, some perhaps twice."""
    tweets, link = analysis.timeline.tweets, analysis.links[i]
    yield from link.reply_to
    yield from tweets[i].reply_to
    if link.replies_to is not None and (author := tweets[link.replies_to].author):
        yield author


def _candidates(analysis: Analysis, i: int) -> Iterator[Tie]:
    tweets, link = analysis.timeline.tweets, analysis.links[i]
    if repeated := _repeated(analysis, i):
        yield Tie(repeated, "retweet" if analysis.repeats[i] is None or _counts.is_retweet(analysis, i) else "quote")
    if link.quotes is not None and (author := tweets[link.quotes].author):
        yield Tie(author, "quote")
    for handle in answered(analysis, i):
        yield Tie(handle, "reply")
    for handle in _mentions.mentions(analysis, i):
        yield Tie(handle, "mention")


def _repeated(analysis: Analysis, i: int) -> str | None:
    """Who wrote what a tweet repeats: where the group's original is a retweet itself, whom that names."""
    repeat = analysis.repeats[i]
    original = analysis.timeline.tweets[i if repeat is None else repeat.original]
    named = entities.mentions(original.text[: _cells.retweet_prefix(original.text)])
    if named:
        return named[-1]
    return None if repeat is None else original.author
