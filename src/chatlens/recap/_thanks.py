"""Who is thanked, and who of them is new: in none of the earlier transcripts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from chatlens._phrases import how_many
from chatlens.recap import _text
from chatlens.recap._records import Thanks
from chatlens.tables import _counts, _people

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Moment, Tweet


def thanks(
    analysis: Analysis,
    sitting: _counts.Sitting,
    people: dict[str, _people.Person],
    hidden: Collection[str],
    earlier: Sequence[Sequence[Tweet]] | None,
) -> Thanks:
    """Who took part in a sitting; `earlier` are the tweets of earlier transcripts."""
    hosts = {host.casefold() for host in sitting.inquiry.hosts} if sitting.inquiry else set()
    named = {key: person for key, person in sorted(people.items()) if key not in hidden}
    contributors = {
        key: person.handle for key, person in named.items() if person.kind == "contributor" and key not in hosts
    }
    first = None
    if earlier is not None and _nameless(earlier) < len(earlier):
        known = _seen(analysis, sitting, earlier)
        first = _text.names([who for key, who in contributors.items() if people[key].sent[0] not in known])
    return Thanks(
        contributors=_text.names(list(contributors.values())),
        first_timers=first,
        amplifiers=_text.names(
            [person.handle for key, person in named.items() if person.kind == "amplifier" and key not in hosts]
        ),
    )


def _nameless(earlier: Sequence[Sequence[Tweet]]) -> int:
    """How many transcripts do not say who wrote what."""
    return sum(all(tweet.author is None for tweet in tweets) for tweets in earlier)


def doubts(writers: int | None, earlier: Sequence[Sequence[Tweet]] | None) -> Iterator[str]:
    """Why somebody may be taken for new, or nobody is."""
    if writers and earlier and (nameless := _nameless(earlier)):
        do = "does" if nameless == 1 else "do"
        so = "nobody is welcomed as a first-timer"
        if nameless < len(earlier):
            so = "some who are welcomed as first-timers may have been there"
        yield f"{how_many(nameless, 'earlier transcript')} {do} not say who wrote what, so {so}."


def _seen(analysis: Analysis, sitting: _counts.Sitting, earlier: Sequence[Sequence[Tweet]]) -> set[int]:
    """The sitting's tweets by people who are in earlier transcripts; what these hold of this sitting or of later times
    is not earlier. People who are hidden are compared by their true handles."""
    true = (analysis.behind or analysis).timeline.tweets
    starts_at = next(s.starts_at for s in analysis.timeline.sessions if s.number == sitting.number)
    authors = {
        tweet.author.casefold()
        for tweets in earlier
        for tweet in tweets
        if tweet.author and _is_before(tweet.posted_at, starts_at)
    }
    return {i for i in sitting.tweets if (author := true[i].author) and author.casefold() in authors}


def _is_before(when: Moment | None, start: Moment | None) -> bool:
    """Whether a tweet is of an earlier time; so it is taken to be where times are unknown."""
    from chatlens import sessions

    return when is None or start is None or sessions.seconds(when) < sessions.seconds(start)
