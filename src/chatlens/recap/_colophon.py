"""What stands at a draft's end: its numbers, how it was made, and what is missing or unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from chatlens import provenance
from chatlens._phrases import how_many, listed
from chatlens.recap import _text
from chatlens.recap._records import Number
from chatlens.tables import _counts, _digest

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Question

HASH_SHOWN = 12
"""Hexadecimal digits of the input's hash that are printed: enough to tell a person's files apart."""


def numbers(counted: _counts.Totals, digests: Sequence[_digest.Digest], writers: int | None) -> Iterator[Number]:
    """What is counted, each with its meaning."""
    asked = [digest.tally for digest in digests if digest.tally.name]
    talk = asked or [digest.tally for digest in digests]  # a chat without questions has answers all the same
    answers = {answer.members[0] for tally in talk for answer in tally.answers}
    elsewhere = sum(digest.tally.occurrences for digest in digests if asked and not digest.tally.name)
    to = "to the questions" if asked else "to the point"
    yield Number(counted.tweets, "tweets", "everything that was posted, retweets and other repeats included")
    yield Number(counted.different, "different tweets", "a tweet and its repeats count once")
    if writers is not None:
        yield Number(writers, "people", "who posted at least one tweet, if only a retweet")
    if asked:
        yield Number(len(asked), "questions", "asked in the chat, or answered in it")
    yield Number(len(answers), "different answers", f"what people said {to}; an answer and its repeats count once")
    yield Number(counted.roles["answer"] - elsewhere, "answers with repeats", "the same, every retweet counted")
    yield Number(counted.roles["reply"], "replies", "reactions to a tweet or a person")


def made(analysis: Analysis) -> Iterator[str]:
    """Which program made it of what, and how it was told to."""
    source = analysis.source
    digest = f" (SHA-256 {source.sha256[:HASH_SHOWN]}…)" if source.sha256 else ""
    yield f"chatlens {provenance.version()} drafted this from the transcript “{_text.one_line(source.chat)}”{digest}."
    given = [f"{name} {value}".strip() for name, value in provenance.given(analysis.options)]
    if given:
        yield f"Options: {_text.one_line(', '.join(given))}."


def missing(
    analysis: Analysis, sitting: _counts.Sitting, digests: Sequence[_digest.Digest], lost_links: frozenset[int]
) -> Iterator[str]:
    """What the draft cannot know, and where it may be wrong."""
    tweets = analysis.timeline.tweets
    unknown = sum(tweets[i].author is None for i in sitting.tweets)
    if unknown == len(sitting.tweets):
        yield "The transcript does not say who wrote what, so nobody is credited or counted."
    elif unknown:
        yield f"{how_many(unknown, 'tweet')} of {len(sitting.tweets):,} {'has' if unknown == 1 else 'have'} no author."
    lost = [digest.tally.name for digest in digests if digest.tally.name and not _has_text(digest.tally.question)]
    if lost:
        yield f"The text of {_text.one_line(listed(lost))} is not in the transcript."
    talk = [i for i in sitting.tweets if analysis.placements[i].role in ("answer", "reply")]
    unlabelled = sum(not analysis.labels[i] for i in talk)
    if not any(digest.tally.name for digest in digests):
        yield "No numbered questions were found in the transcript, so what was said stands together."
    elif unlabelled:
        carry, were, them = ("carries", "it was", "it") if unlabelled == 1 else ("carry", "they were", "them")
        yield (
            f"{unlabelled:,} of {how_many(len(talk), 'answer or reply', 'answers and replies')} {carry} no label "
            f"such as A1: {were} put under a question by what surrounds {them}."
        )
        if unplaced := sum(not analysis.placements[i].questions for i in talk):
            yield f"{unplaced:,} of these answers and replies could not be put under any question surely enough."
    if analysis.withheld.intersection(sitting.tweets):
        yield "What some people wrote is left out, because they asked for it."
    between = sum(number is None for number in analysis.timeline.session_of)
    if between:
        are = "is" if between == 1 else "are"
        yield f"{how_many(between, 'tweet')} of the transcript {are} between its sessions and not in this draft."
    if cut := len(lost_links.intersection(sitting.tweets)):
        yield f"{how_many(cut, 'tweet')} had a link that was cut off and leads nowhere."
    unread = sum(piece.last_line - piece.first_line + 1 for piece in analysis.reading.unread)
    if unread:
        yield f"{how_many(unread, 'line')} of the transcript {'is' if unread == 1 else 'are'} no tweet."


def _has_text(question: Question | None) -> bool:
    return question is not None and question.text is not None
