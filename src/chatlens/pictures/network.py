"""`network`: who talks to whom. Lines join people of whom one replies to, quotes, retweets or mentions the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens._phrases import listed, number_of
from chatlens.errors import PictureError
from chatlens.pictures import Kind, _colors, _layout, _legend, _panels, _text
from chatlens.pictures._sheet import MARGIN, SMALL, WIDTH, Sheet, Sketch
from chatlens.tables import _counts, _dates, _edges

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Moment

PEOPLE = 40
"""People at most: the names of more cannot be read at a blog's width."""

HEIGHT = 5.6  # inches of the drawing, for `PEOPLE`
LEAST = 2.4  # ... for two
RADII = (0.045, 0.2)  # inches of the dots of who has the fewest and the most ties
LINES = (0.5, 4.0)  # points of the thinnest and the thickest line
NAME_ROW = 0.15  # inches that a name takes below its dot
LONGEST = 1.3  # inches that a name may take
VEIL = {"boxstyle": "square,pad=0.1", "facecolor": _colors.PAPER, "alpha": 0.75, "linewidth": 0}
"""What keeps a name legible upon lines."""

NAMED = 3  # people and pairs whom the alternative text names

HOST, OTHER = _colors.Fill(_colors.VERMILLION), _colors.Fill(_colors.BLUE, round=True)

FULL = (5, 12)
"""Tweets between two and ties of one person from which the most of them get the thickest line and the largest dot: in a
network of next to none nothing looks like much."""


class Person(NamedTuple):
    """Somebody who talks or is talked to."""

    handle: str
    is_host: bool
    ties: int  # tweets to them or from them


class Network(NamedTuple):
    """People, those with most ties first, and how many tweets go between each two of them, either way."""

    people: tuple[Person, ...]
    ties: dict[tuple[int, int], int]  # indices of two people, the smaller first -> tweets


def network(analyses: Sequence[Analysis]) -> Network:
    """The network of all sessions together: the rows of `chatlens edges`, added up whatever their type and direction.
    What goes on between sessions is not in it."""
    spelled: dict[str, str] = {}
    between: Counter[tuple[str, str]] = Counter()
    ties: Counter[str] = Counter()
    for analysis in analyses:
        for edge in _edges.edges(analysis):
            if edge.session is not None:
                one, other = edge.source.casefold(), edge.target.casefold()
                spelled.setdefault(one, edge.source)
                spelled.setdefault(other, edge.target)
                between[min(one, other), max(one, other)] += edge.weight
                ties[one] += edge.weight
                ties[other] += edge.weight
    hosts = {host.casefold() for a in analyses for inquiry in a.inquiries for host in inquiry.hosts}
    order = sorted(ties, key=lambda key: (-ties[key], key))
    place = {key: k for k, key in enumerate(order)}
    pairs = ((sorted((place[one], place[other])), weight) for (one, other), weight in between.items())
    return Network(
        tuple(Person(spelled[key], key in hosts, ties[key]) for key in order),
        {(one, other): weight for (one, other), weight in sorted(pairs)},
    )


def _sketch(analyses: Sequence[Analysis]) -> Sketch:
    if not any(_counts.has_authors(analysis) for analysis in analyses):
        raise PictureError(
            "network",
            "the transcript does not say who wrote what",
            "A transcript with authors, such as a CSV file with a column of them, has it.",
        )
    whole = network(analyses)
    if not whole.people:
        raise PictureError("network", "nobody replies to, quotes, retweets or mentions anybody here", "")
    people = whole.people[:PEOPLE]
    ties = {pair: weight for pair, weight in whole.ties.items() if max(pair) < len(people)}
    height = LEAST + (HEIGHT - LEAST) * (len(people) - 2) / (PEOPLE - 2)
    entries: list[_legend.Entry] = [("host", HOST), ("other people", OTHER)]
    entries = entries if any(person.is_host for person in people) else []

    def paint(sheet: Sheet, top: float) -> None:
        _legend.draw(sheet, top, entries)
        _paint(sheet, top + _legend.height(entries), height, people, ties)

    return Sketch(
        title=_title(analyses, whole),
        lead="Lines join people who reply to, quote, retweet or mention each other; the more often, the thicker. "
        "The larger a dot, the more tweets go to or from that person.",
        alt=_alt(analyses, whole),
        height=height + _legend.height(entries),
        paint=paint,
        left_out=_left_out(whole, len(people)),
    )


def _paint(sheet: Sheet, top: float, height: float, people: Sequence[Person], ties: dict[tuple[int, int], int]) -> None:
    names = [sheet.shortened(f"@{person.handle}", LONGEST, SMALL, _weight(person)) for person in people]
    radii = [_between(RADII, (person.ties / max(people[0].ties, FULL[1])) ** 0.5) for person in people]
    boxes = [
        _layout.Box(max(2 * radius, sheet.length(name, SMALL, _weight(person))), 2 * radius + NAME_ROW)
        for person, name, radius in zip(people, names, radii, strict=True)
    ]
    middles = _layout.places(boxes, ties, WIDTH - 2 * MARGIN, height)
    dots = [
        (MARGIN + x, top + y - box.height / 2 + radius)
        for (x, y), box, radius in zip(middles, boxes, radii, strict=True)
    ]
    thickest = max(*ties.values(), FULL[0])
    for (one, other), weight in sorted(ties.items(), key=lambda tie: tie[1]):
        sheet.line(dots[one], dots[other], _between(LINES, (weight - 1) / (thickest - 1)), _colors.LINE)
    for person, radius, (x, y) in zip(people, radii, dots, strict=True):
        sheet.dot(x, y, radius, HOST if person.is_host else OTHER)
    for person, name, radius, (x, y) in zip(people, names, radii, dots, strict=True):
        base = y + radius + 0.12
        sheet.write(x, base, name, size=SMALL, weight=_weight(person), ha="center", bbox=VEIL)


def _weight(person: Person) -> str:
    return "bold" if person.is_host else "normal"


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def _title(analyses: Sequence[Analysis], whole: Network) -> str:
    starts: list[Moment | None] = [session.starts_at for a in analyses for session in a.timeline.sessions]
    head = ", ".join(filter(None, (_panels.names(analyses), _dates.days(starts))))
    return f"{head}: who talks to whom, {number_of(len(whole.people), 'person', 'people')}"


def _alt(analyses: Sequence[Analysis], whole: Network) -> str:
    people = whole.people
    first = [f"@{_text.clean(person.handle)} ({person.ties:,})" for person in people[:NAMED]]
    pairs = sorted(whole.ties.items(), key=lambda tie: (-tie[1], tie[0]))[:NAMED]
    told = [f"@{people[one].handle} and @{people[other].handle} ({weight:,})" for (one, other), weight in pairs]
    hosts = [f"@{person.handle}" for person in people if person.is_host]
    return (
        f"Network. {_title(analyses, whole)}, {number_of(len(whole.ties), 'pair')} joined by "
        f"{number_of(sum(whole.ties.values()), 'tie')}. Most ties: {listed(first)}. Between two: {'; '.join(told)}."
        + (f" {'Host' if len(hosts) == 1 else 'Hosts'}: {listed(hosts)}." if hosts else "")
    )


def _left_out(whole: Network, shown: int) -> tuple[str, ...]:
    if not (more := len(whole.people) - shown):
        return ()
    return (f"Shown are the {shown} people with most ties; {more:,} more with fewer are left out.",)


KIND = Kind("network", "Who talks to whom: replies, quotes, retweets and mentions.", _sketch)
