"""`chatlens completion`: what makes a shell complete commands, options and names at the Tab key."""

from __future__ import annotations

import click

from chatlens.cli.group import OTHERS

SUMMARY = OTHERS["completion"]

HELP = f"""{SUMMARY}

Writes a script for the shell that you name. It reads no file of yours.

\b
Example, for now and for ever:
  eval "$(chatlens completion bash)"
  echo 'eval "$(chatlens completion bash)"' >> ~/.bashrc
\b
Example for zsh and fish:
  echo 'eval "$(chatlens completion zsh)"' >> ~/.zshrc
  chatlens completion fish > ~/.config/fish/completions/chatlens.fish
"""


@click.command("completion", help=HELP, short_help=SUMMARY, no_args_is_help=True)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script, which is click's own."""
    from click.shell_completion import get_completion_class

    written_for = get_completion_class(shell)
    assert written_for is not None
    program = ctx.find_root().command
    # The source is asked for without the look at the shell's version that the class takes when it runs in one.
    completion = written_for(program, {}, str(program.name), "_CHATLENS_COMPLETE")
    click.echo(completion.source_template % completion.source_vars())
