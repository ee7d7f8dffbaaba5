"""A Markdown table, as GitHub, WordPress and most others read it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings, _cells, _documents

if TYPE_CHECKING:
    import pandas as pd


@functools.cache
def _signs() -> re.Pattern[str]:
    """What Markdown, GitHub's and others' additions to it, and links without brackets are made of."""
    return re.compile(r"[\\`*{}\[\]<>&|~$^@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE)


def escape(text: str) -> str:
    r"""The text so that Markdown shows it as it stands.

    >>> print(escape("2*3 | [x](http://y.example) &amp; _z_"))
    2\*3 \| \[x\](http:\//y.example) \&amp; \_z\_
    """
    return _signs().sub(r"\\\g<0>", text)


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Chunks of the text: the caption in a line of its own, then the table."""
    if title := _documents.caption(settings):
        yield f"**{_cell(title)}**\n\n"
    kinds = _documents.kinds(frame, settings)
    yield _row(_cell(str(name)) for name in frame.columns)
    yield _row("---:" if kind in _documents.NUMBERS else "---" for kind in kinds)
    for columns in _cells.pieces(frame):
        cells = [[_cell(_cells.text(value)) for value in column] for column in columns]
        yield "".join(_row(row) for row in zip(*cells, strict=True))
    if not len(frame):
        yield f"\n{_documents.EMPTY}\n"


def _cell(text: str) -> str:
    return text if text.isalnum() else escape(_documents.line(text))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


RENDERER = Renderer("md", "a Markdown table", (".md", ".markdown"), render)
