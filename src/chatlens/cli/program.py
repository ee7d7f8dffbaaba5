"""The program, and how it ends: here alone is it decided with which exit code.

`chatlens --help` imports click and the list of the tables, nothing else: what a command needs is imported when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from chatlens.cli.group import ChatlensGroup, help_width
from chatlens.errors import shown

program = ChatlensGroup()


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 cannot, 2 wrong usage. Raises `KeyboardInterrupt`."""
    try:
        code = program.main(args, prog_name=program.name, standalone_mode=False, terminal_width=help_width())
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        click.echo(f"chatlens: error: {_advised(error)}", err=True)
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)


def _advised(error: click.ClickException) -> str:
    """The error in one line; behind wrong usage, where to read the right one."""
    message = shown(error.format_message())
    if not isinstance(error, click.UsageError) or error.ctx is None or message.rstrip(")").endswith("?"):
        return message
    return f"{message.rstrip('.')}. See {error.ctx.command_path} --help."
