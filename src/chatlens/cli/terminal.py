"""What shows the output: a terminal or none, its width, colours and letters, as the renderers ask for them."""

from __future__ import annotations

import codecs
import os
import sys

from chatlens.cli import targets
from chatlens.cli.options import Display
from chatlens.renderers import Settings

DEFAULT_WIDTH = 100
"""Columns where no terminal says how many: the output is the same in every pipe and file."""

MIN_WIDTH = 20
"""Columns below which no table can be read; a narrower terminal breaks the lines itself."""

TERMINAL_ROWS = 1_000
"""Rows of a table that a terminal shows: more than anybody scrolls back."""


def settings(display: Display) -> Settings:
    """What the renderers need to know of the output."""
    to_file = targets.is_file(display.output)
    return Settings(
        to_file=to_file,
        raw=display.raw,
        bom=display.bom,
        delimiter=display.delimiter,
        width=display.width or _width(probe=display.output in (None, "-")),
        color=_color(display.color, terminal=display.output in (None, "-") and is_terminal()),
        unicode=display.output not in (None, "-") or stdout_codec().startswith("utf"),
        rows=TERMINAL_ROWS if display.output in (None, "-") and is_terminal() else None,
    )


def is_terminal() -> bool:
    """Whether a terminal shows stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def stdout_codec() -> str:
    """The codec of stdout; ASCII where it names none."""
    try:
        return codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name
    except LookupError:
        return "ascii"


def _width(probe: bool) -> int:
    """Columns of the output: COLUMNS, else those of the terminal that it goes to."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(int(columns), MIN_WIDTH)
    try:
        return (
            max(os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH, MIN_WIDTH)
            if probe
            else DEFAULT_WIDTH
        )
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


def _color(choice: str, terminal: bool) -> bool:
    """Whether to colour: --color, else NO_COLOR, else FORCE_COLOR, else whether a terminal shows it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")
