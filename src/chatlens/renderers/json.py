"""A JSON array of objects, one per row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings

if TYPE_CHECKING:
    import pandas as pd


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:  # noqa: ARG001  # the contract of renderers
    """Chunks of the array, a row each."""
    from chatlens.renderers import _objects

    before = "[\n"
    for line in _objects.objects(frame):
        yield before + line
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


RENDERER = Renderer("json", "a JSON array of objects", (".json",), render)
