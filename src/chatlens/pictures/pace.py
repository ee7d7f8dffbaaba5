"""`pace`: tweets a minute, stacked by question, and when each question was asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chatlens._phrases import listed, number_of
from chatlens.pictures import Kind, _colors, _legend, _panels, _ticks
from chatlens.pictures._sheet import SMALL, Sheet, Sketch
from chatlens.tables import _dates, _pace

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from chatlens.analysis import Analysis
    from chatlens.pictures._legend import Entry


class Size(NamedTuple):
    """What a panel has room for."""

    height: float  # inches
    bars: int  # stretches at most: thinner bars cannot be told apart
    ticks: int  # times below it, at most
    rungs: int  # numbers beside it, about
    alone: bool = True  # there is room for flags, and for words at the axes


TIMED, ORDERED = Size(3.9, 90, 9, 5), Size(2.7, 75, 9, 3)
"""One session by its times, or by the chat's order, in which all bars have one height."""

BROAD = Size(1.8, 90, 9, 3, alone=False)
HALF = Size(1.6, 45, 4, 3, alone=False)

NUMBERS = 0.36  # inches left of the ground line, for the numbers
END = 0.17  # inches right of it, for half of the last time
FLAG = 0.19  # inches from row to row of the flags that say when a question was asked
FLAG_SIDES, FLAG_LETTER = 0.12, 0.078  # inches of a flag without letters, and of each letter
NO_QUESTION = "no question"


def _sketch(analyses: Sequence[Analysis]) -> Sketch:
    scenes = _panels.scenes("pace", analyses)
    size = TIMED if len(scenes) == 1 else BROAD if len(scenes) <= _panels.BROAD else HALF
    paces = together(scenes, size.bars)
    if size.alone and paces[0].start is None:
        size = ORDERED
        paces = together(scenes, size.bars)
    entries = _entries(_panels.merged([_present(pace) for pace in paces]))
    scales = _scales(paces)

    def paint(sheet: Sheet, top: float) -> None:
        _legend.draw(sheet, top, entries)
        places = _panels.places(len(paces), top + _legend.height(entries), size.height)
        for pace, place, caption, scale in zip(paces, places, _panels.captions(scenes), scales, strict=True):
            panel = _Panel(sheet, place, pace, size, dict(entries), scale)
            panel.draw() if len(paces) == 1 else panel.below(caption).draw()

    return Sketch(
        title=_title(scenes),
        lead=_lead(paces, bool(entries)),
        alt=_alt(scenes, paces),
        height=_legend.height(entries) + _panels.stacked(len(paces), size.height),
        paint=paint,
        left_out=tuple(_left_out(scenes, paces)),
    )


def together(scenes: Sequence[_panels.Scene], most: int) -> list[_pace.Pace]:
    """The pace of each session; where all have times, in stretches of one length."""
    paces = [_pace.of(scene.analysis, scene.sitting, most) for scene in scenes]
    if any(pace.start is None for pace in paces):
        return paces
    longest = max(pace.step for pace in paces)
    return [_pace.of(scene.analysis, scene.sitting, most, longest) for scene in scenes]


def _scales(paces: Sequence[_pace.Pace]) -> list[int]:
    """How many tweets each panel has room for: all for the same number, where they count alike."""
    highest = [max(pace.totals) for pace in paces]
    return highest if len({pace.unit for pace in paces}) > 1 or paces[0].start is None else [max(highest)] * len(paces)


def _present(pace: _pace.Pace) -> list[str]:
    """The questions that have tweets or a mark, and "" where a tweet is under none."""
    marked = {mark.name for mark in pace.marks}
    return [name for k, name in enumerate(pace.names) if name in marked or any(row[k] for row in pace.counts)]


def _entries(names: tuple[str, ...]) -> list[Entry]:
    """The legend; where the chat has no questions there is nothing to tell apart."""
    fills = _colors.fills(names)
    return [(name or NO_QUESTION, fills[name]) for name in names] if any(names) else []


class _Panel(NamedTuple):
    """One session's bars and flags."""

    sheet: Sheet
    place: _panels.Place
    pace: _pace.Pace
    size: Size
    fills: Mapping[str, _colors.Fill]  # by the legend's names
    highest: int  # tweets that the scale has room for

    def below(self, caption: str) -> _Panel:
        """The panel below its caption."""
        return self._replace(place=_panels.below(self.sheet, self.place, caption))

    def draw(self) -> None:
        """Draw the panel. A small one has no room for flags, and the lead says what its numbers are."""
        sheet, place, pace = self.sheet, self.place, self.pace
        rows = self._rows() if self.size.alone else ()
        above = 0.24 + FLAG * (max(rows, default=-1) + 1) if self.size.alone else 0.12
        under = 0.4 if self.size.alone else 0.34
        ground = place.height - above - under
        axes = sheet.axes(place.left + NUMBERS, place.top + above, self._width(), ground)
        self._bars(axes)
        axes.set_xlim(0, len(pace.counts))
        axes.set_ylim(0, self.highest * 1.05)
        axes.yaxis.set_major_locator(_ticks.whole_numbers(self.size.rungs))
        sheet.ticks(axes, _ticks.of(pace, len(pace.counts), self.size.ticks))
        if not self.size.alone:
            for mark in pace.marks:
                self._line(axes, mark, 1 + 0.1 / ground, self.fills[mark.name].color)
            return
        light: dict[str, Any] = {"size": SMALL, "color": _colors.SOFT}
        sheet.write(place.left, place.top + 0.12, pace.unit, **light)
        end = place.left + NUMBERS + self._width()
        sheet.write(end, place.top + place.height - 0.05, _ground(pace), ha="right", **light)
        for mark, row in zip(pace.marks, rows, strict=True):
            self._flag(axes, mark, ground, ground + 0.04 + FLAG * row)

    def _bars(self, axes: Axes) -> None:
        bottoms = [0] * len(self.pace.counts)
        for k, name in enumerate(self.pace.names):
            heights = [row[k] for row in self.pace.counts]
            if any(heights):
                fill = self.fills.get(name or NO_QUESTION, _colors.ALONE)
                style: dict[str, Any] = {"color": fill.color, "hatch": fill.hatch, "edgecolor": _colors.PAPER}
                places = range(len(heights))
                axes.bar(places, heights, width=1.0, bottom=bottoms, align="edge", linewidth=0.6, **style)
                bottoms = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]

    def _line(self, axes: Axes, mark: _pace.Mark, top: float, color: str) -> None:
        """A line where a question was asked; its top is a share of the axes' height."""
        across = axes.get_xaxis_transform()
        axes.plot([mark.place] * 2, [0, top], transform=across, color=color, linewidth=0.9, clip_on=False)

    def _flag(self, axes: Axes, mark: _pace.Mark, ground: float, height: float) -> None:
        """A line that carries a flag with the question's name so many inches above the ground."""
        fill = self.fills[mark.name]
        self._line(axes, mark, (height + FLAG - 0.03) / ground, _colors.INK)
        text = self.sheet.legible(mark.name, {"color": fill.ink, "size": SMALL, "weight": "bold"})
        axes.annotate(
            text.pop("s"),
            (mark.place, height / ground),
            xycoords=axes.get_xaxis_transform(),
            xytext=(2.5, 3),
            textcoords="offset points",
            bbox={"boxstyle": "square,pad=0.25", "facecolor": fill.color, "linewidth": 0},
            annotation_clip=False,
            **text,
        )

    def _width(self) -> float:
        """Inches of the ground line: as many as leave room for the flag of a question asked at the end."""
        room = self.place.width - NUMBERS - END
        flags = self.pace.marks if self.size.alone else ()
        ends = (room * mark.place / len(self.pace.counts) + _flag_width(mark) for mark in flags)
        return room - max(0.0, max(ends, default=0.0) - room - END)

    def _rows(self) -> list[int]:
        """A row for each mark's flag: above the flags that begin below it, whose lines would cross it else."""
        marks, scale = self.pace.marks, self._width() / len(self.pace.counts)
        row_of: dict[int, int] = {}
        for k in sorted(range(len(marks)), key=lambda k: (marks[k].place, k), reverse=True):
            end = marks[k].place * scale + _flag_width(marks[k])
            row_of[k] = max((row + 1 for other, row in row_of.items() if marks[other].place * scale < end), default=0)
        return [row_of[k] for k in range(len(marks))]


def _flag_width(mark: _pace.Mark) -> float:
    return FLAG_SIDES + FLAG_LETTER * len(mark.name)


def _ground(pace: _pace.Pace) -> str:
    """What runs from left to right."""
    if pace.start is None:
        return "tweets, in the chat’s order"
    zone = _dates.zone(pace.start)
    day = "date" if pace.step >= _pace.DAY else "time"
    return f"{day} ({zone})" if zone else day


def _title(scenes: Sequence[_panels.Scene]) -> str:
    chats = _panels.names([scene.analysis for scene in scenes])
    days = _dates.days(scene.starts_at for scene in scenes)
    tweets = number_of(sum(len(scene.sitting.tweets) for scene in scenes), "tweet")
    sessions = f" in {len(scenes)} sessions" if len(scenes) > 1 else ""
    return f"{', '.join(filter(None, (chats, days)))}: {tweets}{sessions}"


def _lead(paces: Sequence[_pace.Pace], questions: bool) -> str:
    units = sorted({pace.unit for pace in paces})
    what = "Tweets" if len(units) > 1 else units[0][:1].upper() + units[0][1:]
    if len(units) == 1 and paces[0].start is None:
        sizes = {pace.step for pace in paces}
        what = "Tweets in the chat’s order" + (f", {sizes.pop()} to a bar" if len(sizes) == 1 else "")
    if not questions:
        return f"{what}."
    mark = "flag" if len(paces) == 1 else "line"
    marks = f" A {mark} shows when a question was asked." if any(pace.marks for pace in paces) else ""
    return f"{what}, by the question that they belong to.{marks}"


def _alt(scenes: Sequence[_panels.Scene], paces: Sequence[_pace.Pace]) -> str:
    head = f"Bar chart. {_title(scenes)}."
    if len(paces) == 1:
        return f"{head} {_told(paces[0])}."
    tell = _told if len(paces) <= _panels.BROAD else _told_briefly
    captions = _panels.captions(scenes)
    return " ".join([head, *(f"{caption}: {tell(pace)}." for caption, pace in zip(captions, paces, strict=True))])


def _told(pace: _pace.Pace) -> str:
    """A session's figures in words."""
    sums = {name: sum(row[k] for row in pace.counts) for k, name in enumerate(pace.names)}
    asked = {mark.name: f" (asked at {pace.at(mark.place):%H:%M})" for mark in pace.marks} if pace.start else {}
    under = [f"{name or NO_QUESTION} {sums[name]:,}{asked.get(name, '')}" for name in _present(pace)]
    told = (
        f"Tweets under {listed(under)}" if any(pace.names) else f"{number_of(pace.tweets, 'tweet')} under no question"
    )
    if pace.start is None:
        return told
    ends = f"From {pace.at(0):%H:%M} to {pace.at(len(pace.counts)):%H:%M}"
    return f"{ends}, {_peak(pace)}. {told}"


def _told_briefly(pace: _pace.Pace) -> str:
    tweets = number_of(pace.tweets, "tweet")
    return tweets if pace.start is None else f"{tweets}, {_peak(pace)}"


def _peak(pace: _pace.Pace) -> str:
    peak = max(range(len(pace.counts)), key=lambda k: pace.totals[k])
    return f"most at {pace.at(peak):%H:%M} with {pace.counted(pace.totals[peak])}"


def _left_out(scenes: Sequence[_panels.Scene], paces: Sequence[_pace.Pace]) -> Iterator[str]:
    if without := sum(pace.left_out for pace in paces):
        yield f"{number_of(without, 'tweet')} without a time {'is' if without == 1 else 'are'} not shown."
    if twice := sum(len(scene.analysis.placements[i].questions) > 1 for scene in scenes for i in scene.sitting.tweets):
        yield f"{number_of(twice, 'tweet')} under several questions count{'s' * (twice == 1)} under the first."


KIND = Kind("pace", "Tweets a minute, stacked by question, and when each question was asked.", _sketch)
