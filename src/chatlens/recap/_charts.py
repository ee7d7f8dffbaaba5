"""The pictures of a draft: those of `pictures` that show one sitting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from chatlens import selection
from chatlens.errors import PictureError
from chatlens.recap._blocks import Picture

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

SHOWN = ("pace", "answers", "network")
"""Kinds of pictures that a draft has, in order."""


def charts(analysis: Analysis, session: int) -> Iterator[Picture]:
    """The pictures of a session; those left out that its transcript has nothing for."""
    from chatlens import pictures

    alone = _alone(analysis, session)
    for kind in SHOWN:
        try:
            drawn = pictures.draw(kind, [alone], "svg")
        except PictureError:
            continue
        yield Picture(drawn.data.decode(), drawn.alt)


def _alone(analysis: Analysis, session: int) -> Analysis:
    """The analysis with the tweets of one session alone."""
    chosen = next(one.tweets for one in analysis.timeline.sessions if one.number == session)
    if len(chosen) == len(analysis.timeline.tweets):
        return analysis
    found = selection.narrowed(
        selection.Stages(
            analysis.timeline,
            analysis.labels,
            analysis.repeats,
            analysis.inquiries,
            analysis.links,
            analysis.placements,
        ),
        chosen,
    )
    return replace(
        analysis,
        **found._asdict(),
        withheld=frozenset(new for new, index in enumerate(chosen) if index in analysis.withheld),
        behind=None,
    )
