"""Hand-made analyses: what the stages would have found, written down shortly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chatlens.analysis import Analysis
from chatlens.models import (
    Inquiry,
    Label,
    Link,
    Moment,
    Options,
    Placement,
    Question,
    Reading,
    Repeat,
    Session,
    Source,
    Timeline,
    Tweet,
    Unread,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A tweet and what the stages found out about it. `again` is the index of the tweet that it repeats."""

    role: str
    questions: tuple[str, ...]
    text: str
    author: str | None = None
    again: int | None = None
    kind: str = "retweet"
    link: Link = field(default_factory=Link)
    session: int | None = 1
    posted_at: Moment | None = None
    label: str = ""  # the written mark the text holds, "A1:"
    name: str | None = None


def said(role: str, questions: str, text: str, author: str | None = None, **more: object) -> Said:
    """`questions` are names parted by blanks."""
    return Said(role, tuple(questions.split()), text, author, **more)  # type: ignore[arg-type]


def analysis(
    tweets: Sequence[Said],
    questions: Iterable[Question] = (),
    *,
    hosts: Mapping[int, tuple[str, ...]] | None = None,
    hashtag: str | None = "gardenchat",
    unread: tuple[Unread, ...] = (),
    options: Options | None = None,
    chat: str = "saturday",
) -> Analysis:
    """The analysis of some tweets, one line after the other. Sessions are those that the tweets name."""
    records = _records(tweets)
    numbers = sorted({tweet.session for tweet in tweets if tweet.session is not None} or {1})
    sessions = tuple(_session(number, tweets) for number in numbers)
    asked = tuple(questions)
    return Analysis(
        source=Source(f"{chat}.txt", chat, "", "utf-8"),
        options=options or Options(),
        reading=Reading("pasted", records, unread, hashtag=hashtag),
        timeline=Timeline(records, sessions, tuple(tweet.session for tweet in tweets)),
        labels=tuple(_labels(tweet) for tweet in tweets),
        repeats=tuple(Repeat(t.again, t.kind, 100.0) if t.again is not None else None for t in tweets),
        inquiries=tuple(
            Inquiry(number, (hosts or {}).get(number, ()), tuple(q for q in asked if q.session == number))
            for number in numbers
        ),
        links=tuple(tweet.link for tweet in tweets),
        placements=tuple(
            Placement(t.role, t.questions, "label" if t.questions else "none", 0.98765 if t.questions else None)
            for t in tweets
        ),
        notes=(),
    )


def _records(tweets: Sequence[Said]) -> tuple[Tweet, ...]:
    found: list[Tweet] = []
    for tweet in tweets:
        line = found[-1].last_line + 1 if found else 1
        last = line + tweet.text.count("\n")
        found.append(Tweet(line, last, tweet.text, tweet.author, tweet.name, tweet.posted_at))
    return tuple(found)


def _session(number: int, tweets: Sequence[Said]) -> Session:
    indices = tuple(i for i, tweet in enumerate(tweets) if tweet.session == number)
    times = [when for i in indices if (when := tweets[i].posted_at) is not None]
    return Session(number, indices, times[0] if times else None, times[-1] if times else None)


def _labels(tweet: Said) -> tuple[Label, ...]:
    if not tweet.label:
        return ()
    start = tweet.text.index(tweet.label)
    end = start + len(tweet.label)
    letter = tweet.label[0].upper()
    return tuple(Label(letter, int(name[1:]), "", start, end, "marked") for name in tweet.questions)
