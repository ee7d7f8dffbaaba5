"""The group of commands: every table of `tables/` is one, and `OTHERS`. A command is made when it is called: help is
quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from chatlens import tables
from chatlens.errors import shown

HELP_WIDTH = 100
"""Widest help text in columns: longer lines are hard to read."""

OTHERS: Mapping[str, str] = {
    "recap": "The draft of a post: questions with their best answers, shared links, thanks, and the numbers.",
    "plot": "A picture: the chat's pace, the answers, who talks to whom, or how its sessions compare.",
    "timeline": "The chat's pace as bars in the terminal: how many tweets when, and under which question.",
    "export": "All tables at once, as the sheets of a workbook or as the files of a folder.",
    "explain": "Why one tweet stands under its question, and what speaks for the others.",
    "formats": "What can be read and how it is known, and what can be written.",
    "completion": "What makes your shell complete commands and options at the Tab key.",
}
"""Commands that are no tables, and what they do: modules of this folder with a `command`. They are named here, so that
the list of commands imports none of them."""

HELP = """From the transcript of a Twitter chat to each question with its answers, themes and most shared tweets.

FILE is what was copied from a search page, or an archive in CSV; "-" is standard input. Data go to standard output,
notes to standard error.

\b
Example:
  chatlens summarize transcript.txt
  chatlens tweets transcript.txt -o tweets.csv
  chatlens recap transcript.txt -o recap.html
"""


class ChatlensGroup(click.Group):
    """`chatlens`, whose commands come from the tables, and a few others."""

    def __init__(self) -> None:
        super().__init__(
            name="chatlens",
            help=HELP,
            no_args_is_help=True,
            params=[
                click.Option(
                    ["--version"],
                    is_flag=True,
                    is_eager=True,
                    expose_value=False,
                    callback=_version,
                    help="Show the version.",
                )
            ],
        )

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments; help is shown here."""
        with _until_closed():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _until_closed():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's interface
        """The names of the tables, the whole summary first, then the others."""
        return [*sorted(tables.tables(), key=lambda name: (not tables.tables()[name].reported, name)), *OTHERS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's interface
        """The command of a table, or another."""
        if cmd_name in OTHERS:
            command: click.Command = _other(cmd_name).command
            return command
        if cmd_name not in tables.tables():
            return None
        from chatlens.cli.commands import table_command

        return table_command(tables.tables()[cmd_name])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands; click's own would make every command for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._summary(name)) for name in self.list_commands(ctx)])

    def _summary(self, name: str) -> str:
        return OTHERS[name] if name in OTHERS else tables.tables()[name].summary

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; what was meant, if it names none."""
        name = args[0]
        if self.get_command(ctx, name) is None and (name == "-" or not name.startswith("-")):
            ctx.fail(f"There is no command {shown(name)}. {self._meant(ctx, name)}")
        return super().resolve_command(ctx, args)

    def _meant(self, ctx: click.Context, name: str) -> str:
        from difflib import get_close_matches

        if name == "-" or os.path.lexists(name):
            return f"Did you mean: chatlens summarize {shown(name)}?"
        close = get_close_matches(name.casefold(), self.list_commands(ctx), n=1)
        if close:
            return f"Did you mean: chatlens {close[0]}?"
        return f"Commands are {', '.join(self.list_commands(ctx))}."


def _other(name: str) -> Any:
    """The module of a command that is no table."""
    import importlib

    return importlib.import_module(f"chatlens.cli.{name}")


def help_width() -> int:
    """Columns for help texts. (click asks shutil, whose import costs a tenth of the time that help takes.)"""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        width = int(columns)
    else:
        try:
            width = os.get_terminal_size(1).columns
        except (OSError, ValueError):
            width = 0
    return min(width or HELP_WIDTH, HELP_WIDTH)


@contextmanager
def _until_closed() -> Iterator[None]:
    """End well and silently when nobody reads stdout on (click's way is exit code 1), and in words when it is full."""
    try:
        try:
            yield
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        from chatlens.cli.output import drop_stdout

        drop_stdout()
        if isinstance(error, BrokenPipeError):
            raise click.exceptions.Exit(0) from None
        raise click.ClickException(f"stdout: cannot be written ({error.strerror or error}).") from None


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001  # click's interface
    if value:
        import chatlens

        click.echo(f"chatlens {chatlens.__version__}")
        ctx.exit()
