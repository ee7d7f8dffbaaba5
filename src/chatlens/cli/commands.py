"""The command of a table: options in, the table out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, params, progress, targets, terminal
from chatlens.cli.options import Display, common
from chatlens.tables import Option, Table

if TYPE_CHECKING:
    from chatlens.api import Chat
    from chatlens.models import Note, Options
    from chatlens.renderers import Chunk

TOP = 3
"""Answers that the report shows for each question, unless --top says otherwise: a glance, as in a recap."""


def table_command(table: Table) -> click.Command:
    """The command that prints this table."""

    @common
    def run(files: tuple[str, ...], options: Options, display: Display, top: int = TOP, **own: str | None) -> int:
        from chatlens import api

        chosen = choosing.table_format(display, table)
        targets.check(display)
        with progress.shown(display) as told:
            chat = api.load(*files, options=options, progress=told)
        chunks, lost = _rendered(table, chat, display, chosen, top, own)
        output.write(chunks, display, chosen)
        told_of = (*lost, *(table.notes(chat.analyses) if table.notes else ()))
        found = notes.show(chat.analyses, display, told_of)
        return 1 if display.strict and found else 0

    command = click.command(table.name, help=_help(table), short_help=table.summary)(run)
    for place, option in enumerate(map(_option, table.options), 1):
        command.params.insert(place, option)
    if table.reported:
        top = click.Option(
            ["--top"], type=click.IntRange(0), default=TOP, show_default=True, help="Answers per question."
        )
        command.params.insert(1, top)
    return command


def _option(option: Option) -> click.Option:
    """An option of a table's own. A flag's value is its name; an option that is not given is None."""
    if not option.values:
        return click.Option([f"--{option.name}"], flag_value=option.name, default=None, help=option.summary)
    named = params.Name(lambda: option.values, metavar=option.takes)
    return click.Option([f"--{option.name}"], type=named, help=option.summary)


def _rendered(
    table: Table, chat: Chat, display: Display, chosen: str, top: int, own: Mapping[str, str | None]
) -> tuple[Iterable[Chunk], Iterable[Note]]:
    """The output, and notes about what of the table its format cannot hold."""
    settings = terminal.settings(display)
    form = next((form for form in table.formats if form.name == chosen), None)
    if form:
        return form.write(chat.analyses), ()
    if table.reported and chosen == choosing.DEFAULT_FORMAT:
        from chatlens import report

        text = report.render(
            chat.analyses, width=settings.width, color=settings.color, unicode=settings.unicode, top=top
        )
        return [text], ()
    from chatlens.renderers import renderers

    settings = settings._replace(table=table, chats=tuple(analysis.source.chat for analysis in chat.analyses))
    renderer, frame = renderers()[chosen], chat.table(table.name)
    for option in table.options:
        if (value := own[option.name.replace("-", "_")]) is not None:
            frame = option.apply(frame, value)
    return renderer.render(frame, settings), renderer.losses(frame, settings)


def _help(table: Table) -> str:
    summary = table.summary[:1].upper() + table.summary[1:].rstrip(".")
    columns = ", ".join(column.name for column in table.columns)
    example = f"chatlens {table.name} {table.example}"
    formats = f" Formats besides: {', '.join(form.name for form in table.formats)}." if table.formats else ""
    return f"{summary}.\n\nColumns: {columns}.{formats}\n\n\b\nExample:\n  {example}\n  {example} -o {table.name}.csv"
