"""`compare`: how sessions, of one stream or of several transcripts, differ: who came, who came back, and how much they
wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.errors import PictureError
from chatlens.pictures import Kind, _colors, _legend, _panels, _ticks
from chatlens.pictures._sheet import BODY, MARGIN, WIDTH, Sheet, Sketch
from chatlens.tables import _comparing, _dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chatlens.analysis import Analysis
    from chatlens.tables._comparing import Compared

HEIGHT = 2.1  # inches of a panel: its caption, its legend, its bars
HEAD = 0.62  # inches above the bars
FOOT = 0.42  # inches below them
NUMBERS = 0.42  # inches left of them
WIDEST = 0.8  # inches of a bar at most
LABELS = 12  # dates below the bars, at most
LETTERS = 14  # of a transcript's name, where there are no dates

NEW, RETURNING = _colors.Fill(_colors.ORANGE), _colors.Fill(_colors.BLUE)
UNKNOWN = _colors.Fill(_colors.NOTHING)
DIFFERENT, REPEATED = _colors.Fill(_colors.BLUE), _colors.Fill(_colors.PALE)


class Layer(NamedTuple):
    """One colour of the bars."""

    name: str
    fill: _colors.Fill
    counts: tuple[int, ...]  # per session


def people(found: Sequence[Compared]) -> list[Layer]:
    """Who came: as `chatlens compare` counts. Who of the first session was there before is not known."""
    returning = tuple(one.returning or 0 for one in found)
    new = tuple(len(one.newcomers.all) if one.newcomers else 0 for one in found)
    first = tuple(one.people or 0 if one.newcomers is None else 0 for one in found)
    layers = (
        Layer("back again", RETURNING, returning),
        Layer("new", NEW, new),
        Layer("first session: not known", UNKNOWN, first),
    )
    return [layer for layer in layers if any(layer.counts)]


def tweets(found: Sequence[Compared]) -> list[Layer]:
    """How much was written."""
    return [
        Layer("different tweets", DIFFERENT, tuple(one.different for one in found)),
        Layer("repeats of them", REPEATED, tuple(one.tweets - one.different for one in found)),
    ]


def _sketch(analyses: Sequence[Analysis]) -> Sketch:
    found = _comparing.compared(analyses)
    if len(found) < 2:
        raise PictureError(
            "compare",
            "there is one session alone, and nothing to compare it with",
            "Name several transcripts, or one of several sessions.",
        )
    panels = [("People", people(found)), ("Tweets", tweets(found))]
    panels = [(caption, layers) for caption, layers in panels if layers]

    def paint(sheet: Sheet, top: float) -> None:
        for k, (caption, layers) in enumerate(panels):
            _panel(sheet, top + HEIGHT * k, caption, layers, _labels(found))

    return Sketch(
        title=_title(analyses, found),
        lead=_lead(found),
        alt=_alt(analyses, found),
        height=HEIGHT * len(panels),
        paint=paint,
    )


def _panel(sheet: Sheet, top: float, caption: str, layers: Sequence[Layer], labels: Sequence[_ticks.Tick]) -> None:
    sheet.write(MARGIN, top + 0.16, f"{caption} in each session", size=BODY, weight="bold")
    _legend.draw(sheet, top + 0.22, [(layer.name, layer.fill) for layer in layers])
    axes = sheet.axes(MARGIN + NUMBERS, top + HEAD, WIDTH - 2 * MARGIN - NUMBERS, HEIGHT - HEAD - FOOT)
    sessions = len(layers[0].counts)
    bottoms = [0] * sessions
    for layer in layers:
        _bars(axes, layer, bottoms)
        bottoms = [bottom + count for bottom, count in zip(bottoms, layer.counts, strict=True)]
    axes.set_xlim(-0.6, sessions - 0.4)
    axes.set_ylim(0, max(*bottoms, 1) * 1.05)
    axes.yaxis.set_major_locator(_ticks.whole_numbers(4))
    sheet.ticks(axes, labels)


def _bars(axes: Axes, layer: Layer, bottoms: Sequence[int]) -> None:
    axes.bar(
        range(len(bottoms)),
        layer.counts,
        bottom=bottoms,
        width=min(0.8, WIDEST * len(bottoms) / WIDTH),
        color=layer.fill.color,
        linewidth=0,
    )


def _labels(found: Sequence[Compared]) -> list[_ticks.Tick]:
    """The day of each session, with the year where it is another one; without days the transcript's name."""
    step = -(-len(found) // LABELS)
    labels: list[_ticks.Tick] = []
    year = None
    for place in range(0, len(found), step):
        one = found[place]
        if one.starts_at is None:
            text = one.chat if len(one.chat) <= LETTERS else f"{one.chat[: LETTERS - 1]}…"
        else:
            text = f"{one.starts_at.day} {_dates.MONTHS[one.starts_at.month - 1][:3]}"
            text += f"\n{one.starts_at.year}" if one.starts_at.year != year else ""
            year = one.starts_at.year
        labels.append((float(place), text))
    return labels


def _title(analyses: Sequence[Analysis], found: Sequence[Compared]) -> str:
    head = (_panels.names(analyses), _dates.days(one.starts_at for one in found))
    return f"{', '.join(filter(None, head))}: {len(found)} sessions"


def _lead(found: Sequence[Compared]) -> str:
    rate = _comparing.return_rate(found)
    if not any(rate):
        return "A bar for each session, the earliest first." if found[0].starts_at else "A bar for each session."
    text = str(rate)
    return f"{text[:1].upper()}{text[1:]}."


def _alt(analyses: Sequence[Analysis], found: Sequence[Compared]) -> str:
    most, least = (choose(found, key=lambda one: one.tweets) for choose in (max, min))
    facts = [f"Tweets in a session: {least.tweets:,} to {most.tweets:,}, {found[-1].tweets:,} in the last"]
    known = [one.people for one in found if one.people is not None]
    if known:
        facts.append(f"people: {min(known):,} to {max(known):,}, {known[-1]:,} in the last")
    last = found[-1]
    if last.newcomers is not None:
        facts[-1] += f", of them {len(last.newcomers.all):,} new and {last.returning:,} back again"
    rate = _comparing.return_rate(found)
    told = f" {_lead(found)}" if any(rate) else ""
    return f"Bar charts. {_title(analyses, found)}. {'; '.join(facts)}.{told}"


KIND = Kind("compare", "Sessions side by side: people, new and back again, and tweets.", _sketch)
