"""Tab-separated values; cells with tabs or line ends are quoted as in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings, _delimited

if TYPE_CHECKING:
    import pandas as pd


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Chunks of the TSV file."""
    return _delimited.render(frame, settings, "\t")


RENDERER = Renderer("tsv", "tab-separated values", (".tsv", ".tab"), render)
