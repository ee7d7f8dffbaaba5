"""A session as the placing model sees it: which tweets are certainly under a question, and what may tell of the
others."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from chatlens import entities
from chatlens._words import content_words
from chatlens.models import Given, Inquiry, Label, Link, Repeat, Timeline
from chatlens.placing.evidence import Scene
from chatlens.placing.nearness import REPEAT_WEIGHT
from chatlens.placing.roles import Cast, group_labels

UNDER_NONE = frozenset({"greeting", "closing", "aside"})
"""Roles that belong to no question."""


def build(
    timeline: Timeline,
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiry: Inquiry,
    links: Sequence[Link],
    cast: Cast,
    given: Mapping[int, Given] | None = None,
) -> Scene:
    """Set the scene of one session."""
    place_of = {index: place for place, index in enumerate(session)}
    known = _known(session, labels, repeats, inquiry, cast, given or {})
    asks = {index for question in inquiry.questions for index in question.askings}
    groups = Counter(index if (repeat := repeats[index]) is None else repeat.original for index in session)
    authors = [a.casefold() if (a := timeline.tweets[index].author) else None for index in session]
    asked_at = [
        min((place_of[i] for i in (*q.askings, q.opens) if i in place_of), default=None) for q in inquiry.questions
    ]
    hosts = {host.casefold() for host in inquiry.hosts}
    targets = [_target(links[index]) for index in session]
    alone = [repeats[index] is None and groups[index] == 1 and index not in asks for index in session]
    return Scene(
        questions=len(inquiry.questions),
        known=known,
        weight=[
            0.0 if not places else 1.0 if repeats[index] is None else REPEAT_WEIGHT
            for places, index in zip(known, session, strict=True)
        ],
        teaches=[
            only and role == "answer" and len(places) == 1
            for only, role, places in zip(alone, cast.roles, known, strict=True)
        ],
        words=[content_words(timeline.tweets[index].text) for index in session],
        authors=authors,
        replies=[role == "reply" for role in cast.roles],
        links=[entities.holds_link(timeline.tweets[index].text) for index in session],
        addressed=[tuple(handle.casefold() for handle in links[index].reply_to) for index in session],
        target=[None if target is None else place_of.get(target) for target in targets],
        by_platform=[
            target is not None and _by_platform(timeline, index, target)
            for index, target in zip(session, targets, strict=True)
        ],
        continues=[place_of.get(c) if (c := links[index].continues) is not None else None for index in session],
        minutes=_minutes(timeline, session),
        asked_at=asked_at,
        overheard=[
            q.opens is None and (at is None or authors[at] not in hosts)
            for q, at in zip(inquiry.questions, asked_at, strict=True)
        ],
        texts=[content_words(question.text or "") for question in inquiry.questions],
        under=_under(timeline, session, inquiry),
    )


def _known(
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiry: Inquiry,
    cast: Cast,
    given: Mapping[int, Given],
) -> list[tuple[int, ...]]:
    """For each tweet the places of the questions that it is certainly under: as the user says, else those that it asks,
    else those that its group's label names."""
    number = {question.name: place for place, question in enumerate(inquiry.questions)}
    asks: dict[int, tuple[int, ...]] = {}
    for question, asked in enumerate(inquiry.questions):
        for index in asked.askings:
            asks[index] = (*asks.get(index, ()), question)
    by_group = group_labels(session, labels, repeats)
    known: list[tuple[int, ...]] = []
    for place, index in enumerate(session):
        repeat = repeats[index]
        names = by_group.get(index if repeat is None else repeat.original, ())
        places = asks.get(index) or tuple([number[name] for name in names if name in number])
        if index in given and (stands := given[index].correction.questions) is not None:
            places = tuple(number[name] for name in stands if name in number)
        known.append(() if cast.roles[place] in UNDER_NONE else places)
    return known


def _under(timeline: Timeline, session: Sequence[int], inquiry: Inquiry) -> list[int | None]:
    """For each tweet the question under whose heading on the page it stands, up to the next tweet that asks; empty for
    a page without such headings."""
    lines = [timeline.tweets[index].first_line for index in session]
    begins: dict[int, int | None] = {}
    for number, question in enumerate(inquiry.questions):
        begins |= {timeline.tweets[index].first_line: None for index in question.askings}
        if question.opens is not None:
            begins[timeline.tweets[question.opens].first_line] = number
    if not any(number is not None for number in begins.values()):
        return []
    firsts = sorted(begins)
    return [begins[firsts[at - 1]] if (at := bisect_right(firsts, line)) else None for line in lines]


def _minutes(timeline: Timeline, session: Sequence[int]) -> list[float | None]:
    """Minutes since the session's first time; None where a tweet has no clock."""
    from datetime import UTC, datetime

    times = [timeline.tweets[index].posted_at for index in session]
    clocks = [
        (time if time.tzinfo else time.replace(tzinfo=UTC)) if isinstance(time, datetime) else None for time in times
    ]
    first = min((clock for clock in clocks if clock), default=None)
    return [(clock - first).total_seconds() / 60 if clock and first else None for clock in clocks]


def _by_platform(timeline: Timeline, index: int, target: int) -> bool:
    """Whether the platform's ids name the tweet that this one hangs on."""
    tweet = timeline.tweets[index]
    return timeline.tweets[target].tweet_id in {tweet.reply_to_id, tweet.quote_of_id} - {None}


def _target(link: Link) -> int | None:
    return link.quotes if link.quotes is not None else link.replies_to
