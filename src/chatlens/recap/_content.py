"""An analysis -> the drafts of its sittings. Every number is one of the tables'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from chatlens import entities
from chatlens.recap import _colophon, _resources, _sections, _text, _thanks
from chatlens.recap._profiles import Profiles
from chatlens.recap._records import Recap
from chatlens.tables import _counts, _dates, _digest, _people, _shared

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Tweet


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants to stand in a draft."""

    per_question: int = 5  # answers quoted for each question, at most
    next: str = ""  # what is said of the next chat
    earlier: tuple[tuple[Tweet, ...], ...] | None = None  # the tweets of earlier transcripts; None: none are given


def drafts(analysis: Analysis, wishes: Wishes) -> Iterator[Recap]:
    """The draft of each session in order."""
    whole = _Whole(
        Profiles(analysis.timeline.tweets),
        list(_shared.shared(analysis)),
        frozenset(_shared.lost(analysis)),
        frozenset(handle.casefold() for handle in analysis.options.exclude),
    )
    for sitting in _counts.sittings(analysis):
        if sitting.number is not None:
            yield _draft(analysis, sitting, wishes, whole)


class _Whole(NamedTuple):
    """What is found once for all sessions of an analysis."""

    profiles: Profiles
    shared: Sequence[_shared.Shared]  # links
    lost: frozenset[int]  # tweets with a link that leads nowhere
    hidden: frozenset[str]  # casefolded handles that stand for people who are left out


def _draft(analysis: Analysis, sitting: _counts.Sitting, wishes: Wishes, whole: _Whole) -> Recap:
    people = _people.people(analysis, sitting)
    hidden = whole.hidden
    shown_hosts = tuple(h for h in (sitting.inquiry.hosts if sitting.inquiry else ()) if h.casefold() not in hidden)
    counted = _counts.totals(analysis, sitting)
    digests = _digest.digests(analysis, sitting)
    writers = sum(bool(person.sent) for person in people.values()) if _counts.has_authors(analysis) else None
    date = _dates.days(s.starts_at for s in analysis.timeline.sessions if s.number == sitting.number)
    hashtag = _text.one_line(analysis.reading.hashtag) if analysis.reading.hashtag else None
    name = f"#{hashtag}" if hashtag else _text.one_line(analysis.source.chat)
    assert sitting.number is not None
    return Recap(
        title=", ".join(filter(None, (name, date, _sitting(analysis, sitting, date)))),
        chat=_text.one_line(analysis.source.chat),
        hashtag=hashtag,
        session=sitting.number,
        date=date,
        hosts=_text.names(shown_hosts),
        people=writers,
        tweets=counted.tweets,
        different=counted.different,
        sections=_sections.sections(
            analysis, digests, wishes.per_question, frozenset(h.casefold() for h in shown_hosts), hidden
        ),
        resources=_resources.resources(analysis, sitting, whole.shared, hidden),
        thanks=_thanks.thanks(analysis, sitting, people, hidden, wishes.earlier),
        numbers=tuple(_colophon.numbers(counted, digests, writers)),
        made=tuple(_colophon.made(analysis)),
        missing=(*_colophon.missing(analysis, sitting, digests, whole.lost), *_thanks.doubts(writers, wishes.earlier)),
        next=_text.lines(wishes.next),
        profiles=_profiles(analysis, sitting, whole),
    )


def _sitting(analysis: Analysis, sitting: _counts.Sitting, date: str) -> str:
    """What tells a session from others of the same day, or of no known one."""
    others = [
        s for s in analysis.timeline.sessions if s.number != sitting.number and _dates.days([s.starts_at]) == date
    ]
    return f"session {sitting.number}" if others else ""


def _profiles(analysis: Analysis, sitting: _counts.Sitting, whole: _Whole) -> dict[str, str]:
    """The pages of everybody who writes or is mentioned; none where people have other names than their own."""
    if analysis.options.pseudonyms:
        return {}
    found: dict[str, str] = {}
    for i in sitting.tweets:
        tweet = analysis.timeline.tweets[i]
        for handle in (*([tweet.author] if tweet.author else []), *entities.mentions(tweet.text)):
            address = whole.profiles.of(handle)
            if address and handle.casefold() not in whole.hidden:
                found.setdefault(handle.casefold(), address)
    return found
