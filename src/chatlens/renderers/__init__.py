"""Stage 9, one frame -> text (or bytes) of an output format. The folder is the registry: each module without a leading
underscore has a `RENDERER`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from chatlens._variants import by_name
from chatlens.errors import OutputError, installing

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.models import Note
    from chatlens.tables import Table


Chunk = str | bytes
"""A piece of an output: text, or (of a format that is none) bytes as they stand."""


class Settings(NamedTuple):
    """How to write a frame. A renderer takes what it needs and ignores the rest."""

    to_file: bool = False  # into a file of its own, so that a spreadsheet program opens it
    raw: bool = False  # leave cells that look like formulas as they are
    bom: bool | None = None  # None: the format's habit
    delimiter: str | None = None  # None: the format's own
    width: int = 100  # of the terminal, in columns
    color: bool = False
    unicode: bool = True  # the terminal shows more than ASCII
    table: Table | None = None  # what the frame is: its name, and the columns' kinds and meanings; None: not known
    chats: tuple[str, ...] = ()  # names of the chats that it is about
    rows: int | None = None  # of a table for people, at most; None: all


def _nothing(frame: pd.DataFrame, settings: Settings) -> tuple[Note, ...]:  # noqa: ARG001  # the contract of `losses`
    return ()


class Renderer(NamedTuple):
    """An output format."""

    name: str  # what --format takes
    summary: str  # one line for people
    extensions: tuple[str, ...]  # of files, with the dot
    render: Callable[
        [pd.DataFrame, Settings], Iterator[Chunk]
    ]  # chunks of text, line ends as they shall stand in the output, or of bytes
    binary: bool = False  # nothing that a terminal can show: its chunks are bytes
    losses: Callable[[pd.DataFrame, Settings], Iterable[Note]] = _nothing  # what of a frame the format cannot hold
    needs: str = ""  # the library that writes it, where an extra has to be installed for it
    extra: str = ""  # which installs it


def check_installed(renderer: Renderer) -> None:
    """Raise `OutputError` if the library that writes this format is not there."""
    from importlib.util import find_spec

    if renderer.needs and find_spec(renderer.needs) is None:
        raise OutputError(
            renderer.name,
            f"needs {renderer.needs}, which is not installed",
            f"{installing(renderer.extra)}, or choose another format.",
        )


@functools.cache
def renderers() -> Mapping[str, Renderer]:
    """All output formats by name."""
    return by_name(__name__, __path__, "RENDERER")
