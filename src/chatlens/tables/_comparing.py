"""Sessions side by side, of one stream or of several transcripts: who came, who came back, and what changed.

People are one across sessions whatever the case of their handle. A *newcomer* is in no earlier session of those
compared; who is one in the first is not known. A newcomer is *answered* where somebody replies to them or quotes them
in that session, and *came back* where they write in any later one; who may yet come back to the last is not known.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from chatlens import sessions
from chatlens.models import Moment
from chatlens.tables import _counts, _ties

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

ANSWERING = ("reply", "quote")
"""Ties by which somebody is answered: a retweet passes on, a mention may greet."""


class Newcomers(NamedTuple):
    """Who was in no session before, and what became of them."""

    all: frozenset[str]  # casefolded handles
    answered: frozenset[str]
    came_back: frozenset[str] | None  # None: there is no later session


class Compared(NamedTuple):
    """A session among the others. What cannot be known, or divided, is None."""

    chat: str
    session: int
    starts_at: Moment | None
    tweets: int  # occurrences
    different: int
    people: int | None
    returning: int | None  # people of an earlier session
    lost: int | None  # people of the session before who are not in this one
    newcomers: Newcomers | None
    host_share: float | None  # 0-1: hosts' tweets among all
    questions: int
    answers: int  # different, under some question

    @property
    def answers_per_question(self) -> float | None:
        """Different answers to a question, on average."""
        return self.answers / self.questions if self.questions else None


class _Sitting(NamedTuple):
    """A session before it is compared."""

    analysis: Analysis
    sitting: _counts.Sitting
    starts_at: Moment | None
    people: frozenset[str] | None  # casefolded handles; None: the transcript does not say


class ReturnRate(NamedTuple):
    """Newcomers of all sessions but the last, and who of them came back."""

    answered: int
    answered_back: int
    unanswered: int
    unanswered_back: int

    def __str__(self) -> str:
        """In words."""
        return (
            f"newcomers who got an answer came back {self.answered_back} of {self.answered}, those who got none "
            f"{self.unanswered_back} of {self.unanswered}"
        )


def compared(analyses: Sequence[Analysis]) -> list[Compared]:
    """All sessions in the order of their start; as they are given where one has no time."""
    found = _sessions(analyses)
    after = _later([one.people for one in found])
    before: set[str] = set()
    result = []
    for place, one in enumerate(found):
        result.append(_compared(one, found[place - 1] if place else None, before, after[place]))
        before |= one.people or set()
    return result


def return_rate(found: Sequence[Compared]) -> ReturnRate:
    """How many newcomers came back, answered or not, over all sessions."""
    known = [one.newcomers for one in found if one.newcomers is not None]
    pairs = [(new, new.came_back) for new in known if new.came_back is not None]
    return ReturnRate(
        sum(len(new.answered) for new, _ in pairs),
        sum(len(back & new.answered) for new, back in pairs),
        sum(len(new.all - new.answered) for new, _ in pairs),
        sum(len(back - new.answered) for new, back in pairs),
    )


def _sessions(analyses: Sequence[Analysis]) -> list[_Sitting]:
    found = []
    for analysis in analyses:
        starts = {session.number: session.starts_at for session in analysis.timeline.sessions}
        for sitting in _counts.sittings(analysis):
            if sitting.number is not None:
                authors = (analysis.timeline.tweets[i].author for i in sitting.tweets)
                people = frozenset(author.casefold() for author in authors if author)
                known = people if _counts.has_authors(analysis) else None
                found.append(_Sitting(analysis, sitting, starts[sitting.number], known))
    times = [one.starts_at for one in found if one.starts_at is not None]
    if len(times) < len(found):
        return found
    order = sorted(range(len(found)), key=lambda k: sessions.seconds(times[k]))
    return [found[k] for k in order]


def _later(people: Sequence[frozenset[str] | None]) -> list[frozenset[str] | None]:
    """For each session who is in any later one; None for the last that is known."""
    last: dict[str, int] = {}
    for place, known in enumerate(people):
        last.update(dict.fromkeys(known or (), place))
    end = max((place for place, known in enumerate(people) if known is not None), default=0)
    return [
        frozenset(one for one in known if last[one] > place) if known is not None and place < end else None
        for place, known in enumerate(people)
    ]


def _compared(one: _Sitting, previous: _Sitting | None, before: Set[str], later: frozenset[str] | None) -> Compared:
    analysis, sitting, people = one.analysis, one.sitting, one.people
    tallies = _counts.tallies(analysis, sitting)
    hosts = {host.casefold() for host in sitting.inquiry.hosts} if sitting.inquiry else set()
    by_hosts = sum((analysis.timeline.tweets[i].author or "").casefold() in hosts for i in sitting.tweets)
    earlier = people if before else None  # of the first nobody knows who has been there before
    return Compared(
        chat=analysis.source.chat,
        session=sitting.number or 0,
        starts_at=one.starts_at,
        tweets=len(sitting.tweets),
        different=_counts.different(analysis, sitting.tweets),
        people=None if people is None else len(people),
        returning=None if earlier is None else len(earlier & before),
        lost=None if people is None or previous is None or previous.people is None else len(previous.people - people),
        newcomers=None if earlier is None else _newcomers(analysis, sitting, earlier - before, later),
        host_share=by_hosts / len(sitting.tweets) if people is not None and hosts and sitting.tweets else None,
        questions=sum(bool(tally.name) for tally in tallies),
        answers=sum(len(tally.answers) for tally in tallies if tally.name),
    )


def _newcomers(
    analysis: Analysis, sitting: _counts.Sitting, new: frozenset[str], later: frozenset[str] | None
) -> Newcomers:
    answered = {
        key
        for i in sitting.tweets
        if analysis.timeline.tweets[i].author
        for key, tie in _ties.ties(analysis, i).items()
        if tie.type in ANSWERING
    }
    return Newcomers(new, new & answered, None if later is None else new & later)


def changes(values: Sequence[float | None]) -> list[float | None]:
    """Each value less the one before; None where either is not known, and for the first."""
    pairs = pairwise(values)
    return [None, *(None if one is None or other is None else other - one for one, other in pairs)][: len(values)]
