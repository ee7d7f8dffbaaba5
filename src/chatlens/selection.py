"""Which tweets are shown: those of some sessions (`--session`), or of some time (`--since`, `--until`).

Labels and repeats are settled over the whole file first, and a session's questions and placing over the whole session:
a tweet's role and question do not depend on what is chosen. Then everything is cut down to the chosen tweets, so that
all tables count the same. Sessions keep their numbers and tweets their lines; `tweet` counts the chosen ones. Where a
group's original was not chosen, the first chosen tweet of the group stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from chatlens import sessions
from chatlens.errors import shown
from chatlens.models import (
    Inquiry,
    Label,
    Link,
    Moment,
    Note,
    Options,
    Placement,
    Repeat,
    Session,
    Source,
    Timeline,
    Tweet,
)
from chatlens.readers._moments import completed


class Stages(NamedTuple):
    """What the stages found: in each tuple but `inquiries`, one record per tweet."""

    timeline: Timeline
    labels: tuple[tuple[Label, ...], ...]
    repeats: tuple[Repeat | None, ...]
    inquiries: tuple[Inquiry, ...]  # per session
    links: tuple[Link, ...]
    placements: tuple[Placement, ...]


def chooses(options: Options) -> bool:
    """Whether the options choose tweets at all."""
    return bool(options.sessions) or options.since is not None or options.until is not None


def choose(timeline: Timeline, options: Options) -> tuple[int, ...]:
    """Indices of the tweets that the options choose, ascending. A tweet without a time is of no time."""
    wanted = set(options.sessions)
    early, late = _early(options), _late(options)
    return tuple(
        index
        for index, tweet in enumerate(timeline.tweets)
        if (not wanted or timeline.session_of[index] in wanted) and not early(tweet) and not late(tweet)
    )


def notes(source: Source, timeline: Timeline, chosen: Sequence[int], options: Options) -> Iterator[Note]:
    """What of the options' wishes the transcript cannot meet."""
    missing = sorted(set(options.sessions) - {session.number for session in timeline.sessions})
    if missing:
        count = len(timeline.sessions)
        there = f"its sessions are 1 to {count}" if count > 1 else "all of it is session 1"
        numbers = ", ".join(str(number) for number in missing)
        yield Note(f"{shown(source.name)} has no session {numbers}; {there}.", "chatlens sessions FILE lists them.")
    elif not chosen:
        yield Note(
            f"{shown(source.name)} has no tweet that is chosen by --session, --since and --until.", _span(timeline)
        )


def seen(timeline: Timeline, chosen: Collection[int]) -> Timeline:
    """The timeline with those sessions alone that have chosen tweets: the others need not be analysed."""
    numbers = {timeline.session_of[index] for index in chosen}
    kept = tuple(session for session in timeline.sessions if session.number in numbers)
    session_of = tuple(number if number in numbers else None for number in timeline.session_of)
    return Timeline(timeline.tweets, kept, session_of)


def narrowed(stages: Stages, chosen: Sequence[int]) -> Stages:
    """All that was found, for the chosen tweets alone."""
    place = {index: new for new, index in enumerate(chosen)}
    return Stages(
        timeline=_timeline(stages.timeline, chosen, place),
        labels=tuple(stages.labels[index] for index in chosen),
        repeats=_repeats(stages.repeats, chosen, place),
        inquiries=tuple(_inquiry(inquiry, place) for inquiry in stages.inquiries),
        links=tuple(_link(stages.links[index], place) for index in chosen),
        placements=tuple(stages.placements[index] for index in chosen),
    )


def _timeline(timeline: Timeline, chosen: Sequence[int], place: dict[int, int]) -> Timeline:
    tweets = tuple(timeline.tweets[index] for index in chosen)
    kept: list[Session] = []
    for session in timeline.sessions:
        indices = [place[index] for index in session.tweets if index in place]
        kept += [sessions.session(tweets, session.number, indices)] if indices else []
    return Timeline(tweets, tuple(kept), tuple(timeline.session_of[index] for index in chosen))


def _repeats(
    repeats: Sequence[Repeat | None], chosen: Sequence[int], place: dict[int, int]
) -> tuple[Repeat | None, ...]:
    """The groups among the chosen tweets. The first chosen tweet of a group without its original is one itself."""
    stands_for = {index: index for index in chosen if repeats[index] is None}
    found: list[Repeat | None] = []
    for index in chosen:
        repeat = repeats[index]
        original = index if repeat is None else stands_for.setdefault(repeat.original, index)
        found.append(replace(repeat, original=place[original]) if repeat and original != index else None)
    return tuple(found)


def _inquiry(inquiry: Inquiry, place: dict[int, int]) -> Inquiry:
    questions = tuple(
        replace(
            question,
            askings=tuple(place[index] for index in question.askings if index in place),
            opens=None if question.opens is None else place.get(question.opens),
        )
        for question in inquiry.questions
    )
    return replace(inquiry, questions=questions)


def _link(link: Link, place: dict[int, int]) -> Link:
    quotes, replies_to, continues = (
        None if index is None else place.get(index) for index in (link.quotes, link.replies_to, link.continues)
    )
    return replace(link, quotes=quotes, replies_to=replies_to, continues=continues)


def _early(options: Options) -> Callable[[Tweet], bool]:
    """Whether a tweet is posted before --since, or at an unknown time."""
    return _beyond(options.since, options, lambda when, limit: when < limit)


def _late(options: Options) -> Callable[[Tweet], bool]:
    """Whether a tweet is posted after --until, or at an unknown time."""
    return _beyond(options.until, options, lambda when, limit: when > limit)


def _beyond(limit: Moment | None, options: Options, passes: Callable[[Any, Any], bool]) -> Callable[[Tweet], bool]:
    """Compares a tweet's time with a limit, a day with the tweet's day. A limit without offset is completed as tweets'
    times are, and else read as the tweet's own clock shows it; one with an offset takes tweets without one for UTC, as
    the chat's order does."""
    at = None if limit is None else completed(limit, options)

    def beyond(tweet: Tweet) -> bool:
        when = tweet.posted_at
        if at is None or when is None:
            return at is not None
        if not isinstance(at, datetime):
            return passes(when.date() if isinstance(when, datetime) else when, at)
        if not isinstance(when, datetime):
            when = datetime(when.year, when.month, when.day)  # its midnight
        if at.tzinfo is None:
            return passes(when.replace(tzinfo=None), at)
        return passes(when if when.tzinfo else when.replace(tzinfo=UTC), at)

    return beyond


def _span(timeline: Timeline) -> str:
    """From when to when the tweets are, in words."""
    times = [tweet.posted_at for tweet in timeline.tweets if tweet.posted_at is not None]
    if not times:
        return "Its tweets have no times."
    first, last = min(times, key=sessions.seconds), max(times, key=sessions.seconds)
    return f"Its tweets are from {first.isoformat()} to {last.isoformat()}."
