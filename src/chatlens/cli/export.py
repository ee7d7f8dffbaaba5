"""`chatlens export`: all tables at once, as a workbook or as a folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, progress, targets, terminal
from chatlens.cli.group import OTHERS
from chatlens.cli.options import Display, common
from chatlens.errors import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatlens.analysis import Analysis
    from chatlens.models import Note, Options

SUMMARY = OTHERS["export"]

HELP = f"""{SUMMARY}

Writes a workbook (-o chat.xlsx) with a sheet for each table and a sheet "about" that says what they were made from,
with which options, and what their columns mean; or a folder (-o chat/) with the same tables as CSV, or in another
format with -f, and a README. The folder is made if there is none; one that holds anything else is left as it is.

\b
Example:
  chatlens export transcript.txt -o chat.xlsx
  chatlens export transcript.txt -o chat/
"""

WORKBOOK = "xlsx"
"""The format that is written into one file."""

FILES = "csv"
"""The format of a folder's files unless -f says otherwise."""


@click.command("export", help=HELP, short_help=SUMMARY)
@common
def command(files: tuple[str, ...], options: Options, display: Display) -> int:
    """Write the tables."""
    if _as_workbook(display):
        display = display._replace(format=WORKBOOK)
        targets.check(display)
        write = _workbook
    else:
        display = display._replace(format=display.format or FILES)
        _check_folder(display)
        write = _folder
    choosing.table_format(display)
    from chatlens import api

    with progress.shown(display) as told:
        chat = api.load(*files, options=options, progress=told)
    found = notes.show(chat.analyses, display, write(chat.analyses, display))
    return 1 if display.strict and found else 0


def _as_workbook(display: Display) -> bool:
    """Whether a workbook is wanted, and not a folder. Wrong usage where neither can be told."""
    path = str(display.output or "-")
    if display.format == WORKBOOK:
        return True
    extension = os.path.splitext(path)[1].casefold()
    if path == "-":
        raise click.UsageError("Say where to: -o chat.xlsx for a workbook, -o chat/ for a folder.")
    if os.path.isdir(path) or path.endswith(("/", os.sep)) or (not extension and display.format):
        return False
    if extension == f".{WORKBOOK}" and display.format is None:
        return True
    if extension:
        raise click.UsageError(
            f"{shown(path)} is neither a workbook (chat.xlsx) nor a folder: end a folder's name with {os.sep}"
        )
    return False


def _workbook(analyses: Sequence[Analysis], display: Display) -> tuple[Note, ...]:
    from chatlens import export

    chunks, lost = export.workbook(analyses)
    output.write(chunks, display, WORKBOOK)
    return lost


def _folder(analyses: Sequence[Analysis], display: Display) -> tuple[Note, ...]:
    from chatlens import export
    from chatlens.cli import folders

    settings = terminal.settings(display)._replace(to_file=True, color=False, unicode=True)
    folders.write(str(display.output), export.files(analyses, str(display.format), settings), _own_names())
    return ()


def _check_folder(display: Display) -> None:
    from chatlens import export
    from chatlens.cli import folders

    folders.check(str(display.output), export.README, export.HEADING, _own_names(), display.inputs)


def _own_names() -> frozenset[str]:
    """Every name that a file of ours can have."""
    from chatlens import export
    from chatlens.renderers import renderers

    endings = {ending for renderer in renderers().values() for ending in renderer.extensions[:1]}
    return frozenset({export.README, *(name + ending for name in export.names() for ending in endings)})
