"""`chatlens formats`: what can be read, how each shape is known, and what can be written."""

from __future__ import annotations

import click

from chatlens.cli.group import OTHERS, help_width

SUMMARY = OTHERS["formats"]

HELP = f"""{SUMMARY}

Writes a list to standard output: every input shape with the sign by which it is found in the text, and every output
format with the file extensions that choose it. It reads no file.

\b
Example:
  chatlens formats
"""


@click.command("formats", help=HELP, short_help=SUMMARY)
def command() -> None:
    """Print the list."""
    from chatlens.readers import shapes
    from chatlens.renderers import renderers
    from chatlens.tables import own_formats

    formatter = click.HelpFormatter(width=help_width())
    with formatter.section("Input shapes, found from the text, or named with --from"):
        formatter.write_dl([(shape.name, shape.summary) for shape in shapes().values()])
    with formatter.section("Output formats, named with --format, or chosen by the extension of --output"):
        formatter.write_dl(
            [(" ".join((renderer.name, *renderer.extensions)), renderer.summary) for renderer in renderers().values()]
        )
    with formatter.section("Formats of one command alone"):
        formatter.write_dl(
            [
                (" ".join((form.name, *form.extensions)), f"{form.summary} (chatlens {table.name})")
                for table, form in own_formats().values()
            ]
        )
    click.echo(formatter.getvalue(), nl=False)
