"""One and the same chat in many shapes: `samples/gardenchat.csv` is the canon that the other shapes' samples repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import chatlens
from chatlens.analysis import Analysis
from chatlens.models import Moment, Options

CANON = Path(__file__).parent.parent / "samples" / "gardenchat.csv"


class Heard(NamedTuple):
    """A tweet with what was made of it. Texts are compared without their line breaks, which some shapes lose."""

    text: str
    author: str | None
    minute: Moment | None
    role: str
    questions: tuple[str, ...]
    repeats: int | None  # place of the tweet that it repeats, counted as the tweets are listed
    kind: str | None


def assert_same(
    path: Path,
    *,
    options: Options | None = None,
    authors: bool = True,
    times: bool = True,
    copies: int = 0,
    untimed: int = 0,
    days: bool = False,
    texts: Callable[[str], str] = str,
) -> None:
    """The file gives the canon's tweets, questions, repeats and roles, oldest first.

    `authors` and `times`: whether the shape carries them. `copies`: how many tweets the page prints once more, under
    the tweets that quote them; they must be known as copies, and are left out of the rest. `untimed`: how many tweets
    the page leaves without a time, where it has times. `days`: the page has no clock. `texts`: what the shape leaves of
    a text.
    """
    [canon] = chatlens.load(CANON).analyses
    [other] = chatlens.load(path, options=options or Options()).analyses
    heard = _heard(other, authors, times, copies)
    bare = sum(tweet.minute is None for tweet in heard)
    assert bare == (untimed if times else len(heard))
    for at, (expected, found) in enumerate(zip(_heard(canon, authors, times, 0), heard, strict=False)):
        if found.minute is None:
            expected = expected._replace(minute=None)
        elif days and isinstance(expected.minute, datetime):
            expected = expected._replace(minute=expected.minute.date())
        expected = expected._replace(text=" ".join(texts(expected.text).split()))
        assert found == expected, f"tweet {at + 1} of {path.name}"
    assert len(heard) == len(canon.timeline.tweets)
    assert _asked(other, authors) == _asked(canon, authors)
    assert other.reading.hashtag == canon.reading.hashtag


def _heard(analysis: Analysis, authors: bool, times: bool, copies: int) -> list[Heard]:
    repeats = analysis.repeats
    printed = {at for at, repeat in enumerate(repeats) if copies and repeat is not None and repeat.kind == "copy"}
    assert len(printed) == copies
    kept = [at for at in range(len(repeats)) if at not in printed]
    place = {at: number for number, at in enumerate(kept)}
    heard = []
    for at in kept:
        tweet, repeat, placement = analysis.timeline.tweets[at], repeats[at], analysis.placements[at]
        heard.append(
            Heard(
                " ".join(tweet.text.split()),
                tweet.author if authors else None,
                _minute(tweet.posted_at) if times else None,
                placement.role,
                placement.questions,
                place[repeat.original] if repeat else None,
                repeat.kind if repeat else None,
            )
        )
    return heard


def _minute(moment: Moment | None) -> Moment | None:
    """To the minute, in UTC where the offset is known."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(UTC) if moment.tzinfo else moment).replace(second=0, microsecond=0)


def _asked(analysis: Analysis, authors: bool) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [
        (question.name, question.text, question.asked_by if authors else ())
        for inquiry in analysis.inquiries
        for question in inquiry.questions
    ]
