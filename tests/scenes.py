"""Small chats for the tests of the middle stages: tweets written down shortly, and what the stages make of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from chatlens import conventions, links, notices, placing, questions, repeats
from chatlens.models import (
    Inquiry,
    Label,
    Link,
    Note,
    Options,
    Placement,
    Question,
    Reading,
    Repeat,
    Session,
    Timeline,
    Tweet,
)

HASHTAG = "gardenchat"
START = datetime(2021, 3, 6, 8, 30, tzinfo=UTC)


class Chat(NamedTuple):
    """What each stage found."""

    timeline: Timeline
    labels: tuple[tuple[Label, ...], ...]
    repeats: tuple[Repeat | None, ...]
    inquiries: tuple[Inquiry, ...]
    links: tuple[Link, ...]
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...]

    @property
    def questions(self) -> dict[str, Question]:
        """The first session's questions by name."""
        return {question.name: question for question in self.inquiries[0].questions}

    @property
    def hosts(self) -> tuple[str, ...]:
        """The first session's hosts."""
        return self.inquiries[0].hosts

    @property
    def roles(self) -> list[str]:
        """Each tweet's role."""
        return [placement.role for placement in self.placements]

    @property
    def under(self) -> list[str]:
        """Each tweet's questions, joined by blanks."""
        return [" ".join(placement.questions) for placement in self.placements]


def tweet(text: str, author: str | None = None, **more: object) -> Tweet:
    """A tweet of the chat."""
    return Tweet(1, 1, text, author, **more)  # type: ignore[arg-type]


def written(lines: Sequence[str]) -> list[Tweet]:
    """Tweets from lines such as "mira_k> Q1: Which soil?"; without "name> " nobody is known to have written it."""
    found = []
    for number, line in enumerate(lines, 1):
        author, mark, text = line.partition("> ")
        named = bool(mark) and author.replace("_", "").isalnum()
        found.append(Tweet(number, number, text if named else line, author if named else None))
    return found


def run(
    tweets: Sequence[Tweet],
    options: Options | None = None,
    *,
    marked: tuple[str, ...] = (),
    hashtag: str | None = HASHTAG,
    sittings: Sequence[range] | None = None,
) -> Chat:
    """The stages from labels to notes, as `analysis.run` runs them; the tweets are one session as they stand, or the
    `sittings`."""
    options = options or Options()
    reading = Reading("case", tuple(tweets), hashtag=hashtag, hosts=marked)
    sat = tuple(Session(n, tuple(s)) for n, s in enumerate(sittings or [range(len(tweets))], 1))
    session_of = {index: session.number for session in sat for index in session.tweets}
    timeline = Timeline(reading.tweets, sat, tuple(session_of.get(index) for index in range(len(tweets))))
    labels = conventions.settle(timeline)
    repeated = repeats.group(timeline.tweets, labels, options.similarity)
    inquiries = questions.find(timeline, labels, repeated, marked, options, hashtag)
    linked = links.find(timeline, labels, repeated)
    placements = placing.place(timeline, labels, repeated, inquiries, linked, hashtag, options)
    notes = notices.of(reading, timeline, labels, inquiries, placements, options)
    return Chat(timeline, labels, repeated, inquiries, linked, placements, notes)


def read(*lines: str, options: Options | None = None, marked: tuple[str, ...] = ()) -> Chat:
    """The chat of some lines."""
    return run(written(lines), options, marked=marked)
