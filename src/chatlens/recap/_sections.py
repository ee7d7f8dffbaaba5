"""The questions of a draft and the answers that it quotes, as their authors gave them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from chatlens import entities
from chatlens.recap import _choice, _text
from chatlens.recap._records import Quote, Section
from chatlens.tables import _cells, _digest

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Question

_WORD = 12
"""Characters at a text's end in which its last word is looked for."""

_LEADS_ON = re.compile(
    r"(?i)\b(?:a|an|the|my|our|your|their|this|these|of|in|on|at|to|for|from|with|by|about|into|and|or|but|as|is|are|was)\Z"
)
"""A last word that no sentence ends with: what follows belongs to it."""


def sections(
    analysis: Analysis,
    digests: Sequence[_digest.Digest],
    most: int,
    hosts: frozenset[str],
    hidden: Collection[str],
) -> tuple[Section, ...]:
    """The questions; of a chat without any, what was said."""
    asked = [digest for digest in digests if digest.tally.name]
    used: set[int] = set()
    found = []
    for digest in asked or digests:
        tally, question = digest.tally, digest.tally.question
        chosen = _choice.choose(analysis, digest, most, hosts, used)
        used.update(tweet for choice in chosen for tweet in choice.tweets)
        found.append(
            Section(
                name=_text.one_line(tally.name),
                text=_question_text(question),
                asked_by=_text.names([h for h in question.asked_by if h.casefold() not in hidden]) if question else (),
                answers=len(tally.answers),
                occurrences=tally.occurrences,
                contributors=tally.contributors,
                themes=tuple(_text.one_line(theme.term) for theme in digest.themes),
                quotes=tuple(_quote(analysis, choice) for choice in chosen),
            )
        )
    return tuple(found)


def _question_text(question: Question | None) -> str | None:
    """Its words, without the links and tags behind them: what was asked is said before."""
    if question is None or question.text is None:
        return None
    text = _text.one_line(_cells.decoded(question.text))
    for entity in reversed(entities.find(text)):
        if entity.end != len(text.rstrip()) or entity.kind == "mention" or not text[: entity.start].strip():
            break
        text = text[: entity.start].rstrip()
    return text or None


def _quote(analysis: Analysis, choice: _choice.Choice) -> Quote:
    tweets = [analysis.timeline.tweets[i] for i in choice.tweets]
    author, own = tweets[0].author, True
    if prefix := _cells.retweet_prefix(tweets[0].text):  # its original is not in the transcript
        author, own = entities.mentions(tweets[0].text[:prefix])[-1], False
    addresses = [_text.address(tweet.tweet_url) for tweet in tweets] if own else [None]
    return Quote(
        text="\n\n".join(_said(analysis, i) for i in choice.tweets),
        author=_text.one_line(author) if author else None,
        address=addresses[0],
        addresses=tuple(filter(None, addresses)) if all(addresses) else (),
        shared=max(answer.shares for answer in choice.thread),
        tweets=tuple(i + 1 for i in choice.tweets),
    )


def _said(analysis: Analysis, i: int) -> str:
    """A tweet's words as they are quoted."""
    text = analysis.timeline.tweets[i].text
    body = _cells.body(text, analysis.labels[i])
    if _LEADS_ON.search(body[-_WORD:]):  # its last tags are words of its sentence: "best with #kids #gardenchat"
        tags = text[entities.trailing_tags_start(text) :].split()
        own = f"#{analysis.reading.hashtag}".casefold()
        while tags and tags[-1].casefold() == own:
            tags.pop()
        body = " ".join((body, *tags))
    return _text.lines(_cells.decoded(body if _cells.says(body) else text))
