"""`answers`: how many different answers each question had, and how often they were repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens._phrases import listed, number_of
from chatlens.errors import PictureError
from chatlens.pictures import Kind, _colors, _legend, _panels
from chatlens.pictures._sheet import MARGIN, SMALL, WIDTH, Sheet, Sketch
from chatlens.tables import _counts, _dates

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

DIFFERENT, REPEATED = _colors.Fill(_colors.BLUE), _colors.Fill(_colors.PALE)
LEGEND: list[_legend.Entry] = [("different answers", DIFFERENT), ("repeats of them", REPEATED)]

WHOLE_ROW, SMALL_ROW = 0.52, 0.2  # inches from question to question: with its text above the bar, or its name beside it
BAR = 0.17  # inches that a bar is high
COUNTS = 1.75  # inches behind the longest bar, for the counts in words
BRIEF = 0.6  # ... in numbers alone
NAME = 0.085  # inches that a letter of a question's name takes, rather more than less
UNDER_NONE, NONE = "under no question", "none"


class Row(NamedTuple):
    """One question's answers."""

    name: str  # "" for what is under none
    text: str | None  # what was asked; None: not in the transcript
    different: int
    repeats: int


def rows(scene: _panels.Scene) -> list[Row]:
    """The questions of a session in order, and answers under none if there are any: as `chatlens summarize` counts."""
    return [
        Row(tally.name, tally.question.text if tally.question else None, len(tally.answers), tally.repeats)
        for tally in _counts.tallies(scene.analysis, scene.sitting)
        if tally.name or tally.answers
    ]


def _sketch(analyses: Sequence[Analysis]) -> Sketch:
    scenes = _panels.scenes("answers", analyses)
    counted = [rows(scene) for scene in scenes]
    if not any(row.name for found in counted for row in found):
        raise PictureError(
            "answers",
            "no question is known",
            "Number what the hosts ask with --unnumbered, or name the questions with --questions FILE.",
        )
    widest = max(row.different + row.repeats for found in counted for row in found) or 1
    most = max(map(len, counted))
    panel = WHOLE_ROW * most if len(scenes) == 1 else _panels.CAPTION + SMALL_ROW * most + 0.25

    indent = max(len(row.name or NONE) for found in counted for row in found) * NAME + 0.08

    def paint(sheet: Sheet, top: float) -> None:
        _legend.draw(sheet, top, LEGEND)
        places = _panels.places(len(scenes), top + _legend.height(LEGEND) + 0.05, panel)
        if len(scenes) == 1:
            _whole(sheet, places[0], counted[0], widest)
            return
        for found, place, caption in zip(counted, places, _panels.captions(scenes), strict=True):
            _small(sheet, _panels.below(sheet, place, caption), found, widest, indent)

    return Sketch(
        title=_title(scenes, counted),
        lead="Answers to each question. A repeat is an answer that was retweeted or sent again.",
        alt=_alt(scenes, counted),
        height=_legend.height(LEGEND) + 0.05 + _panels.stacked(len(scenes), panel),
        paint=paint,
    )


def _whole(sheet: Sheet, place: _panels.Place, found: Sequence[Row], widest: int) -> None:
    """A bar for each question, its text above and its counts behind it."""
    scale = (place.width - COUNTS) / widest
    for k, row in enumerate(found):
        top = place.top + WHOLE_ROW * k
        name = row.name or UNDER_NONE.capitalize()
        sheet.write(place.left, top + 0.14, name, weight="bold")
        x = place.left + sheet.length(f"{name} ", weight="bold") + 0.05
        if row.name:
            text = sheet.shortened(row.text or "(its text is not in the transcript)", WIDTH - MARGIN - x)
            sheet.write(x, top + 0.14, text, color=_colors.SOFT)
        end = _bar(sheet, place.left, top + 0.2 + BAR, row, scale)
        sheet.write(end + 0.07, top + 0.2 + BAR - 0.035, counts(row), size=SMALL)


def _small(sheet: Sheet, place: _panels.Place, found: Sequence[Row], widest: int, indent: float) -> None:
    """A bar for each question between its name and its numbers."""
    left = place.left + indent
    scale = (place.left + place.width - left - BRIEF) / widest
    for k, row in enumerate(found):
        base = place.top + SMALL_ROW * k + BAR
        sheet.write(place.left, base - 0.035, row.name or NONE, size=SMALL)
        end = _bar(sheet, left, base - 0.02, row, scale)
        told = f"{row.different:,}" + (f" + {row.repeats:,}" if row.repeats else "")
        sheet.write(end + 0.06, base - 0.035, told, size=SMALL, color=_colors.SOFT)
    if not found:
        sheet.write(place.left, place.top + BAR, "no questions", size=SMALL, color=_colors.SOFT)


def _bar(sheet: Sheet, left: float, base: float, row: Row, scale: float) -> float:
    """Different answers and their repeats, so many inches each; where the bar ends."""
    high = BAR - 0.03
    sheet.block(left, base, row.different * scale, high, DIFFERENT)
    sheet.block(left + row.different * scale, base, row.repeats * scale, high, REPEATED)
    return left + (row.different + row.repeats) * scale


def counts(row: Row) -> str:
    """A question's counts in words.

    >>> counts(Row("Q1", None, 22, 1)), counts(Row("Q1", None, 0, 0)), counts(Row("Q1", None, 1, 0))
    ('22 different, 1 repeat', 'no answers', '1 answer')
    """
    if not row.different:
        return "no answers"
    if not row.repeats:
        return number_of(row.different, "answer")
    return f"{row.different:,} different, {number_of(row.repeats, 'repeat')}"


def _title(scenes: Sequence[_panels.Scene], counted: Sequence[Sequence[Row]]) -> str:
    chats = _panels.names([scene.analysis for scene in scenes])
    days = _dates.days(scene.starts_at for scene in scenes)
    different = sum(row.different for found in counted for row in found if row.name)
    questions = sum(bool(row.name) for found in counted for row in found)
    sessions = f" in {len(scenes)} sessions" if len(scenes) > 1 else ""
    head = ", ".join(filter(None, (chats, days)))
    return f"{head}: {number_of(different, 'different answer')} to {number_of(questions, 'question')}{sessions}"


def _alt(scenes: Sequence[_panels.Scene], counted: Sequence[Sequence[Row]]) -> str:
    head = f"Bar chart. {_title(scenes, counted)}."
    if len(scenes) == 1:
        return f"{head} {'; '.join(f'{row.name or UNDER_NONE}: {counts(row)}' for row in counted[0])}."
    told = (
        f"{caption}: {listed([f'{row.name or UNDER_NONE} {row.different:,}' for row in found]) or 'no questions'}."
        for caption, found in zip(_panels.captions(scenes), counted, strict=True)
    )
    return " ".join([head, "Different answers:", *told])


KIND = Kind("answers", "Answers to each question: different ones, and their repeats.", _sketch)
