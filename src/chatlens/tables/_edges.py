"""Who talks to whom: the ties of all tweets of a sitting, added up; the rows of `edges`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatlens.tables import _counts, _people, _ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis


class Edge(NamedTuple):
    """Ties of one type from one person to another."""

    session: int | None  # None: between sessions
    source: str  # handle of who wrote, spelled as in `participants`
    target: str
    type: str  # one of `_ties.TYPES`
    weight: int  # tweets
    questions: tuple[str, ...]  # names of the questions these tweets are under, in order


def edges(analysis: Analysis) -> Iterator[Edge]:
    """The edges of every sitting, the heaviest first; none without authors."""
    for sitting in _counts.sittings(analysis):
        yield from _of(analysis, sitting, _people.people(analysis, sitting))


def _of(analysis: Analysis, sitting: _counts.Sitting, people: dict[str, _people.Person]) -> Iterator[Edge]:
    tied: dict[tuple[str, str, str], list[int]] = {}
    for i in sitting.tweets:
        if author := analysis.timeline.tweets[i].author:
            for key, tie in _ties.ties(analysis, i).items():
                tied.setdefault((author.casefold(), key, tie.type), []).append(i)
    place = {name: at for at, name in enumerate(_counts.names(sitting, _used(analysis, sitting)))}
    for (source, target, kind), tweets in sorted(tied.items(), key=lambda edge: (-len(edge[1]), edge[0])):
        questions = {name for i in tweets for name in analysis.placements[i].questions}
        yield Edge(
            sitting.number,
            people[source].handle,
            people[target].handle,
            kind,
            len(tweets),
            tuple(sorted(questions, key=place.__getitem__)),
        )


def _used(analysis: Analysis, sitting: _counts.Sitting) -> set[str]:
    return {name for i in sitting.tweets for name in analysis.placements[i].questions}
