"""The sheet that all pictures are drawn on: as wide as a blog's column, a headline, a line on how to read it, the
drawing, and below it what is left out. Lengths are inches, from the top left.

Nothing of matplotlib's settings is changed for others, and none of theirs is seen here.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from chatlens._phrases import number_of
from chatlens.errors import ChatlensError, installing
from chatlens.pictures import _colors, _svg, _text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 7.0
"""Inches, of which each is 100 pixels of a page: 700 pixels, a blog's column."""

PAGE_DPI = 100
PNG_DPI = 200  # twice as sharp, for the screens of today

MARGIN = 0.15  # inches on every side
TITLE, BODY, SMALL = 12.5, 9.0, 8.0  # points
LEADING = 1.35  # from line to line, in sizes of the type
POINT = 1 / 72  # inches

SETTINGS: dict[Any, Any] = {
    "font.family": [_text.FAMILY],
    "font.size": BODY,
    "text.parse_math": False,  # "$" is a sign like any other
    "text.usetex": False,
    "axes.unicode_minus": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "chatlens",
    "hatch.linewidth": 1.0,
    "path.simplify": False,
}


class Sketch(NamedTuple):
    """A picture before it is drawn."""

    title: str
    lead: str  # how to read it, a sentence or two
    alt: str
    height: float  # inches of the drawing alone
    paint: Callable[[Sheet, float], None]  # draws on the sheet, from so many inches below its top
    left_out: tuple[str, ...] = ()  # what is not shown, a sentence each


class Sheet:
    """A figure with rulers."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self.texts: list[str] = []  # all that was written, as it came

    @property
    def height(self) -> float:
        """Inches."""
        return float(self.figure.get_size_inches()[1])

    def write(self, x: float, y: float, text: str, *, size: float = BODY, **style: Any) -> None:
        """A line of text, its baseline at y. Text from transcripts is text, whatever signs are in it."""
        style = {"va": "baseline", "size": size, **style}
        self.figure.text(x / WIDTH, 1 - y / self.height, **self.legible(text, style))

    def legible(self, text: str, style: dict[str, Any] | None = None) -> dict[str, Any]:
        """The arguments of a text of matplotlib's: what can be shown of it, and its fonts."""
        self.texts.append(text)
        shown, families = _text.legible(text)
        return {"s": shown, "family": list(families), "parse_math": False, "color": _colors.INK, **(style or {})}

    def length(self, text: str, size: float = BODY, weight: str = "normal") -> float:
        """Inches that a text takes."""
        shown, families = _text.legible(text)
        drawn = self.figure.text(0, 0, shown, size=size, weight=weight, family=list(families), parse_math=False)
        inches = drawn.get_window_extent().width / self.figure.dpi
        drawn.remove()
        return float(inches)

    def shortened(self, text: str, room: float, size: float = BODY, weight: str = "normal") -> str:
        """The text, cut so that it fits into so many inches."""
        text = _text.clean(text)
        if self.length(text, size, weight) <= room:
            return text
        low, high = 0, len(text)
        while low + 1 < high:  # as many characters as fit
            middle = (low + high) // 2
            fits = self.length(text[:middle].rstrip() + "…", size, weight) <= room
            low, high = (middle, high) if fits else (low, middle)
        at_word = text[:low].rpartition(" ")[0] if not text[low].isspace() else ""
        return (at_word or text[:low]).rstrip(" ,.;:") + "…"

    def wrapped(self, text: str, room: float, size: float = BODY, weight: str = "normal") -> list[str]:
        """Lines that fit into so many inches; a word that does not is cut."""
        lines: list[str] = []
        for word in _text.clean(text).split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.length(longer, size, weight) <= room:
                lines[-1] = longer
            else:
                lines.append(self.shortened(word, room, size, weight))
        return lines

    def block(self, x: float, y: float, width: float, height: float, fill: _colors.Fill) -> None:
        """A filled rectangle, its lower left corner at x and y."""
        from matplotlib.patches import Rectangle

        corner = (x / WIDTH, 1 - y / self.height)
        style = {"facecolor": fill.color, "hatch": fill.hatch, "edgecolor": _colors.PAPER, "linewidth": 0}
        self.figure.add_artist(Rectangle(corner, width / WIDTH, height / self.height, **style))  # type: ignore[arg-type]

    def dot(self, x: float, y: float, radius: float, fill: _colors.Fill) -> None:
        """A dot, round or square, with a rim that sets it off from what is behind it."""
        style = {"color": fill.color, "markeredgecolor": _colors.PAPER, "markeredgewidth": 0.8, "linestyle": ""}
        self._mark([x], [y], marker="o" if fill.round else "s", markersize=2 * radius / POINT, **style)

    def line(self, start: tuple[float, float], end: tuple[float, float], points: float, color: str) -> None:
        """A straight line, so many points thick."""
        self._mark([start[0], end[0]], [start[1], end[1]], linewidth=points, color=color)

    def _mark(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        from matplotlib.lines import Line2D

        self.figure.add_artist(Line2D([x / WIDTH for x in xs], [1 - y / self.height for y in ys], **style))

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes with a light grid behind what is drawn, and no frame but the ground."""
        place = (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(place)
        axes.set_axisbelow(True)
        axes.grid(axis="y", color=_colors.GRID, linewidth=0.8)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(_colors.SOFT)
        axes.tick_params(length=0, labelsize=SMALL, labelcolor=_colors.SOFT)
        return axes

    def ticks(self, axes: Axes, found: Sequence[tuple[float, str]]) -> None:
        """Texts below axes, each at its place. A text may have two lines."""
        lines = [[self.legible(line) for line in text.split("\n")] for _, text in found]
        axes.set_xticks([place for place, _ in found], ["\n".join(line["s"] for line in text) for text in lines])
        for text, label in zip(lines, axes.get_xticklabels(), strict=True):
            label.set(family=list(dict.fromkeys(name for line in text for name in line["family"])), parse_math=False)


def alt(sketch: Sketch) -> str:
    """The alternative text: what is shown, and what is not."""
    return _text.clean(" ".join((sketch.alt, *sketch.left_out)))


def render(sketch: Sketch, format: str) -> tuple[bytes, tuple[str, ...]]:  # noqa: A002  # as everywhere
    """The picture's bytes, and notes on what it cannot show."""
    with _settings():
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, WIDTH), dpi=PAGE_DPI, facecolor=_colors.PAPER)
        FigureCanvasAgg(figure)
        sheet = Sheet(figure)
        _lay_out(sheet, sketch)
        notes: tuple[str, ...] = ()
        if hidden := _text.hidden(sheet.texts):
            what = number_of(hidden, "different character")
            notes = (f"{what} cannot be drawn: no font of this machine has {'it' if hidden == 1 else 'them'}.",)
        described = alt(sketch)
        file = io.BytesIO()
        if format == "png":
            told = {"Software": None, "Title": _text.clean(sketch.title), "Description": described}
            figure.savefig(file, format="png", dpi=PNG_DPI, metadata=told)
            return file.getvalue(), notes
        figure.savefig(file, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        size = round(WIDTH * PAGE_DPI), round(sheet.height * PAGE_DPI)
        return _svg.tidied(file.getvalue().decode(), _text.clean(sketch.title), described, *size).encode(), notes


def _lay_out(sheet: Sheet, sketch: Sketch) -> None:
    """Set the sheet's height by what stands on it, and draw."""
    room = WIDTH - 2 * MARGIN
    head = [(line, TITLE, {"weight": "bold"}) for line in sheet.wrapped(sketch.title, room, TITLE, "bold")]
    head += [(line, BODY, {"color": _colors.SOFT}) for line in sheet.wrapped(sketch.lead, room)]
    foot = [line for sentence in sketch.left_out for line in sheet.wrapped(sentence, room, SMALL)]
    top = MARGIN + sum(size * LEADING * POINT for _, size, _ in head) + 0.1
    bottom = len(foot) * SMALL * LEADING * POINT + 0.05 * bool(foot) + MARGIN
    sheet.figure.set_size_inches(WIDTH, round(top + sketch.height + bottom, 2))
    y = MARGIN
    for line, size, style in head:
        y += size * LEADING * POINT
        sheet.write(MARGIN, y - 0.25 * size * POINT, line, size=size, **style)
    sketch.paint(sheet, top)
    for k, line in enumerate(foot, 1):
        y = sheet.height - bottom + 0.05 + k * SMALL * LEADING * POINT
        sheet.write(MARGIN, y - 0.25 * SMALL * POINT, line, size=SMALL, color=_colors.SOFT)


@contextmanager
def _settings() -> Iterator[None]:
    """matplotlib with our settings and with no others, as long as we draw; afterwards it is as it was."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)  # that it looks at the machine's fonts for the first time is nobody's concern
    try:
        import matplotlib
    except ImportError:
        log.setLevel(level)
        raise ChatlensError("Pictures need matplotlib, which is not installed.", f"{installing('charts')}.") from None
    try:
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(SETTINGS)
            yield
    finally:
        log.setLevel(level)
