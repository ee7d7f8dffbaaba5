"""Sessions side by side: a picture of one session fills the sheet, and several share it as small panels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.errors import PictureError
from chatlens.pictures import _text
from chatlens.pictures._sheet import BODY, MARGIN, WIDTH, Sheet
from chatlens.tables import _counts, _dates

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Moment

MOST = 12
"""Panels in one picture: more cannot be read at a blog's width."""

BROAD = 3
"""Up to so many panels stand one below the other, each as broad as the sheet; more stand in two columns."""

CAPTION = 0.26  # inches of the line above a panel
GAP = 0.3  # inches between two columns


class Scene(NamedTuple):
    """One session of one chat."""

    analysis: Analysis
    sitting: _counts.Sitting

    @property
    def starts_at(self) -> Moment | None:
        """When it begins; None where nobody knows."""
        return next(s.starts_at for s in self.analysis.timeline.sessions if s.number == self.sitting.number)


def scenes(kind: str, analyses: Sequence[Analysis]) -> tuple[Scene, ...]:
    """The sessions that have tweets; what was said between sessions belongs to none. At least one, at most `MOST`."""
    found = tuple(
        Scene(analysis, sitting)
        for analysis in analyses
        for sitting in _counts.sittings(analysis)
        if sitting.number is not None and sitting.tweets
    )
    if not found:
        raise PictureError(kind, "there are no tweets in a session", "chatlens sessions FILE lists the sessions.")
    if len(found) > MOST:
        raise PictureError(
            kind,
            f"{len(found)} sessions are too many for one picture, which has room for {MOST}",
            "Choose some with --session N (chatlens sessions FILE lists them), or see them all with --kind compare.",
        )
    return found


def name(analysis: Analysis) -> str:
    """What the chat is called: its hashtag, else the transcript's name."""
    hashtag = _text.clean(analysis.reading.hashtag or "")
    return f"#{hashtag}" if hashtag else _text.clean(analysis.source.chat)


def names(analyses: Sequence[Analysis]) -> str:
    """What several chats are called together."""
    different = list(dict.fromkeys(name(analysis) for analysis in analyses))
    return ", ".join(different) if len(different) <= MOST // 3 else f"{len(different)} chats"


def captions(found: Sequence[Scene]) -> list[str]:
    """What stands above each of several panels: as little as tells them apart."""
    several = len({scene.analysis.source.chat for scene in found}) > 1
    numbered = any(len(scene.analysis.timeline.sessions) > 1 for scene in found)
    return [
        ", ".join(
            filter(
                None,
                (
                    _text.clean(scene.analysis.source.chat) if several else "",
                    f"Session {scene.sitting.number}" if numbered else "",
                    _dates.days([scene.starts_at]),
                ),
            )
        )
        for scene in found
    ]


def merged(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Names of several rows in one order: a name that is new stands behind the one it follows in its own row.

    >>> merged([("Q1", "Q2", "Q4", ""), ("Q1", "Q3", "Q4", "")])
    ('Q1', 'Q3', 'Q2', 'Q4', '')
    """
    order: list[str] = []
    for row in rows:
        place = 0
        for item in row:
            if item not in order:
                order.insert(place, item)
            place = order.index(item) + 1
    return tuple(order)


class Place(NamedTuple):
    """Where a panel stands on the sheet, in inches."""

    left: float
    top: float
    width: float
    height: float


def places(count: int, top: float, height: float) -> list[Place]:
    """Places of so many panels of that height, from so many inches below the sheet's top."""
    columns = 1 if count <= BROAD else 2
    width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns
    return [
        Place(MARGIN + (k % columns) * (width + GAP), top + (k // columns) * height, width, height)
        for k in range(count)
    ]


def stacked(count: int, height: float) -> float:
    """Inches that so many panels take from top to bottom."""
    return (count if count <= BROAD else math.ceil(count / 2)) * height


def below(sheet: Sheet, place: Place, caption: str) -> Place:
    """Write the line above a panel; the place that it leaves."""
    sheet.write(place.left, place.top + 0.16, sheet.shortened(caption, place.width, BODY, "bold"), weight="bold")
    return place._replace(top=place.top + CAPTION, height=place.height - CAPTION)
