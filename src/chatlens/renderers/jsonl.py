"""JSON Lines: an object a row, a row a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings

if TYPE_CHECKING:
    import pandas as pd


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:  # noqa: ARG001  # the contract of renderers
    """The lines."""
    from chatlens.renderers import _objects

    for line in _objects.objects(frame):
        yield line + "\n"


RENDERER = Renderer("jsonl", "JSON Lines, an object a line", (".jsonl", ".ndjson"), render)
