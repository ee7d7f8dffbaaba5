"""The pace of a chat in the terminal: a bar for each stretch of time, parted by question.

The numbers are those of the picture (`tables/_pace.py`). Colours tell the questions apart; without colours the bars'
patterns do, and in any case what stands behind the bars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from chatlens.report._lines import QUESTIONS, Bit, Page, clean, flow, paint, separated
from chatlens.tables import _counts, _dates, _pace

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

ROWS = 40
"""Stretches at most: a terminal's height, more or less."""

BAR_SHARE = 0.5
"""The bars' share of the width, where the counts stand behind them."""

PLAIN_WIDTH = 50
"""Cells below which nothing stands behind the bars."""

PATTERNS = (("█", "#"), ("▓", "="), ("▒", "+"), ("╬", "x"), ("▚", "%"), ("║", "|"))
NOTHING = ("░", ".")
"""What the bars of questions are made of in turn, and those of no question, with their ASCII stand-ins."""

NO_QUESTION = "no question"


def timeline(analyses: Sequence[Analysis], *, width: int, color: bool, unicode: bool) -> str:
    """The pace of every session of some chats, as lines of a terminal."""
    page = Page(width, color, unicode)
    parts = [
        "\n".join(_session(analysis, sitting, page, len(analyses) > 1))
        for analysis in analyses
        for sitting in _counts.sittings(analysis)
        if sitting.number is not None and sitting.tweets
    ]
    return "\n\n".join(parts) + "\n" if parts else ""


def _session(analysis: Analysis, sitting: _counts.Sitting, page: Page, several: bool) -> Iterator[str]:
    pace = _pace.of(analysis, sitting, ROWS)
    yield from _headline(analysis, sitting, pace, page, several)
    signs = _signs(pace, page)
    used = [name for k, name in enumerate(pace.names) if any(row[k] for row in pace.counts)]
    if any(used):
        told = [Bit(f"{signs[name].text} {clean(name) or NO_QUESTION}", signs[name].style) for name in used]
        yield from flow(told, page)
    yield ""
    yield from _rows(pace, signs, page)
    if pace.left_out:
        yield from flow(separated([f"without a time, and not shown: {pace.left_out:,}"], "", "meta"), page)


def _headline(
    analysis: Analysis, sitting: _counts.Sitting, pace: _pace.Pace, page: Page, several: bool
) -> Iterator[str]:
    hashtag, sessions = analysis.reading.hashtag, analysis.timeline.sessions
    title = [f"#{clean(hashtag)}"] if hashtag else []
    if several or not hashtag:
        title.append(clean(analysis.source.chat))
    if len(sessions) > 1:
        title.append(f"session {sitting.number}")
    title += filter(None, [_dates.days(s.starts_at for s in sessions if s.number == sitting.number)])
    unit = f"{pace.tweets:,} tweets, {pace.step} to a bar" if pace.start is None else pace.unit
    zone = _dates.zone(pace.start) if pace.start is not None else ""
    dot = page.sign(" ·", ",")
    yield from flow([*separated([*title, ""], dot, "title")[:-1], Bit(unit + (f" ({zone})" if zone else ""))], page)


def _signs(pace: _pace.Pace, page: Page) -> dict[str, Bit]:
    """What the bars of each question are made of."""
    signs = {"": Bit(page.sign(*NOTHING), "meta")}
    for k, name in enumerate(name for name in pace.names if name):
        pattern = PATTERNS[0] if page.color else PATTERNS[k % len(PATTERNS)]
        signs[name] = Bit(page.sign(*pattern), QUESTIONS[k % len(QUESTIONS)])
    return signs


def _rows(pace: _pace.Pace, signs: dict[str, Bit], page: Page) -> Iterator[str]:
    labels = _labels(pace)
    highest = max(pace.totals)
    digits = len(f"{highest:,}")
    left = max(map(len, labels)) + 2 + digits + 2
    told = page.width >= PLAIN_WIDTH and any(pace.names)
    room = max(int((page.width - left) * (BAR_SHARE if told else 1)), 1)
    asked: dict[int, list[str]] = {}
    for mark in pace.marks:
        asked.setdefault(int(mark.place), []).append(clean(mark.name))
    indent = " " * (left + room + 2)
    beside = page._replace(width=page.width - len(indent))
    for k, (label, total) in enumerate(zip(labels, pace.totals, strict=True)):
        start = f"{label:>{left - digits - 4}}  {total or '':>{digits}}  "
        bar, cells = _bar(pace, k, signs, page, room / highest)
        facts = _facts(pace, k, asked.get(k, [])) if told else []
        behind = flow(facts, beside) if facts else [""]
        yield (start + bar + (" " * (room - cells + 2) + behind[0] if behind[0] else "")).rstrip()
        yield from (indent + line for line in behind[1:])


def _bar(pace: _pace.Pace, k: int, signs: dict[str, Bit], page: Page, scale: float) -> tuple[str, int]:
    """A stretch's bar and its cells: as many as its tweets need, and one at least."""
    ends = [max(round(count * scale), 1) if count else 0 for count in accumulate(pace.counts[k])]
    drawn, before = [], 0
    for name, end in zip(pace.names, ends, strict=True):
        if end > before:
            drawn.append(paint([Bit(signs[name].text * (end - before), signs[name].style)], page))
        before = max(before, end)
    return "".join(drawn), before


def _facts(pace: _pace.Pace, k: int, asked: Sequence[str]) -> list[Bit]:
    """What is said in a stretch: the questions that are asked, and how many tweets are under each."""
    counts = [f"{clean(name) or NO_QUESTION} {n:,}" for name, n in zip(pace.names, pace.counts[k], strict=True) if n]
    return [*separated([f"{name} asked" for name in asked] + [""], ";", "name")[:-1], *separated(counts, ",", "meta")]


def _labels(pace: _pace.Pace) -> list[str]:
    """What stands before each bar: when it begins; by order the numbers of its tweets."""
    if pace.start is None:
        ends = [*range(pace.step, pace.tweets, pace.step), pace.tweets]
        return [f"{k * pace.step + 1}" + (f"-{end}" if end > k * pace.step + 1 else "") for k, end in enumerate(ends)]
    moments = [pace.at(k) for k in range(len(pace.counts))]
    several = len({when.date() for when in moments}) > 1
    days = [f"{when.day} {_dates.MONTHS[when.month - 1][:3]}" for when in moments]
    if pace.step >= _pace.DAY:
        return days
    return [(f"{day} " if several else "") + f"{when:%H:%M}" for day, when in zip(days, moments, strict=True)]
