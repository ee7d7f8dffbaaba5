"""Which format the output has: -f, else the extension of -o, else what a command writes by default."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from chatlens.cli import targets, terminal
from chatlens.cli.options import Display
from chatlens.errors import OptionError, shown
from chatlens.renderers import check_installed, renderers
from chatlens.tables import Table, own_formats

DEFAULT_FORMAT = "table"


def table_format(display: Display, table: Table | None = None) -> str:
    """The output format for a table: -f, else the extension of -o, else a table for the terminal. Raises `OutputError`
    where its library is not installed."""
    chosen = _chosen(display, table)
    if chosen in renderers():
        check_installed(renderers()[chosen])
    return chosen


def _chosen(display: Display, table: Table | None) -> str:
    if display.format:
        _check_format(display.format, table)
        if display.format not in renderers():
            return display.format
        if display.output in (None, "-") and renderers()[display.format].binary and terminal.is_terminal():
            raise OptionError(f"{display.format} is nothing that a terminal can show.", "Write to a file with -o FILE.")
        return display.format
    if not targets.is_file(display.output):
        return DEFAULT_FORMAT
    extension = os.path.splitext(str(display.output))[1].casefold()
    known = {ending: renderer.name for renderer in renderers().values() for ending in renderer.extensions}
    own = {ending: form.name for _, form in own_formats().values() for ending in form.extensions}
    if extension in own:
        _check_format(own[extension], table)
    if chosen := known.get(extension) or own.get(extension):
        return chosen
    raise OptionError(
        f"{shown(str(display.output))}: no format has the extension {shown(extension) or '(none)'}.",
        f"Use {', '.join(sorted(known))}, or choose with -f {'|'.join(renderers())}.",
    )


def _check_format(name: str, table: Table | None) -> None:
    """Raise `OptionError` for a format that another table has alone."""
    if name not in renderers() and name not in (form.name for form in (table.formats if table else ())):
        raise OptionError(
            f"{name} is a format of chatlens {own_formats()[name][0].name} alone.", f"Use -f {'|'.join(renderers())}."
        )


def picture_format(display: Display, formats: Sequence[str]) -> str:
    """The format of a picture: -f, else the extension of -o."""
    advice = f"Write to a file: -o FILE.{' or -o FILE.'.join(formats)}"
    if display.format:
        if display.output in (None, "-") and display.format != "svg" and terminal.is_terminal():
            raise OptionError(f"{display.format} is nothing that a terminal can show.", advice)
        return display.format
    if not targets.is_file(display.output):
        raise OptionError("A picture needs a file to go to.", advice)
    return _by_extension(display, "a picture", {name: (f".{name}",) for name in formats})


def document_format(display: Display, formats: Mapping[str, Sequence[str]], default: str) -> str:
    """The format of a document, of those with their extensions: -f, else the extension of -o, else the default."""
    if display.format:
        return display.format
    return _by_extension(display, "a recap", formats) if targets.is_file(display.output) else default


def _by_extension(display: Display, what: str, formats: Mapping[str, Sequence[str]]) -> str:
    extension = os.path.splitext(str(display.output))[1].casefold()
    known = {ending: name for name, endings in formats.items() for ending in endings}
    if extension in known:
        return known[extension]
    raise OptionError(
        f"{shown(str(display.output))}: {what} is not written as {shown(extension) or 'a file without extension'}.",
        f"Use {', '.join(known)}, or choose with -f {'|'.join(formats)}.",
    )


def check_text(display: Display, advice: str) -> None:
    """Raise `OptionError` where the output is text alone, and the extension of -o is that of something else."""
    extension = os.path.splitext(str(display.output))[1].casefold() if targets.is_file(display.output) else ""
    if not display.format and extension and extension not in renderers()[DEFAULT_FORMAT].extensions:
        raise OptionError(f"{shown(str(display.output))}: text is not written as {shown(extension)}.", advice)
