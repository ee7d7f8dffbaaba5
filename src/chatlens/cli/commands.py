"""The command of a table: options in, the table out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from chatlens.cli import notes, output, progress
from chatlens.cli.options import Display, common
from chatlens.tables import Table

if TYPE_CHECKING:
    from chatlens.api import Chat
    from chatlens.models import Options
    from chatlens.renderers import Chunk

REPORTED = "summarize"
"""The table that is shown as a whole report where no other format is asked for."""

TOP = 3
"""Answers that the report shows for each question, unless --top says otherwise: a glance, as in a recap."""


def table_command(table: Table) -> click.Command:
    """The command that prints this table."""

    @common
    def run(files: tuple[str, ...], options: Options, display: Display, top: int = TOP) -> int:
        from chatlens import api

        chosen = output.choose_format(display)
        output.check_target(display)
        with progress.shown(display) as told:
            chat = api.load(*files, options=options, progress=told)
        output.write(_rendered(table, chat, display, chosen, top), display, chosen)
        found = notes.show(chat.analyses, display)
        return 1 if display.strict and found else 0

    command = click.command(table.name, help=_help(table), short_help=table.summary)(run)
    if table.name == REPORTED:
        top = click.Option(
            ["--top"], type=click.IntRange(0), default=TOP, show_default=True, help="Answers per question."
        )
        command.params.insert(1, top)
    return command


def _rendered(table: Table, chat: Chat, display: Display, chosen: str, top: int) -> Iterator[Chunk]:
    settings = output.settings(display)
    if table.name == REPORTED and chosen == output.DEFAULT_FORMAT:
        from chatlens import report

        yield report.render(
            chat.analyses, width=settings.width, color=settings.color, unicode=settings.unicode, top=top
        )
    else:
        from chatlens.renderers import renderers

        yield from renderers()[chosen].render(chat.table(table.name), settings)


def _help(table: Table) -> str:
    summary = table.summary[:1].upper() + table.summary[1:].rstrip(".")
    columns = ", ".join(column.name for column in table.columns)
    example = f"chatlens {table.name} transcript.txt"
    return f"{summary}.\n\nColumns: {columns}.\n\n\b\nExample:\n  {example}\n  {example} -o {table.name}.csv"
