"""A workbook with one sheet, for Excel, LibreOffice and Google Sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.models import Note

SHEET = "table"
"""The sheet's name where nobody says which table it is."""


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[bytes]:
    """Chunks of the workbook."""
    from chatlens.renderers import _documents, _workbook

    name = settings.table.called if settings.table else SHEET
    return _workbook.write([_workbook.Sheet(name, frame, settings)], _documents.caption(settings))


def losses(frame: pd.DataFrame, settings: Settings) -> Iterable[Note]:  # noqa: ARG001  # the contract of renderers
    """Notes about cells that are cut."""
    from chatlens.renderers import _workbook

    return _workbook.losses(frame)


RENDERER = Renderer(
    "xlsx",
    "a workbook of Excel, in which times are times and ids are text",
    (".xlsx",),
    render,
    binary=True,
    losses=losses,
    needs="xlsxwriter",
    extra="excel",
)
