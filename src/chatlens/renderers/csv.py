"""Comma-separated values, for spreadsheets and for every other program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings, _delimited

if TYPE_CHECKING:
    import pandas as pd


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Chunks of the CSV file."""
    return _delimited.render(frame, settings, settings.delimiter or ",")


RENDERER = Renderer("csv", "comma-separated values that open in a spreadsheet", (".csv",), render)
